"""A drill in the chat: how it begins, who joins, what is handed to it, and how it ends.

The exercise itself is another bot over a store of its own (see :mod:`alertbot.app.drill_stage`). While
somebody is in one, this conversation takes every line, file and practised command of that chat and hands it
over; it never takes one for the real bot. What stays real in the middle of an exercise stands in ``REAL``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from alertbot.dialogue.drill_board import NAME, DrillTap, EndDrill, HelpDrill, Practice, board
from alertbot.dialogue.engine import (
    KEEP,
    Command,
    Conversation,
    Event,
    Facts,
    Order,
    State,
    Step,
    Tapped,
    Want,
)
from alertbot.dialogue.screen import Choice, Part, Screen, Words, note, say, text, title
from alertbot.dialogue.tap import Tap

PRACTISED = frozenset(
    {
        "newappeal",
        "drafts",
        "approve",
        "hearing",
        "update",
        "correct",
        "retract",
        "close",
        "stats",
        "appeals",
    }
)
"""Commands that go to the exercise."""

REAL = frozenset(
    {"halt", "status", "help", "start", "settings", "mydata", "erase", "panic", "stop", "security"}
)
"""Commands that the real bot answers during an exercise, too: none of them makes anything go out to others,
and nobody must leave an exercise to stop what is real. Whatever stands in neither list is refused."""


@dataclass(frozen=True, slots=True)
class BeginDrill(Tap):
    word: ClassVar[str] = "drillbegin"


@dataclass(frozen=True, slots=True)
class JoinDrill(Tap):
    word: ClassVar[str] = "drilljoin"
    exercise: int


@dataclass(frozen=True, slots=True)
class Practices:
    """What somebody may do about exercises.

    ``own``: the one this chat is in. ``joinable``: ids of those that wait for a second organizer, newest
    first. ``elsewhere``: the same person is in one in another chat. ``full``: no more can be run beside the
    others. ``next_id``: what a new one will be known by.
    """

    own: Practice | None = None
    joinable: tuple[int, ...] = ()
    elsewhere: bool = False
    full: bool = False
    next_id: int = 0


@dataclass(frozen=True, slots=True)
class PracticesNow(Want[Practices]):
    """As seen from this chat."""


@dataclass(frozen=True, slots=True)
class BeginExercise(Order):
    exercise: int


@dataclass(frozen=True, slots=True)
class JoinExercise(Order):
    exercise: int


@dataclass(frozen=True, slots=True)
class EndExercise(Order):
    exercise: int


@dataclass(frozen=True, slots=True)
class PassOn(Order):
    """What somebody said goes to their exercise, and nowhere else."""

    event: Event


@dataclass(frozen=True, slots=True)
class PressIn(Order):
    """A button of the exercise, by its number there."""

    number: int


@dataclass(frozen=True, slots=True)
class Aid(Order):
    """One of the exercise's own helps: see :class:`HelpDrill`."""

    what: str


def takes(event: Event) -> bool:
    """Whether an event of somebody in an exercise belongs here, whatever conversation it is for otherwise."""
    match event:
        case Command(word=word):
            return word not in REAL
        case Tapped():
            return False
        case _:
            return True


def wants(state: State | None, event: Event) -> tuple[Want[Any], ...]:
    return (PracticesNow(),)


def step(state: State | None, event: Event, facts: Facts) -> Step:
    now = facts[PracticesNow()]
    match event:
        case Command(word="drill", rest=rest):
            return _asked(rest.strip().lower(), now)
        case Tapped(tap):
            return _tapped(tap, now)
        case _ if now.own is None or not _stands_in(state, now.own):
            return _over()
        case Command(word=word) if word not in PRACTISED:
            refused = _marked(text(say("drill.not_here", command=f"/{word}")), note(say("drill.real")))
            return _inside(now.own, refused)
        case _:
            return _inside(now.own, order=PassOn(event))


def _asked(rest: str, now: Practices) -> Step:
    if rest == "stop":
        return _ended(now.own) if now.own else Step((_marked(text(say("drill.none"))),), None)
    if now.own is not None:
        return _inside(now.own, board(now.own))
    if now.elsewhere:
        return Step((_marked(text(say("drill.elsewhere"))),), KEEP)
    if rest == "join":
        return _joined(now.joinable[0], now) if now.joinable else _said("drill.nobody_waits")
    return Step((_door(now),), None)


def _tapped(tap: Tap, now: Practices) -> Step:
    match tap:
        case BeginDrill() if now.own is None:
            return _begun(now)
        case JoinDrill(exercise=id) if now.own is None:
            return _joined(id, now)
        case BeginDrill() | JoinDrill():
            return _inside(now.own, board(now.own)) if now.own else _over()
        case DrillTap(exercise=id) | HelpDrill(exercise=id) | EndDrill(exercise=id) if (
            now.own is None or now.own.id != id
        ):
            return _over()
        case DrillTap(number=number) if now.own:
            return _inside(now.own, order=PressIn(number))
        case HelpDrill(what="board") if now.own:
            return _inside(now.own, board(now.own))
        case HelpDrill(what=what) if now.own:
            return _inside(now.own, order=Aid(what))
        case EndDrill() if now.own:
            return _ended(now.own)
        case _:
            return _over()


def _door(now: Practices) -> Screen:
    begin: tuple[Choice, ...] = (Choice(say("drill.begin"), tap=BeginDrill()),)
    join = tuple((Choice(say("drill.join"), tap=JoinDrill(id)),) for id in now.joinable[:1])
    lines = (text(say("drill.what")), text(say("drill.what.safe")), note(say("drill.real")))
    return _marked(*lines, rows=(*join, begin))


def _begun(now: Practices) -> Step:
    if now.elsewhere or now.full:
        return _said("drill.elsewhere" if now.elsewhere else "drill.full")
    new = Practice(now.next_id)
    return _inside(new, board(new, say("drill.begun")), BeginExercise(new.id))


def _joined(id: int, now: Practices) -> Step:
    if now.elsewhere or id not in now.joinable:
        return _said("drill.elsewhere" if now.elsewhere else "drill.nobody_waits")
    return _inside(Practice(id, alone=False), _marked(text(say("drill.joined"))), JoinExercise(id))


def _ended(own: Practice) -> Step:
    return Step((_marked(text(say("drill.ended"))),), None, (EndExercise(own.id),))


def _over() -> Step:
    """To whatever comes for an exercise that is none any more: it is not taken, and not done for real."""
    return Step((_marked(text(say("drill.over"))),), None)


_SAID = {
    "drill.elsewhere": say("drill.elsewhere"),
    "drill.full": say("drill.full"),
    "drill.nobody_waits": say("drill.nobody_waits"),
}


def _said(id: str) -> Step:
    return Step((_marked(text(_SAID[id])),), None)


def _inside(own: Practice, screen: Screen | None = None, order: Order | None = None) -> Step:
    state = State(NAME, "inside", {"exercise": own.id})
    return Step((screen,) if screen else (), state, (order,) if order else ())


def _stands_in(state: State | None, own: Practice) -> bool:
    return state is not None and state.data.get("exercise") == own.id


def _marked(*parts: Part, rows: Sequence[tuple[Choice, ...]] = ()) -> Screen:
    head: Words = say("drill.mark")
    return Screen((title(head), *parts), tuple(rows))


CONVERSATION = Conversation(
    NAME,
    step,
    wants,
    commands=frozenset({"drill"}),
    taps=(BeginDrill, JoinDrill, EndDrill, HelpDrill, DrillTap),
    organizers=True,
)
