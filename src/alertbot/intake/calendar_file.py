"""Calendar files that organizers send: the first event still ahead, with what was left aside.

Of a file only the few lines that matter reach the library, so that neither its size nor what else stands in
it costs more than reading it through. Time zones count by their names alone: definitions that a file brings
along are often out of date, and ours are not.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from alertbot.domain.walltime import instant
from alertbot.intake.dates import FARTHEST
from alertbot.intake.places import Place, Places

LARGEST = 1 << 20
"""Bytes."""

MOST_EVENTS = 500
"""Events looked at in one file."""

LONGEST_LINE = 2000
"""Characters of one line, unfolded; longer ones are cut."""

_KEPT = frozenset({"DTSTART", "SUMMARY", "LOCATION", "STATUS", "RRULE", "RDATE", "RECURRENCE-ID"})
_EVENT = ["VEVENT"]
_HALF_A_DAY = timedelta(hours=12)
"""By how much a wall time whose zone is not known may be ahead of UTC."""


class Fault(StrEnum):
    """Why a file gives no hearing."""

    LARGE = "large"
    BROKEN = "broken"
    NOTHING_AHEAD = "nothing_ahead"
    CALLED_OFF = "called_off"


class Left(StrEnum):
    """What of a file was left aside."""

    RECURRENCE = "recurrence"
    OTHER_EVENTS = "other_events"
    UNKNOWN_ZONE = "unknown_zone"


@dataclass(frozen=True, slots=True)
class SentEvent:
    """An event as its file has it: an instant (``at``, aware), or a ``day`` with perhaps an ``hour`` that
    belong to no zone. ``zone`` is the IANA name the file gives. ``place`` is a known city that the event
    names."""

    at: datetime | None = None
    day: date | None = None
    hour: time | None = None
    zone: str = ""
    place: Place | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class SentCalendar:
    """Either an ``event`` or a ``fault``."""

    event: SentEvent | None = None
    fault: Fault | None = None
    left: tuple[Left, ...] = ()


def read_calendar(content: bytes, now: datetime, places: Places) -> SentCalendar:
    """The first event still ahead at ``now`` (aware). For a worker thread."""
    if len(content) > LARGEST:
        return SentCalendar(fault=Fault.LARGE)
    events = _events(content)
    if events is None:
        return SentCalendar(fault=Fault.BROKEN)
    read = [(event, when) for event in events if (when := _when(event))]
    standing = [(event, when) for event, when in read if _text(event, "STATUS").upper() != "CANCELLED"]
    if read and not standing:
        return SentCalendar(fault=Fault.CALLED_OFF)
    ahead = [(event, when) for event, when in standing if _is_ahead(when, now)]
    if not ahead:
        return SentCalendar(fault=Fault.NOTHING_AHEAD)
    event, when = min(ahead, key=lambda one: _rough(one[1]))
    return SentCalendar(_sent(event, when, places), left=tuple(_left(event, when, len(ahead))))


def _events(content: bytes) -> list[Any] | None:
    """The events of a calendar; ``None`` when it is none."""
    from icalendar import Calendar

    try:
        text = content.decode("utf-8-sig")
        lines = list(_essence(text))
        if not lines:
            return None
        calendar: Any = Calendar.from_ical("\r\n".join(lines) + "\r\n")
    except (ValueError, IndexError, KeyError, TypeError):
        # What the library meets in a malformed line it reports in more than one way.
        return None
    return list(calendar.walk("VEVENT"))


def _essence(text: str) -> Iterator[str]:
    """The events' lines that matter, each once, between a calendar's own; nothing when the text is none."""
    unfolded = _unfolded(text)
    if next(unfolded, "").strip().upper() != "BEGIN:VCALENDAR":
        return
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-")
    inside: list[str] = []
    events, known = 0, set[str]()
    for line in unfolded:
        name, _, value = line.partition(":")
        word = name.strip().upper()
        if word == "BEGIN":
            inside.append(value.strip().upper())
            if inside == _EVENT:
                events += 1
                known.clear()
                if events > MOST_EVENTS:
                    break
                yield "BEGIN:VEVENT"
        elif word == "END" and inside:
            if inside == _EVENT:
                yield "END:VEVENT"
            inside.pop()
        elif inside == _EVENT and (property := word.partition(";")[0]) in _KEPT - known:
            known.add(property)
            # The library would print a warning about names that begin with a program's own path.
            yield re.sub(r'(?i)(;TZID="?)/', r"\1", line, count=1)
    if inside == _EVENT and events <= MOST_EVENTS:
        yield "END:VEVENT"
    yield "END:VCALENDAR"


def _unfolded(text: str) -> Iterator[str]:
    whole: list[str] = []
    for line in text.split("\n"):
        line = line.removesuffix("\r")
        if line[:1] in (" ", "\t") and whole:
            whole.append(line[1:])
            continue
        if any(whole):
            yield "".join(whole)[:LONGEST_LINE]
        whole = [line]
    if any(whole):
        yield "".join(whole)[:LONGEST_LINE]


@dataclass(frozen=True, slots=True)
class _When:
    """Wall time as the file has it; ``zone`` empty when it floats, ``hour`` ``None`` for a whole day."""

    day: date
    hour: time | None
    zone: str
    unknown_zone: bool = False

    @property
    def at(self) -> datetime | None:
        return instant(self.day, self.hour, self.zone) if self.hour and self.zone else None


def _when(event: Any) -> _When | None:
    from icalendar import vDDDTypes

    found = event.get("DTSTART")
    start: object = found.dt if isinstance(found, vDDDTypes) else None
    if isinstance(start, datetime):
        zone, unknown = _zone_of(found, start)
        hour = start.time().replace(second=0, microsecond=0, tzinfo=None, fold=0)
        return _When(start.date(), hour, zone, unknown)
    return _When(start, None, "") if isinstance(start, date) else None


def _zone_of(found: Any, start: datetime) -> tuple[str, bool]:
    """The IANA zone, empty for none, and whether the file gives one that nobody knows."""
    named = str(found.params.get("TZID", "")).strip().strip('"')
    if not named or named.upper() in ("UTC", "GMT", "Z"):
        return ("UTC" if start.tzinfo or named else ""), False
    zone = _zone(named)
    return zone, not zone


def _zone(named: str) -> str:
    """By its IANA name, perhaps behind a path of its program's own, or its name in Windows."""
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    parts = named.strip("/").split("/")
    for start in range(min(len(parts), 8)):
        if zone := _zones().get("/".join(parts[start:]).casefold()):
            return zone
    return WINDOWS_TO_OLSON.get(named, "")


@cache
def _zones() -> dict[str, str]:
    return {zone.casefold(): zone for zone in available_timezones()}


def _is_ahead(when: _When, now: datetime) -> bool:
    try:
        return now < _rough(when) + (timedelta() if when.at else _HALF_A_DAY) <= now + FARTHEST
    except (OverflowError, ValueError):
        return False


def _rough(when: _When) -> datetime:
    """The instant; of what belongs to no zone the one in UTC, a whole day at its end."""
    if when.at:
        return when.at
    return datetime.combine(when.day, when.hour or time(23, 59), UTC)


def _sent(event: Any, when: _When, places: Places) -> SentEvent:
    location, summary = _text(event, "LOCATION"), _text(event, "SUMMARY")
    for words in (location, summary):
        mention = places.mention(words)
        if mention and mention.place.city:
            place, words = mention.place, words[: mention.start] + words[mention.end :]
            break
    else:
        place, words = None, location
    words = " ".join(words.split()).strip(" ,;")
    if when.at:
        return SentEvent(when.at, zone=when.zone, place=place, words=words)
    return SentEvent(day=when.day, hour=when.hour, place=place, words=words)


def _text(event: Any, name: str) -> str:
    return str(event.get(name) or "")[:300]


def _left(event: Any, when: _When, ahead: int) -> Iterator[Left]:
    if any(event.get(name) for name in ("RRULE", "RDATE", "RECURRENCE-ID")):
        yield Left.RECURRENCE
    if ahead > 1:
        yield Left.OTHER_EVENTS
    if when.unknown_zone:
        yield Left.UNKNOWN_ZONE


def sits(event: SentEvent, zone: str) -> tuple[date, time | None]:
    """Day and hour of an event on the clocks of a court in ``zone`` (IANA)."""
    if event.at is None:
        return event.day or date.min, event.hour
    local = event.at.astimezone(ZoneInfo(zone))
    return local.date(), local.time()
