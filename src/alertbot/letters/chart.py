"""Figures as a picture for a phone: large numbers, days as columns, kinds as bars.

Slow work: call it in a thread, never in the event loop.
"""

from dataclasses import dataclass

from alertbot.letters.sheet import runs_right_to_left
from alertbot.letters.typesetter import Json, printable, typesetter

DENSITY = 216
"""Pixels an inch of a page five inches wide: 1,080 pixels, the width of most phones."""


@dataclass(frozen=True, slots=True)
class Bar:
    """``printed`` stands beside the bar; ``value`` ``None`` is a hidden number."""

    label: str
    value: int | None
    printed: str


@dataclass(frozen=True, slots=True)
class Panel:
    """A group of bars. ``columns``: they stand side by side, as days do; otherwise one below the other."""

    title: str
    bars: tuple[Bar, ...]
    columns: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything in the reader's language. ``large`` are pairs of a printed number and what it counts."""

    language: str
    title: str
    subtitle: str
    large: tuple[tuple[str, str], ...]
    panels: tuple[Panel, ...]
    note: str


def as_png(chart: Chart) -> bytes:
    """The chart as PNG; characters that the fonts lack are shown as replaced."""
    return typesetter().picture("chart.typ", printable(_data(chart)), DENSITY)


def _data(chart: Chart) -> Json:
    return {
        "lang": chart.language.replace("-", "_").partition("_")[0],
        "rtl": runs_right_to_left(chart.subtitle),
        "title": chart.title,
        "subtitle": chart.subtitle,
        "large": [[number, label] for number, label in chart.large],
        "panels": [_panel(panel) for panel in chart.panels],
        "note": chart.note,
    }


def _panel(panel: Panel) -> Json:
    most = max((bar.value or 0 for bar in panel.bars), default=0)
    return {
        "title": panel.title,
        "columns": panel.columns,
        "note": panel.note,
        "bars": [
            {"label": bar.label, "share": (bar.value or 0) / most if most else 0.0, "printed": bar.printed}
            for bar in panel.bars
        ],
    }
