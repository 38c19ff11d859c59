"""The nursery as the stage sees it: lives are born, killed, asked to end, and waited for."""

import asyncio
import json
import os
import signal
import socket
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from .order import Birth

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0
"""Seconds in which a nursery must be ready and a life that was asked to end must have ended."""


@dataclass(frozen=True, slots=True)
class Ending:
    """How a life ended. ``code`` as of subprocess: negative for a signal; ``points``: crash points passed;
    ``last``: the name of the last one."""

    code: int
    points: int
    last: str

    @property
    def killed(self) -> bool:
        return self.code == -signal.SIGKILL


class Life:
    """A process. ``id`` is unique to its nursery."""

    def __init__(self, nursery: "Nursery", id: int) -> None:
        self.id = id
        self._nursery = nursery
        self._ending: asyncio.Future[Ending] = asyncio.get_running_loop().create_future()

    @property
    def ending(self) -> Ending | None:
        """``None`` while it lives."""
        return self._ending.result() if self._ending.done() else None

    async def ended(self) -> Ending:
        async with asyncio.timeout(PATIENCE):
            return await asyncio.shield(self._ending)

    async def kill(self) -> Ending:
        """Nothing it could do about it."""
        self._nursery.tell({"id": self.id, "signal": int(signal.SIGKILL)})
        return await self.ended()

    async def stop(self) -> Ending:
        """Ask it to end; one that does not is killed."""
        self._nursery.tell({"id": self.id, "signal": int(signal.SIGTERM)})
        try:
            return await self.ended()
        except TimeoutError:
            return await self.kill()

    def report(self, ending: Ending) -> None:
        if not self._ending.done():
            self._ending.set_result(ending)


class Nursery:
    """The process with this ``pid``, and the line to it."""

    def __init__(self, pid: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.pid = pid
        self._reader = reader
        self._writer = writer
        self._lives: dict[int, Life] = {}
        self._born = 0

    def bear(self, birth: Birth) -> Life:
        self._born += 1
        life = Life(self, self._born)
        self._lives[life.id] = life
        self.tell({"id": life.id, "birth": asdict(birth)})
        return life

    def tell(self, order: dict[str, Any]) -> None:
        self._writer.write(json.dumps(order).encode() + b"\n")

    async def listen(self) -> None:
        """Pass on how lives end, until the nursery does."""
        async for line in self._reader:
            told = json.loads(line)
            if life := self._lives.pop(told.pop("id", 0), None):
                life.report(Ending(**told))


@asynccontextmanager
async def opened() -> AsyncGenerator[Nursery]:
    """A nursery that is ready; it and all its lives are gone afterwards."""
    ours, theirs = socket.socketpair()
    command = (sys.executable, "-m", "tests.trust.nursery", str(theirs.fileno()))
    environment = {**os.environ, "PTB_TIMEDELTA": "true"}
    process = await asyncio.create_subprocess_exec(
        *command, cwd=ROOT, env=environment, pass_fds=[theirs.fileno()], stdin=asyncio.subprocess.DEVNULL
    )
    theirs.close()
    reader, writer = await asyncio.open_connection(sock=ours)
    try:
        async with asyncio.timeout(PATIENCE):
            if not await reader.readline():
                raise RuntimeError("the nursery did not start")
        nursery = Nursery(process.pid, reader, writer)
        listening = asyncio.create_task(nursery.listen())
        yield nursery
        listening.cancel()
    finally:
        await _close(process, writer)


async def _close(process: Process, writer: asyncio.StreamWriter) -> None:
    """The end of the line ends the nursery, and the nursery ends its lives."""
    writer.close()
    with suppress(OSError):
        await writer.wait_closed()
    try:
        async with asyncio.timeout(PATIENCE):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()
