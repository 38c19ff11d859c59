"""Which numbers may be shown, so that no number singles anybody out.

A cell is shown from ten on, rounded down to five (the ONS "10-5 rule"). Beyond that, what is shown may not
give away what is hidden: a total less all its other parts would. Therefore further cells are held back until,
by everything that is shown, every hidden cell may still be anything from nought to nine.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from alertbot.domain.signature import public_count

LEAST = 10
STEP = 5
_SLACK = STEP - 1

K = TypeVar("K", bound=Hashable)

Shown = Mapping[K, int | None]
"""What may be shown of each cell; ``None`` for a hidden one."""


@dataclass(frozen=True, slots=True)
class _Range:
    """What a reader can know of a number; ``high`` ``None`` is without end."""

    low: int
    high: int | None

    def within(self, other: "_Range") -> "_Range":
        ends = [high for high in (self.high, other.high) if high is not None]
        return _Range(max(self.low, other.low), min(ends, default=None))


def shown(value: int) -> int | None:
    """One number that stands for itself."""
    return public_count(value) or None


def disclosed(total: int, tables: Sequence[Mapping[K, int]]) -> tuple[int | None, tuple[Shown[K], ...]]:
    """The total and every table of what it falls into, as far as they may be shown together.

    Each table's cells must add up to ``total``; ``ValueError`` if they do not. A table without cells tells
    nothing and stays as it is.
    """
    if any(table and sum(table.values()) != total for table in tables):
        raise ValueError("the cells of a table do not add up to its total")
    found: list[dict[K, int | None]] = [
        {cell: shown(value) for cell, value in table.items()} for table in tables
    ]
    while unsafe := _unsafe(total, found):
        smallest = min((value, at) for at, value in enumerate(unsafe.values()) if value is not None)[1]
        unsafe[list(unsafe)[smallest]] = None
    return shown(total), tuple(found)


def _unsafe(total: int, tables: Sequence[dict[K, int | None]]) -> dict[K, int | None] | None:
    """A table with a hidden cell that what is shown narrows down."""
    told = shown(total)
    known = _Range(0, LEAST - 1) if told is None else _Range(told, told + _SLACK)
    for table in tables:
        others = known
        for other in tables:
            if other is not table and other:
                others = others.within(_sum(other))
        if not _keeps_its_secrets(table, others):
            return table
    return None


def _keeps_its_secrets(table: Mapping[K, int | None], total: _Range) -> bool:
    hidden = sum(value is None for value in table.values())
    if not hidden or hidden == len(table):
        # Where nothing of a table is shown, it adds nothing to what its total says by itself.
        return True
    parts = [value for value in table.values() if value is not None]
    least, most = sum(parts), sum(parts) + _SLACK * len(parts)
    may_be_nine = total.high is None or total.high >= least + LEAST - 1
    return may_be_nine and (hidden > 1 or total.low <= most)


def _sum(table: Mapping[K, int | None]) -> _Range:
    parts = [value for value in table.values() if value is not None]
    whole = len(parts) == len(table)
    return _Range(sum(parts), sum(parts) + _SLACK * len(parts) if whole else None)
