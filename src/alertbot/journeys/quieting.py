"""Quieting: quiet hours and muted cases, one's own or those of a room one looks after."""

from alertbot.dialogue.quieting import Mute, Peace, PeaceOf, RemindedCase, SetQuiet
from alertbot.domain.case import Case
from alertbot.journeys.desk import Journey, Who
from alertbot.ports import Tx


class Quieting:
    @property
    def journey(self) -> Journey:
        return Journey(finds={PeaceOf: self._peace}, does={SetQuiet: self._set, Mute: self._mute})

    async def _peace(self, tx: Tx, want: PeaceOf, who: Who) -> Peace:
        id = _whose(want.room, who)
        if not id:
            return Peace(None, ())
        muted = set(await tx.quieting.muted(id))
        cases = await (_of_room(tx, id) if want.room else _followed(tx, id))
        found = tuple(RemindedCase(case_id, case.title, case_id in muted) for case_id, case in cases)
        return Peace(await tx.quieting.hours(id), found)

    async def _set(self, tx: Tx, order: SetQuiet, who: Who) -> None:
        if id := _whose(order.room, who):
            await tx.quieting.set_hours(id, order.quiet)

    async def _mute(self, tx: Tx, order: Mute, who: Who) -> None:
        id = _whose(order.room, who)
        if id and order.on:
            await tx.quieting.mute(id, order.case)
        elif id:
            await tx.quieting.unmute(id, order.case)


def _whose(room: int, who: Who) -> int:
    """The subscriber meant; 0 when somebody never subscribed. Who may set up a room was asked before."""
    return room or (who.subscriber.id if who.subscriber else 0)


async def _followed(tx: Tx, id: int) -> list[tuple[int, Case]]:
    followed = set(await tx.follows.followed(id))
    return [(case_id, case) for case_id, case in await tx.appeals.cases() if case_id in followed]


async def _of_room(tx: Tx, id: int) -> list[tuple[int, Case]]:
    room = await tx.people.room(id)
    if room is None:
        return []
    interests = room.subscriber.interests
    return [found for found in await tx.appeals.cases() if interests.match(found[1].country, found[1].topics)]
