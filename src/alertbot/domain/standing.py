"""How everything stands, as an operator sees it: counts, ages and row numbers, never a person or a chat."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from alertbot.domain.delivery import BroadcastKind, BroadcastState, DeliveryState
from alertbot.domain.language import Localised

STUCK = (DeliveryState.FAILED, DeliveryState.IN_DOUBT)
"""States that end a delivery and wait for an operator's word."""

SLACK = timedelta(minutes=1)
"""By how much a clock may be behind what was written under it: network time corrects by less."""

ANSWER = "answer"
"""What single messages to single chats are counted as; broadcasts are counted by their kind."""


@dataclass(frozen=True, slots=True)
class Matter:
    """What a delivery is about. ``broadcast`` and ``kind`` are ``None`` for a single message."""

    broadcast: int | None = None
    kind: BroadcastKind | None = None
    title: Localised = Localised()


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A broadcast that is neither done nor halted."""

    matter: Matter
    state: BroadcastState
    finished: int
    total: int


@dataclass(frozen=True, slots=True)
class Parked:
    """Rows whose chats the platform asked to leave alone, and until when at the latest."""

    many: int
    until: datetime


@dataclass(frozen=True, slots=True)
class StuckRow:
    """One row of the ledger. ``reason`` is a code, empty after a crash. ``once``: a letter or confirmation.
    ``platform`` is empty where the address is deleted already."""

    id: int
    since: datetime
    reason: str
    once: bool
    platform: str = ""


@dataclass(frozen=True, slots=True)
class Stuck:
    """Rows of one matter that ended in one state; ``rows``: the oldest few, ``since`` when the first did.
    ``repeatable`` false: it was halted, its appeal is closed, or its texts are deleted."""

    matter: Matter
    state: DeliveryState
    many: int
    since: datetime
    rows: tuple[StuckRow, ...]
    repeatable: bool


@dataclass(frozen=True, slots=True)
class Backlog:
    """Events that are not handled yet, since when the oldest waits, and how many were put aside."""

    waiting: int = 0
    since: datetime | None = None
    quarantined: int = 0


@dataclass(frozen=True, slots=True)
class Coming:
    """A reminder that is still to fire."""

    due: datetime
    title: Localised


@dataclass(frozen=True, slots=True)
class Standing:
    """The store at one instant.

    ``oldest``: since when the oldest row that may leave has waited, by kind. ``lateness``: seconds between
    due and begun of the newest reminder that fired. ``newest``: the latest instant anything was written
    under. ``size`` and ``log`` in bytes.
    """

    at: datetime
    rows: Mapping[DeliveryState, int] = field(default_factory=dict[DeliveryState, int])
    oldest: Mapping[str, datetime] = field(default_factory=dict[str, datetime])
    running: tuple[Outgoing, ...] = ()
    parked: Parked | None = None
    stuck: tuple[Stuck, ...] = ()
    inbox: Backlog = Backlog()
    coming: tuple[Coming, ...] = ()
    lateness: float = 0.0
    newest: datetime | None = None
    size: int = 0
    log: int = 0

    def age(self, since: datetime) -> float:
        """Seconds from then until this was seen."""
        return max(0.0, (self.at - since).total_seconds())

    def stuck_in(self, state: DeliveryState) -> tuple[Stuck, ...]:
        return tuple(stuck for stuck in self.stuck if stuck.state is state)


@dataclass(frozen=True, slots=True)
class Vitals:
    """The process itself. ``rate``: messages a second over the last minute. ``lag``: seconds by which the
    event loop was late, at worst within some seconds. ``polls`` and ``tick``: seconds since, ``None`` for
    not yet. ``stepped``: seconds by which the clock was set lately. ``driven``: the clock is a test's."""

    rate: float = 0.0
    lag: float = 0.0
    polls: Mapping[str, float | None] = field(default_factory=dict[str, float | None])
    tick: float | None = None
    stepped: float = 0.0
    driven: bool = False


BOUNDS = (0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""Seconds between which answers of a platform are counted."""


@dataclass(frozen=True, slots=True)
class Sends:
    """Requests to send or redraw since the start: by result, and by how long the platform took.

    ``within``: how many took no longer than each of :data:`BOUNDS` but longer than the one before, and in
    the last place the others. ``seconds``: all of them together.
    """

    results: Mapping[str, int] = field(default_factory=dict[str, int])
    within: tuple[int, ...] = (0,) * (len(BOUNDS) + 1)
    seconds: float = 0.0


class ClockFault(StrEnum):
    STEPPED = "stepped"
    """Somebody set it while the bot ran."""
    BEHIND = "behind"
    """It shows a time that has been."""


def clock_fault(standing: Standing, *, stepped: float = 0.0, driven: bool = False) -> ClockFault | None:
    """Why the clock is not to be believed; a driven one jumps as it likes."""
    if driven:
        return None
    if standing.newest is not None and standing.at < standing.newest - SLACK:
        return ClockFault.BEHIND
    return ClockFault.STEPPED if stepped else None
