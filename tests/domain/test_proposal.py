"""What a lawyer's link may move without an organizer's tap."""

from dataclasses import replace
from datetime import date, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from alertbot.domain.hearing import Hearing
from alertbot.domain.language import Localised
from alertbot.domain.outcome import ASKED_AFTER, asked_at
from alertbot.domain.proposal import SMALL_MOVE, is_small_move

OLD = Hearing("one", "Shymkent", "Asia/Almaty", date(2017, 9, 28), time(10))


@given(st.integers(-4, 4), st.none() | st.times().map(lambda t: t.replace(second=0, microsecond=0)))
def test_a_small_move_is_one_by_less_than_forty_eight_hours_either_way(days: int, hour: time | None) -> None:
    new = replace(OLD, day=OLD.day + timedelta(days=days), hour=hour)
    assert is_small_move(OLD, new) is (abs(new.starts - OLD.starts) < SMALL_MOVE)


def test_another_place_is_no_small_move_whatever_the_date() -> None:
    for place in ({"city": "Aktau"}, {"zone": "Asia/Aqtau"}, {"court": Localised({"en": "Another court"})}):
        assert not is_small_move(OLD, replace(OLD, **place))


def test_organizers_are_asked_three_hours_after_the_hour_of_a_hearing_or_its_planned_one() -> None:
    assert asked_at(OLD) - OLD.starts == ASKED_AFTER == timedelta(hours=3)
    assert asked_at(replace(OLD, hour=None)).hour == 6, "09:00 in Almaty was 03:00 UTC"
