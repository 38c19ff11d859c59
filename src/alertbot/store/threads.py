"""Where a case's messages in a room belong: below the first alert about it that stands there."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Executable, Row, and_, bindparam, func, select

from alertbot.domain.delivery import BroadcastKind, DeliveryState
from alertbot.store.columns import Id
from alertbot.store.results import MESSAGE
from alertbot.store.schema import appeal, broadcast, delivery
from alertbot.store.work import Work


async def roots(work: Work, rows: Collection[int]) -> Mapping[int, str]:
    """See :meth:`alertbot.ports.Outbox.roots`: one query, whatever the number of rows."""
    found = await work.rows(_ROOTS, {"ids": [*rows]})
    return {row.id: _opened(work, row) for row in found if row.message is not None}


def _opened(work: Work, row: Row[Any]) -> str:
    return work.vault.open(MESSAGE, row.root, row.message).decode()


def _roots() -> Executable:
    mine, theirs = broadcast.alias("mine"), broadcast.alias("theirs")
    my_appeal, their_appeal = appeal.alias("my_appeal"), appeal.alias("their_appeal")
    earlier, root = delivery.alias("earlier"), delivery.alias("root")
    my_case = func.coalesce(mine.c.case_id, my_appeal.c.case_id)
    first = (
        select(delivery.c.id, func.min(earlier.c.id).label("root"))
        .join(mine, delivery.c.broadcast == mine.c.id)
        .outerjoin(my_appeal, mine.c.appeal == my_appeal.c.id)
        .join(earlier, and_(earlier.c.subscriber == delivery.c.subscriber, earlier.c.id < delivery.c.id))
        .join(theirs, earlier.c.broadcast == theirs.c.id)
        .join(their_appeal, theirs.c.appeal == their_appeal.c.id)
        .where(
            delivery.c.id.in_(bindparam("ids", type_=Id, expanding=True)),
            theirs.c.kind == BroadcastKind.ALERT,
            their_appeal.c.case_id == my_case,
            earlier.c.state == DeliveryState.SENT,
            earlier.c.message.is_not(None),
        )
        .group_by(delivery.c.id)
        .subquery()
    )
    return select(first.c.id, first.c.root, root.c.message).join(root, root.c.id == first.c.root)


_ROOTS = _roots()
