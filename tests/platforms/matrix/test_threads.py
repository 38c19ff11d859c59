"""What is said about a case in a room stands in the thread of its first alert."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from alertbot.domain.subscriber import Address
from tests.support.synapse import Synapse

from .test_replies import asking
from .world import World


@pytest.fixture
async def world(homeserver: Synapse, tmp_path: Path) -> AsyncIterator[World]:
    world = World(homeserver, tmp_path)
    async with world.opened():
        yield world
        await world.platform.close()


@pytest.mark.parametrize("encrypted", [True, False])
async def test_a_message_stands_in_its_roots_thread_until_that_is_taken_back(
    world: World, encrypted: bool
) -> None:
    async with world.person("olga") as olga:
        await world.platform.close()
        async with world.opened(organizers=[olga.user]) as platform:
            await world.poll()
            room = await olga.makes_room(world.bot, encrypted=encrypted)
            await world.until_heard(1)
            said = platform.encode(asking())
            root = await platform.show(Address("matrix", room), said)
            first = await platform.show(Address("matrix", room, root), said)
            strange = await platform.show(Address("matrix", room, "!elsewhere:example.org $root"), said)
            await platform.delete(Address("matrix", room), root)
            later = await platform.show(Address("matrix", room, root), said)
            await olga.until(lambda: later.split(" ")[1] in olga.relations)

    root, first, strange, later = (message.split(" ")[1] for message in (root, first, strange, later))
    assert olga.relations[first] == {
        "rel_type": "m.thread",
        "event_id": root,
        "is_falling_back": True,
        "m.in_reply_to": {"event_id": root},
    }
    assert [olga.relations[event] for event in (strange, later)] == [{}, {}]
