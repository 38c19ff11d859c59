"""As fast as can be: the same message to the same chats, without a limit."""

from collections.abc import Iterable

from benchmarks import figures
from benchmarks.bench import OURS, Bench, Contender, Figures
from benchmarks.installation import FIRST
from benchmarks.remote import LATENCY
from benchmarks.results import LOST, Column, Table

NAME = "throughput"
MANY, FEW = 200, 50
"""Messages on their way at once."""

UNLIMITED = 10_000
"""Messages a second that alertbot's sender is allowed here: more than any client reaches."""

_COLUMNS = (
    Column("rate", "messages/s"),
    Column("cpu_ms", "CPU ms a message", 2),
    Column("peak_mb", "peak MB"),
    Column(LOST, "lost"),
    Column("repeated", "repeated"),
)


def measured(bench: Bench) -> Iterable[Table]:
    for latency, title in ((LATENCY, "a round trip of 50 ms"), (0.0, "no latency")):
        rows = bench.rows(f"{NAME}, {title}", _contenders(bench, latency))
        yield Table(NAME, title, _COLUMNS, "rate", rows)


def _contenders(bench: Bench, latency: float) -> Iterable[Contender]:
    def peer(name: str, module: str, at_once: int, rate: float = 0.0, loop: str = "asyncio") -> Contender:
        work = {"at_once": at_once, "rate": rate, "loop": loop}
        return Contender(name, lambda: _peer(bench, latency, bench.peers, module, **work))

    yield Contender("**alertbot**, ledger to wire", lambda: _ledger(bench, latency), ours=True)
    yield Contender(
        "alertbot's Telegram side alone, 200 at once",
        lambda: _peer(bench, latency, OURS, "talk", at_once=MANY, loop="uvloop"),
        ours=True,
    )
    yield peer("python-telegram-bot, one after the other", "ptb", 1)
    yield peer("python-telegram-bot, gather 50", "ptb", FEW)
    yield peer("python-telegram-bot, gather 200", "ptb", MANY)
    yield peer("python-telegram-bot, AIORateLimiter set far too high, gather 200", "ptb", MANY, UNLIMITED)
    yield peer("aiogram, gather 50", "aiogram_bot", FEW)
    yield peer("aiogram, gather 200", "aiogram_bot", MANY)
    yield peer("aiogram, gather 200, uvloop", "aiogram_bot", MANY, loop="uvloop")
    yield peer("*limit:* aiohttp alone, 200 at once", "raw", MANY)
    yield peer("*limit:* aiohttp alone, 200 at once, uvloop", "raw", MANY, loop="uvloop")


def _peer(bench: Bench, latency: float, python: str, module: str, **work: float | str) -> Figures:
    bench.server.setup(latency=latency)
    extent = bench.extent
    told = bench.done(python, module, many=extent.messages, seconds=extent.longest, **work)
    return _figures(bench, told, latency)


def _ledger(bench: Bench, latency: float) -> Figures:
    folder, _ = bench.seeded(bench.extent.messages)
    bench.server.setup(latency=latency)
    work = {"many": bench.extent.messages, "seconds": bench.extent.longest, "data": str(folder)}
    try:
        told = bench.done(OURS, "ledger", at_once=MANY, rate=UNLIMITED, loop="uvloop", **work)
    finally:
        bench.clear(folder)
    return _figures(bench, told, latency)


def _figures(bench: Bench, told: dict[str, float], latency: float) -> Figures:
    chats, times = bench.server.log()
    found = figures.tally(chats, range(FIRST, FIRST + bench.extent.messages))
    arrived = bench.extent.messages - found.missing
    return {
        "rate": figures.rate(times, latency),
        "cpu_ms": told["cpu_seconds"] * 1e3 / len(times) if times else None,
        "peak_mb": told["peak_mb"],
        # A message that is on its way when the time is up may arrive and still not be over.
        LOST: max(0, told["over"] - arrived),
        "repeated": found.repeated,
    }
