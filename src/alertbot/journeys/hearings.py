"""Court dates: kept, moved and cancelled; their reminders fired once; everyone told who knew the old date."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime

from alertbot.dialogue import cards
from alertbot.dialogue.hearings import (
    AddHearing,
    CallOff,
    CaseLine,
    CasesNow,
    HearingRead,
    HearingWords,
)
from alertbot.dialogue.screen import Screen
from alertbot.domain.case import Case
from alertbot.domain.delivery import BroadcastKind, Priority
from alertbot.domain.hearing import Hearing, HearingState, StoredHearing
from alertbot.domain.reminder import ahead, all_reminders, plan
from alertbot.journeys.desk import Journey, Who
from alertbot.ports import Audience, BroadcastScreens, Clock, DueReminder, Store, Tx

ReadLine = Callable[[str, datetime], HearingWords | None]

SWEPT = 100
"""Reminders fired in one transaction."""


class CourtDates:
    """``read_line`` may be slow; it runs in a thread."""

    def __init__(self, clock: Clock, read_line: ReadLine) -> None:
        self._clock = clock
        self._read_line = read_line

    @property
    def journey(self) -> Journey:
        return Journey(
            finds={CasesNow: self._cases},
            fetches={HearingRead: self._read},
            does={AddHearing: self._add, CallOff: self._call_off},
        )

    async def _cases(self, tx: Tx, want: CasesNow, who: Who) -> tuple[CaseLine, ...]:
        return tuple(
            [
                CaseLine(id, case.title, tuple(await tx.hearings.of_case(id)))
                for id, case in await tx.appeals.cases()
            ]
        )

    async def _read(self, store: Store, want: HearingRead, who: Who) -> HearingWords | None:
        typed = f"{want.typed} {want.zone}" if want.zone else want.typed
        read = await asyncio.to_thread(self._read_line, typed, self._clock.now())
        if read and want.zone:
            return HearingWords(read.day, read.hour, want.city, want.zone, read.rest)
        return read

    async def _add(self, tx: Tx, order: AddHearing, who: Who) -> None:
        chain = {s.hearing.key: s for s in await tx.hearings.of_case(order.case_id)}
        stored = await self.keep(tx, order.case_id, order.hearing, announced=True)
        await tx.audit.write(who.organizer or "", "hearing", f"hearing {stored.id}", self._clock.now())
        old = chain.get(order.hearing.supersedes or "")
        if old:
            await self._announce_move(tx, stored, old, chain)
        elif plan(order.hearing, self._clock.now()).notice:
            await self._announce(tx, stored, "set", cards.hearing_set)

    async def keep(self, tx: Tx, case_id: int, hearing: Hearing, *, announced: bool) -> StoredHearing:
        """Keep a hearing with its plan of reminders; what it supersedes is void from now on.

        ``announced``: a notice goes out for it, which may take the place of the first reminders.
        """
        stored = await tx.hearings.add(case_id, hearing)
        if stored.hearing.state is HearingState.SCHEDULED and not stored.superseded:
            now = self._clock.now()
            planned = plan(stored.hearing, now).reminders if announced else ahead(stored.hearing, now)
            await tx.hearings.plan(stored.id, planned)
        return stored

    async def _call_off(self, tx: Tx, order: CallOff, who: Who) -> None:
        stored = await tx.hearings.get(order.hearing)
        if stored is None or stored.superseded or stored.hearing.state is not HearingState.SCHEDULED:
            return
        chain = {s.hearing.key: s for s in await tx.hearings.of_case(stored.case_id)}
        await tx.hearings.set_state(order.hearing, HearingState.CANCELLED)
        await tx.audit.write(who.organizer or "", "cancel", f"hearing {stored.id}", self._clock.now())
        told = (stored.id, *_before(stored.hearing, chain))
        await self._announce(tx, stored, "cancelled", cards.hearing_cancelled, told, binds=False)

    async def _announce_move(
        self, tx: Tx, new: StoredHearing, old: StoredHearing, chain: Mapping[str, StoredHearing]
    ) -> None:
        told = (old.id, *_before(old.hearing, chain))

        def moved(case: Case, hearing: Hearing, appeal: int | None) -> Screen:
            return cards.hearing_moved(case, old.hearing, hearing, appeal)

        await self._announce(tx, new, "moved", moved, told)

    async def _announce(
        self,
        tx: Tx,
        stored: StoredHearing,
        what: str,
        card: Callable[[Case, Hearing, int | None], Screen],
        told: tuple[int, ...] = (),
        *,
        binds: bool = True,
    ) -> None:
        """``binds``: the notice is void once the hearing is superseded or cancelled."""
        case, audience, appeal = await self._about(tx, stored.case_id, told)
        screen = card(case, stored.hearing, appeal)
        await tx.outbox.broadcast(
            BroadcastKind.NOTICE,
            BroadcastScreens(screen, screen),
            audience,
            Priority.REMINDER,
            self._clock.now(),
            key=f"hearing:{stored.id}:{what}",
            appeal=appeal,
            hearing=stored.id if binds else None,
        )

    async def _about(
        self, tx: Tx, case_id: int, told: tuple[int, ...] = ()
    ) -> tuple[Case, Audience, int | None]:
        appeals = await tx.appeals.of_case(case_id)
        case = appeals[0].case
        audience = Audience(case.country, case.topics, case_id, told)
        return case, audience, appeals[0].id

    async def due(self, tx: Tx) -> list[DueReminder]:
        """Reminders whose instant has come."""
        return await tx.hearings.due(self._clock.now(), SWEPT)

    async def remind(self, tx: Tx, reminder: DueReminder) -> None:
        """Turn a reminder into a broadcast, or into nothing when it came too late."""
        if reminder.useless_after <= self._clock.now():
            await tx.hearings.too_late(reminder.id)
            return
        stored = reminder.stored
        case, audience, appeal = await self._about(tx, stored.case_id)
        screen = cards.reminder(case, stored.hearing, reminder.offset, appeal)
        broadcast = await tx.outbox.broadcast(
            BroadcastKind.REMINDER,
            BroadcastScreens(screen, screen),
            audience,
            Priority.REMINDER,
            self._clock.now(),
            key=f"reminder:{reminder.id}",
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


def _before(hearing: Hearing, chain: Mapping[str, StoredHearing]) -> tuple[int, ...]:
    """The ids of every hearing that led to this one."""
    ids: list[int] = []
    key = hearing.supersedes
    while key and key in chain and chain[key].id not in ids:
        ids.append(chain[key].id)
        key = chain[key].hearing.supersedes
    return tuple(ids)
