"""alertbot adds a row for everybody in a large audience, while somebody else goes on writing."""

import asyncio
import json
import time
from datetime import UTC, datetime
from pathlib import Path

from alertbot.app.bot import Bot, Plan
from alertbot.app.database import database_file
from alertbot.app.serving import fastest_loop, opened_store
from alertbot.clocks import SystemClock
from alertbot.intake import Library
from alertbot.ports import RawEvent
from alertbot.store.store import SqlStore
from benchmarks import installation
from benchmarks.clients.work import Work, memory, peak_memory

_PAUSE = 0.002
"""Seconds between two transactions of the other writer."""

_ALONE = 0.5
"""Seconds for which it writes alone, to compare."""


class Other:
    """Somebody who wants to write: what arrives is kept like this. ``waits`` in seconds, from wanting to
    having committed."""

    def __init__(self, store: SqlStore) -> None:
        self._store = store
        self._next = 1
        self.waits: list[float] = []

    async def write(self) -> None:
        while True:
            began = time.perf_counter()
            async with self._store.transaction() as tx:
                events = [RawEvent(self._next, b"{}")]
                await tx.inbox.add(installation.PLATFORM, events, datetime.now(UTC))
            self.waits.append(time.perf_counter() - began)
            self._next += 1
            await asyncio.sleep(_PAUSE)


async def main(work: Work) -> None:
    settings = installation.settings(Path(work.data))
    file = database_file(settings)
    before = file.stat().st_size
    async with opened_store(settings) as store:
        bot = Bot(store, Plan(SystemClock(), (), (), Library(()), rate=30, hold=0))
        told = await _measured(store, bot)
    # Closing has moved what was in the log into the file.
    told["grown_mb"] = (file.stat().st_size - before) / 1e6
    print(json.dumps(told), flush=True)


async def _measured(store: SqlStore, bot: Bot) -> dict[str, float]:
    other = Other(store)
    writing = asyncio.create_task(other.write())
    await asyncio.sleep(_ALONE)
    alone, other.waits = max(other.waits), []
    await installation.begin(store)
    held = memory()
    began = time.perf_counter()
    await bot.look()
    seconds = time.perf_counter() - began
    writing.cancel()
    await asyncio.wait({writing})
    rows = sum((await installation.states(store)).values())
    return {
        "rows": rows,
        "seconds": seconds,
        "worst_wait_ms": max(other.waits) * 1e3,
        "worst_wait_alone_ms": alone * 1e3,
        "memory_mb": peak_memory() - held,
    }


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=fastest_loop()) as runner:
        runner.run(main(Work.asked()))
