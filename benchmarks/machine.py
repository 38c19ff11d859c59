"""What a run was made on: the machine without its name, and the releases of everything that was measured."""

import os
import platform
import sqlite3
import statistics
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

from .places import ROOT

OURS = ("alertbot", "python-telegram-bot", "aiohttp", "sqlalchemy", "orjson", "uvloop")
PEERS = ("aiogram", "python-telegram-bot", "httpx", "aiolimiter", "aiohttp", "uvloop")
_WRITES = 30


def machine(scratch: Path) -> Mapping[str, str | float]:
    """``scratch`` is where the databases of the runs lie."""
    return {
        "processor": _named("/proc/cpuinfo", "model name") or platform.machine(),
        "cores": len(os.sched_getaffinity(0)),
        "memory_mb": int((_named("/proc/meminfo", "MemTotal") or "0").split()[0]) // 1024,
        "system": f"{platform.system()} {platform.release().partition('-')[0]}",
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "sqlite": sqlite3.sqlite_version,
        "write_to_disk_ms": round(_flush(scratch), 2),
    }


def releases(python: str, names: tuple[str, ...]) -> Mapping[str, str]:
    """Of what is installed beside that Python."""
    program = "import sys, importlib.metadata as m; print(*map(m.version, sys.argv[1:]))"
    said = subprocess.run([python, "-c", program, *names], check=True, capture_output=True, text=True)
    return dict(zip(names, said.stdout.split(), strict=True))


def revision() -> str:
    """Of the code; empty outside a checkout."""
    command = ("git", "describe", "--always", "--dirty", "--exclude=*")
    try:
        said = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return said.stdout.strip()


def _flush(folder: Path) -> float:
    """Milliseconds until 4 kB are safe on disk, the median of some."""
    took: list[float] = []
    with (folder / "flush").open("wb") as file:
        for _ in range(_WRITES):
            began = time.perf_counter()
            file.write(bytes(4096))
            file.flush()
            os.fsync(file.fileno())
            took.append(time.perf_counter() - began)
    return statistics.median(took) * 1e3


def _named(file: str, name: str) -> str | None:
    lines = Path(file).read_text("utf-8").splitlines()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(name)), None)
