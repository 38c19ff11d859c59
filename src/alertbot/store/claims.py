"""Claiming: which waiting rows go out next.

Answers go oldest first within a chat: one that has to wait holds back those behind it. Deliveries of
broadcasts come after answers of the same priority, broadcast by broadcast. A chat with a message in flight
gets no second one.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Executable, Row, bindparam, exists, func, null, select, update

from alertbot.domain.delivery import DeliveryState, Priority
from alertbot.domain.subscriber import Address, ChatKind, SubscriberState
from alertbot.ports import Claimed
from alertbot.store.answers import ADDRESS, AMENDS, PAYLOAD
from alertbot.store.broadcasts import RUNNING, retire
from alertbot.store.columns import Id, Instant
from alertbot.store.copies import copy_page, handled
from alertbot.store.people import PLACE
from alertbot.store.schema import delivery, in_flight, subscriber, unfinished, waiting
from alertbot.store.work import Work

_RETIRED_AT_ONCE = 20_000
"""Rows of an obsolete broadcast that one claim turns into ``superseded``."""


class SqlClaims:
    """One claim: what it has picked so far, which chats have had theirs, which broadcasts redraw another."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._picked: list[Row[Any]] = []
        self._taken: set[bytes] = set()
        self._redrawing: set[int] = set()
        self._editions: dict[int, int] = {}
        self._limit = 0

    async def claim(
        self, limit: int, now: datetime, busy: Collection[bytes], absorbs: Mapping[str, timedelta]
    ) -> list[Claimed]:
        self._limit = limit
        self._taken = {*busy, *await self._in_flight()}
        answers = await self._answers(now)
        for lane in await self._work.rows(RUNNING, {"now": now}):
            if lane.obsolete:
                await retire(self._work, lane.id, DeliveryState.SUPERSEDED, _RETIRED_AT_ONCE)
                continue
            self._take([row for row in answers if row.priority <= lane.priority])
            if not self._full and (lane.not_before is None or lane.not_before <= now):
                await self._take_from(lane, now)
        self._take(answers)
        await self._lease(now)
        claimed = [self._claimed(row) for row in self._picked]
        return await self._absorbed(claimed, now, absorbs) if absorbs else claimed

    async def wanted(self, rows: Collection[int], now: datetime) -> Mapping[int, int]:
        running = await self._work.rows(RUNNING, {"now": now})
        lanes = {lane.id: _edition(lane) for lane in running if not lane.obsolete}
        asked = {"ids": [*rows], "lanes": [*lanes]}
        return {row.id: lanes[row.broadcast] for row in await self._work.rows(_WANTED, asked)}

    async def parked(self, now: datetime) -> list[tuple[Address, datetime]]:
        opened = self._work.open_address
        answers = await self._work.rows_long(_PARKED_ANSWERS.where(delivery.c.due > now))
        shares = await self._work.rows_long(_PARKED_SHARES.where(delivery.c.due > now))
        return [
            *((opened(ADDRESS, row.lookup, row.address), row.due) for row in answers),
            *((opened(PLACE, row.lookup, row.address), row.due) for row in shares),
        ]

    @property
    def _full(self) -> bool:
        return len(self._picked) >= self._limit

    async def _in_flight(self) -> set[bytes]:
        return {row.lookup for row in await self._work.rows(_IN_FLIGHT)}

    async def _answers(self, now: datetime) -> Sequence[Row[Any]]:
        # Each chat comes at most once per priority, so this many rows are sure to hold enough.
        enough = (self._limit + len(self._taken)) * len(Priority)
        return await self._work.rows(_ANSWERS, {"now": now, "enough": enough})

    async def _take_from(self, lane: Row[Any], now: datetime) -> None:
        # A chat has one row in a broadcast, and the rows on their way are in no page: few are taken. Only a
        # page with room for all of them is sure to lack rows because the lane does, or because some of its
        # subscribers have stopped: then there is another page.
        self._editions[lane.id] = _edition(lane)
        enough = self._limit
        while not self._full:
            page = await self._page(lane, now, enough)
            gone = [row.id for row in page if row.standing is not SubscriberState.ACTIVE]
            if gone:
                await self._work.run(
                    update(delivery).where(delivery.c.id.in_(gone)).values(state=DeliveryState.GONE)
                )
            self._take([row for row in page if row.standing is SubscriberState.ACTIVE])
            if len(page) < enough or (not gone and enough > self._limit):
                return
            enough = self._limit + len(self._taken)

    async def _page(self, lane: Row[Any], now: datetime, limit: int) -> Sequence[Row[Any]]:
        asked = {"lane": lane.id, "now": now, "enough": limit}
        if lane.redraws is None:
            return await self._work.rows(_PAGE, asked)
        self._redrawing.add(lane.id)
        of = {"redraws": lane.redraws, "takes_back": lane.takes_back}
        return await self._work.rows(_COPIES, {**asked, **of})

    def _take(self, rows: Sequence[Row[Any]]) -> None:
        for row in rows:
            if self._full:
                return
            if row.lookup not in self._taken:
                self._taken.add(row.lookup)
                self._picked.append(row)

    async def _lease(self, now: datetime) -> None:
        if self._picked:
            await self._work.run(_LEASE, {"ids": [row.id for row in self._picked], "now": now})

    async def _absorbed(
        self, claimed: list[Claimed], now: datetime, absorbs: Mapping[str, timedelta]
    ) -> list[Claimed]:
        """From a row's first lease on its platform recognises a repeat, for as long as it says."""
        new = {
            row.id: now + absorbs[row.to.platform]
            for row in claimed
            if row.absorbed_until is None and row.to.platform in absorbs
        }
        if new:
            await self._work.run(_ABSORBED, [{"r_id": id, "until": until} for id, until in new.items()])
        return [replace(row, absorbed_until=new.get(row.id, row.absorbed_until)) for row in claimed]

    def _claimed(self, row: Row[Any]) -> Claimed:
        is_answer = row.broadcast is None
        opened = self._work.vault.open
        payload = opened(PAYLOAD, row.lookup, row.payload) if is_answer else None
        claimed = Claimed(
            row.id,
            self._work.open_address(ADDRESS if is_answer else PLACE, row.lookup, row.address),
            row.kind or ChatKind.PERSON,
            row.lookup,
            row.tries,
            Priority(row.priority),
            row.broadcast,
            self._work.codec.utterance_from_bytes(payload) if payload is not None else None,
            opened(AMENDS, row.lookup, row.amends).decode() if row.amends is not None else None,
            row.locale or "en",
            row.zone,
            row.once,
            absorbed_until=row.absorbed,
            edition=self._editions.get(row.broadcast, 0),
        )
        return handled(self._work, row, claimed) if row.broadcast in self._redrawing else claimed


def _edition(lane: Row[Any]) -> int:
    """What tells the screens of a broadcast from those it had before it was reworded, within this process."""
    return hash((lane.person, lane.room))


_BOTH = (
    delivery.c.id,
    delivery.c.broadcast,
    delivery.c.priority,
    delivery.c.tries,
    delivery.c.once,
    delivery.c.absorbed,
    subscriber.c.kind,
    subscriber.c.locale,
    subscriber.c.zone,
)
_ANSWER = (
    delivery.c.recipient.label("lookup"),
    delivery.c.address,
    delivery.c.payload,
    delivery.c.amends,
)
_SHARE = (
    subscriber.c.lookup,
    subscriber.c.address,
    subscriber.c.state.label("standing"),
    null().label("amends"),
)

# Statements that run with every turn are put together once: that took longer than running them.


def _in_flight() -> Executable:
    lookup = func.coalesce(delivery.c.recipient, subscriber.c.lookup)
    joined = delivery.outerjoin(subscriber, delivery.c.subscriber == subscriber.c.id)
    return select(lookup.label("lookup")).select_from(joined).where(in_flight())


def _answers() -> Executable:
    earlier = delivery.alias("earlier")
    overtakes = exists().where(
        earlier.c.recipient == delivery.c.recipient,
        earlier.c.id < delivery.c.id,
        earlier.c.priority == delivery.c.priority,
        unfinished(earlier),
    )
    joined = delivery.outerjoin(subscriber, delivery.c.recipient == subscriber.c.lookup)
    return (
        select(*_ANSWER, *_BOTH)
        .select_from(joined)
        .where(delivery.c.broadcast.is_(None), waiting(), delivery.c.due <= _NOW, ~overtakes)
        .order_by(delivery.c.priority, delivery.c.id)
        .limit(bindparam("enough"))
    )


def _page() -> Executable:
    joined = delivery.join(subscriber, delivery.c.subscriber == subscriber.c.id)
    return (
        select(*_SHARE, *_BOTH)
        .select_from(joined)
        .where(delivery.c.broadcast == bindparam("lane"), waiting(), delivery.c.due <= _NOW)
        .order_by(delivery.c.due, delivery.c.id)
        .limit(bindparam("enough"))
    )


_NOW = bindparam("now", type_=Instant)
_IN_FLIGHT = _in_flight()
_ANSWERS = _answers()
_PARKED = delivery.c.state == DeliveryState.PARKED
_PARKED_ANSWERS = select(delivery.c.recipient.label("lookup"), delivery.c.address, delivery.c.due).where(
    delivery.c.broadcast.is_(None), _PARKED, waiting()
)
_PARKED_SHARES = (
    select(subscriber.c.lookup, subscriber.c.address, delivery.c.due)
    .join_from(delivery, subscriber, delivery.c.subscriber == subscriber.c.id)
    .where(_PARKED, waiting())
)
_PAGE = _page()
_COPIES = copy_page(*_SHARE, *_BOTH)
_WANTED = (
    select(delivery.c.id, delivery.c.broadcast)
    .join_from(delivery, subscriber, delivery.c.subscriber == subscriber.c.id)
    .where(
        delivery.c.id.in_(bindparam("ids", type_=Id, expanding=True)),
        delivery.c.broadcast.in_(bindparam("lanes", type_=Id, expanding=True)),
        delivery.c.state == DeliveryState.SENDING,
        subscriber.c.state == SubscriberState.ACTIVE,
    )
)
_LEASE = (
    update(delivery)
    .where(delivery.c.id.in_(bindparam("ids", type_=Id, expanding=True)))
    .values(state=DeliveryState.SENDING, leased=_NOW)
)
_ABSORBED = (
    update(delivery)
    .where(delivery.c.id == bindparam("r_id"))
    .values(absorbed=bindparam("until", type_=Instant))
)
