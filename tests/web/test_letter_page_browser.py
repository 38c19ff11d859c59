"""The letter page in a real browser: shown exactly, sent where the reader sends it, and nowhere else."""

import re
from dataclasses import replace
from email import message_from_bytes, policy
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from playwright.async_api import Page, expect

from alertbot.dialogue.screen import say
from alertbot.letters.formats import LONGEST_MAILTO, as_mailto, as_text
from alertbot.wording.speech import Wording
from tests.support.phrases import catalogues

from .conftest import LetterServer, Reader
from .examples import ARABIC, ENGLISH, PRESIDENT, RUSSIAN, link_to, signed

pytestmark = pytest.mark.xdist_group("browser")
NAME = "Ann O'Bell-Žižková"


def sentence(id: str, locale: str = "en") -> str:
    return Wording(catalogues()).phrase(say(id), locale)


async def href(page: Page, program: str) -> str:
    return await page.locator(f"[data-mail={program}]").get_attribute("href") or ""


async def saved(page: Page, label: str, folder: Path) -> tuple[str, bytes]:
    async with page.expect_download() as waiting:
        await page.get_by_role("button", name=label).click()
    download = await waiting.value
    await download.save_as(folder / "saved")
    return download.suggested_filename, (folder / "saved").read_bytes()


async def test_the_letter_is_shown_exactly_and_to_whom_it_goes(letters: LetterServer, reader: Reader) -> None:
    page = await reader.open(link_to(letters.url, ENGLISH))

    await expect(page.locator("#subject dd")).to_have_text(ENGLISH.subject)
    await expect(page.locator("#to dd")).to_have_text("press_center@a-a.kz")
    await expect(page.locator("#others dd")).to_have_text("second@a-a.kz")
    await expect(page.locator("#cc dd")).to_have_text("a@example.org, c+d@example.org")
    await expect(page.locator("#bcc dd")).to_have_text("count@example.org")
    await expect(page.locator("#recipient")).to_have_text("Nursultan Nazarbayev\nPresident of the Republic")
    await expect(page.locator("#post")).to_have_text("Akorda\n010000 Astana\nKazakhstan")
    await expect(page.locator("#fax")).to_have_text("Fax: +7 7172 74 56 31 or +7 7172 32 30 73")
    await page.get_by_label(sentence("page.name")).fill(NAME)
    assert await page.locator("#body").text_content() == signed(ENGLISH, NAME)


async def test_the_address_bar_is_wiped_and_no_server_ever_sees_the_letter(
    letters: LetterServer, reader: Reader
) -> None:
    link = link_to(letters.url, ENGLISH, locale="ru")
    page = await reader.open(link)
    await page.locator("#name").fill(NAME)

    assert page.url == f"{letters.url}/letter?lang=ru"
    assert await page.evaluate("history.length") <= 2
    seen = "\n".join(letters.requests)
    assert all(request.startswith("GET /letter") for request in letters.requests)
    fragment = urlsplit(link).fragment
    for secret in (fragment, fragment[:20], "President", "press_center", "KAZ", "release", "Ann", "Referer"):
        assert secret not in seen
    assert await page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]


async def test_the_name_goes_into_letter_and_mail_links_but_never_into_the_address(
    letters: LetterServer, reader: Reader
) -> None:
    page = await reader.open(link_to(letters.url, ENGLISH))
    before = await href(page, "program")
    await page.locator("#name").fill(f"  {NAME}\u202e\t\n$&  ")
    named = await href(page, "program")

    assert NAME not in unquote(before)
    assert unquote(named).endswith(f"Respectfully,\r\n{NAME} $&")
    assert page.url == f"{letters.url}/letter?lang=en"
    assert len(letters.requests) == len({request.split("\n")[0] for request in letters.requests})


async def test_the_mail_link_is_the_one_the_bot_itself_would_make(
    letters: LetterServer, reader: Reader
) -> None:
    page = await reader.open(link_to(letters.url, ENGLISH))
    await page.locator("#name").fill(NAME)
    expected = as_mailto(replace(ENGLISH, body=signed(ENGLISH, NAME)))
    assert await href(page, "program") == expected
    await page.locator("#name").fill("")
    assert await href(page, "program") == as_mailto(replace(ENGLISH, body=signed(ENGLISH, "")))


@pytest.mark.parametrize(
    ("program", "host", "subject", "hidden"),
    [
        ("gmail", "mail.google.com", "su", True),
        ("outlook", "outlook.live.com", "subject", False),
        ("yahoo", "compose.mail.yahoo.com", "subject", True),
    ],
)
async def test_webmail_opens_with_everything_filled_in(
    letters: LetterServer, reader: Reader, program: str, host: str, subject: str, hidden: bool
) -> None:
    page = await reader.open(link_to(letters.url, ENGLISH))
    link = page.locator(f"[data-mail={program}]")
    parts = urlsplit(await href(page, program))
    filled = parse_qs(parts.query)

    assert (parts.scheme, parts.hostname) == ("https", host)
    assert (filled["to"], filled["cc"]) == (["press_center@a-a.kz"], ["a@example.org,c+d@example.org"])
    assert filled[subject] == [ENGLISH.subject]
    assert filled["body"] == [signed(ENGLISH, "").replace("\n", "\r\n")]
    assert filled.get("bcc") == (["count@example.org"] if hidden else None)
    assert await link.get_attribute("rel") == "noopener noreferrer"
    await expect(link).to_be_visible()


async def test_a_letter_too_long_for_a_link_says_so_and_offers_to_copy_it(
    letters: LetterServer, reader: Reader
) -> None:
    page = await reader.open(link_to(letters.url, RUSSIAN, locale="ru"))
    await expect(page.get_by_text(sentence("page.too_long", "ru"))).to_be_visible()
    await expect(page.get_by_text(sentence("page.send_hint", "ru"))).to_be_hidden()
    for program in ("program", "gmail", "outlook", "yahoo"):
        link = await href(page, program)
        assert "body=" not in link
        assert len(link) <= LONGEST_MAILTO
        assert RUSSIAN.subject in unquote(link)

    await page.locator("#too-long").get_by_role("button").click()
    await expect(page.get_by_text(sentence("page.copied", "ru"))).to_be_visible()
    assert await reader.clipboard() == signed(RUSSIAN, "")


async def test_copying_puts_exactly_the_text_on_the_clipboard(letters: LetterServer, reader: Reader) -> None:
    page = await reader.open(link_to(letters.url, ENGLISH))
    await page.locator("#name").fill(NAME)
    letter = replace(ENGLISH, body=signed(ENGLISH, NAME))
    for button, text in (
        (page.get_by_role("button", name=sentence("page.copy_body")), letter.body),
        (page.get_by_role("button", name=sentence("page.copy_all")), as_text(letter)),
        (page.locator("#subject button"), letter.subject),
        (page.locator("#to button"), letter.to),
        (page.locator("#others button"), "second@a-a.kz"),
        (page.locator("#cc button"), "a@example.org, c+d@example.org"),
    ):
        await button.click()
        await expect(page.get_by_text(sentence("page.copied"), exact=True)).to_be_visible()
        assert await reader.clipboard() == text


@pytest.mark.parametrize("letter", [ENGLISH, RUSSIAN, ARABIC], ids=["en", "ru", "ar"])
async def test_a_saved_draft_holds_exactly_its_headers_and_its_text(
    letters: LetterServer, reader: Reader, tmp_path: Path, letter: object
) -> None:
    assert isinstance(letter, type(ENGLISH))
    page = await reader.open(link_to(letters.url, letter))
    await page.locator("#name").fill("Анна علي\r\nBcc: evil@example.org")
    name, raw = await saved(page, sentence("page.save_draft"), tmp_path)
    parsed = message_from_bytes(raw, policy=policy.SMTP)
    addressed = {"To": letter.to, "Cc": ", ".join(letter.cc), "Bcc": ", ".join(letter.bcc)}

    assert name == f"letter-{letter.addressee}-{letter.language}.eml"
    assert not parsed.defects
    assert {header: str(value) for header, value in parsed.items()} == {
        **{header: value for header, value in addressed.items() if value},
        "Subject": letter.subject,
        "X-Unsent": "1",
        "MIME-Version": "1.0",
        "Content-Type": 'text/plain; charset="utf-8"',
        "Content-Transfer-Encoding": "base64",
    }
    text = signed(letter, "Анна علي Bcc: evil@example.org") + "\n"
    assert parsed.get_content() == text.replace("\n", "\r\n")
    assert raw.isascii()
    assert raw.count(b"\n") == raw.count(b"\r\n")
    assert max(map(len, raw.split(b"\r\n"))) <= 78


async def test_a_saved_text_is_the_subject_and_the_letter(
    letters: LetterServer, reader: Reader, tmp_path: Path
) -> None:
    page = await reader.open(link_to(letters.url, RUSSIAN))
    name, raw = await saved(page, sentence("page.save_text"), tmp_path)
    assert name == "letter-prosecutor-ru.txt"
    assert raw.decode() == as_text(replace(RUSSIAN, body=signed(RUSSIAN, "")))


async def test_on_paper_there_is_one_sheet_with_address_date_letter_and_a_line_to_sign(
    letters: LetterServer, reader: Reader
) -> None:
    page = await reader.open(link_to(letters.url, ENGLISH))
    await page.locator("#name").fill(NAME)
    await page.emulate_media(media="print")
    for shown in ("#recipient", "#post", "#fax", "#date", "#subject dd", "#body", ".pen"):
        await expect(page.locator(shown)).to_be_visible()
    for gone in ("header", "#naming", "#mailing", ".ways", ".copy >> nth=0", "#to", "#cc", "#bcc"):
        await expect(page.locator(gone)).to_be_hidden()
    assert re.search(r"\b20\d\d\b", await page.locator("#date").inner_text())
    sheet = await page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", sheet)) == 1


async def test_without_a_name_paper_has_a_line_and_no_mark(letters: LetterServer, reader: Reader) -> None:
    page = await reader.open(link_to(letters.url, ENGLISH))
    await expect(page.locator(".place")).to_have_text(sentence("page.name_place"))
    await page.emulate_media(media="print")
    await expect(page.locator(".place")).to_be_hidden()
    await expect(page.locator(".pen")).to_be_visible()


async def test_a_letter_without_a_place_for_a_name_asks_for_none(
    letters: LetterServer, reader: Reader
) -> None:
    page = await reader.open(link_to(letters.url, replace(ENGLISH, body="Free him.")))
    await expect(page.locator("#naming")).to_be_hidden()
    assert await page.locator("#body").text_content() == "Free him."


async def test_an_office_without_email_is_printed_for_and_offers_no_mail(
    letters: LetterServer, reader: Reader
) -> None:
    page = await reader.open(link_to(letters.url, replace(ENGLISH, to="", others=())))
    await expect(page.get_by_text(sentence("page.no_email"))).to_be_visible()
    await expect(page.locator("#mailing")).to_be_hidden()
    assert await page.locator("[data-mail][href]").count() == 0


async def test_a_phone_needs_no_sideways_scrolling_and_has_targets_for_thumbs(
    letters: LetterServer, reader: Reader
) -> None:
    long = replace(RUSSIAN, to=f"{'a' * 60}@{'b' * 60}.example.org")
    for locale in ("en", "ru", "ro"):
        page = await reader.open(link_to(letters.url, long, locale=locale), width=360, height=740)
        assert await page.evaluate("document.documentElement.scrollWidth") == 360
        assert await page.evaluate("document.documentElement.lang") == locale
        for target in await page.locator("button:visible, a:visible, input:visible").all():
            box = await target.bounding_box()
            assert box is not None
            assert min(box["width"], box["height"]) >= 44


async def test_the_page_is_dark_where_the_reader_likes_it_dark(letters: LetterServer, reader: Reader) -> None:
    brightness = "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).reduce((a, b) => a + +b, 0)"
    light = await reader.open(link_to(letters.url, ENGLISH))
    assert await light.evaluate(brightness) > 600
    dark = await reader.open(link_to(letters.url, ENGLISH), scheme="dark")
    assert await dark.evaluate(brightness) < 120
    await dark.emulate_media(media="print")
    assert await dark.evaluate(brightness) == 255 * 3


async def test_an_arabic_letter_runs_from_right_to_left_and_its_numbers_from_left_to_right(
    letters: LetterServer, reader: Reader
) -> None:
    page = await reader.open(link_to(letters.url, ARABIC), width=360, height=740)
    direction = "node => getComputedStyle(node).direction"
    assert await page.locator("#body").evaluate(direction) == "rtl"
    assert await page.locator("#subject dd").evaluate(direction) == "rtl"
    assert await page.locator("#fax").evaluate(direction) == "rtl"
    assert await page.locator("#fax bdi").first.evaluate(direction) == "ltr"
    assert await page.locator("#body").get_attribute("lang") == "ar"


async def test_a_second_link_in_the_same_window_replaces_the_letter_and_its_name(
    letters: LetterServer, reader: Reader
) -> None:
    page = await reader.open(link_to(letters.url, ENGLISH))
    await page.locator("#name").fill(NAME)
    await page.evaluate("link => location.assign(link)", link_to(letters.url, RUSSIAN))
    await expect(page.locator("#subject dd")).to_have_text(RUSSIAN.subject)

    await expect(page.locator("#name")).to_have_value("")
    await expect(page.locator("#cc")).to_be_hidden()
    assert page.url == f"{letters.url}/letter?lang=en"


async def test_after_a_reload_the_letter_is_gone_and_the_page_says_why(
    letters: LetterServer, reader: Reader
) -> None:
    page = await reader.open(link_to(letters.url, ENGLISH))
    await page.reload()
    await expect(page.get_by_text(sentence("page.nothing"))).to_be_visible()
    await expect(page.locator("main")).to_be_hidden()


async def test_without_javascript_one_sentence_says_what_to_do(letters: LetterServer, reader: Reader) -> None:
    page = await reader.open(link_to(letters.url, ENGLISH), scripts=False)
    assert (await page.locator("body").inner_text()).strip() == sentence("page.script")


async def test_a_browser_that_cannot_unpack_says_so(letters: LetterServer, reader: Reader) -> None:
    page = await reader.open(f"{letters.url}/letter")
    await page.add_init_script("delete window.DecompressionStream")
    await page.goto("about:blank")
    await page.goto(link_to(letters.url, ENGLISH, PRESIDENT, "ro"))
    await expect(page.get_by_text(sentence("page.old", "ro"))).to_be_visible()
    assert page.url == f"{letters.url}/letter?lang=ro"
