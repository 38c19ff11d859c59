"""Follows: who chose to hear about a case's hearings, updates and outcomes."""

from sqlalchemy import delete, select

from alertbot.store.schema import follow
from alertbot.store.work import Work


class SqlFollows:
    """See :class:`alertbot.ports.Follows`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def follow(self, subscriber: int, case_id: int) -> bool:
        """Whether it was new."""
        values = {"subscriber": subscriber, "case_id": case_id}
        return await self._work.changed(self._work.insert_new(follow).values(values)) > 0

    async def unfollow(self, subscriber: int, case_id: int) -> bool:
        """Whether there was one."""
        mine = (follow.c.subscriber == subscriber) & (follow.c.case_id == case_id)
        return await self._work.changed(delete(follow).where(mine)) > 0

    async def followed(self, subscriber: int) -> list[int]:
        found = await self._work.rows(
            select(follow.c.case_id).where(follow.c.subscriber == subscriber).order_by(follow.c.case_id)
        )
        return [row.case_id for row in found]
