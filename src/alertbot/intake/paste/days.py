"""Dates as texts print them, as precise as they are: a missing year stays missing, 03/12 stays open."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from functools import cache

from alertbot.domain.language import When

_ISO = r"(?P<iso>(?:19|20)\d\d-\d\d-\d\d)"
_FIGURES = (
    r"(?P<first>\d{1,2})(?P<mark>[./-])(?:(?<=\.)\s)?(?P<second>\d{1,2})(?P=mark)"
    r"(?P<short>(?:(?<=\.)\s)?(?:19|20)\d\d|\d\d)"
)
_YEAR_FIRST = r"(?P<whole>(?:19|20)\d\d)(?P<bar>[./])(?P<month3>\d{1,2})(?P=bar)(?P<day3>\d{1,2})"
_YEAR = r"(?:19|20)\d\d"
_HOUR = r"\s\d\d:\d\d(?::\d\d)?\s(?:[A-Z]{2,5}|[+-]\d{4})(?=\s(?:19|20)\d\d)"
"""What mailing lists print between a day and its year."""

_INDEX = re.compile(r"(?<!\w)(?:AFR|AMR|ASA|EUR|MDE|IOR|ACT|POL|NWS|ORG)\s?$")
"""A region of Amnesty's index of documents: the figures behind it ("AMR 23/04/94") are no day."""

_CLOCK = re.compile(
    r"(?<![\d.:/+-])(?P<hour>[01]?\d|2[0-3])(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[ap]\.?m\b)"
    r"|(?<![\d.:/+-])(?P<hour24>[01]?\d|2[0-3])[:.](?P<minute24>[0-5]\d)(?![\d.:/]\d)(?!\d)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class PrintedDay:
    """A date in a text. ``choices`` holds every reading when the figures allow more than one."""

    when: When
    start: int
    end: int
    choices: tuple[date, ...] = ()


def month_names(language: str) -> dict[str, int]:
    """Full and short month names of a language in lower case (Unicode CLDR), without full stops."""
    from babel import Locale

    months = Locale.parse(language).months
    return {
        name.lower().rstrip("."): number
        for context in ("stand-alone", "format")
        for width in ("wide", "abbreviated")
        for number, name in months[context][width].items()
        if not name.isdigit()
    }


@cache
def _pattern(languages: tuple[str, ...]) -> tuple[re.Pattern[str], dict[str, int]]:
    names = {
        name: number for language in reversed(languages) for name, number in month_names(language).items()
    }
    month = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    source = (
        rf"(?<![\w.])(?:{_ISO}|{_YEAR_FIRST}|{_FIGURES}"
        rf"|(?P<day>\d{{1,2}})(?:st|nd|rd|th|-го|er|ère|º|°|ª|\.)?(?:\s{{0,3}}|-)(?:of\s|de\s|del\s|d[’'])?(?P<month>{month})\b\.?"
        rf"(?:(?:,|-|\sde|\sdel)?\s{{0,3}}(?P<year>{_YEAR})(?!\d))?"
        rf"|(?P<month2>{month})\b\.?(?:,?\s{{0,3}}|-)(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?!\.?\s(?:de\s)?(?:{month})\b)(?:{_HOUR})?"
        rf"(?:(?:,|-|\sde|\sdel)?\s{{0,3}}(?P<year2>{_YEAR})\b)?)(?![\d])"
    )
    return re.compile(source, re.IGNORECASE), names


def printed_days(text: str, languages: tuple[str, ...], today: date) -> Iterator[PrintedDay]:
    """Every date with a day and a month, in order.

    Two-figure years are taken as the latest such year that is not after next year. Dotted figures are day
    first in every language but English, where the source may have meant either.
    """
    regex, names = _pattern((*languages, "en") if "en" not in languages else languages)
    for match in regex.finditer(text):
        part = match.groupdict()
        if part["first"] and _INDEX.search(text, max(0, match.start() - 5), match.start()):
            continue
        if part["first"]:
            day = _figures(match, languages[0], today)
        elif part["iso"]:
            day = _day(match, *map(int, part["iso"].split("-")))
        elif part["whole"]:
            day = _day(match, *(int(part[name]) for name in ("whole", "month3", "day3")))
        else:
            year = part["year"] or part["year2"]
            month = _month(part["month"] or part["month2"], names)
            day = _day(match, int(year) if year else None, month, int(part["day"] or part["day2"]))
        if day is not None:
            yield day


def _month(name: str, names: Mapping[str, int]) -> int:
    """A month by its name; a search blind to case takes "HAZİRAN" and "ARALIK", which lower otherwise."""
    low = name.lower().replace("i\u0307", "i")
    return names[low] if low in names else {key.replace("ı", "i"): month for key, month in names.items()}[low]


def _day(match: re.Match[str], year: int | None, month: int, day: int) -> PrintedDay | None:
    if _date(year or 2000, month, day) is None:
        return None
    when = When(year, month, day, match.group().strip(" ,"))
    return PrintedDay(when, match.start(), match.end())


def _figures(match: re.Match[str], language: str, today: date) -> PrintedDay | None:
    year = _full_year(match["short"], today)
    first, second = int(match["first"]), int(match["second"])
    day_first, month_first = _date(year, second, first), _date(year, first, second)
    if language != "en":
        month_first = None
    if day_first is not None and month_first is not None and day_first != month_first:
        open_day = When(year, None, None, match.group())
        return PrintedDay(open_day, match.start(), match.end(), (day_first, month_first))
    day = day_first or month_first
    return _day(match, day.year, day.month, day.day) if day else None


def _full_year(figures: str, today: date) -> int:
    figures = figures.strip()
    if len(figures) == 4:
        return int(figures)
    year = today.year // 100 * 100 + int(figures)
    return year if year <= today.year + 1 else year - 100


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class PrintedHour:
    """A clock time in a text."""

    hour: time
    start: int
    end: int


def printed_hour(text: str) -> PrintedHour | None:
    """The first clock time: "10:00", "10.30", "11:30 a.m.", "2pm"."""
    for match in _CLOCK.finditer(text):
        hour = int(match["hour"] or match["hour24"])
        minute = int(match["minute"] or match["minute24"] or 0)
        half = (match["half"] or "").lower()[:1]
        if half and not 1 <= hour <= 12:
            continue
        if half:
            hour = hour % 12 + (12 if half == "p" else 0)
        return PrintedHour(time(hour, minute), match.start(), match.end())
    return None
