"""Fixed sweeps. APScheduler only ticks; every date and every send is a row that the sweeps find."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import UTC
from typing import Any

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler  # pyright: ignore[reportMissingTypeStubs]

from alertbot.errors import StoreUnavailable
from alertbot.faultlines import where
from alertbot.journeys.broadcasting import CHUNK, Broadcasting, Redraw
from alertbot.journeys.exporting import Exporting
from alertbot.journeys.outcomes import Outcomes
from alertbot.journeys.publishing import Publishing
from alertbot.journeys.reminding import Reminding
from alertbot.journeys.room_questions import RoomQuestions
from alertbot.journeys.security import Security
from alertbot.journeys.timekeeping import Timekeeping
from alertbot.ports import Clock, DueReminder, QuietReaders, Store

log = structlog.get_logger(__name__)

TICK = 1
"""Seconds between looks at what is due."""

REDRAW = 3
"""Seconds between edits of a progress message: each edit costs the broadcast one message."""

LEASES = 30
"""Seconds between looks for rows whose sender died."""

TIDY = 3600
"""Seconds between deletions of what has outlived its purpose."""


class Clockwork:
    """``wake`` tells the sender that rows came due; ``redraw`` edits a message, best effort."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        publishing: Publishing,
        reminding: Reminding,
        broadcasting: Broadcasting,
        outcomes: Outcomes,
        timekeeping: Timekeeping,
        room_questions: RoomQuestions,
        security: Security,
        exporting: Exporting,
        wake: Callable[[], None],
        redraw: Redraw,
    ) -> None:
        self._store = store
        self._clock = clock
        self._publishing = publishing
        self._reminding = reminding
        self._broadcasting = broadcasting
        self._outcomes = outcomes
        self._timekeeping = timekeeping
        self._room_questions = room_questions
        self._security = security
        self._exporting = exporting
        self._wake = wake
        self._redraw = redraw
        self._over: set[int] = set()
        self.ticked_at: float | None = None
        """When it last looked at everything that is due, on the monotonic clock."""

        self._scheduler: Any = AsyncIOScheduler(
            timezone=UTC,
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )

    async def start(self) -> None:
        """Derive reminders anew, look once at everything that is due, then tick."""
        await self.replan()
        await _surviving("tick", self.tick)()
        self._every(TICK, "tick", self.tick)
        self._every(REDRAW, "progress", self.show_progress)
        self._every(LEASES, "leases", self.recover)
        self._every(LEASES, "exports", self.take_away)
        self._every(TIDY, "tidy", self.tidy)
        self._every(TIDY, "replan", self.replan)
        self._scheduler.start()

    def stop(self) -> None:
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    def _every(self, seconds: int, name: str, job: Callable[[], Awaitable[None]]) -> None:
        self._scheduler.add_job(_surviving(name, job), "interval", seconds=seconds, id=name)

    async def tick(self) -> None:
        """Release what was held, fire what is due, add rows, and close broadcasts that are through."""
        async with self._store.transaction() as tx:
            held, reminders = await self._publishing.due(tx), await self._reminding.due(tx)
            early = await self._reminding.early(tx)
        for draft in held:
            await self._release(draft)
        for reminder in reminders:
            await self._remind(reminder)
        for reminder, readers in early:
            await self._remind(reminder, readers)
        await self._outcomes.look(self._store)
        await self._enqueue()
        await self._room_questions.look(self._store)
        async with self._store.transaction() as tx:
            settled = await tx.outbox.settle(self._clock.now())
        for progress in settled:
            counts = {state.value: number for state, number in progress.counts.items() if number}
            log.info("broadcast_done", broadcast=progress.id, kind=progress.kind.value, **counts)
        self._over |= {progress.id for progress in settled}
        await self._timekeeping.look(self._store)
        self.ticked_at = time.monotonic()
        self._wake()

    async def replan(self) -> None:
        """Derive every date and its reminders anew, case by case so that nobody waits long."""
        async with self._store.transaction() as tx:
            cases = await self._reminding.replan(tx)
        for case in cases:
            try:
                async with self._store.transaction() as tx:
                    await self._reminding.keep_days(tx, case)
            except StoreUnavailable:
                raise
            except Exception as error:  # noqa: BLE001 - one case must not hold up the others
                log.error("days_unplannable", case=case, **where(error))  # noqa: TRY400 - values stay out

    async def _release(self, draft: int) -> None:
        """A draft that cannot be published goes back to its author; the others still go out."""
        try:
            async with self._store.transaction() as tx:
                broadcast = await self._publishing.release(tx, draft)
                if broadcast is not None:
                    await self._broadcasting.announce(tx, broadcast)
                    log.info("appeal_published", broadcast=broadcast)
        except StoreUnavailable:
            raise
        except Exception as error:  # noqa: BLE001 - one draft must not hold up the others
            log.error("draft_unpublishable", draft=draft, **where(error))  # noqa: TRY400 - values stay out
            async with self._store.transaction() as tx:
                await self._publishing.give_back(tx, draft)

    async def _remind(self, reminder: DueReminder, early: QuietReaders | None = None) -> None:
        """A reminder that cannot be made is set aside; the others still go out."""
        try:
            async with self._store.transaction() as tx:
                if early is None:
                    await self._reminding.remind(tx, reminder)
                else:
                    await self._reminding.remind_early(tx, reminder, early)
        except StoreUnavailable:
            raise
        except Exception as error:  # noqa: BLE001 - one reminder must not hold up the others
            log.error("reminder_failed", reminder=reminder.id, **where(error))  # noqa: TRY400 - values stay out
            async with self._store.transaction() as tx:
                await tx.reminders.too_late(reminder.id)

    async def show_progress(self) -> None:
        """Edit the progress messages of what is running, and once more of what is over."""
        over, self._over = self._over, set()
        async with self._store.transaction() as tx:
            running = set(await tx.outbox.unfinished())
        await self._broadcasting.redraw(self._store, running | over, self._redraw)
        for broadcast in over:
            self._broadcasting.forget(broadcast)

    async def _enqueue(self) -> None:
        while True:
            async with self._store.transaction() as tx:
                added = await tx.outbox.enqueue(CHUNK, self._clock.now())
            if not added:
                return
            self._wake()

    async def recover(self) -> None:
        """Sort rows whose sender did not report back."""
        async with self._store.transaction() as tx:
            found = await tx.outbox.recover(self._clock.now())
        if any(found.values()):
            log.warning("leases_expired", **{state.value: number for state, number in found.items()})
        self._wake()

    async def take_away(self) -> None:
        """Delete messages with exported files that have been there long enough."""
        await self._exporting.take_away(self._store)

    async def tidy(self) -> None:
        async with self._store.transaction() as tx:
            await self._security.tidy(tx)
        await self._store.sweep(self._clock.now())


def _surviving(name: str, job: Callable[[], Awaitable[None]]) -> Callable[[], Awaitable[None]]:
    async def run() -> None:
        try:
            await job()
        except asyncio.CancelledError:
            # The end has come in the middle of a sweep; the scheduler would log that as an error.
            log.debug("sweep_cut_short", sweep=name)
        except Exception as error:  # noqa: BLE001 - the next tick must come, whatever this one met
            log.error("sweep_failed", sweep=name, **where(error))  # noqa: TRY400 - values stay out of logs

    return run
