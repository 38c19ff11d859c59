"""Transactions under cancellation, the file's safety, the second instance, the way out."""

import asyncio
import os
import sqlite3
import stat
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from alertbot.errors import ConfigurationError, SealBroken, StoreUnavailable
from alertbot.ports import Audience
from alertbot.store import writer
from alertbot.store.codec import Codec
from alertbot.store.engine import database_url, file_of
from alertbot.store.store import SqlStore, open_store
from alertbot.store.vault import Vault
from alertbot.store.writer import FAIR, FAIR_SECONDS, FEWEST, Turns, uninterrupted

from .world import person, subscribe


async def half_of_something(store: SqlStore) -> None:
    async with store.transaction() as tx:
        await subscribe(tx, person(1))
        await tx.people.reach(Audience())
        await subscribe(tx, person(2))


async def test_a_transaction_that_fails_leaves_nothing(store: SqlStore) -> None:
    async def fail() -> None:
        async with store.transaction() as tx:
            await subscribe(tx, person(1))
            raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        await fail()
    async with store.transaction() as tx:
        assert await tx.people.find(person(1)) is None


async def test_whoever_goes_first_waits_for_a_few_of_the_many_in_line(store: SqlStore) -> None:
    over: list[str] = []

    async def write(name: str, *, first: bool = False) -> None:
        async with store.transaction(first=first):
            await asyncio.sleep(0)
        over.append(name)

    crowd = [asyncio.create_task(write(f"tap {number}")) for number in range(FAIR + 16)]
    await asyncio.sleep(0)
    await write("send", first=True)
    assert len(over) <= FAIR + 2
    await asyncio.gather(*crowd)
    assert [name for name in over if name != "send"] == [f"tap {number}" for number in range(FAIR + 16)]


async def test_cancelled_at_any_await_it_is_all_or_nothing_and_the_next_one_works(
    store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    awaits = Awaits()
    monkeypatch.setattr(writer, "uninterrupted", awaits)
    nth = 0
    while nth == awaits.cancelled:
        nth += 1
        task = asyncio.ensure_future(half_of_something(store))
        awaits.aim(task, nth)
        (outcome,) = await asyncio.gather(task, return_exceptions=True)
        assert (outcome is None) == (nth > awaits.cancelled)
        async with store.transaction() as tx:
            both = [await tx.people.find(person(number)) for number in (1, 2)]
            assert (both[0] is None) == (both[1] is None)
            await tx.people.forget(person(1))
            await tx.people.forget(person(2))
    assert awaits.cancelled == 4, "three long counts and the commit; nothing else lets anybody in between"


class Awaits:
    """Stands in for ``uninterrupted`` and cancels a task in its nth call, twice."""

    def __init__(self) -> None:
        self.cancelled = 0
        self._task: asyncio.Task[None] | None = None
        self._left = 0

    def aim(self, task: asyncio.Task[None], nth: int) -> None:
        self._task, self._left = task, nth

    async def __call__(self, work: asyncio.Future[Any]) -> Any:
        if asyncio.current_task() is self._task:
            self._left -= 1
            if self._left == 0 and self._task is not None:
                self.cancelled += 1
                loop = asyncio.get_running_loop()
                loop.call_soon(self._task.cancel)
                loop.call_soon(lambda task: loop.call_soon(task.cancel), self._task)
        return await uninterrupted(work)


async def test_cancelling_one_that_waits_its_turn_disturbs_nobody(store: SqlStore) -> None:
    async with store.transaction() as tx:
        waiting = asyncio.ensure_future(half_of_something(store))
        await asyncio.sleep(0)
        waiting.cancel()
        await subscribe(tx, person(3))
    await asyncio.gather(waiting, return_exceptions=True)
    async with store.transaction() as tx:
        assert await tx.people.find(person(3)) is not None
        assert await tx.people.find(person(1)) is None


async def test_transactions_take_turns(store: SqlStore) -> None:
    await asyncio.gather(*(half_of_something(store) for _ in range(5)))
    async with store.transaction() as tx:
        assert await tx.people.find(person(2)) is not None


async def test_a_transaction_cannot_be_used_after_its_end(store: SqlStore) -> None:
    async with store.transaction() as tx:
        pass
    with pytest.raises(RuntimeError, match="over"):
        await tx.people.find(person(1))


async def test_a_store_that_was_never_opened_says_so(path: Path, vault: Vault, codec: Codec) -> None:
    with pytest.raises(RuntimeError, match="not open"):
        async with SqlStore(path, vault, codec).transaction():
            pass


async def test_only_this_user_can_read_the_data(store: SqlStore, path: Path) -> None:
    await half_of_something(store)
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    assert "alertbot.db-wal" in modes
    assert set(modes.values()) == {0o600}


async def test_a_database_left_open_to_others_is_closed_to_them(
    path: Path, vault: Vault, codec: Codec
) -> None:
    async with open_store(path, vault, codec):
        pass
    os.chmod(path, 0o644)  # noqa: PTH101 - the asynchronous rules know only pathlib
    async with open_store(path, vault, codec):
        assert stat.S_IMODE(os.stat(path).st_mode) == 0o600  # noqa: PTH116


async def test_a_second_instance_is_told_to_go(
    store: SqlStore, path: Path, vault: Vault, codec: Codec
) -> None:
    with pytest.raises(ConfigurationError, match="Another alertbot"):
        await SqlStore(path, vault, codec).open()
    async with open_store(path, vault, codec, exclusive=False) as beside, beside.transaction() as tx:
        assert await tx.people.find(person(1)) is None


async def test_the_lock_is_free_after_closing(path: Path, vault: Vault, codec: Codec) -> None:
    for _ in range(2):
        async with open_store(path, vault, codec) as opened:
            await half_of_something(opened)


async def test_closing_twice_is_closing_once(store: SqlStore) -> None:
    await store.close()
    await store.close()


async def test_with_another_key_it_does_not_open(path: Path, vault: Vault, codec: Codec) -> None:
    async with open_store(path, vault, codec):
        pass
    with pytest.raises(SealBroken, match="not the one this database was sealed with"):
        await SqlStore(path, Vault(bytes(32)), codec).open()
    async with open_store(path, vault, codec):
        pass


@pytest.mark.parametrize("where", ["mysql://x/y", "sqlite://", "sqlite:///:memory:", "http://["])
def test_an_address_that_cannot_hold_the_store_is_refused(where: str) -> None:
    with pytest.raises(ConfigurationError):
        file_of(database_url(where))


def test_a_path_and_an_address_mean_the_same_file(tmp_path: Path) -> None:
    file = tmp_path / "a.db"
    assert database_url(str(file)) == database_url(file) == database_url(f"sqlite:///{file}")
    assert file_of(database_url("postgres://u@h/d")) is None


FORGETFUL = """
import asyncio, pathlib, sys
from alertbot.store.store import SqlStore, open_store
from alertbot.store.vault import Vault
from alertbot.store.codec import Codec
async def main():
    keep = lambda value: value
    codec = Codec(keep, keep, keep, keep)
    async with open_store(pathlib.Path(sys.argv[1]), Vault(bytes(32)), codec) as store:
        async with store.transaction():
            raise SystemExit(7)
asyncio.run(main())
"""


def test_the_program_ends_even_when_it_is_left_in_the_middle(path: Path) -> None:
    ended = subprocess.run([sys.executable, "-c", FORGETFUL, str(path)], timeout=30, check=False)
    assert ended.returncode == 7


async def test_the_connection_is_durable_and_strict(store: SqlStore) -> None:
    from sqlalchemy import text

    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "trusted_schema": 0,
    }
    async with store.transaction() as tx:
        work = tx.work
        found = {name: await work.value(text(f"PRAGMA {name}")) for name in wanted}
    assert found == wanted


async def test_a_snapshot_sees_what_was_committed_and_keeps_no_writer_waiting(store: SqlStore) -> None:
    await half_of_something(store)
    async with store.snapshot() as seen:
        assert await seen.people.find(person(1)) is not None
        async with store.transaction() as tx:
            await subscribe(tx, person(3))
        assert await seen.people.find(person(2)) is not None
        assert await seen.people.find(person(3)) is None, "what came later belongs to the next one"


async def test_a_snapshot_cannot_write(store: SqlStore) -> None:
    with pytest.raises(StoreUnavailable):
        async with store.snapshot() as seen:
            await subscribe(seen, person(1))
    async with store.transaction() as tx:
        assert await tx.people.find(person(1)) is None


async def test_another_program_s_lock_is_waited_for_while_everything_else_goes_on(
    store: SqlStore, path: Path
) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    waiting = asyncio.ensure_future(half_of_something(store))
    for _ in range(20):
        await asyncio.sleep(0)
    assert not waiting.done()
    other.execute("COMMIT")
    other.close()
    await waiting
    async with store.transaction() as tx:
        assert await tx.people.find(person(2)) is not None


async def test_a_folder_may_be_called_anything(tmp_path: Path, vault: Vault, codec: Codec) -> None:
    odd = tmp_path / "100% of #1? (свобода)" / "alertbot.db"
    async with open_store(odd, vault, codec) as opened:
        await half_of_something(opened)
        async with opened.snapshot() as seen:
            assert await seen.people.find(person(2)) is not None


async def test_whoever_goes_first_again_and_again_leaves_room_for_the_others() -> None:
    turns, order, many = Turns(), list[str](), 3 * FAIR

    async def write(name: str, *, first: bool = False) -> None:
        async with turns.turn(first=first):
            order.append(name)
            await asyncio.sleep(0)

    async def send() -> None:
        for _ in range(5):
            await write("send", first=True)

    crowd = [asyncio.create_task(write(f"tap {number}")) for number in range(many)]
    await asyncio.gather(asyncio.create_task(send()), *crowd)
    sends = [place for place, name in enumerate(order) if name == "send"]
    assert all(later - earlier > FAIR for earlier, later in pairwise(sends) if later < many + len(sends) - 2)
    assert [name for name in order if name != "send"] == [f"tap {number}" for number in range(many)]
    assert len(sends) == 5


async def test_where_each_takes_long_only_a_few_go_before_who_goes_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Somebody else holds the database, say: each of the others gives up after seconds."""
    turns, order, loop = Turns(), list[str](), asyncio.get_running_loop()
    passed = [loop.time()]
    monkeypatch.setattr(loop, "time", lambda: passed[0])

    async def write(name: str, *, first: bool = False) -> None:
        async with turns.turn(first=first):
            order.append(name)
            passed[0] += FAIR_SECONDS
            await asyncio.sleep(0)

    async def send() -> None:
        for _ in range(3):
            await write("send", first=True)

    crowd = [asyncio.create_task(write(f"tap {number}")) for number in range(FAIR)]
    await asyncio.gather(asyncio.create_task(send()), *crowd)
    sends = [place for place, name in enumerate(order) if name == "send"]
    assert [later - earlier for earlier, later in pairwise(sends)] == [FEWEST + 1] * 2


async def test_a_turn_given_to_somebody_who_no_longer_wants_it_goes_to_the_next() -> None:
    turns, order = Turns(), list[str]()

    async def write(name: str) -> None:
        async with turns.turn():
            order.append(name)

    async with turns.turn():
        gone, next_one = asyncio.ensure_future(write("gone")), asyncio.ensure_future(write("next"))
        await asyncio.sleep(0)
    gone.cancel()
    await asyncio.gather(gone, next_one, return_exceptions=True)
    assert order == ["next"]
