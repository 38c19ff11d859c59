"""Room questions: administrators see an alert first, say yes or no, or let it lapse."""

import structlog

from alertbot.dialogue.room_questions import (
    Decline,
    LetGo,
    Post,
    WouldCome,
    lapsed,
    preview,
    question,
)
from alertbot.dialogue.screen import Screen
from alertbot.domain.subscriber import Address, Room, SubscriberState
from alertbot.errors import StoreUnavailable
from alertbot.faultlines import where
from alertbot.journeys.desk import Desk, Journey, Who
from alertbot.ports import RoomQuestion, Store, Tx

log = structlog.get_logger(__name__)

SWEPT = 50
"""Questions asked, and given up, in one sweep."""


class RoomQuestions:
    """A question is a row beside the broadcast; while it is open the room has no delivery at all."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @property
    def journey(self) -> Journey:
        return Journey(
            finds={WouldCome: self._would_come},
            does={Post: self._post, Decline: self._decline, LetGo: self._let_go},
        )

    # --- asking -------------------------------------------------------------------------------------------

    async def look(self, store: Store) -> None:
        """Give up what nobody answered, and ask what nobody was asked."""
        now = self._desk.clock.now()
        async with store.transaction() as tx:
            over = await tx.rooms.unanswered(now, SWEPT)
            fresh = [one for one in await tx.rooms.unasked(SWEPT) if one not in over]
        for one in over:
            await self._surely(store, one, asks=False)
        for one in fresh:
            await self._surely(store, one, asks=True)

    async def _surely(self, store: Store, one: RoomQuestion, *, asks: bool) -> None:
        """A question that cannot be put is given up; the others still are put."""
        try:
            async with store.transaction() as tx:
                await (self._ask(tx, one) if asks else self._give_up(tx, one))
        except StoreUnavailable:
            raise
        except Exception as error:  # noqa: BLE001 - one question must not hold up the others
            log.error("room_question_failed", broadcast=one.broadcast, **where(error))  # noqa: TRY400 - values stay out
            async with store.transaction() as tx:
                await tx.rooms.lapse(one.room, one.broadcast)

    async def _ask(self, tx: Tx, one: RoomQuestion) -> None:
        room = await _standing(tx, one)
        people = await self._asked(tx, one.room) if room else []
        if room is None or not people:
            log.info("room_not_asked", broadcast=one.broadcast, anybody=bool(people))
            await tx.rooms.lapse(one.room, one.broadcast)
            return
        await tx.rooms.asked(one.room, one.broadcast)
        card = preview((await tx.outbox.screens(one.broadcast)).room, room.subscriber.locale)
        for person in people:
            known = await tx.people.find(person)
            zone = (known.zone if known else None) or room.subscriber.zone or "UTC"
            asked = question(one.room, room.title, one.broadcast, one.until, zone)
            await self._show(tx, person, card, zone=room.subscriber.zone)
            await self._show(tx, person, asked, zone=zone)

    async def _give_up(self, tx: Tx, one: RoomQuestion) -> None:
        await tx.rooms.lapse(one.room, one.broadcast)
        room = await _standing(tx, one)
        for person in await self._asked(tx, one.room) if room else []:
            await self._show(tx, person, lapsed(room.title if room else ""))

    async def _asked(self, tx: Tx, room: int) -> list[Address]:
        """Whoever wants to be asked; when nobody is left of them, whoever looks after the room."""
        keepers = await tx.rooms.keepers(room)
        chosen = [keeper for keeper in keepers if keeper.asked] or keepers
        return [k.address for k in chosen if k.address.platform in self._desk.platforms]

    async def _show(self, tx: Tx, to: Address, screen: Screen, zone: str | None = None) -> None:
        await self._desk.show(tx, to, screen, await self._desk.locale_of(tx, to), zone=zone)

    # --- answers ------------------------------------------------------------------------------------------

    async def _would_come(self, tx: Tx, want: WouldCome, who: Who) -> object:
        return await tx.rooms.would_come(want.room, want.broadcast, self._desk.clock.now())

    async def _post(self, tx: Tx, order: Post, who: Who) -> None:
        await tx.rooms.post(order.room, order.broadcast, self._desk.clock.now())

    async def _decline(self, tx: Tx, order: Decline, who: Who) -> None:
        await tx.rooms.decline(order.room, order.broadcast)

    async def _let_go(self, tx: Tx, order: LetGo, who: Who) -> None:
        if who.actor:
            await tx.rooms.let_go(order.room, who.actor)


async def _standing(tx: Tx, one: RoomQuestion) -> Room | None:
    """The room that is asked, if it still gets alerts and this one still goes out."""
    room = None if one.stopped else await tx.people.room(one.room)
    return room if room and room.subscriber.state is SubscriberState.ACTIVE else None
