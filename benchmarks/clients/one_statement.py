"""The same rows by one SQL statement over the same database: the least that it can take, while nobody else
can write."""

import asyncio
import json
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from alertbot.app.database import database_file
from benchmarks import installation
from benchmarks.clients.work import Work, memory, peak_memory


def main(work: Work) -> None:
    asyncio.run(installation.begin_with_one(Path(work.data)))
    file = database_file(installation.settings(Path(work.data)))
    before = file.stat().st_size
    with closing(sqlite3.connect(file, isolation_level=None)) as database:
        # As alertbot opens it.
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "cache_size=-32768"):
            database.execute(f"PRAGMA {pragma}")
        names = [row[1] for row in database.execute("PRAGMA table_info(delivery)")][1:]
        named = ", ".join(f'"{name}"' for name in names)
        chosen = ", ".join("s.id" if name == "subscriber" else f'd."{name}"' for name in names)
        held = memory()
        began = time.perf_counter()
        # One row is there; the others are like it. The names are the table's own.
        database.execute(
            f"INSERT INTO delivery ({named}) SELECT {chosen} FROM subscriber s, delivery d "  # noqa: S608
            "WHERE s.id <> d.subscriber"
        )
        seconds = time.perf_counter() - began
        rows = database.execute("SELECT count(*) FROM delivery").fetchone()[0]
    told = {
        "rows": rows,
        "seconds": seconds,
        "worst_wait_ms": seconds * 1e3,
        "memory_mb": peak_memory() - held,
    }
    print(json.dumps({**told, "grown_mb": (file.stat().st_size - before) / 1e6}), flush=True)


if __name__ == "__main__":
    main(Work.asked())
