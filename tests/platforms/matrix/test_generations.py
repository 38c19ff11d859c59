"""A copy of the keys that somebody puts back is noticed at the start: with it nobody could read the bot."""

import shutil
from pathlib import Path
from typing import Any

import orjson
import pytest

from alertbot.errors import ConfigurationError
from alertbot.platforms.matrix import generations
from alertbot.platforms.matrix.account import Account
from alertbot.platforms.matrix.session import DRAWER
from alertbot.platforms.matrix.wire import Wire
from tests.support.synapse import Synapse

from .world import World, met


@pytest.fixture
def world(homeserver: Synapse, tmp_path: Path) -> World:
    return World(homeserver, tmp_path)


def device_of(world: World) -> dict[str, Any]:
    return orjson.loads(world.drawers.content[DRAWER])


async def put_back(world: World, **settings: Any) -> None:
    """The folder of keys is as it was before the last start."""
    keys, copy = world.folder / "matrix", world.folder / "copy"
    async with world.opened(**settings):
        pass
    shutil.copytree(keys, copy)
    async with world.opened(**settings):
        pass
    shutil.rmtree(keys)
    shutil.copytree(copy, keys)


async def test_with_keys_put_back_the_bot_becomes_a_new_device_that_everybody_can_read(world: World) -> None:
    async with world.opened(), met(world) as (ann, room):
        await world.show(ann.user, "before")
        await world.platform.close()
        first = device_of(world)
        await put_back(world)
        async with world.opened():
            await world.show(ann.user, "after")
            await ann.until(lambda: "after" in ann.texts(room))
        assert device_of(world)["device"] != first["device"]
        assert device_of(world)["seeds"] == first["seeds"]
        assert not ann.unreadable


async def test_without_a_password_keys_put_back_are_told(world: World) -> None:
    account = Account(world.homeserver.url, world.bot, token=world.homeserver.log_in(world.bot).token)
    await put_back(world, account=account)
    with pytest.raises(ConfigurationError, match="older than the ones it used last"):
        async with world.opened(account=account):
            pass


async def test_dying_while_a_word_is_exchanged_costs_no_device(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with world.opened():
        first = device_of(world)
        with monkeypatch.context() as dying:
            dying.setattr(Wire, "ask", without_writing(Wire.ask))
            with pytest.raises(RuntimeError):
                await world.platform._session._move_on(first["device"])  # pyright: ignore[reportPrivateUsage]
    async with world.opened():
        assert device_of(world) == first


async def test_a_running_bot_moves_on_as_well(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generations, "SECONDS", 0.0)
    keys, copy = world.folder / "matrix", world.folder / "copy"
    async with world.opened():
        first = device_of(world)
        shutil.copytree(keys, copy)
        for _ in range(2):
            await world.poll()
    shutil.rmtree(keys)
    shutil.copytree(copy, keys)
    async with world.opened():
        assert device_of(world)["device"] != first["device"]


def without_writing(ask: Any) -> Any:
    async def asked(wire: Wire, method: str, path: str, body: object = None) -> Any:
        if method == "PUT" and generations.KIND in path:
            raise RuntimeError
        return await ask(wire, method, path, body)

    return asked
