"""The kinds of text a campaign file holds."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot.domain.language import When
from alertbot.intake.campaign_fields import (
    country_of,
    day_of,
    e164_of,
    email_of,
    hour_of,
    is_key,
    language_of,
    near,
    prose,
    url_of,
    when_of,
    zone_of,
)


@pytest.mark.parametrize(
    ("written", "when"),
    [
        ("2017-10-04", When(2017, 10, 4)),
        ("2012-06", When(2012, 6)),
        ("2006", When(2006)),
        ("04-27", When(None, 4, 27)),
        ("02-29", When(None, 2, 29)),
    ],
)
def test_a_date_is_as_precise_as_it_was_written(written: str, when: When) -> None:
    assert when_of(written) == when


@pytest.mark.parametrize(
    "written",
    [
        "2017-13-01",
        "2017-02-29",
        "13-01",
        "0000-01-01",
        "02.11.2012",
        "April 27",
        "2017-1-1",
        "",
        "٢٠١٧",
        "2017-10-04\n",
    ],
)
def test_a_date_that_is_none_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="`"):
        when_of(written)


@given(st.dates())
def test_every_day_reads_back(day: date) -> None:
    assert day_of(day.isoformat()) == day
    assert when_of(f"{day:%m-%d}") == When(None, day.month, day.day)


@given(st.times().map(lambda moment: moment.replace(second=0, microsecond=0)))
def test_every_minute_reads_back(moment: time) -> None:
    assert hour_of(f"{moment:%H:%M}") == moment


@pytest.mark.parametrize("written", ["24:00", "9:30", "10:60", "10h", "", "10:00:00"])
def test_an_hour_that_is_none_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="time"):
        hour_of(written)


def test_a_day_with_a_missing_part_is_no_day() -> None:
    with pytest.raises(ValueError, match="whole date"):
        day_of("2017-09")


@pytest.mark.parametrize(
    ("printed", "normalised"),
    [
        ("+7 7172 506 402", "+77172506402"),
        ("+41 (0) 22 788 66 02", "+41227886602"),
        ("(+32) 2 374 50 91", "+3223745091"),
        ("+43 1 890 80 08 20", "+431890800820"),
        ("+7 (727) 271-65-79", "+77272716579"),
        ("+ 33 (0) 1 43 55 25 18", "+33143552518"),
    ],
)
def test_numbers_are_dialled_from_anywhere_however_they_were_printed(printed: str, normalised: str) -> None:
    assert e164_of(printed) == normalised


@pytest.mark.parametrize("printed", ["74 56 67", "0077172745631", "+7 12", "fax", "", "+999 123456789"])
def test_a_number_nobody_can_dial_is_refused(printed: str) -> None:
    with pytest.raises(ValueError, match="dial"):
        e164_of(printed)


@given(st.text(max_size=40))
def test_any_text_is_a_number_in_e164_or_refused(text: str) -> None:
    try:
        number = e164_of(text)
    except ValueError:
        return
    assert number[0] == "+"
    assert number[1:].isdigit()
    assert e164_of(number) == number


@pytest.mark.parametrize(
    "written",
    [
        "brussels@mfa.kz.",
        "a@b",
        "a b@c.org",
        "мир@example.org",
        "a@мир.org",
        "x@y.org,z@y.org",
        "a@b.org\nBcc: c@d.org",
    ],
)
def test_an_address_mail_cannot_reach_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="`"):
        email_of(written)


@pytest.mark.parametrize(
    "written", ["Kense@mvd.kz", "denver76-76@mail.ru", "gp-rk@mail.online.kz", "press_center@a-a.kz"]
)
def test_the_seeds_addresses_are_right(written: str) -> None:
    assert email_of(written) == written


@pytest.mark.parametrize(
    "written",
    [
        "example.org",
        "ftp://example.org",
        "javascript:alert(1)",
        "http://",
        "https://[",
        "https://a b.org",
        "https://user:pw@example.org/",
    ],
)
def test_only_plain_web_addresses_are_links(written: str) -> None:
    with pytest.raises(ValueError, match="web address"):
        url_of(written)


def test_countries_languages_and_zones_are_held_against_their_tables() -> None:
    assert (country_of("KZ"), language_of("kk"), zone_of("Asia/Aqtau")) == ("KZ", "kk", "Asia/Aqtau")
    with pytest.raises(ValueError, match="did you mean `KZ`"):
        country_of("kz")
    with pytest.raises(ValueError, match="ISO 639-1"):
        language_of("xx")
    with pytest.raises(ValueError, match="did you mean `Asia/Almaty`"):
        zone_of("Asia/Almatty")
    with pytest.raises(ValueError, match="IANA"):
        zone_of("../../etc/passwd")


def test_keys_fit_a_button() -> None:
    assert all(map(is_key, ("kharkova", "a", "2017_10", "x" * 24)))
    assert not any(map(is_key, ("", "x" * 25, "a-b", "A", "_a", "a b", "a\n", "ключ")))


def test_only_something_close_is_suggested() -> None:
    assert near("sumary", ["summary", "title"]) == "; did you mean `summary`?"
    assert near("zzz", ["summary", "title"]) == ""


def test_line_breaks_inside_a_paragraph_only_suit_the_file() -> None:
    assert prose("one\ntwo\n\n\nthree\n") == "one two\n\nthree"


def test_a_list_keeps_its_lines() -> None:
    assert prose("we ask:\n- this\n- that\n1. one\n12) two") == "we ask:\n- this\n- that\n1. one\n12) two"


@given(st.text(st.sampled_from("ab \n-1.")))
def test_prose_settles_at_once(text: str) -> None:
    assert prose(prose(text)) == prose(text)
