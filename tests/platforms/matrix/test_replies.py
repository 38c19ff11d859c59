"""An answer to an older message means that message's choices; an answer in a room says what it answers."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from alertbot.dialogue.engine import Command, Lapsed, Line, Reacted
from alertbot.domain.subscriber import Address, ChatKind
from alertbot.platforms.matrix.choices import quoted
from alertbot.ports import Arrived
from alertbot.wording.tree import Block, Button, Run, Utterance
from tests.support.matrix_person import MatrixPerson
from tests.support.synapse import Synapse

from .world import World, met


@pytest.fixture
async def world(homeserver: Synapse, tmp_path: Path) -> AsyncIterator[World]:
    world = World(homeserver, tmp_path)
    async with world.opened():
        yield world
        await world.platform.close()


def asking(*taps: str) -> Utterance:
    rows = tuple((Button(f"Choose {tap}", tap=tap),) for tap in taps)
    return Utterance((Block("paragraph", (Run("Which?"),)),), rows)


async def shown(world: World, to: str, utterance: Utterance) -> str:
    """The message's reference."""
    listening = asyncio.create_task(world.listen())
    try:
        return await world.platform.show(Address("matrix", to), world.platform.encode(utterance))
    finally:
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)


async def replies(person: MatrixPerson, room: str, event: str, text: str) -> str:
    return await person.says(room, text, **{"m.relates_to": {"m.in_reply_to": {"event_id": event}}})


def arrived(one: object) -> Arrived:
    assert isinstance(one, Arrived)
    return one


@pytest.mark.parametrize("encrypted", [True, False])
async def test_a_number_in_answer_to_an_older_message_is_its_choice(world: World, encrypted: bool) -> None:
    async with met(world, encrypted=encrypted) as (ann, room):
        older = await shown(world, ann.user, asking("first-1", "first-2"))
        await shown(world, ann.user, asking("newer-1", "newer-2"))
        await ann.until(lambda: len(ann.texts(room)) == 2)
        event = older.split(" ")[1]
        for text in ("2", "choose first-1", "7", "something else"):
            await replies(ann, room, event, text)
        await ann.says(room, "2")
        *_, second, worded, beyond, words, plain = await world.until_heard(6)

    assert (arrived(second).packed, arrived(second).event) == ("first-2", None)
    assert arrived(worded).packed == "first-1"
    assert (arrived(beyond).packed, arrived(beyond).event) == (None, Lapsed())
    assert (arrived(words).packed, arrived(words).event) == (None, Line("something else"))
    assert (arrived(plain).packed, arrived(plain).event) == (None, Line("2"))


async def test_after_a_redrawing_the_choices_are_those_that_stand_there(world: World) -> None:
    async with met(world) as (ann, room):
        message = await shown(world, ann.user, asking("old-1"))
        await world.platform.amend(
            Address("matrix", ann.user), message, world.platform.encode(asking("new-1"))
        )
        await ann.until(lambda: any("new-1" in text for text in ann.texts(room)))
        await replies(ann, room, message.split(" ")[1], "1")
        *_, answer = await world.until_heard(2)

    assert arrived(answer).packed == "new-1"


async def test_a_number_in_answer_to_ones_own_message_is_an_ordinary_one(world: World) -> None:
    async with met(world) as (ann, room):
        mine = await ann.says(room, "hello")
        await replies(ann, room, mine, "1")
        await replies(ann, room, "$never-was", "1")
        *_, own, lost = await world.until_heard(4)

    assert arrived(own).event == Line("1")
    assert arrived(lost).event == Lapsed()


async def test_choices_in_a_forged_plain_message_of_ours_do_not_count(world: World) -> None:
    """The homeserver can write in the bot's name, but not with the bot's keys."""
    async with met(world) as (ann, room):
        token = world.homeserver.log_in(world.bot).token
        forged = {"msgtype": "m.text", "body": "?", "alertbot.choices": [["Sign", "sign-1-1"]]}
        path = f"/_matrix/client/v3/rooms/{room}/send/m.room.message/forged"
        event = world.homeserver.ask("PUT", path, forged, token)["event_id"]
        await replies(ann, room, event, "1")
        *_, answer = await world.until_heard(2)

    assert (arrived(answer).packed, arrived(answer).event) == (None, Lapsed())


async def test_an_answer_in_a_room_is_a_reply_to_what_it_answers(world: World) -> None:
    async with world.person("olga") as olga:
        await world.platform.close()
        async with world.opened(organizers=[olga.user]):
            await world.poll()
            room = await olga.makes_room(world.bot, encrypted=True)
            await world.until_heard(1)
            asked = await olga.says(room, "!subscribe")
            *_, command = await world.until_heard(2)
            to = Address("matrix", room, arrived(command).answers)
            await world.platform.show(to, world.platform.encode(asking()))
            await olga.until(lambda: "Which?" in olga.texts(room))

    assert arrived(command).event == Command("subscribe", "")
    assert arrived(command).kind is ChatKind.GROUP
    assert olga.relations[olga.said[-1].event] == {"m.in_reply_to": {"event_id": asked}}


async def test_a_reaction_is_no_answer_and_is_told_so_once(world: World) -> None:
    async with met(world) as (ann, room):
        message = await shown(world, ann.user, asking("sign-1-1"))
        event = message.split(" ")[1]
        for key in ("1️⃣", "👍"):
            relation = {"rel_type": "m.annotation", "event_id": event, "key": key}
            await ann.sends(room, "m.reaction", {"m.relates_to": relation})
        await ann.says(room, "last")
        heard = [arrived(one) for one in await world.until_heard(3)]

    assert sorted(type(one.event).__name__ for one in heard[1:]) == ["Line", "Reacted"]
    assert all(one.packed is None for one in heard)
    assert any(one.event == Reacted() and not one.trusted for one in heard)


@pytest.mark.parametrize("kind", ["m.poll.response", "org.matrix.msc3381.poll.response", "m.poll.start"])
async def test_a_poll_and_its_answers_do_no_harm(world: World, kind: str) -> None:
    async with met(world) as (ann, room):
        message = await shown(world, ann.user, asking("sign-1-1"))
        relation = {"rel_type": "m.reference", "event_id": message.split(" ")[1]}
        content: dict[str, Any] = {"m.relates_to": relation, "m.selections": ["1"]}
        await ann.sends(room, kind, content | {"org.matrix.msc3381.poll.response": {"answers": ["1"]}})
        await ann.says(room, "last")
        *_, last = await world.until_heard(2)

    assert arrived(last).event == Line("last")


def test_what_a_message_answers_is_the_nearest_first() -> None:
    thread = {"rel_type": "m.thread", "event_id": "$root", "m.in_reply_to": {"event_id": "$near"}}
    assert quoted({"m.relates_to": thread}) == ["$near", "$root"]
    assert quoted({"m.relates_to": {"rel_type": "m.replace", "event_id": "$one"}}) == []
    for strange in (None, 3, {}, {"m.relates_to": "x"}, {"m.relates_to": {"m.in_reply_to": 3}}):
        assert quoted(strange) == []
