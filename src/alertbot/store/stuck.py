"""Deliveries that ended badly, by what they were about."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, or_, select, true

from alertbot.domain.appeal import Appeal
from alertbot.domain.case import Case
from alertbot.domain.delivery import BroadcastKind, BroadcastState, DeliveryState
from alertbot.domain.language import Localised
from alertbot.domain.standing import Matter, Stuck, StuckRow
from alertbot.store.documents import load
from alertbot.store.schema import aim, appeal, broadcast, case, delivery, hearing, subscriber
from alertbot.store.work import Transaction

LISTED = 5
"""Rows shown of each matter."""

_EXAMINED = 1_000
"""Rows looked at for the oldest end, so that a million failures do not take seconds."""

PlatformOf = Callable[[Row[Any]], str]


def _untold(row: Row[Any]) -> str:
    return ""


class StuckRows:
    """``platform_of`` opens the sealed address of a row, where there is a key to do so."""

    def __init__(self, transaction: Transaction, platform_of: PlatformOf = _untold) -> None:
        self._transaction = transaction
        self._platform_of = platform_of

    async def all(self, state: DeliveryState) -> list[Stuck]:
        """Every matter with such rows, by one index look-up for each broadcast."""
        mine = delivery.c.broadcast == broadcast.c.id, delivery.c.state == state
        many = select(func.count()).where(*mine).correlate(broadcast).scalar_subquery()
        counted = select(broadcast.c.id, many.label("many")).where(broadcast.c.folded.is_(None))
        found = [await self.of(row.id, state, row.many) for row in await self._rows(counted) if row.many]
        single = select(func.count().label("many")).where(*_rows_of(None, state))
        alone = (await self._rows(single))[0].many
        if alone:
            found.append(await self.of(None, state, alone))
        return sorted(found, key=lambda stuck: stuck.since)

    async def of(self, id: int | None, state: DeliveryState, many: int) -> Stuck:
        some = select(delivery.c.finished).where(*_rows_of(id, state)).limit(_EXAMINED).subquery()
        since = (await self._rows(select(func.min(some.c.finished).label("at"))))[0].at
        rows = tuple(
            StuckRow(row.id, row.finished, row.reason, row.once, self._platform_of(row))
            for row in await self._rows(_shown(id, state))
        )
        may = id is not None and await self.may_leave(id)
        return Stuck(await self.matter(id), state, many, since, rows, repeatable=may)

    async def may_leave(self, id: int) -> bool:
        return bool(await self._rows(select(broadcast.c.id).where(broadcast.c.id == id, may_leave())))

    async def matter(self, id: int | None) -> Matter:
        """What a broadcast is about: an appeal's title, or the title of a hearing's case."""
        if id is None:
            return Matter()
        joined = (
            broadcast.outerjoin(appeal, broadcast.c.appeal == appeal.c.id)
            .outerjoin(hearing, broadcast.c.hearing == hearing.c.id)
            .outerjoin(case, case.c.id == func.coalesce(hearing.c.case_id, broadcast.c.case_id))
        )
        documents = appeal.c.document.label("appeal"), case.c.document.label("case")
        asked = select(broadcast.c.kind, *documents).select_from(joined).where(broadcast.c.id == id)
        for row in await self._rows(asked):
            return Matter(id, row.kind, _title(row))
        return Matter(id)

    async def _rows(self, statement: Any) -> Sequence[Row[Any]]:
        return (await self._transaction.execute(statement)).all()


def may_leave() -> ColumnElement[bool]:
    """Broadcasts whose rows may be sent once more: not halted, not folded, their appeal open, and no text
    that was taken back since. A corrected alert has another in its place; whatever else is corrected has the
    right words from then on."""
    closed = select(appeal.c.id).where(appeal.c.closed.is_not(None))
    shut = and_(broadcast.c.appeal.is_not(None), broadcast.c.appeal.in_(closed))
    pursued = select(aim.c.redraws).where(aim.c.redraws.is_not(None))
    another = and_(broadcast.c.kind == BroadcastKind.ALERT, broadcast.c.id.in_(pursued))
    replaced = or_(another, broadcast.c.id.in_(pursued.where(aim.c.takes_back == true())))
    return and_(broadcast.c.state != BroadcastState.HALTED, broadcast.c.folded.is_(None), ~shut, ~replaced)


def _rows_of(id: int | None, state: DeliveryState) -> tuple[ColumnElement[bool], ...]:
    mine = delivery.c.broadcast.is_(None) if id is None else delivery.c.broadcast == id
    return mine, delivery.c.state == state


def _shown(id: int | None, state: DeliveryState) -> Any:
    """The first rows, each with the sealed address of its subscriber if there is one."""
    mine = (
        delivery.c.recipient == subscriber.c.lookup
        if id is None
        else delivery.c.subscriber == subscriber.c.id
    )
    return (
        select(
            delivery.c.id,
            delivery.c.finished,
            delivery.c.reason,
            delivery.c.once,
            subscriber.c.lookup,
            subscriber.c.address,
        )
        .select_from(delivery.outerjoin(subscriber, mine))
        .where(*_rows_of(id, state))
        .order_by(delivery.c.id)
        .limit(LISTED)
    )


def _title(row: Row[Any]) -> Localised:
    if row.appeal is not None:
        return load(Appeal, row.appeal).title
    return load(Case, row.case).title if row.case is not None else Localised()
