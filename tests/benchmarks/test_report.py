import re
from dataclasses import asdict
from typing import Any

import pytest

from benchmarks import report
from benchmarks.calibration import ECHO, SPIN
from benchmarks.extent import FULL, QUICK, SMOKE, Extent
from benchmarks.figures import Spread
from benchmarks.places import TEMPLATE
from benchmarks.results import Column, Row, Run, Table
from benchmarks.sections import enqueue, paced, resume, startup, throughput

NOISE = {SPIN: 10.0, ECHO: 100.0}


def about(extent: Extent) -> dict[str, Any]:
    return {
        "began": "2026-11-22T05:00:00+00:00",
        "seconds": 1140,
        "extent": asdict(extent),
        "revision": "abc1234",
        "machine": {"processor": "one", "cores": 2},
        "releases": {"alertbot": {"alertbot": "1.0"}, "peers": {"aiogram": "3"}},
    }


def a_table(section: str) -> Table:
    rows = [
        Row("ours", runs=[Run({"rate": 1234.5}, NOISE)]),
        Row("theirs", runs=[Run({}, NOISE, "it ended")]),
    ]
    return Table(section, "as fast as can be", (Column("rate", "messages/s"),), "rate", rows)


def page(extent: Extent = FULL) -> str:
    names = (throughput.NAME, paced.NAME, "people", enqueue.NAME, resume.NAME, startup.NAME)
    return report.page(TEMPLATE.read_text("utf-8"), about(extent), [a_table(name) for name in names])


def test_every_place_of_the_page_is_filled() -> None:
    assert "$" not in page()
    assert page().count("**As fast as can be**") == 6


def test_the_last_column_tells_how_many_times_better_alertbot_is() -> None:
    lines = [line for line in page().splitlines() if line.startswith("|")]
    assert lines[0].endswith("times better |")
    assert lines[2] == "| ours | 1,234 | 10.0 | 100 | 1.0 |"


def test_what_could_not_be_measured_is_told_and_not_left_out() -> None:
    assert "| theirs | failed | 10.0 | 100 | – |" in page()


@pytest.mark.parametrize("extent", [QUICK, SMOKE])
def test_a_page_that_is_no_full_measure_says_so(extent: Extent) -> None:
    warning = re.search(r"^\*\*.+", page(extent), re.MULTILINE)
    assert warning
    assert warning[0] not in page(FULL)


@pytest.mark.parametrize(
    ("spread", "shown"),
    [
        (Spread(2, 1, 3), "2.0 (1.0–3.0)"),
        (Spread(1234, 1234, 1234), "1,234.0"),
        (Spread(2.01, 2.0, 2.02), "2.0"),
    ],
)
def test_a_cell_shows_the_ends_where_they_can_be_seen_to_differ(spread: Spread, shown: str) -> None:
    assert report.shown(spread, Column("any", "any", 1)) == shown


def test_a_share_is_shown_in_hundredths() -> None:
    assert report.shown(Spread(0.994, 0.994, 0.994), Column("share", "%", 1, 100.0)) == "99.4"
