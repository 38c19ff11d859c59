"""Tables of addresses: columns that a page kept apart with blanks or tabs, read one below the other."""

import re
from collections.abc import Iterator

FEWEST_ROWS = 3
MOST_COLUMNS = 4
LONGEST_ROW = 400

_CELL = re.compile(r"\S+(?:\s{1,2}\S+)*")
_TAB = re.compile(r"\t+")


def in_one_column(lines: list[str]) -> Iterator[tuple[int, str]]:
    """The lines with their numbers, from 1; rows of a table of addresses are given column by column."""
    at = 0
    while at < len(lines):
        rows = _table(lines, at)
        if rows:
            yield from _column_by_column(rows, at)
            at += len(rows)
        else:
            yield at + 1, lines[at]
            at += 1


def _cells(line: str) -> list[tuple[int, str]]:
    if len(line) > LONGEST_ROW or ("   " not in line and "\t" not in line):
        return []
    return [(found.start(), found.group()) for found in _CELL.finditer(_TAB.sub("        ", line))]


def _table(lines: list[str], at: int) -> list[list[tuple[int, str]]]:
    """The rows of a table that begins here: at least three, each of two cells or more, with channels."""
    rows: list[list[tuple[int, str]]] = []
    for line in lines[at:]:
        cells = _cells(line)
        if not cells or not (1 <= len(cells) <= MOST_COLUMNS) or (not rows and len(cells) < 2):
            break
        rows.append(cells)
    while rows and len(rows[-1]) < 2:
        rows.pop()
    wide = [row for row in rows if len(row) > 1]
    if len(wide) < FEWEST_ROWS or any(row[0][1].endswith(":") for row in rows):
        return []
    channels = sum("@" in cell or sum(c.isdigit() for c in cell) >= 7 for row in wide for _, cell in row)
    return rows if channels >= 2 and len(wide) * 2 >= len(rows) else []


def _column_by_column(rows: list[list[tuple[int, str]]], at: int) -> Iterator[tuple[int, str]]:
    widest = max(rows, key=len)
    starts = [start for start, _ in widest]
    for column, _ in enumerate(starts):
        for number, row in enumerate(rows, at + 1):
            yield from ((number, cell) for start, cell in row if _column(start, starts) == column)
        yield at + len(rows), ""


def _column(start: int, starts: list[int]) -> int:
    return min(range(len(starts)), key=lambda column: abs(starts[column] - start))
