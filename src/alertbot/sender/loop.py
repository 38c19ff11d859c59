"""The one loop through which every message leaves.

A turn is one transaction: it writes what became of the messages sent since the last one and leases as many
rows as may leave now. Only leased rows are sent, and never more than there are slots, so a crash leaves at
most that many in doubt.
"""

import asyncio
import logging
import math
import time
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import TypeVar

from alertbot.domain.delivery import Handling
from alertbot.domain.subscriber import Address, ChatKind
from alertbot.errors import InDoubt, NothingToAmend, NotSent, RecipientMoved, SendFailure, TryLater
from alertbot.ports import Claimed, Clock, Payload, Platform, Store, Tx, current_trip
from alertbot.sender import outcomes
from alertbot.sender.copies import copy_of, deletes
from alertbot.sender.outages import Outages
from alertbot.sender.outcomes import Outcome
from alertbot.sender.pacer import SECOND, Dismissed, Pacer, Place
from alertbot.sender.texts import Texts, Word
from alertbot.wording.tree import Utterance

log = logging.getLogger(__name__)
T = TypeVar("T")

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
REDRAW_SECONDS = 5.0
WAY_SECONDS = 1.0
"""How long a row steps back for another one to the same chat that is on its way: to a second topic, say."""

UNKNOWN_PLATFORM_SECONDS = 300
_REDRAWS = 99
_AT_ONCE = -1
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
        self._clock = clock
        self._now = now
        self._texts = Texts(word)
        self._pacer = Pacer(rate, now, self._may_leave)
        self._outages = Outages(now)
        self._slots = max(LEAST_SLOTS, int(rate * SLOT_SECONDS))
        self._batch = math.ceil(rate * BATCH_SECONDS)
        self._ahead = math.ceil(rate * AHEAD_SECONDS)
        self._tasks: dict[asyncio.Task[None], Claimed] = {}
        self._finished: list[Outcome] = []
        self._told: list[Outcome] = []
        self._watched: dict[bytes, tuple[str, str]] = {}
        self._refused: dict[int, int] = {}
        self._bell = asyncio.Event()
        self._woken = True
        self._unseen = False
        self._unwanted: set[int] = set()
        self._look_at = 0.0
        self._draining = False
        self._given_up = False
        self._over = asyncio.Event()
        self._over.set()

    # --- for others ---------------------------------------------------------------------------------------

    def wake(self) -> None:
        """Somebody committed rows that may be due, or that leased ones must not leave: a court moved the date
        they speak of. Nothing leaves before that has been looked at."""
        self._woken = self._unseen = True
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
        platform = self._platforms.get(to.platform)
        if platform is None or not platform.can.edit or self._draining:
            return False
        try:
            async with asyncio.timeout(REDRAW_SECONDS):
                place = await self._place(to, kind, _REDRAWS)
        except (TimeoutError, Dismissed):
            return False
        try:
            await self._asked(place, platform.amend(to, message, platform.encode(utterance)))
        except TryLater as failure:
            self._pacer.refused((to.platform, to.chat), failure.after, room=kind.is_room)
        except (NotSent, InDoubt) as failure:
            self._outages.failed(to.platform, certain=isinstance(failure, NotSent))
        except SendFailure:
            return False
        else:
            return True
        return False

    def _ended(self) -> bool:
        return self._given_up or (self._draining and not self._tasks and not self._finished)

    # --- turns --------------------------------------------------------------------------------------------

    def _pause(self) -> float:
        """Seconds until a turn is worth its transaction."""
        if self._draining:
            return 0.0 if self._finished else IDLE_SECONDS
        if self._unseen:
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
        return not self._unseen and unwritten < self._slots

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
        looks, self._unseen = self._unseen, False
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
            self._woken = self._unseen = True
            await asyncio.sleep(TROUBLE_SECONDS)
            return
        self._told = []
        for outcome in told:
            if outcome.result.state.is_final:
                self._refused.pop(outcome.row.id, None)
        for row in rows:
            self._start(row)
        self._pacer.serve()

    async def _transact(self, told: list[Outcome], want: int, *, looks: bool) -> list[Claimed]:
        now = self._clock.now()
        shares = {row.id for row in self._tasks.values() if row.broadcast is not None}
        async with self._store.transaction(first=True) as tx:
            await self._record(tx, told)
            if looks:
                self._unwanted = shares - await tx.outbox.wanted(shares, now) if shares else set()
            rows = await tx.outbox.claim(want, now, self._busy()) if want else []
            await self._texts.learn(tx.outbox, rows)
            due = await tx.outbox.next_due(now) if len(rows) < want else None
        if want:
            waits = [IDLE_SECONDS, *(self._pacer.ready_in(chat) for chat in self._watched.values())]
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
        self._watched = {who: chat for who, chat in self._watched.items() if self._pacer.ready_in(chat)}
        return {*self._watched, *(row.recipient for row in self._tasks.values())}

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
        platform = self._platforms[row.to.platform]
        try:
            payload = self._texts.payload(row, platform)
            offers = self._texts.offers(row, platform)
        except Exception as error:  # noqa: BLE001 - one row that cannot be worded must not stop the others
            log.error("a message could not be put into words: %s", type(error).__name__)  # noqa: TRY400
            self._finished.append(outcomes.failed(row, "unworded"))
            return
        if row.handling is not Handling.SHOW:
            followed = await self._followed(row, platform, payload)
            self._finished.append(followed)
            return
        editing = row.amends
        try:
            if editing is not None and await self._amended(row, platform, payload, editing):
                message = editing
            else:
                editing = None
                place = await self._leave(row)
                message = await self._asked(place, platform.show(row.to, payload))
        except Dismissed:
            self._finished.append(outcomes.put_back(row, self._clock.now()))
        except SendFailure as failure:
            self._finished.append(self._unsent(row, failure, repeatable=editing is not None))
        else:
            self._finished.append(outcomes.sent(row, message, offers))

    async def _followed(self, row: Claimed, platform: Platform, payload: Payload) -> Outcome:
        """Redraw or take back a copy. Doing either twice does no harm, and nothing is sent in its place."""
        try:
            if deletes(row, platform, self._clock.now()) and await self._deleted(row, platform):
                return outcomes.taken_back(row)
            message = copy_of(row)
            await self._asked(await self._leave(row), platform.amend(row.to, message, payload))
        except Dismissed:
            return outcomes.put_back(row, self._clock.now())
        except SendFailure as failure:
            return self._unsent(row, failure, repeatable=True)
        return outcomes.sent(row, message)

    async def _deleted(self, row: Claimed, platform: Platform) -> bool:
        try:
            await self._asked(await self._leave(row), platform.delete(row.to, copy_of(row)))
        except NothingToAmend:
            return False
        return True

    async def _amended(self, row: Claimed, platform: Platform, payload: Payload, message: str) -> bool:
        """Whether the message was redrawn; when it is gone, the row is sent as a new one."""
        place = await self._leave(row)
        try:
            await self._asked(place, platform.amend(row.to, message, payload))
        except NothingToAmend:
            return False
        return True

    def _unsent(self, row: Claimed, failure: SendFailure, *, repeatable: bool) -> Outcome:
        own_fault = isinstance(failure, RecipientMoved)
        if isinstance(failure, TryLater):
            self._pacer.refused((row.to.platform, row.to.chat), failure.after, room=row.kind.is_room)
        if isinstance(failure, NotSent | InDoubt):
            own_fault = self._outages.failed(row.to.platform, certain=isinstance(failure, NotSent))
        if own_fault:
            self._refused[row.id] = self._refused.get(row.id, 0) + 1
        refused = self._refused.get(row.id, 0)
        return outcomes.unsent(row, failure, self._clock.now(), refused=refused, repeatable=repeatable)

    async def _leave(self, row: Claimed) -> Place:
        """A place for a row that is still wanted; :class:`Dismissed` for another."""
        while True:
            place = await self._place(row.to, row.kind, _lane(row))
            if not self._unseen and row.id not in self._unwanted:
                return place
            self._pacer.give_back(place)
            if not self._unseen:
                raise Dismissed

    async def _place(self, to: Address, kind: ChatKind, lane: int) -> Place:
        chat = (to.platform, to.chat)
        return await self._pacer.wait(chat, room=kind.is_room, server=to.platform, lane=lane)

    async def _asked(self, place: Place, answer: Awaitable[T]) -> T:
        """What the platform answered, and the place given back whatever it was."""
        answered, counted = False, True
        trip = current_trip.set(place.trip)
        try:
            got = await answer
            answered = True
        except (NotSent, InDoubt):
            raise
        except SendFailure as failure:
            answered, counted = True, not isinstance(failure, NothingToAmend)
            raise
        except Exception as error:  # noqa: BLE001 - whatever it was, the message may have left
            log.error("a platform failed in a way it should not: %s", type(error).__name__)  # noqa: TRY400
            raise InDoubt("unexpected") from None
        else:
            return got
        finally:
            current_trip.reset(trip)
            self._pacer.done(place, answered=answered, counted=counted)
            if answered:
                self._outages.reached(place.server)


def _lane(row: Claimed) -> int:
    """Lower lanes leave first. A row that may have been sent already is not kept waiting once it is leased:
    another crash would put it beyond another try."""
    return _AT_ONCE if row.tries else row.priority
