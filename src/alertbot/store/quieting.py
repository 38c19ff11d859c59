"""Quieting: cases that a subscriber muted, and the hours in which nothing is to come."""

from sqlalchemy import delete, select, update

from alertbot.domain.quiet import Quiet, quiet_of
from alertbot.domain.subscriber import SubscriberState
from alertbot.ports import QuietReaders
from alertbot.store.schema import mute, subscriber
from alertbot.store.work import Work


class SqlQuieting:
    """See :class:`alertbot.ports.Quieting`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def mute(self, subscriber: int, case_id: int) -> bool:
        values = {"subscriber": subscriber, "case_id": case_id}
        return await self._work.changed(self._work.insert_new(mute).values(values)) > 0

    async def unmute(self, subscriber: int, case_id: int) -> bool:
        mine = (mute.c.subscriber == subscriber) & (mute.c.case_id == case_id)
        return await self._work.changed(delete(mute).where(mine)) > 0

    async def muted(self, subscriber: int) -> list[int]:
        mine = select(mute.c.case_id).where(mute.c.subscriber == subscriber).order_by(mute.c.case_id)
        return [row.case_id for row in await self._work.rows(mine)]

    async def set_hours(self, id: int, quiet: Quiet | None) -> None:
        mine = update(subscriber).where(subscriber.c.id == id)
        await self._work.run(mine.values(quiet=str(quiet) if quiet else None))

    async def hours(self, id: int) -> Quiet | None:
        found = await self._work.value(select(subscriber.c.quiet).where(subscriber.c.id == id))
        return quiet_of(found) if found else None

    async def readers(self) -> list[QuietReaders]:
        active = subscriber.c.state == SubscriberState.ACTIVE
        each = (
            select(subscriber.c.quiet, subscriber.c.zone)
            .where(subscriber.c.quiet.is_not(None), active)
            .distinct()
            .order_by(subscriber.c.quiet, subscriber.c.zone)
        )
        found = ((quiet_of(row.quiet), row.zone) for row in await self._work.rows(each))
        return [QuietReaders(quiet, zone) for quiet, zone in found if quiet]
