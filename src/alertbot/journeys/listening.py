"""Listening: events are kept before they are confirmed, and handled in order per chat, chats side by side."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

import structlog

from alertbot.errors import SendFailure, StoreUnavailable, TryLater, UnreadableEvent
from alertbot.journeys.conversing import Conversing
from alertbot.ports import Admitted, Arrived, Clock, Incoming, Migrated, Platform, RawEvent, Store

log = structlog.get_logger(__name__)

AT_ONCE = 200
"""Events taken from the inbox at a time, and lanes open side by side."""

PAUSE = 1.0
LONGEST_PAUSE = 30.0
"""Seconds between attempts while the platform does not answer, doubling."""

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

    async def poll(self) -> None:
        """Fetch for ever. What is fetched is committed before the next request confirms it."""
        async with self._store.transaction() as tx:
            after = await tx.inbox.newest(self._platform.name)
        self._arrived.set()
        pause = PAUSE
        while True:
            try:
                events = await self._platform.poll(after)
                pause = PAUSE
            except SendFailure as failure:
                pause = failure.after if isinstance(failure, TryLater) else min(pause * 2, LONGEST_PAUSE)
                log.warning("poll_failed", error=type(failure).__name__, wait=pause)
                await self._sleep(pause)
                continue
            after = await self._keep(events, after)

    async def _keep(self, events: Sequence[RawEvent], after: int | None) -> int | None:
        if not events:
            return after
        async with self._store.transaction() as tx:
            await tx.inbox.add(self._platform.name, events, self._clock.now())
        self._arrived.set()
        return max(event.id for event in events)

    async def handle(self) -> None:
        """Handle for ever: each chat's events in their order, one chat never waiting for another."""
        while True:
            await self._arrived.wait()
            self._arrived.clear()
            async with self._store.transaction() as tx:
                events = await tx.inbox.waiting(self._platform.name, AT_ONCE, self._taken)
            for event in events:
                await self._assign(event)
            if len(events) == AT_ONCE:
                self._arrived.set()

    async def _assign(self, event: RawEvent) -> None:
        try:
            incoming = self._platform.parse(event.raw)
        except UnreadableEvent as error:
            await self._conversing.unreadable(self._platform, event, error)
            return
        self._taken.add(event.id)
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
            await self._conversing.handle(self._platform, event, incoming)
        except StoreUnavailable:
            log.warning("store_unavailable", wait=PAUSE)
            await self._sleep(PAUSE)
            self._arrived.set()
        finally:
            self._taken.discard(event.id)

    def _leave(self, lane: str, done: "asyncio.Task[None]") -> None:
        if self._lanes.get(lane) is done:
            del self._lanes[lane]
        if not done.cancelled() and done.exception():
            log.error("event_lost_its_transaction", error=type(done.exception()).__name__)
            self._arrived.set()

    async def drain(self) -> None:
        """Wait for the events in hand; nothing new is taken because polling has stopped."""
        while self._lanes:
            await asyncio.wait(set(self._lanes.values()))


def _lane(incoming: Incoming | None) -> str:
    match incoming:
        case Arrived(chat=chat) | Admitted(chat=chat) | Migrated(chat=chat):
            return chat.chat
        case None:
            return ""
