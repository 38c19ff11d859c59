"""Leaving people in peace: quiet hours, and cases whose dates nobody here wants to be reminded of."""

from dataclasses import dataclass
from typing import Any, ClassVar

from alertbot.dialogue.doors import MuteCase, ShowSettings
from alertbot.dialogue.engine import (
    KEEP,
    Conversation,
    Event,
    Facts,
    Line,
    Order,
    State,
    Step,
    Tapped,
    Want,
)
from alertbot.dialogue.screen import Choice, Screen, Words, note, say, text, title
from alertbot.dialogue.subscribe import welcome
from alertbot.dialogue.tap import Tap
from alertbot.dialogue.wants import ChoicesNow, RoomToSetUp
from alertbot.domain.language import Localised
from alertbot.domain.quiet import Quiet, quiet_of

NAME = "quiet"

OFFERED = (Quiet(21, 7), Quiet(22, 7), Quiet(22, 8), Quiet(23, 9))
MOST_CASES = 20


@dataclass(frozen=True, slots=True)
class AskQuiet(Tap):
    """Choose quiet hours; ``room`` 0 means one's own."""

    word: ClassVar[str] = "quiet"
    room: int


@dataclass(frozen=True, slots=True)
class BeQuiet(Tap):
    """Quiet from one full hour to another; the same hour twice means none."""

    word: ClassVar[str] = "bequiet"
    room: int
    begins: int
    ends: int


@dataclass(frozen=True, slots=True)
class ShowMuted(Tap):
    """The cases whose dates one is reminded of, to switch them off and on."""

    word: ClassVar[str] = "muted"
    room: int


@dataclass(frozen=True, slots=True)
class SetQuiet(Order):
    """``None``: no quiet hours; ``room`` 0 means one's own."""

    room: int
    quiet: Quiet | None


@dataclass(frozen=True, slots=True)
class Mute(Order):
    room: int
    case: int
    on: bool


@dataclass(frozen=True, slots=True)
class RemindedCase:
    """A case of whose dates somebody is reminded, unless they muted it."""

    id: int
    title: Localised
    muted: bool


@dataclass(frozen=True, slots=True)
class Peace:
    """What somebody chose so far. ``cases``: followed ones, or those that match a room."""

    quiet: Quiet | None
    cases: tuple[RemindedCase, ...]


@dataclass(frozen=True, slots=True)
class PeaceOf(Want[Peace]):
    """``room`` 0 means one's own."""

    room: int


def wants(state: State | None, event: Event) -> tuple[Want[Any], ...]:
    room = _room(event)
    return (PeaceOf(room), RoomToSetUp(room)) if room else (PeaceOf(0), ChoicesNow())


def _room(event: Event) -> int:
    return int(getattr(event.tap, "room", 0)) if isinstance(event, Tapped) else 0


def step(state: State | None, event: Event, facts: Facts) -> Step:
    room = _room(event)
    if room and facts[RoomToSetUp(room)] is None:
        return Step((Screen((text(say("room.not_yours")),)),), KEEP)
    if not room and facts.subscriber is None:
        return Step((welcome(facts, facts.locale),))
    peace = facts[PeaceOf(room)]
    match event:
        case Tapped(AskQuiet()):
            return Step((_ask(peace, room, facts),), KEEP if room else State(NAME, "hours"))
        case Tapped(BeQuiet(begins=begins, ends=ends)):
            return _set(quiet_of(f"{begins}-{ends}"), room, replaces=True)
        case Line(text=typed):
            quiet = quiet_of(typed)
            return _set(quiet, 0) if quiet else _unread()
        case Tapped(MuteCase(case=case, on=on)):
            return _mute(peace, room, case, on=bool(on))
        case _:
            return Step((_cases(peace, room),), KEEP)


def quiet_line(quiet: Quiet | None) -> Words:
    """Quiet hours in one line of the settings."""
    if quiet is None:
        return say("quiet.none")
    return say("quiet.hours", begins=f"{quiet.begins}:00", ends=f"{quiet.ends}:00")


def _ask(peace: Peace, room: int, facts: Facts) -> Screen:
    zoned = facts.subscriber is not None and facts.subscriber.zone is not None and not room
    parts = [
        title(say("quiet.title")),
        text(say("quiet.how")),
        note(quiet_line(peace.quiet)),
        note(say("quiet.your_zone") if zoned else say("quiet.court_zone")),
    ]
    if room:
        parts.append(note(say("quiet.alerts_wait")))
    offered = tuple(Choice(_hours(quiet), tap=BeQuiet(room, quiet.begins, quiet.ends)) for quiet in OFFERED)
    off = (Choice(say("quiet.off"), tap=BeQuiet(room, 0, 0)),)
    if room == 0:
        parts.append(note(say("quiet.type")))
    return Screen(tuple(parts), (offered[:2], offered[2:], off), asks=room == 0)


def _hours(quiet: Quiet) -> Words:
    return say("quiet.choice", begins=f"{quiet.begins}:00", ends=f"{quiet.ends}:00")


def _set(quiet: Quiet | None, room: int, *, replaces: bool = False) -> Step:
    done = say("quiet.done", hours=_hours(quiet)) if quiet else say("quiet.done_none")
    back = ((Choice(say("quiet.back"), tap=ShowSettings()),),) if room == 0 else ()
    return Step((Screen((text(done),), back, replaces=replaces),), None, (SetQuiet(room, quiet),))


def _unread() -> Step:
    return Step((Screen((text(say("quiet.unread")),), asks=True),), State(NAME, "hours"))


def _mute(peace: Peace, room: int, id: int, *, on: bool) -> Step:
    case = next((case for case in peace.cases if case.id == id), None)
    if case is None:
        return Step((Screen((text(say("mute.gone")),)),), KEEP)
    done = say("mute.on", title=case.title) if on else say("mute.off", title=case.title)
    undo = Choice(say("mute.again") if on else say("court.mute"), tap=MuteCase(room, id, 0 if on else 1))
    more = Choice(say("mute.all"), tap=ShowMuted(room))
    parts = [text(done)]
    if on and room:
        parts.append(note(say("mute.room")))
    if on:
        parts.append(note(say("mute.still")))
    return Step((Screen(tuple(parts), ((undo,), (more,))),), KEEP, (Mute(room, id, on),))


def _cases(peace: Peace, room: int) -> Screen:
    if not peace.cases:
        return Screen((text(say("mute.none")),))
    rows = tuple(
        (Choice(case.title, tap=MuteCase(room, case.id, 0 if case.muted else 1), on=not case.muted),)
        for case in peace.cases[:MOST_CASES]
    )
    return Screen((title(say("mute.title")), text(say("mute.how")), note(say("mute.still"))), rows)


CONVERSATION = Conversation(NAME, step, wants, taps=(AskQuiet, BeQuiet, ShowMuted, MuteCase))
