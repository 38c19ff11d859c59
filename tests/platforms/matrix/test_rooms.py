"""Whose room a direct room is: nobody gets the bot into one by a trick, and nobody gets two by a crash."""

import asyncio
from pathlib import Path

import pytest

from alertbot.errors import RecipientGone
from alertbot.platforms.matrix.rooms import Rooms
from alertbot.ports import Admitted, Arrived, Membership, current_again, current_delivery
from tests.support.matrix_person import MatrixPerson
from tests.support.synapse import Synapse

from .world import World, met


@pytest.fixture
def world(homeserver: Synapse, tmp_path: Path) -> World:
    return World(homeserver, tmp_path)


async def test_nobody_brings_the_bot_into_a_room_of_several_by_calling_it_direct(world: World) -> None:
    async with world.opened(), world.person("ann") as ann, world.person("eve") as eve:
        await world.poll()
        room = await ann.makes_room(world.bot, eve.user, direct=True)
        for _ in range(6):
            await world.poll()
        await ann.until(lambda: {ann.user, eve.user} == set(ann.client.rooms[room].users))

    assert not [one for one in world.heard if isinstance(one, Arrived)]
    assert not [
        one for one in world.heard if isinstance(one, Admitted) and one.membership is Membership.MEMBER
    ]
    assert room not in str(world.drawers.content)


async def test_a_command_counts_no_more_once_somebody_else_sits_in_a_direct_room(world: World) -> None:
    async with world.opened(), met(world) as (ann, room), world.person("eve") as eve:
        await ann.client.room_invite(room, eve.user)
        await eve.until(lambda: room in eve.client.rooms)
        for _ in range(3):
            await world.poll()
        before = len(heard(world))
        await ann.says(room, "!subscribe")
        for _ in range(3):
            await world.poll()

    assert len(heard(world)) == before


async def test_the_bot_does_not_stay_with_others_when_its_reader_has_left(world: World) -> None:
    async with world.opened(), met(world) as (ann, room), world.person("eve") as eve:
        await ann.client.room_invite(room, eve.user)
        await eve.until(lambda: room in eve.client.rooms)
        await ann.client.room_leave(room)
        async with asyncio.timeout(30):
            while world.bot in eve.client.rooms[room].users:
                await world.poll()
        with pytest.raises(RecipientGone):
            await world.show(ann.user, "for Ann alone")


async def test_a_room_that_was_opened_before_a_crash_is_not_opened_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with world.person("olga") as olga:
        async with world.opened(organizers=[olga.user]):
            await world.poll()
            with monkeypatch.context() as dying:
                dying.setattr(Rooms, "remember", killed)
                with pytest.raises(Killed):
                    await world.show(olga.user, "Please approve")
        async with world.opened(organizers=[olga.user]):
            await world.poll()
            reference = await world.show(olga.user, "Please approve")
        room = reference.partition(" ")[0]
        await olga.until(lambda: "Please approve" in olga.texts(room))
        assert rooms_with(olga, world.bot) == [room]


async def test_a_room_of_an_organizers_own_is_never_taken_for_a_direct_one(world: World) -> None:
    async with world.opened(organizers=[]), world.person("olga") as olga:
        await world.platform.close()
        async with world.opened(organizers=[olga.user]):
            await world.poll()
            committee = await olga.makes_room(world.bot)
            await world.until_heard(1)
            reference = await world.show(olga.user, "for Olga alone")

    assert not reference.startswith(committee)


async def test_what_may_have_arrived_is_not_shown_again_in_a_newer_room(world: World) -> None:
    async with world.opened(), met(world) as (ann, old):
        current_delivery.set(77)
        first = await world.show(ann.user, "An alert")
        await ann.until(lambda: ann.texts(old) == ["An alert"])
        new = await ann.opens(world.bot)
        await world.until_heard(2)
        current_again.set(True)
        assert await world.show(ann.user, "An alert") == first
        current_delivery.set(78)
        other = await world.show(ann.user, "Another alert")
        await ann.until(lambda: ann.texts(new) == ["Another alert"])

    assert first.startswith(old)
    assert other.startswith(new)
    assert ann.texts(old) == ["An alert"]


class Killed(Exception):
    pass


async def killed(*_: object) -> None:
    raise Killed


def heard(world: World) -> list[object]:
    return [one for one in world.heard if one is not None]


def rooms_with(person: MatrixPerson, user: str) -> list[str]:
    return [id for id, room in person.client.rooms.items() if user in room.users]
