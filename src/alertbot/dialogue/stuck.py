"""What ended badly: listed without a person or a chat, and sent once more at an organizer's word."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import ClassVar

from alertbot.dialogue.engine import KEEP, Facts, Order, Step, Want
from alertbot.dialogue.screen import Choice, Part, Say, Screen, Span, Words, item, note, say, text, title
from alertbot.dialogue.tap import Tap
from alertbot.domain.delivery import BroadcastKind, DeliveryState
from alertbot.domain.standing import STUCK, Matter, Stuck, StuckRow

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_LATEST = 253_402_300_799_000_000
"""Microseconds: the last instant a datetime can hold; a tap may hold any number."""

MOST_LISTED = 8
"""Matters in one list: each has a button, and a phone shows about as many."""

NAMES = {DeliveryState.FAILED: say("ledger.failed"), DeliveryState.IN_DOUBT: say("ledger.in_doubt")}
WORDS = frozenset(state.value for state in STUCK)
"""States as taps carry them."""


@dataclass(frozen=True, slots=True)
class ShowStatus(Tap):
    """``view``: ``now``, or the value of a state to list."""

    word: ClassVar[str] = "stand"
    view: str


@dataclass(frozen=True, slots=True)
class SendAgain(Tap):
    """``until``: when the list was made, in microseconds since 1970: what ended later was not in it.
    ``sure``: 1 once the warning was seen."""

    word: ClassVar[str] = "again"
    state: str
    broadcast: int
    until: int
    sure: int


@dataclass(frozen=True, slots=True)
class TellMissed(Tap):
    """Write to whom single messages did not reach; ``until`` as in :class:`SendAgain`."""

    word: ClassVar[str] = "tell"
    state: str
    until: int


@dataclass(frozen=True, slots=True)
class StuckNow(Want[tuple[Stuck, ...]]):
    state: DeliveryState


@dataclass(frozen=True, slots=True)
class Repeatable(Want[tuple[Matter, int]]):
    """What a broadcast is about, and how many of its rows may be sent once more."""

    state: DeliveryState
    broadcast: int
    until: datetime


@dataclass(frozen=True, slots=True)
class MissedNow(Want[int]):
    """How many persons can be told that something did not reach them."""

    state: DeliveryState
    until: datetime


@dataclass(frozen=True, slots=True)
class RepeatRows(Order):
    state: DeliveryState
    broadcast: int
    until: datetime


@dataclass(frozen=True, slots=True)
class WriteToMissed(Order):
    state: DeliveryState
    until: datetime


_KINDS = {
    BroadcastKind.ALERT: say("status.kind.alert"),
    BroadcastKind.REMINDER: say("status.kind.reminder"),
    BroadcastKind.NOTICE: say("status.kind.notice"),
}


def kind_of(matter: Matter) -> Say:
    if matter.broadcast is None:
        return say("status.kind.single")
    return _KINDS.get(matter.kind, say("status.kind.other")) if matter.kind else say("status.kind.other")


# --- the list ---------------------------------------------------------------------------------------------


def listed(tap: ShowStatus, facts: Facts) -> Step:
    state = DeliveryState(tap.view)
    found = facts[StuckNow(state)]
    back = (Choice(say("status.back"), tap=ShowStatus("now")),)
    if not found:
        return _shown(Screen((text(say("stuck.none")),), (back,), replaces=True))
    parts: list[Part] = [title(NAMES[state])]
    if state is DeliveryState.IN_DOUBT:
        parts.append(text(say("stuck.in_doubt")))
    shown = found[:MOST_LISTED]
    for stuck in shown:
        parts += _matter(stuck, facts.now)
    if len(found) > len(shown):
        parts.append(note(say("stuck.more_matters", number=len(found) - len(shown))))
    rows = [row for stuck in shown if (row := _offer(stuck, facts.now))]
    return _shown(Screen(tuple(parts), (*rows, back), replaces=True))


def _matter(stuck: Stuck, now: datetime) -> list[Part]:
    what, name = kind_of(stuck.matter), stuck.matter.title
    head = say("stuck.matter", what=what, title=name, number=stuck.many)
    lines: list[Part] = [title(head if name else say("stuck.untitled", what=what, number=stuck.many))]
    lines += [item(_row(row, stuck, now)) for row in stuck.rows]
    if stuck.many > len(stuck.rows):
        lines.append(item(say("stuck.more", number=stuck.many - len(stuck.rows)), ""))
    if stuck.matter.broadcast is None:
        lines.append(note(say("stuck.deleted")))
    elif not stuck.repeatable:
        lines.append(note(say("stuck.over")))
    return lines


def _row(row: StuckRow, stuck: Stuck, now: datetime) -> Words:
    ago = Span(max(1.0, (now - row.since).total_seconds()))
    line = say("stuck.row", row=str(row.id), duration=ago, why=row.reason or say("stuck.crash"))
    if row.platform:
        line = say("stuck.and", first=line, second=row.platform.capitalize())
    if stuck.matter.broadcast is None:
        line = say("stuck.and", first=say("stuck.letter") if row.once else say("stuck.answer"), second=line)
    return line


def _offer(stuck: Stuck, now: datetime) -> tuple[Choice, ...]:
    state, until, id = stuck.state, micros(now), stuck.matter.broadcast
    if id is None:
        return (Choice(say("stuck.tell"), tap=TellMissed(state.value, until)),)
    if not stuck.repeatable:
        return ()
    what = stuck.matter.title or kind_of(stuck.matter)
    if state is DeliveryState.IN_DOUBT:
        return (Choice(say("stuck.again", what=what), tap=SendAgain(state.value, id, until, 0)),)
    return (Choice(say("stuck.retry", what=what), tap=SendAgain(state.value, id, until, 1)),)


# --- once more --------------------------------------------------------------------------------------------


def repeatable_by(tap: SendAgain) -> Repeatable:
    return Repeatable(DeliveryState(tap.state), tap.broadcast, _instant(tap.until))


def again(tap: SendAgain, facts: Facts) -> Step:
    """What was refused is tried again at one tap; what may have arrived only after a warning."""
    asked = repeatable_by(tap)
    matter, many = facts[asked]
    if not many:
        return _shown(_told(say("again.none")))
    if asked.state is DeliveryState.IN_DOUBT and not tap.sure:
        return _shown(_warning(tap, matter, many))
    order = RepeatRows(asked.state, asked.broadcast, asked.until)
    return _shown(_told(say("again.done", count=many, number=many)), order)


def _warning(tap: SendAgain, matter: Matter, many: int) -> Screen:
    yes = Choice(say("again.yes"), tap=SendAgain(tap.state, tap.broadcast, tap.until, 1))
    no = Choice(say("again.no"), tap=ShowStatus(tap.state))
    warned = text(say("again.warning", count=many, number=many))
    return Screen((title(matter.title or kind_of(matter)), warned), ((yes,), (no,)), replaces=True)


def missed_by(tap: TellMissed) -> MissedNow:
    return MissedNow(DeliveryState(tap.state), _instant(tap.until))


def tell(tap: TellMissed, facts: Facts) -> Step:
    asked = missed_by(tap)
    many = facts[asked]
    if not many:
        return _shown(_told(say("tell.nobody")))
    order = WriteToMissed(asked.state, asked.until)
    return _shown(_told(say("tell.done", count=many, number=many)), order)


def missed_screen() -> Screen:
    """To somebody whom a message perhaps did not reach."""
    return Screen((text(say("tell.missed")),))


def _told(words: Words) -> Screen:
    back = Choice(say("status.back"), tap=ShowStatus("now"))
    return Screen((text(words),), ((back,),), replaces=True)


def _shown(screen: Screen, *orders: Order) -> Step:
    return Step((screen,), KEEP, orders)


def micros(at: datetime) -> int:
    return (at - _EPOCH) // _MICROSECOND


def _instant(since_epoch: int) -> datetime:
    return _EPOCH + min(since_epoch, _LATEST) * _MICROSECOND
