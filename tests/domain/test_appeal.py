"""An appeal's last day, whatever day that is."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from alertbot.domain.appeal import Appeal, AppealKind
from alertbot.domain.language import Localised

APPEAL = Appeal("case", "key", AppealKind.APPEAL, Localised(), Localised())


@given(st.dates(), st.datetimes(timezones=st.just(UTC)))
@example(date.max, datetime.max.replace(tzinfo=UTC))
@example(date.min, datetime.min.replace(tzinfo=UTC))
def test_an_appeal_is_open_until_its_last_day_is_over_whatever_day_that_is(day: date, now: datetime) -> None:
    appeal = replace(APPEAL, sign_by=day)

    assert appeal.closes
    assert appeal.closes - datetime(day.year, day.month, day.day, tzinfo=UTC) <= timedelta(days=1)
    if now.date() != date.max:
        assert appeal.is_open(now) == (now.date() <= day)
