"""The delivery ledger's words: states, priorities and how often a row may be tried."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import IntEnum, StrEnum


class DeliveryState(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    PARKED = "parked"
    GONE = "gone"
    IN_DOUBT = "in_doubt"
    FAILED = "failed"
    SUPERSEDED = "superseded"
    HALTED = "halted"
    RETRACTED = "retracted"

    @property
    def is_final(self) -> bool:
        return self not in (DeliveryState.QUEUED, DeliveryState.SENDING, DeliveryState.PARKED)


class Priority(IntEnum):
    """Lower goes first."""

    ANSWER = 0
    REMINDER = 10
    ALERT = 20
    DIGEST = 30


class BroadcastKind(StrEnum):
    ALERT = "alert"
    REMINDER = "reminder"
    NOTICE = "notice"
    """A hearing set late, or moved."""

    ENDING = "ending"
    """A hearing that is called off or adjourned without a date: true until another date takes its place."""

    CORRECTION = "correction"
    """Copies of an alert, redrawn as the appeal reads now."""

    RETRACTION = "retraction"
    """Copies of an appeal, taken back."""


class BroadcastState(StrEnum):
    RUNNING = "running"
    PAUSED = "paused"
    HALTED = "halted"
    DONE = "done"


LEASE = timedelta(seconds=60)
"""How long a claimed row may stay ``sending`` before it counts as in doubt."""

MOST_TRIES_IN_DOUBT = 2
"""An alert that may have arrived is sent once more, then listed for the operator (trust research, P3)."""

MOST_REFUSED_TRIES = 8
"""After this many requests that surely did not arrive a row waits for an operator as ``failed``."""


def backoff(tries: int) -> timedelta:
    """How long to wait after ``tries`` attempts that surely did not arrive: 1 s doubling up to 5 min."""
    return timedelta(seconds=min(300, 2 ** max(0, tries - 1)))


class Handling(StrEnum):
    """What a delivery does: show something, redraw a copy that is there, or take it back."""

    SHOW = "show"
    REDRAW = "redraw"
    TAKE_BACK = "take_back"


@dataclass(frozen=True, slots=True)
class Reach:
    """How many an appeal would reach; ``persons`` and ``rooms`` by locale.

    Of the rooms, ``muted`` have muted the case and ``asking`` ask their own organizers first.
    """

    persons: Mapping[str, int]
    rooms: Mapping[str, int]
    muted: int = 0
    asking: int = 0

    @property
    def total(self) -> int:
        return sum(self.persons.values()) + sum(self.rooms.values())


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a broadcast stands. ``counts`` by delivery state; ``complete`` once every row exists."""

    id: int
    kind: BroadcastKind
    state: BroadcastState
    counts: Mapping[DeliveryState, int]
    complete: bool
    appeal: int | None

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def finished(self) -> int:
        return sum(n for state, n in self.counts.items() if state.is_final)
