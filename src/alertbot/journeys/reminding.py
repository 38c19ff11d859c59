"""Reminding: what an occasion's plan holds, fired once, and derived anew whenever zones or dates change."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from alertbot.dialogue import cards, day_cards
from alertbot.dialogue.screen import Screen
from alertbot.domain.case import Case
from alertbot.domain.delivery import BroadcastKind, Priority
from alertbot.domain.hearing import Hearing, StoredHearing
from alertbot.domain.occasion import Occasion, StoredOccasion, last_day, milestones
from alertbot.domain.quiet import URGENT, due_for
from alertbot.domain.reminder import DAYS_BEFORE, Planned, ahead, all_reminders, end_of, plan
from alertbot.ports import About, Audience, BroadcastScreens, Clock, DueReminder, QuietReaders, Tx

SWEPT = 100
"""Reminders fired in one tick."""

ALMOST_TWO_HOURS = timedelta(minutes=100)

EARLY_ROWS = 5_000
"""Rows for early readers that one transaction adds."""

Served = tuple[int, QuietReaders]


class Reminding:
    """``due`` and ``early`` say what there is to do; each is then done in a transaction of its own."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._served: frozenset[Served] = frozenset()
        """Early readers who have had a reminder, so that they are not looked for each second."""

    async def schedule(self, tx: Tx, stored: StoredHearing, *, announced: bool) -> None:
        """Plan the reminders of a hearing that stands.

        ``announced``: a notice goes out for it, which may take the place of the first reminders.
        """
        now = self._clock.now()
        planned = plan(stored.hearing, now).reminders if announced else ahead(stored.hearing, now)
        await tx.reminders.plan(stored, planned)

    async def due(self, tx: Tx) -> list[DueReminder]:
        """Reminders whose instant has come."""
        return await tx.reminders.due(self._clock.now(), SWEPT)

    async def remind(self, tx: Tx, reminder: DueReminder) -> None:
        """Turn a reminder into a broadcast, or into nothing when it came too late.

        What nobody was reminded of before it happened becomes a question to the organizers.
        """
        now, stored = self._clock.now(), reminder.stored
        if reminder.useless_after <= now:
            await tx.reminders.too_late(reminder.id)
            if isinstance(stored, StoredHearing) and stored.hearing.starts <= now:
                await tx.questions.expect(stored.id)
            return
        broadcast = await self._begin(tx, reminder)
        if broadcast is None:
            await tx.reminders.too_late(reminder.id)
        else:
            await tx.reminders.fired(reminder.id, broadcast)

    async def early(self, tx: Tx) -> list[tuple[DueReminder, QuietReaders]]:
        """Reminders that readers with quiet hours get now, because their hour falls into those."""
        now = self._clock.now()
        soon = await tx.reminders.soon(now, now + URGENT)
        if not soon:
            return []
        ids = {reminder.id for reminder in soon}
        self._served = frozenset(served for served in self._served if served[0] in ids)
        groups = await tx.quieting.readers()
        pairs = ((reminder, readers) for reminder in soon for readers in groups)
        return [pair for pair in pairs if self._is_early(*pair, now)]

    def _is_early(self, reminder: DueReminder, readers: QuietReaders, now: datetime) -> bool:
        if (reminder.id, readers) in self._served:
            return False
        about = _dated(reminder.stored)
        at = due_for(reminder.due, end_of(about), readers.quiet, readers.zone or about.zone)
        return at <= now

    async def remind_early(self, tx: Tx, reminder: DueReminder, readers: QuietReaders) -> None:
        """Remind whoever keeps these quiet hours; everybody else's turn comes when it is due."""
        broadcast = await self._begin(tx, reminder, early=True)
        added = 0
        if broadcast is not None:
            await tx.reminders.begun(reminder.id, broadcast)
            added = await tx.outbox.enqueue_early(broadcast, readers, EARLY_ROWS, self._clock.now())
        if added < EARLY_ROWS:
            self._served |= {(reminder.id, readers)}

    async def _begin(self, tx: Tx, reminder: DueReminder, *, early: bool = False) -> int | None:
        """The broadcast of a reminder, begun once; ``None`` when there is nothing left to remind of."""
        now, stored = self._clock.now(), reminder.stored
        if await tx.recall.is_withdrawn(stored.case_id):
            return None
        case, audience, appeal = await concerned(tx, stored.case_id)
        if isinstance(stored, StoredHearing):
            screens = _of_hearing(case, stored, reminder, appeal, max(now, reminder.due))
        else:
            found = await self._of_day(tx, case, stored, reminder, appeal)
            if found is None:
                return None
            screens = found
            appeal = stored.appeal or appeal
            audience = replace(audience, followers_only=stored.appeal is not None)
        return await tx.outbox.broadcast(
            BroadcastKind.REMINDER,
            screens,
            audience,
            Priority.REMINDER,
            now,
            key=f"{_name(stored)}:{reminder.offset}",
            appeal=appeal,
            hearing=stored.id if isinstance(stored, StoredHearing) else None,
            early=early,
        )

    async def _of_day(
        self, tx: Tx, case: Case, stored: StoredOccasion, reminder: DueReminder, appeal: int | None
    ) -> BroadcastScreens | None:
        if stored.appeal is None:
            return _both(day_cards.milestone(case, stored.occasion, appeal), stored.case_id)
        published = await tx.appeals.get(stored.appeal)
        if published is None or published.closed:
            return None
        return _both(day_cards.last_day(published, reminder.offset), stored.case_id)

    async def replan(self, tx: Tx) -> list[int]:
        """Derive the instants of hearings and their open reminders anew: zone data may have changed.

        The ids of the cases, whose days are to be looked at next.
        """
        for stored in await tx.hearings.scheduled():
            await tx.hearings.resit(stored.id, stored.hearing.starts)
            await self._derive_anew(tx, stored)
        return [id for id, _ in await tx.appeals.cases()]

    async def _derive_anew(self, tx: Tx, stored: About) -> None:
        still_open = {reminder.offset for reminder in await tx.reminders.open(stored)}
        anew = [r for r in all_reminders(_dated(stored)) if r.offset in still_open]
        await tx.reminders.plan(stored, anew)

    async def keep_days(self, tx: Tx, case_id: int, *, announced: bool = False) -> None:
        """Keep the last days and milestones of a case as its published documents have them now.

        ``announced``: an appeal goes out at this moment and tells of its last day itself.
        """
        wanted = await self._days_of(tx, case_id)
        standing = {stored.occasion.key: stored for stored in await tx.occasions.standing(case_id)}
        for key in standing.keys() - wanted.keys():
            await tx.occasions.end(standing[key].id)
        for key, (occasion, appeal) in wanted.items():
            stored = await tx.occasions.keep(case_id, occasion, appeal)
            if key in standing and standing[key].id == stored.id:
                await self._derive_anew(tx, stored)
            else:
                await tx.reminders.plan(stored, self._first_plan(occasion, announced=announced))

    def _first_plan(self, occasion: Occasion, *, announced: bool) -> tuple[Planned, ...]:
        now = self._clock.now()
        return plan(occasion, now).reminders if announced else ahead(occasion, now)

    async def _days_of(self, tx: Tx, case_id: int) -> dict[str, tuple[Occasion, int | None]]:
        now, appeals = self._clock.now(), await tx.appeals.of_case(case_id)
        found: dict[str, tuple[Occasion, int | None]] = {}
        for published in appeals:
            day = None if published.closed else last_day(published.appeal)
            if day is not None and day.ends > now:
                found[day.key] = (day, published.id)
        case = appeals[0].case if appeals else None
        return found | {o.key: (o, None) for o in (milestones(case, now) if case else ())}


def _of_hearing(
    case: Case, stored: StoredHearing, reminder: DueReminder, appeal: int | None, at: datetime
) -> BroadcastScreens:
    words = _words_for(stored.hearing, reminder.offset, at)
    person, room = (cards.reminder(case, stored.hearing, words, appeal, id) for id in (stored.case_id, None))
    return BroadcastScreens(person, room)


def _words_for(hearing: Hearing, offset: str, at: datetime) -> str:
    """Which of the words of a reminder are still true when it goes out ``at``, perhaps late."""
    if offset in DAYS_BEFORE:
        days = (hearing.day - at.astimezone(ZoneInfo(hearing.zone)).date()).days
        return offset if days == DAYS_BEFORE[offset] else "late"
    if hearing.hour is None:
        return "today"
    return offset if hearing.starts - at > ALMOST_TWO_HOURS else "late"


def _both(room: Screen, case_id: int) -> BroadcastScreens:
    """A room is muted in its settings, where somebody looks after it."""
    return BroadcastScreens(day_cards.with_mute(room, case_id), room)


def _dated(stored: About) -> Hearing | Occasion:
    return stored.hearing if isinstance(stored, StoredHearing) else stored.occasion


def _name(stored: About) -> str:
    return f"reminder:{stored.id}" if isinstance(stored, StoredHearing) else f"day:{stored.id}"


async def concerned(tx: Tx, case_id: int, told: tuple[int, ...] = ()) -> tuple[Case, Audience, int | None]:
    """A case, who hears of its dates (with whoever was ``told`` of these hearings), and its newest appeal, of
    those that stand if any does."""
    appeals = await tx.appeals.of_case(case_id)
    newest = next((appeal for appeal in appeals if not appeal.withdrawn), appeals[0])
    case = newest.case
    audience = Audience(case.country, case.topics, case_id, told)
    return case, audience, newest.id
