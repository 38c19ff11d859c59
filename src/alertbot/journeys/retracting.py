"""Retracting: one asks and stops it, another confirms, and every copy that can be found goes."""

from alertbot.dialogue.retract import KeepAppeal, StopAndAsk, TakeBack, refused, request, withdrawn
from alertbot.domain.delivery import BroadcastKind
from alertbot.domain.publication import Published
from alertbot.journeys.desk import Desk, Journey, Who
from alertbot.journeys.following import Announce, alike, pursue, whereabouts
from alertbot.journeys.reminding import Reminding
from alertbot.ports import Tx
from alertbot.ports.recall import DatedMessage


class Retracting:
    """Everything that allows a withdrawal is read again when it is confirmed, whatever the button said."""

    def __init__(self, desk: Desk, reminding: Reminding, announce: Announce) -> None:
        self._desk = desk
        self._reminding = reminding
        self._announce = announce

    @property
    def journey(self) -> Journey:
        return Journey(does={StopAndAsk: self._ask, TakeBack: self._take_back, KeepAppeal: self._keep})

    async def _ask(self, tx: Tx, order: StopAndAsk, who: Who) -> None:
        now, by = self._desk.clock.now(), who.organizer or ""
        if not await tx.recall.ask(order.appeal, by, now):
            return
        for member in await tx.recall.family(order.appeal):
            await tx.recall.stop(await tx.recall.broadcasts(member, notices=True), now)
        await tx.audit.write(by, "ask-retract", f"appeal {order.appeal}", now)
        where = await whereabouts(tx, order.appeal)
        if where is not None:
            await self._desk.tell_organizers(tx, request(where), only=lambda o: o.key != by)

    async def _keep(self, tx: Tx, order: KeepAppeal, who: Who) -> None:
        by = who.organizer or ""
        await tx.recall.refuse(order.appeal)
        await tx.audit.write(by, "keep", f"appeal {order.appeal}", self._desk.clock.now())
        published = await tx.appeals.get(order.appeal)
        if published is not None:
            told = refused(published.appeal.title)
            await self._desk.tell_organizers(tx, told, only=lambda o: o.key != by)

    async def _take_back(self, tx: Tx, order: TakeBack, who: Who) -> None:
        asked_by = await tx.recall.asked_by(order.appeal)
        published = await tx.appeals.get(order.appeal)
        if published is None or published.withdrawn or asked_by is None:
            return
        if not who.organizer or who.organizer == asked_by:
            return
        now, family = self._desk.clock.now(), await tx.recall.family(order.appeal)
        await tx.recall.withdraw(family, now)
        for member in family:
            if (one := await tx.appeals.get(member)) is not None:
                dates = await self._dates(tx, one) if member == order.appeal else []
                await self._pursue(tx, one, dates)
        await tx.enclosures.end([order.appeal, *family])
        await self._reminding.keep_days(tx, published.case_id)
        await tx.audit.write(who.organizer, "retract", f"appeal {order.appeal}", now)

    async def _dates(self, tx: Tx, published: Published) -> list[int]:
        """What was sent about the dates of a case that nobody can read about any more; as long as another
        appeal of it stands, its dates do too."""
        if not await tx.recall.is_withdrawn(published.case_id):
            return []
        own = [message for message in await tx.recall.dated(published.case_id) if not _is_last_day(message)]
        return [message.broadcast for message in own]

    async def _pursue(self, tx: Tx, published: Published, dates: list[int]) -> None:
        now = self._desk.clock.now()
        copies = [*await tx.recall.broadcasts(published.id, notices=True), *dates]
        await tx.recall.stop(await tx.recall.pursuits(copies), now)
        await tx.recall.stop(copies, now)
        taken = alike(copies, withdrawn())
        pursuits = await pursue(tx, BroadcastKind.RETRACTION, taken, published, now)
        for pursuit in pursuits[:1]:
            await self._announce(tx, pursuit)


def _is_last_day(message: DatedMessage) -> bool:
    """It belongs to one appeal, and goes with that."""
    return message.occasion is not None and message.occasion.appeal is not None
