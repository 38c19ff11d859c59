"""Nobody can be read in the library's file, and whoever left is not in it at all."""

import asyncio
import shutil
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, cast

import orjson
import pytest
from nio.store import SqliteStore  # pyright: ignore[reportMissingTypeStubs]

from alertbot.dialogue.engine import Line
from alertbot.platforms.matrix.keystore import SealedStore
from alertbot.platforms.matrix.session import DRAWER
from alertbot.ports import Arrived
from tests.support.matrix_person import MatrixPerson
from tests.support.synapse import Synapse

from .world import World, met


@pytest.fixture
def world(homeserver: Synapse, tmp_path: Path) -> World:
    return World(homeserver, tmp_path)


def file_of(world: World) -> Path:
    (found,) = (world.folder / "matrix").glob("*.db")
    return found


def names(person: MatrixPerson, room: str) -> list[bytes]:
    device = str(person.client.device_id)
    return [word.encode() for word in (person.user, room, device, person.session_key, "Ann's telephone")]


def rows(world: World, *tables: str) -> list[int]:
    with closing(sqlite3.connect(file_of(world))) as base:
        asked = [base.execute(f"SELECT count(*) FROM {table}") for table in tables]  # noqa: S608 - our own names
        return [found.fetchone()[0] for found in asked]


async def until(world: World, true: Callable[[], bool]) -> None:
    async with asyncio.timeout(30):
        while not true():
            await world.poll()


async def until_said(world: World, words: str) -> None:
    await until(world, lambda: Line(words) in [one.event for one in world.heard if isinstance(one, Arrived)])


async def test_nobody_can_be_read_in_the_file_and_the_next_start_still_reads_everybody(world: World) -> None:
    async with world.opened(), met(world) as (ann, room):
        await ann.says(room, "first")
        await world.until_heard(2)
        await world.show(ann.user, "an answer")
        await world.platform.close()
        assert not [word for word in names(ann, room) if word in file_of(world).read_bytes()]
        async with world.opened():
            await ann.says(room, "second")
            await until_said(world, "second")


async def test_whoever_leaves_is_forgotten_and_is_read_again_when_they_come_back(world: World) -> None:
    async with world.opened(), met(world) as (ann, room):
        await ann.says(room, "hello")
        await world.show(ann.user, "an answer")
        await ann.client.room_leave(room)
        await world.until_heard(3)
        await world.poll()
        assert rows(world, "devicekeys", "keys", "encryptedrooms", "megolminboundsessions") == [0, 0, 0, 0]
        assert ann.user.encode() not in b"".join(world.drawers.content.values())
        again = await ann.opens(world.bot)
        await until(world, lambda: world.bot in ann.client.rooms[again].users)
        await ann.says(again, "here I am")
        await until_said(world, "here I am")
        await world.show(ann.user, "welcome back")
        await ann.until(lambda: ann.texts(again) == ["welcome back"])


async def test_a_file_of_an_earlier_release_is_taken_over_and_sealed(world: World) -> None:
    async with world.opened(), met(world) as (ann, room):
        await ann.says(room, "hello")
        await world.until_heard(2)
        await world.platform.close()
        unsealed(world)
        assert ann.user.encode() in file_of(world).read_bytes()
        async with world.opened():
            assert not [word for word in names(ann, room) if word in file_of(world).read_bytes()]
            await ann.says(room, "and you?")
            await until_said(world, "and you?")


def unsealed(world: World) -> None:
    """Write the file anew as releases before this one did."""
    kept = orjson.loads(world.drawers.content[DRAWER])
    place, name = file_of(world).parent, file_of(world).name
    sealed = cast("Any", SealedStore)(kept["user"], kept["device"], str(place), kept["pickle"])
    read = what_is_in(sealed)
    sealed.database.close()
    plain = place.parent / "plain"
    plain.mkdir()
    made = cast("Any", SqliteStore)(kept["user"], kept["device"], str(plain), kept["pickle"])
    made.save_account(read["account"])
    made.save_device_keys(dict(read["devices"].items()))
    made.save_encrypted_rooms(read["rooms"])
    for session in read["heard"]:
        made.save_inbound_group_session(session)
    for key, sessions in read["channels"].items():
        for session in sessions:
            made.save_session(key, session)
    made.database.close()
    shutil.move(plain / name, place / name)


def what_is_in(store: Any) -> Mapping[str, Any]:
    return {
        "account": store.load_account(),
        "devices": store.load_device_keys(),
        "rooms": store.load_encrypted_rooms(),
        "heard": store.load_inbound_group_sessions(),
        "channels": store.load_sessions(),
    }
