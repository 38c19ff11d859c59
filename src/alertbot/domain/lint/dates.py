"""Dates in figures that are two days at once: 02.11.2012 is in November here and in February there."""

import re
from collections.abc import Iterator
from datetime import date

from alertbot.domain.lint.passage import Passage
from alertbot.domain.lint.remark import Remark, RemarkKind

_FIGURES = re.compile(
    r"(?<![\w./-])(?P<a>\d{1,2})(?P<part>[./-])(?P<b>\d{1,2})(?P=part)(?P<year>\d{4}|\d{2})(?![\w/-]|\.\d)",
    re.ASCII,
)
_CENTURY = 2000


def ambiguous(passage: Passage) -> Iterator[Remark]:
    """Each date of a text that is read as day and month or as month and day, both being possible."""
    told: set[str] = set()
    for found in _FIGURES.finditer(passage.text):
        one, other, year = int(found["a"]), int(found["b"]), int(found["year"])
        if one == other or not (1 <= one <= 12 and 1 <= other <= 12) or found[0] in told:
            continue
        told.add(found[0])
        whole = year if year > 99 else _CENTURY + year
        if whole > 0:
            first, second = (date(whole, m, d).isoformat() for d, m in ((one, other), (other, one)))
            yield passage.remark(
                RemarkKind.AMBIGUOUS_DATE, found.start(), words=found[0], first=first, second=second
            )
