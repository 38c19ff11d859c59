"""Hostile links: the page shows a letter as text, or one sentence, and never runs or makes anything."""

import json
import zlib
from base64 import urlsafe_b64encode
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from playwright.async_api import Page, expect

from alertbot.dialogue.screen import say
from alertbot.letters.link import LARGEST_LETTER, LONGEST_LINK
from alertbot.wording.speech import Wording
from tests.support.phrases import catalogues

from .conftest import LetterServer, Reader
from .examples import ENGLISH, link_to

pytestmark = pytest.mark.xdist_group("browser")

PAYLOADS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "javascript:alert(1)",
    "</title></textarea><iframe src=//evil.example>",
    "{{constructor.constructor('alert(1)')()}}",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "&lt;img src=x onerror=alert(1)&gt;",
)
PLAIN: dict[str, Any] = {
    "v": 1,
    "key": "mayor",
    "language": "en",
    "recipient": ["Mayor"],
    "to": ["a@example.org"],
    "cc": [],
    "bcc": [],
    "others": [],
    "subject": "Subject",
    "body": "Body",
    "fax": [],
    "fax_words": ["Fax", "or"],
    "post": "",
}


def packed(payload: object) -> str:
    raw = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    return urlsafe_b64encode(zlib.compress(raw, 9)).decode().rstrip("=")


def without(name: str) -> dict[str, Any]:
    return {key: value for key, value in PLAIN.items() if key != name}


WHOLE = packed(PLAIN)
BROKEN: dict[str, str] = {
    "no base64": "%3Cscript%3Ealert(1)%3C/script%3E",
    "no zlib": "AAAA",
    "one character": "e",
    "cut in the middle": WHOLE[: len(WHOLE) // 2],
    "cut by two": WHOLE[:-2],
    "one character changed": WHOLE[:40] + ("A" if WHOLE[40] != "A" else "B") + WHOLE[41:],
    "something behind the letter": urlsafe_b64encode(
        zlib.compress(json.dumps(PLAIN).encode()) + b"xx"
    ).decode(),
    "too long": "e" * (LONGEST_LINK + 1),
    "unpacks to megabytes": packed(b" " * (LARGEST_LETTER * 40)),
    "unpacks to one byte too many": packed(json.dumps(PLAIN).encode().ljust(LARGEST_LETTER + 1)),
    "no JSON": packed(b"letter"),
    "no UTF-8": packed(b'{"v":1,"body":"\xff"}'),
    "null": packed(None),
    "a list": packed([PLAIN]),
    "a number": packed(1),
    "a name too many": packed(PLAIN | {"html": "<b>"}),
    "a prototype": packed(b'{"__proto__":{"v":1},' + json.dumps(without("v")).encode()[1:]),
    "another version": packed(PLAIN | {"v": 2}),
    "no text": packed(PLAIN | {"body": ""}),
    "a number for a text": packed(PLAIN | {"subject": 1}),
    "a list for a text": packed(PLAIN | {"body": ["<b>"]}),
    "a text for a list": packed(PLAIN | {"to": "a@example.org"}),
    "nested lists": packed(PLAIN | {"to": [["a@example.org"]]}),
    "a subject of two lines": packed(PLAIN | {"subject": "x\r\nBcc: evil@example.org"}),
    "a subject that is a coded word": packed(PLAIN | {"subject": "=?utf-8?q?x?="}),
    "a subject that turns the line around": packed(PLAIN | {"subject": "x\u202ey"}),
    "a control character": packed(PLAIN | {"body": "x\x00y"}),
    "half a character": packed(PLAIN | {"body": "\ud800"}),
    "a header in an address": packed(PLAIN | {"to": ["a@example.org\nBcc: b@example.org"]}),
    "a parameter in an address": packed(PLAIN | {"to": ["a@example.org?bcc=evil@example.org"]}),
    "two addresses in one": packed(PLAIN | {"cc": ["a@example.org,b@example.org"]}),
    "an address in other letters": packed(PLAIN | {"bcc": ["прокурор@example.org"]}),
    "too many addresses": packed(PLAIN | {"cc": ["a@example.org"] * 11}),
    "a path for a file's name": packed(PLAIN | {"key": "../../etc"}),
    "a language that is none": packed(PLAIN | {"language": 'en"><script>'}),
    "too much text": packed(PLAIN | {"body": "x" * 20_001}),
} | {f"without {name}": packed(without(name)) for name in PLAIN}


async def is_one_sentence(page: Page) -> None:
    await expect(page.locator("#broken")).to_be_visible()
    broken = Wording(catalogues()).phrase(say("page.broken"), "en")
    assert (await page.locator("body").inner_text()).strip() == broken


async def test_a_broken_or_hostile_link_shows_one_sentence_and_nothing_else(
    letters: LetterServer, reader: Reader
) -> None:
    page = await reader.open(f"{letters.url}/letter?lang=en")
    for what, fragment in BROKEN.items():
        await page.evaluate("whole => { location.hash = whole }", WHOLE)
        await expect(page.locator("main")).to_be_visible()
        await page.evaluate("hostile => { location.hash = hostile }", fragment)
        await is_one_sentence(page)
        assert page.url == f"{letters.url}/letter?lang=en", what


async def test_a_letter_opened_before_does_not_stay_behind_a_broken_link(
    letters: LetterServer, reader: Reader
) -> None:
    page = await reader.open(link_to(letters.url, ENGLISH))
    await page.evaluate("location.hash = 'broken'")
    await is_one_sentence(page)
    assert await page.locator("#body").text_content() == ""


@pytest.mark.parametrize("field", ["recipient", "subject", "body", "post", "fax", "fax_words"])
async def test_markup_in_any_field_is_shown_as_text_and_makes_no_element(
    letters: LetterServer, reader: Reader, field: str
) -> None:
    page = await reader.open(f"{letters.url}/letter#{WHOLE}")
    count = "document.querySelectorAll('*').length - document.querySelectorAll('#body *, #fax *').length"
    before = await page.evaluate(count)
    for payload in PAYLOADS:
        lists = {"recipient": [payload], "fax": [payload], "fax_words": [payload, payload]}
        hostile = PLAIN | {"fax": ["1"]} | {field: lists.get(field, payload)}
        await page.evaluate("hostile => { location.hash = hostile }", packed(hostile))
        await expect(page.locator(".sheet")).to_contain_text(payload)
        assert await page.evaluate(count) == before
        assert (
            await page.locator("iframe, .sheet img, .sheet script, .sheet svg[onload], .sheet a").count() == 0
        )


async def test_markup_as_a_name_is_a_name(letters: LetterServer, reader: Reader) -> None:
    page = await reader.open(link_to(letters.url, ENGLISH))
    for payload in PAYLOADS:
        await page.locator("#name").fill(payload)
        assert (await page.locator("#body").text_content() or "").endswith(payload[:100])
        assert await page.locator("#body *:not(.pen)").count() == 0


async def test_no_text_of_a_letter_adds_a_recipient_or_leaves_the_mail_program(
    letters: LetterServer, reader: Reader
) -> None:
    tricks = PLAIN | {
        "subject": "x&bcc=evil@example.org#y?z",
        "body": "a&to=evil@example.org\n\n%0D%0ABcc: b",
    }
    page = await reader.open(f"{letters.url}/letter#{packed(tricks)}")
    for link in await page.locator("[data-mail]").all():
        href = await link.get_attribute("href") or ""
        parts = urlsplit(href)
        assert parts.scheme in ("mailto", "https")
        assert parts.fragment == ""
        names = [pair.partition("=")[0] for pair in parts.query.split("&")]
        assert len(names) == len(set(names))
        assert "bcc" not in names
        assert unquote(parts.path if parts.scheme == "mailto" else "a@example.org") == "a@example.org"
