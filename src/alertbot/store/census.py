"""How everything stands, counted: a few index look-ups and one pass over the ledger's narrowest index.

A million rows take about a tenth of a second, so this belongs into a snapshot, beside the writers. It needs
no key: whatever it reads is plain.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, select, text

from alertbot.domain.case import Case
from alertbot.domain.delivery import BroadcastKind, BroadcastState, DeliveryState
from alertbot.domain.standing import ANSWER, STUCK, Backlog, Coming, Outgoing, Parked, Standing, Stuck
from alertbot.store.documents import load
from alertbot.store.schema import (
    appeal,
    broadcast,
    case,
    delivery,
    event_waits,
    hearing,
    inbox,
    occasion,
    reminder,
    reminder_open,
    waiting,
)
from alertbot.store.stuck import StuckRows
from alertbot.store.words import EventState
from alertbot.store.work import Transaction

_SHOWN = 3
_OVER = (BroadcastState.DONE, BroadcastState.HALTED)

Counts = Mapping[int | None, Mapping[DeliveryState, int]]
"""By broadcast; ``None`` for single messages."""


class Census:
    """One look at everything."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._stuck = StuckRows(transaction)

    async def standing(self, now: datetime) -> Standing:
        counts = await self._counts()
        lanes = {row.id: row for row in await self._rows(select(broadcast))}
        size, log = await self._sizes()
        backlog, heard = await self._inbox()
        return Standing(
            now,
            _by_state(counts, lanes),
            await self._oldest(lanes, now),
            await self._running(counts, lanes),
            await self._parked(counts),
            await self._stuck_by_matter(counts),
            backlog,
            await self._coming(),
            await self._lateness(),
            max((at for at in (heard, *(row.begun for row in lanes.values())) if at), default=None),
            size,
            log,
        )

    async def _counts(self) -> Counts:
        parts = select(delivery.c.broadcast, delivery.c.state, func.count().label("many"))
        found: dict[int | None, dict[DeliveryState, int]] = {}
        for row in await self._rows(parts.group_by(delivery.c.broadcast, delivery.c.state)):
            found.setdefault(row.broadcast, {})[row.state] = row.many
        return found

    async def _oldest(self, lanes: Mapping[int, Row[Any]], now: datetime) -> Mapping[str, datetime]:
        ready: list[tuple[str, ColumnElement[bool]]] = [(ANSWER, delivery.c.broadcast.is_(None))]
        ready += [
            (lane.kind.value, delivery.c.broadcast == lane.id)
            for lane in lanes.values()
            if lane.state is BroadcastState.RUNNING and (lane.not_before is None or lane.not_before <= now)
        ]
        oldest: dict[str, datetime] = {}
        for kind, mine in ready:
            since = await self._value(select(func.min(delivery.c.due)).where(mine, waiting()))
            if since is not None and since <= now:
                oldest[kind] = min(since, oldest.get(kind, since))
        return oldest

    async def _running(self, counts: Counts, lanes: Mapping[int, Row[Any]]) -> tuple[Outgoing, ...]:
        return tuple(
            [
                Outgoing(await self._stuck.matter(lane.id), lane.state, _finished(rows), sum(rows.values()))
                for lane in lanes.values()
                if lane.state not in _OVER
                for rows in (counts.get(lane.id, {}),)
            ]
        )

    async def _parked(self, counts: Counts) -> Parked | None:
        many, latest = 0, list[datetime]()
        for id, rows in counts.items():
            if rows.get(DeliveryState.PARKED):
                mine = delivery.c.broadcast == id, delivery.c.state == DeliveryState.PARKED
                latest.append(await self._value(select(func.max(delivery.c.due)).where(*mine)))
                many += rows[DeliveryState.PARKED]
        return Parked(many, max(latest)) if many else None

    async def _stuck_by_matter(self, counts: Counts) -> tuple[Stuck, ...]:
        found = [
            await self._stuck.of(id, state, rows[state])
            for state in STUCK
            for id, rows in counts.items()
            if rows.get(state)
        ]
        return tuple(sorted(found, key=lambda stuck: stuck.since))

    async def _inbox(self) -> tuple[Backlog, datetime | None]:
        open_ones = select(func.count().label("many"), func.min(inbox.c.at).label("since"))
        waits = (await self._rows(open_ones.where(event_waits())))[0]
        bad = func.count().filter(inbox.c.state == EventState.QUARANTINED)
        all_of_it = (await self._rows(select(bad.label("bad"), func.max(inbox.c.at).label("newest"))))[0]
        return Backlog(waits.many, waits.since, all_of_it.bad), all_of_it.newest

    async def _coming(self) -> tuple[Coming, ...]:
        joined = (
            reminder.outerjoin(hearing, reminder.c.hearing == hearing.c.id)
            .outerjoin(occasion, reminder.c.occasion == occasion.c.id)
            .join(case, case.c.id == func.coalesce(hearing.c.case_id, occasion.c.case_id))
        )
        standing = select(appeal.c.id).where(appeal.c.case_id == case.c.id, appeal.c.withdrawn.is_(None))
        nearest = select(reminder.c.due, case.c.document).select_from(joined)
        nearest = nearest.where(reminder_open(), standing.exists())
        rows = await self._rows(nearest.order_by(reminder.c.due).limit(_SHOWN))
        return tuple(Coming(row.due, load(Case, row.document).title) for row in rows)

    async def _lateness(self) -> float:
        joined = broadcast.join(reminder, reminder.c.broadcast == broadcast.c.id)
        newest = select(broadcast.c.begun, reminder.c.due).select_from(joined)
        fired = newest.where(broadcast.c.kind == BroadcastKind.REMINDER).order_by(broadcast.c.id.desc())
        for row in await self._rows(fired.limit(1)):
            return max(0.0, (row.begun - row.due).total_seconds())
        return 0.0

    async def _sizes(self) -> tuple[int, int]:
        """Bytes of the database file and of its write-ahead log."""
        found = (await self._rows(text("PRAGMA database_list")))[0]
        return _size(Path(found.file)), _size(Path(f"{found.file}-wal"))

    async def _rows(self, statement: Any) -> Sequence[Row[Any]]:
        return (await self._transaction.execute_long(statement)).all()

    async def _value(self, statement: Select[Any]) -> Any:
        return (await self._transaction.execute_long(statement)).scalar()


def _size(file: Path) -> int:
    with suppress(OSError):
        return file.stat().st_size
    return 0


def _finished(rows: Mapping[DeliveryState, int]) -> int:
    return sum(many for state, many in rows.items() if state.is_final)


def _by_state(counts: Counts, lanes: Mapping[int, Row[Any]]) -> Mapping[DeliveryState, int]:
    """What a halted broadcast still has waiting counts as halted: its rows are turned in chunks."""
    total: dict[DeliveryState, int] = {}
    for id, rows in counts.items():
        halted = id is not None and id in lanes and lanes[id].state is BroadcastState.HALTED
        for state, many in rows.items():
            seen = DeliveryState.HALTED if halted and not state.is_final else state
            total[seen] = total.get(seen, 0) + many
    return total
