from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alertbot.domain.delivery import DeliveryState
from alertbot.domain.signature import SignatureMode
from alertbot.domain.subscriber import ChatKind, Interests, SubscriberState
from alertbot.ports import Audience, Result
from alertbot.store.store import SqlStore

from .world import NOW, Ledger, a_case, a_hearing, an_appeal, group, person, subscribe


async def test_subscribing_again_keeps_the_id_and_changes_the_rest(store: SqlStore) -> None:
    async with store.transaction() as tx:
        first = await subscribe(tx, person(1), countries=("KZ",))
        await tx.people.change(first.id, zone="Asia/Almaty")
        await tx.people.set_state(first.id, SubscriberState.STOPPED)
        again = await tx.people.put(
            person(1), ChatKind.PERSON, "ru", Interests((), ("unions",)), "2", NOW + timedelta(days=1)
        )
        assert again.id == first.id
        assert again.state is SubscriberState.ACTIVE
        assert (again.locale, again.interests, again.consent) == ("ru", Interests((), ("unions",)), "2")
        assert await tx.people.find(person(1)) == again
        assert await tx.people.address(first.id) == person(1)


async def test_only_what_is_given_changes(store: SqlStore) -> None:
    async with store.transaction() as tx:
        id = (await subscribe(tx, person(1), countries=("KZ",))).id
        await tx.people.change(id)
        await tx.people.change(id, zone="Europe/Kyiv")
        await tx.people.change(id, locale="uk")
        await tx.people.change(id, interests=Interests(("UA",)))
        found = await tx.people.find(person(1))
        assert found is not None
        assert (found.locale, found.zone, found.interests) == ("uk", "Europe/Kyiv", Interests(("UA",)))
        await tx.people.change(id, zone="")
        found = await tx.people.find(person(1))
        assert found is not None
        assert found.zone is None


async def test_a_room_waits_until_it_is_set_up(store: SqlStore) -> None:
    async with store.transaction() as tx:
        brought = await tx.people.bring(group(1), ChatKind.GROUP, "Union", person(1), "en", NOW)
        assert brought.state is SubscriberState.WAITING
        room = await tx.people.room(brought.id)
        assert room is not None
        assert room.title == "Union"
        assert await tx.people.rooms_of(person(1)) == [room]
        assert await tx.people.rooms_of(person(2)) == []
        assert await tx.people.room(999) is None


async def test_an_active_room_stays_active_and_keeps_its_owner(store: SqlStore) -> None:
    async with store.transaction() as tx:
        await tx.people.bring(group(1), ChatKind.GROUP, "Union", person(1), "en", NOW)
        await subscribe(tx, group(1), ChatKind.GROUP, "ru", countries=("KZ",))
        again = await tx.people.bring(group(1), ChatKind.GROUP, "New title", person(2), "en", NOW)
        assert (again.state, again.locale) == (SubscriberState.ACTIVE, "ru")
        assert [room.title for room in await tx.people.rooms_of(person(1))] == ["New title"]


async def test_a_room_left_and_brought_again_belongs_to_who_brought_it(store: SqlStore) -> None:
    async with store.transaction() as tx:
        room = await tx.people.bring(group(1), ChatKind.GROUP, "Union", person(1), "en", NOW)
        await tx.people.set_state(room.id, SubscriberState.GONE)
        assert await tx.people.rooms_of(person(1)) == []
        again = await tx.people.bring(group(1), ChatKind.GROUP, "Union", person(2), "en", NOW)
        assert (again.id, again.state) == (room.id, SubscriberState.WAITING)
        assert len(await tx.people.rooms_of(person(2))) == 1


async def test_forgetting_leaves_no_row_about_an_address(store: SqlStore) -> None:
    ledger = Ledger(store)
    async with store.transaction() as tx:
        mine = await subscribe(tx, person(1))
        await subscribe(tx, person(2))
        out = await tx.appeals.publish(a_case(), an_appeal(), NOW)
        await tx.follows.follow(mine.id, out.case_id)
        for who in (person(1), person(2)):
            await tx.signatures.sign(out.id, who, SignatureMode.NAMED, "Name", NOW)
            await tx.signatures.mark(out.id, who, "letter.president.1")
        await tx.people.bring(group(1), ChatKind.GROUP, "Union", person(1), "en", NOW)
    broadcast = await ledger.begun()
    await ledger.answer(person(1))
    await ledger.answer(person(1), key="kept")
    await ledger.sent(await ledger.claim())
    async with store.transaction() as tx:
        await tx.people.forget(person(1))
        assert await tx.people.find(person(1)) is None
        assert await tx.signatures.held_about(person(1)) == []
        assert await tx.signatures.marked(out.id, "letter.*") == 1
        assert (await tx.signatures.support(out.id, person(2))).total == 1
        assert await tx.people.rooms_of(person(1)) == []
        assert await tx.outbox.message_of("kept") is None
    assert sum((await ledger.counts(broadcast)).values()) == 1
    assert await ledger.claim() == []


async def test_leaving_ends_the_messages_and_keeps_the_signature_counted(store: SqlStore) -> None:
    async with store.transaction() as tx:
        mine = await subscribe(tx, person(1))
        out = await tx.appeals.publish(a_case(), an_appeal(), NOW)
        await tx.follows.follow(mine.id, out.case_id)
        await tx.signatures.sign(out.id, person(1), SignatureMode.COUNTED, "", NOW)
        await tx.people.bring(group(1), ChatKind.GROUP, "Union", person(1), "en", NOW)

        await tx.people.leave(person(1))

        assert await tx.people.find(person(1)) is None
        assert (await tx.signatures.support(out.id, person(1))).total == 1
        assert len(await tx.people.rooms_of(person(1))) == 1


async def test_a_group_goes_on_under_its_new_id(store: SqlStore) -> None:
    ledger = Ledger(store)
    async with store.transaction() as tx:
        old = await tx.people.bring(group(1), ChatKind.GROUP, "Union", person(1), "en", NOW)
        await subscribe(tx, group(1), ChatKind.GROUP)
        await tx.people.move(group(1), group(2).chat)
        moved = await tx.people.find(group(2))
        assert moved is not None
        assert moved.id == old.id
        assert await tx.people.find(group(1)) is None
        assert await tx.people.address(old.id) == group(2)
    await ledger.begun()
    assert [claimed.to for claimed in await ledger.claim()] == [group(2)]


@pytest.mark.parametrize("on_its_way", [False, True])
async def test_an_answer_that_is_not_sent_yet_follows_its_chat_as_a_new_message(
    store: SqlStore, *, on_its_way: bool
) -> None:
    ledger = Ledger(store)
    await ledger.answer(group(1), "hello", amends="m5")
    refused = await ledger.claim() if on_its_way else []
    async with store.transaction() as tx:
        await tx.people.move(group(1), group(2).chat)
    for row in refused:
        await ledger.record(Result(row.id, DeliveryState.QUEUED))
    (claimed,) = await ledger.claim()
    assert (claimed.to, claimed.amends) == (group(2), None)
    assert claimed.utterance is not None
    assert claimed.utterance.plain() == "hello"


async def test_two_rows_for_one_chat_become_one_and_nobody_is_told_twice(store: SqlStore) -> None:
    ledger = Ledger(store)
    async with store.transaction() as tx:
        old = await tx.people.bring(group(1), ChatKind.GROUP, "Union", person(1), "en", NOW)
        await subscribe(tx, group(1), ChatKind.GROUP)
        new = await subscribe(tx, group(2), ChatKind.GROUP)
        case_id = (await tx.appeals.publish(a_case(), an_appeal(), NOW)).case_id
        await tx.follows.follow(new.id, case_id)
    broadcast = await ledger.begun()
    claimed = await ledger.claim()
    await ledger.sent([one for one in claimed if one.to == group(2)])
    (unsent,) = [one for one in claimed if one.to == group(1)]
    await ledger.record(Result(unsent.id, DeliveryState.QUEUED))
    async with store.transaction() as tx:
        await tx.people.move(group(1), group(2).chat)
        found = await tx.people.find(group(2))
        assert found is not None
        assert found.id == old.id
        assert await tx.follows.followed(old.id) == [case_id]
        assert await tx.people.address(new.id) is None
    assert await ledger.counts(broadcast) == {DeliveryState.SENT: 1}
    assert await ledger.claim() == []


async def test_a_merge_in_the_middle_of_a_broadcast_does_not_stop_it(store: SqlStore) -> None:
    ledger = Ledger(store)
    async with store.transaction() as tx:
        await subscribe(tx, group(1), ChatKind.GROUP)
        await subscribe(tx, person(1))
        await subscribe(tx, group(2), ChatKind.GROUP)
    broadcast = await ledger.begin()
    await ledger.enqueue(1)
    async with store.transaction() as tx:
        await tx.people.move(group(2), group(1).chat)
    await ledger.enqueue()
    assert await ledger.counts(broadcast) == {DeliveryState.QUEUED: 2}


async def test_moving_an_unknown_chat_or_to_the_same_id_is_nothing(store: SqlStore) -> None:
    async with store.transaction() as tx:
        mine = await subscribe(tx, group(1), ChatKind.GROUP)
        await tx.people.move(group(1), group(1).chat)
        await tx.people.move(group(8), group(9).chat)
        assert await tx.people.find(group(1)) == mine


async def test_the_active_ones_settings_win_when_two_become_one(store: SqlStore) -> None:
    async with store.transaction() as tx:
        old = await tx.people.bring(group(1), ChatKind.GROUP, "Union", person(1), "en", NOW)
        await subscribe(tx, group(2), ChatKind.GROUP, "kk", countries=("KZ",))
        await tx.people.move(group(1), group(2).chat)
        found = await tx.people.find(group(2))
        assert found is not None
        assert (found.id, found.state, found.locale) == (old.id, SubscriberState.ACTIVE, "kk")


async def test_reach_counts_the_active_by_locale_persons_and_rooms_apart(store: SqlStore) -> None:
    async with store.transaction() as tx:
        await subscribe(tx, person(1), locale="en")
        await subscribe(tx, person(2), locale="ru", countries=("KZ",))
        await subscribe(tx, person(3), locale="ru", countries=("MD",))
        stopped = await subscribe(tx, person(4))
        await tx.people.set_state(stopped.id, SubscriberState.STOPPED)
        await subscribe(tx, group(1), ChatKind.GROUP, "en")
        await subscribe(tx, group(2), ChatKind.CHANNEL, "en", topics=("torture",))
        reach = await tx.people.reach(Audience("KZ", ("unions",)))
        assert (reach.persons, reach.rooms) == ({"en": 1, "ru": 1}, {"en": 1})
        assert reach.total == 3


async def test_a_case_reaches_its_followers_and_the_rooms_that_match(store: SqlStore) -> None:
    async with store.transaction() as tx:
        out = await tx.appeals.publish(a_case(), an_appeal(), NOW)
        follower = await subscribe(tx, person(1), locale="ru", countries=("MD",))
        await tx.follows.follow(follower.id, out.case_id)
        await subscribe(tx, person(2))
        await subscribe(tx, group(1), ChatKind.GROUP)
        await subscribe(tx, group(2), ChatKind.GROUP, countries=("MD",))
        for audience in (Audience(case_id=out.case_id), Audience("KZ", ("unions",), out.case_id)):
            reach = await tx.people.reach(audience)
            assert (reach.persons, reach.rooms) == ({"ru": 1}, {"en": 1})


async def test_who_was_told_of_a_hearing_is_told_again_when_it_moves(store: SqlStore) -> None:
    ledger = Ledger(store)
    async with store.transaction() as tx:
        out = await tx.appeals.publish(a_case(), an_appeal(), NOW)
        hearing = await tx.hearings.add(out.case_id, a_hearing())
        told, doubtful, untold = [
            await subscribe(tx, person(number), locale=locale)
            for number, locale in enumerate(("en", "ru", "kk"))
        ]
        for one in (told, doubtful, untold):
            await tx.follows.follow(one.id, out.case_id)
    await ledger.begun(audience=Audience(case_id=out.case_id), hearing=hearing.id)
    by_locale = {claimed.locale: claimed.id for claimed in await ledger.claim()}
    await ledger.record(
        Result(by_locale["en"], DeliveryState.SENT, "m1"),
        Result(by_locale["ru"], DeliveryState.IN_DOUBT),
        Result(by_locale["kk"], DeliveryState.FAILED),
    )
    async with store.transaction() as tx:
        for one in (told, doubtful, untold):
            await tx.follows.unfollow(one.id, out.case_id)
        reach = await tx.people.reach(Audience(case_id=out.case_id, told_of=(hearing.id,)))
        assert reach.persons == {"en": 1, "ru": 1}


CODES = st.sampled_from(["KZ", "MD", "K", "kz", "RU"])
KEYS = st.sampled_from(["unions", "Unions", "union", "torture", "press%"])


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(CODES, max_size=3).map(tuple),
    st.lists(KEYS, max_size=3).map(tuple),
    st.sampled_from(["", "KZ", "MD", "RU"]),
    st.lists(KEYS, max_size=2).map(tuple),
)
async def test_the_database_matches_interests_as_the_domain_does(
    store: SqlStore, countries: tuple[str, ...], keys: tuple[str, ...], country: str, topics: tuple[str, ...]
) -> None:
    async with store.transaction() as tx:
        mine = await subscribe(tx, person(1), countries=countries, topics=keys)
        reach = await tx.people.reach(Audience(country, topics))
    assert bool(reach.total) == mine.interests.match(country, topics)
