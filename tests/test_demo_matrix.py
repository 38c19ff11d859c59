"""The demonstration on Matrix: up in seconds, open to a stranger, and nothing of it is left."""

import asyncio
import os
import signal
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest

from alertbot.app.demo_matrix import PASSWORD, Ready, demonstrate_on_matrix
from alertbot.errors import ConfigurationError
from alertbot.playground.homeserver import missing

AT = datetime(2017, 10, 4, 8, tzinfo=UTC)


async def test_without_synapse_one_sentence_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SYNAPSE_PYTHON", "/nowhere/python")
    with pytest.raises(ConfigurationError, match="make synapse"):
        await demonstrate_on_matrix(port=0, at=AT, ready=lambda _: None)


@pytest.mark.skipif(bool(missing()), reason=missing())
async def test_everybody_is_greeted_anybody_can_sign_in_and_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr("alertbot.app.demo_matrix.USUAL_PORT", 0)
    told: asyncio.Future[Ready] = asyncio.get_running_loop().create_future()
    running = asyncio.create_task(demonstrate_on_matrix(port=0, at=AT, ready=told.set_result))
    async with asyncio.timeout(90), aiohttp.ClientSession() as session:
        await asyncio.wait({running, told}, return_when=asyncio.FIRST_COMPLETED)
        ready = told.result()
        async with session.get(f"{ready.page}/feed") as feed:
            async for _ in feed.content:
                if await _all_are_greeted(session, ready.page):
                    break
        who = {"type": "m.id.user", "user": ready.users[0]}
        login = {"type": "m.login.password", "identifier": who, "password": PASSWORD}
        async with session.post(f"{ready.homeserver}/_matrix/client/v3/login", json=login) as answer:
            assert answer.status == 200
        os.kill(os.getpid(), signal.SIGTERM)
        await running

    assert not await asyncio.to_thread(os.listdir, tmp_path)
    with pytest.raises(OSError, match="onnect"):
        await asyncio.open_connection("127.0.0.1", int(ready.homeserver.rpartition(":")[2]))


async def _all_are_greeted(session: aiohttp.ClientSession, page: str) -> bool:
    async with session.get(f"{page}/state") as answer:
        seats = (await answer.json())["seats"]
    direct = [room["messages"] for seat in seats for room in seat["rooms"] if room["direct"]]
    return len(direct) == len(seats) and all(direct)
