from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alertbot.intake.dates import HearingWords, read_hearing_words
from alertbot.intake.places import known_places

EVENING = datetime(2017, 9, 27, 20, 0, tzinfo=UTC)
"""Already the 28th in Kazakhstan, still the 27th in Moldova and Russia."""

LANGUAGES = ("en", "ru", "ro", "kk")


def read(text: str, now: datetime = EVENING) -> HearingWords:
    found = read_hearing_words(text, now, LANGUAGES, known_places())
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "day", "hour", "zone"),
    [
        ("tomorrow 10:00 Shymkent", date(2017, 9, 29), time(10), "Asia/Almaty"),
        ("завтра в 10:00 в Шымкенте", date(2017, 9, 29), time(10), "Asia/Almaty"),
        ("ертең 10:00 Астана", date(2017, 9, 29), time(10), "Asia/Almaty"),
        ("mâine 10:00 Chișinău", date(2017, 9, 28), time(10), "Europe/Chisinau"),
        ("today 23:30 St Petersburg", date(2017, 9, 27), time(23, 30), "Europe/Moscow"),
    ],
)
def test_tomorrow_is_tomorrow_at_the_court(text: str, day: date, hour: time, zone: str) -> None:
    found = read(text)
    assert (found.day, found.hour, found.zone) == (day, hour, zone)


@pytest.mark.parametrize(
    ("text", "day", "hour"),
    [
        ("monday 2pm Astana", date(2017, 10, 2), time(14)),
        ("next monday 10:00 Astana", date(2017, 10, 2), time(10)),
        ("в пятницу в 11 Алматы", date(2017, 9, 29), time(11)),
        ("11 октября в 9 часов Алматы", date(2017, 10, 11), time(9)),
        ("28 сентября 10.30 Москва", date(2017, 9, 28), time(10, 30)),
        ("on 5 October at 10 in Aktau", date(2017, 10, 5), time(10)),
        ("28.09.2017 10:00 Астана", date(2017, 9, 28), time(10)),
        ("2017-10-05 09:30 Asia/Almaty", date(2017, 10, 5), time(9, 30)),
        ("10.12 14.30 Minsk", date(2017, 12, 10), time(14, 30)),
        ("in 3 days 9:30 am Tehran", date(2017, 9, 30), time(9, 30)),
        ("послезавтра Минск", date(2017, 9, 29), None),
    ],
)
def test_days_and_hours_are_read_as_people_write_them(text: str, day: date, hour: time | None) -> None:
    found = read(text)
    assert (found.day, found.hour) == (day, hour)
    assert found.alternatives == ()


def test_what_is_left_over_names_the_court() -> None:
    assert read("tomorrow 10:00 Shymkent South Kazakhstan Regional Appeal Court, appeal").words == (
        "South Kazakhstan Regional Appeal Court, appeal"
    )
    assert read("завтра в 10:00 в Шымкенте, областной суд").words == "областной суд"


def test_figures_that_read_two_ways_come_with_the_other_day() -> None:
    found = read("03/12 10:00 Chisinau")
    assert (found.day, found.alternatives) == (date(2017, 12, 3), (date(2018, 3, 12),))
    assert read("28/10 10:00 Chisinau").alternatives == ()


def test_a_day_just_gone_is_offered_beside_next_years() -> None:
    found = read("September 20 Almaty")
    assert (found.day, found.alternatives) == (date(2018, 9, 20), (date(2017, 9, 20),))


def test_an_unknown_city_leaves_the_zone_open() -> None:
    found = read("tomorrow 10:00 Atlantis court")
    assert (found.city, found.zone, found.words) == ("", "", "Atlantis court")


@pytest.mark.parametrize(
    "text", ["Shymkent", "", "May hearing Astana", "10:00 court", "second hearing Almaty"]
)
def test_a_line_without_a_day_is_no_hearing(text: str) -> None:
    assert read_hearing_words(text, EVENING, LANGUAGES, known_places()) is None


WORDS = "tomorrow завтра 03/12 29/02 10:00 25:99 в at 11 pm Shymkent 99.99 0/0 1.1.1 31 февраля May ( : \x00"
words = st.sampled_from(WORDS.split())


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(words, max_size=8).map(" ".join)))
def test_no_line_breaks_the_reader(text: str) -> None:
    found = read_hearing_words(text, EVENING, LANGUAGES, known_places())
    assert found is None or found.day not in found.alternatives
