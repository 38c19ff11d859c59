"""The last day to act, where the text names one; a missing year only where the issue date settles it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from alertbot.intake.paste.days import PrintedDay, printed_days
from alertbot.intake.paste.page import Line
from alertbot.intake.paste.vocabulary import Vocabulary

LONGEST_ACTION = timedelta(days=300)
"""After its day of issue no appeal runs longer; a day without a year is the first such day in that time."""

_ARTICLE = re.compile(r"(?:\s(?:the|den|il|el|le))?(?:\s\w{3,10}(?:day|tag|di|ì),?)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Deadline:
    """``day`` is ``None`` when a day is printed but its year or its order of figures stays open."""

    day: date | None
    printed: str
    line: int


def sign_by_of(
    lines: list[Line], issued: date | None, vocabulary: Vocabulary, today: date
) -> Deadline | None:
    """The last day to act ("send appeals before 15 November 2017"): the first certain one, else the first."""
    found = list(_deadlines(lines, issued, vocabulary, today))
    return next((one for one in found if one.day), found[0] if found else None)


def _deadlines(
    lines: list[Line], issued: date | None, vocabulary: Vocabulary, today: date
) -> Iterator[Deadline]:
    for index, line in enumerate(lines):
        if not _asks(line, lines[max(0, index - 1) : index], vocabulary):
            continue
        for day in printed_days(line.text, (vocabulary.language,), today):
            if _is_cued(line.text, day, vocabulary):
                yield Deadline(_dated(day, issued), day.when.printed, line.number)


def _asks(line: Line, before: list[Line], vocabulary: Vocabulary) -> bool:
    """Whether a line asks for letters, or says until when: appeals, letters, signatures, action."""
    if not line.text or len(line.text) > 900:
        return False
    phrases = vocabulary.phrases
    return (
        line.is_heading
        or phrases["request"].search(line.text) is not None
        or phrases["writes"].search(line.text) is not None
        or (len(line.text) < 60 and any(one.is_heading for one in before))
    )


def _is_cued(text: str, day: PrintedDay, vocabulary: Vocabulary) -> bool:
    before = text[max(0, day.start - 60) : day.start].rstrip(" :,*(")
    shorter = _ARTICLE.sub("", before).rstrip(" :,*(")
    ends = {cue.end() for way in (before, shorter) for cue in vocabulary.phrases["sign_by"].finditer(way)}
    if ends & {len(before), len(shorter)}:
        return True
    after = text[day.end :].lstrip(" ,’'")
    return vocabulary.phrases["sign_by_after"].match(after) is not None


def _dated(day: PrintedDay, issued: date | None) -> date | None:
    when = day.when
    if when.as_date() or day.choices:
        return when.as_date()
    if issued is None or when.month is None or when.day is None:
        return None
    for year in (issued.year, issued.year + 1):
        try:
            there = date(year, when.month, when.day)
        except ValueError:
            continue
        if issued <= there:
            return there if there - issued <= LONGEST_ACTION else None
    return None
