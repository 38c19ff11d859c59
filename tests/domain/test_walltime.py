"""Wall time: what a court's clock means when clocks are changed."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot.domain.walltime import OddHour, instant, odd_hour

ZONES = (
    "Asia/Almaty",
    "Europe/Paris",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "America/St_Johns",
    "Africa/Cairo",
)


@pytest.mark.parametrize(
    ("day", "clock", "zone", "expected", "odd"),
    [
        (date(2027, 3, 28), time(2, 30), "Europe/Paris", "2027-03-28T01:00Z", OddHour.MISSING),
        (date(2027, 10, 31), time(2, 30), "Europe/Paris", "2027-10-31T00:30Z", OddHour.TWICE),
        (date(2027, 3, 28), time(3), "Europe/Paris", "2027-03-28T01:00Z", None),
        (date(2027, 10, 3), time(2, 15), "Australia/Lord_Howe", "2027-10-02T15:30Z", OddHour.MISSING),
        (date(2024, 2, 29), time(23, 30), "Asia/Almaty", "2024-02-29T17:30Z", OddHour.TWICE),
        (date(2024, 3, 1), time(10), "Asia/Almaty", "2024-03-01T05:00Z", None),
        (date(2011, 12, 30), time(10), "Pacific/Apia", "2011-12-30T10:00Z", OddHour.MISSING),
        (date(2028, 2, 29), time(10), "UTC", "2028-02-29T10:00Z", None),
    ],
    ids=["gap", "first of two", "end of gap", "half hour", "Almaty", "after", "no such day", "leap"],
)  # fmt: skip
def test_an_hour_that_comes_twice_is_the_first_and_a_missing_one_the_instant_after_the_gap(
    day: date, clock: time, zone: str, expected: str, odd: OddHour | None
) -> None:
    assert instant(day, clock, zone) == datetime.fromisoformat(expected)
    assert odd_hour(day, clock, zone) is odd


@given(day=st.dates(date(1995, 1, 1), date(2036, 12, 31)), clock=st.times(), zone=st.sampled_from(ZONES))
def test_an_instant_reads_as_its_wall_time_or_as_the_first_moment_after_a_gap(
    day: date, clock: time, zone: str
) -> None:
    at = instant(day, clock, zone)
    shown = at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    if odd_hour(day, clock, zone) is OddHour.MISSING:
        before = (at - timedelta(seconds=1)).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        assert before < datetime.combine(day, clock) < shown
    else:
        assert shown == datetime.combine(day, clock)
