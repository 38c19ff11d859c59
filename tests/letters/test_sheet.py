"""What stands on paper besides the letter's text."""

import tomllib
from dataclasses import replace
from importlib.resources import files

import pytest

from alertbot.domain.addressee import Channel, ChannelKind
from alertbot.domain.language import Localised
from alertbot.letters.sheet import (
    fax_numbers,
    letter_sheet,
    postal_addresses,
    readable_number,
    runs_right_to_left,
)

from .sheets import ARABIC, ENGLISH, KAZAKH, ON, PRESIDENT, RUSSIAN, fax, post


def test_fax_numbers_come_in_the_order_to_try_them_each_once() -> None:
    assert fax_numbers(PRESIDENT) == ("+77172745631", "+77172745667")


def test_an_office_without_a_channel_has_no_numbers_and_no_addresses() -> None:
    nowhere = replace(PRESIDENT, channels=(Channel(ChannelKind.FAX), Channel(ChannelKind.POST)))
    assert fax_numbers(nowhere) == ()
    assert postal_addresses(nowhere) == ()


def test_a_postal_address_keeps_the_words_and_lines_of_its_source() -> None:
    printed = "Levyi bereg, Dom Pravitelstva Astana, 010000 Republic of Kazakhstan"
    channel = Channel(ChannelKind.POST, "Astana 010000", printed, ("Mangilik El 6\nAstana",))
    assert postal_addresses(replace(PRESIDENT, channels=(channel,))) == (printed, "Mangilik El 6\nAstana")


def test_a_number_is_read_off_in_groups() -> None:
    assert readable_number("+41227886602") == "+41 22 788 66 02"
    assert readable_number("no number") == "no number"


def test_the_name_at_the_end_of_a_letter_moves_under_the_signature_line() -> None:
    sheet = fax(ENGLISH)
    assert sheet.signer == "Rosa Martin"
    assert sheet.paragraphs[-1] == "Yours faithfully,"


def test_a_name_elsewhere_in_a_letter_stays_there_too() -> None:
    body = "Rosa Martin asks you to release her."
    sheet = fax(replace(ENGLISH, body=body))
    assert sheet.paragraphs == (body,)
    assert sheet.signer == "Rosa Martin"


def test_a_letter_without_a_name_keeps_every_paragraph() -> None:
    sheet = fax(replace(ENGLISH, signer=""))
    assert sheet.signer == ""
    assert sheet.paragraphs[-1] == "Rosa Martin"


def test_the_recipient_is_named_in_the_language_of_the_letter() -> None:
    assert fax(ENGLISH).recipient == ("Mr Nursultan Nazarbaev", "President of the Republic of Kazakhstan")
    assert fax(RUSSIAN).recipient == ("Нурсултан Назарбаев", "Президент Республики Казахстан")


def test_an_office_without_a_person_is_the_recipient() -> None:
    office = replace(PRESIDENT, person="", persons=Localised(), honorific="Mr")
    assert fax(ENGLISH, office).recipient == ("President of the Republic of Kazakhstan",)


def test_what_a_printed_address_begins_with_is_not_said_twice() -> None:
    block = "Mr Nursultan Nazarbaev\nPresident of the Republic of Kazakhstan\nAstana"
    assert letter_sheet(ENGLISH, PRESIDENT, ON, block).recipient == ()


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "4 October 2017"),
        ("ru", "4 октября 2017 г."),
        ("ro", "4 octombrie 2017"),
        ("kk", "2017 ж. 4 қазан"),
        ("ar", "4 أكتوبر 2017"),
        ("xx", "2017-10-04"),
        ("?!", "2017-10-04"),
    ],
)
def test_the_day_is_written_in_the_language_of_the_letter(language: str, written: str) -> None:
    assert " ".join(fax(replace(ENGLISH, language=language)).written_on.split()) == written


@pytest.mark.parametrize(
    ("language", "right_to_left"),
    [("ar", True), ("fa", True), ("he", True), ("ur", True), ("ar_EG", True), ("ru", False), ("kk", False)],
)
def test_letters_run_in_the_direction_of_their_language(language: str, right_to_left: bool) -> None:
    assert fax(replace(ENGLISH, language=language)).right_to_left is right_to_left


def test_a_text_runs_as_its_first_letter_does() -> None:
    assert runs_right_to_left("117 شارع")
    assert not runs_right_to_left("11118 Amman, عمان")
    assert not runs_right_to_left("123")
    assert runs_right_to_left("123", otherwise=True)


def test_labels_are_in_the_language_of_the_letter_and_else_in_english() -> None:
    assert fax(KAZAKH).labels["to"] == "Кімге"
    assert fax(replace(KAZAKH, language="pt_BR")).labels["to"] == "Para"
    assert fax(replace(KAZAKH, language="xx")).labels == fax(ENGLISH).labels


def test_every_language_that_can_open_a_letter_has_every_label() -> None:
    folder = files("alertbot.letters")
    labels = tomllib.loads(folder.joinpath("labels.toml").read_text("utf-8"))
    languages = set(tomllib.loads(folder.joinpath("openings.toml").read_text("utf-8"))["salutation"])
    assert languages <= set(labels)
    assert {tuple(sorted(words)) for words in labels.values()} == {tuple(sorted(labels["en"]))}


def test_a_sheet_shows_neither_signer_nor_letter_when_it_is_logged() -> None:
    shown = repr(post(ARABIC)) + repr(fax(ENGLISH))
    assert "Rosa" not in shown
    assert "ليلى" not in shown
    assert "charges" not in shown
