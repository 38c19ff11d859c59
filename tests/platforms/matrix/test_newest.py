"""A number means the list that stood above it, whatever was offered or written down meanwhile."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from alertbot.domain.subscriber import Address
from alertbot.platforms.matrix.talk import MatrixPlatform
from alertbot.wording.tree import Handout, Utterance
from tests.support.matrix_person import MatrixPerson
from tests.support.synapse import Synapse

from .test_replies import arrived, asking, shown
from .world import World, met


@pytest.fixture
async def world(homeserver: Synapse, tmp_path: Path) -> AsyncIterator[World]:
    world = World(homeserver, tmp_path)
    async with world.opened():
        yield world
        await world.platform.close()


async def reopened(world: World) -> MatrixPlatform:
    """Another start: nothing is remembered but what was kept."""
    await world.platform.close()
    platform = world.make()
    await platform.open()
    return platform


async def sees(person: MatrixPerson, room: str, many: int) -> None:
    await person.until(lambda: len(person.texts(room)) >= many)


def packed(one: object) -> list[str]:
    return [offer.packed for offer in arrived(one).offers or ()]


@pytest.mark.parametrize("encrypted", [True, False])
async def test_a_number_is_heard_with_the_list_that_stood_above_it(world: World, encrypted: bool) -> None:
    async with met(world, encrypted=encrypted) as (ann, room):
        await shown(world, ann.user, asking("first-1", "first-2"))
        await sees(ann, room, 1)
        await ann.says(room, "2")
        await shown(world, ann.user, asking("newer-1", "newer-2"))
        await sees(ann, room, 2)
        await ann.says(room, "2")
        *_, first, newer = await world.until_heard(3)

    assert (packed(first), packed(newer)) == (["first-1", "first-2"], ["newer-1", "newer-2"])


@pytest.mark.parametrize("encrypted", [True, False])
async def test_what_was_said_while_the_bot_was_away_is_heard_with_it_as_well(
    world: World, encrypted: bool
) -> None:
    """The bot dies with its last message at the homeserver, before it knew of that, and is answered."""
    async with met(world, encrypted=encrypted) as (ann, room):
        await shown(world, ann.user, asking("older-1"))
        await shown(world, ann.user, asking("newer-1"))
        await sees(ann, room, 2)
        await world.poll()
        await reopened(world)
        await ann.says(room, "1")
        *_, asked = await world.until_heard(2)
        await ann.says(room, "1")
        *_, remembered = await world.until_heard(3)

    assert packed(asked) == packed(remembered) == ["newer-1"]


async def test_a_redrawn_list_counts_as_it_stands(world: World) -> None:
    async with met(world) as (ann, room):
        message = await shown(world, ann.user, asking("old-1"))
        to = Address("matrix", ann.user)
        await world.platform.amend(to, message, world.platform.encode(asking("new-1")))
        await ann.until(lambda: any("new-1" in text for text in ann.texts(room)))
        await ann.says(room, "1")
        *_, answer = await world.until_heard(2)

    assert packed(answer) == ["new-1"]


async def test_a_list_that_was_taken_back_uncovers_the_one_above_it(world: World) -> None:
    async with met(world) as (ann, room):
        await shown(world, ann.user, asking("older-1"))
        message = await shown(world, ann.user, asking("retracted-1"))
        await sees(ann, room, 2)
        await world.platform.delete(Address("matrix", ann.user), message)
        await ann.says(room, "1")
        *_, answer = await world.until_heard(2)

    assert packed(answer) == ["older-1"]


async def test_a_file_stands_below_its_words_and_their_choices(world: World) -> None:
    async with met(world) as (ann, room):
        given = Utterance(
            asking("letter-1").blocks, asking("letter-1").rows, handout=Handout("a.txt", "text/plain", b"x")
        )
        await shown(world, ann.user, given)
        await sees(ann, room, 2)
        await ann.says(room, "1")
        *_, heard = await world.until_heard(2)
        await reopened(world)
        await ann.says(room, "1")
        *_, asked = await world.until_heard(3)

    assert packed(heard) == packed(asked) == ["letter-1"]


async def test_below_words_without_choices_those_kept_with_the_chat_count(world: World) -> None:
    async with met(world) as (ann, room):
        await shown(world, ann.user, asking("first-1"))
        await shown(world, ann.user, asking())
        await sees(ann, room, 2)
        await ann.says(room, "1")
        *_, answer = await world.until_heard(2)

    assert arrived(answer).offers is None


async def test_a_list_that_the_homeserver_made_up_does_not_count(world: World) -> None:
    async with met(world) as (ann, room):
        await shown(world, ann.user, asking("real-1"))
        await sees(ann, room, 1)
        token = await asyncio.to_thread(lambda: world.homeserver.log_in(world.bot).token)
        forged = {"msgtype": "m.text", "body": "?", "alertbot.choices": [["Sign", "sign-1-1"]]}
        path = f"/_matrix/client/v3/rooms/{room}/send/m.room.message/forged"
        world.homeserver.ask("PUT", path, forged, token)
        await ann.says(room, "1")
        *_, heard = await world.until_heard(2)
        await reopened(world)
        await ann.says(room, "1")
        *_, asked = await world.until_heard(3)

    assert packed(heard) == packed(asked) == ["real-1"]
