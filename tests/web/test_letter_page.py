"""The letter page over HTTP: what every answer forbids the browser, and whose language it speaks."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from alertbot.dialogue.screen import say
from alertbot.web.letter_page import routes
from alertbot.wording.speech import Wording
from tests.support.phrases import catalogues

from .conftest import LetterServer

FILES = ("arrival.js", "main.js", "parcel.js", "mail.js", "text.js", "sheet.js", "screen.css", "print.css")


@pytest.fixture
async def client(letters: LetterServer) -> AsyncIterator[ClientSession]:
    async with ClientSession(letters.url) as session:
        yield session


@pytest.mark.parametrize("path", ["/letter", *(f"/letter/{name}" for name in (*FILES, "icon.svg"))])
async def test_every_answer_forbids_scripts_frames_forms_referrers_and_caches(
    client: ClientSession, path: str
) -> None:
    async with client.get(path, allow_redirects=False) as answer:
        assert answer.status == 200
        policy = answer.headers["Content-Security-Policy"].split("; ")
        assert {"default-src 'none'", "script-src 'self'", "style-src 'self'"} <= set(policy)
        assert {"frame-ancestors 'none'", "base-uri 'none'", "form-action 'none'"} <= set(policy)
        assert "unsafe" not in str(policy)
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "geolocation=()" in answer.headers["Permissions-Policy"]
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Set-Cookie" not in answer.headers


async def test_the_page_holds_no_inline_script_or_style_and_no_other_host(client: ClientSession) -> None:
    async with client.get("/letter") as answer:
        page = await answer.text()
    assert page.count("<script") == page.count('<script type="module"')
    assert page.count("<script") == page.count("</script>") == page.count("></script>")
    assert not any(word in page for word in ("<style", " style=", " onclick", "http:", "https:", "//"))


@pytest.mark.parametrize(
    ("asked", "spoken"), [("ru", "ru"), ("ro", "ro"), ("ru-RU", "ru"), ("xx", "en"), ("", "en")]
)
async def test_the_page_speaks_the_language_in_its_address(
    client: ClientSession, asked: str, spoken: str
) -> None:
    async with client.get("/letter", params={"lang": asked} if asked else {}) as answer:
        page = await answer.text()
    assert f'<html lang="{spoken}" dir="ltr">' in page
    assert Wording(catalogues()).phrase(say("page.title"), spoken) in page


async def test_only_the_files_of_the_page_are_served(client: ClientSession) -> None:
    for path in ("/letter/", "/letter/letter.html.j2", "/letter/letter.html", "/letter/..%2f..%2fconfig.py"):
        async with client.get(path) as answer:
            assert answer.status == 404, path


async def test_only_reading_is_allowed(client: ClientSession) -> None:
    async with client.post("/letter", data="letter") as answer:
        assert answer.status == 405


async def test_the_page_finds_its_files_behind_a_proxy_with_a_path() -> None:
    inner, outer = web.Application(), web.Application()
    inner.add_routes(routes(Wording(catalogues())))
    outer.add_subapp("/bot", inner)
    async with TestServer(outer) as server, ClientSession(str(server.make_url("/"))) as session:
        async with session.get("/bot/letter?lang=en") as answer:
            assert 'src="letter/main.js"' in await answer.text()
        async with session.get("/bot/letter/main.js") as answer:
            assert (answer.status, answer.content_type) == (200, "text/javascript")
