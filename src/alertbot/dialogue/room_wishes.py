"""What a room wishes for its alerts: how many a day, where, by whose clock, and who sees them first."""

from dataclasses import dataclass, replace
from typing import Any, ClassVar

from alertbot.dialogue.doors import SetUpHere, SetUpRoom, ShowRoomWishes
from alertbot.dialogue.engine import KEEP, Conversation, Event, Facts, Order, State, Step, Tapped, Want
from alertbot.dialogue.quieting import quiet_line
from alertbot.dialogue.screen import Choice, Part, Screen, Words, item, note, say, text, title
from alertbot.dialogue.tap import Tap
from alertbot.dialogue.wants import RoomToSetUp
from alertbot.domain.quiet import Quiet
from alertbot.domain.room_wishes import NO_WISHES, OFFERED_MOST, Wishes
from alertbot.domain.subscriber import Room

Rows = tuple[tuple[Choice, ...], ...]


@dataclass(frozen=True, slots=True)
class AtMost(Tap):
    """So many alerts a day; 0 for all."""

    word: ClassVar[str] = "atmost"
    room: int
    most: int


@dataclass(frozen=True, slots=True)
class AskFirst(Tap):
    """Administrators see each alert before the room does (``on`` 1), or it is posted at once (0)."""

    word: ClassVar[str] = "askfirst"
    room: int
    on: int


@dataclass(frozen=True, slots=True)
class AskMe(Tap):
    """Be one of those who see alerts first (``on`` 1), or no longer (0)."""

    word: ClassVar[str] = "askme"
    room: int
    on: int


@dataclass(frozen=True, slots=True)
class PostIn(Tap):
    """Post in this forum topic; 0 means the general one."""

    word: ClassVar[str] = "postin"
    room: int
    topic: int


@dataclass(frozen=True, slots=True)
class MyClock(Tap):
    """The room's day is that of the administrator's own time zone."""

    word: ClassVar[str] = "myclock"
    room: int


@dataclass(frozen=True, slots=True)
class Wish(Order):
    room: int
    wishes: Wishes


@dataclass(frozen=True, slots=True)
class AskPerson(Order):
    """Whoever speaks looks after the room. ``on``: they see alerts first or do not; ``None``: as before."""

    room: int
    on: bool | None = None


@dataclass(frozen=True, slots=True)
class UseTopic(Order):
    """``None``: the general one."""

    room: int
    topic: str | None


@dataclass(frozen=True, slots=True)
class UseZone(Order):
    room: int
    zone: str


@dataclass(frozen=True, slots=True)
class LeaveRoom(Order):
    """Post nothing more there and delete what was chosen for it; others who set it up are told."""

    room: int


@dataclass(frozen=True, slots=True)
class Wished:
    """How a room stands. ``me``: whoever speaks is asked first; ``others``: how many besides are."""

    wishes: Wishes = NO_WISHES
    quiet: Quiet | None = None
    topic: str | None = None
    me: bool = False
    others: int = 0


@dataclass(frozen=True, slots=True)
class WishedOf(Want[Wished]):
    room: int


def wants(state: State | None, event: Event) -> tuple[Want[Any], ...]:
    room = _room(event)
    return (RoomToSetUp(room), WishedOf(room))


def _room(event: Event) -> int:
    return int(getattr(event.tap, "room", 0)) if isinstance(event, Tapped) else 0


def step(state: State | None, event: Event, facts: Facts) -> Step:
    room, wished = facts[RoomToSetUp(_room(event))], facts[WishedOf(_room(event))]
    if room is None:
        return Step((Screen((text(say("room.not_yours")),)),), KEEP)
    id = room.subscriber.id
    match event:
        case Tapped(AtMost(most=most)) if most in (0, *OFFERED_MOST):
            return _wish(room, replace(wished, wishes=replace(wished.wishes, most=most)), facts)
        case Tapped(AskFirst(on=on)):
            asking = replace(wished.wishes, asks=bool(on))
            return _wish(room, replace(wished, wishes=asking, me=bool(on)), facts, AskPerson(id, bool(on)))
        case Tapped(AskMe(on=0)) if not wished.others:
            return Step((), KEEP, notice=say("wishes.last_asked"))
        case Tapped(AskMe(on=on)):
            return _shown(room, replace(wished, me=bool(on)), facts, AskPerson(id, bool(on)))
        case Tapped(PostIn(topic=topic)):
            return _post_in(room, str(topic) if topic else None)
        case Tapped(MyClock()) if facts.subscriber is not None and facts.subscriber.zone:
            zone = facts.subscriber.zone
            clocked = replace(room, subscriber=replace(room.subscriber, zone=zone))
            return _shown(clocked, wished, facts, UseZone(id, zone))
        case Tapped(SetUpHere(topic=topic)):
            return Step((_ask_topic(room, topic),), KEEP)
        case _:
            return Step((_screen(room, wished, facts),), KEEP)


def _wish(room: Room, wished: Wished, facts: Facts, *more: Order) -> Step:
    return _shown(room, wished, facts, Wish(room.subscriber.id, wished.wishes), *more)


def _shown(room: Room, wished: Wished, facts: Facts, *orders: Order) -> Step:
    return Step((replace(_screen(room, wished, facts), replaces=True),), KEEP, orders)


def _post_in(room: Room, topic: str | None) -> Step:
    id = room.subscriber.id
    done = say("wishes.in_topic", title=room.title) if topic else say("wishes.in_general", title=room.title)
    rows = ((Choice(say("room.set_up"), tap=SetUpRoom(id)),),)
    return Step((Screen((text(done),), rows, replaces=True),), KEEP, (UseTopic(id, topic), AskPerson(id)))


def _ask_topic(room: Room, topic: int) -> Screen:
    id = room.subscriber.id
    here = Choice(say("wishes.here"), tap=PostIn(id, topic))
    rows = ((here,), (Choice(say("wishes.general"), tap=PostIn(id, 0)),))
    return Screen((title(say("room.title", title=room.title)), text(say("wishes.which_topic"))), rows)


def _screen(room: Room, wished: Wished, facts: Facts) -> Screen:
    parts: list[Part] = [
        title(say("wishes.title_of", title=room.title)),
        item(_most_line(wished.wishes.most)),
        item(quiet_line(wished.quiet)),
        item(_zone_line(room)),
        item(say("wishes.asks") if wished.wishes.asks else say("wishes.by_itself")),
    ]
    if wished.topic:
        parts.append(item(say("wishes.topic")))
    parts.append(note(say("wishes.urgent")))
    return Screen(tuple(parts), _rows(room, wished, facts))


def _most_line(most: int) -> Words:
    return say("wishes.most", count=most, number=most) if most else say("wishes.all")


def _zone_line(room: Room) -> Words:
    zone = room.subscriber.zone
    return say("wishes.zone", zone=zone) if zone else say("wishes.court_zone")


def _rows(room: Room, wished: Wished, facts: Facts) -> Rows:
    id, wishes = room.subscriber.id, wished.wishes
    most = [
        Choice(say("wishes.every"), tap=AtMost(id, 0), on=wishes.most == 0),
        *(Choice(str(n), tap=AtMost(id, n), on=wishes.most == n) for n in OFFERED_MOST),
    ]
    rows = [tuple(most[:3]), tuple(most[3:])]
    first = Choice(say("wishes.ask_first"), tap=AskFirst(id, 0 if wishes.asks else 1), on=wishes.asks)
    rows.append((first,))
    if wishes.asks:
        rows.append((Choice(say("wishes.ask_me"), tap=AskMe(id, 0 if wished.me else 1), on=wished.me),))
    if wished.topic:
        rows.append((Choice(say("wishes.general"), tap=PostIn(id, 0)),))
    own = facts.subscriber.zone if facts.subscriber else None
    if own and own != room.subscriber.zone:
        rows.append((Choice(say("wishes.my_clock", zone=own), tap=MyClock(id)),))
    return (*rows, (Choice(say("wishes.back"), tap=SetUpRoom(id)),))


CONVERSATION = Conversation(
    "room_wishes",
    step,
    wants,
    taps=(ShowRoomWishes, SetUpHere, AtMost, AskFirst, AskMe, PostIn, MyClock),
)
