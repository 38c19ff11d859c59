"""The audit trail: who did what about which id, each entry chained to the one before."""

from datetime import datetime

from sqlalchemy import insert, select

from alertbot.store.documents import dumps
from alertbot.store.schema import audit
from alertbot.store.work import Work


class SqlAudit:
    """See :class:`alertbot.ports.Audit`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def write(self, who: str, what: str, about: str, now: datetime) -> None:
        newest = select(audit.c.link).order_by(audit.c.id.desc()).limit(1)
        before: bytes = await self._work.value(newest) or b""
        link = self._work.vault.chain(before, _entry(who, what, about, now))
        await self._work.run(insert(audit).values(at=now, who=who, what=what, about=about, link=link))

    async def newest(self, limit: int) -> list[tuple[datetime, str, str, str]]:
        """(instant, who, what, about), newest first."""
        rows = await self._work.rows(select(audit).order_by(audit.c.id.desc()).limit(limit))
        return [(row.at, row.who, row.what, row.about) for row in rows]

    async def is_intact(self) -> bool:
        """Whether no entry was changed, added or taken out of the middle. The oldest kept entry is trusted:
        those before it have outlived their time."""
        before: bytes | None = None
        for row in await self._work.rows(select(audit).order_by(audit.c.id)):
            entry = _entry(row.who, row.what, row.about, row.at)
            if before is not None and self._work.vault.chain(before, entry) != row.link:
                return False
            before = row.link
        return True


def _entry(who: str, what: str, about: str, at: datetime) -> bytes:
    return dumps([who, what, about, at.isoformat()])
