"""Court dates as iCalendar (RFC 5545): one event for each chain of dates, whose revisions calendars follow.

Only what is published goes in: no subscriber, and nobody whose case keeps them unnamed. icalendar takes half
a second to import and some to write, so call :func:`written` from a worker thread.
"""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid5

from alertbot.dialogue import court_cards
from alertbot.dialogue.screen import Words, say
from alertbot.domain.case import Case
from alertbot.domain.hearing import HearingState, StoredHearing
from alertbot.wording.speech import Wording, shortened

MEDIA_TYPE = "text/calendar"
FILE_NAME = "hearing.ics"

LENGTH = timedelta(hours=1)
"""Nobody knows how long a court will sit; an event without a length is invisible in some calendars."""

LOOK_AGAIN = timedelta(minutes=15)
"""How often a calendar that subscribed may ask: a date may move in the morning of the hearing."""

LONGEST_LINE, LONGEST_TEXT = 300, 4000
"""Characters of a summary or place, and of a description."""

_NAMES = UUID("6f2c2b1e-54c1-4c38-8f6b-3f1b6a0f3c77")
"""The namespace of our events' names; any would do, but it must never change."""

_KEPT = {"\n"}
_OVERRIDES = frozenset(chr(code) for code in range(0x202A, 0x202F))


class Method(StrEnum):
    """What a file is to do (RFC 5546)."""

    PUBLISH = "PUBLISH"
    CANCEL = "CANCEL"


@dataclass(frozen=True, slots=True)
class Entry:
    """One event. ``start`` is an instant in UTC, or a day when the hour is not known.

    ``uid`` stays the same while a hearing moves; ``sequence`` grows with everything that changes.
    """

    uid: str
    sequence: int
    start: datetime | date
    cancelled: bool
    summary: str
    location: str
    description: str


def entries(case: Case, chain: Sequence[StoredHearing], wording: Wording, locale: str) -> tuple[Entry, ...]:
    """The events of a case in one language, one for each line of its chain, by the last known date."""
    found = [_entry(case, line, wording, locale) for line in lines(chain)]
    return tuple(sorted(found, key=lambda entry: (str(entry.start), entry.uid)))


def about(
    case: Case, chain: Sequence[StoredHearing], key: str, wording: Wording, locale: str
) -> tuple[Entry, ...]:
    """The one event that the hearing with this key belongs to; none when nobody knows the key."""
    return tuple(
        _entry(case, line, wording, locale)
        for line in lines(chain)
        if any(stored.hearing.key == key for stored in line)
    )


def method_of(found: Sequence[Entry]) -> Method:
    """A file that holds nothing but what was called off takes it out of calendars."""
    return Method.CANCEL if found and all(entry.cancelled for entry in found) else Method.PUBLISH


def lines(chain: Iterable[StoredHearing]) -> list[list[StoredHearing]]:
    """The chain as lines of dates, each date but the first taking the place of the one before.

    Where two took the place of one, the first of them goes on and the other begins a line of its own, so that
    no two lines begin alike and no line ever changes where it began.
    """
    ordered = sorted(chain, key=lambda stored: stored.id)
    keys = {stored.hearing.key for stored in ordered}
    after: dict[str, StoredHearing] = {}
    first: list[StoredHearing] = []
    for stored in ordered:
        before = stored.hearing.supersedes
        if before and before in keys and before != stored.hearing.key and before not in after:
            after[before] = stored
        else:
            first.append(stored)
    return [_followed(stored, after) for stored in first]


def _followed(first: StoredHearing, after: Mapping[str, StoredHearing]) -> list[StoredHearing]:
    line = [first]
    while following := after.get(line[-1].hearing.key):
        line.append(following)
    return line


def _entry(case: Case, line: list[StoredHearing], wording: Wording, locale: str) -> Entry:
    first, last = line[0].hearing, line[-1].hearing
    cancelled = last.state in _OFF
    changed = last.state is not HearingState.SCHEDULED

    def spoken(words: Words, longest: int = LONGEST_LINE) -> str:
        return shortened(cleaned(wording.phrase(words, locale)), longest)

    who = court_cards.concerned(case)
    what = say("calendar.off", who=who) if cancelled else say("calendar.hearing", who=who)
    places = (spoken(court_cards.where(last)), spoken(last.address))
    told = "\n".join(spoken(words, LONGEST_TEXT) for words in _description(case, line))
    return Entry(
        uid=str(uuid5(_NAMES, "\n".join((case.key, first.key, first.city, first.day.isoformat())))),
        sequence=2 * (len(line) - 1) + changed + sum(stored.amended for stored in line),
        start=last.starts if last.hour else last.day,
        cancelled=cancelled,
        summary=" ".join(spoken(what).split()),
        location=", ".join(" ".join(place.split()) for place in places if place).strip(", "),
        description=shortened(told, LONGEST_TEXT),
    )


_OFF = frozenset({HearingState.CANCELLED, HearingState.ADJOURNED_WITHOUT_DATE, HearingState.ADJOURNED})
"""Nobody sits then. A line that ends adjourned has no date yet either: what takes its place is not known."""


def _description(case: Case, line: list[StoredHearing]) -> list[Words]:
    last = line[-1].hearing
    told: list[Words] = [say("hearing.when", when=court_cards.moment(last))]
    if last.hour is None:
        told.append(say("calendar.hour_open"))
    if last.state is not HearingState.SCHEDULED:
        told.append(say("calendar.state", state=court_cards.STATE[last.state]))
    told += [part.words for part in court_cards.details(case, last)]
    if len(line) > 1:
        told.append(court_cards.history(line))
    return [*told, court_cards.verify(last).words]


def cleaned(text: str) -> str:
    """Without what no calendar shows: control characters, halves of surrogate pairs, direction overrides.

    A backslash becomes a slash: many programs read an escaped one before an n as a line break.
    """
    unified = (
        text.replace("\\", "/")
        .replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\t", " ")
        .replace("\u2028", "\n")
    )
    return "".join(
        c
        for c in unified.replace("\u2029", "\n")
        if c in _KEPT or (unicodedata.category(c) not in ("Cc", "Cs") and c not in _OVERRIDES)
    ).strip()


def written(
    found: Sequence[Entry], stamp: datetime, name: str = "", method: Method = Method.PUBLISH
) -> bytes:
    """The events as a file, made at ``stamp`` (aware). ``name``: what a calendar that subscribes calls it."""
    from icalendar import Calendar

    # What the library calls a value has no type of its own.
    calendar: Any = Calendar()
    calendar.add("prodid", "-//alertbot//court dates//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method.value)
    if name:
        calendar.add("x-wr-calname", cleaned(name))
        calendar.add("refresh-interval", LOOK_AGAIN, {"value": "DURATION"})
        calendar.add("x-published-ttl", "PT15M")
    for entry in found:
        calendar.add_component(_event(entry, stamp))
    return calendar.to_ical()


def _event(entry: Entry, stamp: datetime) -> Any:
    from icalendar import Event

    event: Any = Event()
    timed = isinstance(entry.start, datetime)
    properties = {
        "uid": entry.uid,
        "dtstamp": stamp,
        "sequence": entry.sequence,
        "dtstart": entry.start,
        **({"duration": LENGTH} if timed else {"transp": "TRANSPARENT"}),
        "status": "CANCELLED" if entry.cancelled else "CONFIRMED",
        "summary": entry.summary,
        **({"location": entry.location} if entry.location else {}),
        "description": entry.description,
    }
    for property, value in properties.items():
        event.add(property, value)
    return event
