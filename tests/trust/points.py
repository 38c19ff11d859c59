"""Crash points: the instants just before and just after each commit and each network write of a life.

They are found below the bot, at the calls that every commit and every write must make: SQLite's ``commit``
and the socket's ``send``. So they stay where they are however the bot is built. uvloop makes its calls out of
Python's sight and later than it is told to, so lives with crash points live on asyncio's own loop.
"""

import os
import signal
import socket
import sqlite3
import struct
import sys
import threading
from collections.abc import Callable
from functools import partial
from mmap import mmap
from typing import Any, TypeVar

T = TypeVar("T")

PAGE = 4096
_COUNT = struct.Struct("<Q")
_NAME = 64
_INTERNET = (socket.AF_INET, socket.AF_INET6)


class Points:
    """Counts the points a life passes, and kills it at the one numbered ``end_at`` (0: at none).

    ``page`` is memory shared with the nursery, which reads there how far a life got.
    """

    def __init__(self, page: mmap, end_at: int = 0) -> None:
        self._page = page
        self._end_at = end_at
        self._passed = 0
        self._turn = threading.Lock()

    def around(self, what: str, act: Callable[[], T]) -> T:
        """Two points, and what lies between them."""
        self._reach(f"before {what}")
        done = act()
        self._reach(f"after {what}")
        return done

    def _reach(self, name: str) -> None:
        with self._turn:
            self._passed += 1
            _COUNT.pack_into(self._page, 0, self._passed)
            self._page[_COUNT.size : _COUNT.size + _NAME] = name.encode()[:_NAME].ljust(_NAME, b"\0")
            if self._passed == self._end_at:
                os.kill(os.getpid(), signal.SIGKILL)


def read(page: mmap) -> tuple[int, str]:
    """How many points the life of this page passed, and the last one's name."""
    name = bytes(page[_COUNT.size : _COUNT.size + _NAME])
    return _COUNT.unpack_from(page, 0)[0], name.rstrip(b"\0").decode(errors="replace")


def plant(points: Points) -> None:
    """Let every commit and every write to the network of this process pass two points."""
    sys.modules["uvloop"] = None  # pyright: ignore[reportArgumentType] - as if it were not installed
    put(sqlite3, "connect", partial(sqlite3.connect, factory=_observed(points)))
    put(socket.socket, "send", _observed_send(points))


def put(owner: object, name: str, instead: object) -> None:
    """Put something in another's place, for the rest of this process."""
    setattr(owner, name, instead)


def _observed(points: Points) -> type[sqlite3.Connection]:
    class Connection(sqlite3.Connection):
        """Only a commit that changes something is a point: the bot looks at its rows each second."""

        kept = 0

        def commit(self) -> None:
            self.commits(super().commit)

        def commits(self, act: Callable[[], T]) -> T:
            if self.total_changes == self.kept:
                return act()
            self.kept = self.total_changes
            return points.around("commit", act)

        def cursor(self, factory: Any = None) -> Any:
            return super().cursor(Cursor)

        def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
            return self.cursor().execute(sql, parameters)

    class Cursor(sqlite3.Cursor):
        def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
            act = partial(super().execute, sql, parameters)
            commits = sql.lstrip()[:6].upper() in ("COMMIT", "END")
            connection: Any = self.connection
            return connection.commits(act) if commits else act()

    return Connection


def _observed_send(points: Points) -> Callable[..., int]:
    send = socket.socket.send

    def sent(self: socket.socket, data: Any, *flags: int) -> int:
        act = partial(send, self, data, *flags)
        if self.family not in _INTERNET:
            return act()
        return points.around(f"writing {_method(data)}", act)

    return sent


def _method(data: Any) -> str:
    """The Bot API method that these bytes ask for; the rest of the address holds the token."""
    words = bytes(data[:200]).split(b" ", 2)
    is_request = len(words) > 2 and words[0] in (b"GET", b"POST")
    return words[1].rpartition(b"/")[2].decode("ascii", "replace") if is_request else "more"
