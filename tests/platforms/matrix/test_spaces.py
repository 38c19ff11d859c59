"""A campaign's network: one event reaches everybody, only the bot writes, and doors open as was chosen."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot.domain.network import Entrance, Network, NetworkPlan
from alertbot.domain.subscriber import Address
from alertbot.errors import Rejected
from alertbot.platforms.matrix.client import answered
from alertbot.platforms.matrix.spaces import alias_of
from alertbot.ports import Knocked
from tests.support.matrix_person import MatrixPerson
from tests.support.synapse import Synapse

from .world import World

PLAN = NetworkPlan("Free Ainur", Entrance.PUBLIC, sealed=False, key="olga 2017-10-04")


@pytest.fixture
async def world(homeserver: Synapse, tmp_path: Path) -> AsyncIterator[World]:
    world = World(homeserver, tmp_path)
    yield world
    await world.platform.close()


async def opened(world: World, olga: MatrixPerson, plan: NetworkPlan) -> Network:
    await world.poll()
    network = await world.platform.open_network(plan, Address("matrix", olga.user))
    for _ in range(3):
        await world.poll()
    await olga.until(lambda: network.room in olga.client.rooms)
    return network


def asked(person: MatrixPerson, method: str, path: str, body: Any = None) -> dict[str, Any]:
    where = f"/_matrix/client/v3/{path}"
    return person.homeserver.ask(method, where, body, person.client.access_token)


async def let_in(person: MatrixPerson, room: str) -> None:
    await person.until(lambda: room in person.client.rooms)


@pytest.mark.parametrize("sealed", [True, False])
async def test_one_event_reaches_everybody_and_only_the_bot_writes(world: World, sealed: bool) -> None:
    plan = NetworkPlan("Free Ainur", Entrance.PUBLIC, sealed=sealed, key="olga")
    async with world.person("olga") as olga, world.person("ann") as ann, world.opened():
        network = await opened(world, olga, plan)
        assert network.link.startswith("https://matrix.to/#/%23free-ainur-")
        await answered(ann.client.join(unquote(network.link.rpartition("/")[2])))
        await let_in(ann, network.room)
        for _ in range(3):
            await world.poll()
        await world.show(network.room, "An alert")
        for person in (olga, ann):
            await person.until(lambda person=person: person.texts(network.room) == ["An alert"])
            assert person.said[-1].encrypted is sealed
            for kind in ("m.room.message", "m.room.encrypted"):
                path = f"rooms/{quote(network.room)}/send/{kind}/1"
                with pytest.raises(Exception, match="403"):
                    asked(person, "PUT", path, {"msgtype": "m.text", "body": "me too"})
        room, olgas = Address("matrix", network.room), Address("matrix", olga.user)
        assert await world.platform.is_administrator(room, olgas)
        assert not await world.platform.is_administrator(room, Address("matrix", ann.user))

    assert [one for one in world.heard if one is not None] == []


async def test_a_plan_carried_out_twice_makes_one_network(world: World) -> None:
    async with world.person("olga") as olga, world.opened():
        first = await opened(world, olga, PLAN)
        assert await world.platform.open_network(PLAN, Address("matrix", olga.user)) == first
        children = asked(olga, "GET", f"rooms/{quote(first.space)}/state")
        assert [one["state_key"] for one in children if one["type"] == "m.space.child"] == [first.room]  # type: ignore[index]


async def test_an_alias_that_is_somebody_elses_is_not_taken_for_ours(world: World) -> None:
    async with world.person("olga") as olga, world.opened():
        await world.poll()
        asked(
            olga,
            "POST",
            "createRoom",
            {"preset": "public_chat", "room_alias_name": alias_of(TAKEN, world.bot)},
        )
        with pytest.raises(Rejected):
            await world.platform.open_network(TAKEN, Address("matrix", olga.user))


TAKEN = NetworkPlan("Taken", Entrance.PUBLIC, sealed=False, key="somebody was faster")


async def test_whoever_knocks_is_let_in_also_after_a_restart(world: World) -> None:
    plan = NetworkPlan("Free Ainur", Entrance.KNOCK, sealed=True, key="knock")
    async with world.person("olga") as olga, world.person("ann") as ann:
        async with world.opened():
            network = await opened(world, olga, plan)
        asked(ann, "POST", f"knock/{quote(network.room)}", {})
        async with world.opened():
            for _ in range(4):
                await world.poll()
            await let_in(ann, network.room)
            await answered(ann.client.join(network.space))


async def test_where_organizers_let_people_in_they_are_told_once_a_day(world: World) -> None:
    plan = NetworkPlan("Free Ainur", Entrance.ASKED, sealed=True, key="asked")
    async with world.person("olga") as olga, world.person("ann") as ann, world.person("eve") as eve:
        async with world.opened():
            network = await opened(world, olga, plan)
            asked(ann, "POST", f"knock/{quote(network.room)}", {})
            await world.until_heard(1)
            asked(eve, "POST", f"knock/{quote(network.room)}", {})
            for _ in range(3):
                await world.poll()
        assert [one for one in world.heard if one is not None] == [Knocked(Address("matrix", network.room))]
        asked(olga, "POST", f"rooms/{quote(network.room)}/invite", {"user_id": ann.user})
        await let_in(ann, network.room)


async def test_members_of_the_space_come_in_and_others_do_not(world: World) -> None:
    plan = NetworkPlan("Free Ainur", Entrance.MEMBERS, sealed=True, key="members")
    async with world.person("olga") as olga, world.person("ann") as ann, world.opened():
        network = await opened(world, olga, plan)
        with pytest.raises(Exception, match="403"):
            asked(ann, "POST", f"join/{quote(network.room)}", {})
        asked(olga, "POST", f"rooms/{quote(network.space)}/invite", {"user_id": ann.user})
        await let_in(ann, network.space)
        asked(ann, "POST", f"join/{quote(network.room)}", {})
        await let_in(ann, network.room)


async def test_a_knock_at_anybody_elses_room_is_none_of_the_bots_business(world: World) -> None:
    async with world.person("olga") as olga, world.person("ann") as ann:
        async with world.opened(organizers=[olga.user]):
            await world.poll()
            room = await olga.makes_room(world.bot)
            await world.until_heard(1)
            asked(olga, "PUT", f"rooms/{quote(room)}/state/m.room.join_rules", {"join_rule": "knock"})
            asked(ann, "POST", f"knock/{quote(room)}", {})
            for _ in range(4):
                await world.poll()
        assert len([one for one in world.heard if one is not None]) == 1
        assert room not in ann.client.rooms


@given(st.text(max_size=200), st.text(max_size=30))
def test_every_name_makes_an_alias_that_homeservers_take(name: str, key: str) -> None:
    plan = NetworkPlan(name, Entrance.PUBLIC, sealed=True, key=key)
    alias = alias_of(plan, "@bot:hs")

    assert alias == alias_of(plan, "@bot:hs") != alias_of(plan, "@other:hs")
    assert set(alias) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert 0 < len(alias) <= 40
