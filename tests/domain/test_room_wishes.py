"""When an alert comes to a room that wishes few of them, or none at night."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from alertbot.domain.quiet import URGENT, Quiet
from alertbot.domain.room_wishes import Pace, alert_due, answer_by

ALMATY = "Asia/Almaty"
NIGHT = Quiet(22, 8)
EVENING = datetime(2017, 10, 4, 17, tzinfo=UTC)
"""23:00 in Almaty."""

MORNING = datetime(2017, 10, 5, 2, tzinfo=UTC)
"""8:00 in Almaty."""

NOON = datetime(2017, 10, 4, 6, tzinfo=UTC)


def test_an_alert_waits_until_quiet_hours_are_over() -> None:
    assert alert_due(EVENING, Pace(0, NIGHT, ALMATY), (), None) == MORNING


def test_an_alert_outside_quiet_hours_comes_at_once() -> None:
    assert alert_due(NOON, Pace(0, NIGHT, ALMATY), (), None) == NOON


def test_quiet_hours_never_delay_an_alert_past_its_last_day() -> None:
    assert alert_due(EVENING, Pace(0, NIGHT, ALMATY), (), MORNING + timedelta(hours=3)) == EVENING


def test_what_is_over_the_number_waits_until_the_next_morning() -> None:
    pace = Pace(2, None, ALMATY)
    assert alert_due(NOON, pace, (NOON,), None) == NOON
    assert alert_due(NOON, pace, (NOON, NOON - timedelta(hours=1)), None) == MORNING


def test_alerts_of_yesterday_take_no_place_of_today() -> None:
    assert alert_due(NOON, Pace(1, None, ALMATY), (NOON - timedelta(hours=13),), None) == NOON


def test_a_next_day_that_is_full_as_well_is_passed_over() -> None:
    due = alert_due(NOON, Pace(1, None, ALMATY), (NOON, MORNING), None)
    assert due == MORNING + timedelta(days=1)


def test_an_urgent_alert_does_not_count_the_others() -> None:
    tomorrow = NOON + timedelta(hours=30)
    assert alert_due(NOON, Pace(1, None, ALMATY), (NOON,), tomorrow) == NOON


hours = st.integers(0, 23)


@given(
    at=st.integers(0, 365 * 24 * 60).map(lambda minute: NOON + timedelta(minutes=minute)),
    begins=hours,
    length=st.integers(1, 16),
    most=st.integers(0, 3),
    taken=st.lists(st.integers(-48, 200), max_size=12),
    left=st.none() | st.integers(0, 400),
    zone=st.sampled_from([ALMATY, "Europe/Chisinau", "America/New_York", "UTC"]),
)
def test_an_alert_is_never_early_never_at_night_and_never_too_late(
    at: datetime, begins: int, length: int, most: int, taken: list[int], left: int | None, zone: str
) -> None:
    pace = Pace(most, Quiet(begins, (begins + length) % 24), zone)
    ends = None if left is None else at + timedelta(hours=left)
    due = alert_due(at, pace, [at + timedelta(hours=hour) for hour in taken], ends)
    assert due >= at
    if due == at:
        return
    assert pace.awake(due) == due
    assert ends is None or ends - due >= URGENT


def test_administrators_have_half_a_day_and_less_when_the_appeal_ends() -> None:
    assert answer_by(NOON, None) == NOON + timedelta(hours=12)
    assert answer_by(NOON, NOON + timedelta(hours=3)) == NOON + timedelta(hours=3)
    assert answer_by(NOON, NOON - timedelta(hours=3)) == NOON
