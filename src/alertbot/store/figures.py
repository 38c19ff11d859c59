"""Figures: what was done, counted by the day without a trace of who did it, and how far an appeal got."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, select, update

from alertbot.domain.delivery import BroadcastKind, DeliveryState
from alertbot.domain.figures import Counted, Counts, Tally
from alertbot.ports import Audience
from alertbot.store.documents import loads
from alertbot.store.people import SqlPeople
from alertbot.store.schema import appeal, broadcast, case, delivery, signature
from alertbot.store.schema_figures import tally
from alertbot.store.signatures import SqlSignatures
from alertbot.store.work import Work


class SqlFigures:
    """See :class:`alertbot.ports.FigureBook`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def count(self, appeal: int, what: Counted, kind: str, now: datetime) -> None:
        here = {"appeal": appeal, "what": what, "day": now.date(), "kind": kind}
        which = [tally.c[name] == value for name, value in here.items()]
        known = update(tally).where(*which).values(many=tally.c.many + 1)
        if not await self._work.changed(known):
            await self._work.run(tally.insert().values(**here, many=1))

    async def counts(self, appeal: int) -> Counts | None:
        about = await self._work.row(_about(appeal))
        if about is None:
            return None
        reach = await SqlPeople(self._work).reach(Audience(country=about.country, topics=about.topics))
        by_day = await self._signatures(appeal)
        total = about.kept + sum(by_day.values())
        return Counts(
            persons=reach.persons,
            rooms=sum(reach.rooms.values()),
            delivered=await self._delivered(appeal),
            signed=total,
            signatures=by_day,
            taken=await self._tally(appeal, Counted.TAKEN),
            sent=await self._tally(appeal, Counted.SENT),
        )

    async def has_names(self, appeal: int) -> bool:
        named = select(signature.c.tag).where(signature.c.appeal == appeal, signature.c.name.is_not(None))
        return await self._work.value(named.limit(1)) is not None

    async def sealed_names(self, appeal: int, key: bytes) -> dict[str, list[bytes]]:
        return await SqlSignatures(self._work).sealed_names(appeal, key)

    async def _signatures(self, id: int) -> dict[date, int]:
        many = func.count().label("many")
        mine = select(signature.c.day, many).where(signature.c.appeal == id)
        rows = await self._work.rows_long(mine.group_by(signature.c.day))
        return {row.day: row.many for row in rows}

    async def _tally(self, id: int, what: Counted) -> Tally:
        by_day: dict[date, int] = {}
        by_kind: dict[str, int] = {}
        for row in await self._work.rows_long(
            select(tally).where(tally.c.appeal == id, tally.c.what == what)
        ):
            by_day[row.day] = by_day.get(row.day, 0) + row.many
            by_kind[row.kind] = by_kind.get(row.kind, 0) + row.many
        return Tally(by_day, by_kind)

    async def _delivered(self, id: int) -> int:
        """Chats that an alert about the appeal reached; a correction goes to the same ones, so the widest."""
        mine = broadcast.c.appeal == id, broadcast.c.kind == BroadcastKind.ALERT
        alerts = await self._work.rows(select(broadcast.c.id, broadcast.c.folded).where(*mine))
        reached = [0]
        for alert in alerts:
            if alert.folded is not None:
                folded: dict[str, int] = loads(alert.folded)
                reached.append(folded.get(DeliveryState.SENT.value, 0))
                continue
            sent = delivery.c.broadcast == alert.id, delivery.c.state == DeliveryState.SENT
            reached.append(await self._work.value_long(select(func.count()).where(*sent)) or 0)
        return max(reached)


def _about(id: int) -> Select[Any, Any, Any]:
    return (
        select(appeal.c.kept, case.c.country, case.c.topics).join_from(appeal, case).where(appeal.c.id == id)
    )
