"""Subscribers and rooms: found by a keyed hash, kept with a sealed address and days instead of hours."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    and_,
    bindparam,
    delete,
    exists,
    false,
    func,
    insert,
    select,
    update,
)

from alertbot.domain.delivery import DeliveryState, Reach
from alertbot.domain.subscriber import Address, ChatKind, Interests, Room, Subscriber, SubscriberState
from alertbot.ports import Audience
from alertbot.store.acted import pages
from alertbot.store.answers import SqlAnswers
from alertbot.store.audience import muted, selection
from alertbot.store.copies import strand
from alertbot.store.room_merge import merge_wishes
from alertbot.store.schema import delivery, follow, mute, room, room_keeper, room_wish, subscriber, waiting
from alertbot.store.signatures import SqlSignatures
from alertbot.store.talks import SqlTalks
from alertbot.store.work import Work, given

PLACE = "subscriber|address"
_TITLE = "room|title"


class SqlPeople:
    """See :class:`alertbot.ports.People`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def find(self, address: Address) -> Subscriber | None:
        found = await self._work.row(_BY_LOOKUP, {"lookup": self._work.vault.lookup(address)})
        return None if found is None else _subscriber(found)

    async def put(
        self, address: Address, kind: ChatKind, locale: str, interests: Interests, consent: str, now: datetime
    ) -> Subscriber:
        await self._make(address, kind, locale, now)
        return await self._update(
            subscriber.c.lookup == self._work.vault.lookup(address),
            kind=kind,
            locale=locale,
            countries=interests.countries,
            topics=interests.topics,
            consent=consent,
            state=SubscriberState.ACTIVE,
            seen=now.date(),
        )

    async def change(
        self,
        id: int,
        *,
        locale: str | None = None,
        interests: Interests | None = None,
        zone: str | None = None,
    ) -> None:
        changes = dict(given(locale=locale))
        if interests is not None:
            changes |= {"countries": interests.countries, "topics": interests.topics}
        if zone is not None:
            changes |= {"zone": zone or None}
        if changes:
            await self._work.run(update(subscriber).where(subscriber.c.id == id).values(**changes))

    async def set_state(self, id: int, state: SubscriberState) -> None:
        """Anything but ``active`` also turns what waits for this subscriber into ``gone``."""
        await self._work.run(update(subscriber).where(subscriber.c.id == id).values(state=state))
        if state is not SubscriberState.ACTIVE:
            mine = (delivery.c.subscriber == id) & waiting()
            await self._work.run(update(delivery).where(mine).values(state=DeliveryState.GONE))

    async def forget(self, address: Address) -> None:
        await SqlSignatures(self._work).forget(address)
        lookup = self._work.vault.lookup(address)
        await self._work.run(update(room).where(room.c.owner == lookup).values(owner=None))
        await self.leave(address)

    async def leave(self, address: Address) -> None:
        lookup = self._work.vault.lookup(address)
        await SqlTalks(self._work).forget(address)
        await SqlAnswers(self._work).forget(address)
        await self._work.run(delete(room_keeper).where(room_keeper.c.lookup == lookup))
        # Follows, deliveries and the room row go with the subscriber.
        await self._work.run(delete(subscriber).where(subscriber.c.lookup == lookup))

    async def move(self, address: Address, chat: str) -> None:
        to = replace(address, chat=chat)
        if to == address:
            return
        await SqlTalks(self._work).move(address, to)
        await SqlAnswers(self._work).move(address, to)
        old, new = await self.find(address), await self.find(to)
        if old is None:
            return
        await strand(self._work, old.id)
        topic = await self._topic(old, new)
        if new is not None:
            await self._merge(old, new)
        lookup = self._work.vault.lookup(to)
        await self._update(
            subscriber.c.id == old.id,
            lookup=lookup,
            address=self._work.seal_address(PLACE, replace(to, thread=topic), lookup),
        )

    async def _topic(self, old: Subscriber, new: Subscriber | None) -> str | None:
        """The forum topic of the row whose settings win."""
        address = await self.address(new.id if new and _wins(new, old) else old.id)
        return address.thread if address else None

    async def bring(
        self, room: Address, kind: ChatKind, title: str, by: Address | None, locale: str, now: datetime
    ) -> Subscriber:
        await self._make(room, kind, locale, now)
        lookup = self._work.vault.lookup(room)
        brought = await self._update(subscriber.c.lookup == lookup, kind=kind)
        was_active = brought.state is SubscriberState.ACTIVE
        if not was_active:
            brought = await self._update(
                subscriber.c.lookup == lookup,
                state=SubscriberState.WAITING,
                locale=locale,
                seen=now.date(),
            )
        await self._keep_room(brought.id, title, by, keep_owner=was_active)
        return brought

    async def room(self, id: int) -> Room | None:
        found = await self._rooms(room.c.subscriber == id)
        return found[0] if found else None

    async def rooms_of(self, person: Address) -> list[Room]:
        lookup = self._work.vault.lookup(person)
        kept = select(room_keeper.c.room).where(room_keeper.c.lookup == lookup)
        mine = (room.c.owner == lookup) | room.c.subscriber.in_(kept)
        return await self._rooms(mine & (subscriber.c.state != SubscriberState.GONE))

    async def address(self, id: int) -> Address | None:
        found = await self._row(subscriber.c.id == id)
        return None if found is None else self._work.open_address(PLACE, found.lookup, found.address)

    async def reach(self, audience: Audience, /, case_id: int | None = None) -> Reach:
        wanted = await selection(self._work, audience)
        counted = [wanted]
        acted = audience.acted_in or (audience.case_id if audience.acted else None)
        if audience.took is not None or acted is not None:
            letters = None if audience.took is None else (audience.took, audience.below)
            counted = [page.either(wanted) async for page in pages(self._work, acted, letters)]
        persons: dict[str, int] = {}
        rooms: dict[str, int] = {}
        for which in counted:
            for row in await self._work.rows_long(_counted(which)):
                side = rooms if row.kind.is_room else persons
                side[row.locale] = side.get(row.locale, 0) + row.many
        is_room = and_(wanted, subscriber.c.kind != ChatKind.PERSON)
        mutes = false() if case_id is None else muted(case_id)
        asks = exists().where(room_wish.c.room == subscriber.c.id, room_wish.c.asks)
        return Reach(
            persons,
            rooms,
            await self._count(and_(is_room, mutes)),
            await self._count(and_(is_room, asks, ~mutes)),
        )

    async def _count(self, which: ColumnElement[bool]) -> int:
        return await self._work.value_long(select(func.count()).select_from(subscriber).where(which)) or 0

    async def _row(self, which: ColumnElement[bool]) -> Row[Any] | None:
        return await self._work.row(select(subscriber).where(which))

    async def _make(self, address: Address, kind: ChatKind, locale: str, now: datetime) -> None:
        """A waiting row for an address that has none."""
        await self._work.run(
            self._work.insert_new(subscriber).values(
                lookup=self._work.vault.lookup(address),
                address=self._work.seal_address(PLACE, address),
                kind=kind,
                locale=locale,
                countries=(),
                topics=(),
                state=SubscriberState.WAITING,
                consent="",
                joined=now.date(),
                seen=now.date(),
            )
        )

    async def _update(self, which: ColumnElement[bool], **changes: Any) -> Subscriber:
        statement = update(subscriber).where(which).values(**changes).returning(subscriber)
        return _subscriber((await self._work.run(statement)).one())

    async def _keep_room(self, id: int, title: str, by: Address | None, *, keep_owner: bool) -> None:
        owner = None if by is None else self._work.vault.lookup(by)
        sealed = self._work.vault.seal(_TITLE, id, title.encode("utf-8", "replace"))
        known = await self._work.row(select(room.c.owner).where(room.c.subscriber == id))
        if known is None:
            await self._work.run(insert(room).values(subscriber=id, title=sealed, owner=owner))
            return
        kept = known.owner if keep_owner and known.owner is not None else owner or known.owner
        await self._work.run(update(room).where(room.c.subscriber == id).values(title=sealed, owner=kept))

    async def _rooms(self, which: ColumnElement[bool]) -> list[Room]:
        found = await self._work.rows(
            select(subscriber, room.c.title)
            .join_from(room, subscriber)
            .where(which)
            .order_by(subscriber.c.id)
        )
        opened = self._work.vault.open
        return [Room(_subscriber(row), opened(_TITLE, row.id, row.title).decode()) for row in found]

    async def _merge(self, old: Subscriber, new: Subscriber) -> None:
        """Make one of two rows for the same chat: the older id stays, the active one's settings win."""
        await merge_wishes(self._work, old.id, new.id, newer_wins=_wins(new, old))
        if _wins(new, old):
            other = subscriber.alias("other")
            await self._update(
                subscriber.c.id == old.id,
                quiet=select(other.c.quiet).where(other.c.id == new.id).scalar_subquery(),
                state=new.state,
                locale=new.locale,
                countries=new.interests.countries,
                topics=new.interests.topics,
                zone=new.zone,
                consent=new.consent,
            )
        await self._merge_deliveries(old.id, new.id)
        for wishes in (follow, mute):
            kept = select(wishes.c.case_id).where(wishes.c.subscriber == old.id)
            await self._work.run(
                update(wishes)
                .where(wishes.c.subscriber == new.id, wishes.c.case_id.not_in(kept))
                .values(subscriber=old.id)
            )
        if await self._work.row(select(room.c.subscriber).where(room.c.subscriber == old.id)) is not None:
            await self._work.run(delete(room).where(room.c.subscriber == new.id))
        await self._work.run(delete(subscriber).where(subscriber.c.id == new.id))

    async def _merge_deliveries(self, old: int, new: int) -> None:
        """Of two rows of one broadcast the one that got further stays, so nobody is told twice."""
        other = delivery.alias("other")
        begun = exists().where(
            other.c.subscriber == new, other.c.broadcast == delivery.c.broadcast, ~waiting(other)
        )
        await self._work.run(delete(delivery).where(delivery.c.subscriber == old, waiting(), begun))
        known = exists().where(other.c.subscriber == old, other.c.broadcast == delivery.c.broadcast)
        await self._work.run(
            update(delivery).where(delivery.c.subscriber == new, ~known).values(subscriber=old)
        )


_BY_LOOKUP = select(subscriber).where(subscriber.c.lookup == bindparam("lookup"))


def _wins(new: Subscriber, old: Subscriber) -> bool:
    """Whether of two rows for one chat the newer one was set up, and the older one was not."""
    return new.state is SubscriberState.ACTIVE and old.state is not SubscriberState.ACTIVE


def _counted(which: ColumnElement[bool]) -> Select[Any, Any, int]:
    return (
        select(subscriber.c.kind, subscriber.c.locale, func.count().label("many"))
        .where(which)
        .group_by(subscriber.c.kind, subscriber.c.locale)
        .order_by(subscriber.c.locale)
    )


def _subscriber(row: Row[Any]) -> Subscriber:
    return Subscriber(
        row.id,
        row.kind,
        row.locale,
        Interests(row.countries, row.topics),
        row.zone,
        row.state,
        row.consent,
    )
