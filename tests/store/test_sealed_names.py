"""Names that only the organisation's key opens: at signing, and for those given before there was a key."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from nacl.public import PrivateKey, SealedBox

from alertbot.app.names import lock_names
from alertbot.domain.signature import SignatureMode, Support
from alertbot.store.sealed_names import BOX_BYTES, key_mark, sealed_to
from alertbot.store.store import SqlStore, open_store
from alertbot.store.vault import Vault

from .world import CODEC, MASTER, NOW, a_case, an_appeal, person

COUNTED, NAMED = SignatureMode.COUNTED, SignatureMode.NAMED
OFFLINE = PrivateKey(bytes(range(1, 33)))
PUBLIC = bytes(OFFLINE.public_key)
NAME = "Гульнара Сейткали"
MANY, KILLS = 400, 4


class Remembering(Vault):
    """Keeps whatever it sealed: what the master key opens."""

    def __init__(self, names: bytes | None) -> None:
        super().__init__(MASTER, names=names)
        self.sealed: list[tuple[bytes, bytes]] = []

    def seal(self, place: str, row: bytes | int, plain: bytes) -> bytes:
        sealed = super().seal(place, row, plain)
        self.sealed.append((plain, sealed))
        return sealed

    def openable(self, name: str) -> list[bytes]:
        return [sealed for plain, sealed in self.sealed if name.encode() in plain]


@pytest.fixture
def vault() -> Remembering:
    return Remembering(PUBLIC)


@pytest.fixture
async def signed(store: SqlStore) -> int:
    return await published(store)


async def published(store: SqlStore) -> int:
    """An appeal that one person signed by name."""
    async with store.transaction() as tx:
        appeal = await tx.appeals.publish(a_case(), an_appeal(), NOW)
        await tx.signatures.sign(appeal.id, person(1), NAMED, NAME, NOW)
    return appeal.id


def cells(path: Path) -> list[bytes]:
    """Everything in every table, as bytes."""
    with sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True) as connection:
        tables = [
            name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        ]
        rows = [row for table in tables for row in connection.execute(f'SELECT * FROM "{table}"')]  # noqa: S608
    connection.close()
    return [one if isinstance(one, bytes) else str(one).encode() for row in rows for one in row]


async def test_the_database_and_the_master_key_do_not_open_a_name(
    store: SqlStore, vault: Remembering, signed: int, path: Path
) -> None:
    assert vault.openable(NAME) == []
    assert not any(NAME.encode() in cell for cell in cells(path))
    async with store.transaction() as tx:
        assert await tx.signatures.held_about(person(1)) == [(signed, NAMED, "")]
        assert not await tx.signatures.has_open_names()


async def test_only_the_offline_key_opens_what_is_exported(store: SqlStore, signed: int) -> None:
    async with store.transaction() as tx:
        ((box,),) = (await tx.figures.sealed_names(signed, PUBLIC)).values()
    assert len(box) == BOX_BYTES
    assert SealedBox(OFFLINE).decrypt(box).rstrip(b"\0").decode() == NAME


async def test_another_name_takes_the_place_of_the_first_and_both_can_be_withdrawn(
    store: SqlStore, signed: int
) -> None:
    async with store.transaction() as tx:
        await tx.signatures.sign(signed, person(1), NAMED, "Rosa", NOW)
        ((box,),) = (await tx.figures.sealed_names(signed, PUBLIC)).values()
        assert SealedBox(OFFLINE).decrypt(box).rstrip(b"\0") == b"Rosa"
        assert await tx.signatures.support(signed, person(1)) == Support(NAMED, 1)
        assert await tx.signatures.withdraw(signed, person(1))
        assert await tx.figures.sealed_names(signed, PUBLIC) == {}


async def test_a_name_stays_with_the_key_it_was_sealed_to_when_another_takes_its_place(
    store: SqlStore, vault: Remembering, signed: int
) -> None:
    newer = PrivateKey(bytes(range(2, 34)))
    vault.names = bytes(newer.public_key)
    await lock_names(store, locks=True)
    async with store.transaction() as tx:
        await tx.signatures.sign(signed, person(2), NAMED, "Rosa", NOW)
        by_key = await tx.figures.sealed_names(signed, vault.names)
        assert await tx.signatures.held_about(person(2)) == [(signed, NAMED, "")]
    assert by_key.keys() == {key_mark(PUBLIC), key_mark(vault.names)}
    (old,), (new,) = by_key[key_mark(PUBLIC)], by_key[key_mark(vault.names)]
    assert SealedBox(OFFLINE).decrypt(old).rstrip(b"\0").decode() == NAME
    assert SealedBox(newer).decrypt(new).rstrip(b"\0") == b"Rosa"


async def test_a_box_from_before_there_were_marks_is_kept_as_one_whose_key_is_not_known(
    store: SqlStore, signed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("alertbot.store.signatures.locked", sealed_to)
    async with store.transaction() as tx:
        await tx.signatures.sign(signed, person(2), NAMED, "Rosa", NOW)
        by_key = await tx.figures.sealed_names(signed, PUBLIC)
        assert not await tx.signatures.has_open_names()
    assert [len(boxes) for boxes in by_key.values()] == [1, 1]
    assert SealedBox(OFFLINE).decrypt(by_key[""][0]).rstrip(b"\0") == b"Rosa"


async def test_whoever_forgets_everything_leaves_no_box(store: SqlStore, signed: int) -> None:
    async with store.transaction() as tx:
        await tx.signatures.forget(person(1))
        assert not await tx.figures.has_names(signed)


async def test_names_given_before_there_was_a_key_are_sealed_to_it_at_the_start(path: Path) -> None:
    before = Remembering(None)
    async with open_store(path, before, CODEC) as store:
        appeal = await published(store)
        await lock_names(store, locks=False)
        async with store.transaction() as tx:
            assert await tx.signatures.has_open_names()
            assert await tx.signatures.held_about(person(1)) == [(appeal, NAMED, NAME)]
    (old,) = before.openable(NAME)
    assert old in cells(path)

    async with open_store(path, Vault(MASTER, names=PUBLIC), CODEC) as store:
        await lock_names(store, locks=True)
        async with store.transaction() as tx:
            ((box,),) = (await tx.figures.sealed_names(appeal, PUBLIC)).values()
            await tx.signatures.sign(appeal, person(2), COUNTED, "", NOW)
    assert SealedBox(OFFLINE).decrypt(box).rstrip(b"\0").decode() == NAME
    assert old not in cells(path)
    assert not any(old in file.read_bytes() for file in path.parent.glob(f"{path.name}*"))


async def test_a_name_that_does_not_open_stays_as_it_is_and_stops_nothing(path: Path) -> None:
    async with open_store(path, Vault(bytes(32)), CODEC) as store:
        await published(store)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE signature SET name = x'00' WHERE name IS NOT NULL")
    connection.close()
    async with open_store(path, Vault(bytes(32), names=PUBLIC), CODEC) as store:
        await lock_names(store, locks=True)


async def seal_them(path: Path) -> None:
    """A start with a key, a few names at a time."""
    async with open_store(path, Vault(MASTER, names=PUBLIC), CODEC) as store:
        after = (0, b"")
        while after is not None:
            os.write(1, b".")
            async with store.transaction() as tx:
                after = await tx.signatures.lock_names(after, 10)


def killed(path: Path, after: int) -> None:
    code = (
        f"import asyncio, pathlib, sys; sys.path.insert(0, {str(Path(__file__).parents[1])!r})\n"
        f"from store.test_sealed_names import seal_them; asyncio.run(seal_them(pathlib.Path({str(path)!r})))"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stdout.read(after)
        os.kill(child.pid, signal.SIGKILL)


async def test_a_start_that_is_killed_while_it_seals_loses_and_doubles_no_name(path: Path) -> None:
    names = {f"Signer Number {n}" for n in range(MANY)}
    async with open_store(path, Vault(MASTER), CODEC) as store, store.transaction() as tx:
        appeal = (await tx.appeals.publish(a_case(), an_appeal(), NOW)).id
        for number, name in enumerate(sorted(names)):
            await tx.signatures.sign(appeal, person(number), NAMED, name, NOW)
    chance = random.Random(5)  # noqa: S311 - a test's dice
    for _ in range(KILLS):
        killed(path, chance.randint(1, 8))
    async with open_store(path, Vault(MASTER, names=PUBLIC), CODEC) as store:
        await lock_names(store, locks=True)
        async with store.transaction() as tx:
            (boxes,) = (await tx.figures.sealed_names(appeal, PUBLIC)).values()
            assert not await tx.signatures.has_open_names()
    assert len(boxes) == MANY
    assert {SealedBox(OFFLINE).decrypt(box).rstrip(b"\0").decode() for box in boxes} == names
