"""Listening: events are kept before they are confirmed, and handled in order per chat, chats side by side."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence

import structlog

from alertbot.errors import Rejected, SendFailure, StoreUnavailable, TryLater, UnreadableEvent
from alertbot.journeys.conversing import Conversing
from alertbot.ports import (
    Admitted,
    Arrived,
    Clock,
    Incoming,
    Knocked,
    Migrated,
    Platform,
    RawEvent,
    Stayed,
    Store,
)

log = structlog.get_logger(__name__)

AT_ONCE = 200
"""Events in hand at a time: a backlog of any length takes no more memory than these."""

A_MOMENT = 0.01
"""Seconds between looks whether a backlog is through."""

PAUSE = 1.0
LONGEST_PAUSE = 30.0
"""Seconds between attempts while the platform does not answer, doubling."""

LASTING = {
    "conflict": (
        "another_program_polls",
        "another program uses this bot's token; stop it, or change the token at @BotFather",
    ),
    "token": (
        "token_refused",
        "the platform no longer takes the bot's token; set a valid one and start again, if it was changed",
    ),
}
"""Refusals of a poll that somebody has to end, by their code: what is told, and what to do."""

Sleep = Callable[[float], Awaitable[None]]


class Listening:
    """One platform's ears: ``poll`` fills the inbox, ``handle`` empties it."""

    def __init__(
        self,
        store: Store,
        platform: Platform,
        conversing: Conversing,
        clock: Clock,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._store = store
        self._platform = platform
        self._conversing = conversing
        self._clock = clock
        self._sleep = sleep
        self._arrived = asyncio.Event()
        self._lanes: dict[str, asyncio.Task[None]] = {}
        self._taken: set[int] = set()
        self._more = False
        self._draining = False
        self._lasting: str | None = None
        self._polled = asyncio.Event()
        self.polled_at: float | None = None
        """When the platform last answered a poll, on the monotonic clock."""

    async def poll(self) -> None:
        """Fetch for ever. What is fetched is committed before the next request confirms it."""
        async with self._store.transaction() as tx:
            after = await tx.inbox.newest(self._platform.name)
        self._arrived.set()
        pause = PAUSE
        while True:
            try:
                events = await self._platform.poll(after, wait=self._polled.is_set())
            except SendFailure as failure:
                pause = failure.after if isinstance(failure, TryLater) else min(pause * 2, LONGEST_PAUSE)
                self._tell(failure, pause)
                await self._sleep(pause)
                continue
            pause = PAUSE
            self.polled_at = time.monotonic()
            after = await self._keep(events, after)
            if not events:
                # A rival lets some polls through, those that bring something; never one that waits in vain.
                self._lasting = None
                self._polled.set()

    async def caught_up(self) -> None:
        """Wait until everything that happened while nobody listened has been fetched and handled."""
        await self._polled.wait()
        while self._arrived.is_set() or self._taken or self._more:
            await self._sleep(A_MOMENT)

    def _tell(self, failure: SendFailure, pause: float) -> None:
        """What lasts until somebody does something about it is told of once."""
        lasting = failure.code if isinstance(failure, Rejected) and failure.code in LASTING else None
        if lasting is None:
            log.warning("poll_failed", error=type(failure).__name__, wait=pause)
        elif lasting != self._lasting:
            log.warning(LASTING[lasting][0], hint=LASTING[lasting][1])
        self._lasting = lasting

    async def _keep(self, events: Sequence[RawEvent], after: int | None) -> int | None:
        if not events:
            return after
        async with self._store.transaction() as tx:
            added = await tx.inbox.add(self._platform.name, events, self._clock.now())
        if added == len(events) and self._keeps_up(added):
            await self._assign_all(sorted(events, key=lambda one: one.id))
        else:
            self._arrived.set()
        return max(event.id for event in events)

    def _keeps_up(self, more: int) -> bool:
        """Whether everything before is in hand, so that what is new need not be looked for in the inbox."""
        return not self._arrived.is_set() and not self._more and len(self._taken) + more <= AT_ONCE

    async def handle(self) -> None:
        """Handle for ever: each chat's events in their order, one chat never waiting for another."""
        while True:
            await self._arrived.wait()
            self._arrived.clear()
            try:
                await self._take()
            except Exception:
                self._arrived.set()  # what was not taken is looked for again when this loop is
                raise

    async def _take(self) -> None:
        free = AT_ONCE - len(self._taken)
        self._more = True
        if free <= 0:
            return
        async with self._store.transaction() as tx:
            events = await tx.inbox.waiting(self._platform.name, free, self._taken)
        await self._assign_all(events)
        self._more = len(events) == free

    async def _assign_all(self, events: Sequence[RawEvent]) -> None:
        """All are in hand before the first is, so that nobody else takes one of them from the inbox."""
        self._taken |= {event.id for event in events}
        for at, event in enumerate(events):
            try:
                await self._assign(event)
            except BaseException:
                self._taken -= {left.id for left in events[at:]}
                raise

    async def _assign(self, event: RawEvent) -> None:
        try:
            incoming = self._platform.parse(event.raw)
        except UnreadableEvent as error:
            await self._conversing.unreadable(self._platform, event, error)
            self._taken.discard(event.id)
            return
        lane = _lane(incoming)
        before = self._lanes.get(lane)
        task = asyncio.create_task(self._in_turn(before, event, incoming))
        self._lanes[lane] = task
        task.add_done_callback(lambda done: self._leave(lane, done))

    async def _in_turn(
        self, before: "asyncio.Task[None] | None", event: RawEvent, incoming: Incoming | None
    ) -> None:
        if before is not None:
            await asyncio.wait({before})
        try:
            while not await self._handled(event, incoming):
                await self._sleep(PAUSE)
        finally:
            self._taken.discard(event.id)
            if self._more:
                self._arrived.set()

    async def _handled(self, event: RawEvent, incoming: Incoming | None) -> bool:
        """Whether the lane may go on. While nothing can be stored it may not, or the order would be lost;
        unless we are to end: then the event waits in the inbox for the next start."""
        try:
            await self._conversing.handle(self._platform, event, incoming)
        except StoreUnavailable:
            log.warning("store_unavailable", wait=PAUSE)
            return self._draining
        return True

    def _leave(self, lane: str, done: "asyncio.Task[None]") -> None:
        if self._lanes.get(lane) is done:
            del self._lanes[lane]
        if not done.cancelled() and done.exception():
            log.error("event_lost_its_transaction", error=type(done.exception()).__name__)
            self._arrived.set()

    async def drain(self) -> None:
        """Wait for the events in hand; nothing new is taken because polling has stopped."""
        self._draining = True
        while self._lanes:
            await asyncio.wait(set(self._lanes.values()))


def _lane(incoming: Incoming | None) -> str:
    match incoming:
        case Arrived() | Admitted() | Migrated() | Stayed() | Knocked():
            return incoming.chat.chat
        case None:
            return ""
