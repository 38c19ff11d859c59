"""Processes that are measured: started, watched from outside, and ended."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from .memory import NOW, PEAK, held
from .places import ROOT

LONGEST_END = 60.0
_TOLD = 3_000
"""Characters of a log that are told."""

_TICKS = os.sysconf("SC_CLK_TCK")


class Failed(RuntimeError):
    """A client that could not be measured. ``log`` is the end of what it wrote."""

    def __init__(self, how: str, log: str) -> None:
        last = log.strip().rpartition("\n")[2].replace(f"{ROOT}/", "")
        super().__init__(f"{how}: {last}" if last else how)
        self.log = log


class Child:
    """What it logs goes to ``log``. ``began`` is when it was started, on the monotonic clock."""

    def __init__(
        self, command: Sequence[str], folder: Path, log: Path, settings: Mapping[str, str] | None = None
    ) -> None:
        environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "LANG": "C.UTF-8", **(settings or {})}
        self._log = log
        self.began = time.monotonic()
        with log.open("ab") as said:
            self._process = subprocess.Popen(
                command,
                cwd=folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=said,
            )

    def cpu_seconds(self) -> float:
        """Processor time used so far, in user code and in the system."""
        fields = Path(f"/proc/{self._process.pid}/stat").read_text("ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def memory(self) -> float:
        """Megabytes it holds now. Raises :class:`Failed` when it has ended."""
        return self._held(NOW)

    def peak_memory(self) -> float:
        """Megabytes: the most it has held. Raises :class:`Failed` when it has ended."""
        return self._held(PEAK)

    def kill(self) -> None:
        self._process.kill()
        self._process.communicate()

    def stop(self) -> bytes:
        """Ask it to end; what it printed."""
        self._process.send_signal(signal.SIGTERM)
        return self.end()

    def end(self, seconds: float = LONGEST_END) -> bytes:
        """Wait for its end; what it printed. :class:`Failed` when it fails or does not end."""
        try:
            printed, _ = self._process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            self.kill()
            raise self._failed("did not end") from None
        if self._process.returncode:
            raise self._failed(f"ended with {self._process.returncode}")
        return printed

    def clear(self) -> None:
        """Whatever happened, it is gone afterwards."""
        if self._process.poll() is None:
            self.kill()

    def _held(self, what: str) -> float:
        megabytes = held(self._process.pid, what)
        if megabytes is None:
            raise self._failed("ended on its own")
        return megabytes

    def _failed(self, how: str) -> Failed:
        return Failed(how, self._log.read_text("utf-8", "replace")[-_TOLD:])


def said(printed: bytes) -> dict[str, Any]:
    """The JSON object in the last line of what a client printed."""
    return json.loads(printed.splitlines()[-1])
