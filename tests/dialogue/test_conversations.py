"""Every conversation, whatever happens in whatever state: it answers, never raises, and fits a button."""

from dataclasses import fields, replace
from hashlib import sha256
from typing import Any, get_type_hints

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alertbot.dialogue import drill
from alertbot.dialogue.conversations import PRIVATE, TAPS, conversation_for
from alertbot.dialogue.edits import FIELD
from alertbot.dialogue.engine import (
    Command,
    Conversation,
    Document,
    Event,
    Keep,
    Lapsed,
    Line,
    State,
    Step,
    Tapped,
    Unreadable,
)
from alertbot.dialogue.guide import EVERYONE, ORGANIZERS
from alertbot.dialogue.screen import Screen
from alertbot.dialogue.tap import Tap
from alertbot.domain.authority import Role
from alertbot.wording.codec import screen_from_json, screen_to_json
from alertbot.wording.speech import Wording
from tests.support.phrases import catalogues

from .facts import facts_for

WORDING = Wording(catalogues())
WORDS = (
    "en",
    "ru",
    "theirs",
    "languages",
    "persons",
    "addressee",
    "hearing",
    "consent",
    "KZ",
    "oil",
    "title",
    "sign_by",
    "sitting1",
    "sitting2",
    "room",
    "public",
    "held",
    "going",
    "paused",
    "BE",
    "fax",
    "fax_ru",
    "picture_theirs",
    "tone_" + "ab" * 4,
    "halted",
    "failed",
    "in_doubt",
    "",
    "ab" * 8,
    sha256(b"Rosa").hexdigest()[:12],
)
SOME_TEXT = st.sampled_from(
    ["Rosa Example", "-", "=1+1", "x" * 500, " ", "25 October", "\u202e", "{name} <b>"]
)


def tap(kind: type[Tap]) -> st.SearchStrategy[Tap]:
    hints = get_type_hints(kind)
    values = {
        f.name: st.integers(0, 4) if hints[f.name] is int else st.sampled_from(WORDS) for f in fields(kind)
    }
    return st.builds(kind, **values)


TAPPED = st.one_of([tap(kind) for conversation in PRIVATE for kind in conversation.taps]).map(Tapped)
COMMANDS = sorted({word for conversation in PRIVATE for word in conversation.commands} | {"nonsense"})
EVENTS: st.SearchStrategy[Event] = st.one_of(
    TAPPED,
    st.builds(
        Command, st.sampled_from(COMMANDS), st.sampled_from(["", "tomorrow 10:00 Shymkent", "x" * 300])
    ),
    SOME_TEXT.map(Line),
    st.builds(Document, st.sampled_from(["a.yaml", "a.ics"]), st.none() | st.just(b"kind: appeal")),
    st.just(Lapsed()),
    st.just(Unreadable()),
)
OFFICES: dict[str, Any] = {"version": 1, "language": "theirs", "sentence": "A word.", "signer": "Rosa"}
HEARD: dict[str, Any] = {
    "typed": "20 October",
    "day": "2017-10-20",
    "hour": "10:00",
    "city": "Shymkent",
    "zone": "Asia/Almaty",
    "rest": "",
    "case": 1,
}
TYPED: dict[str, Any] = {"draft": 1, "language": "en", "mark": "abcdef", "at": -1}
SEATED: dict[str, Any] = {"link": 1, "reply": ["telegram", "1", "en"], "court": ""}
FIRST_STATES: tuple[State | None, ...] = (
    None,
    *(State("sign", "name", {"appeal": n, "version": 1}) for n in (1, 2)),
    *(State("sign", "confirm", {"appeal": n, "version": 1, "name": "Rosa"}) for n in (1, 2)),
    *(
        State("write_letter", step, {"appeal": n, "offices": offices, **OFFICES})
        for n in (1, 2)
        for offices in ([], [0], [0, 1, 2], [9])
        for step in ("offices", "options", "sentence", "signer")
    ),
    State("write_letter", "handed", {"appeal": 1, **OFFICES}),
    *(State("write_letter", "country", {"appeal": 1, "office": n, **OFFICES}) for n in (0, 7, 99)),
    State("settings", "zone"),
    *(State("break_glass", step, {"draft": 1, "digest": "ab" * 8}) for step in ("typed", "digits")),
    State("approve", "code", {"draft": 1, "digest": "ab" * 8}),
    *(State("second_factor", step, {"person": "ann"}) for step in ("confirm", "remove", "reset")),
    State("new_appeal", "collect"),
    *(State("new_appeal", "collect", {"draft": n}) for n in (1, 2)),
    *(State("new_appeal", "edit", {"draft": 1, "part": part, "language": "en"}) for part in FIELD),
    *(
        State("new_appeal", "edit", {**TYPED, "part": "addressee", "what": what, "at": at})
        for what in ("new", "person", "office", "greeting", "post", "contact", "channel_0")
        for at in (-1, 0, 99)
    ),
    *(
        State("new_appeal", "edit", {**TYPED, "part": part, "at": at})
        for part in ("demand", "person", "enclosure")
        for at in (-1, 0, 99)
    ),
    *(State("new_appeal", step, {**HEARD, **TYPED, "part": "hearing"}) for step in ("edit", "city", "date")),
    *(
        State("hearings", step, {**HEARD, "move": move})
        for move in ("", "sitting1")
        for step in ("begin", "city", "echo", "move")
    ),
    *(
        State("hearings", step, {**HEARD, "move": "sitting1", "field": field})
        for field in ("court", "city", "public")
        for step in ("field", "amend")
    ),
    *(
        State("outcomes", step, {"hearing": 1, "answer": "held", "words": "x"})
        for step in ("words", "confirm")
    ),
    *(
        State("lawyer", step, {**HEARD, **SEATED, "about": about})
        for about in (0, 1, 9)
        for step in ("begin", "date", "city", "echo")
    ),
    State("hearing_file", "city", {"event": "{}", "zone": "UTC", "left": ["recurrence"]}),
)


def taken(data: st.DataObject, state: State | None, event: Event, role: Role | None) -> Step:
    """One turn as the journeys take it."""
    conversation: Conversation = conversation_for(event, state, role)
    own = state if state and state.conversation == conversation.name else None
    facts = replace(data.draw(facts_for(conversation.wants(own, event))), role=role)
    return conversation.step(own, event, facts)


def check(screen: Screen) -> None:
    """It can be put into words, every button is a tap that comes back, and it survives being stored."""
    for locale in WORDING.supported:
        utterance = WORDING.say(screen, locale, "Europe/Berlin")
        assert utterance.blocks or utterance.handout
        for button in (button for row in utterance.rows for button in row):
            assert button.label.strip()
            assert len(button.tap.encode()) <= 64
            assert not button.tap or TAPS.unpack(button.tap)
    bare = replace(screen, locale="")  # what is stored is put into its readers' languages
    assert screen_from_json(screen_to_json(bare), TAPS) == bare


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(st.data(), st.sampled_from(FIRST_STATES), EVENTS, st.sampled_from([None, *Role]))
def test_whatever_happens_in_whatever_state_is_answered(
    data: st.DataObject, state: State | None, event: Event, role: Role | None
) -> None:
    step = taken(data, state, event, role)

    # What is handed into an exercise is answered by the exercise's own bot.
    handed_on = any(isinstance(order, drill.Aid | drill.PassOn | drill.PressIn) for order in step.orders)
    assert step.screens or step.notice is not None or handed_on, (state, event)
    for screen in step.screens:
        check(screen)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(st.data(), st.lists(EVENTS, min_size=2, max_size=5))
def test_a_conversation_goes_on_from_wherever_it_has_come(data: st.DataObject, events: list[Event]) -> None:
    state: State | None = None
    for event in events:
        step = taken(data, state, event, Role.OWNER)
        if not isinstance(step.state, Keep):
            state = step.state
    assert state is None or all(isinstance(key, str) for key in state.data)


def test_every_command_in_the_help_is_answered_by_a_conversation() -> None:
    known = {word for conversation in PRIVATE for word in conversation.commands}
    assert not (EVERYONE.keys() | ORGANIZERS.keys()) - known


def test_commands_of_organizers_belong_to_conversations_of_organizers() -> None:
    for conversation in PRIVATE:
        if conversation.organizers:
            assert conversation.commands <= ORGANIZERS.keys()
        else:
            assert not conversation.commands & ORGANIZERS.keys()


def test_every_organizers_tap_leads_a_stranger_to_the_guide() -> None:
    for conversation in (c for c in PRIVATE if c.organizers):
        for kind in conversation.taps:
            values: dict[str, Any] = {f.name: 1 if f.type in (int, "int") else "x" for f in fields(kind)}
            event = Tapped(kind(**values))
            assert conversation_for(event, None, None).name == "guide"
