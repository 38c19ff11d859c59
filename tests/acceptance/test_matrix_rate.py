"""An alert to many rooms, beside an ordinary client that does nothing but send: measured and told in the log.

``ALERTBOT_MATRIX_ROOMS`` (16) sets how many rooms there are. How long it takes is asserted nowhere.
"""

import asyncio
import logging
import os
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from typing import Any

import nio  # pyright: ignore[reportMissingTypeStubs]
import pytest

from tests.support.synapse import Login, Synapse

from .test_matrix import TITLE, Crowd, Scene, homeserver, scene

__all__ = ["homeserver", "scene"]
log = logging.getLogger(__name__)

ROOMS = int(os.environ.get("ALERTBOT_MATRIX_ROOMS", "16"))
AT_ONCE = 30
"""Requests of the ordinary client on their way at a time."""

_TIMES = """
SELECT min(e.origin_server_ts), max(e.origin_server_ts), count(*)
  FROM events AS e JOIN event_json AS j USING (event_id)
 WHERE e.sender = ? AND e.type = 'm.room.message' AND instr(j.json, ?) > 0
"""


def rate(homeserver: Synapse, sender: str, words: str) -> float:
    """Messages a second, by the homeserver's own clock."""
    with closing(sqlite3.connect(f"{homeserver.database.as_uri()}?mode=ro", uri=True)) as database:
        first, last, many = database.execute(_TIMES, (sender, words)).fetchone()
    assert many == ROOMS
    return (many - 1) * 1000 / max(1, last - first)


@pytest.fixture
async def ordinary(homeserver: Synapse) -> AsyncIterator[Any]:
    library: Any = nio
    login: Login = await asyncio.to_thread(lambda: homeserver.log_in(homeserver.newcomer("ordinary")))
    client = library.AsyncClient(homeserver.url, login.user)
    client.restore_login(login.user, login.device, login.token)
    yield client
    await client.close()


async def sends(client: Any, rooms: list[str], words: str) -> None:
    """As fast as the homeserver takes it."""
    turn = asyncio.Semaphore(AT_ONCE)

    async def send(room: str) -> None:
        async with turn:
            body = {"msgtype": "m.text", "body": words, "format": "org.matrix.custom.html"}
            await client.room_send(room, "m.room.message", {**body, "formatted_body": words})

    await asyncio.gather(*map(send, rooms))


@pytest.mark.xdist_group("matrix")
async def test_an_alert_leaves_about_as_fast_as_the_homeserver_takes_it(scene: Scene, ordinary: Any) -> None:
    server = scene.homeserver
    crowd, beside = Crowd(server, scene.account), Crowd(server, ordinary.user_id)
    await asyncio.to_thread(crowd.gather, ROOMS)
    await asyncio.to_thread(beside.gather, ROOMS)
    for room in beside.rooms:
        await ordinary.join(room)
    await crowd.until_everybody_sees("Nothing is stored yet")
    await asyncio.to_thread(crowd.say, "I agree")
    await crowd.until_everybody_sees("You are subscribed")
    words = "Sixty words about somebody who is in prison. " * 15

    await sends(ordinary, beside.rooms, f"first {words}")
    await scene.publishes()
    await crowd.until_everybody_sees(TITLE)
    await sends(ordinary, beside.rooms, f"second {words}")

    raw = [rate(server, ordinary.user_id, f"{which} {words}") for which in ("first", "second")]
    ours = rate(server, scene.account, TITLE)
    log.info("alert to %s rooms: %.1f messages a second, an ordinary client %.1f and %.1f", ROOMS, ours, *raw)
    assert set(map(len, crowd.seen(TITLE))) == {1}
