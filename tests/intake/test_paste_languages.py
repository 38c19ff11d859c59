"""One appeal in the house forms of seven languages: whatever the words, the same facts are read."""

from datetime import date
from pathlib import Path

import pytest

from alertbot.domain.addressee import ChannelKind
from alertbot.intake.paste import Reading, TextKind, draft_from, read_paste
from alertbot.intake.paste.vocabulary import LANGUAGES
from alertbot.letters.template import LetterTemplate, check_template

TODAY = date(2031, 10, 5)
TEXTS = Path(__file__).parent / "texts" / "appeals"
COPIES = {
    "en": ["+77172503033", "commissioner@rights-test.org"],
    "es": ["commissioner@rights-test.org"],
    "de": ["+493047007125", "berlin@embassy-test.org"],
    "it": ["roma@embassy-test.org"],
    "ru": ["copies@rights-test.org"],
    "tr": ["copies@rights-test.org"],
}
EMAIL = {"fr": "president@interior-test.org"}
GREETINGS = {
    "en": ["Dear Minister", "Dear Prosecutor General"],
    "fr": ["", ""],
    "es": ["Señor Ministro", "Señora Fiscal"],
    "de": ["Dear Minister / Sehr geehrter Herr Minister", "Dear Prosecutor General"],
    "it": ["Egregio Ministro", "Gentile Procuratrice"],
    "ru": ["Уважаемый господин министр", "Уважаемая госпожа прокурор"],
    "tr": ["Sayın Bakan", "Sayın Başsavcı"],
}


def read(language: str) -> Reading:
    return read_paste((TEXTS / f"{language}.txt").read_text("utf-8"), TODAY)


def values(reading: Reading, kind: ChannelKind) -> list[str]:
    every = (channel for addressee in reading.addressees for channel in addressee.channels)
    return [channel.value for channel in every if channel.kind is kind]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_head_of_the_appeal_is_the_same_in_every_language(language: str) -> None:
    reading = read(language)
    assert reading.language == language
    assert reading.kind is TextKind.APPEAL
    assert reading.country == "KZ"
    assert reading.issued_on.as_date() == date(2031, 9, 28)
    assert any(number in reading.code for number in ("911/31", "911/2031", "OBS 996"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_last_day_to_act_is_the_same_in_every_language(language: str) -> None:
    assert read(language).sign_by == date(2031, 11, 9)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_two_people_hold_the_offices_in_every_language(language: str) -> None:
    names = ["Аскар Беков", "Дана Ким"] if language == "ru" else ["Askar Bekov", "Dana Kim"]
    assert [addressee.person for addressee in read(language).addressees] == names


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_and_addresses_are_the_same_in_every_language(language: str) -> None:
    reading = read(language)
    faxes = values(reading, ChannelKind.FAX)
    assert (faxes[0], faxes[-1]) == ("+77172501011", "+77172502022")
    assert EMAIL.get(language, "minister@interior-test.org") in values(reading, ChannelKind.EMAIL)


@pytest.mark.parametrize("language", LANGUAGES)
def test_copies_are_told_from_addressees_in_every_language(language: str) -> None:
    assert [copy.value for copy in read(language).copies] == COPIES.get(language, [])


@pytest.mark.parametrize("language", LANGUAGES)
def test_salutations_are_those_that_are_printed(language: str) -> None:
    assert [addressee.salutation for addressee in read(language).addressees] == GREETINGS[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_demands_are_read_in_every_language(language: str) -> None:
    assert len(read(language).demands) == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_draft_letter_is_sound_and_carries_what_is_asked(language: str) -> None:
    reading = read(language)
    letter = draft_from(reading, "case", TODAY)[1].letter
    assert letter is not None
    body = letter.body.pick(language)
    assert check_template(body) == ()
    assert {"salutation", "signer", "closing"} <= LetterTemplate(body).names
    assert all(demand.text.pick(language) in body for demand in reading.demands)


def test_a_surname_in_capitals_and_an_honorific_leave_the_name_alone() -> None:
    reading = read("fr")
    assert [(one.honorific, one.person, one.office) for one in reading.addressees] == [
        ("M", "Askar Bekov", "Président de la République"),
        ("Mme", "Dana Kim", "Procureure générale"),
    ]
