from alertbot.dialogue.engine import State
from alertbot.ports import Offer
from alertbot.store.store import SqlStore

from .world import NOW, group, person

STATE = State("sign", "name", {"appeal": 7, "name": "Айнур \ud83d"})
OFFERS = [Offer("Sign", "sign-7-1"), Offer("No", "no")]


async def test_a_conversation_is_found_where_it_stood(store: SqlStore) -> None:
    async with store.transaction() as tx:
        assert await tx.talks.state(person(1)) is None
        await tx.talks.keep(person(1), STATE, NOW)
        await tx.talks.keep(person(2), STATE.at("mode"), NOW)
        assert await tx.talks.state(person(1)) == STATE


async def test_ending_a_conversation_leaves_the_choices_that_are_still_shown(store: SqlStore) -> None:
    async with store.transaction() as tx:
        await tx.talks.keep(person(1), STATE, NOW)
        await tx.talks.offer(person(1), OFFERS, NOW)
        await tx.talks.end(person(1))
        assert await tx.talks.state(person(1)) is None
        assert await tx.talks.offers(person(1)) == OFFERS


async def test_new_choices_take_the_place_of_old_ones(store: SqlStore) -> None:
    async with store.transaction() as tx:
        await tx.talks.offer(person(1), OFFERS, NOW)
        await tx.talks.offer(person(1), OFFERS[1:], NOW)
        assert await tx.talks.offers(person(1)) == OFFERS[1:]
        assert await tx.talks.offers(person(2)) == []


async def test_a_conversation_follows_its_chat_to_a_new_id(store: SqlStore) -> None:
    async with store.transaction() as tx:
        await tx.talks.keep(group(1), STATE, NOW)
        await tx.talks.offer(group(1), OFFERS, NOW)
        await tx.people.move(group(1), group(2).chat)
        assert await tx.talks.state(group(2)) == STATE
        assert await tx.talks.offers(group(2)) == OFFERS
        assert await tx.talks.state(group(1)) is None
