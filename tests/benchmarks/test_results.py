import pytest

from benchmarks.calibration import ECHO, SPIN
from benchmarks.results import Column, Row, Run, Table

NOISE = {SPIN: 10.0, ECHO: 100.0}


def row(name: str, *rates: float | None) -> Row:
    return Row(name, runs=[Run({"rate": value}, NOISE) for value in rates])


def table(*rows: Row, less: bool = False) -> Table:
    return Table("throughput", "all", (Column("rate", "messages/s"),), "rate", list(rows), less=less)


def test_a_ratio_compares_medians_with_those_of_the_first_row() -> None:
    first, other = row("ours", 900, 1000, 1100), row("theirs", 100, 90, 200)
    found = table(first, other)
    assert found.ratio(first) == 1
    assert found.ratio(other) == 10


def test_where_less_is_better_the_ratio_is_turned_around() -> None:
    first, other = row("ours", 2), row("theirs", 10)
    assert table(first, other, less=True).ratio(other) == 5


@pytest.mark.parametrize("rates", [(), (None,), (0.0,)])
def test_what_has_no_figure_has_no_ratio(rates: tuple[float | None, ...]) -> None:
    first, other = row("ours", 2), row("theirs", *rates)
    assert table(first, other).ratio(other) is None


def test_a_run_that_failed_leaves_the_median_to_the_others() -> None:
    some = row("ours", 1, None, 3)
    found = some.spread("rate")
    assert found is not None
    assert found.median == 2


def test_a_message_lost_in_any_run_counts() -> None:
    runs = [Run({"lost": lost}, NOISE) for lost in (0, 2, None, 1)]
    assert Row("ours", runs=runs).lost == 3


def test_the_file_of_results_has_every_run_and_the_ratio() -> None:
    plain = table(row("ours", 4, 6), row("theirs", 1)).plain()
    assert [run["figures"] for run in plain["rows"][0]["runs"]] == [{"rate": 4}, {"rate": 6}]
    assert [written["ratio"] for written in plain["rows"]] == [1, 5]


def test_what_was_written_can_be_read_again() -> None:
    written = table(row("ours", 4, 6), row("theirs", 1), less=True)
    assert Table.read(written.plain()) == written
