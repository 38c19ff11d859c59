"""``python -m benchmarks``: measure, write the results and the page.

Exit 1 when alertbot lost a message, or could not be measured; whatever a peer does, and however slow anybody
is, the exit is 0.
"""

import argparse
import json
import shutil
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

from . import report
from .bench import OURS, Bench
from .cores import cores, pin
from .extent import FULL, QUICK, SMOKE, Extent
from .machine import OURS as OUR_NAMES
from .machine import PEERS, machine, releases, revision
from .places import PAGE, RESULTS, SCRATCH
from .remote import serving
from .results import Table
from .sections import enqueue, paced, resume, startup, throughput

SECTIONS: tuple[ModuleType, ...] = (throughput, paced, enqueue, resume, startup)


def main() -> int:
    asked = _arguments()
    if asked.page_only:
        asked.page.write_text(report.rendered(asked.results.read_text("utf-8")), "utf-8")
        return 0
    return _measure(asked, _extent(asked))


def _measure(asked: argparse.Namespace, extent: Extent) -> int:
    shutil.rmtree(SCRATCH, ignore_errors=True)
    SCRATCH.mkdir()
    began, since = datetime.now(UTC), time.monotonic()
    about: dict[str, Any] = {
        "began": began.isoformat(timespec="seconds"),
        "extent": asdict(extent),
        "revision": revision(),
        "machine": machine(SCRATCH),
        "releases": {"alertbot": releases(OURS, OUR_NAMES), "peers": releases(asked.peers, PEERS)},
    }
    try:
        tables = _measured(asked, extent)
    finally:
        shutil.rmtree(SCRATCH, ignore_errors=True)
    about["seconds"] = round(time.monotonic() - since)
    written = {**about, "tables": [table.plain() for table in tables]}
    results = f"{json.dumps(written, ensure_ascii=False, indent=1)}\n"
    asked.results.write_text(results, "utf-8")
    asked.page.write_text(report.rendered(results), "utf-8")
    print(f"{asked.results} and {asked.page} are written")
    return _judged(tables)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    names = [section.NAME for section in SECTIONS]
    parser.add_argument(
        "--peers", default=".venv-bench/bin/python", help="the Python of the peers' environment"
    )
    parser.add_argument("--quick", action="store_true", help="one run of everything, four minutes")
    parser.add_argument("--smoke", action="store_true", help="only whether everything runs, one minute")
    parser.add_argument("--runs", type=int, help="of everything, for medians")
    parser.add_argument("--only", choices=names, nargs="+", default=names, help="these subjects")
    parser.add_argument("--results", type=Path, default=RESULTS, help="where the figures go")
    parser.add_argument("--page", type=Path, default=PAGE, help="where the page goes")
    parser.add_argument("--page-only", action="store_true", help="write the page anew from the results")
    return parser.parse_args()


def _extent(asked: argparse.Namespace) -> Extent:
    extent = SMOKE if asked.smoke else QUICK if asked.quick else FULL
    return replace(extent, runs=asked.runs) if asked.runs else extent


def _measured(asked: argparse.Namespace, extent: Extent) -> list[Table]:
    client, server = cores()
    pin(client)
    tables: list[Table] = []
    with serving(server) as remote:
        bench = Bench(remote, extent, str(Path(asked.peers).absolute()), SCRATCH, _tell)
        for section in SECTIONS:
            if section.NAME in asked.only:
                measured: Callable[[Bench], Iterable[Table]] = section.measured
                tables += measured(bench)
    return tables


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _judged(tables: list[Table]) -> int:
    """A benchmark judges no figure; but a message that alertbot lost is told, and is no success."""
    ended = 0
    # Two tables may show different figures of the same runs.
    rows = {id(row): (table.title, row) for table in reversed(tables) for row in table.rows}
    for title, row in reversed(rows.values()):
        for failed in {run.failed for run in row.runs if run.failed}:
            print(f"NOT MEASURED: {row.name}, {title}: {failed}", file=sys.stderr)
            ended |= row.ours
        if row.lost and row.ours:
            print(f"LOST: {row.lost} messages of {row.name}, {title}", file=sys.stderr)
            ended = 1
    return int(ended)


if __name__ == "__main__":
    sys.exit(main())
