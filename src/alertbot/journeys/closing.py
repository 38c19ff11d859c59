"""Closing: nothing more is sent of an appeal and the updates about it. What names anybody goes by itself."""

from alertbot.dialogue.close import EndAppeal
from alertbot.journeys.desk import Desk, Journey, Who
from alertbot.journeys.reminding import Reminding
from alertbot.ports import Tx


class Closing:
    """Thirty days later the sweep destroys marks, signatures' keys and message references; see
    ``store/retention.py``."""

    def __init__(self, desk: Desk, reminding: Reminding) -> None:
        self._desk = desk
        self._reminding = reminding

    @property
    def journey(self) -> Journey:
        return Journey(does={EndAppeal: self._end})

    async def _end(self, tx: Tx, order: EndAppeal, who: Who) -> None:
        published, now = await tx.appeals.get(order.appeal), self._desk.clock.now()
        if published is None or not await tx.appeals.close(order.appeal, now):
            return
        family = await tx.recall.family(order.appeal)
        await tx.enclosures.end([order.appeal, *family])
        for member in family:
            await tx.appeals.close(member, now)
            await tx.recall.stop(await tx.recall.broadcasts(member), now)
        await self._reminding.keep_days(tx, published.case_id)
        await tx.audit.write(who.organizer or "", "close", f"appeal {order.appeal}", now)
