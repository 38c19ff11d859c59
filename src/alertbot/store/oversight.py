"""What an operator reads, and what is sent once more at an operator's word."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select, update

from alertbot.domain.delivery import BroadcastState, DeliveryState
from alertbot.domain.standing import Matter, Standing, Stuck
from alertbot.domain.subscriber import ChatKind, SubscriberState
from alertbot.ports.oversight import Missed
from alertbot.store.census import Census
from alertbot.store.people import PLACE
from alertbot.store.schema import broadcast, canary, delivery, subscriber
from alertbot.store.stuck import StuckRows, may_leave
from alertbot.store.work import Work

_AT_ONCE = 20_000
"""Rows that one word queues again: about 0.1 s of the writer."""

_MISSED_AT_ONCE = 500
"""Persons who are written to at one word."""


class SqlOversight:
    """See :class:`alertbot.ports.Oversight`."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._stuck = StuckRows(work.transaction, self._platform_of)

    async def standing(self, now: datetime) -> Standing:
        return await Census(self._work.transaction).standing(now)

    async def stuck(self, state: DeliveryState) -> list[Stuck]:
        return await self._stuck.all(state)

    async def repeatable(self, state: DeliveryState, broadcast: int, until: datetime) -> tuple[Matter, int]:
        counted = select(func.count()).where(delivery.c.id.in_(_to_repeat(state, broadcast, until)))
        return await self._stuck.matter(broadcast), await self._work.value(counted)

    async def repeat(self, state: DeliveryState, broadcast: int, until: datetime, now: datetime) -> int:
        """How often a row was tried stays with it: in doubt once more, it is not repeated by itself."""
        again = {"state": DeliveryState.QUEUED, "due": now, "finished": None, "reason": ""}
        some = _to_repeat(state, broadcast, until)
        many = await self._work.changed_long(update(delivery).where(delivery.c.id.in_(some)).values(**again))
        if many:
            await self._reopen(broadcast)
        return many

    async def _reopen(self, id: int) -> None:
        done = broadcast.c.id == id, broadcast.c.state == BroadcastState.DONE
        running = {"state": BroadcastState.RUNNING, "over": None}
        await self._work.run(update(broadcast).where(*done).values(**running))

    async def missed(self, state: DeliveryState, until: datetime) -> list[Missed]:
        rows = await self._work.rows(
            select(
                func.min(delivery.c.id).label("row"),
                subscriber.c.lookup,
                subscriber.c.address,
                subscriber.c.locale,
            )
            .join_from(delivery, subscriber, delivery.c.recipient == subscriber.c.lookup)
            .where(delivery.c.broadcast.is_(None), delivery.c.state == state, delivery.c.finished <= until)
            .where(subscriber.c.state == SubscriberState.ACTIVE, subscriber.c.kind == ChatKind.PERSON)
            .group_by(subscriber.c.id)
            .order_by(func.min(delivery.c.id))
            .limit(_MISSED_AT_ONCE)
        )
        opened = self._work.open_address
        return [Missed(row.row, opened(PLACE, row.lookup, row.address), row.locale) for row in rows]

    async def touch(self) -> None:
        await self._work.run(update(canary).values(id=canary.c.id))

    def _platform_of(self, row: Row[Any]) -> str:
        if row.address is None:
            return ""
        return self._work.open_address(PLACE, row.lookup, row.address).platform


def _to_repeat(state: DeliveryState, id: int, until: datetime) -> Any:
    allowed = select(broadcast.c.id).where(broadcast.c.id == id, may_leave())
    return (
        select(delivery.c.id)
        .where(delivery.c.broadcast == id, delivery.c.broadcast.in_(allowed))
        .where(delivery.c.state == state, delivery.c.finished <= until)
        .order_by(delivery.c.id)
        .limit(_AT_ONCE)
    )
