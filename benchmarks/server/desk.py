"""Where requests come in: the bots' calls, and those of whoever runs the benchmarks (below ``/control/``)."""

import json
import time
from dataclasses import asdict
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from .telegram import Telegram
from .wire import Line, answer

_CONTROL = b"/control/"
_DONE = answer(b"{}")


class Desk:
    def __init__(self) -> None:
        self._telegram = Telegram(0.0, 0)

    def take(self, path: bytes, body: bytes, line: Line) -> None:
        if path.startswith(_CONTROL):
            parts = urlsplit(path.decode())
            line.write(self._control(parts.path[len(_CONTROL) :], dict(parse_qsl(parts.query))))
            return
        name = path.partition(b"?")[0].rpartition(b"/")[2]
        self._telegram.call(name.lower(), path, body, line)

    def _control(self, name: str, asked: dict[str, str]) -> bytes:
        match name:
            case "echo":
                return _DONE
            case "setup":
                self._telegram.close()
                self._telegram = Telegram(float(asked["latency"]), int(asked["limit"]))
                return _DONE
            case "log":
                return answer(self._telegram.book.written())
            case "touches":
                return _json([asdict(touch) for touch in self._telegram.updates.touches])
            case "say":
                self._telegram.updates.say(int(asked["chat"]), asked["text"])
                return _DONE
            case "tap":
                first, many = int(asked["first"]), int(asked["many"])
                people = range(first, first + many)
                self._telegram.updates.tap_on(people, asked["data"], float(asked["rate"]), int(asked["seed"]))
                return _DONE
            case _:
                return self._standing()

    def _standing(self) -> bytes:
        book = self._telegram.book
        first, last = (book.times[0], book.times[-1]) if book.times else (None, None)
        counts = {"accepted": len(book.times), "refused": book.refused, "calls": book.calls}
        return _json({**counts, "first": first, "last": last, "now": time.monotonic()})


def _json(value: Any) -> bytes:
    return answer(json.dumps(value).encode())
