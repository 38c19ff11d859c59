"""What rooms wish, as the store keeps it."""

from datetime import timedelta
from pathlib import Path

from alertbot.domain.delivery import BroadcastKind, BroadcastState, DeliveryState, Priority
from alertbot.domain.room_wishes import ANSWERED_WITHIN, Wishes
from alertbot.domain.subscriber import Address, ChatKind, SubscriberState
from alertbot.ports import Audience, Result
from alertbot.store.store import SqlStore

from .test_sealed import disguises, files
from .world import NOW, Ledger, a_case, an_appeal, group, person, screens

KEEPER = "7482915603119"


async def a_room(store: SqlStore, number: int = 1, wishes: Wishes = Wishes()) -> int:  # noqa: B008 - frozen
    async with store.transaction() as tx:
        room = await tx.people.bring(group(number), ChatKind.GROUP, "Committee", person(9), "en", NOW)
        await tx.people.set_state(room.id, SubscriberState.ACTIVE)
        await tx.rooms.wish(room.id, wishes)
    return room.id


async def an_alert(store: SqlStore, key: str) -> int:
    async with store.transaction() as tx:
        published = await tx.appeals.publish(a_case(key), an_appeal(key), NOW)
        id = await tx.outbox.broadcast(
            BroadcastKind.ALERT, screens(), Audience(), Priority.ALERT, NOW, key=key, appeal=published.id
        )
        await tx.outbox.enqueue(1000, NOW)
    return id


async def test_a_room_that_asks_has_no_row_at_all_until_somebody_says_yes(store: SqlStore) -> None:
    room = await a_room(store, wishes=Wishes(asks=True))
    alert = await an_alert(store, "kurmanov")
    assert await Ledger(store).claim() == []
    async with store.transaction() as tx:
        assert [(q.room, q.broadcast) for q in await tx.rooms.unasked(9)] == [(room, alert)]
        assert await tx.rooms.would_come(room, alert, NOW) == NOW
        await tx.rooms.post(room, alert, NOW)

    assert len(await Ledger(store).claim()) == 1


async def test_a_yes_opens_a_broadcast_again_that_was_through(store: SqlStore) -> None:
    room = await a_room(store, wishes=Wishes(asks=True))
    alert = await an_alert(store, "kurmanov")
    async with store.transaction() as tx:
        assert [progress.state for progress in await tx.outbox.settle(NOW)] == [BroadcastState.DONE]
        await tx.rooms.post(room, alert, NOW + timedelta(hours=1))

    assert len(await Ledger(store).claim(now=NOW + timedelta(hours=1))) == 1


async def test_a_second_yes_and_one_that_comes_too_late_add_nothing(store: SqlStore) -> None:
    room = await a_room(store, wishes=Wishes(asks=True))
    first, late = await an_alert(store, "kurmanov"), await an_alert(store, "zhanaozen")
    async with store.transaction() as tx:
        await tx.rooms.post(room, first, NOW)
        await tx.rooms.post(room, first, NOW)
        await tx.rooms.post(room, late, NOW + ANSWERED_WITHIN)

    assert [row.broadcast for row in await Ledger(store).claim()] == [first]


async def test_rooms_without_wishes_get_theirs_beside_those_that_have_some(store: SqlStore) -> None:
    await a_room(store, 1, Wishes(most=1))
    await a_room(store, 2)
    for key in ("kurmanov", "zhanaozen", "aktau"):
        await an_alert(store, key)
    ledger, at_once = Ledger(store), list[str]()
    while rows := await ledger.claim():
        at_once += [row.to.chat for row in rows]
        await ledger.record(*(Result(row.id, DeliveryState.SENT, "1") for row in rows))

    assert sorted(at_once) == sorted([group(1).chat, *[group(2).chat] * 3])


async def test_a_topic_is_where_messages_go_and_not_who_the_room_is(store: SqlStore) -> None:
    room = await a_room(store)
    async with store.transaction() as tx:
        await tx.rooms.use_topic(room, "77")
        found = await tx.people.find(group(1))
        assert found is not None
        assert found.id == room
        assert await tx.people.address(room) == Address("telegram", group(1).chat, "77")
    await an_alert(store, "kurmanov")

    assert [row.to.thread for row in await Ledger(store).claim()] == ["77"]


async def test_who_looks_after_a_room_is_sealed_and_forgotten_with_them(store: SqlStore, path: Path) -> None:
    room, keeper = await a_room(store), Address("telegram", KEEPER)
    async with store.transaction() as tx:
        await tx.rooms.keep(room, keeper, asked=True)
        assert [k.address for k in await tx.rooms.keepers(room)] == [keeper]
        assert [found.subscriber.id for found in await tx.people.rooms_of(keeper)] == [room]
    taken = files(path.parent)
    for disguise in disguises(KEEPER):
        assert [name for name, content in taken.items() if disguise in content] == []
    async with store.transaction() as tx:
        await tx.people.forget(keeper)
        assert await tx.rooms.keepers(room) == []


async def test_two_rooms_that_become_one_wish_what_the_one_that_was_set_up_wished(store: SqlStore) -> None:
    old = await a_room(store, 1, Wishes(most=2))
    new = await a_room(store, 2, Wishes(most=5, asks=True))
    async with store.transaction() as tx:
        await tx.rooms.keep(new, person(3), asked=True)
        await tx.people.set_state(old, SubscriberState.GONE)
        await tx.people.move(group(1), group(2).chat)

        assert await tx.rooms.wishes(old) == Wishes(most=5, asks=True)
        assert [k.address for k in await tx.rooms.keepers(old)] == [person(3)]


async def test_rooms_that_ask_first_and_rooms_that_muted_the_case_are_counted_apart(store: SqlStore) -> None:
    await a_room(store)
    await a_room(store, 2, Wishes(asks=True))
    quiet = await a_room(store, 3, Wishes(asks=True))
    async with store.transaction() as tx:
        published = await tx.appeals.publish(a_case(), an_appeal(), NOW)
        assert await tx.quieting.mute(quiet, published.case_id)
        known, new = await tx.people.reach(Audience(), published.case_id), await tx.people.reach(Audience())

    assert (sum(known.rooms.values()), known.asking, known.muted) == (3, 1, 1)
    assert (new.asking, new.muted) == (2, 0)
