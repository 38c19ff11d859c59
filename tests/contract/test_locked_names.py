"""Names with a key of the organization's: given, locked at once, changed and withdrawn, on every platform."""

import sqlite3
from collections.abc import Mapping
from pathlib import Path

import pytest
from nacl.public import PrivateKey

from alertbot.app.petition import opened
from alertbot.domain.signature import SignatureMode, Support
from alertbot.ports import Tx
from alertbot.store.sealed_names import BOX_BYTES
from tests.support.stage import Stage

from .test_read_and_sign import open_kurmanov, support

OFFLINE = PrivateKey(bytes(range(1, 33)))


@pytest.fixture
async def locked(stage: Stage) -> Stage:
    """The same bot, with a key that lies elsewhere."""
    stage.names_key = bytes(OFFLINE.public_key)
    await stage.restart()
    return stage


async def named(stage: Stage, name: str = "Rosa Example") -> int:
    """Ann signs by name."""
    appeal = await open_kurmanov(stage)
    await stage.ann.taps("card.sign")
    await stage.ann.taps("sign.add_name")
    await stage.ann.says(name)
    stage.ann.sees("sign.name.exactly", name)
    await stage.ann.taps("sign.name.yes")
    stage.ann.sees("sign.is_named")
    return appeal


async def names(stage: Stage, appeal: int) -> tuple[str, ...]:
    """As the organization reads them, far from the bot."""

    async def boxes(tx: Tx) -> Mapping[str, list[bytes]]:
        return await tx.figures.sealed_names(appeal, bytes(OFFLINE.public_key))

    return opened(await stage.asked(boxes), [bytes(OFFLINE)]).names


async def test_its_signer_is_told_that_there_is_a_name_and_who_can_open_it(locked: Stage) -> None:
    appeal = await named(locked)
    await locked.ann.says("/mydata")

    locked.ann.sees("mydata.locked")
    locked.ann.sees_not("Rosa Example")
    assert await names(locked, appeal) == ("Rosa Example",)


async def test_another_name_takes_its_place(locked: Stage) -> None:
    appeal = await named(locked)
    await locked.ann.says("/mydata")
    await locked.ann.taps("mydata.other_name")
    await locked.ann.says("Rosa Sample")
    await locked.ann.taps("sign.name.yes")

    assert await names(locked, appeal) == ("Rosa Sample",)
    assert await support(locked, appeal) == Support(SignatureMode.NAMED, 1)


async def test_it_is_withdrawn_from_there_and_erased_with_everything(locked: Stage) -> None:
    appeal = await named(locked)
    await locked.ann.says("/mydata")
    await locked.ann.taps("mydata.withdraw")
    locked.ann.sees("sign.withdrawn")
    assert await names(locked, appeal) == ()

    await locked.ann.follows(f"sign-{appeal}-1")
    await locked.ann.taps("sign.add_name")
    await locked.ann.says("Rosa Sample")
    await locked.ann.taps("sign.name.yes")
    await locked.ann.says("/panic")
    assert await names(locked, appeal) == ()


async def test_a_name_from_before_there_was_a_key_is_locked_at_the_start(stage: Stage) -> None:
    appeal = await named(stage)
    await stage.ann.says("/mydata")
    stage.ann.sees("Rosa Example")
    stage.names_key = bytes(OFFLINE.public_key)
    await stage.restart()
    stage.ann.looks_away()
    await stage.ann.says("/mydata")

    stage.ann.sees("mydata.locked")
    assert await names(stage, appeal) == ("Rosa Example",)


async def test_nothing_that_the_master_key_opens_holds_the_name_once_it_is_given(
    locked: Stage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Not the event, the conversation, the answer that showed it, nor the signature."""
    sealed: list[bytes] = []
    seal = locked.vault.seal

    def remembered(place: str, row: bytes | int, plain: bytes) -> bytes:
        made = seal(place, row, plain)
        if b"Rosa Example" in plain:
            sealed.append(made)
        return made

    monkeypatch.setattr(locked.vault, "seal", remembered)
    await named(locked)
    kept = cells(tmp_path)

    assert sealed, "the name passed through sealed places"
    assert any(len(cell) > BOX_BYTES for cell in kept)
    assert kept.isdisjoint(sealed)
    assert not any(b"Rosa Example" in cell for cell in kept)


def cells(folder: Path) -> set[bytes]:
    """Everything in every table, as bytes."""
    (file,) = folder.rglob("alertbot.sqlite")
    with sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True) as connection:
        listed = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        rows = [row for (name,) in listed for row in connection.execute(f'SELECT * FROM "{name}"')]  # noqa: S608
    connection.close()
    return {cell if isinstance(cell, bytes) else str(cell).encode() for row in rows for cell in row}
