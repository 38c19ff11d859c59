"""No appeal asks for ever."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from alertbot.domain.appeal import Appeal, AppealKind
from alertbot.domain.expiry import LIFE, last_open_day, with_an_end
from alertbot.domain.language import Localised

days = st.dates(date(2000, 1, 1), date(2100, 1, 1))


def appeal(sign_by: date | None = None, expires: date | None = None) -> Appeal:
    words = Localised({"en": "Free Rosa"})
    return Appeal("case", "key", AppealKind.APPEAL, words, words, sign_by=sign_by, expires=expires)


def test_an_appeal_without_a_last_day_ends_after_ninety_days() -> None:
    today = date(2017, 10, 4)
    assert with_an_end(appeal(), today).expires == today + timedelta(days=90)


@given(st.none() | days, st.none() | days, days)
def test_every_appeal_ends_and_a_day_ahead_that_was_chosen_stays(
    sign_by: date | None, expires: date | None, today: date
) -> None:
    ended = with_an_end(appeal(sign_by, expires), today)
    last = last_open_day(ended)

    assert last is not None
    assert ended.closes == datetime(last.year, last.month, last.day, tzinfo=UTC) + timedelta(days=1)
    assert ended.sign_by == sign_by
    if expires and expires > today:
        assert ended.expires == expires
    if sign_by is None:
        assert ended.is_open(datetime.combine(today, datetime.min.time(), UTC))


def test_the_end_of_time_is_an_end() -> None:
    assert with_an_end(appeal(), date.max).expires == date.max
    assert LIFE.days == 90
