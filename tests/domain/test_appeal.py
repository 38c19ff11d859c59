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


@given(st.none() | st.dates(), st.none() | st.dates())
def test_an_appeal_closes_after_its_last_day_or_the_day_it_expires_whichever_is_sooner(
    last: date | None, expires: date | None
) -> None:
    closes = replace(APPEAL, sign_by=last, expires=expires).closes
    days = [day for day in (last, expires) if day]
    assert closes == (replace(APPEAL, sign_by=min(days)).closes if days else None)
