"""What the library would lose on its own when it is killed, or when the homeserver is, is not lost."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest

from alertbot.errors import NotSent, SendFailure, TryLater
from alertbot.platforms.matrix.client import library
from alertbot.platforms.matrix.talk import MatrixPlatform
from alertbot.ports import POSITION, Arrived, current_delivery
from tests.support.synapse import Synapse

from .world import World, met

SECONDS = 20.0
"""Whatever waits longer waits for ever."""


@pytest.fixture
def world(homeserver: Synapse, tmp_path: Path) -> World:
    return World(homeserver, tmp_path)


def refuse_once(
    platform: MatrixPlatform, monkeypatch: pytest.MonkeyPatch, path: str, fail: Callable[[], Any]
) -> list[str]:
    """Let the first request whose address holds ``path`` fail; the list tells what is asked."""
    client: Any = platform._session.client  # pyright: ignore[reportPrivateUsage] - nowhere else to stand in between
    send, asked, failed = client._send, list[str](), list[str]()

    async def sent(kind: type, method: str, where: str, *rest: Any, **more: Any) -> Any:
        asked.append(where)
        if path in where and not failed:
            failed.append(where)
            return fail()
        return await send(kind, method, where, *rest, **more)

    monkeypatch.setattr(client, "_send", sent)
    return asked


def unanswered() -> Any:
    raise TimeoutError


def refused() -> Any:
    return library.ErrorResponse("too many", "M_LIMIT_EXCEEDED", 100)


@pytest.mark.parametrize("path", ["keys/query", "keys/claim", "sendToDevice"])
@pytest.mark.parametrize(("fail", "meaning"), [(unanswered, NotSent), (refused, TryLater)])
async def test_a_message_whose_key_could_not_be_handed_out_is_not_sent_and_read_when_it_is(
    world: World,
    monkeypatch: pytest.MonkeyPatch,
    path: str,
    fail: Callable[[], Any],
    meaning: type[SendFailure],
) -> None:
    async with world.opened() as platform, met(world) as (ann, room):
        current_delivery.set(7)
        platform._session.client.olm.users_for_key_query.add(ann.user)  # pyright: ignore[reportPrivateUsage]
        asked = refuse_once(platform, monkeypatch, path, fail)
        with pytest.raises(meaning):
            await world.show(ann.user, "Court on Friday.")
        assert not any("/send/" in where for where in asked)

        async with asyncio.timeout(SECONDS):
            await insist(world, ann.user)
            await ann.until(lambda: ann.texts(room) == ["Court on Friday."])


async def insist(world: World, to: str) -> None:
    """As the sender does."""
    try:
        await world.show(to, "Court on Friday.")
    except TryLater as wait:
        await asyncio.sleep(wait.after)
        await world.show(to, "Court on Friday.")


async def test_a_start_that_was_killed_while_it_told_its_keys_is_no_obstacle_to_the_next(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(library.AsyncClient, "receive_response", _killed)
        with pytest.raises(KeyboardInterrupt):
            await world.platform.open()
    await world.platform.close()

    async with world.opened(), met(world) as (ann, room):
        await ann.says(room, "can you read this?")
        heard = (await world.until_heard(2))[-1]
        assert isinstance(heard, Arrived)
        assert heard.event is not None


async def test_a_key_that_came_is_kept_with_what_opened_its_parcel_or_comes_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with world.opened(), met(world) as (ann, room):
        await ann.says(room, "you can read me")
        with monkeypatch.context() as patch:
            olm = world.platform._session.client.olm  # pyright: ignore[reportPrivateUsage]
            patch.setattr(olm, "save_inbound_group_session", _dying)
            with pytest.raises(KeyboardInterrupt):
                await world.until_heard(2)

    async with world.opened():
        heard = (await world.until_heard(2))[-1]
        assert isinstance(heard, Arrived)
        assert heard.event is not None


async def test_a_start_to_which_nothing_has_happened_knows_its_rooms(world: World) -> None:
    async with world.opened(), met(world) as (ann, room):
        settled = ""
        while settled != (settled := str(orjson.loads(world.drawers.content[POSITION])["since"])):
            await world.poll()
        async with world.opened():
            await world.show(ann.user, "still there")
            await ann.until(lambda: ann.texts(room) == ["still there"])


async def _killed(*_: Any) -> None:
    raise KeyboardInterrupt


def _dying(*_: Any) -> None:
    raise KeyboardInterrupt
