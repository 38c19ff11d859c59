"""Rooms: the bot is added, removed or blocked, set up as a room wishes, and leaves nothing behind."""

from collections.abc import Callable

from alertbot.dialogue.room_wishes import (
    AskPerson,
    LeaveRoom,
    UseTopic,
    UseZone,
    Wish,
    Wished,
    WishedOf,
)
from alertbot.dialogue.rooms import invitation
from alertbot.dialogue.screen import Screen, Words, say, text
from alertbot.dialogue.settings import room_screen
from alertbot.dialogue.wants import Choices
from alertbot.domain.subscriber import Address, ChatKind, Room, Subscriber, SubscriberState
from alertbot.journeys.desk import Desk, Journey, Who
from alertbot.ports import Admitted, Membership, Stayed, Tx


class Rooms:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @property
    def journey(self) -> Journey:
        return Journey(
            finds={WishedOf: self._wished},
            does={
                Wish: self._wish,
                AskPerson: self._ask_person,
                UseTopic: self._use_topic,
                UseZone: self._use_zone,
                LeaveRoom: self._stop,
            },
        )

    # --- coming and going ---------------------------------------------------------------------------------

    async def admit(self, tx: Tx, event: Admitted, choices: Choices) -> None:
        """Take in what became of the bot in a chat."""
        if event.membership is Membership.OUT:
            await self._leave(tx, event.chat)
        elif event.kind.is_room:
            await self._enter(tx, event, choices)

    async def _leave(self, tx: Tx, chat: Address) -> None:
        """Removed, or no longer allowed to write: nothing waits for a room any more, and nothing is kept of
        what was chosen for it."""
        known = await tx.people.find(chat)
        if known is None:
            return
        if known.kind.is_room:
            await self._clear(tx, known, None)
        await tx.people.set_state(known.id, SubscriberState.GONE)

    async def _stop(self, tx: Tx, order: LeaveRoom, who: Who) -> None:
        room = await tx.people.room(order.room)
        if room:
            await self._clear(tx, room.subscriber, who.actor)
            await tx.people.set_state(order.room, SubscriberState.STOPPED)

    async def _clear(self, tx: Tx, room: Subscriber, by: Address | None) -> None:
        """Delete what was chosen, and tell once whoever set the room up, unless they did this themselves."""
        found = await tx.people.room(room.id)
        if found and room.state is SubscriberState.ACTIVE:
            told = Screen((text(say("room.left", title=found.title)),))
            for keeper in await tx.rooms.keepers(room.id):
                if keeper.address != by and keeper.address.platform in self._desk.platforms:
                    locale = await self._desk.locale_of(tx, keeper.address)
                    await self._desk.show(tx, keeper.address, told, locale)
        await tx.rooms.forget(room.id)

    async def stay(self, tx: Tx, event: Stayed) -> None:
        """Tell whoever looks after a room that it was not followed, and how it can be."""
        if event.closed:
            await self._tell_keepers(tx, event.chat, lambda title: say("room.closed_move", title=title))
        else:
            await self._tell_keepers(tx, event.chat, lambda title: say("room.false_move", title=title))

    async def knocked(self, tx: Tx, chat: Address) -> None:
        await self._tell_keepers(tx, chat, lambda title: say("room.knocked", title=title))

    async def _tell_keepers(self, tx: Tx, chat: Address, words: Callable[[str], Words]) -> None:
        known = await tx.people.find(chat)
        found = await tx.people.room(known.id) if known else None
        if found is None:
            return
        told = Screen((text(words(found.title)),))
        for keeper in await tx.rooms.keepers(found.subscriber.id):
            if keeper.address.platform in self._desk.platforms:
                locale = await self._desk.locale_of(tx, keeper.address)
                await self._desk.show(tx, keeper.address, told, locale)

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

    # --- wishes; that the person is an administrator was asked live before ---------------------------------

    async def _wished(self, tx: Tx, want: WishedOf, who: Who) -> Wished:
        keepers = await tx.rooms.keepers(want.room)
        asked = [keeper.address for keeper in keepers if keeper.asked]
        return Wished(
            await tx.rooms.wishes(want.room),
            await tx.quieting.hours(want.room),
            await tx.rooms.topic(want.room),
            who.actor in asked,
            sum(address != who.actor for address in asked),
        )

    async def _wish(self, tx: Tx, order: Wish, who: Who) -> None:
        await tx.rooms.wish(order.room, order.wishes)

    async def _ask_person(self, tx: Tx, order: AskPerson, who: Who) -> None:
        if who.actor:
            await tx.rooms.keep(order.room, who.actor, asked=order.on)

    async def _use_topic(self, tx: Tx, order: UseTopic, who: Who) -> None:
        await tx.rooms.use_topic(order.room, order.topic)

    async def _use_zone(self, tx: Tx, order: UseZone, who: Who) -> None:
        await tx.people.change(order.room, zone=order.zone)
