"""Drafts of appeals; their content is sealed until it is published."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, insert, select, text, update

from alertbot.domain.appeal import Appeal
from alertbot.domain.case import Case
from alertbot.domain.publication import Doubt, Draft, DraftStage
from alertbot.store.documents import dump, dumps, load, loads
from alertbot.store.schema import draft
from alertbot.store.work import Work, given

_CONTENT = "draft|content"
_AT_REST = (DraftStage.PUBLISHED, DraftStage.DROPPED)


class SqlDrafts:
    """See :class:`alertbot.ports.Drafts`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def next_id(self) -> int:
        if self._work.transaction.dialect == "postgresql":
            return int(await self._work.value(text("SELECT nextval(pg_get_serial_sequence('draft', 'id'))")))
        last = await self._work.value(text("SELECT seq FROM sqlite_sequence WHERE name = 'draft'"))
        return int(last or 0) + 1

    async def begin(self, author: str, now: datetime, id: int | None = None) -> Draft:
        values = {"author": author, "stage": DraftStage.OPEN, "changed": now, **given(id=id)}
        row = insert(draft).values(values).returning(draft.c.id)
        return Draft(await self._work.value(row), author, DraftStage.OPEN, now)

    async def get(self, id: int) -> Draft | None:
        found = await self._read(draft.c.id == id)
        return found[0] if found else None

    async def save(self, draft_: Draft) -> None:
        """Overwrites the draft of the same id; ``LookupError`` when there is none."""
        changed = await self._work.changed(
            update(draft)
            .where(draft.c.id == draft_.id)
            .values(
                author=draft_.author,
                stage=draft_.stage,
                changed=draft_.changed,
                content=self._work.vault.seal(_CONTENT, draft_.id, _content(draft_)),
                digest=draft_.digest,
                approved_by=draft_.approved_by,
                hold_until=draft_.hold_until,
                published=draft_.published,
                purpose=draft_.purpose,
                about=draft_.about,
                since=draft_.since,
            )
        )
        if not changed:
            raise LookupError("no such draft")

    async def open_ones(self) -> list[Draft]:
        return await self._read(draft.c.stage.not_in(_AT_REST))

    async def held_until(self, now: datetime) -> list[Draft]:
        return await self._read((draft.c.stage == DraftStage.HOLD) & (draft.c.hold_until <= now))

    async def _read(self, which: ColumnElement[bool]) -> list[Draft]:
        newest_first = select(draft).where(which).order_by(draft.c.changed.desc(), draft.c.id.desc())
        return [self._draft(row) for row in await self._work.rows(newest_first)]

    def _draft(self, row: Row[Any]) -> Draft:
        content: dict[str, Any] = {}
        if row.content is not None:
            content = loads(self._work.vault.open(_CONTENT, row.id, row.content))
        case, appeal = content.get("case"), content.get("appeal")
        return Draft(
            id=row.id,
            author=row.author,
            stage=row.stage,
            changed=row.changed,
            pasted=tuple(content.get("pasted", ())),
            case=None if case is None else load(Case, case),
            appeal=None if appeal is None else load(Appeal, appeal),
            digest=row.digest,
            approved_by=row.approved_by,
            hold_until=row.hold_until,
            published=row.published,
            doubts=tuple(Doubt(*doubt) for doubt in content.get("doubts", ())),
            settled=tuple(content.get("settled", ())),
            purpose=row.purpose,
            about=row.about,
            since=row.since,
        )


def _content(draft: Draft) -> bytes:
    return dumps(
        {
            "pasted": draft.pasted,
            "case": None if draft.case is None else dump(draft.case),
            "appeal": None if draft.appeal is None else dump(draft.appeal),
            "doubts": [(doubt.code, doubt.detail, doubt.line) for doubt in draft.doubts],
            "settled": draft.settled,
        }
    )
