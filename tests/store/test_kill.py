"""A process that is killed in the middle leaves a store that is whole."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

from alertbot.domain.delivery import DeliveryState
from alertbot.ports import RawEvent
from alertbot.store.store import open_store
from alertbot.store.vault import Vault

from .world import CODEC, MASTER, NOW, Ledger, a_case, an_appeal, person, utter

KILLS = 6


async def work(path: Path) -> None:
    """Handle events for ever: each one is kept, answered and marked done, then sent; say so on the way."""
    async with open_store(path, Vault(MASTER), CODEC) as store:
        ledger = Ledger(store)
        async with store.transaction() as tx:
            await tx.outbox.recover(NOW, everything=True)
            if await tx.appeals.get(1) is None:
                await tx.appeals.publish(a_case(), an_appeal(), NOW)
            event = (await tx.inbox.newest("telegram") or 0) + 1
        while True:
            async with store.transaction() as tx:
                await tx.inbox.add("telegram", [RawEvent(event, b"raw")], NOW)
            async with store.transaction() as tx:
                for waiting in await tx.inbox.waiting("telegram", 9):
                    await tx.outbox.answer(person(waiting.id), utter(), NOW, key=f"answer.{waiting.id}")
                    await tx.signatures.mark(1, person(waiting.id), "handled")
                    await tx.inbox.done("telegram", waiting.id)
            await ledger.sent(await ledger.claim(2))
            os.write(1, b".")
            event += 1


def run_and_kill(path: Path, after: int) -> None:
    code = (
        f"import asyncio, pathlib, sys; sys.path.insert(0, {str(Path(__file__).parents[1])!r})\n"
        f"from store.test_kill import work; asyncio.run(work(pathlib.Path({str(path)!r})))"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        # Reading up to a number of rounds and then a little more work: an instant nobody chose.
        assert len(child.stdout.read(after)) == after, "the child failed by itself"
        os.kill(child.pid, signal.SIGKILL)


def test_killed_at_any_instant_nothing_is_half_done_and_it_starts_again(path: Path) -> None:
    done: set[int] = set()
    chance = random.Random(7)  # noqa: S311 - a test's dice
    for _ in range(KILLS):
        run_and_kill(path, chance.randint(1, 25))
        with sqlite3.connect(path) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
            done = {row[0] for row in connection.execute("SELECT event FROM inbox WHERE state = 'done'")}
            kept = connection.execute("SELECT count(*) FROM inbox").fetchone()[0]
            keys = [row[0] for row in connection.execute("SELECT key FROM delivery ORDER BY id")]
            marks = connection.execute("SELECT count(*) FROM mark").fetchone()[0]
            states = {row[0] for row in connection.execute("SELECT DISTINCT state FROM delivery")}
        connection.close()
        assert sorted(keys, key=lambda key: int(key[7:])) == [f"answer.{event}" for event in sorted(done)]
        assert marks == len(done)
        assert kept - len(done) <= 1
        assert states <= {state.value for state in DeliveryState}
    assert len(done) >= KILLS
