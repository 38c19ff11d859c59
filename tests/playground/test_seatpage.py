"""The page of several people's places shows what their clients saw, and writes as them alone."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest

from alertbot.playground import PlaygroundError, PortBusy, VirtualClock
from alertbot.playground.seatpage import SeatMessage, SeatPage, SeatRoom

NOON = datetime(2017, 10, 4, 12, tzinfo=UTC)


class Someone:
    """A seat without a client: what is said is what is seen."""

    key, name, role, language = "@ann", "Ann Example", "Subscriber", "en"

    def __init__(self) -> None:
        file = SeatMessage(
            "$1", "Alertbot", mine=False, body="letter.pdf", file_name="letter.pdf", file=b"%PDF"
        )
        self.room = SeatRoom("!direct", "Alertbot", direct=True, encrypted=True, messages=[file])
        self.is_refused = False

    def rooms(self) -> list[SeatRoom]:
        return [self.room]

    async def say(self, room: str, text: str, quotes: str = "") -> None:
        if self.is_refused:
            raise PlaygroundError("Try again.")
        self.room.messages.append(SeatMessage("$2", self.name, mine=True, body=text, quotes=quotes))

    async def hand_over(self, room: str, name: str, content: bytes) -> None:
        self.room.messages.append(
            SeatMessage("$3", self.name, mine=True, body=name, file_name=name, file=content)
        )


class Visit:
    def __init__(self, url: str, session: aiohttp.ClientSession) -> None:
        self.url = url
        self.session = session
        self.seat = Someone()
        self.clock = VirtualClock(NOON, runs=False)
        self.due: datetime | None = None

    async def next_due(self) -> datetime | None:
        return self.due

    async def does(self, action: str, origin: str | None = None, **asked: object) -> int:
        headers = {"Origin": origin or self.url}
        async with self.session.post(f"{self.url}/do/{action}", json=asked, headers=headers) as answer:
            return answer.status


@pytest.fixture
async def visit() -> AsyncIterator[Visit]:
    async with aiohttp.ClientSession() as session:
        visit = Visit("", session)
        page = SeatPage([visit.seat], visit.clock, visit.next_due, hints=["Say hello."])
        visit.url = await page.start("127.0.0.1", 0)
        yield visit
        await page.stop()


async def test_the_page_and_what_it_needs_are_served(visit: Visit) -> None:
    for path in ("/", "/page/seats.js", "/page/formatted.js", "/page/seats.css", "/page/notices.js"):
        async with visit.session.get(visit.url + path) as answer:
            assert answer.status == 200
            assert "default-src 'self'" in answer.headers["Content-Security-Policy"]


async def test_what_a_seat_sees_is_told(visit: Visit) -> None:
    async with visit.session.get(f"{visit.url}/state") as answer:
        state = await answer.json()

    (seat,) = state["seats"]
    assert (seat["name"], seat["rooms"][0]["encrypted"]) == ("Ann Example", True)
    assert seat["rooms"][0]["messages"][0]["file"] == {"name": "letter.pdf", "size": 4}
    assert state["hints"] == ["Say hello."]


async def test_what_is_typed_is_said_once_and_quotes_what_it_answers(visit: Visit) -> None:
    assert await visit.does("say", seat="@ann", room="!direct", text="2", quotes="$1") == 200
    (said,) = visit.seat.room.messages[1:]

    assert (said.body, said.quotes) == ("2", "$1")


async def test_another_pages_words_are_not_said(visit: Visit) -> None:
    asked = {"seat": "@ann", "room": "!direct", "text": "2"}
    assert await visit.does("say", "http://elsewhere.example", **asked) == 403
    assert len(visit.seat.room.messages) == 1


@pytest.mark.parametrize(("seat", "room"), [("@eve", "!direct"), ("@ann", "!other")])
async def test_nobody_speaks_where_they_do_not_sit(visit: Visit, seat: str, room: str) -> None:
    assert await visit.does("say", seat=seat, room=room, text="x") == 404


async def test_what_the_homeserver_refuses_is_told(visit: Visit) -> None:
    visit.seat.is_refused = True
    assert await visit.does("say", seat="@ann", room="!direct", text="x") == 409


async def test_a_file_is_handed_out_as_a_download_alone(visit: Visit) -> None:
    where = {"seat": "@ann", "room": "!direct", "message": "$1"}
    async with visit.session.get(f"{visit.url}/file", params=where) as answer:
        assert await answer.read() == b"%PDF"
        assert answer.headers["Content-Disposition"].startswith("attachment")


async def test_the_clock_goes_on_and_to_the_next_reminder(visit: Visit) -> None:
    assert await visit.does("advance", hours=1) == 200
    assert visit.clock.now() == NOON + timedelta(hours=1)
    assert await visit.does("next") == 409
    visit.due = NOON + timedelta(days=2)
    assert await visit.does("next") == 200
    assert visit.clock.now() == visit.due


async def test_a_port_that_somebody_has_is_told_of(visit: Visit) -> None:
    page = SeatPage([], visit.clock, visit.next_due)
    with pytest.raises(PortBusy):
        await page.start("127.0.0.1", int(visit.url.rpartition(":")[2]))
