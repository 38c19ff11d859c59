"""Reminding: what a date's plan holds, fired once, and derived anew whenever zones or dates change."""

from alertbot.dialogue import cards
from alertbot.domain.case import Case
from alertbot.domain.delivery import BroadcastKind, Priority
from alertbot.domain.hearing import StoredHearing
from alertbot.domain.reminder import ahead, all_reminders, plan
from alertbot.ports import Audience, BroadcastScreens, Clock, DueReminder, Tx

SWEPT = 100
"""Reminders fired in one tick."""


class Reminding:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    async def schedule(self, tx: Tx, stored: StoredHearing, *, announced: bool) -> None:
        """Plan the reminders of a hearing that stands.

        ``announced``: a notice goes out for it, which may take the place of the first reminders.
        """
        now = self._clock.now()
        planned = plan(stored.hearing, now).reminders if announced else ahead(stored.hearing, now)
        await tx.hearings.plan(stored.id, planned)

    async def due(self, tx: Tx) -> list[DueReminder]:
        """Reminders whose instant has come."""
        return await tx.hearings.due(self._clock.now(), SWEPT)

    async def remind(self, tx: Tx, reminder: DueReminder) -> None:
        """Turn a reminder into a broadcast, or into nothing when it came too late."""
        if reminder.useless_after <= self._clock.now():
            await tx.hearings.too_late(reminder.id)
            return
        stored = reminder.stored
        case, audience, appeal = await concerned(tx, stored.case_id)
        screen = cards.reminder(case, stored.hearing, reminder.offset, appeal)
        broadcast = await tx.outbox.broadcast(
            BroadcastKind.REMINDER,
            BroadcastScreens(screen, screen),
            audience,
            Priority.REMINDER,
            self._clock.now(),
            key=f"reminder:{stored.id}:{reminder.offset}",
            appeal=appeal,
            hearing=stored.id,
        )
        await tx.hearings.fired(reminder.id, broadcast)

    async def replan(self, tx: Tx) -> None:
        """Derive the instants of open reminders anew: zone data may have changed since the last start."""
        for stored in await tx.hearings.scheduled():
            still_open = {reminder.offset for reminder in await tx.hearings.open_reminders(stored.id)}
            anew = [r for r in all_reminders(stored.hearing) if r.offset in still_open]
            await tx.hearings.plan(stored.id, anew)


async def concerned(tx: Tx, case_id: int, told: tuple[int, ...] = ()) -> tuple[Case, Audience, int | None]:
    """A case, who hears of its dates (with whoever was ``told`` of these hearings), and its newest appeal."""
    appeals = await tx.appeals.of_case(case_id)
    case = appeals[0].case
    audience = Audience(case.country, case.topics, case_id, told)
    return case, audience, appeals[0].id
