"""The fork server: imports the bot once, forks a child per life, kills it when told to, says how it ended.

It has no thread and no event loop, so that a fork takes along nothing that only half works afterwards. It
speaks lines of JSON over the socket whose number is its only argument, and ends, with every life, when the
other end is closed.
"""

import gc
import json
import mmap
import os
import selectors
import signal
import socket
import sys
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from types import FrameType
from typing import Any

from . import points
from .life import live
from .order import DAYS, Birth

LATE = (
    "aiosqlite",
    "alembic.command",
    "alembic.config",
    "alertbot.logs",
    "alertbot.platforms.matrix.talk",
    "apscheduler.executors.asyncio",
    "apscheduler.jobstores.memory",
    "apscheduler.schedulers.asyncio",
    "apscheduler.triggers.interval",
    "dateparser",
    "encodings.idna",
    "sqlalchemy.dialects.sqlite.aiosqlite",
)
"""What the bot imports only once it runs: each life would do it anew."""


@dataclass
class _Child:
    id: int
    page: mmap.mmap


class Nursery:
    def __init__(self, line: socket.socket) -> None:
        self._line = line
        self._rest = b""
        self._children: dict[int, _Child] = {}
        self._bell, self._ringer = socket.socketpair()
        for end in (self._bell, self._ringer):
            end.setblocking(False)

    def run(self) -> None:
        """Until the other end of the line is closed."""
        signal.signal(signal.SIGCHLD, _heed)
        signal.set_wakeup_fd(self._ringer.fileno(), warn_on_full_buffer=False)
        with selectors.DefaultSelector() as selector:
            selector.register(self._line, selectors.EVENT_READ, self._hear)
            selector.register(self._bell, selectors.EVENT_READ, self._bury)
            try:
                while True:
                    for key, _ in selector.select():
                        key.data()
            except EOFError:
                self._end()

    def _hear(self) -> None:
        heard = self._line.recv(1 << 16)
        if not heard:
            raise EOFError
        *lines, self._rest = (self._rest + heard).split(b"\n")
        for line in lines:
            order = json.loads(line)
            if "birth" in order:
                self._bear(order["id"], Birth(**order["birth"]))
            else:
                self._signal(order["id"], order["signal"])

    def _bear(self, id: int, birth: Birth) -> None:
        page = mmap.mmap(-1, points.PAGE)
        nursery = os.getpid()
        pid = os.fork()
        if pid:
            self._children[pid] = _Child(id, page)
            return
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        for end in (self._line, self._bell, self._ringer):
            end.close()
        live(birth, page, nursery)

    def _signal(self, id: int, number: int) -> None:
        """Nothing happens to a life that has ended: its number may be another process's by now."""
        for pid, child in self._children.items():
            if child.id == id:
                os.kill(pid, number)

    def _bury(self) -> None:
        with suppress(BlockingIOError):
            self._bell.recv(1 << 16)
        for pid in list(self._children):
            found, status = os.waitpid(pid, os.WNOHANG)
            if found:
                self._report(self._children.pop(pid), os.waitstatus_to_exitcode(status))

    def _report(self, child: _Child, code: int) -> None:
        passed, last = points.read(child.page)
        child.page.close()
        self._say({"id": child.id, "code": code, "points": passed, "last": last})

    def _say(self, what: dict[str, Any]) -> None:
        self._line.sendall(json.dumps(what).encode() + b"\n")

    def _end(self) -> None:
        for pid in self._children:
            os.kill(pid, signal.SIGKILL)
        for pid in self._children:
            os.waitpid(pid, 0)


def _heed(number: int, frame: FrameType | None) -> None:
    """A signal without a handler would not ring the bell."""


def _prepare() -> None:
    """Read once what every life reads at its start: modules, campaigns, catalogues."""
    from alertbot.app import serving
    from alertbot.app.campaigns import campaigns_directory
    from alertbot.wording.catalogue import Catalogues, locales_directory

    for name in LATE:
        with suppress(ImportError):
            import_module(name)
    points.put(serving, "load_library", cache(serving.load_library))
    points.put(Catalogues, "read", cache(Catalogues.read))
    Catalogues.read(locales_directory())
    for day in DAYS:
        serving.load_library(campaigns_directory(), day)


def main() -> None:
    _prepare()
    gc.collect()
    gc.freeze()
    line = socket.socket(fileno=int(sys.argv[1]))
    line.sendall(b'{"ready": true}\n')
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Nursery(line).run()


if __name__ == "__main__":
    main()
