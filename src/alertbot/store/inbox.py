"""The durable inbox: raw events, sealed, kept before they are confirmed to the platform."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import bindparam, func, select, update

from alertbot.ports import POSITION, RawEvent
from alertbot.store.drawers import SqlDrawers
from alertbot.store.schema import event_waits, inbox
from alertbot.store.words import EventState
from alertbot.store.work import Work

_PLACE = "inbox|raw"


class SqlInbox:
    """See :class:`alertbot.ports.Inbox`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def add(self, platform: str, events: Sequence[RawEvent], now: datetime) -> int:
        if not events:
            return 0
        wanted = {event.id: event.raw for event in events}
        known = {row.event for row in await self._work.rows(_KNOWN, {"of": platform, "events": list(wanted)})}
        rows = [
            {
                "platform": platform,
                "event": id,
                "state": EventState.WAITING,
                "raw": self._work.vault.seal(_PLACE, _row(platform, id), raw),
                "at": now,
            }
            for id, raw in sorted(wanted.items())
            if id not in known
        ]
        if rows:
            await self._work.run(self._work.insert_new(inbox), rows)
        position = next((event.position for event in reversed(events) if event.position is not None), None)
        if position is not None:
            await SqlDrawers(self._work).put(platform, POSITION, position)
        return len(rows)

    async def newest(self, platform: str) -> int | None:
        return await self._work.value(select(func.max(inbox.c.event)).where(inbox.c.platform == platform))

    async def waiting(self, platform: str, limit: int, skip: Collection[int] = ()) -> list[RawEvent]:
        found = await self._work.rows(
            select(inbox.c.event, inbox.c.raw)
            .where(inbox.c.platform == platform, event_waits(), inbox.c.event.not_in(skip))
            .order_by(inbox.c.event)
            .limit(limit)
        )
        opened = self._work.vault.open
        return [RawEvent(row.event, opened(_PLACE, _row(platform, row.event), row.raw)) for row in found]

    async def done(self, platform: str, id: int) -> None:
        await self._work.run(_DONE, {"of": platform, "id": id})

    async def quarantine(self, platform: str, id: int, reason: str) -> None:
        await self._work.run(_ASIDE, {"of": platform, "id": id, "why": reason[:64]})


_OF_PLATFORM = inbox.c.platform == bindparam("of")
_KNOWN = select(inbox.c.event).where(_OF_PLATFORM, inbox.c.event.in_(bindparam("events", expanding=True)))
_ONE = update(inbox).where(_OF_PLATFORM, inbox.c.event == bindparam("id"))
_DONE = _ONE.values(state=EventState.DONE, raw=None)
_ASIDE = _ONE.values(state=EventState.QUARANTINED, reason=bindparam("why"))


def _row(platform: str, id: int) -> bytes:
    return f"{platform}|{id}".encode()
