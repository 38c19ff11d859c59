"""HTTP/1.1 by hand: as little work per request as can be, so that the server is never the limit."""

import asyncio
import re
import time
from collections import deque
from typing import Protocol, cast

_LENGTH = re.compile(rb"\r\ncontent-length:\s*(\d+)", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding:\s*chunked", re.IGNORECASE)
_END = b"\r\n\r\n"
_HEAD = b"HTTP/1.1 %b\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b"


class Answering(Protocol):
    """What takes requests: ``path`` with its query, ``body`` as it came; the answer goes to ``line``."""

    def take(self, path: bytes, body: bytes, line: "Line") -> None: ...


def answer(body: bytes, status: bytes = b"200 OK") -> bytes:
    return _HEAD % (status, len(body), body)


class Line(asyncio.Protocol):
    """One connection. Requests that come one behind the other on it are answered in that order as long as
    their answers are equally late."""

    def __init__(self, taker: Answering) -> None:
        self._taker = taker
        self._buffer = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def connection_lost(self, exc: Exception | None) -> None:
        self._transport = None

    @property
    def is_open(self) -> bool:
        return self._transport is not None

    def write(self, data: bytes) -> None:
        if self._transport is not None:
            self._transport.write(data)

    def data_received(self, data: bytes) -> None:
        buffer = self._buffer + data if self._buffer else data
        while (end := buffer.find(_END)) >= 0:
            if _CHUNKED.search(buffer, 0, end + 2):
                self._refuse()
                return
            found = _LENGTH.search(buffer, 0, end + 2)
            begin = end + len(_END)
            total = begin + (int(found[1]) if found else 0)
            if len(buffer) < total:
                break
            path = buffer[: buffer.find(b"\r\n")].split(b" ", 2)[1]
            self._taker.take(path, buffer[begin:total], self)
            buffer = buffer[total:]
        self._buffer = buffer

    def _refuse(self) -> None:
        """None of the clients send this; one that begins to must not be measured by mistake."""
        self.write(
            answer(b'{"ok":false,"error_code":411,"description":"Length Required"}', b"411 Length Required")
        )
        if self._transport is not None:
            self._transport.close()


class Late:
    """Answers that leave so many seconds after they were given, all by the same delay."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._waiting: deque[tuple[float, Line, bytes]] = deque()
        self._timer: asyncio.TimerHandle | None = None
        self._loop = asyncio.get_running_loop()

    def write(self, line: Line, data: bytes) -> None:
        if not self.seconds:
            line.write(data)
            return
        self._waiting.append((time.monotonic() + self.seconds, line, data))
        if self._timer is None:
            self._timer = self._loop.call_later(self.seconds, self._leave)

    def _leave(self) -> None:
        # The loop's own clock stands still while it reads, and an answer that leaves early is one from a
        # server that is nearer than it says.
        now = time.monotonic()
        waiting = self._waiting
        while waiting and waiting[0][0] <= now:
            _, line, data = waiting.popleft()
            line.write(data)
        self._timer = self._loop.call_later(waiting[0][0] - now, self._leave) if waiting else None
