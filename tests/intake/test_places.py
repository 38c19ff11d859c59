from importlib.resources import files
from zoneinfo import available_timezones

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from alertbot.intake.places import known_places

ROWS = [
    line.split("\t")
    for line in files("alertbot.intake").joinpath("places.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
COUNTRIES = Locale("en").territories
ZONE_COUNTRIES = {
    (zone, country)
    for line in files("tzdata").joinpath("zoneinfo/zone.tab").read_text("utf-8").splitlines()
    if not line.startswith("#")
    for country, _, zone in [line.split("\t")[:3]]
}
WITHOUT_A_ZONE_OF_ITS_OWN = {"Pristina"}
"""Kosovo's courts go by Belgrade's clock; the zone table does not list the country."""


def test_every_zone_exists_and_belongs_to_its_country() -> None:
    for city, country, zone, _ in ROWS:
        assert zone in available_timezones(), city
        assert country in COUNTRIES, city
        assert (zone, country) in ZONE_COUNTRIES or city in WITHOUT_A_ZONE_OF_ITS_OWN, city


def test_every_city_has_a_russian_name() -> None:
    assert [row[0] for row in ROWS if not any("а" <= letter <= "я" for letter in row[3].lower())] == []


def test_no_city_is_listed_twice() -> None:
    names = [(row[0], row[1]) for row in ROWS]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("typed", "city", "zone"),
    [
        ("Shymkent", "Shymkent", "Asia/Almaty"),
        ("Shimkent", "Shymkent", "Asia/Almaty"),
        ("Shymket", "Shymkent", "Asia/Almaty"),
        ("шымкенте", "Shymkent", "Asia/Almaty"),
        ("almaty", "Almaty", "Asia/Almaty"),
        ("Aqtau", "Aktau", "Asia/Aqtau"),
        ("Актау", "Aktau", "Asia/Aqtau"),
        ("Astana", "Astana", "Asia/Almaty"),
        ("Chişinău", "Chisinau", "Europe/Chisinau"),
        ("Кишинёве", "Chisinau", "Europe/Chisinau"),
        ("St Petersburg", "Saint Petersburg", "Europe/Moscow"),
        ("St. Petersburg", "Saint Petersburg", "Europe/Moscow"),
        ("Москве", "Moscow", "Europe/Moscow"),
        ("Ош", "Osh", "Asia/Bishkek"),
        ("asia/almaty", "", "Asia/Almaty"),
    ],
)
def test_a_city_is_found_as_people_type_it(typed: str, city: str, zone: str) -> None:
    place = known_places().named(typed)
    assert place is not None
    assert (place.city, place.zone) == (city, zone)


@pytest.mark.parametrize("typed", ["Gotham", "Kern", "Bostandyk", "", "court", "суд"])
def test_an_unknown_city_is_not_guessed(typed: str) -> None:
    assert known_places().named(typed) is None


def test_a_word_of_three_letters_is_a_city_only_with_a_capital() -> None:
    assert known_places().mention("they came in a police van") is None
    assert known_places().mention("the court in Van") is not None


def test_the_longest_name_wins_in_a_line() -> None:
    text = "tomorrow 10:00 Ho Chi Minh City court"
    mention = known_places().mention(text)
    assert mention is not None
    assert text[mention.start : mention.end] == "Ho Chi Minh City"


@given(st.text(max_size=200))
def test_no_text_breaks_the_search_for_places(text: str) -> None:
    mention = known_places().mention(text)
    assert mention is None or 0 <= mention.start < mention.end <= len(text)
    known_places().named(text)
