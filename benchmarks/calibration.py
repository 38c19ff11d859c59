"""How fast the machine is just now: fixed work, timed before each run, so that a slow hour shows."""

import statistics
import time
from collections.abc import Callable, Mapping
from typing import Protocol

_STEPS = 200_000
_SPINS = 3
_ECHOES = 200

SPIN, ECHO = "spin_ms", "echo_us"


class Echoing(Protocol):
    def echo(self) -> None: ...


def calibrated(server: Echoing) -> Mapping[str, float]:
    """Milliseconds of a fixed loop in pure Python, and microseconds to the server and back: medians."""
    spins = statistics.median(_timed(_spin) for _ in range(_SPINS))
    echoes = statistics.median(_timed(server.echo) for _ in range(_ECHOES))
    return {SPIN: spins * 1e3, ECHO: echoes * 1e6}


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _spin() -> None:
    total = 0
    for step in range(_STEPS):
        total += step * step % 7
