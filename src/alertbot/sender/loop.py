"""The one loop through which every message leaves.

A turn is one transaction: it writes what became of the messages sent since the last one and leases as many
rows as may leave now. Only leased rows are sent, and never more than there are slots, so a crash leaves at
most that many in doubt.
"""

import asyncio
import logging
import math
import time
from collections.abc import Callable, Mapping
from datetime import timedelta

from alertbot.domain.subscriber import Address, ChatKind
from alertbot.ports import Claimed, Clock, Platform, Store, Tx
from alertbot.sender import outcomes
from alertbot.sender.courier import Courier
from alertbot.sender.outages import Outages
from alertbot.sender.outcomes import Outcome
from alertbot.sender.pacer import SECOND, Pacer
from alertbot.sender.texts import Texts, Word
from alertbot.sender.threads import threaded
from alertbot.sender.wanted import Wanted
from alertbot.wording.tree import Utterance

log = logging.getLogger(__name__)

LEAST_SLOTS = 4
SLOT_SECONDS = 0.15
"""A slot is held for a round trip and the commit of its result: so many seconds of the rate keep it over the
usual round trips of 50-100 ms. Four carry 25/s over 150 ms, and are how many a crash may leave in doubt."""

AHEAD_SECONDS = 0.04
"""Rows leased for so long ahead stand ready when a place falls free: otherwise it stays empty for a turn."""

BATCH_SECONDS = 0.03
"""Rows that come due within so long are leased together: one at 30/s, where waiting for a second would cost a
twentieth of the rate, and thirty at 1,000/s."""

IDLE_SECONDS = 1.0
"""How long a row nobody woke us for may wait: another process's, or one a driven clock has made due."""

TROUBLE_SECONDS = 1.0
DRAIN_SECONDS = 30.0
WAY_SECONDS = 1.0
"""How long a row steps back for another one to the same chat that is on its way: to a second topic, say."""

UNKNOWN_PLATFORM_SECONDS = 300
_SHORTEST = 0.002
_RECORD_AFTER = 0.2


class Sender:
    """``rate``: messages a second over all platforms. ``now``: a monotonic clock in seconds."""

    def __init__(
        self,
        store: Store,
        platforms: Mapping[str, Platform],
        word: Word,
        clock: Clock,
        rate: int,
        *,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store = store
        self._platforms = platforms
        absorbing = [platform for platform in platforms.values() if platform.can.absorbs]
        self._absorbs = {platform.name: timedelta(seconds=platform.can.absorbs) for platform in absorbing}
        self._clock = clock
        self._now = now
        self._texts = Texts(word)
        self._pacer = Pacer(rate, now, self._may_leave)
        self._outages = Outages(now)
        self._wanted = Wanted()
        texts = self._texts
        self._courier = Courier(platforms, texts, self._pacer, self._outages, self._wanted, clock)
        self._slots = max(LEAST_SLOTS, int(rate * SLOT_SECONDS))
        self._batch = math.ceil(rate * BATCH_SECONDS)
        self._ahead = math.ceil(rate * AHEAD_SECONDS)
        self._tasks: dict[asyncio.Task[None], Claimed] = {}
        self._finished: list[Outcome] = []
        self._told: list[Outcome] = []
        self._watched: dict[bytes, tuple[str, str]] = {}
        self._bell = asyncio.Event()
        self._woken = True
        self._look_at = 0.0
        self._draining = False
        self._given_up = False
        self._over = asyncio.Event()
        self._over.set()

    # --- for others ---------------------------------------------------------------------------------------

    def wake(self) -> None:
        """Somebody committed rows that may be due, or that leased ones must not leave: a court moved the date
        they speak of. Nothing leaves before that has been looked at."""
        self._woken = self._wanted.unseen = True
        self._bell.set()

    async def run(self) -> None:
        """Until cancelled or drained. Rows a former process left behind are sorted first."""
        self._over.clear()
        try:
            await self._recover()
            while not self._ended():
                self._bell.clear()
                if pause := self._pause():
                    await self._listen(pause)
                else:
                    await self._turn()
        finally:
            for task in self._tasks:
                task.cancel()
            self._over.set()

    async def drain(self, seconds: float = DRAIN_SECONDS) -> None:
        """Lease nothing more, and wait until what is on its way has been answered and written. What takes
        longer than ``seconds`` is given up: its rows are in doubt at the next start."""
        self._draining = True
        self._pacer.close()
        self._bell.set()
        try:
            async with asyncio.timeout(seconds):
                await self._over.wait()
        except TimeoutError:
            self._given_up = True
            self._bell.set()

    async def redraw(
        self, to: Address, message: str, utterance: Utterance, *, kind: ChatKind = ChatKind.PERSON
    ) -> bool:
        """Redraw a message best effort, within everybody's pace: no row, no second try. Whether it was."""
        return not self._draining and await self._courier.redraw(to, message, utterance, kind=kind)

    def _ended(self) -> bool:
        return self._given_up or (self._draining and not self._tasks and not self._finished)

    # --- turns --------------------------------------------------------------------------------------------

    def _pause(self) -> float:
        """Seconds until a turn is worth its transaction."""
        if self._draining:
            return 0.0 if self._finished else IDLE_SECONDS
        if self._wanted.unseen:
            return 0.0
        free = self._free()
        needed = 1 if self._woken else min(free, self._batch)
        if not free:
            return 0.0 if self._finished else IDLE_SECONDS
        if hold := self._hold():
            return 0.0 if self._finished else min(hold, IDLE_SECONDS)
        if self._pacer.room(self._lead()) >= needed:
            return 0.0
        wait = max(_SHORTEST, self._pacer.room_in(needed, self._lead()))
        return 0.0 if self._finished and wait > _RECORD_AFTER else min(wait, IDLE_SECONDS)

    def _free(self) -> int:
        """How many more rows may be leased."""
        return max(0, self._slots + self._lead() - len(self._tasks))

    def _lead(self) -> int:
        """How long the line for places may be: one more when there may be an answer, which goes first."""
        return self._ahead + 1 if self._woken else self._ahead

    def _may_leave(self) -> bool:
        """Whether everything committed has been seen, and not too many messages are on their way or have no
        result written yet: those are what a crash would leave in doubt."""
        unwritten = self._pacer.on_the_way + len(self._finished) + len(self._told)
        return not self._wanted.unseen and unwritten < self._slots

    def _hold(self) -> float:
        """Seconds for which there is nothing to lease: nothing is due, or no platform can be reached."""
        quiet = 0.0 if self._woken else self._look_at - self._now()
        return max(0.0, quiet, self._outages.rest_of_all(self._platforms))

    async def _listen(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._bell.wait()
        except TimeoutError:
            return

    async def _turn(self) -> None:
        want = 0 if self._draining or self._hold() else min(self._free(), self._pacer.room(self._lead()))
        looks, self._wanted.unseen = self._wanted.unseen, False
        if not want and not self._finished and not looks:
            return
        told = self._told = self._finished
        self._finished = []
        if want:
            self._woken = False
        try:
            rows = await self._transact(told, want, looks=looks)
        except Exception as error:  # noqa: BLE001 - whatever the store raises, what was sent must be written
            # The type alone: a database error may quote the row.
            log.error("the ledger could not be written, trying again: %s", type(error).__name__)  # noqa: TRY400
            self._finished = told + self._finished
            self._told = []
            self._woken = self._wanted.unseen = True
            await asyncio.sleep(TROUBLE_SECONDS)
            return
        self._told = []
        self._courier.forget(told)
        for row in rows:
            self._start(row)
        self._pacer.serve()

    async def _transact(self, told: list[Outcome], want: int, *, looks: bool) -> list[Claimed]:
        now = self._clock.now()
        async with self._store.transaction(first=True) as tx:
            # Each half takes milliseconds at full pace, and whoever waits in the event loop goes in between.
            await self._record(tx, told)
            await asyncio.sleep(0)
            if looks:
                await self._wanted.look(tx.outbox, self._tasks.values(), now)
            rows = await tx.outbox.claim(want, now, self._busy(), self._absorbs) if want else []
            await asyncio.sleep(0)
            rows = await threaded(rows, tx.outbox, self._platforms)
            await self._texts.learn(tx.outbox, rows)
            due = await tx.outbox.next_due(now) if len(rows) < want else None
        if want:
            # Whose message is leased is looked at again when it has landed: looking for that at once and for
            # ever would keep it from ever leaving.
            leased = {row.recipient for row in self._tasks.values()}
            others = [chat for who, chat in self._watched.items() if who not in leased]
            waits = [IDLE_SECONDS, *map(self._pacer.ready_in, others)]
            if due is not None:
                waits.append(max(0.0, (due - now).total_seconds()))
            self._look_at = self._now() + (min(waits) if len(rows) < want else 0.0)
        return rows

    async def _record(self, tx: Tx, told: list[Outcome]) -> None:
        if not told:
            return
        now = self._clock.now()
        for outcome in told:
            if outcome.moved is not None:
                await tx.people.move(outcome.row.to, outcome.moved)
            if outcome.offers:
                await tx.talks.offer(outcome.row.to, outcome.offers, now)
        await tx.outbox.record([outcome.result for outcome in told], now)

    async def _recover(self) -> None:
        """Nothing is sent before this is done."""
        while not self._draining:
            try:
                async with self._store.transaction() as tx:
                    found = await tx.outbox.recover(self._clock.now(), everything=True)
                    parked = await tx.outbox.parked(self._clock.now())
            except Exception as error:  # noqa: BLE001 - as in a turn
                log.error("the ledger cannot be read, trying again: %s", type(error).__name__)  # noqa: TRY400
                await asyncio.sleep(TROUBLE_SECONDS)
            else:
                for chat, until in parked:
                    self._pacer.park((chat.platform, chat.chat), (until - self._clock.now()).total_seconds())
                if any(found.values()):
                    # Whoever left them may have sent them within this very second, as far as Telegram counts.
                    await asyncio.sleep(SECOND)
                return

    def _busy(self) -> set[bytes]:
        """Chats that must not be sent to now, as far as more rows are to be expected for them: rooms, people
        in a conversation, and whoever was put back. Not everybody a broadcast reached a second ago."""
        leased = {row.recipient for row in self._tasks.values()}
        # Whoever still stands in line for a place is not paced yet, and will be.
        self._watched = {
            who: chat for who, chat in self._watched.items() if who in leased or self._pacer.ready_in(chat)
        }
        return leased.union(self._watched)

    # --- one row ------------------------------------------------------------------------------------------

    def _start(self, row: Claimed) -> None:
        chat = (row.to.platform, row.to.chat)
        if row.broadcast is None or row.kind.is_room:
            self._watched[row.recipient] = chat
        wait = self._pacer.ready_in(chat)
        if wait:
            self._watched[row.recipient] = chat
            wait = WAY_SECONDS if math.isinf(wait) else wait
        wait = max(wait, self._outages.rest(row.to.platform))
        if row.to.platform not in self._platforms:
            wait = UNKNOWN_PLATFORM_SECONDS
        if wait:
            self._finished.append(outcomes.put_back(row, self._clock.now() + timedelta(seconds=wait)))
            return
        task = asyncio.create_task(self._deliver(row))
        self._tasks[task] = row
        task.add_done_callback(self._landed)

    def _landed(self, task: asyncio.Task[None]) -> None:
        del self._tasks[task]
        self._bell.set()

    async def _deliver(self, row: Claimed) -> None:
        outcome = await self._courier.deliver(row)
        # The list is another one after every turn, so it is looked up only now.
        self._finished.append(outcome)
