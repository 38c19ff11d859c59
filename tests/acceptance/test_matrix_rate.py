"""An alert to many rooms, beside an ordinary client that does nothing but send: measured and told in the log.

``ALERTBOT_MATRIX_ROOMS`` (16) sets how many rooms there are. How long it takes is asserted nowhere.
"""

import asyncio
import logging
import os
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nio  # pyright: ignore[reportMissingTypeStubs]
import orjson
import pytest

from tests.support.synapse import Login, Synapse

from .test_matrix import Crowd, Scene, homeserver, scene

__all__ = ["homeserver", "scene"]
log = logging.getLogger(__name__)

ROOMS = int(os.environ.get("ALERTBOT_MATRIX_ROOMS", "16"))
AT_ONCE = 30
"""Requests of the ordinary client on their way at a time."""

PATIENCE = 120

_LAST = "SELECT max(stream_ordering) FROM events"
_KEPT = """
SELECT count(*), count(DISTINCT room_id), min(origin_server_ts), max(received_ts) FROM events
 WHERE sender = ? AND stream_ordering > ? AND type IN ('m.room.message', 'm.room.encrypted')
   AND room_id IN (SELECT value FROM json_each(?))
"""
"""From when the first event was made until the last one was kept. When each was made says nothing: all that
wait at a time are made at once."""


@dataclass(frozen=True)
class Kept:
    """What somebody said in some rooms since then, in the homeserver's own tables. Looking there costs the
    homeserver nothing, unlike asking it."""

    homeserver: Synapse
    sender: str
    rooms: list[str]
    since: int = 0

    def later(self) -> "Kept":
        """Only what comes from now on."""
        return Kept(self.homeserver, self.sender, self.rooms, self._read(_LAST)[0])

    async def until(self, many: int) -> None:
        async with asyncio.timeout(PATIENCE):
            while self._told()[0] < many:  # noqa: ASYNC110 - a server tells nobody
                await asyncio.sleep(0.3)

    def rate(self) -> float:
        """Messages a second, one to each room, by the homeserver's own clock."""
        many, rooms, first, last = self._told()
        assert many == rooms == len(self.rooms)
        return many * 1000 / max(1, last - first)

    def _told(self) -> tuple[int, ...]:
        return self._read(_KEPT, self.sender, self.since, orjson.dumps(self.rooms).decode())

    def _read(self, query: str, *values: object) -> tuple[int, ...]:
        where = f"{self.homeserver.database.as_uri()}?mode=ro"
        with closing(sqlite3.connect(where, uri=True)) as database:
            return database.execute(query, values).fetchone()


def client(homeserver: Synapse, login: Login, folder: Path) -> Any:
    """The library's own, without what the bot adds to it."""
    library: Any = nio
    folder.mkdir(parents=True)
    config = library.AsyncClientConfig(encryption_enabled=True, pickle_key="a test's own key")
    made = library.AsyncClient(homeserver.url, login.user, store_path=str(folder), config=config)
    made.restore_login(login.user, login.device, login.token)
    return made


@pytest.fixture
async def ordinary(homeserver: Synapse, tmp_path: Path) -> AsyncIterator[Any]:
    login: Login = await asyncio.to_thread(lambda: homeserver.log_in(homeserver.newcomer("ordinary")))
    made = client(homeserver, login, tmp_path / "ordinary")
    yield made
    await made.close()
    made.store.database.close()


async def bring_keys(homeserver: Synapse, crowd: Crowd, folder: Path) -> None:
    """Each of them has a device, so that what is said to them takes a key."""
    for number, login in enumerate(crowd.logins):
        theirs = client(homeserver, login, folder / str(number))
        await theirs.keys_upload()
        await theirs.close()
        theirs.store.database.close()


async def come(ordinary: Any, rooms: list[str]) -> None:
    """Into all of them, and know who is there."""
    await ordinary.keys_upload()
    for room in rooms:
        await ordinary.join(room)
    await ordinary.sync(full_state=True, timeout=0)
    if ordinary.should_query_keys:
        await ordinary.keys_query()


async def sends(ordinary: Any, rooms: list[str], words: str) -> None:
    """As fast as the homeserver takes it."""
    turn = asyncio.Semaphore(AT_ONCE)

    async def send(room: str) -> None:
        async with turn:
            body = {"msgtype": "m.text", "body": words, "format": "org.matrix.custom.html"}
            content = {**body, "formatted_body": words}
            await ordinary.room_send(room, "m.room.message", content, ignore_unverified_devices=True)

    await asyncio.gather(*map(send, rooms))


@pytest.mark.parametrize("encrypted", [False, True], ids=["plain", "encrypted"])
@pytest.mark.xdist_group("matrix")
async def test_an_alert_leaves_about_as_fast_as_the_homeserver_takes_it(
    scene: Scene, ordinary: Any, tmp_path: Path, *, encrypted: bool
) -> None:
    server = scene.homeserver
    crowd, beside = Crowd(server, scene.account), Crowd(server, ordinary.user_id)
    for people, name in ((crowd, "crowd"), (beside, "beside")):
        await asyncio.to_thread(people.enrol, ROOMS)
        if encrypted:
            await bring_keys(server, people, tmp_path / name)
        await asyncio.to_thread(people.open_rooms, encrypted=encrypted)
    await come(ordinary, beside.rooms)
    ours = Kept(server, scene.account, crowd.rooms)
    await ours.until(ROOMS)
    await asyncio.to_thread(crowd.say, "I agree")
    await ours.until(2 * ROOMS)
    words = "Sixty words about somebody who is in prison. " * 15

    first = Kept(server, ordinary.user_id, beside.rooms).later()
    await sends(ordinary, beside.rooms, words)
    raw = [first.rate()]
    alert = ours.later()
    await scene.publishes()
    await alert.until(ROOMS)
    second = first.later()
    await sends(ordinary, beside.rooms, words)
    raw.append(second.rate())

    kind = "encrypted" if encrypted else "plain"
    told = "alert to %s %s rooms: %.1f messages a second, an ordinary client %.1f before and %.1f after"
    log.info(told, ROOMS, kind, alert.rate(), *raw)
