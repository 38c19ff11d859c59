"""Calendars to subscribe to: what is published, in the language asked for, and nothing about anybody."""

from collections.abc import AsyncIterator
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession
from icalendar import Calendar

from alertbot.domain.hearing import Hearing
from alertbot.errors import StoreUnavailable
from alertbot.ports import Store
from alertbot.web.calendar_feed import FRESH, CalendarFeed
from alertbot.web.server import Server
from alertbot.wording.speech import Wording
from tests.support.paper import PaperStage
from tests.support.phrases import catalogues

SITTING = Hearing("sitting1", "Shymkent", "Asia/Almaty", date(2017, 10, 20), time(10))


class Feed:
    """A server over the store of a stage, on a clock that stands still."""

    def __init__(self, stage: PaperStage, url: str, session: ClientSession) -> None:
        self.stage = stage
        self.seconds = 0.0
        self.url = url
        self._session = session

    async def get(self, path: str, **headers: str) -> tuple[int, bytes, Any]:
        async with self._session.get(self.url + path, headers=headers) as answer:
            return answer.status, await answer.read(), answer.headers

    async def events(self, path: str) -> list[Any]:
        calendar: Any = Calendar.from_ical((await self.get(path))[1])
        return list(calendar.events)

    async def add(self, hearing: Hearing) -> None:
        case = await self.stage.asked(lambda tx: tx.appeals.find_case("kurmanov"))
        assert case is not None
        async with self.stage.store.transaction() as tx:
            await tx.hearings.add(case, hearing)


@pytest.fixture
async def feed(folder: Path) -> AsyncIterator[Feed]:
    async with PaperStage(folder) as stage, ClientSession() as session:
        made = Feed(stage, "", session)
        routes = CalendarFeed(stage.store, stage.clock, Wording(catalogues()), lambda: made.seconds).routes()
        server = Server((), routes)
        made.url = await server.start("127.0.0.1", 0)
        await stage.publish("kurmanov")
        await stage.publish("glodeni")
        await made.add(SITTING)
        yield made
        await server.stop()


async def test_a_case_has_a_calendar_in_every_language(feed: Feed) -> None:
    (english,) = await feed.events("/calendar/kurmanov.ics")
    (russian,) = await feed.events("/calendar/kurmanov.ics?lang=ru")
    assert english["UID"] == russian["UID"]
    assert "Friday, 20 October 2017" in str(english["DESCRIPTION"])
    assert "20 октября 2017" in str(russian["DESCRIPTION"])
    assert (await feed.get("/calendar/kurmanov.ics?lang=xx"))[1] == (
        await feed.get("/calendar/kurmanov.ics")
    )[1]


async def test_one_calendar_holds_the_dates_of_all_cases(feed: Feed) -> None:
    (event,) = await feed.events("/calendar.ics")
    assert "Shymkent" in str(event["LOCATION"])
    assert await feed.events("/calendar/glodeni.ics") == []


@pytest.mark.parametrize(
    "path", ["/calendar/unknown.ics", "/calendar/.ics", "/calendar/a/b.ics", "/calendar"]
)
async def test_what_is_not_published_is_not_found(feed: Feed, path: str) -> None:
    assert (await feed.get(path))[0] == 404


async def test_a_date_that_moves_is_the_same_event_with_a_higher_sequence(feed: Feed) -> None:
    (before,) = await feed.events("/calendar/kurmanov.ics")
    await feed.add(SITTING.moved_to("sitting2", date(2017, 10, 21), time(10)))
    feed.seconds += FRESH
    (after,) = await feed.events("/calendar/kurmanov.ics")
    assert before["UID"] == after["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 2)
    assert after["DTSTART"].dt.day == 21


async def test_the_store_is_asked_once_a_minute_however_many_ask(
    feed: Feed, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, snapshot = [0], feed.stage.store.snapshot

    def counted() -> Any:
        asked[0] += 1
        return snapshot()

    monkeypatch.setattr(feed.stage.store, "snapshot", counted)
    for path in ("/calendar.ics", "/calendar/kurmanov.ics", "/calendar/unknown.ics", "/calendar.ics?lang=ro"):
        await feed.get(path)
    assert asked == [1]
    feed.seconds += FRESH
    await feed.get("/calendar.ics")
    assert asked == [2]


async def test_who_has_the_newest_calendar_is_told_so_in_a_few_bytes(feed: Feed) -> None:
    _, content, headers = await feed.get("/calendar.ics")
    feed.seconds += FRESH
    await feed.stage.pass_time(hours=1)
    status, nothing, again = await feed.get("/calendar.ics", **{"If-None-Match": headers["ETag"]})
    assert (status, nothing, again["ETag"]) == (304, b"", headers["ETag"])
    await feed.add(SITTING.moved_to("sitting2", date(2017, 10, 21), time(10)))
    feed.seconds += FRESH
    status, newer, _ = await feed.get("/calendar.ics", **{"If-None-Match": headers["ETag"]})
    assert status == 200
    assert newer != content


async def test_a_calendar_says_nothing_of_who_subscribed_or_organizes(feed: Feed) -> None:
    await feed.stage.subscribe("ann", "boris")
    _, content, headers = await feed.get("/calendar.ics")
    for word in (feed.stage.ann.chat, feed.stage.olga.chat, "olga", "omar", "ORGANIZER", "ATTENDEE"):
        assert word.encode() not in content
    assert "Set-Cookie" not in headers
    assert "Server" not in headers
    assert headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"


async def test_a_database_that_cannot_be_read_is_told_without_a_word_of_it(
    feed: Feed, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(store: Store) -> Any:
        raise StoreUnavailable("the database cannot be read")

    monkeypatch.setattr(type(feed.stage.store), "snapshot", broken)
    status, content, headers = await feed.get("/calendar.ics")
    assert (status, headers["Retry-After"]) == (503, "60")
    assert b"database" not in content
