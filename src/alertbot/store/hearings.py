"""Hearings as they move, and the reminders that depend on them."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, insert, select, update

from alertbot.domain.hearing import Hearing, HearingState, StoredHearing
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

    async def amend(self, id: int, hearing: Hearing) -> StoredHearing:
        changed = {"document": dump(hearing), "amended": table.c.amended + 1}
        await self._work.run(update(table).where(table.c.id == id).values(changed))
        return (await self._read(table.c.id == id))[0]

    async def set_state(self, id: int, state: HearingState) -> None:
        await self._work.run(update(table).where(table.c.id == id).values(state=state))
        if state is not HearingState.SCHEDULED:
            await self._void(id)

    async def scheduled(self) -> list[StoredHearing]:
        """In state ``scheduled`` and not superseded, by date; planning one that has begun plans nothing."""
        return await self._read((table.c.state == HearingState.SCHEDULED) & ~table.c.superseded)

    async def resit(self, id: int, starts: datetime) -> None:
        await self._work.run(update(table).where(table.c.id == id).values(starts=starts))

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


def stored_hearing(row: Row[Any]) -> StoredHearing:
    """The state column leads: it changes while the document stays as it was written."""
    hearing = replace(load(Hearing, row.document), state=row.state)
    return StoredHearing(row.id, row.case_id, hearing, row.superseded, row.amended)
