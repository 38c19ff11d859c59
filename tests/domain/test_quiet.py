"""Quiet hours: what is understood as hours, and when a reminder comes to somebody who keeps them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot.domain.quiet import HEAD_START, LONGEST, Quiet, due_for, quiet_of

NIGHT = Quiet(22, 8)
END = datetime(2017, 10, 20, 4, tzinfo=UTC)
ZONES = ("Asia/Almaty", "Europe/Berlin", "America/Los_Angeles", "Pacific/Auckland")


@pytest.mark.parametrize("typed", ["22-8", " 22 – 8 ", "22:00-08:00", "22.00 - 8", "22 8"])
def test_hours_are_understood_as_people_write_them(typed: str) -> None:
    assert quiet_of(typed) == NIGHT


@pytest.mark.parametrize("typed", ["", "8", "22-22", "8-3", "25-3", "22-8-9", "22:30-8", "at night", "٢٢-٨"])
def test_what_are_no_hours_or_too_many_is_not_understood(typed: str) -> None:
    assert quiet_of(typed) is None


def test_a_reminder_in_the_night_comes_the_evening_before() -> None:
    """18:00 in Almaty is 23:00 the night before in Auckland's spring, and 05:00 in Los Angeles."""
    due = datetime(2017, 10, 17, 12, tzinfo=UTC)
    assert due_for(due, END, NIGHT, "Pacific/Auckland") == datetime(2017, 10, 17, 9, tzinfo=UTC) - HEAD_START
    assert (
        due_for(due, END, NIGHT, "America/Los_Angeles") == datetime(2017, 10, 17, 5, tzinfo=UTC) - HEAD_START
    )
    assert due_for(due, END, NIGHT, "Europe/Berlin") == due


def test_with_less_than_a_day_left_a_reminder_comes_at_its_time() -> None:
    for left in (timedelta(hours=2), timedelta(hours=23, minutes=59)):
        assert due_for(END - left, END, NIGHT, "Pacific/Auckland") == END - left


@given(
    minutes=st.integers(0, 15 * 366 * 24 * 60),
    left=st.timedeltas(timedelta(), timedelta(days=9)),
    begins=st.integers(0, 23),
    hours=st.integers(1, LONGEST),
    zone=st.sampled_from(ZONES),
)
def test_quiet_hours_move_a_reminder_earlier_never_later_and_by_less_than_a_day(
    minutes: int, left: timedelta, begins: int, hours: int, zone: str
) -> None:
    quiet = Quiet(begins, (begins + hours) % 24)
    due = datetime(2016, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    at = due_for(due, due + left, quiet, zone)
    assert timedelta() <= due - at < timedelta(days=1)
    assert quiet_of(str(quiet)) == quiet
    if left >= timedelta(days=1):
        assert not quiet.holds(at.astimezone(ZoneInfo(zone)).time())
    else:
        assert at == due
