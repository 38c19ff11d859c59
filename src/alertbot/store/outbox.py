"""The delivery ledger as the rest of the program sees it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, func, select

from alertbot.domain.delivery import BroadcastKind, BroadcastState, DeliveryState, Priority, Progress
from alertbot.domain.subscriber import Address
from alertbot.ports import Audience, BroadcastScreens, Claimed, QuietReaders, Result
from alertbot.ports.ledger import NEVER_ABSORBED
from alertbot.store.answers import SqlAnswers
from alertbot.store.broadcasts import RUNNING, SqlBroadcasts
from alertbot.store.claims import SqlClaims
from alertbot.store.columns import Instant
from alertbot.store.results import SqlResults
from alertbot.store.schema import delivery, waiting
from alertbot.store.threads import roots
from alertbot.store.work import Work
from alertbot.wording.tree import Utterance


class SqlOutbox:
    """See :class:`alertbot.ports.Outbox`.

    ``tries`` of a row counts only the attempts that may have arrived: the sender raises it when the platform
    did not say, :meth:`recover` raises it when the process died in between, and an attempt that surely did
    not arrive leaves it alone. An answer's key is remembered as long as its row: two days after it was final.
    """

    def __init__(self, work: Work) -> None:
        self._work = work
        self._answers = SqlAnswers(work)
        self._broadcasts = SqlBroadcasts(work)
        self._results = SqlResults(work)

    async def answer(
        self,
        to: Address,
        utterance: Utterance,
        now: datetime,
        *,
        amends: str | None = None,
        once: bool = False,
        priority: Priority = Priority.ANSWER,
        key: str | None = None,
    ) -> None:
        await self._answers.queue(to, utterance, now, amends=amends, once=once, priority=priority, key=key)

    async def broadcast(
        self,
        kind: BroadcastKind,
        screens: BroadcastScreens,
        audience: Audience,
        priority: Priority,
        now: datetime,
        *,
        key: str,
        appeal: int | None = None,
        hearing: int | None = None,
        not_before: datetime | None = None,
        early: bool = False,
    ) -> int:
        return await self._broadcasts.begin(
            screens,
            audience,
            key=key,
            kind=kind,
            priority=priority,
            begun=now,
            appeal=appeal,
            hearing=hearing,
            not_before=not_before,
            early=early,
        )

    async def enqueue_early(self, broadcast: int, readers: QuietReaders, limit: int, now: datetime) -> int:
        return await self._broadcasts.enqueue_early(broadcast, readers, limit, now)

    async def enqueue(self, limit: int, now: datetime) -> int:
        return await self._broadcasts.enqueue(limit, now)

    async def screens(self, broadcast: int) -> BroadcastScreens:
        return await self._broadcasts.screens(broadcast)

    async def claim(
        self,
        limit: int,
        now: datetime,
        busy: Collection[bytes],
        absorbs: Mapping[str, timedelta] = NEVER_ABSORBED,
    ) -> list[Claimed]:
        return await SqlClaims(self._work).claim(limit, now, busy, absorbs)

    async def roots(self, rows: Collection[int]) -> Mapping[int, str]:
        return await roots(self._work, rows)

    async def wanted(self, rows: Collection[int], now: datetime) -> Mapping[int, int]:
        return await SqlClaims(self._work).wanted(rows, now)

    async def record(self, results: Sequence[Result], now: datetime) -> None:
        await self._results.record(results, now)

    async def recover(self, now: datetime, *, everything: bool = False) -> Mapping[DeliveryState, int]:
        return await self._results.recover(now, everything=everything)

    async def parked(self, now: datetime) -> list[tuple[Address, datetime]]:
        return await SqlClaims(self._work).parked(now)

    async def next_due(self, now: datetime) -> datetime | None:
        found = [await self._work.value(_NEXT_ANSWER, {"now": now})]
        lanes = await self._work.rows(RUNNING, {"now": now})
        found += [await self._work.value(_NEXT_OF_LANE, {"now": now, "lane": lane.id}) for lane in lanes]
        return min((due for due in found if due is not None), default=None)

    async def progress(self, broadcast: int) -> Progress | None:
        return await self._broadcasts.progress(broadcast)

    async def running(self) -> list[Progress]:
        return await self._broadcasts.running()

    async def unfinished(self) -> list[int]:
        return await self._broadcasts.unfinished()

    async def settle(self, now: datetime) -> list[Progress]:
        return await self._broadcasts.settle(now)

    async def steer(self, broadcast: int, state: BroadcastState) -> bool:
        return await self._broadcasts.steer(broadcast, state)

    async def counts(self) -> Mapping[DeliveryState, int]:
        return await self._broadcasts.counts()

    async def message_of(self, key: str) -> str | None:
        return await self._results.message_of(key)


def _next(lane: ColumnElement[bool]) -> Select[Any]:
    later = delivery.c.due > bindparam("now", type_=Instant)
    return select(func.min(delivery.c.due)).where(lane, waiting(), later)


_NEXT_ANSWER = _next(delivery.c.broadcast.is_(None))
_NEXT_OF_LANE = _next(delivery.c.broadcast == bindparam("lane"))
