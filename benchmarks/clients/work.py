"""What a client is told to do, how it does it, and what it says about it in the end."""

import asyncio
import json
import sys
import time
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

from benchmarks.memory import NOW, PEAK, held
from benchmarks.message import TOKEN

Send = Callable[[int], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Work:
    """``at_once``: messages on their way side by side. ``seconds``: how long at most. ``rate`` messages per
    ``period`` seconds, for those that pace themselves; 0 for as fast as can be. ``loop``: ``asyncio`` or
    ``uvloop``. ``data``: the folder of a ledger. ``polls``: also listen to people."""

    url: str
    first: int
    many: int
    at_once: int = 1
    seconds: float = 60.0
    rate: float = 0.0
    period: float = 1.0
    loop: str = "asyncio"
    data: str = ""
    polls: bool = False
    token: str = TOKEN

    @classmethod
    def asked(cls) -> "Work":
        return cls(**json.loads(sys.argv[1]))


@dataclass(slots=True)
class Report:
    """``over``: messages that are accepted or given up, as far as the client knows. ``failed``: given up."""

    over: int = 0
    failed: int = 0
    cpu_seconds: float = 0.0
    peak_mb: float = 0.0
    failures: dict[str, int] = field(default_factory=dict[str, int])

    def fail(self, error: Exception) -> None:
        self.failed += 1
        name = type(error).__name__
        self.failures[name] = self.failures.get(name, 0) + 1

    def tell(self) -> None:
        told = {name: getattr(self, name) for name in self.__dataclass_fields__}
        print(json.dumps({**told, "peak_mb": peak_memory()}), flush=True)


def memory() -> float:
    """Megabytes held now."""
    return held("self", NOW) or 0.0


def peak_memory() -> float:
    """Megabytes: the most that was held."""
    return held("self", PEAK) or 0.0


def run(main: Callable[[Work], Coroutine[Any, Any, Report]]) -> None:
    """Do what the argument says and print the report."""
    work = Work.asked()
    with asyncio.Runner(loop_factory=_loop(work.loop)) as runner:
        report = runner.run(main(work))
    report.tell()


def _loop(name: str) -> Callable[[], asyncio.AbstractEventLoop] | None:
    if name != "uvloop":
        return None
    import uvloop

    return uvloop.new_event_loop


async def side_by_side(work: Work, send: Send, report: Report | None = None) -> Report:
    """Send to everybody, ``at_once`` at a time, until all is done or the time is up. ``report`` is kept up to
    date meanwhile."""
    report = report or Report()
    waiting = iter(range(work.first, work.first + work.many))
    deadline = time.monotonic() + work.seconds

    async def worker() -> None:
        for chat in waiting:
            try:
                await send(chat)
            except Exception as error:  # noqa: BLE001 - whatever a library raises, this message is given up
                report.fail(error)
            report.over += 1
            if time.monotonic() > deadline:
                return

    began = time.process_time()
    try:
        await asyncio.gather(*(worker() for _ in range(work.at_once)))
    finally:
        report.cpu_seconds = time.process_time() - began
    return report
