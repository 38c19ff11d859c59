"""Hearings: wall time at the court, and chains of moved dates."""

from datetime import UTC, date, datetime, time

from alertbot.domain.hearing import Hearing, HearingState, current

FIRST = Hearing("first", "Shymkent", "Asia/Almaty", date(2017, 9, 27), time(10))


def test_a_hearing_starts_at_the_courts_wall_time() -> None:
    assert FIRST.starts == datetime(2017, 9, 27, 4, tzinfo=UTC)


def test_a_hearing_without_an_hour_is_planned_for_nine_local() -> None:
    assert Hearing("h", "Aktau", "Asia/Aqtau", date(2012, 8, 6)).starts == datetime(2012, 8, 6, 4, tzinfo=UTC)


def test_a_moved_hearing_names_the_one_it_replaces() -> None:
    moved = FIRST.moved_to("second", date(2017, 9, 28), time(11))

    assert (moved.supersedes, moved.city, moved.state) == ("first", "Shymkent", HearingState.SCHEDULED)


def test_only_the_end_of_a_chain_is_current() -> None:
    second = FIRST.moved_to("second", date(2017, 9, 28), None)
    third = second.moved_to("third", date(2017, 9, 29), None)

    assert current((third, FIRST, second)) == (third,)
