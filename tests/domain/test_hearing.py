"""Hearings: wall time at the court, and chains of moved dates."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

from alertbot.domain.hearing import Hearing, HearingState, current
from alertbot.domain.language import Localised

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


def test_only_what_a_document_changed_is_changed() -> None:
    stands = replace(FIRST, room="7", source="the lawyer")
    printed, corrected = replace(FIRST, room="1", case_number="5"), replace(FIRST, room="1", case_number="6")

    assert stands.with_changes(printed, corrected) == replace(stands, case_number="6")
    assert stands.with_changes(printed, printed) == stands


def test_another_court_or_street_is_elsewhere() -> None:
    street, court = Localised({"en": "5 Court Street"}), Localised({"en": "City Court"})
    housed = replace(FIRST, address=street, court=court)
    assert replace(housed, address=Localised({"en": "7 Court Street"})).is_elsewhere(housed)
    assert replace(housed, court=Localised({"en": "District Court"})).is_elsewhere(housed)
    assert replace(housed, court=Localised()).is_elsewhere(housed)
    assert not replace(housed, room="12", case_number="5-17").is_elsewhere(housed)


def test_a_court_that_becomes_known_is_not_elsewhere() -> None:
    assert not replace(FIRST, court=Localised({"en": "City Court"})).is_elsewhere(FIRST)
