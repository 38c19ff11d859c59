"""Broadcasts: one row says what goes to whom; deliveries follow in chunks behind a cursor."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    and_,
    bindparam,
    case,
    exists,
    false,
    func,
    literal,
    or_,
    select,
    true,
    update,
)

from alertbot.domain.delivery import BroadcastKind, BroadcastState, DeliveryState, Progress
from alertbot.domain.hearing import HearingState
from alertbot.domain.subscriber import ChatKind
from alertbot.ports import Audience, BroadcastScreens, QuietReaders
from alertbot.store.acted import page_after
from alertbot.store.audience import alerts_of, keeps_quiet, selection
from alertbot.store.columns import Instant
from alertbot.store.copies import AIM, aim_values, aimed, are_flying, page_of_copies
from alertbot.store.documents import loads
from alertbot.store.room_shares import RoomShares
from alertbot.store.schema import (
    aim,
    appeal,
    broadcast,
    delivery,
    hearing,
    occasion,
    reminder,
    subscriber,
    unfinished,
    waiting,
)
from alertbot.store.work import Work

_OVER = (BroadcastState.DONE, BroadcastState.HALTED)
CLEARED_AT_ONCE = 20_000
"""Rows that a halt turns in its own transaction (about 0.1 s); the rest follows with :meth:`enqueue`."""


_told = appeal.alias("told")
"""The appeal that a broadcast itself is about."""


class SqlBroadcasts:
    """The rows of ``broadcast``, and the deliveries they lead to."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def begin(self, screens: BroadcastScreens, audience: Audience, *, key: str, **values: Any) -> int:
        to_bytes = self._work.codec.screen_to_bytes
        row = self._work.insert_new(broadcast).values(
            key=key,
            state=BroadcastState.RUNNING,
            person=to_bytes(screens.person),
            room=to_bytes(screens.room),
            country=audience.country,
            topics=audience.topics,
            case_id=audience.case_id,
            told_of=tuple(str(id) for id in audience.told_of),
            acted=audience.acted,
            followers=audience.followers_only,
            complete=False,
            **values,
        )
        await self._work.run(row)
        if not values.get("early"):
            await self._work.run(update(broadcast).where(broadcast.c.key == key).values(early=False))
        id = await self._work.value(select(broadcast.c.id).where(broadcast.c.key == key))
        if aimed_at := aim_values(audience):
            await self._work.run(self._work.insert_new(aim).values(broadcast=id, **aimed_at))
        return id

    async def enqueue_early(self, id: int, readers: QuietReaders, limit: int, now: datetime) -> int:
        row = await self._work.row(select(broadcast).where(broadcast.c.id == id))
        if row is None or row.state is not BroadcastState.RUNNING:
            return 0
        known = exists().where(delivery.c.subscriber == subscriber.c.id, delivery.c.broadcast == id)
        wanted = and_(keeps_quiet(readers), await selection(self._work, _audience(row)), ~known)
        added = await self._add_rows(row, wanted, now, limit)
        await RoomShares(self._work, row).sort(now)
        return added

    async def screens(self, id: int) -> BroadcastScreens:
        found = select(broadcast.c.person, broadcast.c.room).where(broadcast.c.id == id)
        row = (await self._work.run(found)).one()
        from_bytes = self._work.codec.screen_from_bytes
        return BroadcastScreens(from_bytes(row.person), from_bytes(row.room))

    async def enqueue(self, limit: int, now: datetime) -> int:
        """Add rows behind the cursor, which follows the subscribers' ids: whoever joins behind it while the
        broadcast runs is reached as well. Rows that a halt left waiting are turned here too."""
        await self._clear_halted(limit)
        added = 0
        for row in await self._work.rows(_INCOMPLETE, {"now": now}):
            if row.obsolete:
                await self._change(row.id, complete=True)
            elif added < limit and not row.early and not _is_canary(row, now):
                added += await self._extend(row, limit - added, now)
        return added

    async def _extend(self, row: Row[Any], limit: int, now: datetime) -> int:
        if row.redraws is not None:
            return await self._extend_copies(row, limit)
        if row.acted or row.took is not None or row.acted_in is not None:
            return await self._extend_acted(row, await selection(self._work, _audience(row)), now)
        if row.rest_of is not None and await self._is_rest_unknown(row):
            return 0
        wanted = and_(subscriber.c.id > row.reached, await selection(self._work, _audience(row)))
        last = await self._work.value_long(
            select(subscriber.c.id).where(wanted).order_by(subscriber.c.id).limit(1).offset(limit - 1)
        )
        chunk = wanted if last is None else and_(wanted, subscriber.c.id <= last)
        many = await self._add_rows(row, chunk, row.not_before or row.begun)
        await self._sort_rooms(row, last, now)
        if last is None:
            await self._change(row.id, complete=True)
            return many
        await self._change(row.id, reached=last)
        return limit

    async def _is_rest_unknown(self, row: Row[Any]) -> bool:
        """Whether something is on its way by the alerts that were stopped: it may come back as unsent."""
        return await are_flying(self._work, and_(alerts_of(row.rest_of), broadcast.c.id != row.id))

    async def _sort_rooms(self, row: Row[Any], last: int | None, now: datetime) -> None:
        """What rooms wish holds from the moment their row is there."""
        due = row.not_before or row.begun
        await RoomShares(self._work, row).sort(max(due, now), row.reached, last)

    async def _extend_acted(self, row: Row[Any], wanted: ColumnElement[bool], now: datetime) -> int:
        """The next page of subscribers, of whom it may be that none is to be told; 0 after the last page."""
        page = await page_after(self._work, row.acted_in or row.case_id, row.reached, _letters_of(row))
        if page is None:
            await self._change(row.id, complete=True)
            return 0
        many = await self._add_rows(row, page.either(wanted), row.not_before or row.begun)
        await self._sort_rooms(row, page.last, now)
        await self._change(row.id, reached=page.last)
        return max(1, many)

    async def _extend_copies(self, row: Row[Any], limit: int) -> int:
        page = await page_of_copies(self._work, row, limit)
        await self._change(row.id, **({"complete": True} if page.last is None else {"reached": page.last}))
        return page.added

    async def _add_rows(
        self, row: Row[Any], wanted: ColumnElement[bool], due: datetime, limit: int | None = None
    ) -> int:
        values = {
            "broadcast": literal(row.id),
            "subscriber": subscriber.c.id,
            "priority": literal(int(row.priority)),
            "state": literal(DeliveryState.QUEUED.value),
            "due": _in_waves(due) if row.kind is BroadcastKind.ALERT else literal(due, Instant),
        }
        chosen = select(*values.values()).where(wanted).order_by(subscriber.c.id).limit(limit)
        # Two rooms that became one may have brought their delivery along, and early readers have theirs.
        return await self._work.changed_long(
            self._work.insert_new(delivery).from_select(list(values), chosen)
        )

    async def progress(self, id: int) -> Progress | None:
        found = await self._progress(broadcast.c.id == id)
        return found[0] if found else None

    async def running(self) -> list[Progress]:
        return await self._progress(broadcast.c.state.not_in(_OVER))

    async def unfinished(self) -> list[int]:
        return [row.id for row in await self._work.rows(_UNFINISHED)]

    async def settle(self, now: datetime) -> list[Progress]:
        open_rows = exists().where(delivery.c.broadcast == broadcast.c.id, unfinished())
        done = (
            update(broadcast)
            .where(broadcast.c.state.not_in(_OVER), broadcast.c.complete == true(), ~open_rows)
            .values(state=BroadcastState.DONE, over=now)
            .returning(broadcast.c.id)
        )
        ids = [row.id for row in await self._work.rows(done)]
        return await self._progress(broadcast.c.id.in_(ids)) if ids else []

    async def steer(self, id: int, state: BroadcastState) -> bool:
        changed = await self._work.changed(
            update(broadcast).where(broadcast.c.id == id, broadcast.c.state.not_in(_OVER)).values(state=state)
        )
        if changed and state is BroadcastState.HALTED:
            await retire(self._work, id, DeliveryState.HALTED, CLEARED_AT_ONCE)
        return changed > 0

    async def counts(self) -> Mapping[DeliveryState, int]:
        """By state, over every row that is left."""
        halted = select(broadcast.c.id).where(broadcast.c.state == BroadcastState.HALTED)
        total: dict[DeliveryState, int] = {}
        stopped = {row.id for row in await self._work.rows(halted)}
        for row in await self._work.rows_long(_counted()):
            state = _seen_as(row.state, halted=row.broadcast in stopped)
            total[state] = total.get(state, 0) + row.many
        return total

    async def _progress(self, which: ColumnElement[bool]) -> list[Progress]:
        return [
            Progress(row.id, row.kind, row.state, await self._counts(row), row.complete, row.appeal)
            for row in await self._work.rows(select(broadcast).where(which).order_by(broadcast.c.id))
        ]

    async def _counts(self, row: Row[Any]) -> Mapping[DeliveryState, int]:
        if row.folded is not None:
            return {DeliveryState(state): many for state, many in loads(row.folded.encode()).items()}
        counts: dict[DeliveryState, int] = {}
        for part in await self._work.rows_long(_counted().where(delivery.c.broadcast == row.id)):
            state = _seen_as(part.state, halted=row.state is BroadcastState.HALTED)
            counts[state] = counts.get(state, 0) + part.many
        return counts

    async def _clear_halted(self, limit: int) -> None:
        left = exists().where(delivery.c.broadcast == broadcast.c.id, waiting())
        stopped = select(broadcast.c.id).where(broadcast.c.state == BroadcastState.HALTED, left)
        for row in await self._work.rows(stopped):
            await retire(self._work, row.id, DeliveryState.HALTED, limit)

    async def _change(self, id: int, **changes: Any) -> None:
        await self._work.run(update(broadcast).where(broadcast.c.id == id).values(**changes))


def _running_now() -> Select[Any]:
    """Running broadcasts, best priority first, and whether each is ``obsolete`` at the parameter ``now``:
    its hearing moved meanwhile, or it is a reminder of one that was cancelled or has begun, of a day that is
    over or no longer holds, or one in whose place the next speaks."""
    obsolete = _obsolete(bindparam("now", type_=Instant)).label("obsolete")
    bound = (
        broadcast.outerjoin(hearing, broadcast.c.hearing == hearing.c.id)
        .outerjoin(reminder, reminder.c.broadcast == broadcast.c.id)
        .outerjoin(occasion, reminder.c.occasion == occasion.c.id)
        .outerjoin(appeal, occasion.c.appeal == appeal.c.id)
        .outerjoin(aim, aim.c.broadcast == broadcast.c.id)
    )
    return (
        select(broadcast, obsolete, *AIM)
        .select_from(bound)
        .where(broadcast.c.state == BroadcastState.RUNNING)
        .order_by(broadcast.c.priority, broadcast.c.id)
    )


def _obsolete(now: ColumnElement[datetime]) -> ColumnElement[bool]:
    """Whatever speaks of a hearing that moved, was called off, or has begun, and an alert whose appeal has
    expired. What says that a hearing ended holds until another date takes its place."""
    expired = exists().where(_told.c.id == broadcast.c.appeal, _told.c.closes <= now)
    occasion_closed = and_(appeal.c.id.is_not(None), appeal.c.closed.is_not(None))
    over = or_(hearing.c.state != HearingState.SCHEDULED, hearing.c.starts <= now)
    over = and_(broadcast.c.kind != BroadcastKind.ENDING, over)
    day_over = or_(occasion.c.over, occasion.c.ends <= now, occasion_closed)
    return or_(
        func.coalesce(or_(hearing.c.superseded, over), false()),
        func.coalesce(day_over, false()),
        func.coalesce(reminder.c.useless_after <= now, false()),
        and_(broadcast.c.kind == BroadcastKind.ALERT, expired),
    )


def _is_canary(row: Row[Any], now: datetime) -> bool:
    """Organizers have a look at the alert: until that is over nobody else has a row."""
    return row.kind is BroadcastKind.ALERT and row.not_before is not None and row.not_before > now


def _in_waves(due: datetime) -> ColumnElement[datetime]:
    """Rooms first, where one message reaches many: they came due a moment before persons."""
    a_moment_before = literal(due - timedelta(microseconds=1), Instant)
    return case((subscriber.c.kind == ChatKind.PERSON, literal(due, Instant)), else_=a_moment_before)


def _audience(row: Row[Any]) -> Audience:
    told_of = tuple(int(id) for id in row.told_of)
    return Audience(row.country, row.topics, row.case_id, told_of, followers_only=row.followers, **aimed(row))


def _letters_of(row: Row[Any]) -> tuple[int, int] | None:
    """The appeal and the version below which whoever took a letter is meant."""
    return None if row.took is None else (row.took, row.below)


async def retire(work: Work, id: int, state: DeliveryState, limit: int) -> int:
    """Turn up to ``limit`` waiting rows of a broadcast into ``state``; how many there were."""
    some = select(delivery.c.id).where(delivery.c.broadcast == id, waiting()).limit(limit)
    return await work.changed_long(update(delivery).where(delivery.c.id.in_(some)).values(state=state))


def _counted() -> Select[Any, Any, int]:
    return select(delivery.c.broadcast, delivery.c.state, func.count().label("many")).group_by(
        delivery.c.broadcast, delivery.c.state
    )


def _seen_as(state: DeliveryState, *, halted: bool) -> DeliveryState:
    # A halt takes effect at once; its rows follow in chunks.
    waits = state in (DeliveryState.QUEUED, DeliveryState.PARKED)
    return DeliveryState.HALTED if halted and waits else state


RUNNING = _running_now()
_UNFINISHED = select(broadcast.c.id).where(broadcast.c.state.not_in(_OVER))
_INCOMPLETE = RUNNING.where(broadcast.c.complete == false())
