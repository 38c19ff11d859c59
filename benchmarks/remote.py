"""The server as whoever runs the benchmarks sees it."""

import http.client
import json
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from .figures import tally
from .places import ROOT
from .server import book

LATENCY = 0.05
"""Seconds: a real round trip to Telegram."""

PATIENCE = 20.0
"""Seconds without a new message after which nothing more is expected."""

_QUIET = 5.0
"""The same, for the last of an audience."""

_LOOK = 0.1


@dataclass(frozen=True, slots=True)
class Standing:
    """``first`` and ``last`` arrival on the monotonic clock; ``None`` while there is none."""

    accepted: int
    refused: int
    calls: dict[str, int]
    first: float | None
    last: float | None
    now: float


@dataclass(frozen=True, slots=True)
class Touch:
    """What a person did, when, and when it was answered and replied to; ``None`` for never."""

    chat: int
    pushed: float
    answered: float | None
    replied: float | None


class Remote:
    def __init__(self, port: int) -> None:
        self.port = port
        self.pid = 0
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def setup(self, *, latency: float = 0.0, limit: int = 0) -> None:
        """Forget everything, and be so far away and so strict from now on."""
        self._ask("setup", latency=latency, limit=limit)

    def standing(self) -> Standing:
        return Standing(**json.loads(self._ask("standing")))

    def log(self) -> tuple[list[int], list[float]]:
        """Chats and times of everything accepted, in order."""
        return book.read(self._ask("log"))

    def touches(self) -> list[Touch]:
        return [Touch(**touch) for touch in json.loads(self._ask("touches"))]

    def say(self, chat: int, text: str) -> None:
        self._ask("say", chat=chat, text=text)

    def tap(self, people: range, data: str, per_second: float, seed: int) -> None:
        """One tap by each of them, at random instants."""
        self._ask("tap", first=people.start, many=len(people), data=data, rate=per_second, seed=seed)

    def echo(self) -> None:
        """There and back."""
        self._ask("echo")

    def arrived(self, messages: int, seconds: float, patience: float = PATIENCE) -> Standing:
        """Wait for so many messages, for so long, or until none has come for so long a time."""
        began = time.monotonic()
        while True:
            standing = self.standing()
            quiet = standing.now - max(began, standing.last or began)
            if standing.accepted >= messages or standing.now - began > seconds or quiet > patience:
                return standing
            time.sleep(_LOOK)

    def reached(self, audience: range, seconds: float) -> None:
        """Wait until everybody in the audience got something, as :meth:`arrived` does for a number."""
        deadline = time.monotonic() + seconds
        standing = self.arrived(len(audience), seconds)
        # Repeats and answers count as well: somebody may still be missing when so many have arrived.
        while tally(self.log()[0], audience).missing and time.monotonic() < deadline:
            before, standing = standing.accepted, self.arrived(standing.accepted + 1, seconds, _QUIET)
            if standing.accepted == before:
                return

    def close(self) -> None:
        self._connection.close()

    def _ask(self, name: str, **asked: Any) -> bytes:
        self._connection.request("GET", f"/control/{name}?{urlencode(asked)}")
        return self._connection.getresponse().read()


@contextmanager
def serving(core: int) -> Generator[Remote]:
    """A server on that core, for as long as the block lasts."""
    command = [sys.executable, "-m", "benchmarks.server", "--core", str(core)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            if process.stdout is None or not (said := process.stdout.readline()):
                raise RuntimeError("the server did not start")
            remote = Remote(int(said))
            remote.pid = process.pid
            yield remote
            remote.close()
        finally:
            process.terminate()
