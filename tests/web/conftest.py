"""The letter page on a server of its own, in a real browser that may reach nothing else."""

import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from aiohttp.typedefs import Handler
from playwright.async_api import Browser, BrowserContext, Page, Route, async_playwright

from alertbot.web.letter_page import routes
from alertbot.wording.speech import Wording
from tests.support.phrases import catalogues

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]
COPIES = "http://127.0.0.1/copies"
"""A page of the test's own, where the clipboard may be read; the letter page forbids itself that."""


@dataclass
class LetterServer:
    """Where the page is, and every request that came, as it was sent."""

    url: str = ""
    requests: list[str] = field(default_factory=list[str])


async def as_sent(request: web.Request) -> str:
    headers = b"\n".join(name + b": " + value for name, value in request.raw_headers).decode()
    return f"{request.method} {request.raw_path}\n{headers}\n\n{(await request.read()).decode()}"


@pytest.fixture
async def letters() -> AsyncIterator[LetterServer]:
    recorded = LetterServer()

    @web.middleware
    async def recording(request: web.Request, handler: Handler) -> web.StreamResponse:
        recorded.requests.append(await as_sent(request))
        return await handler(request)

    application = web.Application(middlewares=[recording])
    application.add_routes(routes(Wording(catalogues())))
    async with TestServer(application) as server:
        recorded.url = str(server.make_url("/")).rstrip("/")
        yield recorded


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("no Chromium found (looked for chromium and google-chrome)")
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield started
        await started.close()


@dataclass
class Reader:
    """Somebody who opens links. ``faults``: errors, refused contents and requests to other hosts."""

    browser: Browser
    server: LetterServer
    faults: list[str] = field(default_factory=list[str])
    context: BrowserContext | None = None

    async def open(
        self,
        link: str,
        *,
        width: int = 1200,
        height: int = 900,
        scheme: Literal["light", "dark"] = "light",
        scripts: bool = True,
    ) -> Page:
        """A fresh window at ``link``, once its scripts have shown what they show."""
        self.context = await self.browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, java_script_enabled=scripts
        )
        await self.context.grant_permissions(["clipboard-read", "clipboard-write"])
        await self.context.route("**/*", self._guard)
        page = await self.context.new_page()
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", lambda line: self.faults.append(line.text))
        page.on("dialog", lambda dialog: self.faults.append(f"a dialog: {dialog.type}"))
        await page.goto(link)
        if scripts:
            await page.locator("main:visible, .sentence:visible").first.wait_for()
        return page

    async def clipboard(self) -> str:
        assert self.context is not None
        page = await self.context.new_page()
        await page.goto(COPIES)
        text: str = await page.evaluate("navigator.clipboard.readText()")
        await page.close()
        return text

    async def _guard(self, route: Route) -> None:
        url = route.request.url
        if url == COPIES:
            await route.fulfill(body="<title>copies</title>", content_type="text/html")
        elif url.startswith(self.server.url + "/"):
            await route.continue_()
        else:
            self.faults.append(f"asked for {urlsplit(url).hostname}")
            await route.abort()


@pytest.fixture
async def reader(browser: Browser, letters: LetterServer) -> AsyncIterator[Reader]:
    """At the end, no page may have erred, written to the console or asked for anything outside."""
    somebody = Reader(browser, letters)
    yield somebody
    assert somebody.faults == []
