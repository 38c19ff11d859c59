"""A broadcast's rows for rooms, sorted as each room wishes, in the transaction that added them.

Only rooms that wish something are looked at: for a million persons that is one look-up a chunk.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, bindparam, delete, exists, func, literal, or_, select, update

from alertbot.domain.delivery import BroadcastKind, DeliveryState
from alertbot.domain.hearing import Hearing, HearingState
from alertbot.domain.quiet import quiet_of
from alertbot.domain.room_wishes import Pace, alert_due, answer_by
from alertbot.domain.subscriber import SubscriberState
from alertbot.store.columns import Id, Instant
from alertbot.store.documents import load
from alertbot.store.schema import (
    appeal,
    broadcast,
    delivery,
    hearing,
    mute,
    room,
    room_question,
    room_wish,
    subscriber,
)
from alertbot.store.words import RoomQuestionState
from alertbot.store.work import Work

_NOT_THERE = (
    DeliveryState.GONE,
    DeliveryState.FAILED,
    DeliveryState.HALTED,
    DeliveryState.SUPERSEDED,
    DeliveryState.RETRACTED,
)
_DAY = timedelta(days=2)
"""How far back another alert may lie and still be of the same day somewhere."""


@dataclass(frozen=True, slots=True)
class Matter:
    """What a broadcast is about. ``ends``: its last day is over, or the court sits; ``zone``: the court's."""

    case_id: int | None
    ends: datetime | None
    zone: str


class RoomShares:
    """One broadcast's rooms; ``row`` is its row."""

    def __init__(self, work: Work, row: Row[Any]) -> None:
        self._work = work
        self._row = row

    async def sort(self, now: datetime, after: int = 0, to: int | None = None) -> None:
        """Look at the new rows of rooms behind ``after``, up to ``to``: take away what is muted or asked
        about first, and move what has to wait."""
        ids = {"after": after, "to": _NO_END if to is None else to}
        if await self._work.row(_ANY_ROOM, ids) is None:
            return
        rooms = await self._with_wishes(ids)
        if not rooms:
            return
        matter = await self.matter(now)
        muted = [wishing.id for wishing in rooms if wishing.muted]
        asking = {wishing.id for wishing in rooms if wishing.asks} - set(muted)
        held = await self._hold(asking, matter, now)
        await self._take_away([*muted, *held])
        left = [wishing for wishing in rooms if wishing.id not in {*muted, *held}]
        if self._is_alert:
            await self._move(await self.dues(left, matter, now))

    @property
    def _is_alert(self) -> bool:
        return self._row.kind is BroadcastKind.ALERT

    async def _with_wishes(self, ids: Mapping[str, int]) -> Sequence[Row[Any]]:
        muted = exists().where(mute.c.subscriber == subscriber.c.id, mute.c.case_id == self._case_id())
        # Reminders of muted cases were never chosen; an alert is muted for the room as a whole.
        muted = and_(muted, literal(self._is_alert))
        wishing = or_(subscriber.c.quiet.is_not(None), room_wish.c.room.is_not(None), muted)
        return await self._work.rows(_WISHING.add_columns(muted.label("muted")).where(wishing), ids)

    def _case_id(self) -> ColumnElement[Any]:
        if self._row.case_id is not None:
            return literal(self._row.case_id, Id)
        return select(appeal.c.case_id).where(appeal.c.id == self._row.appeal).scalar_subquery()

    async def matter(self, now: datetime) -> Matter:
        case_id = await self._work.value(select(self._case_id()))
        closes = None
        if self._row.appeal is not None:
            closes = await self._work.value(select(appeal.c.closes).where(appeal.c.id == self._row.appeal))
        dates = await self._work.rows(_DATES, {"case": case_id})
        ahead = [d.starts for d in dates if d.starts > now and d.state is HearingState.SCHEDULED]
        ends = min((end for end in (closes, *ahead) if end is not None), default=None)
        return Matter(case_id, ends, load(Hearing, dates[-1].document).zone if dates else "UTC")

    # --- when ---------------------------------------------------------------------------------------------

    async def dues(self, rooms: Sequence[Row[Any]], matter: Matter, now: datetime) -> Mapping[int, datetime]:
        """When the alert comes to each room that does not get it at once."""
        taken = await self._taken([wishing.id for wishing in rooms if wishing.most], now)
        found: dict[int, datetime] = {}
        for wishing in rooms:
            quiet = quiet_of(wishing.quiet) if wishing.quiet else None
            pace = Pace(wishing.most or 0, quiet, wishing.zone or matter.zone)
            due = alert_due(now, pace, taken[wishing.id], matter.ends)
            if due != now:
                found[wishing.id] = due
        return found

    async def _taken(self, rooms: Collection[int], now: datetime) -> Mapping[int, list[datetime]]:
        """The instants of other alerts, by room."""
        taken: dict[int, list[datetime]] = defaultdict(list)
        if not rooms:
            return taken
        others = (
            select(delivery.c.subscriber, delivery.c.due)
            .join_from(delivery, broadcast, delivery.c.broadcast == broadcast.c.id)
            .where(delivery.c.subscriber.in_(rooms), delivery.c.state.not_in(_NOT_THERE))
            .where(broadcast.c.kind == BroadcastKind.ALERT, broadcast.c.id != self._row.id)
            .where(delivery.c.due >= now - _DAY)
        )
        for other in await self._work.rows_long(others):
            taken[other.subscriber].append(other.due)
        return taken

    async def _move(self, dues: Mapping[int, datetime]) -> None:
        if dues:
            rows = [{"b_broadcast": self._row.id, "b_room": id, "b_due": due} for id, due in dues.items()]
            await self._work.run(_MOVE, rows)

    # --- whether ------------------------------------------------------------------------------------------

    async def _hold(self, asking: Collection[int], matter: Matter, now: datetime) -> list[int]:
        """The rooms of ``asking`` that get no row now: they are asked, or said no."""
        if not asking:
            return []
        known = await self._known(asking)
        posted = {id for id, state in known.items() if state is RoomQuestionState.POSTED}
        posted |= await self._have_posted(asking, matter)
        declined: set[int] = set() if self._is_alert else await self._have_declined(asking, matter)
        ask = [id for id in asking if id not in known and id not in posted and id not in declined]
        if ask:
            same = {"broadcast": self._row.id, "until": answer_by(now, matter.ends)}
            rows = [{"room": id, "state": RoomQuestionState.WAITING, **same} for id in ask]
            await self._work.run(self._work.insert_new(room_question), rows)
        return [id for id in asking if id not in posted]

    async def _known(self, rooms: Collection[int]) -> dict[int, RoomQuestionState]:
        mine = and_(room_question.c.broadcast == self._row.id, room_question.c.room.in_(rooms))
        found = select(room_question.c.room, room_question.c.state).where(mine)
        return {row.room: row.state for row in await self._work.rows(found)}

    async def _have_posted(self, rooms: Collection[int], matter: Matter) -> set[int]:
        """Rooms in which an alert of the same appeal stands; for anything but an alert: of the same case."""
        same = appeal.c.case_id == matter.case_id
        if self._is_alert:
            same = appeal.c.id == self._row.appeal
        found = (
            select(delivery.c.subscriber)
            .join_from(delivery, broadcast, delivery.c.broadcast == broadcast.c.id)
            .join(appeal, broadcast.c.appeal == appeal.c.id)
            .where(delivery.c.subscriber.in_(rooms), delivery.c.state.not_in(_NOT_THERE))
            .where(broadcast.c.kind == BroadcastKind.ALERT, broadcast.c.id != self._row.id, same)
            .distinct()
        )
        return {row.subscriber for row in await self._work.rows_long(found)}

    async def _have_declined(self, rooms: Collection[int], matter: Matter) -> set[int]:
        about = func.coalesce(broadcast.c.case_id, appeal.c.case_id)
        found = (
            select(room_question.c.room)
            .join_from(room_question, broadcast, room_question.c.broadcast == broadcast.c.id)
            .outerjoin(appeal, broadcast.c.appeal == appeal.c.id)
            .where(room_question.c.room.in_(rooms), room_question.c.state == RoomQuestionState.DECLINED)
            .where(about == matter.case_id)
            .distinct()
        )
        return {row.room for row in await self._work.rows(found)}

    async def _take_away(self, rooms: Collection[int]) -> None:
        if rooms:
            mine = and_(delivery.c.broadcast == self._row.id, delivery.c.subscriber.in_(rooms))
            fresh = and_(delivery.c.state == DeliveryState.QUEUED, delivery.c.tries == 0)
            await self._work.run(delete(delivery).where(mine, fresh))


_NO_END = (1 << 63) - 1


def _among() -> ColumnElement[bool]:
    after, to = bindparam("after", type_=Id), bindparam("to", type_=Id)
    return and_(room.c.subscriber > after, room.c.subscriber <= to)


_WISHING = (
    select(subscriber.c.id, subscriber.c.quiet, subscriber.c.zone, room_wish.c.most, room_wish.c.asks)
    .select_from(room)
    .join(subscriber, room.c.subscriber == subscriber.c.id)
    .outerjoin(room_wish, room_wish.c.room == room.c.subscriber)
    .where(subscriber.c.state == SubscriberState.ACTIVE, _among())
)
_ANY_ROOM = select(room.c.subscriber).where(_among()).limit(1)
_DATES = (
    select(hearing.c.starts, hearing.c.state, hearing.c.document)
    .where(hearing.c.case_id == bindparam("case", type_=Id), ~hearing.c.superseded)
    .order_by(hearing.c.starts)
)
_MOVE = (
    update(delivery)
    .where(
        delivery.c.broadcast == bindparam("b_broadcast"),
        delivery.c.subscriber == bindparam("b_room"),
        delivery.c.state == DeliveryState.QUEUED,
    )
    .values(due=bindparam("b_due", type_=Instant))
)
