"""What became of deliveries: results in groups, and rows whose sender died."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Date,
    and_,
    bindparam,
    case,
    not_,
    or_,
    select,
    true,
    type_coerce,
    update,
)

from alertbot.domain.delivery import LEASE, MOST_REFUSED_TRIES, MOST_TRIES_IN_DOUBT, DeliveryState
from alertbot.domain.subscriber import SubscriberState
from alertbot.ports import Result
from alertbot.store.columns import Id, Instant
from alertbot.store.schema import aim, delivery, in_flight, subscriber, waiting
from alertbot.store.work import Work

MESSAGE = "delivery|message"
_BEHIND = 1_000_000
"""Microseconds."""

_FINAL = {"address": None, "payload": None, "amends": None}
"""What is deleted once a row is final; broadcast rows hold none of it."""


class SqlResults:
    """Writes results and sorts what a crash left behind."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def record(self, results: Sequence[Result], now: datetime) -> None:
        """A result that comes after its lease was over counts only if it says ``sent``."""
        final = [self._values(result, now) for result in results if result.state.is_final]
        again = [self._values(result, now) for result in results if not result.state.is_final]
        if final:
            await self._work.run(_ENDED, final)
        if again:
            await self._work.run(_PUT_BACK, again)
        sent = [result.id for result in results if result.state is DeliveryState.SENT]
        if sent:
            await self._seen(sent, now)
        gone = [result.id for result in results if result.state is DeliveryState.GONE]
        if gone:
            await self._gone(gone)

    def _values(self, result: Result, now: datetime) -> dict[str, Any]:
        values: dict[str, Any] = {
            "r_id": result.id,
            "r_state": result.state,
            "r_tries": result.tries,
            "r_reason": result.reason[:64],
            "r_late": result.state is DeliveryState.SENT,
        }
        if not result.state.is_final:
            return {**values, "r_due": result.not_before or now}
        message = result.message
        sealed = None if message is None else self._seal(result.id, message)
        return {**values, "r_message": sealed, "r_finished": now}

    async def recover(self, now: datetime, *, everything: bool) -> Mapping[DeliveryState, int]:
        over = true() if everything else delivery.c.leased <= now - LEASE
        # Redrawing a message twice does no harm, so what a tap led to is shown even after a crash.
        most = case(
            (delivery.c.amends.is_not(None), MOST_REFUSED_TRIES),
            (delivery.c.broadcast.in_(_PURSUITS), MOST_REFUSED_TRIES),
            (delivery.c.once == true(), 1),
            else_=MOST_TRIES_IN_DOUBT,
        )
        # A repeat that is recognised is shown once, however often it is sent; later it would be a second
        # message.
        recognised = and_(delivery.c.absorbed.is_not(None), delivery.c.amends.is_(None))
        spent = or_(
            and_(recognised, delivery.c.absorbed <= now),
            and_(not_(recognised), delivery.c.tries + 1 >= most),
        )
        tried = {"tries": delivery.c.tries + 1, "leased": None}
        doubtful = {"state": DeliveryState.IN_DOUBT, "finished": now, **tried, **_FINAL}
        left = and_(in_flight(), over)
        in_doubt = await self._work.changed_long(update(delivery).where(left, spent).values(**doubtful))
        queued = await self._work.changed_long(
            update(delivery).where(left).values(state=DeliveryState.QUEUED, due=_last(now), **tried)
        )
        return {DeliveryState.QUEUED: queued, DeliveryState.IN_DOUBT: in_doubt}

    async def message_of(self, key: str) -> str | None:
        row = await self._work.row(
            select(delivery.c.id, delivery.c.message).where(
                delivery.c.key == key, delivery.c.state == DeliveryState.SENT
            )
        )
        if row is None or row.message is None:
            return None
        return self._work.vault.open(MESSAGE, row.id, row.message).decode()

    def _seal(self, id: int, message: str) -> bytes:
        return self._work.vault.seal(MESSAGE, id, message.encode())

    async def _seen(self, sent: list[int], now: datetime) -> None:
        await self._work.run(_SEEN, {"ids": sent, "today": now.date()})

    async def _gone(self, gone: list[int]) -> None:
        """The platform says these chats are gone; whoever said stop stays as somebody who said stop."""
        await self._work.run(_GONE, {"ids": gone})
        theirs = delivery.c.subscriber.in_(select(delivery.c.subscriber).where(delivery.c.id.in_(gone)))
        await self._work.run(update(delivery).where(theirs, waiting()).values(state=DeliveryState.GONE))


def _last(now: datetime) -> ColumnElement[Any]:
    """Behind everybody who waits: another crash soon after this one would put the same rows beyond another
    try. A clock that was set back must not bring them to the front."""
    later = case((delivery.c.due > now, delivery.c.due), else_=bindparam("r_now", now, type_=Instant))
    return type_coerce(type_coerce(later, BigInteger) + _BEHIND, Instant)


def _of_rows() -> ColumnElement[bool]:
    """The subscribers that the deliveries ``ids`` are for, broadcasts' and answers' alike."""
    ids = bindparam("ids", type_=Id, expanding=True)
    by_id = select(delivery.c.subscriber).where(delivery.c.id.in_(ids))
    by_lookup = select(delivery.c.recipient).where(delivery.c.id.in_(ids))
    return or_(subscriber.c.id.in_(by_id), subscriber.c.lookup.in_(by_lookup))


def _written() -> Any:
    current = or_(in_flight(), bindparam("r_late") == true())
    return (
        update(delivery)
        .where(delivery.c.id == bindparam("r_id"), current)
        .values(
            state=bindparam("r_state"),
            tries=bindparam("r_tries"),
            reason=bindparam("r_reason"),
            leased=None,
        )
    )


_PURSUITS = select(aim.c.broadcast).where(aim.c.redraws.is_not(None))
_ENDED = _written().values(message=bindparam("r_message"), finished=bindparam("r_finished"), **_FINAL)
_PUT_BACK = _written().values(due=bindparam("r_due"))
_GONE = (
    update(subscriber)
    .where(_of_rows(), subscriber.c.state.in_((SubscriberState.ACTIVE, SubscriberState.WAITING)))
    .values(state=SubscriberState.GONE)
)
_SEEN = (
    update(subscriber)
    .where(_of_rows(), subscriber.c.seen < bindparam("today"))
    .values(seen=bindparam("today", type_=Date))
)
