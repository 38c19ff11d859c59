"""``alertbot run`` as its users run it: a process of its own, set up by its environment, ended by signals."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import Process
from collections.abc import Mapping
from pathlib import Path

PROGRAM = Path(sys.executable).parent / "alertbot"
LONGEST_END = 45.0
"""Seconds until an ending process is given up: the drain may take 30."""


class BotProcess:
    """One installation: its folder, its settings, and the process that runs on them, again and again."""

    def __init__(self, folder: Path, settings: Mapping[str, str]) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._settings = dict(settings)
        self._log = folder / "log.txt"
        self._process: Process | None = None

    @property
    def data(self) -> Path:
        return self._folder / "data"

    @property
    def log(self) -> str:
        """Everything all processes so far have written to standard output and standard error."""
        return self._log.read_text("utf-8") if self._log.exists() else ""

    @property
    def pid(self) -> int:
        return self._running.pid

    @property
    def _running(self) -> Process:
        if self._process is None:
            raise RuntimeError("the bot was not started")
        return self._process

    async def start(self, **settings: str) -> None:
        """``settings`` without their prefix replace those of the installation this once."""
        named = {"DATA_DIR": str(self.data), **self._settings, **settings}
        environment = {f"ALERTBOT_{name}": value for name, value in named.items() if value}
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                str(PROGRAM),
                "run",
                cwd=self._folder,
                env={"PATH": os.environ["PATH"], "HOME": str(self._folder), **environment},
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def look(self) -> None:
        """``AssertionError`` when it has ended on its own."""
        if self._process is not None:
            assert self._process.returncode in (None, -signal.SIGKILL), self.log[-2000:]

    async def ended(self) -> int:
        """Wait for the end; the exit code."""
        async with asyncio.timeout(LONGEST_END):
            return await self._running.wait()

    async def stop(self) -> int:
        """Ask it to end; the exit code."""
        self._running.send_signal(signal.SIGTERM)
        return await self.ended()

    async def logs(self, *words: str) -> None:
        """Wait until it has written any of these."""
        async with asyncio.timeout(LONGEST_END):
            while not any(said in self.log for said in words):  # noqa: ASYNC110 - nothing tells when another process writes a line
                await asyncio.sleep(0.05)

    async def kill(self) -> None:
        """Nothing it could do about it."""
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
            await self._process.wait()

    def peak_memory(self) -> float:
        """Megabytes: the most it ever held."""
        return self._memory("VmHWM")

    def memory(self) -> float:
        """Megabytes it holds now."""
        return self._memory("VmRSS")

    def _memory(self, name: str) -> float:
        lines = Path(f"/proc/{self.pid}/status").read_text("ascii").splitlines()
        return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{name}:"))

    def cpu_seconds(self) -> float:
        """Processor time used so far."""
        fields = Path(f"/proc/{self.pid}/stat").read_text("ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
