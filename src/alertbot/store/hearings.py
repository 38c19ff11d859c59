"""Hearings as they move, and the reminders that depend on them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, func, insert, select, update

from alertbot.domain.hearing import Hearing, HearingState, StoredHearing
from alertbot.domain.reminder import Planned
from alertbot.ports import DueReminder
from alertbot.store.documents import dump, load
from alertbot.store.schema import hearing as table
from alertbot.store.schema import reminder, reminder_open
from alertbot.store.words import ReminderState
from alertbot.store.work import Work


class SqlHearings:
    """See :class:`alertbot.ports.Hearings`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def get(self, id: int) -> StoredHearing | None:
        found = await self._read(table.c.id == id)
        return found[0] if found else None

    async def of_case(self, case_id: int) -> list[StoredHearing]:
        return await self._read(table.c.case_id == case_id)

    async def add(self, case_id: int, hearing: Hearing) -> StoredHearing:
        known = await self._read((table.c.case_id == case_id) & (table.c.key == hearing.key))
        if known:
            return known[0]
        if hearing.supersedes is not None:
            await self._supersede(case_id, hearing.supersedes)
        row = insert(table).values(
            case_id=case_id,
            key=hearing.key,
            document=dump(hearing),
            state=hearing.state,
            starts=hearing.starts,
            superseded=await self._is_superseded(case_id, hearing.key),
        )
        id = await self._work.value(row.returning(table.c.id))
        return (await self._read(table.c.id == id))[0]

    async def set_state(self, id: int, state: HearingState) -> None:
        await self._work.run(update(table).where(table.c.id == id).values(state=state))
        if state is not HearingState.SCHEDULED:
            await self._void(id)

    async def plan(self, hearing: int, planned: Sequence[Planned]) -> None:
        """An offset that fired keeps its one row; one that was void or too late may open again."""
        await self._work.run(delete(reminder).where(reminder.c.hearing == hearing, _replaceable()))
        rows = [
            {
                "hearing": hearing,
                "offset": reminder.offset,
                "due": reminder.due,
                "useless_after": reminder.useless_after,
                "state": ReminderState.OPEN,
            }
            for reminder in planned
        ]
        if rows:
            await self._work.run(self._work.insert_new(reminder), rows)

    async def open_reminders(self, hearing: int) -> list[Planned]:
        rows = await self._work.rows(
            select(reminder)
            .where(reminder.c.hearing == hearing, reminder_open())
            .order_by(reminder.c.due, reminder.c.id)
        )
        return [Planned(row.offset, row.due, row.useless_after) for row in rows]

    async def scheduled(self) -> list[StoredHearing]:
        """In state ``scheduled`` and not superseded, by date; planning one that has begun plans nothing."""
        return await self._read((table.c.state == HearingState.SCHEDULED) & ~table.c.superseded)

    async def due(self, now: datetime, limit: int) -> list[DueReminder]:
        """Earliest first; those that are useless by ``now`` are among them."""
        rows = await self._work.rows(
            select(
                reminder.c.id.label("reminder_id"),
                reminder.c.offset,
                reminder.c.due,
                reminder.c.useless_after,
                table,
            )
            .join_from(reminder, table)
            .where(reminder_open(), reminder.c.due <= now)
            .order_by(reminder.c.due, reminder.c.id)
            .limit(limit)
        )
        return [
            DueReminder(row.reminder_id, row.offset, row.due, row.useless_after, stored_hearing(row))
            for row in rows
        ]

    async def fired(self, reminder: int, broadcast: int) -> None:
        await self._settle(reminder, state=ReminderState.FIRED, broadcast=broadcast)

    async def too_late(self, reminder: int) -> None:
        await self._settle(reminder, state=ReminderState.TOO_LATE)

    async def next_due(self) -> datetime | None:
        return await self._work.value(select(func.min(reminder.c.due)).where(reminder_open()))

    async def _read(self, which: ColumnElement[bool]) -> list[StoredHearing]:
        rows = await self._work.rows(select(table).where(which).order_by(table.c.starts, table.c.id))
        return [stored_hearing(row) for row in rows]

    async def _supersede(self, case_id: int, key: str) -> None:
        old = await self._read((table.c.case_id == case_id) & (table.c.key == key))
        for stored in old:
            await self._work.run(update(table).where(table.c.id == stored.id).values(superseded=True))
            if stored.hearing.state is HearingState.SCHEDULED:
                await self.set_state(stored.id, HearingState.ADJOURNED)
            await self._void(stored.id)

    async def _is_superseded(self, case_id: int, key: str) -> bool:
        """Whether a later hearing of the chain is known already: chains arrive in any order."""
        return any(stored.hearing.supersedes == key for stored in await self.of_case(case_id))

    async def _void(self, id: int) -> None:
        mine = (reminder.c.hearing == id) & reminder_open()
        await self._work.run(update(reminder).where(mine).values(state=ReminderState.VOID))

    async def _settle(self, id: int, **values: Any) -> None:
        await self._work.run(update(reminder).where(reminder.c.id == id).values(**values))


def _replaceable() -> ColumnElement[bool]:
    return reminder.c.state != ReminderState.FIRED


def stored_hearing(row: Row[Any]) -> StoredHearing:
    """The state column leads: it changes while the document stays as it was written."""
    hearing = replace(load(Hearing, row.document), state=row.state)
    return StoredHearing(row.id, row.case_id, hearing, row.superseded)
