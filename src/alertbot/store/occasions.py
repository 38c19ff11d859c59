"""Occasions besides hearings: one row per case, key and day."""

from typing import Any

from sqlalchemy import ColumnElement, Row, select, update

from alertbot.domain.occasion import Occasion, StoredOccasion
from alertbot.store.documents import dump, load
from alertbot.store.schema import occasion as table
from alertbot.store.schema import reminder, reminder_open
from alertbot.store.words import ReminderState
from alertbot.store.work import Work


class SqlOccasions:
    """See :class:`alertbot.ports.Occasions`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def keep(self, case_id: int, occasion: Occasion, appeal: int | None) -> StoredOccasion:
        same = (table.c.case_id == case_id) & (table.c.key == occasion.key)
        for other in await self._read(same & (table.c.day != occasion.day) & ~table.c.over):
            await self.end(other.id)
        values = {"document": dump(occasion), "ends": occasion.ends, "over": False}
        row = self._work.insert_new(table).values(
            case_id=case_id, appeal=appeal, key=occasion.key, day=occasion.day, **values
        )
        await self._work.run(row)
        mine = same & (table.c.day == occasion.day)
        await self._work.run(update(table).where(mine).values(**values))
        return (await self._read(mine))[0]

    async def standing(self, case_id: int) -> list[StoredOccasion]:
        return await self._read((table.c.case_id == case_id) & ~table.c.over)

    async def end(self, id: int) -> None:
        await self._work.run(update(table).where(table.c.id == id).values(over=True))
        mine = (reminder.c.occasion == id) & reminder_open()
        await self._work.run(update(reminder).where(mine).values(state=ReminderState.VOID))

    async def _read(self, which: ColumnElement[bool]) -> list[StoredOccasion]:
        rows = await self._work.rows(select(table).where(which).order_by(table.c.ends, table.c.id))
        return [stored_occasion(row) for row in rows]


def stored_occasion(row: Row[Any]) -> StoredOccasion:
    return StoredOccasion(row.id, row.case_id, load(Occasion, row.document), row.appeal)
