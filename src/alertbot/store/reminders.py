"""Reminders: one row per occasion and offset, which fires once."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, select, update

from alertbot.domain.hearing import StoredHearing
from alertbot.domain.reminder import Planned
from alertbot.ports import About, DueReminder
from alertbot.store.hearings import stored_hearing
from alertbot.store.occasions import stored_occasion
from alertbot.store.schema import hearing, occasion, reminder, reminder_open
from alertbot.store.words import ReminderState
from alertbot.store.work import Work


class SqlReminders:
    """See :class:`alertbot.ports.Reminders`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def plan(self, about: About, planned: Sequence[Planned]) -> None:
        """An offset has one row for ever: what fired stays so, what was void or too late may open again."""
        others = reminder_open() & reminder.c.offset.not_in([one.offset for one in planned])
        await self._work.run(update(reminder).where(_of(about), others).values(state=ReminderState.VOID))
        for one in planned:
            values = {"due": one.due, "useless_after": one.useless_after, "state": ReminderState.OPEN}
            row = self._work.insert_new(reminder).values(offset=one.offset, **_owner(about), **values)
            await self._work.run(row)
            known = _of(about) & (reminder.c.offset == one.offset) & (reminder.c.state != ReminderState.FIRED)
            await self._work.run(update(reminder).where(known).values(**values))

    async def open(self, about: About) -> list[Planned]:
        rows = await self._work.rows(
            select(reminder).where(_of(about), reminder_open()).order_by(reminder.c.due, reminder.c.id)
        )
        return [Planned(row.offset, row.due, row.useless_after) for row in rows]

    async def due(self, now: datetime, limit: int) -> list[DueReminder]:
        return await self._read(_OPEN.where(reminder.c.due <= now).limit(limit))

    async def soon(self, now: datetime, until: datetime) -> list[DueReminder]:
        return await self._read(_OPEN.where(reminder.c.due > now, reminder.c.due <= until))

    async def begun(self, reminder: int, broadcast: int) -> None:
        await self._settle(reminder, broadcast=broadcast)

    async def fired(self, reminder: int, broadcast: int) -> None:
        await self._settle(reminder, state=ReminderState.FIRED, broadcast=broadcast)

    async def too_late(self, reminder: int) -> None:
        await self._settle(reminder, state=ReminderState.TOO_LATE)

    async def last_missed(self, hearing: int) -> bool:
        last = select(reminder.c.state).where(reminder.c.hearing == hearing).order_by(reminder.c.due.desc())
        return bool(await self._work.value(last.limit(1)) == ReminderState.TOO_LATE)

    async def next_due(self) -> datetime | None:
        return await self._work.value(select(func.min(reminder.c.due)).where(reminder_open()))

    async def _read(self, wanted: Select[Any]) -> list[DueReminder]:
        found = await self._work.rows(wanted)
        hearings = await self._by_id(hearing, [row.hearing for row in found if row.hearing is not None])
        occasions = await self._by_id(occasion, [row.occasion for row in found if row.occasion is not None])
        return [
            DueReminder(
                row.id,
                row.offset,
                row.due,
                row.useless_after,
                stored_occasion(occasions[row.occasion])
                if row.hearing is None
                else stored_hearing(hearings[row.hearing]),
                row.broadcast,
            )
            for row in found
        ]

    async def _by_id(self, table: Any, ids: Sequence[int]) -> Mapping[int, Row[Any]]:
        if not ids:
            return {}
        return {row.id: row for row in await self._work.rows(select(table).where(table.c.id.in_(ids)))}

    async def _settle(self, id: int, **values: Any) -> None:
        await self._work.run(update(reminder).where(reminder.c.id == id).values(**values))


def _owner(about: About) -> dict[str, int]:
    return {"hearing" if isinstance(about, StoredHearing) else "occasion": about.id}


def _of(about: About) -> ColumnElement[bool]:
    column = reminder.c.hearing if isinstance(about, StoredHearing) else reminder.c.occasion
    return column == about.id


_OPEN = select(reminder).where(reminder_open()).order_by(reminder.c.due, reminder.c.id)
