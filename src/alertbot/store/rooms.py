"""Rooms' wishes, the people who look after rooms, and what they are asked."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, insert, select, update

from alertbot.domain.delivery import BroadcastKind, BroadcastState, DeliveryState
from alertbot.domain.room_wishes import Wishes
from alertbot.domain.subscriber import Address, SubscriberState
from alertbot.ports.rooms import Keeper, RoomQuestion
from alertbot.store.people import PLACE
from alertbot.store.room_shares import RoomShares
from alertbot.store.schema import broadcast as all_broadcasts
from alertbot.store.schema import (
    delivery,
    mute,
    question_open,
    room_keeper,
    room_question,
    room_wish,
    subscriber,
)
from alertbot.store.schema import room as rooms
from alertbot.store.words import RoomQuestionState
from alertbot.store.work import Work

KEEPER = "room_keeper|address"


class SqlRooms:
    """See :class:`alertbot.ports.RoomWishes`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def wishes(self, room: int) -> Wishes:
        row = await self._work.row(select(room_wish).where(room_wish.c.room == room))
        return Wishes() if row is None else Wishes(row.most, row.asks)

    async def wish(self, room: int, wishes: Wishes) -> None:
        await self._work.run(delete(room_wish).where(room_wish.c.room == room))
        if wishes != Wishes():
            row = insert(room_wish).values(room=room, most=wishes.most, asks=wishes.asks)
            await self._work.run(row)

    # --- forum topics -------------------------------------------------------------------------------------

    async def topic(self, room: int) -> str | None:
        address = await self._address(room)
        return address.thread if address else None

    async def use_topic(self, room: int, topic: str | None) -> None:
        """A room is looked up without a topic; only where its messages go has one."""
        address = await self._address(room)
        if address is None:
            return
        place = self._work.vault.lookup(replace(address, thread=None))
        sealed = self._work.seal_address(PLACE, replace(address, thread=topic), place)
        await self._work.run(update(subscriber).where(subscriber.c.id == room).values(address=sealed))

    async def _address(self, room: int) -> Address | None:
        found = select(subscriber.c.lookup, subscriber.c.address).where(subscriber.c.id == room)
        row = await self._work.row(found)
        return self._work.open_address(PLACE, row.lookup, row.address) if row else None

    # --- who looks after a room ---------------------------------------------------------------------------

    async def keep(self, room: int, person: Address, *, asked: bool | None = None) -> None:
        values = {
            "room": room,
            "lookup": self._work.vault.lookup(person),
            "address": self._work.seal_address(KEEPER, person),
        }
        await self._work.run(self._work.insert_new(room_keeper).values(asked=bool(asked), **values))
        if asked is not None:
            mine = update(room_keeper).where(self._is(room, person))
            await self._work.run(mine.values(asked=asked))

    async def let_go(self, room: int, person: Address) -> None:
        await self._work.run(delete(room_keeper).where(self._is(room, person)))

    async def keepers(self, room: int) -> list[Keeper]:
        found = select(room_keeper).where(room_keeper.c.room == room).order_by(room_keeper.c.id)
        opened = self._work.open_address
        kept = [Keeper(opened(KEEPER, k.lookup, k.address), k.asked) for k in await self._work.rows(found)]
        return kept or await self._bringer(room)

    async def _bringer(self, id: int) -> list[Keeper]:
        found = await self._work.rows(
            select(subscriber.c.lookup, subscriber.c.address)
            .join_from(rooms, subscriber, rooms.c.owner == subscriber.c.lookup)
            .where(rooms.c.subscriber == id, subscriber.c.state == SubscriberState.ACTIVE)
        )
        opened = self._work.open_address
        return [Keeper(opened(PLACE, row.lookup, row.address), asked=False) for row in found]

    def _is(self, room: int, person: Address) -> ColumnElement[bool]:
        return and_(room_keeper.c.room == room, room_keeper.c.lookup == self._work.vault.lookup(person))

    async def forget(self, room: int) -> None:
        await self.use_topic(room, None)
        for column in (room_wish.c.room, room_keeper.c.room, room_question.c.room, mute.c.subscriber):
            await self._work.run(delete(column.table).where(column == room))
        nothing: dict[str, Any] = {"quiet": None, "zone": None, "countries": (), "topics": ()}
        await self._work.run(update(subscriber).where(subscriber.c.id == room).values(**nothing))

    # --- questions ----------------------------------------------------------------------------------------

    async def unasked(self, limit: int) -> list[RoomQuestion]:
        waiting = room_question.c.state == RoomQuestionState.WAITING
        return await self._questions(and_(question_open(), waiting), limit)

    async def asked(self, room: int, broadcast: int) -> None:
        await self._turn(room, broadcast, RoomQuestionState.ASKED)

    async def unanswered(self, now: datetime, limit: int) -> list[RoomQuestion]:
        return await self._questions(and_(question_open(), room_question.c.until <= now), limit)

    async def lapse(self, room: int, broadcast: int) -> None:
        await self._turn(room, broadcast, RoomQuestionState.LAPSED)

    async def decline(self, room: int, broadcast: int) -> None:
        await self._turn(room, broadcast, RoomQuestionState.DECLINED)

    async def would_come(self, room: int, broadcast: int, now: datetime) -> datetime | None:
        row = await self._work.row(_CAN_GO.where(all_broadcasts.c.id == broadcast))
        member = await self._work.row(_ROOM.where(subscriber.c.id == room))
        answerable = and_(_of(room, broadcast), question_open(), room_question.c.until > now)
        known = await self._work.row(select(room_question.c.room).where(answerable))
        if row is None or member is None or known is None:
            return None
        if row.kind is not BroadcastKind.ALERT:
            return now
        shares = RoomShares(self._work, row)
        return (await shares.dues([member], await shares.matter(now), now)).get(room, now)

    async def post(self, room: int, broadcast: int, now: datetime) -> None:
        due = await self.would_come(room, broadcast, now)
        if due is None:
            return
        await self._turn(room, broadcast, RoomQuestionState.POSTED)
        priority = await self._work.value(
            select(all_broadcasts.c.priority).where(all_broadcasts.c.id == broadcast)
        )
        values = {"subscriber": room, "broadcast": broadcast, "priority": int(priority), "due": due}
        queued = self._work.insert_new(delivery).values(state=DeliveryState.QUEUED, **values)
        await self._work.run(queued)
        await self._reopen(broadcast)

    async def _reopen(self, id: int) -> None:
        done = and_(all_broadcasts.c.id == id, all_broadcasts.c.state == BroadcastState.DONE)
        await self._work.run(
            update(all_broadcasts).where(done).values(state=BroadcastState.RUNNING, over=None)
        )

    async def _turn(self, room: int, broadcast: int, state: RoomQuestionState) -> None:
        await self._work.run(update(room_question).where(_of(room, broadcast)).values(state=state))

    async def _questions(self, which: ColumnElement[bool], limit: int) -> list[RoomQuestion]:
        found = (
            select(room_question, all_broadcasts.c.state.label("standing"))
            .join_from(room_question, all_broadcasts, room_question.c.broadcast == all_broadcasts.c.id)
            .where(which)
            .order_by(room_question.c.until, room_question.c.room, room_question.c.broadcast)
            .limit(limit)
        )
        return [
            RoomQuestion(row.room, row.broadcast, row.until, row.standing is BroadcastState.HALTED)
            for row in await self._work.rows(found)
        ]


_CAN_GO = select(all_broadcasts).where(all_broadcasts.c.state != BroadcastState.HALTED)


def _of(room: int, broadcast: int) -> ColumnElement[bool]:
    return and_(room_question.c.room == room, room_question.c.broadcast == broadcast)


_ROOM = (
    select(subscriber.c.id, subscriber.c.quiet, subscriber.c.zone, room_wish.c.most, room_wish.c.asks)
    .select_from(subscriber)
    .outerjoin(room_wish, room_wish.c.room == subscriber.c.id)
    .where(subscriber.c.state == SubscriberState.ACTIVE)
)
