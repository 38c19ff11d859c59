"""Subscribing: consent given and withdrawn, choices, rooms, and everything about oneself erased."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

from alertbot.dialogue.privacy import NOTHING, Erase, Held, Holdings, HoldingsNow
from alertbot.dialogue.settings import Change, MyRooms, ZoneNamed
from alertbot.dialogue.subscribe import Subscribe, Unsubscribe
from alertbot.dialogue.wants import Choices, ChoicesNow, RoomToSetUp
from alertbot.domain.case import Case
from alertbot.domain.subscriber import Interests, Room, SubscriberState
from alertbot.intake.places import known_places
from alertbot.journeys.desk import Desk, Journey, Who
from alertbot.ports import Store, Tx


class Subscribing:
    """``own_name`` tells a language's name in itself."""

    def __init__(
        self, desk: Desk, prepared: Callable[[], tuple[Case, ...]], own_name: Callable[[str], str]
    ) -> None:
        self._desk = desk
        self._prepared = prepared
        self._own_name = own_name

    @property
    def journey(self) -> Journey:
        return Journey(
            finds={ChoicesNow: self._choices, MyRooms: self._rooms, HoldingsNow: self._holdings},
            fetches={RoomToSetUp: self._room, ZoneNamed: self._zone},
            does={
                Subscribe: self._subscribe,
                Unsubscribe: self._stop,
                Change: self._change,
                Erase: self._erase,
            },
        )

    async def _choices(self, tx: Tx, want: ChoicesNow, who: Who) -> Choices:
        cases = [*self._prepared(), *(case for _, case in await tx.appeals.cases())]
        countries = sorted({case.country for case in cases if case.country})
        topics = sorted({topic for case in cases for topic in case.topics})
        locales = {code: self._own_name(code) for code in self._desk.wording.supported}
        return Choices(tuple(countries), tuple(topics), locales)

    async def _rooms(self, tx: Tx, want: MyRooms, who: Who) -> tuple[Room, ...]:
        if who.actor is None:
            return ()
        rooms = await tx.people.rooms_of(who.actor)
        return tuple(room for room in rooms if room.subscriber.state is not SubscriberState.GONE)

    async def _holdings(self, tx: Tx, want: HoldingsNow, who: Who) -> Holdings:
        signatures = [
            Held(id, published.version, published.appeal.title, mode, name)
            for id, mode, name in await tx.signatures.held_about(who.chat)
            if (published := await tx.appeals.get(id))
        ]
        followed = set(await tx.follows.followed(who.subscriber.id)) if who.subscriber else set[int]()
        titles = tuple(case.title for id, case in await tx.appeals.cases() if id in followed)
        rooms = tuple(room.title for room in await self._rooms(tx, MyRooms(), who))
        letters = [
            published.appeal.title
            for id in await tx.signatures.marked_by(who.chat)
            if (published := await tx.appeals.get(id))
        ]
        return replace(
            await self._chosen(tx, who),
            signatures=tuple(signatures),
            letters=tuple(letters),
            follows=titles,
            rooms=rooms,
        )

    async def _chosen(self, tx: Tx, who: Who) -> Holdings:
        if who.subscriber is None:
            return NOTHING
        muted = set(await tx.quieting.muted(who.subscriber.id))
        titles = tuple(case.title for id, case in await tx.appeals.cases() if id in muted)
        return replace(NOTHING, muted=titles, quiet=await tx.quieting.hours(who.subscriber.id))

    async def _room(self, store: Store, want: RoomToSetUp, who: Who) -> Room | None:
        async with store.transaction() as tx:
            room = await tx.people.room(want.id)
            address = await tx.people.address(want.id) if room else None
        if room is None or address is None or who.actor is None or address.platform != who.platform:
            return None
        platform = self._desk.platforms[address.platform]
        return room if await platform.is_administrator(address, who.actor) else None

    async def _zone(self, store: Store, want: ZoneNamed, who: Who) -> str | None:
        place = await asyncio.to_thread(lambda: known_places().named(want.typed))
        return place.zone if place else None

    async def _subscribe(self, tx: Tx, order: Subscribe, who: Who) -> None:
        await tx.people.put(
            who.chat, who.kind, order.locale, Interests(), order.consent, self._desk.clock.now()
        )

    async def _stop(self, tx: Tx, order: Unsubscribe, who: Who) -> None:
        await tx.people.leave(who.chat)

    async def _change(self, tx: Tx, order: Change, who: Who) -> None:
        id = order.room or (who.subscriber.id if who.subscriber else 0)
        if order.state is not None:
            await tx.people.set_state(id, order.state)
        if order.locale is not None or order.interests is not None or order.zone is not None:
            await tx.people.change(id, locale=order.locale, interests=order.interests, zone=order.zone)

    async def _erase(self, tx: Tx, order: Erase, who: Who) -> None:
        await tx.people.forget(who.chat)
