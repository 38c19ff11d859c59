"""Tables of addresses: columns that a page kept apart with blanks or tabs, read one below the other."""

import re
from collections.abc import Iterator

FEWEST_ROWS = 3
MOST_COLUMNS = 4
LONGEST_ROW = 400
FEWEST_LETTERHEAD = 3
"""Rows of two letterheads side by side that print no channels."""

_CELL = re.compile(r"\S+(?:\s{1,2}\S+)*")
_HONORIFIC = re.compile(
    r"(?:Mr|Mrs|Ms|Mme|Madame|Monsieur|M|Dr|Sra?|Señora?|Herrn?|Frau|Sig|Sayın|Sn|H\.\s?E|S\.\s?E|His|Her|Gen|General|Gral|Col|Lic|Ing|г-ну|г-же|The\sHon)\b"
)
_DOTS = re.compile(r"[.…]{4,}|_{4,}")
"""Where the sender of a printed letter writes: "Name: ......"."""

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
    if len(wide) >= FEWEST_ROWS and _is_form(wide):
        return rows
    if len(wide) < FEWEST_ROWS or any(row[0][1].endswith(":") for row in rows):
        return []
    if _are_letterheads(wide):
        return rows
    channels = sum("@" in cell or sum(c.isdigit() for c in cell) >= 7 for row in wide for _, cell in row)
    return rows if channels >= 2 and len(wide) * 2 >= len(rows) else []


def _are_letterheads(rows: list[list[tuple[int, str]]]) -> bool:
    """Whether two letterheads stand side by side: each begins with an honorific, and one edge holds."""
    if len(rows) < FEWEST_LETTERHEAD or any(len(row) != 2 for row in rows):
        return False
    edges = {row[1][0] for row in rows}
    return max(edges) - min(edges) <= 1 and all(_HONORIFIC.match(cell) for _, cell in rows[0])


def _is_form(rows: list[list[tuple[int, str]]]) -> bool:
    """Whether what stands on the left is for the sender to fill in, and the letterhead on the right."""
    left = [row[0][1] for row in rows]
    dotted = sum(_DOTS.search(cell) is not None for cell in left)
    return dotted * 2 >= len(left) and all(_DOTS.search(cell) or cell.endswith(":") for cell in left)


def _column_by_column(rows: list[list[tuple[int, str]]], at: int) -> Iterator[tuple[int, str]]:
    widest = max(rows, key=len)
    starts = [start for start, _ in widest]
    for column, _ in enumerate(starts):
        for number, row in enumerate(rows, at + 1):
            yield from ((number, cell) for start, cell in row if _column(start, starts) == column)
        yield at + len(rows), ""


def _column(start: int, starts: list[int]) -> int:
    return min(range(len(starts)), key=lambda column: abs(starts[column] - start))
