"""Last days as sentences tell them: "before the hearing on 3 May", "by Friday", "today before 18:00"."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from alertbot.intake.paste.days import PrintedDay, printed_days
from alertbot.intake.paste.terms import LONGEST_GAP, Terms

LONGEST_ACTION = timedelta(days=300)
"""After its day of issue no appeal runs longer; a day without a year is the first such day in that time."""

WEEKDAY_REACH = 16
"""Characters between a weekday and its day: "Thursday night, 11 December"."""

LONGEST_RANGE = 60
"""Characters before the second day of "from ... to ..."."""

_SHORT = re.compile(r"(?<![\d./:])(\d{1,2})([./])(\d{1,2})\.?(?![\d/:]|\.\d)")
_BARE = re.compile(r"(\d{1,2})(?:st|nd|rd|th|º|er)?\.?(?=\s?(?:[,;!)]|\.(?:\s|$)|$|числа|['’]))")
_ARTICLE = re.compile(
    r"(?:\s(?:the|dem|zum|den|le|il|el|al|del)|['’]il|l['’]|au|avant|до|к)\s?$", re.IGNORECASE
)
_CLOCK_AHEAD = re.compile(
    r"[\s(]{0,2}(?:\w{1,5}\s){0,2}\d{1,2}(?:[:.h]\d{2}|\s?(?:h|uhr|hrs|am|pm|час|ч)\b|\b)", re.I
)
_WORD = re.compile(r"[^\W\d_]+")
_DASHED = re.compile(r"\d{1,2}\.?\s?[-–]\s?$")
_NUMBER = re.compile(r"\d{1,2}(?:st|nd|rd|th|\.|º|er)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NEXT_WEEK = re.compile(
    r"\W{1,3}(?:(?:of|in|der|la|de\sla|della|di)\s)?(?:next\sweek|(?:nächste[rn]?|kommende[rn]?)\swoche|semaine\sprochaine|(?:próxima\ssemana|semana\s(?:próxima|que\sviene))"
    r"|(?:prossima\ssettimana|settimana\sprossima)|(?:на\s)?следующей\sнедел[еи])(?!\w)",
    re.IGNORECASE,
)
_WHOLE_MONTH = frozenset(("month", "monats", "mois", "mes", "mese", "месяца", "ay"))
_TURKISH_END = re.compile(r"\s(?:ay[ıi](?:n[ıi]n)?\s)?son(?:u|una|undan)\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Limit:
    """A last day, resolved as far as the text allows, with the words that say it.

    ``is_told`` when they only point to a day that stands elsewhere ("before the hearing").
    """

    day: date | None
    printed: str
    is_told: bool = False


@dataclass(frozen=True, slots=True)
class Telling:
    """One sentence and what is known where it stands.

    ``issued`` is the text's own day, ``since`` it or the first day of the one year that its head prints;
    ``named`` the days that the text named before, the last one last; ``held`` the days of events that the
    whole text tells of.
    """

    text: str
    issued: date | None
    since: date | None = None
    named: tuple[date, ...] = ()
    held: frozenset[date] = frozenset()


def limits_in(telling: Telling, terms: Terms, today: date) -> Iterator[Limit]:
    """The last days of a sentence that asks to act, the surest first."""
    yield from _printed(telling, terms, today)
    yield from _short_days(telling, terms)
    yield from _months(telling, terms)
    yield from _relative(telling, terms, today)
    yield from _anaphora(telling, terms, today)


def resolved(day: PrintedDay, issued: date | None) -> date | None:
    """A printed day; without its year, or with its figures open, the first one after the day of issue."""
    when = day.when
    if when.as_date():
        return when.as_date()
    if issued is None:
        return None
    if day.choices:
        fitting = [one for one in day.choices if issued <= one <= issued + LONGEST_ACTION]
        return fitting[0] if len(fitting) == 1 else None
    if when.month is None or when.day is None:
        return None
    return next_day(when.month, when.day, issued)


def next_day(month: int, day: int, issued: date) -> date | None:
    """The first such day after the day of issue, in the time that appeals run."""
    for year in (issued.year, issued.year + 1):
        try:
            there = date(year, month, day)
        except ValueError:
            continue
        if issued <= there:
            return there if there - issued <= LONGEST_ACTION else None
    return None


def _printed(telling: Telling, terms: Terms, today: date) -> Iterator[Limit]:
    text = telling.text
    found = list(printed_days(text, (terms.language,), today))
    for day in found:
        if (
            is_cued(text, day.start, day.end, terms)
            or _ends_range(text[max(0, day.start - LONGEST_RANGE) : day.start], terms)
            or _is_named(text, day.start, terms)
            or (len(found) == 1 and _is_alone(text, terms))
        ):
            there = resolved(day, telling.since)
            if telling.issued is None or there is None or there >= telling.issued:
                yield Limit(there, day.when.printed)


def is_cued(text: str, start: int, end: int, terms: Terms) -> bool:
    """Whether a day stands behind a word like "before", or in front of one in languages that do so."""
    floor = max(0, start - LONGEST_GAP)
    cues = (cue for cue in terms.cues.finditer(text, floor, start))
    if any(terms.is_small(text[cue.end() : start]) for cue in cues):
        return True
    behind = terms.behind.finditer(text, end, end + LONGEST_GAP)
    return any(terms.is_small(text[end : word.start()]) for word in behind)


def _ends_range(before: str, terms: Terms) -> bool:
    """ "from Monday 11 to Wednesday" right before a day that is the second of the two."""
    if terms.events.search(before):
        return False
    if _DASHED.search(before):
        return True
    left = terms.tokens(before.replace("–", " - ").replace("-", " - "))
    _drop(left, terms)
    if not left or left.pop() not in terms.to:
        return False
    while left and (left[-1] in terms.months or _YEAR.fullmatch(left[-1])):
        left.pop()
    _drop(left, terms, months=True)
    if not left or not _NUMBER.fullmatch(left.pop()):
        return False
    while left and terms.weekday(left[-1]) is not None:
        left.pop()
    while left and left[-1] in ("the", "el", "le", "il"):
        left.pop()
    return bool(left) and left[-1] in terms.ranges


def _drop(tokens: list[str], terms: Terms, *, months: bool = False) -> None:
    while tokens and (
        terms.weekday(tokens[-1]) is not None
        or tokens[-1] in ("the", "el", "le", "il", "dem", "den", "zum")
        or (months and (tokens[-1] in terms.months or tokens[-1] in ("de", "of", "del")))
    ):
        tokens.pop()


def _is_named(text: str, start: int, terms: Terms) -> bool:
    """ "Action day: 3 May", "the deadline for letters is 3 May", "Einsendeschluss 31.10."."""
    for words in (terms.days, terms.nouns):
        for word in words.finditer(text, 0, start):
            gap = text[word.end() : start].rstrip(" :(-–")
            if terms.is_small(gap) or (words is terms.nouns and _is_stated(gap)):
                return True
    return False


def _is_stated(gap: str) -> bool:
    return re.search(r"\s(?:is|ist|est|es|è|are|sind|:|—|–)$", gap) is not None


def _is_alone(text: str, terms: Terms) -> bool:
    """Whether a sentence ends in "before" alone: the day it names is what one has to be before."""
    bare = text.rstrip(' .!?…*_)"”»️🔴')
    return any(word.end() == len(bare) for word in terms.alone.finditer(text, max(0, len(bare) - 30)))


def _short_days(telling: Telling, terms: Terms) -> Iterator[Limit]:
    """ "bis zum 12.5.", "by 12/5", "by the 15th": days without a year in figures."""
    if telling.since is None:
        return
    text = telling.text
    for match in _SHORT.finditer(text):
        named = _is_named(text, match.start(), terms)
        if not named and not is_cued(text, match.start(), match.end(), terms):
            continue
        orders = [(int(match[3]), int(match[1]))]
        orders += [(int(match[1]), int(match[3]))] if terms.language == "en" else []
        days = {day for month, number in orders if (day := _checked(month, number, telling.since))}
        if len(days) == 1:
            yield Limit(days.pop(), match.group())
    for match in _BARE.finditer(text):
        before = text[max(0, match.start() - LONGEST_GAP) : match.start()]
        if telling.issued and _ARTICLE.search(before) and is_cued(text, match.start(), match.end(), terms):
            there = _day_of_month(int(match[1]), telling.issued)
            if there is not None:
                yield Limit(there, match.group())


def _checked(month: int, day: int, issued: date) -> date | None:
    return next_day(month, day, issued) if 1 <= month <= 12 and 1 <= day <= 31 else None


def _day_of_month(day: int, issued: date) -> date | None:
    for ahead in (0, 1):
        month = issued.month + ahead
        there = _checked((month - 1) % 12 + 1, day, issued)
        if there is not None and there - issued <= timedelta(days=62):
            return there
    return None


def _months(telling: Telling, terms: Terms) -> Iterator[Limit]:
    """ "end of November 2012", "bis Ende Mai", "до конца мая", "mayıs sonuna kadar"."""
    text = telling.text
    for word in _WORD.finditer(text):
        low = word.group().casefold()
        month = terms.months.get(low) or (
            telling.issued.month if telling.issued and low in _WHOLE_MONTH else None
        )
        if month is None or not _is_its_end(text, word, terms):
            continue
        year = _YEAR.match(text, word.end() + 1)
        there = _month_end(int(year.group()) if year else None, month, telling.since)
        if there is not None:
            yield Limit(there, word.group())


def _is_its_end(text: str, month: re.Match[str], terms: Terms) -> bool:
    if terms.language == "tr":
        return _TURKISH_END.match(text, month.end()) is not None and bool(
            terms.behind.search(text, month.end())
        )
    ends = [
        m
        for m in terms.end_of.finditer(text, 0, month.start())
        if terms.is_small(text[m.end() : month.start()])
    ]
    if not ends:
        return False
    before = text[: ends[-1].start()]
    cued = any(terms.is_small(before[cue.end() :]) for cue in terms.cues.finditer(before))
    return cued or terms.nouns.search(before) is not None


def _month_end(year: int | None, month: int, issued: date | None) -> date | None:
    if year is None and issued is not None:
        year = issued.year + (month < issued.month)
    return date(year, month, monthrange(year, month)[1]) if year else None


def _relative(telling: Telling, terms: Terms, today: date) -> Iterator[Limit]:
    """Weekdays and "today", counted from the day of issue; a weekday beside a printed day is that day's."""
    text, issued = telling.text, telling.issued
    if issued is None:
        return
    starts = [day.start for day in printed_days(text, (terms.language,), today)]
    for word in _WORD.finditer(text):
        number = terms.weekday(word.group())
        if number is None or not is_cued(text, word.start(), word.end(), terms):
            continue
        if any(0 <= start - word.end() <= WEEKDAY_REACH for start in starts):
            continue
        before = text[max(0, word.start() - 12) : word.start()]
        ahead = (number - issued.weekday()) % 7 or 7
        if _NEXT_WEEK.match(text, word.end()):
            ahead = 7 - issued.weekday() + number
        there = issued + timedelta(days=ahead)
        yield Limit(None if terms.next.search(before) else there, word.group())
    for words, ahead in ((terms.today, 0), (terms.tomorrow, 1)):
        for word in words.finditer(text):
            if is_cued(text, word.start(), word.end(), terms) or _has_hour(text, word.end(), terms):
                yield Limit(issued + timedelta(days=ahead), word.group())


def _has_hour(text: str, at: int, terms: Terms) -> bool:
    """ "today by 18:00"."""
    cue = terms.cues.search(text, at, at + LONGEST_GAP)
    if cue is not None and terms.is_small(text[at : cue.start()]) and _CLOCK_AHEAD.match(text, cue.end()):
        return True
    behind = terms.behind.search(text, at, at + LONGEST_GAP)
    gap = text[at : behind.start()] if behind is not None else ""
    return any(c.isdigit() for c in gap) and terms.is_small(gap)


def _anaphora(telling: Telling, terms: Terms, today: date) -> Iterator[Limit]:
    """ "before that date", "before the hearing": a day that the text names elsewhere."""
    text, issued = telling.text, telling.issued
    own = tuple(printed_days(text, (terms.language,), today))
    for word in terms.that_day.finditer(text):
        before = (resolved(day, telling.since) for day in own if day.end <= word.start())
        named = (*telling.named, *(day for day in before if day))
        coming = [day for day in named if issued is None or day >= issued]
        if coming and is_cued(text, word.start(), word.end(), terms):
            yield Limit(coming[-1], word.group(), is_told=True)
    if len(telling.held) != 1:
        return
    for event in terms.events.finditer(text):
        if is_cued(text, event.start(), event.end(), terms):
            yield Limit(next(iter(telling.held)), event.group(), is_told=True)
