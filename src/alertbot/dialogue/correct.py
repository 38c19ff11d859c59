"""Correcting: what is published opens as a draft, and goes the way every draft goes.

Approved, it takes the place of every copy that can be found. Nobody is alerted again; whoever took a letter
of the wrong version is told.
"""

from dataclasses import dataclass
from typing import Any, ClassVar

from alertbot.dialogue import whereabouts
from alertbot.dialogue.doors import WriteLetters
from alertbot.dialogue.draft_orders import BeginDraft, FillDraft, NextDraft
from alertbot.dialogue.engine import KEEP, Conversation, Event, Facts, State, Step, Tapped, Want
from alertbot.dialogue.letter_versions import InHand
from alertbot.dialogue.review import review
from alertbot.dialogue.screen import Choice, Screen, note, say, text, title
from alertbot.dialogue.tap import Tap
from alertbot.dialogue.whereabouts import AimDraft, RecentAppeals, Whereabouts, WhereaboutsOf
from alertbot.domain.publication import Draft, DraftStage, Published, Purpose

NAME = "correct"


@dataclass(frozen=True, slots=True)
class CorrectAppeal(Tap):
    word: ClassVar[str] = "correct"
    appeal: int


def wants(state: State | None, event: Event) -> tuple[Want[Any], ...]:
    match event:
        case Tapped(CorrectAppeal(appeal=id)):
            return (WhereaboutsOf(id), NextDraft())
        case _:
            return (RecentAppeals(),)


def step(state: State | None, event: Event, facts: Facts) -> Step:
    match event:
        case Tapped(CorrectAppeal(appeal=id)):
            where = facts[WhereaboutsOf(id)]
            if where is None or where.published.withdrawn:
                return whereabouts.gone()
            return _begun(where, facts)
        case _:
            return whereabouts.choose(say("correct.which"), facts[RecentAppeals()], CorrectAppeal)


def _begun(where: Whereabouts, facts: Facts) -> Step:
    now = where.published
    draft = Draft(
        facts[NextDraft()],
        facts.organizer or "",
        DraftStage.OPEN,
        facts.now,
        case=now.case,
        appeal=now.appeal,
        purpose=Purpose.CORRECTION,
        about=now.id,
        since=now.version,
    )
    told = (*whereabouts.lines(where), note(say("correct.how")))
    orders = (
        BeginDraft(draft.id),
        FillDraft(draft.id, now.case, now.appeal),
        AimDraft(draft.id, Purpose.CORRECTION, now.id, now.version),
    )
    return Step((Screen(told), review(draft, facts)), KEEP, orders)


def to_letter_takers(before: Published, now: Published) -> Screen:
    """To whoever took a letter of a version that was wrong: what changed, and the way to the right one."""
    remarks = InHand(before, now).remarks()
    parts = (
        title(say("correct.letter", title=now.appeal.title)),
        text(say("correct.letter_how")),
        *remarks,
    )
    if now.appeal.letter is None:
        return Screen(parts)
    tap = WriteLetters(now.id, now.version)
    newest = Choice(say("letter.newest", version=now.version), tap=tap, private=True, sensitive=True)
    return Screen(parts, ((newest,),))


CONVERSATION = Conversation(
    NAME, step, wants, commands=frozenset({"correct"}), taps=(CorrectAppeal,), organizers=True
)
