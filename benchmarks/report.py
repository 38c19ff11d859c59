"""The results for people: tables in Markdown, put into a page whose words stand in ``page.md``."""

import json
from collections.abc import Iterable, Mapping
from string import Template
from typing import Any

from .calibration import ECHO, SPIN
from .figures import Spread
from .places import TEMPLATE
from .results import Column, Row, Table

_NONE = "–"
_KINDS = {
    "full": "",
    "quick": "**A quick look:** one run of everything, and short ones. `make bench` measures in full.",
    "smoke": "**These figures say nothing.** This was a check that everything runs: tiny amounts, on a busy "
    "machine. `make bench` measures.",
}


def rendered(results: str) -> str:
    """The page that belongs to a file of results."""
    read = json.loads(results)
    return page(TEMPLATE.read_text("utf-8"), read, [Table.read(table) for table in read["tables"]])


def page(template: str, run: Mapping[str, Any], tables: Iterable[Table]) -> str:
    """``run`` is what stands beside the tables in a file of results."""
    sections: dict[str, list[str]] = {}
    for table in tables:
        sections.setdefault(table.section, []).append(_table(table))
    extent = {name: f"{value:,g}" for name, value in run["extent"].items() if name != "name"}
    filled = Template(template).safe_substitute(
        dict.fromkeys(("throughput", "paced", "people", "enqueue", "resume", "startup"), _NONE),
        **{name: "\n\n".join(written) for name, written in sections.items()},
        **extent,
        kind=_KINDS[run["extent"]["name"]],
        when=run["began"][:10],
        minutes=f"{run['seconds'] / 60:.0f}",
        revision=run["revision"] or _NONE,
        machine=_listed(run["machine"]),
        ours=_listed(run["releases"]["alertbot"]),
        peers=_listed(run["releases"]["peers"]),
    )
    return filled.replace("\n\n\n", "\n\n")


def _listed(values: Mapping[str, Any]) -> str:
    return ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in values.items())


def _table(table: Table) -> str:
    noise = ("spin ms", "echo µs")
    compared = ("alertbot is … times better",) if table.compared else ()
    heads = ("", *(column.heading for column in table.columns), *noise, *compared)
    lines = [f"**{table.title[0].upper()}{table.title[1:]}**", "", _line(heads), _line("---" for _ in heads)]
    return "\n".join(lines + [_line(_cells(table, row)) for row in table.rows])


def _cells(table: Table, row: Row) -> Iterable[str]:
    yield row.name
    failed = next((run.failed for run in row.runs if run.failed), "")
    for column in table.columns:
        spread = row.spread(column.key)
        yield shown(spread, column) if spread else ("failed" if failed else _NONE)
    yield f"{row.calibration(SPIN):.1f}"
    yield f"{row.calibration(ECHO):.0f}"
    if table.compared:
        ratio = table.ratio(row)
        yield _NONE if ratio is None else f"{ratio:.1f}" if ratio < 100 else f"{ratio:,.0f}"


def shown(spread: Spread, column: Column) -> str:
    """The median, and in brackets the least and the most where they differ in what is shown."""
    median, least, most = (
        f"{value * column.scale:,.{column.digits}f}" for value in (spread.median, spread.least, spread.most)
    )
    return median if least == most else f"{median} ({least}–{most})"


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
