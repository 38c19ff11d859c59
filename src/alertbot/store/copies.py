"""Copies: messages of one broadcast that another one redraws or takes back.

A pursuit has a row for each copy whose place is known. The place stays with the row of the first message, and
is looked up when the pursuit's row is claimed: a chat that moved in between has no place any more.
"""

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Executable,
    Row,
    and_,
    bindparam,
    exists,
    func,
    literal,
    or_,
    select,
    update,
)

from alertbot.domain.delivery import BroadcastState, DeliveryState, Handling
from alertbot.ports import Audience, Claimed
from alertbot.store.columns import Instant
from alertbot.store.results import MESSAGE
from alertbot.store.schema import aim, broadcast, delivery, in_flight, subscriber, unfinished, waiting
from alertbot.store.work import Work

AIM = (aim.c.redraws, aim.c.takes_back, aim.c.got, aim.c.rest_of, aim.c.took, aim.c.acted_in, aim.c.below)

PERHAPS = (DeliveryState.SENT, DeliveryState.IN_DOUBT, DeliveryState.SENDING)
"""States of somebody who has a message, or may have it."""


@dataclass(frozen=True, slots=True)
class CopyPage:
    """What was added to a pursuit; ``last``: the row of the first broadcast that it has got to, ``None``
    after the last one."""

    added: int
    last: int | None


def aim_values(audience: Audience) -> dict[str, Any] | None:
    """The row of ``aim`` that an audience needs, if any."""
    values = {
        "redraws": audience.redraws,
        "takes_back": audience.takes_back,
        "got": audience.got,
        "rest_of": audience.rest_of,
        "took": audience.took,
        "acted_in": audience.acted_in,
        "below": audience.below,
    }
    return values if any(values.values()) else None


def aimed(row: Row[Any]) -> dict[str, Any]:
    """What a broadcast's row says about its aim; empty where that was not asked for."""
    if not hasattr(row, "redraws"):
        return {}
    return {
        "redraws": row.redraws,
        "takes_back": bool(row.takes_back),
        "got": row.got,
        "rest_of": row.rest_of,
        "took": row.took,
        "acted_in": row.acted_in,
        "below": row.below or 0,
    }


def is_copy(of: Any) -> ColumnElement[bool]:
    """The rows of a broadcast whose message is in its chat and can be found."""
    sent = delivery.c.state == DeliveryState.SENT
    return and_(delivery.c.broadcast == of, sent, delivery.c.message.is_not(None))


async def page_of_copies(work: Work, row: Row[Any], limit: int) -> CopyPage:
    """Add rows for the next copies of the broadcast that ``row`` redraws. Nothing while messages of it are on
    their way that left before: those are no more than a few. What leaves later is right already."""
    goes_on = broadcast.c.state == BroadcastState.RUNNING
    left_before = or_(~goes_on, delivery.c.leased.is_(None), delivery.c.leased <= row.begun)
    if await are_flying(work, and_(broadcast.c.id == row.redraws, left_before)):
        return CopyPage(0, row.reached)
    mine = and_(is_copy(row.redraws), delivery.c.id > row.reached)
    last = await work.value_long(
        select(delivery.c.id).where(mine).order_by(delivery.c.id).limit(1).offset(limit - 1)
    )
    if last is not None:
        return CopyPage(await _add_copies(work, row, and_(mine, delivery.c.id <= last)), last)
    added = await _add_copies(work, row, or_(mine, and_(is_copy(row.redraws), delivery.c.tries > 1)))
    return CopyPage(added, await _awaited(work, row))


async def _awaited(work: Work, row: Row[Any]) -> int | None:
    """The copy to look behind once more: as long as a row is tried again that its platform may absorb, the
    message in the chat may be the old one. ``None`` once there is none such."""
    again = and_(delivery.c.broadcast == row.redraws, unfinished(), delivery.c.tries > 0)
    if (
        await work.value(select(delivery.c.id).where(again, delivery.c.absorbed.is_not(None)).limit(1))
        is None
    ):
        return None
    newest = select(func.max(delivery.c.id)).where(is_copy(row.redraws))
    return await work.value_long(newest) or row.reached


async def _add_copies(work: Work, row: Row[Any], mine: ColumnElement[bool]) -> int:
    values = {
        "broadcast": literal(row.id),
        "subscriber": delivery.c.subscriber,
        "priority": literal(int(row.priority)),
        "state": literal(DeliveryState.QUEUED.value),
        "due": literal(row.begun, broadcast.c.begun.type),
    }
    chosen = select(*values.values()).where(mine).order_by(delivery.c.id)
    new = work.insert_new(delivery).from_select(list(values), chosen)
    return await work.changed_long(new)


async def strand(work: Work, subscriber_id: int) -> None:
    """The chat goes on under another id, and messages have other numbers there: these are not found again."""
    mine = and_(
        delivery.c.subscriber == subscriber_id,
        delivery.c.state == DeliveryState.SENT,
        delivery.c.message.is_not(None),
    )
    await work.run(update(delivery).where(mine).values(message=None, reason="moved"))


def had(appeals: ColumnElement[bool]) -> ColumnElement[bool]:
    """Subscribers who have an alert about these appeals, or may have it."""
    return exists().where(
        delivery.c.subscriber == subscriber.c.id,
        delivery.c.broadcast == broadcast.c.id,
        appeals,
        or_(delivery.c.state.in_(PERHAPS), delivery.c.tries > 0),
    )


def keeps(appeals: ColumnElement[bool]) -> ColumnElement[bool]:
    """Subscribers whose alert about these appeals was not stopped before it could arrive. One that may have
    left before it was stopped is none: the right text must reach everybody."""
    return exists().where(
        delivery.c.subscriber == subscriber.c.id,
        delivery.c.broadcast == broadcast.c.id,
        appeals,
        delivery.c.state.in_(PERHAPS),
    )


async def are_flying(work: Work, broadcasts: ColumnElement[bool]) -> bool:
    """Whether messages of these broadcasts are on their way; once halted that is soon over."""
    flying = select(delivery.c.id).where(delivery.c.broadcast == broadcast.c.id, broadcasts, in_flight())
    return await work.value(flying.limit(1)) is not None


def refused(appeals: ColumnElement[bool]) -> ColumnElement[bool]:
    """Subscribers whose chats did not take such an alert."""
    return exists().where(
        delivery.c.subscriber == subscriber.c.id,
        delivery.c.broadcast == broadcast.c.id,
        appeals,
        delivery.c.state == DeliveryState.FAILED,
    )


def copy_page(*columns: ColumnElement[Any]) -> Executable:
    """As the page of any broadcast, with these columns, each row with the copy that it is about."""
    copy = delivery.alias("copy")
    same = and_(copy.c.broadcast == bindparam("redraws"), copy.c.subscriber == delivery.c.subscriber)
    joined = delivery.join(subscriber, delivery.c.subscriber == subscriber.c.id).outerjoin(copy, same)
    about = (
        copy.c.id.label("copy"),
        copy.c.message.label("copied"),
        copy.c.finished.label("copied_at"),
        bindparam("takes_back", type_=Boolean).label("takes_back"),
    )
    return (
        select(*columns, *about)
        .select_from(joined)
        .where(
            delivery.c.broadcast == bindparam("lane"),
            waiting(),
            delivery.c.due <= bindparam("now", type_=Instant),
        )
        .order_by(delivery.c.due, delivery.c.id)
        .limit(bindparam("enough"))
    )


def handled(work: Work, row: Row[Any], claimed: Claimed) -> Claimed:
    """A claimed row of a broadcast that redraws another, with what it is to do to its copy."""
    message = row.copied
    return replace(
        claimed,
        amends=None if message is None else work.vault.open(MESSAGE, row.copy, message).decode(),
        handling=Handling.TAKE_BACK if row.takes_back else Handling.REDRAW,
        shown_at=row.copied_at,
    )


def lost_copies(of: int) -> dict[str, ColumnElement[bool]]:
    """Rows of a broadcast whose message is in a chat, or may be, and is not to be found there: by code."""
    mine = delivery.c.broadcast == of
    sent = delivery.c.state == DeliveryState.SENT
    never = delivery.c.state.in_((DeliveryState.HALTED, DeliveryState.FAILED, DeliveryState.GONE))
    # One that was sent again may be there twice, and only the later message is known.
    again = and_(sent, delivery.c.tries > 1, delivery.c.absorbed.is_(None), delivery.c.message.is_not(None))
    doubtful = or_(delivery.c.state == DeliveryState.IN_DOUBT, and_(never, delivery.c.tries > 0), again)
    return {
        "in_doubt": and_(mine, doubtful),
        "moved": and_(mine, sent, delivery.c.message.is_(None)),
    }


async def count(work: Work, which: ColumnElement[bool]) -> int:
    return await work.value_long(select(func.count()).select_from(delivery).where(which)) or 0
