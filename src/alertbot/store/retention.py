"""What outlives its purpose goes: the periods of the privacy notice, as one list of statements."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, delete, func, or_, select, update

from alertbot.domain.delivery import BroadcastState, DeliveryState
from alertbot.domain.publication import DraftStage
from alertbot.domain.subscriber import SubscriberState
from alertbot.store.audit import SqlAudit
from alertbot.store.documents import dumps
from alertbot.store.schema import (
    appeal,
    broadcast,
    capability,
    delivery,
    draft,
    enclosure,
    inbox,
    room_question,
    subscriber,
    talk,
)
from alertbot.store.signatures import SqlSignatures
from alertbot.store.words import EventState
from alertbot.store.work import Work

TALK = timedelta(hours=24)
EVENT = timedelta(hours=48)
QUARANTINE = timedelta(days=7)
ANSWER = timedelta(hours=48)
AFTER_CLOSE = timedelta(days=30)
"""For the keys of signatures and marks, and for the message references of an appeal's deliveries."""

LEFT = timedelta(days=27)
"""For subscribers who stopped, are gone, or rooms nobody set up, from the last day they were reached. With a
sweep a day the promise "within a month" holds in February too."""

SILENT = timedelta(days=365)
"""For subscribers whom no message has reached."""

DROPPED_DRAFT = timedelta(hours=24)
PUBLISHED_DRAFT = timedelta(days=30)
AUDIT = timedelta(days=730)
ENDED_LINK = timedelta(days=30)
"""For lawyer's links and what was proposed through them, from the day they end."""

CHUNK = 20_000
"""Rows deleted in one transaction at most."""


class Retention:
    """One round of the sweep, inside one transaction."""

    def __init__(self, work: Work, now: datetime) -> None:
        self._work = work
        self._now = now

    async def run(self) -> bool:
        """Delete what is due, at most :data:`CHUNK` rows of each kind; whether more is left."""
        await self._forget_talks()
        await self._close_appeals()
        await SqlAudit(self._work).let_go(self._now - AUDIT)
        await self._work.run_long(
            update(broadcast)
            .where(broadcast.c.state == BroadcastState.HALTED, broadcast.c.over.is_(None))
            .values(over=self._now)
        )
        deleted = [await self._delete(table, which) for table, which in self._outlived()]
        return await self._fold() or CHUNK in deleted

    def _outlived(self) -> list[tuple[Table, ColumnElement[bool]]]:
        now = self._now
        away = subscriber.c.state != SubscriberState.ACTIVE
        return [
            (inbox, self._old_events()),
            (delivery, and_(delivery.c.broadcast.is_(None), delivery.c.finished <= now - ANSWER)),
            (enclosure, _is_over(appeal.c.closed)),
            (enclosure, _is_over(appeal.c.withdrawn)),
            (draft, self._old_drafts()),
            (subscriber, and_(away, subscriber.c.seen <= (now - LEFT).date())),
            (subscriber, subscriber.c.seen <= (now - SILENT).date()),
            (capability, capability.c.expires <= now - ENDED_LINK),
            (room_question, room_question.c.until <= now - SILENT),
        ]

    def _old_events(self) -> ColumnElement[bool]:
        """Never the newest of a platform: polling goes on behind it."""
        other = inbox.alias("other")
        newest = select(func.max(other.c.event)).where(other.c.platform == inbox.c.platform).scalar_subquery()
        done = and_(inbox.c.state == EventState.DONE, inbox.c.at <= self._now - EVENT)
        bad = and_(inbox.c.state == EventState.QUARANTINED, inbox.c.at <= self._now - QUARANTINE)
        return and_(or_(done, bad), inbox.c.event < newest)

    def _old_drafts(self) -> ColumnElement[bool]:
        dropped = and_(draft.c.stage == DraftStage.DROPPED, draft.c.changed <= self._now - DROPPED_DRAFT)
        out = and_(draft.c.stage == DraftStage.PUBLISHED, draft.c.changed <= self._now - PUBLISHED_DRAFT)
        return or_(dropped, out)

    async def _forget_talks(self) -> None:
        over = self._now - TALK
        await self._work.run_long(update(talk).where(talk.c.stated <= over).values(state=None, stated=None))
        await self._work.run_long(
            update(talk).where(talk.c.offered <= over).values(offers=None, offered=None)
        )
        await self._work.run_long(delete(talk).where(talk.c.state.is_(None), talk.c.offers.is_(None)))
        # The newest event of a platform keeps its row for its number, but not what somebody wrote in it.
        bad = and_(inbox.c.state == EventState.QUARANTINED, inbox.c.at <= self._now - QUARANTINE)
        await self._work.run_long(update(inbox).where(bad).values(raw=None))

    async def _close_appeals(self) -> None:
        lapsed = and_(appeal.c.closed.is_(None), appeal.c.closes <= self._now)
        await self._work.run_long(update(appeal).where(lapsed).values(closed=appeal.c.closes))
        over = and_(appeal.c.tags.is_not(None), appeal.c.closed <= self._now - AFTER_CLOSE)
        ended = await self._work.rows_long(select(appeal.c.id).where(over))
        await SqlSignatures(self._work).seal_off(row.id for row in ended)

    async def _delete(self, table: Table, which: ColumnElement[bool]) -> int:
        key = list(table.primary_key)
        if len(key) > 1:
            return await self._work.changed_long(delete(table).where(which))
        some = select(key[0]).where(which).limit(CHUNK)
        return await self._work.changed_long(delete(table).where(key[0].in_(some)))

    async def _fold(self) -> bool:
        """Turn the rows of one old broadcast into counts; whether there may be another."""
        long_ago = self._now - AFTER_CLOSE
        joined = broadcast.outerjoin(appeal, broadcast.c.appeal == appeal.c.id)
        old = and_(broadcast.c.over <= long_ago, broadcast.c.folded.is_(None))
        closed = or_(broadcast.c.appeal.is_(None), appeal.c.closed <= long_ago)
        id = await self._work.value(
            select(broadcast.c.id).select_from(joined).where(old, closed).order_by(broadcast.c.id).limit(1)
        )
        if id is None:
            return await self._delete(delivery, delivery.c.broadcast.in_(_folded())) == CHUNK
        counts: dict[str, Any] = {}
        for row in await self._work.rows_long(_counts(id)):
            counts[DeliveryState(row.state).value] = row.many
        folded = dumps(counts).decode()
        await self._work.run_long(update(broadcast).where(broadcast.c.id == id).values(folded=folded))
        return True


def _is_over(since: ColumnElement[Any]) -> ColumnElement[bool]:
    """Pictures and documents of appeals that are closed, or were taken back."""
    return enclosure.c.appeal.in_(select(appeal.c.id).where(since.is_not(None)))


def _folded() -> Any:
    return select(broadcast.c.id).where(broadcast.c.folded.is_not(None))


def _counts(id: int) -> Any:
    mine = delivery.c.broadcast == id
    return select(delivery.c.state, func.count().label("many")).where(mine).group_by(delivery.c.state)
