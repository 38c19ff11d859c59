"""Second factors of organizers: the secret sealed to its row, the rest plain."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import and_, delete, or_, select, update

from alertbot.domain.second_factor import Factor
from alertbot.store.schema_authority import second_factor
from alertbot.store.work import Work

_SECRET = "second_factor|secret"  # noqa: S105 - the place it is sealed for


class SqlSecondFactors:
    """See :class:`alertbot.ports.SecondFactors`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def get(self, organizer: str) -> Factor | None:
        row = await self._work.row(select(second_factor).where(second_factor.c.organizer == organizer))
        if row is None:
            return None
        secret = self._work.vault.open(_SECRET, organizer.encode(), row.secret).decode()
        return Factor(secret, row.confirmed, row.used, row.wrong, row.locked_until)

    async def begin(self, organizer: str, secret: str, now: datetime) -> None:
        pending = (second_factor.c.organizer == organizer) & ~second_factor.c.confirmed
        await self._work.run(delete(second_factor).where(pending))
        sealed = self._work.vault.seal(_SECRET, organizer.encode(), secret.encode())
        values = {"organizer": organizer, "secret": sealed, "confirmed": False, "begun": now}
        await self._work.run(self._work.insert_new(second_factor).values(**values))

    async def confirm(self, organizer: str, step: int) -> None:
        await self._change(organizer, confirmed=True, used=step, wrong=0, locked_until=None)

    async def use(self, organizer: str, step: int) -> None:
        await self._change(organizer, used=step, wrong=0, locked_until=None)

    async def mistake(self, organizer: str, wrong: int, locked_until: datetime | None) -> None:
        await self._change(organizer, wrong=wrong, locked_until=locked_until)

    async def drop(self, organizer: str) -> bool:
        mine = delete(second_factor).where(second_factor.c.organizer == organizer)
        return await self._work.changed(mine) > 0

    async def let_go(self, organizers: Collection[str], begun_before: datetime) -> int:
        old = or_(second_factor.c.begun.is_(None), second_factor.c.begun <= begun_before)
        pending = and_(~second_factor.c.confirmed, old)
        orphaned = second_factor.c.organizer.not_in(list(organizers))
        return await self._work.changed(delete(second_factor).where(or_(orphaned, pending)))

    async def confirmed(self) -> set[str]:
        rows = await self._work.rows(select(second_factor.c.organizer).where(second_factor.c.confirmed))
        return {row.organizer for row in rows}

    async def _change(self, organizer: str, **values: object) -> None:
        mine = update(second_factor).where(second_factor.c.organizer == organizer)
        await self._work.run(mine.values(**values))
