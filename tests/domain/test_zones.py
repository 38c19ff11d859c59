"""Reminders across every change of clocks in three years, wherever there is one (trust research, P7)."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

from alertbot.domain.hearing import Hearing
from alertbot.domain.reminder import DAYS_BEFORE, EVENING, Planned, plan

FIRST, LAST = datetime(2026, 1, 1, tzinfo=UTC), datetime(2029, 1, 1, tzinfo=UTC)
WALL_TIMES = (time(0, 30), time(2), time(2, 30), time(10), time(23, 30))
DAYS_AFTER = (0, 3)
"""On the day of the change, and with evenings on both sides of it."""

CASES = 12_060
"""201 zones, six changes each, five wall times, two days."""


def changes(place: ZoneInfo) -> Iterator[date]:
    """The days (local) on which clocks are changed."""
    at = FIRST
    while at < LAST:
        after = at + timedelta(days=1)
        if after.astimezone(place).utcoffset() != at.astimezone(place).utcoffset():
            yield at.astimezone(place).date()
        at = after


def hearings() -> Iterator[Hearing]:
    for zone in sorted(available_timezones()):
        for day in changes(ZoneInfo(zone)):
            for wall in WALL_TIMES:
                for after in DAYS_AFTER:
                    yield Hearing("h", "City", zone, day + timedelta(days=after), wall)


def is_at(at: datetime, day: date, wall: time, place: ZoneInfo) -> bool:
    """Whether an instant is the first that a wall time means, or the first after the gap it fell into."""
    wanted = datetime.combine(day, wall)
    shown = at.astimezone(place)
    if shown.replace(tzinfo=None) == wanted:
        return shown.fold == 0
    before = (at - timedelta(seconds=1)).astimezone(place).replace(tzinfo=None)
    return before < wanted < shown.replace(tzinfo=None)


def check(hearing: Hearing, reminders: tuple[Planned, ...]) -> None:
    place, starts = ZoneInfo(hearing.zone), hearing.starts
    assert is_at(starts, hearing.day, hearing.clock, place), hearing
    dues = [reminder.due for reminder in reminders]
    assert [reminder.offset for reminder in reminders] == ["7d", "3d", "1d", "2h"], hearing
    assert dues == sorted(set(dues)), hearing
    assert dues[-1] == starts - timedelta(hours=2), hearing
    assert [reminder.useless_after for reminder in reminders] == [*dues[1:], starts], hearing
    for reminder in reminders[:-1]:
        day = hearing.day - timedelta(days=DAYS_BEFORE[reminder.offset])
        assert is_at(reminder.due, day, EVENING, place), (hearing, reminder.offset)


def test_every_reminder_is_at_its_wall_time_across_every_change_of_clocks_in_three_years() -> None:
    checked = 0
    for hearing in hearings():
        check(hearing, plan(hearing, hearing.starts - timedelta(days=30)).reminders)
        checked += 1
    assert checked >= CASES
