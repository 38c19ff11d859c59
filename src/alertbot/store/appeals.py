"""Cases and appeals as published: the truth the campaign files were only a way to."""

from dataclasses import fields, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, bindparam, func, insert, select, update

from alertbot.domain.appeal import Appeal
from alertbot.domain.case import Case
from alertbot.domain.publication import Published
from alertbot.store.documents import dump, load
from alertbot.store.schema import appeal as table
from alertbot.store.schema import case, version
from alertbot.store.signatures import KEY_PLACE
from alertbot.store.vault import new_key
from alertbot.store.work import Work


class SqlAppeals:
    """See :class:`alertbot.ports.Appeals`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def publish(self, case: Case, appeal: Appeal, now: datetime) -> Published:
        """Hearings of a case are united by key, and what the new document leaves empty stays as it was.

        ``at`` stays the instant of the first version. A next version opens an appeal again that was closed
        only by its date, when the new date lies ahead.
        """
        case_id = await self._keep_case(case)
        known = await self._work.row(_of(case_id, appeal.key))
        if known is not None and known.withdrawn is not None:
            raise ValueError("a withdrawn appeal is not published again")
        id = await self._add(case_id, appeal, now) if known is None else await self._renew(known, appeal, now)
        published = (await self._read(table.c.id == id))[0]
        await self._work.run(
            insert(version).values(appeal=id, number=published.version, document=dump(published.appeal))
        )
        return published

    async def close(self, id: int, now: datetime) -> bool:
        """End an appeal by decision; ``False`` when it is closed already."""
        living = (table.c.id == id) & table.c.closed.is_(None)
        return await self._work.changed(update(table).where(living).values(closed=now)) > 0

    async def get(self, id: int) -> Published | None:
        found = await self._work.row(_ONE, {"of": id})
        return None if found is None else _published(found)

    async def version(self, id: int, number: int) -> Published | None:
        now = await self.get(id)
        was = select(version.c.document).where(version.c.appeal == id, version.c.number == number)
        document = await self._work.value(was)
        if now is None or document is None:
            return None
        return replace(now, version=number, appeal=load(Appeal, document))

    async def newest(self, limit: int, *, with_letters: bool = False) -> list[Published]:
        """Open as of the last sweep, which closes what is past its day."""
        which = table.c.closed.is_(None)
        if with_letters:
            which = which & table.c.letters
        return await self._read(which, limit)

    async def recent(self, limit: int) -> list[Published]:
        """As long as it is known where their copies are: until 30 days after they closed."""
        return await self._read(table.c.withdrawn.is_(None) & table.c.tags.is_not(None), limit)

    async def of_case(self, case_id: int) -> list[Published]:
        return await self._read(table.c.case_id == case_id)

    async def latest(self, *, open_only: bool = False) -> list[Published]:
        which = table.c.withdrawn.is_(None)
        if open_only:
            which = which & table.c.closed.is_(None)
        newest = select(func.max(table.c.id)).where(which).group_by(table.c.case_id)
        return await self._read(table.c.id.in_(newest))

    async def find_case(self, name: str) -> int | None:
        return await self._work.value(select(case.c.id).where(case.c.key == name))

    async def cases(self) -> list[tuple[int, Case]]:
        newest = func.max(table.c.at)
        rows = await self._work.rows(
            select(case.c.id, case.c.document)
            .join_from(case, table)
            .group_by(case.c.id, case.c.document)
            .order_by(newest.desc(), case.c.id.desc())
        )
        return [(row.id, load(Case, row.document)) for row in rows]

    async def _keep_case(self, new: Case) -> int:
        known = await self._work.row(select(case.c.id, case.c.document).where(case.c.key == new.key))
        kept = new if known is None else united(load(Case, known.document), new)
        values = {"country": kept.country, "topics": kept.topics, "document": dump(kept)}
        if known is None:
            return await self._work.value(insert(case).values(key=kept.key, **values).returning(case.c.id))
        await self._work.run(update(case).where(case.c.id == known.id).values(**values))
        return known.id

    async def _add(self, case_id: int, appeal: Appeal, now: datetime) -> int:
        row = insert(table).values(case_id=case_id, key=appeal.key, version=1, at=now, **_values(appeal))
        id = await self._work.value(row.returning(table.c.id))
        tags = self._work.vault.seal(KEY_PLACE, id, new_key())
        await self._work.run(update(table).where(table.c.id == id).values(tags=tags))
        return id

    async def _renew(self, known: Row[Any], appeal: Appeal, now: datetime) -> int:
        lapsed = known.closed is not None and known.closed == known.closes
        opens_again = lapsed and appeal.is_open(now)
        values = {"version": known.version + 1, "closed": None if opens_again else known.closed}
        await self._work.run(update(table).where(table.c.id == known.id).values(**values, **_values(appeal)))
        return known.id

    async def _read(self, which: ColumnElement[bool], limit: int | None = None) -> list[Published]:
        query = _WITH_CASE.where(which).order_by(table.c.at.desc(), table.c.id.desc()).limit(limit)
        return [_published(row) for row in await self._work.rows(query)]


_WITH_CASE = select(table, case.c.document.label("about")).join_from(table, case)
_ONE = _WITH_CASE.where(table.c.id == bindparam("of"))


def united(old: Case, new: Case) -> Case:
    """The new document, with what it leaves empty taken from the old one, and the hearings of both."""
    kept = {field.name: getattr(old, field.name) for field in fields(Case) if not getattr(new, field.name)}
    hearings = {hearing.key: hearing for hearing in (*old.hearings, *new.hearings)}
    return replace(new, **{**kept, "hearings": tuple(hearings.values())})


def _of(case_id: int, key: str) -> Select[Any]:
    return select(table).where(table.c.case_id == case_id, table.c.key == key)


def _values(appeal: Appeal) -> dict[str, Any]:
    has_letters = appeal.letter is not None
    return {"document": dump(appeal), "letters": has_letters, "closes": appeal.closes}


def _published(row: Row[Any]) -> Published:
    return Published(
        row.id,
        row.case_id,
        row.version,
        load(Case, row.about),
        load(Appeal, row.document),
        row.at,
        row.closed is not None,
        row.material,
        row.withdrawn is not None,
        row.parent,
    )
