"""The promises table, in Markdown."""

import os
import platform
from collections.abc import Iterable, Sequence
from pathlib import Path

from .findings import Finding
from .program import Line
from .stage import IN_FLIGHT, RATE

HEAD = (
    "play",
    "killed",
    "kills",
    "messages",
    "lost",
    "repeated",
    "most by one kill",
    "most copies",
    "listed",
)
BEGIN, END = "<!-- numbers: begin -->", "<!-- numbers: end -->"


def table(lines: Iterable[Line]) -> str:
    rows = [_row(line) for line in lines if line.found.kills]
    whole = Finding()
    for line in lines:
        whole.add(line.found)
    return "\n".join(_aligned([HEAD, *rows, ("**all**", "", *_numbers(whole))]))


def _row(line: Line) -> tuple[str, ...]:
    how = f"at each of {line.tried} points" if line.tried else "at random instants"
    return (line.play, how, *_numbers(line.found))


def _numbers(found: Finding) -> tuple[str, ...]:
    return tuple(
        f"{number:,}"
        for number in (
            found.kills,
            found.messages,
            found.lost,
            found.repeated,
            found.worst,
            found.most,
            found.listed,
        )
    )


def _aligned(rows: Sequence[Sequence[str]]) -> Iterable[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for n, row in enumerate(rows):
        left = [cell.ljust(width) for cell, width in zip(row[:2], widths, strict=False)]
        right = [cell.rjust(width) for cell, width in zip(row[2:], widths[2:], strict=True)]
        yield f"| {' | '.join([*left, *right])} |"
        if not n:
            yield f"| {' | '.join(['---', '---', *['---:'] * (len(row) - 2)])} |"


def summary(whole: Finding, seconds: float, seed: int) -> str:
    places = ", ".join(f"{many} {place}" for place, many in sorted(whole.places.items()))
    return (
        f"{whole.kills:,} kills in {seconds:.0f} s ({whole.kills / seconds:.1f} a second), seed {seed}: "
        f"{whole.lost} of {whole.messages:,} messages lost, {whole.repeated:,} repeated. "
        f"Allowed: {IN_FLIGHT} repeats a kill at {RATE} messages a second, two copies a person, no loss. "
        f"Crash points: {places or 'none'}. "
        f"{os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}."
    )


def put_into(document: Path, numbers: str) -> None:
    """Between the two marks in a document."""
    before, _, rest = document.read_text("utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    document.write_text(f"{before}{BEGIN}\n{numbers}\n{END}{after}", "utf-8")
