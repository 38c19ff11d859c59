"""Processes that are measured: started, watched from outside, and ended."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

LONGEST_END = 60.0
_TICKS = os.sysconf("SC_CLK_TCK")


class Child:
    """What it says goes to ``log``. ``began`` is when it was started, on the monotonic clock."""

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
        """Megabytes it holds now."""
        return self._status("VmRSS")

    def peak_memory(self) -> float:
        """Megabytes: the most it has held."""
        return self._status("VmHWM")

    def kill(self) -> None:
        self._process.kill()
        self._process.communicate()

    def stop(self) -> bytes:
        """Ask it to end; what it printed."""
        self._process.send_signal(signal.SIGTERM)
        return self.end()

    def end(self, seconds: float = LONGEST_END) -> bytes:
        """Wait for its end; what it printed. ``RuntimeError`` when it fails or does not end."""
        try:
            printed, _ = self._process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            self.kill()
            raise RuntimeError(f"a client did not end:\n{self._told()}") from None
        if self._process.returncode:
            raise RuntimeError(f"a client failed ({self._process.returncode}):\n{self._told()}")
        return printed

    def clear(self) -> None:
        """Whatever happened, it is gone afterwards."""
        if self._process.poll() is None:
            self.kill()

    def _status(self, name: str) -> float:
        lines = Path(f"/proc/{self._process.pid}/status").read_text("ascii").splitlines()
        return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{name}:"))

    def _told(self) -> str:
        return self._log.read_text("utf-8", "replace")[-3000:]


def said(printed: bytes) -> dict[str, Any]:
    """The JSON object in the last line of what a client printed."""
    return json.loads(printed.splitlines()[-1])
