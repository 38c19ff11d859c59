"""Reminders: which ones an occasion gets, when, and until when each is still worth sending."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from alertbot.domain.hearing import Hearing
from alertbot.domain.occasion import Occasion, OccasionKind
from alertbot.domain.outcome import asked_at
from alertbot.domain.walltime import instant

Dated = Hearing | Occasion

DAYS_BEFORE = {"7d": 7, "3d": 3, "1d": 1}
"""7, 3 and 1 day: the schedule of the Santa Clara trial (Chohlas-Wood et al., arXiv 2306.12389)."""

EVENING = time(18, 0)
MORNING = time(9, 0)
HOURS_BEFORE = {"2h": timedelta(hours=2)}

BEFORE_LAST_DAY_ENDS = {"3d": timedelta(days=3), "1d": timedelta(days=1), "6h": timedelta(hours=6)}
LAST_CALLS = frozenset({"2h", "6h"})
"""The last reminder of a hearing or of a last day: no notice takes its place unless they nearly coincide."""

SHORT_NOTICE = timedelta(hours=72)
"""A hearing set closer than this is announced at once."""

ABSORBED = timedelta(hours=12)
"""An immediate notice takes the place of reminders due within this time, except the last one."""

LAST_CALL = timedelta(minutes=60)
"""The last reminder is dropped when it would follow the notice within this time."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One reminder of one occasion, due at an instant (UTC).

    From ``useless_after`` on the next one speaks in its place, or the hearing has begun.
    """

    offset: str
    due: datetime
    useless_after: datetime


class Dropped(StrEnum):
    """Why a reminder is left out."""

    PAST = "past"
    ABSORBED = "absorbed"


@dataclass(frozen=True, slots=True)
class Plan:
    """What an occasion that becomes known at some instant leads to.

    ``notice``: tell everyone at once. ``question``: when organizers are asked how a hearing went.
    """

    notice: bool
    reminders: tuple[Planned, ...]
    dropped: tuple[tuple[Planned, Dropped], ...] = ()
    question: datetime | None = None


def all_reminders(occasion: Dated) -> tuple[Planned, ...]:
    """Every reminder of an occasion, earliest first."""
    found = tuple(_of_hearing(occasion) if isinstance(occasion, Hearing) else _of_day(occasion))
    ends = (*(due for _, due in found[1:]), end_of(occasion))
    return tuple(Planned(offset, due, end) for (offset, due), end in zip(found, ends, strict=True))


def _of_hearing(hearing: Hearing) -> Iterator[tuple[str, datetime]]:
    """Evenings at the court's wall clock, then the last one."""
    for offset, days in DAYS_BEFORE.items():
        yield offset, instant(hearing.day - timedelta(days=days), EVENING, hearing.zone)
    for offset, before in HOURS_BEFORE.items():
        yield offset, hearing.starts - before


def _of_day(occasion: Occasion) -> Iterator[tuple[str, datetime]]:
    """A last day is counted back from its end. Whoever waits at a gate is told the evening before."""
    match occasion.kind:
        case OccasionKind.SIGN_BY:
            yield from ((offset, occasion.ends - before) for offset, before in BEFORE_LAST_DAY_ENDS.items())
        case OccasionKind.ANNIVERSARY:
            yield "day", instant(occasion.day, MORNING, occasion.zone)
        case OccasionKind.RELEASE | OccasionKind.SENTENCE_END:
            yield "eve", instant(occasion.day - timedelta(days=1), EVENING, occasion.zone)


def end_of(occasion: Dated) -> datetime:
    """The instant (UTC) from which on nobody is reminded: a court sits, or the day is over."""
    return occasion.starts if isinstance(occasion, Hearing) else occasion.ends


def ahead(occasion: Dated, now: datetime) -> tuple[Planned, ...]:
    """Every reminder still ahead at ``now``: for an occasion that nothing announces."""
    return tuple(reminder for reminder in all_reminders(occasion) if reminder.due > now)


def plan(occasion: Dated, now: datetime) -> Plan:
    """The plan for a hearing created or moved at ``now``, or for a day that an appeal published at ``now``
    tells of; ``dropped`` says why for each one left out."""
    end, everything = end_of(occasion), all_reminders(occasion)
    question = max(asked_at(occasion), now) if isinstance(occasion, Hearing) else None
    if end <= now:
        return Plan(False, (), tuple((r, Dropped.PAST) for r in everything), question)
    notice = isinstance(occasion, Hearing) and end - now < SHORT_NOTICE
    told = notice or _told_by_its_appeal(occasion)
    sorted_out = [(reminder, _why_dropped(reminder, now, told=told)) for reminder in everything]
    kept = tuple(reminder for reminder, reason in sorted_out if reason is None)
    dropped = tuple((reminder, reason) for reminder, reason in sorted_out if reason is not None)
    return Plan(notice, kept, dropped, question)


def _told_by_its_appeal(occasion: Dated) -> bool:
    return isinstance(occasion, Occasion) and occasion.kind is OccasionKind.SIGN_BY


def _why_dropped(reminder: Planned, now: datetime, *, told: bool) -> Dropped | None:
    if reminder.due <= now:
        return Dropped.PAST
    if not told:
        return None
    close = LAST_CALL if reminder.offset in LAST_CALLS else ABSORBED
    return Dropped.ABSORBED if reminder.due - now <= close else None
