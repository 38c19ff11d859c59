"""Addresses that organizers type at an official, with or without who it is."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alertbot.domain.addressee import ChannelKind
from alertbot.journeys.contacts import contacts_in

TODAY = date(2017, 10, 4)


def found(typed: str, country: str = "KZ") -> list[tuple[ChannelKind, str]]:
    return [(channel.kind, channel.value) for channel in contacts_in(typed, country, TODAY).channels]


@pytest.mark.parametrize(
    ("typed", "kind", "value"),
    [
        ("kense@mvd.kz.", ChannelKind.EMAIL, "kense@mvd.kz"),
        ("Email:kzosce@kazakhstan.at", ChannelKind.EMAIL, "kzosce@kazakhstan.at"),
        ("fax +41 (0) 22 788 66 02", ChannelKind.FAX, "+41227886602"),
        ("Факс: +7 7172 506 402", ChannelKind.FAX, "+77172506402"),
        ("+7 7172 74 05 48", ChannelKind.PHONE, "+77172740548"),
        ("8 (7172) 74 05 48", ChannelKind.PHONE, "+77172740548"),
        ("fax 8 (7172) 74 05 48", ChannelKind.FAX, "+77172740548"),
        ("https://www.akorda.kz/en/contact", ChannelKind.WEBFORM, "https://www.akorda.kz/en/contact"),
    ],
)
def test_one_address_is_read_with_its_kind(typed: str, kind: ChannelKind, value: str) -> None:
    assert found(typed) == [(kind, value)]


def test_several_addresses_of_one_message_are_all_read() -> None:
    both = found("Fax : (+32) 2 374 50 91. Email: brussels@mfa.kz.")
    assert sorted(both) == [(ChannelKind.EMAIL, "brussels@mfa.kz"), (ChannelKind.FAX, "+3223745091")]


def test_words_without_an_address_give_none() -> None:
    assert found("I will send it tomorrow at 10") == []


def test_person_office_and_greeting_are_read_as_in_a_list() -> None:
    read = contacts_in("Mr. Zhakyp Assanov, Prosecutor General. Fax: +7 7172 506 402", "KZ", TODAY)
    assert read.person == "Zhakyp Assanov"
    assert "Prosecutor General" in read.office
    assert "Assanov" in read.salutation


def test_an_office_without_a_person_is_an_office() -> None:
    read = contacts_in("Permanent Delegation to the OSCE in Vienna, fax +43 1 890 80 08 20", "KZ", TODAY)
    assert (read.person, read.office) == ("", "Permanent Delegation to the OSCE in Vienna")


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_without_a_fault(typed: str) -> None:
    contacts_in(typed, "", TODAY)
