"""Pictures and documents of appeals, sealed, found by what they are."""

from collections.abc import Collection, Mapping

from sqlalchemy import ColumnElement, and_, delete, insert, or_, select, update

from alertbot.store.schema import enclosure
from alertbot.store.work import Work

_PLACE = "enclosure|content"


class SqlEnclosures:
    """See :class:`alertbot.ports.Enclosures`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def keep(self, draft: int, digest: str, content: bytes) -> None:
        name = self._name(digest)
        known = select(enclosure.c.id).where(enclosure.c.draft == draft, enclosure.c.name == name)
        if await self._work.row(known) is None:
            sealed = self._work.vault.seal(_PLACE, name, content)
            await self._work.run(insert(enclosure).values(draft=draft, name=name, content=sealed))

    async def contents(self, digests: Collection[str]) -> Mapping[str, bytes]:
        named = {self._name(digest): digest for digest in digests}
        rows = await self._work.rows(
            select(enclosure.c.name, enclosure.c.content).where(enclosure.c.name.in_(named))
        )
        return {named[row.name]: self._work.vault.open(_PLACE, row.name, row.content) for row in rows}

    async def publish(self, draft: int, appeal: int, digests: Collection[str]) -> None:
        names = [self._name(digest) for digest in digests]
        mine = enclosure.c.draft == draft
        new = and_(mine, enclosure.c.name.in_(names))
        kept = select(enclosure.c.name).where(enclosure.c.appeal == appeal)
        await self._delete(and_(mine, enclosure.c.name.in_(kept)))
        await self._work.run(update(enclosure).where(new).values(draft=None, appeal=appeal))
        of_either = or_(mine, enclosure.c.appeal == appeal)
        await self._delete(and_(of_either, enclosure.c.name.not_in(names)))

    async def drop(self, draft: int, digest: str | None = None) -> None:
        which = enclosure.c.draft == draft
        await self._delete(which if digest is None else which & (enclosure.c.name == self._name(digest)))

    async def end(self, appeals: Collection[int]) -> None:
        await self._delete(enclosure.c.appeal.in_(appeals))

    async def _delete(self, which: ColumnElement[bool]) -> None:
        await self._work.run(delete(enclosure).where(which))

    def _name(self, digest: str) -> bytes:
        return self._work.vault.code(f"enclosure {digest}")
