import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot.intake.contacts import (
    email_address,
    email_addresses,
    links,
    other_ending,
    phone_number,
    phone_numbers,
)


@pytest.mark.parametrize(
    ("printed", "regular"),
    [
        ("+7 7172 506 402", "+77172506402"),
        ("+41 (0) 22 788 66 02", "+41227886602"),
        ("(+32) 2 374 50 91", "+3223745091"),
        ("+ 33 (0)1 43 55 25 18", "+33143552518"),
        ("+7 (727) 271-65-79", "+77272716579"),
    ],
)
def test_a_printed_number_becomes_e164(printed: str, regular: str) -> None:
    assert phone_number(printed) == regular
    assert [found.value for found in phone_numbers(f"Fax : {printed}. Email: a@b.kz")] == [regular]


def test_a_second_ending_is_the_same_line_with_other_last_digits() -> None:
    found = phone_numbers("Fax: +7 7172 74 56 31 / 74 56 67")
    assert [(number.value, number.printed) for number in found] == [
        ("+77172745631", "+7 7172 74 56 31"),
        ("+77172745667", "74 56 67"),
    ]


def test_an_ending_longer_than_its_number_is_no_ending() -> None:
    assert other_ending("+431514", "12 34 56 78") is None


def test_a_number_without_country_code_needs_a_region_and_a_label() -> None:
    assert [n.value for n in phone_numbers("Tel: 8 (7172) 74-56-31", "KZ")] == ["+77172745631"]
    assert phone_numbers("Tel: 8 (7172) 74-56-31") == ()
    assert phone_numbers("On April 27, 2017 100 hours", "KZ") == ()


def test_two_full_numbers_with_a_slash_are_two_numbers() -> None:
    assert len(phone_numbers("+ 33 (0) 1 43 55 25 18 / +33 1 43 55 18 80")) == 2


@pytest.mark.parametrize(
    "text", ["Email: brussels@mfa.kz.", "Email:brussels@mfa.kz", "(brussels@mfa.kz)", "<brussels@mfa.kz>;"]
)
def test_an_email_address_is_found_without_what_stands_around_it(text: str) -> None:
    assert [found.value for found in email_addresses(text)] == ["brussels@mfa.kz"]


def test_the_local_part_keeps_its_case() -> None:
    assert email_address("Kense@mvd.kz") == "Kense@mvd.kz"


def test_links_end_before_the_sentences_punctuation() -> None:
    assert [link.value for link in links("see http://a.org/node/1, or www.b.org.")] == [
        "http://a.org/node/1",
        "www.b.org",
    ]


@given(st.text(max_size=300), st.sampled_from([None, "KZ", "ZZ"]))
def test_no_text_breaks_the_search_for_contacts(text: str, region: str | None) -> None:
    for found in (*phone_numbers(text, region), *email_addresses(text), *links(text)):
        assert 0 <= found.start < found.end <= len(text)


@given(st.text(st.sampled_from(list("+()0123456789 -/.:@a")), max_size=120))
def test_found_numbers_are_always_e164(text: str) -> None:
    for found in phone_numbers(text, "KZ"):
        assert found.value.startswith("+")
        assert found.value[1:].isdigit()
