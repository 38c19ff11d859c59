"""The page and the file of results that lie in the repository."""

import json

from benchmarks import report
from benchmarks.extent import FULL, QUICK, SMOKE
from benchmarks.places import PAGE, RESULTS


def test_no_figure_on_the_page_was_typed_by_hand() -> None:
    assert PAGE.read_text("utf-8") == report.rendered(RESULTS.read_text("utf-8"))


def test_the_results_tell_how_much_was_measured() -> None:
    assert json.loads(RESULTS.read_text("utf-8"))["extent"]["name"] in {e.name for e in (FULL, QUICK, SMOKE)}


def test_the_results_name_no_machine_and_no_place_on_it() -> None:
    written = RESULTS.read_text("utf-8")
    assert str(PAGE.parents[1]) not in written
    assert set(json.loads(written)["machine"]) == {
        "processor",
        "cores",
        "memory_mb",
        "system",
        "python",
        "sqlite",
        "write_to_disk_ms",
    }
