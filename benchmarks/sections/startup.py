"""From the start of the process to the first answer, and what an idle bot holds."""

import asyncio
import time
from collections.abc import Iterable
from pathlib import Path

from benchmarks import installation
from benchmarks.bench import Bench, Contender, Figures
from benchmarks.child import Child
from benchmarks.results import Column, Table

NAME = "startup"
READER = 9_000_000_001
_LONGEST = 60.0
_LOOK = 0.01
_IDLE = 2.0
"""Seconds after which a bot that was asked for nothing more is idle."""

_COLUMNS = (Column("seconds", "seconds to the first answer", 2), Column("idle_mb", "idle MB"))


def measured(bench: Bench) -> Iterable[Table]:
    template = bench.folder()
    asyncio.run(installation.found(template))
    contenders = (
        Contender("**alertbot**", lambda: _alertbot(bench, template), ours=True),
        Contender("python-telegram-bot, one handler", lambda: _peer(bench, "ptb_bot")),
        Contender("aiogram, one handler", lambda: _peer(bench, "aiogram_bot")),
    )
    title = "from the start of the process to the answer to a /start that waited"
    yield Table(NAME, title, _COLUMNS, "seconds", bench.rows(NAME, contenders), less=True)


def _alertbot(bench: Bench, template: Path) -> Figures:
    folder = installation.copied(template, bench.folder())
    _say_start(bench)
    try:
        return _answered(bench, bench.alertbot(folder, 30))
    finally:
        bench.clear(folder)


def _peer(bench: Bench, module: str) -> Figures:
    _say_start(bench)
    return _answered(bench, bench.client(bench.peers, module, many=0, polls=True))


def _say_start(bench: Bench) -> None:
    bench.server.setup()
    bench.server.say(READER, "/start")


def _answered(bench: Bench, bot: Child) -> Figures:
    try:
        deadline = time.monotonic() + _LONGEST
        while (replied := bench.server.touches()[0].replied) is None:
            if time.monotonic() > deadline:
                raise TimeoutError("no answer")
            time.sleep(_LOOK)
        time.sleep(_IDLE)
        idle = bot.memory()
        bot.stop()
        return {"seconds": replied - bot.began, "idle_mb": idle}
    finally:
        bot.clear()
