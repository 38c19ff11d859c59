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


@pytest.mark.parametrize(
    ("printed", "numbers"),
    [
        ("Fax: 00 44 20 7946 0123", ["+442079460123"]),
        ("Fax: (00 7) 7172 50 10 11", ["+77172501011"]),
        ("Fax: 8-7172-50-10-11 / -12", ["+77172501011", "+77172501012"]),
        ("Fax: +7 7172 50 10 11 / 50 78", ["+77172501011", "+77172505078"]),
        ("Fax: +7 7172 50 10 11, -12", ["+77172501011", "+77172501012"]),
        ("Fax: +7 7172 50 10 11 or 50 10 12", ["+77172501011", "+77172501012"]),
        ("Fax:+7 7172 50 10 11Tel:+7 7172 50 10 22", ["+77172501011", "+77172501022"]),
        ("Факс: 8 (7172) 50-10-11, 50-10-12", ["+77172501011", "+77172501012"]),
        ("Fax: 011-7-7172-50-10-11", ["+77172501011"]),
        ("Fax: (+7) 7172 50 10 11; +7 7172 50 10 22", ["+77172501011", "+77172501022"]),
    ],
)
def test_every_way_of_printing_several_numbers_is_read(printed: str, numbers: list[str]) -> None:
    assert [found.value for found in phone_numbers(printed, "KZ")] == numbers


def test_a_postcode_after_a_number_is_no_second_number() -> None:
    assert [n.value for n in phone_numbers("Tel: +7 7172 50 10 11 010000 Astana", "KZ")] == ["+77172501011"]


def test_a_number_no_plan_has_today_is_read_but_not_sure() -> None:
    (number,) = phone_numbers("Fax: +225 20 22 59 99")
    assert (number.value, number.sure) == ("+22520225999", False)
    assert phone_number("+225 20 22 59 99") is None


@pytest.mark.parametrize(
    ("printed", "address"),
    [
        ("E-mail:foo@bar.kzFax: +7", "foo@bar.kz"),
        ("E-mailfoo@bar.kz.", "foo@bar.kz"),
        ("mailto:foo@bar.kz?subject=x", "foo@bar.kz"),
        ("foo@bar.gov.kzSalutation", "foo@bar.gov.kz"),
    ],
)
def test_labels_glued_to_an_address_are_taken_off(printed: str, address: str) -> None:
    assert [found.value for found in email_addresses(printed)] == [address]


@pytest.mark.parametrize("printed", ["foo [at] bar.kz", "foo(at)bar.kz", "foo [at] bar [dot] kz"])
def test_an_address_in_disguise_is_read_but_not_sure(printed: str) -> None:
    (found,) = email_addresses(f"Write to {printed}.")
    assert (found.value, found.sure, found.printed) == ("foo@bar.kz", False, printed)
