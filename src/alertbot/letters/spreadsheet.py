"""Tables for spreadsheet programs, which run as a formula what only looks like one.

A cell that could be run gets an apostrophe before it, as OWASP advises ("CSV Injection"); each line within a
cell counts, because some programs part them.
"""

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence

_RUN = frozenset("=+-@\t\r\n|%＝＋－＠﹦﹢﹣﹫−")
"""What begins a formula, in narrow, wide and small forms, or moves what follows into another cell."""

BYTE_ORDER_MARK = "\ufeff"


def as_csv(rows: Iterable[Sequence[str | int | None]]) -> bytes:
    """Rows as CSV (RFC 4180, UTF-8 with the mark that spreadsheet programs look for). ``None`` is an empty
    cell; numbers are written as they are."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, dialect="excel")
    for row in rows:
        writer.writerow([_cell(value) for value in row])
    return (BYTE_ORDER_MARK + out.getvalue()).encode("utf-8", "replace")


def harmless(text: str) -> str:
    """The text so that no line of it is run as a formula. A text that never would be stays as it is."""
    lines = text.splitlines(keepends=True) or [text]
    return "".join(f"'{line}" if _would_run(line) else line for line in lines)


def _cell(value: str | int | None) -> str | int:
    if value is None:
        return ""
    return harmless(value) if isinstance(value, str) else value


def _would_run(line: str) -> bool:
    """Programs trim what nobody sees before they look at the first character."""
    if line[:1] in ("\t", "\r", "\n"):
        return True
    seen = next((character for character in line if not _is_unseen(character)), "")
    return seen in _RUN if seen else False


def _is_unseen(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in ("Cc", "Cf", "Zs", "Zl", "Zp")
