"""A letter in an address: what goes in comes out, nothing that the page would refuse, and never a name."""

import random
import zlib
from base64 import urlsafe_b64encode
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot.domain.addressee import Addressee, Channel, ChannelKind
from alertbot.domain.appeal import Appeal
from alertbot.domain.language import Localised
from alertbot.domain.letter import Letter
from alertbot.intake.campaign_library import load_library
from alertbot.letters.link import (
    LARGEST_LETTER,
    LONGEST_LINK,
    SIGNATURE_PLACE,
    BrokenLink,
    NamedLetter,
    letter_link,
    read_link,
)
from alertbot.letters.render import letter_languages, one_line, render, tidy

PUBLIC = "https://letters.example.org/bot"
CAMPAIGNS = Path(__file__).parents[2] / "campaigns"


@pytest.fixture
def letter(appeal: Appeal, mayor: Addressee) -> Letter:
    return render(appeal, 1, mayor, "en", SIGNATURE_PLACE)


def linked(letter: Letter, addressee: Addressee) -> str:
    link = letter_link(PUBLIC, letter, addressee, "ru")
    assert link is not None
    return link


def opened(payload: bytes) -> None:
    read_link(f"{PUBLIC}/letter#{urlsafe_b64encode(payload).decode().rstrip('=')}")


def test_the_letter_stands_behind_the_hash_and_the_language_before_it(
    letter: Letter, mayor: Addressee
) -> None:
    parts = urlsplit(linked(letter, mayor))
    assert parts._replace(fragment="").geturl() == f"{PUBLIC}/letter?lang=ru"
    assert parse_qs(parts.query) == {"lang": ["ru"]}


def test_a_link_carries_the_letter_its_addresses_and_the_address_block(
    letter: Letter, mayor: Addressee
) -> None:
    found = read_link(linked(replace(letter, others=("second@a-a.kz",)), mayor))
    assert (found.subject, found.body, found.language) == (letter.subject, letter.body, "en")
    assert (found.to, found.cc, found.bcc) == ((letter.to,), letter.cc, letter.bcc)
    assert found.others == ("second@a-a.kz",)
    assert found.recipient == ("Akhmatzhan Esimov", "Mayor of Almaty")
    assert (found.fax, found.fax_words) == (("+7 7272 71 65 79",), ("Fax", "or"))


def test_a_postal_address_goes_along_and_repeats_neither_person_nor_office(
    letter: Letter, mayor: Addressee
) -> None:
    printed = "Mayor of Almaty\n4 Republic Square\nAlmaty, 050001"
    posted = replace(mayor, channels=(Channel(ChannelKind.POST, printed, printed),))
    found = read_link(linked(replace(letter, to=""), posted))
    assert (found.post, found.recipient, found.to, found.fax) == (printed, ("Akhmatzhan Esimov",), (), ())


def test_the_place_of_the_signature_travels_and_a_name_never_does(letter: Letter, mayor: Addressee) -> None:
    assert read_link(linked(letter, mayor)).body.endswith(f"Respectfully,\n{SIGNATURE_PLACE}")
    with pytest.raises(NamedLetter) as caught:
        letter_link(PUBLIC, replace(letter, signer="Ann Bell"), mayor, "en")
    assert "Ann" not in str(caught.value)


@pytest.mark.parametrize("public", [None, ""])
def test_without_a_public_address_there_is_no_link(
    public: str | None, letter: Letter, mayor: Addressee
) -> None:
    assert letter_link(public, letter, mayor, "en") is None


def test_an_organisations_own_letter_has_no_link(letter: Letter, mayor: Addressee) -> None:
    assert letter_link(PUBLIC, replace(letter, letterhead="Committee"), mayor, "en") is None


def test_a_letter_that_does_not_fit_has_no_link(letter: Letter, mayor: Addressee) -> None:
    chance = random.Random(7)  # noqa: S311 - text that does not deflate
    noise = "".join(chance.choice("abcdefghijklmnopqrstuvwxyz ") for _ in range(6_000))
    assert letter_link(PUBLIC, replace(letter, body=noise), mayor, "en") is None
    assert letter_link("https://" + "a" * LONGEST_LINK, letter, mayor, "en") is None


@given(st.text(), st.text(), st.integers(0, 400))
def test_any_letter_text_comes_back_exactly_or_there_is_no_link(text: str, subject: str, times: int) -> None:
    body = tidy(f"{text}\n\n{text}{SIGNATURE_PLACE}" + "!" * times)
    letter = Letter("mayor", "en", one_line(subject), body, "a@example.org")
    link = letter_link(PUBLIC, letter, Addressee("mayor", Localised({"en": "Mayor"})), "en")
    if link is None:
        packed = len(zlib.compress(body.encode(), 9)) * 4 / 3
        assert packed + 600 > LONGEST_LINK or "=?" in letter.subject or len(letter.subject) > 500
        return
    assert len(link) <= LONGEST_LINK
    found = read_link(link)
    assert (found.body, found.subject) == (letter.body, letter.subject)


@pytest.mark.parametrize(
    "spoilt",
    [
        {"body": ""},
        {"body": "turned \u202e around"},
        {"body": "half \ud800"},
        {"subject": "two\nlines"},
        {"subject": "=?utf-8?q?x?="},
        {"to": "mayor@example.org\nBcc: a@b.org"},
        {"to": "прокурор@правительство.рф"},
        {"cc": ("javascript:alert(1)",)},
        {"language": "en'><script>"},
    ],
)
def test_a_letter_that_the_page_would_refuse_has_no_link(
    spoilt: dict[str, str], letter: Letter, mayor: Addressee
) -> None:
    assert letter_link(PUBLIC, replace(letter, **spoilt), mayor, "en") is None  # pyright: ignore[reportArgumentType]


@given(st.binary(max_size=300))
def test_nothing_but_a_letter_is_read_as_one(junk: bytes) -> None:
    for payload in (junk, zlib.compress(junk), zlib.compress(b'{"v":1,"body":' + junk)):
        with pytest.raises(BrokenLink):
            opened(payload)


def test_a_cut_link_is_broken_wherever_it_is_cut(letter: Letter, mayor: Addressee) -> None:
    link = linked(letter, mayor)
    for end in range(link.index("#"), len(link)):
        with pytest.raises(BrokenLink):
            read_link(link[:end])


def test_a_small_link_that_unpacks_to_much_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(BrokenLink):
        opened(zlib.compress(b" " * (LARGEST_LETTER * 40), 9))


def test_every_letter_of_the_campaigns_fits_into_a_link() -> None:
    sizes: list[int] = []
    for prepared in load_library(CAMPAIGNS, date(2026, 1, 1)).cases:
        for appeal in (appeal for appeal in prepared.appeals if appeal.letter):
            for addressee in appeal.addressees:
                for language in letter_languages(appeal):
                    letter = render(appeal, 2, addressee, language, SIGNATURE_PLACE, "Свобода! " * 30)
                    if not letter.letterhead:
                        sizes.append(len(linked(letter, addressee)))
    assert sizes
    assert max(sizes) <= LONGEST_LINK
