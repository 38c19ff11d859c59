"""The workbench: one server, one folder, and everybody measured in turns."""

import asyncio
import json
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import installation
from .calibration import ECHO, SPIN, calibrated
from .child import Child, Failed, said
from .extent import Extent
from .places import ROOT
from .remote import Remote
from .results import Row, Run

Figures = Mapping[str, float | None]

OURS = sys.executable
"""The Python of alertbot's own environment."""

_LONGEST = 180.0


@dataclass(frozen=True, slots=True)
class Contender:
    """Who is measured, and how."""

    name: str
    measure: Callable[[], Figures]
    ours: bool = False


class Bench:
    """``peers`` is the Python of the peers' environment. ``told`` is called with a line after every run."""

    def __init__(
        self, server: Remote, extent: Extent, peers: str, scratch: Path, told: Callable[[str], None]
    ) -> None:
        self.server = server
        self.extent = extent
        self.peers = peers
        self._scratch = scratch
        self._told = told
        self._folders = 0
        self._templates: dict[int, tuple[Path, str]] = {}

    # --- installations ------------------------------------------------------------------------------------

    def folder(self) -> Path:
        """One that is not there yet, on the disk that everything is measured on."""
        self._folders += 1
        return self._scratch / str(self._folders)

    def seeded(self, many: int) -> tuple[Path, str]:
        """A fresh installation with an alert for so many, and the data of the button that signs it."""
        if many not in self._templates:
            template = self.folder()
            audience = range(installation.FIRST, installation.FIRST + many)
            self._templates[many] = template, asyncio.run(installation.seed(template, audience))
        template, button = self._templates[many]
        return installation.copied(template, self.folder()), button

    def clear(self, folder: Path) -> None:
        shutil.rmtree(folder, ignore_errors=True)

    # --- clients ------------------------------------------------------------------------------------------

    def client(self, python: str, module: str, **work: Any) -> Child:
        """Start one of :mod:`benchmarks.clients`."""
        asked = json.dumps({"url": self.server.url, "first": installation.FIRST, **work})
        command = [python, "-m", f"benchmarks.clients.{module}", asked]
        return Child(command, ROOT, self._log())

    def done(self, python: str, module: str, **work: Any) -> dict[str, Any]:
        """Let a client do all its work; what it says about it."""
        client = self.client(python, module, **work)
        try:
            return said(client.end(_LONGEST))
        finally:
            client.clear()

    def alertbot(self, folder: Path, rate: int) -> Child:
        """Start the whole bot."""
        settings = installation.environment(folder, self.server.url, rate)
        return Child([str(installation.PROGRAM), "run"], folder, self._log(), settings)

    def _log(self) -> Path:
        return self.folder().with_suffix(".log")

    # --- turns --------------------------------------------------------------------------------------------

    def rows(self, about: str, contenders: Iterable[Contender]) -> list[Row]:
        """Measure everybody in turns, so that a slow hour meets all of them: A B C, A B C."""
        contenders = list(contenders)
        rows = [Row(contender.name, contender.ours) for contender in contenders]
        for number in range(1, self.extent.runs + 1):
            for row, contender in zip(rows, contenders, strict=True):
                run = self._run(contender)
                row.runs.append(run)
                self._tell(f"{about}, {row.name}, {number} of {self.extent.runs}", run)
        return rows

    def _run(self, contender: Contender) -> Run:
        calibration = calibrated(self.server)
        try:
            return Run(contender.measure(), calibration)
        except (RuntimeError, OSError) as error:
            if isinstance(error, Failed):
                self._told(error.log)
            return Run({}, calibration, str(error).replace(f"{ROOT}/", "") or type(error).__name__)

    def _tell(self, which: str, run: Run) -> None:
        figures = ", ".join(f"{key} {value:,.4g}" for key, value in run.figures.items() if value is not None)
        noise = f"spin {run.calibration[SPIN]:.1f} ms, echo {run.calibration[ECHO]:.0f} µs"
        self._told(f"{which}: {run.failed or figures} ({noise})")
