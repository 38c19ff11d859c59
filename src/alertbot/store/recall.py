"""What became of an appeal after it was published: corrected, followed by updates, withdrawn."""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, exists, func, or_, select, update

from alertbot.domain.copies import Copies
from alertbot.domain.delivery import BroadcastKind, BroadcastState, DeliveryState
from alertbot.ports import BroadcastScreens
from alertbot.ports.recall import DatedMessage
from alertbot.store.broadcasts import CLEARED_AT_ONCE, retire
from alertbot.store.copies import count, is_copy, lost_copies
from alertbot.store.occasions import stored_occasion
from alertbot.store.schema import (
    aim,
    appeal,
    broadcast,
    delivery,
    in_flight,
    occasion,
    reminder,
    waiting,
    withdrawal,
)
from alertbot.store.work import Work


class SqlRecall:
    """See :class:`alertbot.ports.Recall`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def family(self, appeal_: int) -> list[int]:
        mine = or_(appeal.c.id == appeal_, appeal.c.parent == appeal_)
        rows = await self._work.rows(select(appeal.c.id).where(mine).order_by(appeal.c.id))
        return [row.id for row in rows]

    async def broadcasts(self, appeal_: int, *, notices: bool = False) -> list[int]:
        rows = select(broadcast.c.id).where(_about(appeal_, notices=notices)).order_by(broadcast.c.id)
        return [row.id for row in await self._work.rows(rows)]

    async def dated(self, case_id: int) -> list[DatedMessage]:
        found = await self._work.rows(_DATED.where(broadcast.c.case_id == case_id))
        ids = [row.occasion for row in found if row.occasion is not None]
        rows = await self._work.rows(select(occasion).where(occasion.c.id.in_(ids))) if ids else ()
        days = {row.id: stored_occasion(row) for row in rows}
        return [DatedMessage(row.id, days.get(row.occasion), row.offset or "") for row in found]

    async def notices(self, appeal_: int) -> list[int]:
        notice = and_(broadcast.c.kind == BroadcastKind.NOTICE, broadcast.c.hearing.is_(None))
        mine = and_(broadcast.c.appeal == appeal_, notice, broadcast.c.folded.is_(None))
        rows = await self._work.rows(select(broadcast.c.id).where(mine).order_by(broadcast.c.id))
        return [row.id for row in rows]

    async def reword(self, broadcast_: int, screens: BroadcastScreens, now: datetime) -> None:
        to_bytes = self._work.codec.screen_to_bytes
        shown = {"person": to_bytes(screens.person), "room": to_bytes(screens.room)}
        await self._work.run(update(broadcast).where(broadcast.c.id == broadcast_).values(**shown))
        flying = and_(delivery.c.broadcast == broadcast_, in_flight(), delivery.c.leased > now)
        await self._work.run(update(delivery).where(flying).values(leased=now))

    async def has_left(self, broadcast_: int) -> bool:
        left = delivery.c.state.in_((DeliveryState.SENT, DeliveryState.SENDING))
        some = select(delivery.c.id).where(delivery.c.broadcast == broadcast_, left).limit(1)
        return await self._work.value(some) is not None

    async def is_cut_short(self, broadcast_: int) -> bool:
        mine = select(broadcast.c.state).join(aim, aim.c.broadcast == broadcast.c.id)
        last = mine.where(aim.c.redraws == broadcast_).order_by(broadcast.c.id.desc()).limit(1)
        return bool(await self._work.value(last) == BroadcastState.HALTED)

    async def copies(self, broadcasts: Collection[int]) -> Copies:
        there = lost = waits = 0
        for id in broadcasts:
            there += await count(self._work, is_copy(id))
            for which in lost_copies(id).values():
                lost += await count(self._work, which)
            waits += await count(self._work, and_(delivery.c.broadcast == id, waiting()))
        return Copies(there, lost, waits)

    async def stop(self, broadcasts: Collection[int], now: datetime) -> bool:
        short = False
        mine = broadcast.c.id.in_(list(broadcasts))
        for row in await self._work.rows(select(broadcast).where(mine).order_by(broadcast.c.id)):
            if row.kind is BroadcastKind.ALERT:
                short = row.state is not BroadcastState.DONE
            if row.state is not BroadcastState.DONE:
                ended = {"state": BroadcastState.HALTED, "over": row.over or now}
                await self._work.run(update(broadcast).where(broadcast.c.id == row.id).values(**ended))
                await retire(self._work, row.id, DeliveryState.HALTED, CLEARED_AT_ONCE)
        return short

    async def pursuits(self, broadcasts: Collection[int]) -> list[int]:
        mine = aim.c.redraws.in_(list(broadcasts))
        rows = await self._work.rows(select(aim.c.broadcast).where(mine).order_by(aim.c.broadcast))
        return [row.broadcast for row in rows]

    async def together(self, pursuit: int) -> list[int]:
        mine = broadcast.alias("mine")
        same = and_(
            broadcast.c.kind == mine.c.kind,
            broadcast.c.appeal == mine.c.appeal,
            broadcast.c.begun == mine.c.begun,
        )
        all_ = select(broadcast.c.id).join(mine, same).join(aim, aim.c.broadcast == broadcast.c.id)
        here = all_.where(mine.c.id == pursuit, aim.c.redraws.is_not(None)).order_by(broadcast.c.id)
        return [row.id for row in await self._work.rows(here)] or [pursuit]

    async def unreached(self, pursuits: Collection[int]) -> Mapping[str, int]:
        found = Counter[str]()
        for pursuit in pursuits:
            found.update(await self._unreached(pursuit))
        return +found

    async def _unreached(self, pursuit: int) -> Counter[str]:
        found = Counter[str]()
        of = await self._work.value(select(aim.c.redraws).where(aim.c.broadcast == pursuit))
        if of is None:
            return found
        for code, which in lost_copies(of).items():
            found[code] += await count(self._work, which)
        ended = (DeliveryState.FAILED, DeliveryState.GONE, DeliveryState.IN_DOUBT, DeliveryState.HALTED)
        mine = (delivery.c.broadcast == pursuit) & delivery.c.state.in_(ended)
        counted = select(delivery.c.state, delivery.c.reason, func.count().label("many"))
        grouped = counted.where(mine).group_by(delivery.c.state, delivery.c.reason)
        for row in await self._work.rows_long(grouped):
            failed = row.state is DeliveryState.FAILED and row.reason
            found[row.reason if failed else row.state.value] += row.many
        return found

    async def correct(self, appeal_: int, version: int) -> None:
        await self._change(appeal.c.id == appeal_, material=version)

    async def adopt(self, appeal_: int, parent: int) -> None:
        await self._change(appeal.c.id == appeal_, parent=parent)

    async def withdraw(self, appeals: Collection[int], now: datetime) -> None:
        mine = appeal.c.id.in_(list(appeals))
        await self._change(mine, withdrawn=now)
        await self._change(mine & appeal.c.closed.is_(None), closed=now)
        await self._work.run(delete(withdrawal).where(withdrawal.c.appeal.in_(list(appeals))))

    async def is_withdrawn(self, case_id: int) -> bool:
        mine = appeal.c.case_id == case_id
        standing = select(appeal.c.id).where(mine, appeal.c.withdrawn.is_(None)).limit(1)
        return await self._work.value(standing) is None

    async def ask(self, appeal_: int, by: str, now: datetime) -> bool:
        asked = self._work.insert_new(withdrawal).values(appeal=appeal_, asked_by=by, asked=now)
        return await self._work.changed(asked) > 0

    async def asked_by(self, appeal_: int) -> str | None:
        who = select(withdrawal.c.asked_by).where(withdrawal.c.appeal == appeal_)
        return await self._work.value(who)

    async def refuse(self, appeal_: int) -> None:
        await self._work.run(delete(withdrawal).where(withdrawal.c.appeal == appeal_))

    async def _change(self, which: ColumnElement[bool], **values: Any) -> None:
        await self._work.run(update(appeal).where(which).values(**values))


def _about(id: int, *, notices: bool) -> ColumnElement[bool]:
    """Broadcasts that say what an appeal says. Reminders of its last day are told from those of a milestone
    by their occasion, notices about it from those of a court date by having no hearing."""
    kinds = (BroadcastKind.ALERT, BroadcastKind.NOTICE) if notices else (BroadcastKind.ALERT,)
    told = and_(broadcast.c.appeal == id, broadcast.c.hearing.is_(None), broadcast.c.kind.in_(kinds))
    last_day = exists().where(
        reminder.c.broadcast == broadcast.c.id,
        reminder.c.occasion == occasion.c.id,
        occasion.c.appeal == id,
    )
    return and_(broadcast.c.folded.is_(None), or_(told, last_day))


_DATED = (
    select(broadcast.c.id, reminder.c.occasion, reminder.c.offset)
    .outerjoin(reminder, reminder.c.broadcast == broadcast.c.id)
    .where(
        broadcast.c.folded.is_(None),
        broadcast.c.kind.in_((BroadcastKind.REMINDER, BroadcastKind.NOTICE, BroadcastKind.ENDING)),
        or_(broadcast.c.hearing.is_not(None), reminder.c.occasion.is_not(None)),
    )
    .order_by(broadcast.c.id)
)
"""Messages about dates: of a hearing, or reminders of another occasion."""
