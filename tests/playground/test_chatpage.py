"""The page's own door: closed to other sites, open to the people in it."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest

from alertbot.playground import Limits, Playground, VirtualClock

from .conftest import ANN, BEN, CHATS, GROUP, NOON, PEOPLE


@pytest.fixture
async def page(playground: Playground) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=playground.url, headers={"Origin": playground.url}) as client:
        yield client


async def done(page: httpx.AsyncClient, action: str, **data: Any) -> tuple[int, Any]:
    answer = await page.post(f"/do/{action}", json=data)
    return answer.status_code, answer.json()


@pytest.mark.parametrize("path", ["/", "/page/main.js", "/page/base.css", "/page/icon.svg"])
async def test_the_page_allows_nothing_but_its_own_files(page: httpx.AsyncClient, path: str) -> None:
    answer = await page.get(path)

    assert answer.status_code == 200
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'self';")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "path", ["/page/nothing.js", "/page/..%2fworld.py", "/page/index.py", "/files/none", "/menu"]
)
async def test_there_is_nothing_else_to_fetch(page: httpx.AsyncClient, path: str) -> None:
    assert (await page.get(path)).status_code in (400, 404)


@pytest.mark.parametrize("origin", ["https://example.org", "null", ""])
async def test_no_other_site_acts_for_the_people_here(
    playground: Playground, page: httpx.AsyncClient, origin: str
) -> None:
    answer = await page.post("/do/start", json={"person": ANN}, headers={"Origin": origin})

    assert answer.status_code == 403
    assert playground.history(ANN) == []


async def test_the_page_starts_says_blocks_and_reads(playground: Playground, page: httpx.AsyncClient) -> None:
    for action, data in (
        ("start", {"person": ANN, "payload": "kz"}),
        ("say", {"person": ANN, "chat": ANN, "text": "hello"}),
        ("read", {"person": ANN, "chat": ANN, "message": 2}),
        ("block", {"person": ANN}),
    ):
        assert (await done(page, action, **data))[0] == 200

    state = (await page.get("/state")).json()
    assert [message["text"] for message in state["messages"][str(ANN)]] == ["/start kz", "hello"]
    assert [person["blocked"] for person in state["people"]] == [True, False, False, False]
    assert state["read"] == [[ANN, ANN, 2]]


async def test_what_a_person_cannot_do_comes_back_as_a_sentence(page: httpx.AsyncClient) -> None:
    assert await done(page, "remove", person=ANN, chat=GROUP) == (
        409,
        {"error": "Only administrators of 'Oil workers' can do this."},
    )
    assert (await done(page, "say", person=ANN))[0] == 400
    assert (await page.post("/do/dance", json={})).status_code == 404


async def test_a_file_goes_in_and_comes_out_as_a_download(
    playground: Playground, page: httpx.AsyncClient
) -> None:
    query = {"person": ANN, "chat": ANN, "name": "петиция.html"}
    await page.post("/do/file", params=query, content=b"<script>alert(1)</script>")

    answer = await page.get(f"/files/{playground.last(ANN).file_id}")

    assert answer.content == b"<script>alert(1)</script>"
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")


async def test_the_clock_is_moved_by_the_page(page: httpx.AsyncClient, clock: VirtualClock) -> None:
    await done(page, "advance", hours=24)
    assert clock.now() == NOON + timedelta(days=1)
    await done(page, "advance", hours=-5)
    assert clock.now() == NOON + timedelta(days=1)


async def test_the_next_reminder_is_jumped_to_and_never_backwards(clock: VirtualClock) -> None:
    due: list[datetime | None] = [NOON + timedelta(hours=3), NOON, None]

    async def next_due() -> datetime | None:
        return due.pop(0)

    async with Playground(PEOPLE, CHATS, clock=clock, next_due=next_due, limits=Limits()) as playground:
        headers = {"Origin": playground.url}
        async with httpx.AsyncClient(base_url=playground.url, headers=headers) as page:
            answers = [await done(page, "next") for _ in range(3)]

    assert clock.now() == NOON + timedelta(hours=3)
    assert [status for status, _ in answers] == [200, 200, 409]
    assert answers[2][1] == {"error": "Nothing is waiting to be sent."}


async def test_the_feed_tells_what_happens_as_it_happens(
    playground: Playground, page: httpx.AsyncClient
) -> None:
    async with page.stream("GET", "/feed") as feed:
        lines = feed.aiter_lines()
        assert await anext(lines) == "event: clock"
        crowd = playground.populate(3)
        playground.say(crowd[0], crowd[0], "unseen: not a person of this page")
        playground.say(BEN, GROUP, "hello")
        kinds = [line async for line in limited(lines, 5)]

    message = json.loads(kinds[3].removeprefix("data: "))
    assert kinds[2] == "event: message"
    assert (message["chat"], message["message"]["text"]) == (GROUP, "hello")


async def limited(lines: AsyncIterator[str], number: int) -> AsyncIterator[str]:
    async with asyncio.timeout(5):
        for _ in range(number):
            yield await anext(lines)
