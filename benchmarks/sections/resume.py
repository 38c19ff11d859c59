"""Killed in mid-broadcast with SIGKILL, and started again at once."""

import asyncio
import time
from collections.abc import Iterable

from benchmarks import figures, installation
from benchmarks.bench import Bench, Contender, Figures
from benchmarks.installation import FIRST
from benchmarks.remote import LATENCY
from benchmarks.results import LOST, Column, Table

NAME = "resume"
RATES = (30, 1_000)
_KILLED_AFTER = 0.4
"""How much of the broadcast has left when the process is killed."""

_SETTLING = 0.2
"""Seconds in which what was on its way when it died still arrives."""

_SPARE = 60.0
_COLUMNS = (
    Column("seconds", "seconds from start to the next message", 2),
    Column("before", "sent before"),
    Column(LOST, "lost"),
    Column("repeated", "repeated"),
)


def measured(bench: Bench) -> Iterable[Table]:
    contenders = (
        Contender(f"**alertbot**, {rate:,}/s", lambda rate=rate: _killed(bench, rate), ours=True)
        for rate in RATES
    )
    yield Table(NAME, "SIGKILL in mid-broadcast", _COLUMNS, "", bench.rows(NAME, contenders))


def _killed(bench: Bench, rate: int) -> Figures:
    many = int(rate * bench.extent.resuming)
    folder, _ = bench.seeded(many)
    bench.server.setup(latency=LATENCY, limit=rate)
    first = bench.alertbot(folder, rate)
    try:
        bench.server.arrived(int(many * _KILLED_AFTER), _SPARE)
    finally:
        first.kill()
    time.sleep(_SETTLING)
    before = bench.server.standing().accepted
    second = bench.alertbot(folder, rate)
    try:
        bench.server.reached(range(FIRST, FIRST + many), bench.extent.resuming + _SPARE)
        second.stop()
        chats, times = bench.server.log()
        found = figures.tally(chats, range(FIRST, FIRST + many))
        next_one = times[before] - second.began if len(times) > before else None
        lost = max(0, asyncio.run(installation.over(folder)) - (many - found.missing))
        return {"seconds": next_one, "before": before, LOST: lost, "repeated": found.repeated}
    finally:
        second.clear()
        bench.clear(folder)
