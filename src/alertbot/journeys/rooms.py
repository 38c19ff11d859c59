"""Rooms: the bot is added, removed or blocked, and somebody who looks after the room is asked."""

from alertbot.dialogue.rooms import invitation
from alertbot.dialogue.settings import room_screen
from alertbot.dialogue.wants import Choices
from alertbot.domain.subscriber import Address, ChatKind, Room, Subscriber, SubscriberState
from alertbot.journeys.desk import Desk
from alertbot.ports import Admitted, Membership, Tx


class Rooms:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def admit(self, tx: Tx, event: Admitted, choices: Choices) -> None:
        """Take in what became of the bot in a chat."""
        if event.membership is Membership.OUT:
            await self._leave(tx, event.chat)
        elif event.kind.is_room:
            await self._enter(tx, event, choices)

    async def _leave(self, tx: Tx, chat: Address) -> None:
        known = await tx.people.find(chat)
        if known:
            await tx.people.set_state(known.id, SubscriberState.GONE)

    async def _enter(self, tx: Tx, event: Admitted, choices: Choices) -> None:
        known = await tx.people.find(event.chat)
        if known and known.state in (SubscriberState.ACTIVE, SubscriberState.WAITING):
            return
        now = self._desk.clock.now()
        bringer = await tx.people.find(event.by) if event.by else None
        locale = bringer.locale if bringer else self._desk.wording.best_locale(event.language)
        room = await tx.people.bring(event.chat, event.kind, event.title, event.by, locale, now)
        if event.by and bringer and bringer.state is SubscriberState.ACTIVE:
            await self._ask(tx, event.by, bringer, Room(room, event.title), choices)
        elif event.kind is ChatKind.GROUP:
            await self._desk.show(tx, event.chat, invitation(room.id), locale, room=True)

    async def _ask(self, tx: Tx, person: Address, known: Subscriber, room: Room, choices: Choices) -> None:
        await self._desk.show(tx, person, room_screen(room, choices), known.locale, zone=known.zone)
