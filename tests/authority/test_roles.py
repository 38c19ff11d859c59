"""What each role reaches: the commands in its help are those it may use, and no others."""

from dataclasses import fields
from typing import Any

import pytest

from alertbot.dialogue import guide, permits
from alertbot.dialogue.conversations import PRIVATE, conversation_for
from alertbot.dialogue.draft_taps import Translate
from alertbot.dialogue.engine import Command, Document, Facts, Line, State, Tapped
from alertbot.dialogue.permits import COMMANDS
from alertbot.dialogue.screen import Say
from alertbot.dialogue.tap import Tap
from alertbot.dialogue.translate import PutIntoWords
from alertbot.domain.authority import Role
from alertbot.domain.subscriber import ChatKind
from tests.support.cast import START

REACHED = {
    Role.REVIEWER: {"drafts", "approve", "halt", "status", "security"},
    Role.TRANSLATOR: {"newappeal", "drafts"},
    Role.STATISTICIAN: {"status", "stats", "export"},
}
FULL = (Role.OWNER, Role.ORGANIZER)
KNOWN = {word for conversation in PRIVATE if conversation.organizers for word in conversation.commands}


def reached(role: Role) -> set[str]:
    guided = guide.CONVERSATION.name
    return {word for word in KNOWN if conversation_for(Command(word), None, role).name != guided}


@pytest.mark.parametrize("role", FULL)
def test_organizers_and_owners_reach_every_command(role: Role) -> None:
    assert reached(role) == KNOWN


@pytest.mark.parametrize("role", REACHED)
def test_a_lesser_role_reaches_its_own_commands_only(role: Role) -> None:
    assert reached(role) == REACHED[role] & KNOWN


@pytest.mark.parametrize("role", Role)
def test_the_help_names_what_a_role_may_do_and_nothing_else(role: Role) -> None:
    facts = Facts(START, "en", ChatKind.PERSON, None, "ann", role=role)
    (screen,) = guide.step(None, Command("help"), facts).screens
    lines = [part.words for part in screen.parts if isinstance(part.words, Say)]
    named = {str(line.args["command"])[1:] for line in lines if line.id == "help.line"}

    assert named - guide.EVERYONE.keys() == reached(role) & guide.ORGANIZERS.keys()


def test_every_command_of_organizers_was_thought_about() -> None:
    assert COMMANDS.keys() >= KNOWN


def test_every_tap_of_organizers_leads_a_statistician_nowhere_but_to_numbers() -> None:
    numbers = {"guide", "status", "letter_numbers", "stats", "export"}
    for conversation in (one for one in PRIVATE if one.organizers):
        for kind in conversation.taps:
            assert conversation_for(_tapped(kind), None, Role.STATISTICIAN).name in numbers, kind


def test_a_reviewer_who_was_an_organizer_cannot_go_on_writing() -> None:
    """The conversation that stands is asked for the right again with every line."""
    halfway = State("new_appeal", "collect", {"draft": 1})
    assert conversation_for(Line("more text"), halfway, Role.REVIEWER).name == "guide"
    assert conversation_for(Document("a.yaml", b"kind: appeal"), None, Role.REVIEWER).name == "guide"


def test_an_order_is_asked_for_its_right_wherever_it_comes_from() -> None:
    for order in permits.ORDERS:
        made = order(**{f.name: 1 for f in fields(order)})  # pyright: ignore[reportArgumentType]
        assert not permits.carries_out(made, guide.CONVERSATION, Command("help"), None)
        assert not permits.carries_out(made, guide.CONVERSATION, Command("help"), Role.STATISTICIAN)
        trusted = Role.TRANSLATOR if order is PutIntoWords else Role.ORGANIZER
        assert permits.carries_out(made, guide.CONVERSATION, Command("help"), trusted)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.TRANSLATOR])
def test_nobody_who_could_approve_them_puts_words_into_somebody_elses_draft(role: Role) -> None:
    tap = Tapped(Translate(1))
    assert conversation_for(tap, None, role).name == "guide"
    assert not permits.carries_out(PutIntoWords(1, "title", "ru", "x"), guide.CONVERSATION, tap, role)


def _tapped(kind: type[Tap]) -> Tapped:
    values: dict[str, Any] = {f.name: 1 if f.type in (int, "int") else "x" for f in fields(kind)}
    return Tapped(kind(**values))
