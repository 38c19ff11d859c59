"""Calendar files that organizers send: read rightly whatever program wrote them, and never with harm."""

import time as seconds
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot.intake.calendar_file import LARGEST, Fault, Left, SentEvent, read_calendar, sits
from alertbot.intake.places import known_places

NOW = datetime(2017, 9, 26, 10, tzinfo=UTC)
HEARING = datetime(2017, 9, 28, 4, tzinfo=UTC)
ZONE_OF_A_PROGRAM = """BEGIN:VTIMEZONE
TZID:Asia/Almaty
BEGIN:STANDARD
DTSTART:19700101T000000
TZOFFSETFROM:+0100
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE"""


def calendar(*events: str, before: str = "") -> bytes:
    inner = [f"BEGIN:VEVENT\nUID:1\n{event}\nEND:VEVENT" for event in events]
    text = "\n".join(
        ["BEGIN:VCALENDAR", "VERSION:2.0", *([before] if before else []), *inner, "END:VCALENDAR"]
    )
    return text.replace("\n", "\r\n").encode()


def event(content: bytes) -> SentEvent:
    sent = read_calendar(content, NOW, known_places())
    assert sent.event is not None, sent.fault
    return sent.event


@pytest.mark.parametrize(
    ("start", "zone"),
    [
        ("DTSTART:20170928T040000Z", "UTC"),
        ("DTSTART;TZID=Asia/Almaty:20170928T100000", "Asia/Almaty"),
        ("DTSTART;TZID=asia/almaty:20170928T100000", "Asia/Almaty"),
        ('DTSTART;TZID="Asia/Almaty":20170928T100000', "Asia/Almaty"),
        ("DTSTART;TZID=/mozilla.org/20050126_1/Asia/Almaty:20170928T100000", "Asia/Almaty"),
        ("DTSTART;TZID=W. Europe Standard Time:20170928T060000", "Europe/Berlin"),
        ("DTSTART;TZID=America/Argentina/Ushuaia:20170928T010000", "America/Argentina/Ushuaia"),
    ],
)
def test_an_instant_is_the_same_in_whatever_way_a_program_writes_it(start: str, zone: str) -> None:
    found = event(calendar(f"{start}\nSUMMARY:Court"))
    assert (found.at, found.zone) == (HEARING, zone)


def test_a_zone_counts_by_its_name_and_not_by_what_a_file_says_about_it() -> None:
    content = calendar("DTSTART;TZID=Asia/Almaty:20170928T100000", before=ZONE_OF_A_PROGRAM)
    assert event(content).at == HEARING


def test_the_court_sits_on_the_clocks_of_the_city_that_the_event_names() -> None:
    found = event(calendar("DTSTART:20170928T040000Z\nLOCATION:Regional Court\\, Shymkent"))
    assert found.place is not None
    assert (found.place.city, found.place.zone) == ("Shymkent", "Asia/Almaty")
    assert sits(found, found.place.zone) == (date(2017, 9, 28), time(10))
    assert found.words == "Regional Court"


def test_a_city_in_the_title_counts_when_the_place_names_none() -> None:
    found = event(calendar("DTSTART:20170928T040000Z\nSUMMARY:Appeal in Shymkent\nLOCATION:Room 5"))
    assert found.place is not None
    assert found.place.city == "Shymkent"


def test_a_floating_time_and_a_whole_day_belong_to_no_zone() -> None:
    floating = event(calendar("DTSTART:20170928T100000"))
    assert (floating.at, floating.day, floating.hour) == (None, date(2017, 9, 28), time(10))
    whole = event(calendar("DTSTART;VALUE=DATE:20170928"))
    assert (whole.at, whole.day, whole.hour) == (None, date(2017, 9, 28), None)
    assert sits(whole, "Asia/Almaty") == (date(2017, 9, 28), None)


def test_a_time_in_a_zone_that_nobody_knows_floats_and_that_is_said() -> None:
    sent = read_calendar(calendar("DTSTART;TZID=Court Time:20170928T100000"), NOW, known_places())
    assert sent.event is not None
    assert (sent.event.at, sent.event.hour) == (None, time(10))
    assert sent.left == (Left.UNKNOWN_ZONE,)


def test_the_first_event_still_ahead_is_taken_and_the_others_are_told_of() -> None:
    days = ("20170925T040000Z", "20171010T040000Z", "20170928T040000Z")
    sent = read_calendar(calendar(*(f"DTSTART:{day}" for day in days)), NOW, known_places())
    assert sent.event is not None
    assert sent.event.at == HEARING
    assert sent.left == (Left.OTHER_EVENTS,)


def test_an_event_that_is_called_off_is_not_taken() -> None:
    off = "DTSTART:20170927T040000Z\nSTATUS:CANCELLED"
    assert event(calendar(off, "DTSTART:20170928T040000Z")).at == HEARING
    assert read_calendar(calendar(off), NOW, known_places()).fault is Fault.CALLED_OFF


def test_what_recurs_is_taken_once_and_that_is_said() -> None:
    sent = read_calendar(calendar("DTSTART:20170928T040000Z\nRRULE:FREQ=SECONDLY"), NOW, known_places())
    assert sent.event is not None
    assert sent.event.at == HEARING
    assert sent.left == (Left.RECURRENCE,)


def test_a_day_counts_as_ahead_until_it_is_over_everywhere() -> None:
    assert event(calendar("DTSTART;VALUE=DATE:20170926")).day == date(2017, 9, 26)
    assert read_calendar(calendar("DTSTART;VALUE=DATE:20170924"), NOW, known_places()).event is None


@pytest.mark.parametrize(
    "start", ["20170926T095900Z", "99990928T040000Z", "00010101T000000Z", "20170230T040000Z", "soon", ""]
)
def test_what_lies_behind_or_is_no_time_is_nothing_ahead(start: str) -> None:
    assert read_calendar(calendar(f"DTSTART:{start}"), NOW, known_places()).fault is Fault.NOTHING_AHEAD


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\xff\xfe",
        b"BEGIN:VEVENT",
        b"<html></html>",
        b"PK\x03\x04",
        "BEGIN:VCALENDAR".encode("utf-16"),
    ],
)
def test_what_is_no_calendar_is_broken(content: bytes) -> None:
    assert read_calendar(content, NOW, known_places()).fault is Fault.BROKEN


def test_a_file_of_more_than_a_mebibyte_is_not_read() -> None:
    assert read_calendar(calendar(" " * LARGEST), NOW, known_places()).fault is Fault.LARGE


def test_a_file_that_ends_in_the_middle_still_gives_what_it_has() -> None:
    content = calendar("DTSTART:20170928T040000Z").removesuffix(b"END:VEVENT\r\nEND:VCALENDAR")
    assert event(content).at == HEARING


def test_an_alarm_within_an_event_does_not_change_when_it_is() -> None:
    alarm = "BEGIN:VALARM\nDTSTART:20170927T000000Z\nTRIGGER:-PT1H\nEND:VALARM"
    assert event(calendar(f"{alarm}\nDTSTART:20170928T040000Z")).at == HEARING


FLOODS = (
    b"BEGIN:VEVENT\r\n" * 60_000,
    b"BEGIN:VEVENT\r\nDTSTART:20170928T040000Z\r\nEND:VEVENT\r\n" * 17_000,
    b"BEGIN:VEVENT\r\nSUMMARY:x\r\n" + b" x\r\n" * 250_000,
    b"BEGIN:VEVENT\r\nDTSTART" + b';A="' * 250_000,
    b"BEGIN:VEVENT\r\n" + b"SUMMARY:\\,\\;\r\n" * 70_000,
    b"BEGIN:VEVENT\r\nLOCATION:" + b"Shymkent " * 110_000,
    b"BEGIN:VEVENT\r\n" + b"RRULE:FREQ=SECONDLY;BYSECOND=1\r\n" * 30_000 + b"DTSTART:20170928T040000Z",
)


@pytest.mark.parametrize("flood", FLOODS, ids=range(len(FLOODS)))
def test_a_full_file_of_anything_is_read_in_little_time(flood: bytes) -> None:
    content = b"BEGIN:VCALENDAR\r\n" + flood
    assert len(content) <= LARGEST
    begun = seconds.process_time()
    read_calendar(content, NOW, known_places())
    assert seconds.process_time() - begun < 5


LINES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "BEGIN:VEVENT",
                "END:VEVENT",
                "BEGIN:VTIMEZONE",
                "END:VTIMEZONE",
                "END:VCALENDAR",
                "DTSTART",
                " x",
            ]
        ),
        st.builds(
            "{}{}:{}".format,
            st.sampled_from(["DTSTART", "SUMMARY", "LOCATION", "STATUS", "RRULE", "RDATE", "RECURRENCE-ID"]),
            st.sampled_from(
                ["", ";VALUE=DATE", ";VALUE=PERIOD", ";TZID=", ";TZID=Asia/Almaty", ";X", ';"', ";TZID=../x"]
            ),
            st.one_of(
                st.text(max_size=30),
                st.sampled_from(["20170928", "20170928T040000", "20170928T040000Z", "20170928T040000Z/PT1H"]),
            ),
        ),
        st.text(max_size=40),
    ),
    max_size=12,
)


@given(LINES)
def test_no_file_does_harm_and_what_is_read_can_be_shown(lines: list[str]) -> None:
    content = "\r\n".join(["BEGIN:VCALENDAR", *lines]).encode("utf-8", "replace")
    sent = read_calendar(content, NOW, known_places())
    assert (sent.event is None) is (sent.fault is not None)
    if sent.event:
        for zone in ("Asia/Almaty", "America/Caracas"):
            day, hour = sits(sent.event, zone)
            assert datetime.combine(day, hour or time(9), ZoneInfo(zone))


@given(st.binary(max_size=200))
def test_no_bytes_do_harm(content: bytes) -> None:
    sent = read_calendar(content, NOW, known_places())
    assert sent.event is None
