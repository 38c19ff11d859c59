import random
from dataclasses import replace
from email import message_from_bytes, policy
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alertbot.domain.addressee import Addressee
from alertbot.domain.appeal import Appeal
from alertbot.domain.letter import Letter
from alertbot.letters.formats import LONGEST_MAILTO, UnsafeLetter, as_eml, as_mailto, as_text, file_name
from alertbot.letters.plain import one_line, tidy
from alertbot.letters.render import render

LETTER = Letter(
    "mayor",
    "en",
    "Release & free: 100%?",
    "Dear Sir,\n\nFree him + her & all #now.\n\nAnn",
    "press_center@a-a.kz",
    ("a@example.org", "c+d@example.org"),
    ("b@example.org",),
)
EXPECTED = {
    "To": "press_center@a-a.kz",
    "Cc": "a@example.org, c+d@example.org",
    "Bcc": "b@example.org",
    "Subject": LETTER.subject,
    "X-Unsent": "1",
}
PLUMBING = {"MIME-Version", "Content-Type", "Content-Transfer-Encoding"}

TRICKS = (
    "\r\nBcc: evil@example.com",
    "\nTo: evil@example.com",
    "\r\n\r\n<html>",
    "\r",
    "\x00",
    "\x0b",
    "\x0c",
    "\x1b[31m",
    "\x85Bcc: x@y.z",
    "\u2028Bcc: x@y.z",
    "\u2029",
    "\u202e",
    "\u2066",
    "\u200f",
    "\ufeff",
    "\udcff",
    "=?utf-8?q?a=0ABcc=3A_evil=40x?=",
    "=?utf-8?b?CkJjYzogZXZpbEB4?=",
    "From: ",
    "\n.\n",
    "\n\nFrom evil",
    '"<evil@example.com>',
    "%0d%0aBcc:evil@example.com",
    "&bcc=evil@example.com",
    "?cc=evil@example.com#",
    "--===============",
    "Ann ",
    "Анна ",
    "علي ",
    "é" * 90,
    "𝔸",
    " " * 80,
)


def headers(raw: bytes) -> dict[str, str]:
    parsed = message_from_bytes(raw, policy=policy.SMTP)
    names = [name for name in parsed if name not in PLUMBING]
    assert len(names) == len(set(names))
    return {name: str(parsed[name]) for name in names}


def hostile_name(chance: random.Random) -> str:
    return "".join(chance.choice(TRICKS) for _ in range(chance.randint(1, 5)))


def test_a_draft_carries_exactly_its_headers_and_its_text() -> None:
    raw = as_eml(LETTER)
    assert headers(raw) == EXPECTED
    assert (
        message_from_bytes(raw, policy=policy.SMTP).get_content().replace("\r\n", "\n") == LETTER.body + "\n"
    )


def test_a_draft_uses_the_line_ends_of_mail() -> None:
    raw = as_eml(LETTER)
    assert raw.count(b"\n") == raw.count(b"\r\n")


def test_a_draft_without_an_address_has_no_to() -> None:
    assert headers(as_eml(replace(LETTER, to="", cc=(), bcc=()))) == {
        "Subject": LETTER.subject,
        "X-Unsent": "1",
    }


def test_ten_thousand_hostile_names_change_no_header() -> None:
    chance = random.Random(2017)  # noqa: S311 - a fixed seed makes the names the same every time
    for _ in range(200):
        names = "\n".join(one_line(hostile_name(chance)) for _ in range(50))
        assert headers(as_eml(replace(LETTER, body=f"Dear Sir,\n\n{names}"))) == EXPECTED


def test_hostile_signers_of_a_rendered_letter_change_no_header(appeal: Appeal, mayor: Addressee) -> None:
    chance = random.Random(2018)  # noqa: S311 - as above
    expected = headers(as_eml(render(appeal, 1, mayor, "en")))
    for _ in range(200):
        letter = render(appeal, 1, mayor, "en", hostile_name(chance), hostile_name(chance))
        assert headers(as_eml(letter)) == expected


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60), st.text(max_size=300))
def test_any_name_and_text_changes_no_header_of_a_draft_and_no_field_of_a_link(name: str, body: str) -> None:
    letter = replace(LETTER, body=tidy(f"Dear Sir,\n\n{body}\n\n{one_line(name)}"))
    assert headers(as_eml(letter)) == EXPECTED
    link = as_mailto(letter)
    if link is not None:
        fields = parse_qs(urlsplit(link).query, strict_parsing=True)
        assert set(fields) == {"cc", "subject", "body"}
        assert fields["body"] == [letter.body.replace("\n", "\r\n")]


def test_a_hostile_subject_is_refused_or_survives_unchanged() -> None:
    chance = random.Random(2019)  # noqa: S311 - as above
    for _ in range(2_000):
        subject = "Free him " + hostile_name(chance) + "now"
        try:
            raw = as_eml(replace(LETTER, subject=subject))
        except UnsafeLetter:
            continue
        assert headers(raw) == {**EXPECTED, "Subject": subject}


@pytest.mark.parametrize(
    "subject",
    [
        "a\nBcc: x@y.z",
        "a\r\nb",
        "a\rb",
        "=?utf-8?q?a=0ABcc=3A_evil=40x?=",
        "a\x00b",
        "a\u2028b",
        "a\u202eb",
        "\udcff",
    ],
)
def test_a_subject_that_could_become_a_header_is_refused(subject: str) -> None:
    with pytest.raises(UnsafeLetter):
        as_eml(replace(LETTER, subject=subject))
    with pytest.raises(UnsafeLetter):
        as_mailto(replace(LETTER, subject=subject))


@pytest.mark.parametrize(
    "address",
    [
        "a@b",
        "a b@c.kz",
        "a@c.kz,x@y.kz",
        "a@c.kz\nBcc: x@y.kz",
        "<a@c.kz>",
        "press@аkorda.kz",
        "a%40b@c.kz",
        "a@c.kz?cc=x@y.kz",
        "a&b@c.kz",
        "@c.kz",
        "a@c.kz.",
    ],
)
def test_an_address_that_could_be_read_otherwise_is_refused(address: str) -> None:
    for letter in (replace(LETTER, to=address), replace(LETTER, cc=(address,))):
        with pytest.raises(UnsafeLetter):
            as_eml(letter)
        with pytest.raises(UnsafeLetter):
            as_mailto(letter)


def test_a_body_that_cannot_be_encoded_is_refused() -> None:
    with pytest.raises(UnsafeLetter):
        as_eml(replace(LETTER, body="a\udcff"))
    with pytest.raises(UnsafeLetter):
        as_mailto(replace(LETTER, body="a\udcff"))


def test_a_link_says_exactly_what_the_letter_says() -> None:
    link = as_mailto(LETTER)
    assert link is not None
    parts = urlsplit(link)
    assert (parts.scheme, parts.path, parts.fragment) == ("mailto", "press_center@a-a.kz", "")
    assert "+" not in parts.query
    assert parse_qs(parts.query, strict_parsing=True) == {
        "cc": ["a@example.org,c+d@example.org"],
        "subject": [LETTER.subject],
        "body": [LETTER.body.replace("\n", "\r\n")],
    }


def test_a_link_breaks_lines_as_mail_does() -> None:
    assert "Dear%20Sir%2C%0D%0A%0D%0AFree" in (as_mailto(LETTER) or "")


def test_there_is_no_link_without_an_address_or_beyond_the_length_programs_take() -> None:
    assert as_mailto(replace(LETTER, to="")) is None
    assert as_mailto(replace(LETTER, body="ж" * 400)) is None
    room = LONGEST_MAILTO - len(as_mailto(replace(LETTER, body="x")) or "") + 1
    assert as_mailto(replace(LETTER, body="x" * room)) is not None
    assert as_mailto(replace(LETTER, body="x" * (room + 1))) is None


def test_text_is_the_subject_and_the_body() -> None:
    assert as_text(LETTER) == f"{LETTER.subject}\n\n{LETTER.body}\n"


@pytest.mark.parametrize(
    ("addressee", "name"),
    [
        ("prosecutor_general", "letter-prosecutor-general-en.eml"),
        ("../../etc/passwd", "letter-etc-passwd-en.eml"),
        ("прокурор", "letter-en.eml"),
        ("a\x00\nb", "letter-a-b-en.eml"),
    ],
)
def test_a_file_name_can_be_saved_anywhere(addressee: str, name: str) -> None:
    assert file_name(replace(LETTER, addressee=addressee), ".EML") == name


def test_a_fax_sheet_has_a_file_name_of_its_own() -> None:
    assert file_name(LETTER, "pdf", "fax") == "fax-mayor-en.pdf"
