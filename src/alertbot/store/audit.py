"""The audit trail: who did what about which id, each entry chained to the one before.

The links are made with a key outside the database: whoever has the file alone can neither change an entry nor
add one unseen. What is cut off at the newest end shows by the numbers that were given out.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, insert, select, text, update

from alertbot.domain.trail import Entry, Trail
from alertbot.store.documents import dumps
from alertbot.store.schema import audit
from alertbot.store.schema_figures import audit_floor
from alertbot.store.work import Work

_PAGE = 500
"""Entries that are checked at a time: a few milliseconds, so that others get their turn in between."""


class SqlAudit:
    """See :class:`alertbot.ports.Audit`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def write(self, who: str, what: str, about: str, now: datetime) -> None:
        await self.note(who, what, about, now)

    async def note(self, who: str, what: str, about: str, now: datetime) -> int:
        newest = select(audit.c.link).order_by(audit.c.id.desc()).limit(1)
        before: bytes | None = await self._work.value(newest)
        if before is None:
            before = (await self._floor())[1]
        link = self._work.vault.chain(before, _entry(who, what, about, now))
        row = insert(audit).values(at=now, who=who, what=what, about=about, link=link)
        return await self._work.value(row.returning(audit.c.id))

    async def entry(self, id: int) -> Entry | None:
        row = await self._work.row(select(audit).where(audit.c.id == id))
        return None if row is None else _read(row)

    async def about(self, about: str) -> list[Entry]:
        which = select(audit).where(audit.c.about == about).order_by(audit.c.id)
        return [_read(row) for row in await self._work.rows_long(which)]

    async def of(self, what: str, since: datetime) -> list[Entry]:
        which = select(audit).where(audit.c.what == what, audit.c.at >= since).order_by(audit.c.id)
        return [_read(row) for row in await self._work.rows_long(which)]

    async def page(self, limit: int, before: int | None = None) -> list[Entry]:
        which = select(audit).order_by(audit.c.id.desc()).limit(limit)
        if before is not None:
            which = which.where(audit.c.id < before)
        return [_read(row) for row in await self._work.rows_long(which)]

    async def newest(self, limit: int) -> list[tuple[datetime, str, str, str]]:
        """(instant, who, what, about), newest first."""
        return [(entry.at, entry.who, entry.what, entry.about) for entry in await self.page(limit)]

    async def is_intact(self) -> bool:
        return (await self.trail()).intact

    async def trail(self) -> Trail:
        upto, before, broken = await self._floor()
        many, last = 0, upto
        while rows := await self._work.rows_long(_after(last)):
            for row in rows:
                link = self._work.vault.chain(before, _entry(row.who, row.what, row.about, row.at))
                broken |= link != row.link
                before, last, many = row.link, row.id, many + 1
        broken |= last < await self._given_out()
        return Trail(many, last, before.hex(), intact=not broken)

    async def let_go(self, until: datetime) -> None:
        """Delete the entries up to an instant. What is left of the chain still proves itself."""
        oldest_kept = await self._work.value_long(select(func.min(audit.c.id)).where(audit.c.at > until))
        gone = select(audit.c.id, audit.c.link).order_by(audit.c.id.desc()).limit(1)
        if oldest_kept is not None:
            gone = gone.where(audit.c.id < oldest_kept)
        row = await self._work.row(gone)
        if row is None:
            return
        floor = {"upto": row.id, "link": row.link, "proof": self._proof(row.id, row.link)}
        if not await self._work.changed(update(audit_floor).values(**floor)):
            await self._work.run(insert(audit_floor).values(id=1, **floor))
        await self._work.run_long(delete(audit).where(audit.c.id <= row.id))

    async def _floor(self) -> tuple[int, bytes, bool]:
        """The last entry that was let go, its link, and whether somebody else than the bot says so."""
        row = await self._work.row(select(audit_floor))
        if row is None:
            return 0, b"", False
        return row.upto, row.link, row.proof != self._proof(row.upto, row.link)

    def _proof(self, upto: int, link: bytes) -> bytes:
        return self._work.vault.chain(link, dumps(["let go", upto]))

    async def _given_out(self) -> int:
        """The highest number an entry ever had."""
        if self._work.transaction.dialect == "postgresql":
            return int(await self._work.value(select(func.max(audit.c.id))) or 0)
        last = await self._work.value(text("SELECT seq FROM sqlite_sequence WHERE name = 'audit'"))
        return int(last or 0)


def _after(id: int) -> Any:
    return select(audit).where(audit.c.id > id).order_by(audit.c.id).limit(_PAGE)


def _read(row: Row[Any]) -> Entry:
    return Entry(row.id, row.at, row.who, row.what, row.about)


def _entry(who: str, what: str, about: str, at: datetime) -> bytes:
    return dumps([who, what, about, at.isoformat()])
