"""Court dates as calendar files: what is written is read back, revisions follow, nobody is named."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from alertbot.domain.case import Case, Person, PersonRole
from alertbot.domain.hearing import Hearing, HearingState, StoredHearing
from alertbot.domain.language import Localised
from alertbot.wording.calendar import (
    LONGEST_LINE,
    LONGEST_TEXT,
    Entry,
    Method,
    about,
    cleaned,
    entries,
    method_of,
    written,
)
from alertbot.wording.speech import Wording
from tests.support.phrases import catalogues

STAMP = datetime(2017, 9, 26, 10, tzinfo=UTC)
LARISA = Localised({"en": "Larisa Kharkova", "ru": "Лариса Харькова"})
CASE = Case(
    "kharkova",
    Localised({"en": "The trial of Larisa Kharkova", "ru": "Суд над Ларисой Харьковой"}),
    Localised({"en": "She is on trial."}),
    "KZ",
    persons=(
        Person("larisa", "Larisa Kharkova", PersonRole.DEFENDANT, names=LARISA),
        Person("child", "Unnamed Child", PersonRole.RELATIVE, public=False),
    ),
)
FIRST = Hearing(
    "first", "Shymkent", "Asia/Almaty", date(2017, 9, 27), time(10), Localised({"en": "Regional Court"})
)
WORDING = Wording(catalogues())


def chain(*hearings: Hearing) -> tuple[StoredHearing, ...]:
    replaced = {hearing.supersedes for hearing in hearings}
    return tuple(StoredHearing(n, 1, h, h.key in replaced) for n, h in enumerate(hearings, 1))


def moved(old: Hearing, key: str, day: int) -> Hearing:
    return old.moved_to(key, date(2017, 9, day), old.hour)


def only(case: Case, *hearings: Hearing, locale: str = "en") -> Entry:
    (entry,) = entries(case, chain(*hearings), WORDING, locale)
    return entry


def read_back(found: tuple[Entry, ...], method: Method = Method.PUBLISH) -> list[dict[str, Any]]:
    calendar: Any = Calendar.from_ical(written(found, STAMP, method=method))
    assert str(calendar["METHOD"]) == method
    return [
        {
            "uid": str(event["UID"]),
            "sequence": int(event["SEQUENCE"]),
            "start": event["DTSTART"].dt,
            "cancelled": event["STATUS"] == "CANCELLED",
            "summary": str(event["SUMMARY"]),
            "location": str(event.get("LOCATION", "")),
            "description": str(event["DESCRIPTION"]),
        }
        for event in calendar.events
    ]


def as_dict(entry: Entry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in Entry.__slots__}


def test_a_hearing_is_an_event_in_utc_in_the_readers_language() -> None:
    english, russian = only(CASE, FIRST), only(CASE, FIRST, locale="ru")
    assert english.start == datetime(2017, 9, 27, 4, tzinfo=UTC)
    assert "Larisa Kharkova" in english.summary
    assert english.location == "Regional Court, Shymkent"
    assert "Wednesday, 27 September 2017" in english.description
    assert "Лариса Харькова" in russian.summary
    assert "27 сентября 2017" in russian.description
    assert b"DTSTART:20170927T040000Z" in written((english,), STAMP)
    assert b"VTIMEZONE" not in written((english,), STAMP)


def test_the_language_of_a_text_does_not_change_which_event_it_is() -> None:
    assert only(CASE, FIRST).uid == only(CASE, FIRST, locale="ru").uid


def test_a_day_without_an_hour_is_an_event_of_the_whole_day_that_blocks_nothing() -> None:
    entry = only(CASE, replace(FIRST, hour=None))
    assert entry.start == date(2017, 9, 27)
    file = written((entry,), STAMP)
    assert b"DTSTART;VALUE=DATE:20170927" in file
    assert b"TRANSP:TRANSPARENT" in file
    assert "hour is not known" in entry.description


def test_a_hearing_that_moves_day_after_day_stays_one_event_whose_sequence_grows() -> None:
    second = moved(FIRST, "second", 28)
    third = moved(second, "third", 29)
    known = [only(CASE, FIRST), only(CASE, FIRST, second), only(CASE, FIRST, second, third)]
    assert len({entry.uid for entry in known}) == 1
    assert [entry.sequence for entry in known] == [0, 2, 4]
    days = [entry.start for entry in known]
    assert days == [datetime(2017, 9, day, 4, tzinfo=UTC) for day in (27, 28, 29)]
    assert "27 September 2017 → Thursday, 28 September 2017" in known[2].description


def test_a_detail_that_changes_makes_calendars_look_again() -> None:
    plain, amended = StoredHearing(1, 1, FIRST), StoredHearing(1, 1, replace(FIRST, room="12"), amended=1)
    later = StoredHearing(2, 1, moved(FIRST, "second", 28))
    found = [entries(CASE, known, WORDING, "en")[0] for known in ([plain], [amended], [amended, later])]
    assert [entry.sequence for entry in found] == [0, 1, 3]


@pytest.mark.parametrize("state", [HearingState.CANCELLED, HearingState.ADJOURNED_WITHOUT_DATE])
def test_what_is_called_off_or_has_no_date_any_more_is_taken_out_of_calendars(state: HearingState) -> None:
    planned, off = only(CASE, FIRST), only(CASE, replace(FIRST, state=state))
    assert (off.uid, off.cancelled) == (planned.uid, True)
    assert off.sequence > planned.sequence
    assert method_of((off,)) is Method.CANCEL
    assert b"STATUS:CANCELLED" in written((off,), STAMP, method=Method.CANCEL)


def test_a_date_that_is_set_again_comes_back_under_the_same_name() -> None:
    off = replace(FIRST, state=HearingState.ADJOURNED_WITHOUT_DATE)
    again = only(CASE, off, moved(off, "second", 29))
    assert (again.uid, again.cancelled) == (only(CASE, FIRST).uid, False)
    assert again.sequence > only(CASE, off).sequence


@pytest.mark.parametrize("state", [HearingState.HELD, HearingState.OUTCOME_UNKNOWN])
def test_a_hearing_that_took_place_stays_in_calendars(state: HearingState) -> None:
    assert not only(CASE, replace(FIRST, state=state)).cancelled


def test_two_dates_in_place_of_one_are_two_events_whatever_becomes_known_later() -> None:
    second, other = moved(FIRST, "second", 28), moved(FIRST, "other", 29)
    later = moved(second, "later", 30)
    before = {e.uid: e.start for e in entries(CASE, chain(FIRST, second, other), WORDING, "en")}
    after = {e.uid: e.start for e in entries(CASE, chain(FIRST, second, other, later), WORDING, "en")}
    assert len(before) == 2
    assert before.keys() == after.keys()


def test_a_chain_that_bites_its_own_tail_still_ends() -> None:
    first, second = replace(FIRST, supersedes="second"), replace(FIRST, key="second", supersedes="first")
    assert entries(CASE, chain(first, second), WORDING, "en") == ()
    assert len(entries(CASE, chain(replace(FIRST, supersedes="first")), WORDING, "en")) == 1


def test_one_hearing_of_several_is_found_by_any_key_of_its_line() -> None:
    second, other = moved(FIRST, "second", 28), replace(FIRST, key="other", day=date(2017, 10, 5))
    stored = chain(FIRST, second, other)
    by_old, by_new = (about(CASE, stored, key, WORDING, "en") for key in ("first", "second"))
    assert by_old == by_new
    assert len(by_old) == 1
    assert about(CASE, stored, "unknown", WORDING, "en") == ()


def test_nobody_who_stays_unnamed_stands_in_a_calendar() -> None:
    child_first = replace(CASE, persons=tuple(reversed(CASE.persons)))
    for locale in WORDING.supported:
        assert "Unnamed" not in str(only(child_first, FIRST, locale=locale))


def test_a_calendar_names_no_organizer_and_no_guests() -> None:
    file = written((only(CASE, FIRST),), STAMP)
    assert not any(word in file for word in (b"ORGANIZER", b"ATTENDEE", b"VALARM", b"CONTACT"))


def test_a_calendar_to_subscribe_to_has_a_name_and_says_how_often_to_look() -> None:
    file = written((), STAMP, name="Court dates")
    assert b"X-WR-CALNAME:Court dates" in file
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT15M" in file
    assert b"X-PUBLISHED-TTL:PT15M" in file


HOSTILE = st.one_of(
    st.text(max_size=80),
    st.text('a,;:\\"\n\r\t\x00\x1b\u202e\u2028\u0085 nN', max_size=60),
    st.sampled_from(("\r\nEND:VEVENT\r\nBEGIN:VALARM", "عريضة " * 30, "𝔞" * 500, "\ud800", "é" * 6000)),
)


@given(HOSTILE, HOSTILE, HOSTILE, HOSTILE, st.sampled_from(HearingState))
def test_whatever_a_case_says_is_read_back_as_it_was_written(
    name: str, court: str, address: str, number: str, state: HearingState
) -> None:
    case = replace(CASE, title=Localised({"en": name}), persons=())
    hearing = replace(
        FIRST,
        court=Localised({"en": court}),
        address=Localised({"en": address}),
        case_number=number,
        source=name,
        state=state,
    )
    found = entries(case, chain(hearing), WORDING, "en")
    file = written(found, STAMP, method=method_of(found))
    assert b"\n" not in file.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in file.split(b"\r\n"))
    assert file.split(b"\r\n").count(b"BEGIN:VEVENT") == file.split(b"\r\n").count(b"END:VEVENT") == 1
    assert [as_dict(entry) for entry in found] == read_back(found, method_of(found))
    assert len(found[0].summary) <= 2 * LONGEST_LINE
    assert len(found[0].description) <= 2 * LONGEST_TEXT


@given(HOSTILE)
def test_cleaned_text_has_no_control_characters_but_line_breaks(text: str) -> None:
    assert all(c == "\n" or c.isprintable() or ord(c) > 0x9F for c in cleaned(text))
    cleaned(text).encode()


@given(
    st.dates(date(1990, 1, 1), date(2060, 1, 1)),
    st.integers(0, 1439),
    st.sampled_from(("Asia/Almaty", "Europe/Kyiv", "Africa/Casablanca")),
)
def test_any_wall_time_in_any_year_is_the_instant_the_court_sits(day: date, minute: int, zone: str) -> None:
    hearing = replace(FIRST, zone=zone, day=day, hour=time(*divmod(minute, 60)))
    (event,) = read_back((only(CASE, hearing),))
    assert event["start"] == hearing.starts
    assert event["start"].utcoffset() == timedelta()
