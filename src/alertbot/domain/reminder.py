"""Reminders: which ones a hearing gets, when, and until when each is still worth sending."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from alertbot.domain.hearing import Hearing

DAYS_BEFORE = {"7d": 7, "3d": 3, "1d": 1}
"""7, 3 and 1 day: the schedule of the Santa Clara trial (Chohlas-Wood et al., arXiv 2306.12389)."""

EVENING = time(18, 0)
HOURS_BEFORE = {"2h": timedelta(hours=2)}
SHORT_NOTICE = timedelta(hours=72)
"""A hearing set closer than this is announced at once."""

ABSORBED = timedelta(hours=12)
"""An immediate notice takes the place of reminders due within this time, except the last one."""

LAST_CALL = timedelta(minutes=60)
"""The two-hour reminder is dropped when it would follow the notice within this time."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One reminder of one hearing, due at an instant (UTC).

    From ``useless_after`` on the next one speaks in its place, or the hearing has begun.
    """

    offset: str
    due: datetime
    useless_after: datetime


def all_reminders(hearing: Hearing) -> tuple[Planned, ...]:
    """Every reminder of a hearing, earliest first: evenings at the court's wall clock, then the last one."""
    zone = ZoneInfo(hearing.zone)
    starts = hearing.starts
    evenings = (
        (offset, datetime.combine(hearing.day - timedelta(days=days), EVENING, zone).astimezone(UTC))
        for offset, days in DAYS_BEFORE.items()
    )
    hours = ((offset, starts - before) for offset, before in HOURS_BEFORE.items() if hearing.hour)
    found = (*evenings, *hours)
    ends = (*(due for _, due in found[1:]), starts)
    return tuple(Planned(offset, due, end) for (offset, due), end in zip(found, ends, strict=True))


def ahead(hearing: Hearing, now: datetime) -> tuple[Planned, ...]:
    """Every reminder still ahead at ``now``: for a hearing that no notice announces."""
    return tuple(reminder for reminder in all_reminders(hearing) if reminder.due > now)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a hearing announced at some instant leads to. ``notice``: tell everyone at once."""

    notice: bool
    reminders: tuple[Planned, ...]
    dropped: tuple[tuple[Planned, str], ...] = ()


def plan(hearing: Hearing, now: datetime) -> Plan:
    """The plan for a hearing created or moved at ``now``; ``dropped`` says why for each one left out."""
    if hearing.starts <= now:
        return Plan(False, (), tuple((r, "past") for r in all_reminders(hearing)))
    notice = hearing.starts - now < SHORT_NOTICE
    kept: list[Planned] = []
    dropped: list[tuple[Planned, str]] = []
    for reminder in all_reminders(hearing):
        reason = _reason_to_drop(reminder, now, notice=notice)
        if reason:
            dropped.append((reminder, reason))
        else:
            kept.append(reminder)
    return Plan(notice, tuple(kept), tuple(dropped))


def _reason_to_drop(reminder: Planned, now: datetime, *, notice: bool) -> str:
    if reminder.due <= now:
        return "past"
    if not notice:
        return ""
    wait = reminder.due - now
    if reminder.offset in HOURS_BEFORE:
        return "absorbed" if wait <= LAST_CALL else ""
    return "absorbed" if wait <= ABSORBED else ""
