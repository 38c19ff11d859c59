"""What came out: tables of rows, a row of runs, a run of figures."""

import statistics
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from .figures import Spread

LOST = "lost"
"""The figure that counts messages which were over for the client and never came to the server."""


@dataclass(frozen=True, slots=True)
class Column:
    """``key`` names the figure; ``scale`` is what it is multiplied by to be shown."""

    key: str
    heading: str
    digits: int = 0
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class Run:
    """``calibration``: how fast the machine was just before. ``failed`` says why there are no figures."""

    figures: Mapping[str, float | None]
    calibration: Mapping[str, float]
    failed: str = ""


@dataclass(slots=True)
class Row:
    """``ours``: alertbot, or a part of it."""

    name: str
    ours: bool = False
    runs: list[Run] = field(default_factory=list[Run])

    def spread(self, key: str) -> Spread | None:
        """``None`` where no run has that figure."""
        values = (run.figures.get(key) for run in self.runs)
        return Spread.of(value for value in values if value is not None)

    def calibration(self, key: str) -> float:
        """The median over the runs."""
        return statistics.median(run.calibration[key] for run in self.runs)

    @property
    def lost(self) -> int:
        """Over all runs."""
        return int(sum(run.figures.get(LOST) or 0 for run in self.runs))


@dataclass(slots=True)
class Table:
    """The first row is the one that the others are compared to, by the figure ``compared``: more is better,
    or less if ``less`` says so."""

    section: str
    title: str
    columns: tuple[Column, ...]
    compared: str
    rows: list[Row]
    less: bool = False

    def ratio(self, row: Row) -> float | None:
        """How many times better the first row is; ``None`` where one of them has no figure."""
        first, this = self.rows[0].spread(self.compared), row.spread(self.compared)
        if first is None or this is None:
            return None
        above, below = (this.median, first.median) if self.less else (first.median, this.median)
        return above / below if below else None

    @classmethod
    def read(cls, plain: dict[str, Any]) -> "Table":
        """From what :meth:`plain` made."""
        rows = [Row(row["name"], row["ours"], [Run(**run) for run in row["runs"]]) for row in plain["rows"]]
        columns = tuple(Column(**column) for column in plain["columns"])
        return cls(plain["section"], plain["title"], columns, plain["compared"], rows, plain["less"])

    def plain(self) -> dict[str, Any]:
        """For a JSON file; the ratio beside each row."""
        plain = asdict(self)
        for row, written in zip(self.rows, plain["rows"], strict=True):
            written["ratio"] = self.ratio(row)
        return plain
