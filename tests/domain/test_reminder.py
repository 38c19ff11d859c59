"""Reminders: at the court's wall clock, none in the past, few when time is short."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot.domain.hearing import Hearing
from alertbot.domain.reminder import ahead, all_reminders, plan

ZONES = ("Asia/Almaty", "Europe/Paris", "America/New_York", "Pacific/Kiritimati", "Asia/Kathmandu")


def hearing(day: date, hour: time | None = time(10), zone: str = "Asia/Almaty") -> Hearing:
    return Hearing("h1", "Shymkent", zone, day, hour)


def test_a_hearing_weeks_ahead_gets_three_evenings_and_two_hours() -> None:
    planned = plan(hearing(date(2017, 9, 28)), datetime(2017, 9, 1, tzinfo=UTC))

    assert [reminder.offset for reminder in planned.reminders] == ["7d", "3d", "1d", "2h"]
    assert not planned.notice
    assert planned.reminders[2].due == datetime(2017, 9, 27, 12, tzinfo=UTC), "18:00 in Almaty, then UTC+6"
    assert planned.reminders[3].due == datetime(2017, 9, 28, 2, tzinfo=UTC)


def test_each_reminder_is_useless_once_the_next_is_due_and_the_last_once_the_court_sits() -> None:
    for hour in (time(10), None):
        sitting = hearing(date(2017, 9, 28), hour)
        planned = all_reminders(sitting)

        assert [r.useless_after for r in planned] == [*(r.due for r in planned[1:]), sitting.starts]


def test_a_hearing_tomorrow_gives_one_notice_and_the_last_call() -> None:
    planned = plan(hearing(date(2017, 9, 28)), datetime(2017, 9, 27, 10, tzinfo=UTC))

    assert planned.notice
    assert [reminder.offset for reminder in planned.reminders] == ["2h"]
    assert {r.offset: why for r, why in planned.dropped} == {
        "7d": "past",
        "3d": "past",
        "1d": "absorbed",
    }


def test_the_last_call_is_dropped_when_it_would_follow_the_notice_within_the_hour() -> None:
    planned = plan(hearing(date(2017, 9, 28)), datetime(2017, 9, 28, 1, 30, tzinfo=UTC))

    assert planned.notice
    assert planned.reminders == ()


def test_a_hearing_in_the_past_leads_to_nothing() -> None:
    planned = plan(hearing(date(2017, 9, 28)), datetime(2017, 9, 28, 4, tzinfo=UTC))

    assert not planned.notice
    assert planned.reminders == ()
    assert {why for _, why in planned.dropped} == {"past"}


def test_a_date_without_an_hour_is_planned_as_nine_in_the_courts_morning() -> None:
    assert all_reminders(hearing(date(2017, 9, 28), None)) == all_reminders(
        hearing(date(2017, 9, 28), time(9))
    )


@pytest.mark.parametrize(
    ("day", "offset_hours"),
    [(date(2024, 2, 29), 6), (date(2024, 3, 5), 5)],
)
def test_almaty_left_utc_plus_six_on_the_first_of_march_2024(day: date, offset_hours: int) -> None:
    starts = hearing(day).starts

    assert starts == datetime(day.year, day.month, day.day, 10 - offset_hours, tzinfo=UTC)


def test_the_evening_before_is_six_local_on_both_sides_of_a_zone_change() -> None:
    zone = ZoneInfo("Asia/Almaty")
    due = {r.offset: r.due.astimezone(zone) for r in all_reminders(hearing(date(2024, 3, 3)))}

    assert {(due[o].hour, due[o].minute) for o in ("7d", "3d", "1d")} == {(18, 0)}


@given(
    day=st.dates(date(2016, 1, 1), date(2029, 12, 31)),
    hour=st.one_of(st.none(), st.times()),
    zone=st.sampled_from(ZONES),
    ahead=st.timedeltas(timedelta(days=-2), timedelta(days=20)),
)
def test_no_reminder_is_ever_planned_for_the_past_or_after_the_hearing(
    day: date, hour: time | None, zone: str, ahead: timedelta
) -> None:
    sitting = hearing(day, hour, zone)
    now = sitting.starts - ahead

    planned = plan(sitting, now)

    kept = planned.reminders
    assert all(now < reminder.due < reminder.useless_after <= sitting.starts for reminder in kept)
    assert len(kept) + len(planned.dropped) == len(all_reminders(sitting))
    assert not planned.notice or timedelta(0) < ahead < timedelta(hours=72)


def test_nothing_is_absorbed_when_no_notice_goes_out() -> None:
    offsets = [r.offset for r in ahead(hearing(date(2017, 9, 28)), datetime(2017, 9, 27, 10, tzinfo=UTC))]

    assert offsets == ["1d", "2h"]
