"""The delivery ledger: every message is a row."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from alertbot.dialogue.screen import Screen
from alertbot.domain.delivery import (
    BroadcastKind,
    BroadcastState,
    DeliveryState,
    Handling,
    Priority,
    Progress,
)
from alertbot.domain.subscriber import Address, ChatKind
from alertbot.ports.reminders import QuietReaders
from alertbot.wording.tree import Utterance

NEVER_ABSORBED: Mapping[str, timedelta] = {}


@dataclass(frozen=True, slots=True)
class Audience:
    """Who a broadcast goes to.

    Everyone active whose interests match ``country`` and ``topics``; or with ``case_id`` the followers of a
    case and the active rooms that match, save those that muted the case; ``followers_only`` leaves the rooms
    out. ``told_of`` adds whoever was sent a message about these hearings.
    ``acted`` adds whoever signed an appeal of the case, or opened or sent a letter.

    ``got`` adds whoever was sent alerts of this appeal, or perhaps was; ``rest_of`` leaves out whose alert
    was not stopped; ``acted_in``
    adds whoever acted in that case or follows it. With ``took`` it is only whoever took a letter of that
    appeal, of a version ``below``. With ``redraws`` it is the copies of that
    broadcast, to be redrawn or, if it ``takes_back``, deleted where the platform still allows it.
    """

    country: str = ""
    topics: tuple[str, ...] = ()
    case_id: int | None = None
    told_of: tuple[int, ...] = ()
    acted: bool = False
    followers_only: bool = False
    got: int | None = None
    rest_of: int | None = None
    took: int | None = None
    acted_in: int | None = None
    below: int = 0
    redraws: int | None = None
    takes_back: bool = False


@dataclass(frozen=True, slots=True)
class Claimed:
    """A delivery leased to this process.

    Either ``utterance`` (an answer) or ``broadcast`` (to be worded from its screen) is set. ``amends`` is
    the message to redraw. ``recipient`` is a keyed hash, for order per chat. ``once``: may not be repeated
    when it is uncertain whether it arrived. ``handling`` other than to show: the message ``amends``, shown at
    ``shown_at``, is redrawn or taken back, and where that is impossible nothing is sent in its place.
    ``absorbed_until``: how long its platform recognises a repeat. ``root``: the message in a room in whose
    thread it belongs. ``edition`` tells the screens of a broadcast from those it had before.
    """

    id: int
    to: Address
    kind: ChatKind
    recipient: bytes = field(repr=False)
    tries: int
    priority: Priority
    broadcast: int | None = None
    utterance: Utterance | None = field(default=None, repr=False)
    amends: str | None = field(default=None, repr=False)
    locale: str = "en"
    zone: str | None = None
    once: bool = False
    handling: Handling = Handling.SHOW
    shown_at: datetime | None = None
    absorbed_until: datetime | None = None
    root: str | None = field(default=None, repr=False)
    edition: int = 0


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a claimed delivery. ``not_before`` goes with ``queued`` and ``parked``."""

    id: int
    state: DeliveryState
    message: str | None = field(default=None, repr=False)
    reason: str = ""
    not_before: datetime | None = None
    tries: int = 0


@dataclass(frozen=True, slots=True)
class BroadcastScreens:
    """What a broadcast shows: one screen for persons, one for rooms."""

    person: Screen
    room: Screen


class Outbox(Protocol):
    """The delivery ledger."""

    async def answer(
        self,
        to: Address,
        utterance: Utterance,
        now: datetime,
        *,
        amends: str | None = None,
        once: bool = False,
        priority: Priority = Priority.ANSWER,
        key: str | None = None,
    ) -> None:
        """Queue one message to one chat (sealed, deleted once final). The same ``key`` is queued once."""
        ...

    async def broadcast(
        self,
        kind: BroadcastKind,
        screens: BroadcastScreens,
        audience: Audience,
        priority: Priority,
        now: datetime,
        *,
        key: str,
        appeal: int | None = None,
        hearing: int | None = None,
        not_before: datetime | None = None,
        early: bool = False,
    ) -> int:
        """Begin a broadcast; its rows follow in chunks. The same ``key`` begins once.

        ``early``: only :meth:`enqueue_early` adds rows, until it is begun again without.
        """
        ...

    async def enqueue_early(self, broadcast: int, readers: QuietReaders, limit: int, now: datetime) -> int:
        """Add up to ``limit`` rows for those of the audience with these quiet hours; how many were new."""
        ...

    async def enqueue(self, limit: int, now: datetime) -> int:
        """Add up to ``limit`` rows to broadcasts that are not complete; how many were added. A broadcast
        with no more recipients becomes complete."""
        ...

    async def screens(self, broadcast: int) -> BroadcastScreens: ...

    async def claim(
        self,
        limit: int,
        now: datetime,
        busy: Collection[bytes],
        absorbs: Mapping[str, timedelta] = NEVER_ABSORBED,
    ) -> list[Claimed]:
        """Lease up to ``limit`` queued rows that are due, best priority first, oldest first within a chat and
        at most one per chat, none for a chat in ``busy``, none of a paused or halted broadcast; they are
        ``sending`` once this transaction commits. A row whose hearing is superseded meanwhile becomes
        ``superseded`` instead; a row for a subscriber who stopped becomes ``gone``.

        ``absorbs`` tells for how long a platform recognises a repeat, counted from a row's first lease."""
        ...

    async def roots(self, rows: Collection[int]) -> Mapping[int, str]:
        """Of these leased rows of broadcasts, those about a case of which an earlier alert stands in the same
        chat, with the message reference of the first such alert."""
        ...

    async def wanted(self, rows: Collection[int], now: datetime) -> Mapping[int, int]:
        """Which of these leased rows of broadcasts may still leave, each if it is of that edition: nothing
        they speak of moved or ended meanwhile, nobody halted or paused them, and their subscriber has not
        stopped."""
        ...

    async def record(self, results: Sequence[Result], now: datetime) -> None:
        """Write results; ``gone`` also marks the subscriber, and deletes nothing a person chose to keep."""
        ...

    async def recover(self, now: datetime, *, everything: bool = False) -> Mapping[DeliveryState, int]:
        """Sort rows left ``sending`` by a crash (lease over, or ``everything`` at start): alerts and other
        repeatable rows are queued once more, the rest becomes ``in_doubt``. A row whose repeat its platform
        recognises is queued again for as long as it does."""
        ...

    async def parked(self, now: datetime) -> list[tuple[Address, datetime]]:
        """The chats that a platform asked us to leave alone, and until when."""
        ...

    async def next_due(self, now: datetime) -> datetime | None:
        """When the next row held back by ``not_before`` comes due."""
        ...

    async def progress(self, broadcast: int) -> Progress | None: ...

    async def running(self) -> list[Progress]:
        """Broadcasts that are neither done nor halted."""
        ...

    async def unfinished(self) -> list[int]:
        """The ids of those, without counting what has become of them."""
        ...

    async def settle(self, now: datetime) -> list[Progress]:
        """Mark complete broadcasts without open rows as done; those that became so now."""
        ...

    async def steer(self, broadcast: int, state: BroadcastState) -> bool:
        """Pause, resume or halt; halting makes its open rows ``halted``. ``False`` when it is over."""
        ...

    async def counts(self) -> Mapping[DeliveryState, int]: ...

    async def message_of(self, key: str) -> str | None:
        """The platform's message reference of a sent answer with that key."""
        ...
