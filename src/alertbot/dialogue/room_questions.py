"""An alert that a room's administrators see first: "Post it", "Not this one", and what became of it."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, ClassVar

from alertbot.dialogue.engine import KEEP, Conversation, Event, Facts, Order, State, Step, Tapped, Want
from alertbot.dialogue.screen import Choice, Moment, Screen, note, say, text, title
from alertbot.dialogue.tap import Tap
from alertbot.dialogue.wants import RoomToSetUp


@dataclass(frozen=True, slots=True)
class PostIt(Tap):
    word: ClassVar[str] = "postit"
    room: int
    broadcast: int


@dataclass(frozen=True, slots=True)
class NotThisOne(Tap):
    word: ClassVar[str] = "notthis"
    room: int
    broadcast: int


@dataclass(frozen=True, slots=True)
class StopAsking(Tap):
    """Be asked about a room no longer. Whoever was an administrator once may say so as well."""

    word: ClassVar[str] = "stopasking"
    room: int


@dataclass(frozen=True, slots=True)
class Post(Order):
    room: int
    broadcast: int


@dataclass(frozen=True, slots=True)
class Decline(Order):
    room: int
    broadcast: int


@dataclass(frozen=True, slots=True)
class LetGo(Order):
    """Whoever speaks looks after the room no longer."""

    room: int


@dataclass(frozen=True, slots=True)
class WouldCome(Want[datetime | None]):
    """When a broadcast would come to a room if it were posted now; ``None``: it is decided or too late."""

    room: int
    broadcast: int


def wants(state: State | None, event: Event) -> tuple[Want[Any], ...]:
    match event:
        case Tapped(PostIt(room, broadcast) | NotThisOne(room, broadcast)):
            return (RoomToSetUp(room), WouldCome(room, broadcast))
        case _:
            return ()


def step(state: State | None, event: Event, facts: Facts) -> Step:
    match event:
        case Tapped(StopAsking(room=room)):
            return Step((Screen((text(say("roomask.let_go")),), replaces=True),), KEEP, (LetGo(room),))
        case Tapped(PostIt(room, broadcast) | NotThisOne(room, broadcast)):
            return _answered(event.tap, room, broadcast, facts)
        case _:
            return Step((), KEEP)


def _answered(tap: Tap, room: int, broadcast: int, facts: Facts) -> Step:
    found = facts[RoomToSetUp(room)]
    if found is None:
        leave = ((Choice(say("roomask.stop"), tap=StopAsking(room)),),)
        return Step((Screen((text(say("room.not_yours")),), leave),), KEEP)
    due = facts[WouldCome(room, broadcast)]
    if due is None:
        return Step((Screen((text(say("roomask.decided", title=found.title)),), replaces=True),), KEEP)
    if isinstance(tap, NotThisOne):
        done = text(say("roomask.declined", title=found.title))
        return Step((Screen((done,), replaces=True),), KEEP, (Decline(room, broadcast),))
    zone = found.subscriber.zone or (facts.subscriber.zone if facts.subscriber else None) or "UTC"
    done = say("roomask.posted", title=found.title)
    if due > facts.now:
        done = say("roomask.later", title=found.title, at=Moment(due, zone))
    return Step((Screen((text(done),), replaces=True),), KEEP, (Post(room, broadcast),))


def preview(card: Screen, locale: str) -> Screen:
    """What the room would read, in its language, with nothing to press."""
    return replace(card, rows=(), replaces=False, locale=locale)


def question(room: int, name: str, broadcast: int, until: datetime, zone: str) -> Screen:
    """Asked below the preview; ``name`` is the room's title."""
    parts = (
        title(say("roomask.title", title=name)),
        text(say("roomask.what")),
        note(say("roomask.until", at=Moment(until, zone))),
    )
    yes = Choice(say("roomask.yes"), tap=PostIt(room, broadcast))
    return Screen(parts, ((yes, Choice(say("roomask.no"), tap=NotThisOne(room, broadcast))),))


def lapsed(name: str) -> Screen:
    return Screen((text(say("roomask.lapsed", title=name)),))


CONVERSATION = Conversation("room_questions", step, wants, taps=(PostIt, NotThisOne, StopAsking))
