"""A large audience: a row for everybody, while others go on writing."""

import asyncio
from collections.abc import Iterable
from pathlib import Path

from benchmarks import installation
from benchmarks.bench import OURS, Bench, Contender, Figures
from benchmarks.results import Column, Table

NAME = "enqueue"
_COLUMNS = (
    Column("seconds", "seconds", 2),
    Column("worst_wait_ms", "worst wait of another writer, ms", 1),
    Column("worst_wait_alone_ms", "the same before it began, ms", 1),
    Column("memory_mb", "MB above idle"),
    Column("grown_mb", "MB of file added"),
)


def measured(bench: Bench) -> Iterable[Table]:
    template = bench.folder()
    asyncio.run(installation.crowd(template, bench.extent.recipients))
    contenders = (
        Contender("**alertbot**", lambda: _done(bench, template, "enqueue"), ours=True),
        Contender(
            "*limit:* one SQL statement, nobody else writes", lambda: _done(bench, template, "one_statement")
        ),
    )
    title = f"{bench.extent.recipients:,} recipients"
    yield Table(NAME, title, _COLUMNS, "seconds", bench.rows(NAME, contenders), less=True)
    bench.clear(template)


def _done(bench: Bench, template: Path, module: str) -> Figures:
    folder = installation.copied(template, bench.folder())
    try:
        told = bench.done(OURS, module, many=bench.extent.recipients, data=str(folder))
    finally:
        bench.clear(folder)
    if told["rows"] != bench.extent.recipients:
        raise RuntimeError(f"{told['rows']} rows were added")
    return told
