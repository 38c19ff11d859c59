"""A room is followed to its successor when both rooms say so, and never otherwise."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from alertbot.domain.subscriber import Address, ChatKind
from alertbot.errors import RecipientMoved
from alertbot.platforms.matrix.client import answered
from alertbot.platforms.matrix.rooms import Rooms
from alertbot.platforms.matrix.upgrades import Upgrades
from alertbot.platforms.matrix.wire import Wire
from alertbot.ports import Migrated, Stayed
from tests.support.matrix_person import MatrixPerson
from tests.support.synapse import Synapse

from .world import World, met


@pytest.fixture
async def world(homeserver: Synapse, tmp_path: Path) -> AsyncIterator[World]:
    world = World(homeserver, tmp_path)
    yield world
    await world.platform.close()


async def upgraded(person: MatrixPerson, room: str) -> str:
    """The new room, made by the homeserver as apps ask it to."""
    return str(asked(person, "POST", f"rooms/{room}/upgrade", {"new_version": "11"})["replacement_room"])


def asked(person: MatrixPerson, method: str, path: str, body: Any = None) -> dict[str, Any]:
    homeserver: Synapse = person.homeserver
    return homeserver.ask(method, f"/_matrix/client/v3/{path}", body, person.client.access_token)


def empower(person: MatrixPerson, room: str, **changes: Any) -> None:
    where = f"rooms/{room}/state/m.room.power_levels"
    asked(person, "PUT", where, asked(person, "GET", where) | changes)


async def tombstone(person: MatrixPerson, room: str, new: str) -> None:
    content = {"body": "We have moved", "replacement_room": new}
    await answered(person.client.room_put_state(room, "m.room.tombstone", content))


def happened(world: World, kind: type) -> list[Any]:
    return [one for one in world.heard if isinstance(one, kind)]


async def polled(world: World, times: int = 4) -> None:
    for _ in range(times):
        await world.poll()


async def test_a_public_room_is_followed_and_messages_go_to_the_new_one(world: World) -> None:
    async with world.person("olga") as olga, world.opened(organizers=[olga.user]):
        await world.poll()
        room = await olga.makes_room(world.bot, public=True)
        await world.until_heard(1)
        new = await upgraded(olga, room)
        await world.until_heard(2)
        with pytest.raises(RecipientMoved) as moved:
            await world.show(room, "An alert")
        await world.show(new, "An alert")
        await olga.until(lambda: "An alert" in olga.texts(new))

    assert moved.value.chat == new
    assert [one for one in world.heard if one is not None][1:] == [Migrated(Address("matrix", room), new)]


async def test_a_closed_room_is_told_of_once_and_followed_when_somebody_lets_the_bot_in(world: World) -> None:
    async with world.person("olga") as olga, world.person("ann") as ann, world.opened(organizers=[olga.user]):
        await world.poll()
        room = await olga.makes_room(world.bot, ann.user, room_version="10")
        await world.until_heard(1)
        empower(olga, room, users={olga.user: 100, ann.user: 100})
        new = await upgraded(ann, room)
        await world.until_heard(2)
        await polled(world)
        assert happened(world, Stayed) == [Stayed(Address("matrix", room), closed=True)]
        await world.platform.close()
        async with world.opened(organizers=[olga.user]):
            await answered(ann.client.room_invite(new, world.bot))
            await world.until_heard(3)

    assert happened(world, Migrated) == [Migrated(Address("matrix", room), new)]


async def test_a_room_that_was_not_made_as_the_successor_is_left_again_and_told_of_once(world: World) -> None:
    async with world.person("olga") as olga, world.opened(organizers=[olga.user]):
        await world.poll()
        room = await olga.makes_room(world.bot)
        await world.until_heard(1)
        trap = await olga.makes_room(public=True)
        await tombstone(olga, room, trap)
        await world.until_heard(2)
        await tombstone(olga, room, await olga.makes_room(public=True))
        await polled(world)
        await olga.until(lambda: world.bot not in olga.client.rooms[trap].users)

    assert happened(world, Stayed) == [Stayed(Address("matrix", room), closed=False)]
    assert not happened(world, Migrated)


async def test_the_successor_of_another_room_is_not_followed(world: World) -> None:
    async with world.person("olga") as olga, world.opened(organizers=[olga.user]):
        await world.poll()
        room = await olga.makes_room(world.bot)
        await world.until_heard(1)
        trap = await upgraded(olga, await olga.makes_room(public=True))
        await tombstone(olga, room, trap)
        await world.until_heard(2)

    assert happened(world, Stayed) == [Stayed(Address("matrix", room), closed=False)]


async def test_a_sender_who_has_lost_the_power_for_it_moves_nothing(world: World) -> None:
    async with world.person("olga") as olga, world.person("ann") as ann, world.opened(organizers=[olga.user]):
        await world.poll()
        room = await olga.makes_room(world.bot, ann.user, public=True, room_version="10")
        await world.until_heard(1)
        await world.platform.close()
        empower(olga, room, users={olga.user: 100, ann.user: 90}, events={"m.room.tombstone": 90})
        trap = await ann.makes_room(public=True)
        await tombstone(ann, room, trap)
        empower(olga, room, users={olga.user: 100})
        async with world.opened(organizers=[olga.user]):
            await world.until_heard(2)
            await polled(world)
        assert world.bot not in ann.client.rooms[trap].users

    assert happened(world, Stayed) == [Stayed(Address("matrix", room), closed=False)]


@pytest.mark.parametrize(
    "event",
    [
        {"content": {"replacement_room": "!new:hs"}},
        {"content": {"replacement_room": "!new:hs"}, "state_key": "@eve:hs"},
        {"content": {"replacement_room": 7}, "state_key": ""},
        {"content": "gone", "state_key": ""},
        {"state_key": ""},
    ],
)
def test_what_only_looks_like_a_tombstone_says_nothing(event: dict[str, Any]) -> None:
    wire = Wire("http://127.0.0.1:9")
    upgrades = Upgrades(wire, None, Rooms(wire, None, ()))
    before = upgrades.pack()
    upgrades.notice("!old:hs", {"type": "m.room.tombstone", "sender": "@eve:hs", **event})

    assert upgrades.pack() == before


async def test_a_direct_room_goes_on_as_one(world: World) -> None:
    async with world.opened(), met(world) as (ann, room):
        new = await upgraded(ann, room)
        await answered(ann.client.room_invite(new, world.bot))
        await polled(world, 6)
        await ann.until(lambda: new in ann.client.rooms and world.bot in ann.client.rooms[new].users)
        await ann.says(new, "!help")
        *_, said = await world.until_heard(2)
        await world.show(ann.user, "Here")
        await ann.until(lambda: "Here" in ann.texts(new))

    assert said is not None
    assert said.chat == Address("matrix", ann.user)
    assert said.kind is ChatKind.PERSON  # type: ignore[union-attr]
