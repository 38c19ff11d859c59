"""What an organizer types after ``/hearing``: "tomorrow 10:00 Shymkent regional court".

"Tomorrow" is tomorrow at the court. Words of dates come from dateparser, always with the languages given;
importing it takes a quarter of a second and reading blocks, so call this from a worker thread.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from alertbot.intake.places import Places

LONGEST_INPUT = 300
MOST_WORDS = 24
WIDEST_DATE = 5
"""Words in the longest date ("on the 28 of September")."""

FAR_AHEAD = timedelta(days=300)
"""A day without a year this far ahead was perhaps meant as the one just gone by."""

FARTHEST = timedelta(days=3 * 366)
"""No court sets a day further away; what reads so was misread."""

_CLOCK = re.compile(
    r"(?<![\d:])([01]?\d|2[0-3])(?::|h|ч)([0-5]\d)(?![\d:])|(?<![\d:.])(1[0-2]|0?[1-9])\s?([ap])\.?m\b\.?",
    re.IGNORECASE,
)
_HALF = re.compile(r"\s?([ap])\.?m\b\.?", re.IGNORECASE)
_DOTTED_CLOCK = re.compile(r"(?<![\d./])([01]?\d|2[0-3])\.([0-5]\d)(?![\d./])")
_OF_CLOCK = r"\s?(?:h|ч|час(?:а|ов)?|o'clock)"
_BARE_HOUR = re.compile(
    rf"(?<!\w)(?:(?:at|в|la|ora|сағат)\s([01]?\d|2[0-3])(?:{_OF_CLOCK})?|([01]?\d|2[0-3]){_OF_CLOCK})(?![\w./:])",
    re.IGNORECASE,
)
_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\d)")
_FIGURES = re.compile(r"(?<![\d.:/])(\d{1,2})([./])(\d{1,2})(?:\2((?:20)?\d\d))?(?![\d:/])\.?")
_WORD = re.compile(r"[^\s\x00,;()]+")
_FIGURE_PAIR = re.compile(r"\d[./:]\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_FILLERS = frozenset(
    {
        "on",
        "at",
        "in",
        "the",
        "next",
        "of",
        "to",
        "by",
        "в",
        "во",
        "на",
        "к",
        "у",
        "для",
        "la",
        "în",
        "pe",
        "ora",
        "de",
        "orașul",
        "city",
        "г",
        "город",
    }
)
_GONE = "\x00"
_ANY_DAY = datetime(2001, 1, 1)  # noqa: DTZ001 - dateparser reckons in wall time


@dataclass(frozen=True, slots=True)
class HearingWords:
    """A hearing as typed. ``zone`` is empty when no known place was named: ask, and read again with it.

    ``alternatives`` are other days the same words may mean (03/12 is also 12 March): ask which one.
    ``words`` are what is left over: the court, the stage.
    """

    day: date
    hour: time | None = None
    city: str = ""
    country: str = ""
    zone: str = ""
    words: str = ""
    alternatives: tuple[date, ...] = ()


class _Rest:
    """The text that is still to be read; what was understood is taken out."""

    def __init__(self, text: str) -> None:
        self.text = " ".join(text.replace(_GONE, " ").split())[:LONGEST_INPUT]

    def take(self, start: int, end: int) -> None:
        self.text = self.text[:start] + _GONE + self.text[end:]

    def left_over(self) -> str:
        parts = (_trimmed(part.split()) for part in self.text.split(_GONE))
        return " ".join(part for part in parts if part)


def read_hearing_words(
    text: str, now: datetime, languages: tuple[str, ...], places: Places
) -> HearingWords | None:
    """The hearing in ``text``, or ``None`` when it names no day.

    ``now`` is aware; without a known place its own zone tells what "tomorrow" is. ``languages`` are ISO
    639-1 codes that dateparser knows (English, Russian, Romanian and Kazakh among them).
    """
    rest = _Rest(text)
    mention = places.mention(rest.text)
    if mention is not None:
        rest.take(mention.start, mention.end)
    place = mention.place if mention else None
    here = now.astimezone(ZoneInfo(place.zone)) if place else now
    hour = _clock(rest) or _bare_hour(rest, languages)
    days = _full_figures(rest) or _worded(rest, here, languages) or _figures(rest, here.date())
    if not days:
        return None
    if hour is None:
        hour = _dotted_clock(rest)
    return HearingWords(
        days[0], hour, place.city if place else "", place.country if place else "",
        place.zone if place else "", rest.left_over(), days[1:],
    )  # fmt: skip


def _trimmed(words: list[str]) -> str:
    while words and words[-1].casefold().strip(".,;:–—-") in _FILLERS | {""}:
        words.pop()
    while words and not words[0].strip(".,;:–—-"):
        words.pop(0)
    return " ".join(words).strip(" ,;:–—-")


def _clock(rest: _Rest) -> time | None:
    match = _CLOCK.search(rest.text)
    if match is None:
        return None
    hour, minute = int(match[1] or match[3]), int(match[2] or 0)
    half, end = match[4], match.end()
    if not half and (after := _HALF.match(rest.text, end)):
        half, end = after[1], after.end()
    rest.take(match.start(), end)
    if half and hour <= 12:
        hour = hour % 12 + (12 if half.lower() == "p" else 0)
    return time(hour, minute)


def _bare_hour(rest: _Rest, languages: tuple[str, ...]) -> time | None:
    """ "at 11", "в 11 часов"; not the "11" of "11 октября"."""
    match = _BARE_HOUR.search(rest.text)
    if match is None:
        return None
    hour = match[1] or match[2]
    following = _WORD.match(rest.text, match.end() + 1)
    if following and match[1] and _is_month(following[0], hour, languages):
        return None
    rest.take(match.start(), match.end())
    return time(int(hour))


def _is_month(word: str, day: str, languages: tuple[str, ...]) -> bool:
    if word.casefold() in _FILLERS or _weekday(word, _ANY_DAY, languages):
        return False
    return _dateparsed(f"{day} {word}", _ANY_DAY, languages, with_day=True) is not None


def _dotted_clock(rest: _Rest) -> time | None:
    """ "10.30", once it is known that it is not the date."""
    match = _DOTTED_CLOCK.search(rest.text)
    if match is None:
        return None
    rest.take(match.start(), match.end())
    return time(int(match[1]), int(match[2]))


def _full_figures(rest: _Rest) -> tuple[date, ...]:
    """ "2017-09-28", "28.09.2017", "03/12/2026": figures that print a year."""
    iso = _ISO.search(rest.text)
    if iso is not None and (day := _date(int(iso[1]), int(iso[2]), int(iso[3]))):
        rest.take(iso.start(), iso.end())
        return (day,)
    for match in _FIGURES.finditer(rest.text):
        if match[4] and (days := _readings(match, 2000 + int(match[4][-2:]))):
            rest.take(match.start(), match.end())
            return days
    return ()


def _figures(rest: _Rest, today: date) -> tuple[date, ...]:
    """ "28.09", "03/12": the next such day."""
    for match in _FIGURES.finditer(rest.text):
        years = (today.year, today.year + 1, today.year + 2)
        readings = [
            next((d for d in (_pick(match, year, order) for year in years) if d and d >= today), None)
            for order in _orders(match)
        ]
        days = tuple(dict.fromkeys(day for day in readings if day is not None))
        if days:
            rest.take(match.start(), match.end())
            return days + (_just_gone(days[0], today) if len(days) == 1 else ())
    return ()


def _orders(match: re.Match[str]) -> tuple[bool, ...]:
    """Day first; with a slash perhaps month first."""
    return (True,) if match[2] == "." else (True, False)


def _readings(match: re.Match[str], year: int) -> tuple[date, ...]:
    days = (_pick(match, year, order) for order in _orders(match))
    return tuple(dict.fromkeys(day for day in days if day is not None))


def _pick(match: re.Match[str], year: int, day_first: bool) -> date | None:
    first, second = int(match[1]), int(match[3])
    return _date(year, second, first) if day_first else _date(year, first, second)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _just_gone(day: date, today: date) -> tuple[date, ...]:
    gone = _date(day.year - 1, day.month, day.day) if day - today > FAR_AHEAD else None
    return (gone,) if gone else ()


def _worded(rest: _Rest, here: datetime, languages: tuple[str, ...]) -> tuple[date, ...]:
    """ "tomorrow", "28 сентября", "vineri": the widest run of words that is a date."""
    base = here.replace(tzinfo=None)
    for start, end in _windows(rest.text):
        words = rest.text[start:end]
        day = _parsed(words, base, languages)
        if day is not None and abs(day - base.date()) <= FARTHEST:
            rest.take(start, end)
            return (day,) if _YEAR.search(words) else (day, *_just_gone(day, base.date()))
    return ()


def _windows(text: str) -> Iterator[tuple[int, int]]:
    words = list(_WORD.finditer(text))[:MOST_WORDS]
    for width in range(WIDEST_DATE, 0, -1):
        for first in range(len(words) - width + 1):
            start, end = words[first].start(), words[first + width - 1].end()
            window = text[start:end]
            if _GONE not in window and any(c.isalpha() for c in window) and not _FIGURE_PAIR.search(window):
                yield start, end


def _parsed(words: str, base: datetime, languages: tuple[str, ...]) -> date | None:
    day = _dateparsed(words, base, languages, with_day=True)
    if day is not None or len(words) < 2 or any(c.isdigit() for c in words):
        return day
    return _weekday(words, base, languages)


def _weekday(words: str, base: datetime, languages: tuple[str, ...]) -> date | None:
    """A weekday falls within a week of any day; the name of a month does not."""
    later = base + timedelta(days=40)
    day, other = (_dateparsed(words, moment, languages, with_day=False) for moment in (base, later))
    if day is None or other is None:
        return None
    near = all(timedelta() <= d - b.date() <= timedelta(days=7) for d, b in ((day, base), (other, later)))
    return day if near else None


def _dateparsed(words: str, base: datetime, languages: tuple[str, ...], *, with_day: bool) -> date | None:
    import dateparser

    settings = {
        "RELATIVE_BASE": base,
        "PREFER_DATES_FROM": "future",
        "DATE_ORDER": "DMY",
        "PARSERS": ["relative-time", "absolute-time"],
        "REQUIRE_PARTS": ["day"] if with_day else [],
    }
    try:
        # The settings' type knows nothing of its optional keys.
        found = dateparser.parse(words, languages=list(languages), settings=settings)  # pyright: ignore[reportArgumentType]
    except (ValueError, OverflowError):
        return None
    return found.date() if found else None
