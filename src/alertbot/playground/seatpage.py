"""A page on which one sits in several people's places and writes as each of them.

It knows no messenger: a seat shows what its own client has received and sends what is typed."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol, cast
from urllib.parse import quote

import orjson
from aiohttp import web

from .chatpage import MAX_ADVANCE_HOURS, NextDue
from .clock import Clock
from .failures import PlaygroundError, PortBusy
from .pages import HEADERS, asset, frame, json_answer, require_same_origin

MAX_FILE = 20_000_000
HEARTBEAT_SECONDS = 10.0


@dataclass
class SeatMessage:
    """A message as one seat sees it. ``quotes`` is the message it answers; ``threaded``: it stands in that
    message's thread. ``html`` is the formatted text, shown by the page after a look at every tag."""

    id: str
    sender: str
    mine: bool
    body: str = field(repr=False)
    html: str = field(default="", repr=False)
    encrypted: bool = False
    quotes: str = ""
    threaded: bool = False
    edited: bool = False
    withdrawn: bool = False
    file_name: str = field(default="", repr=False)
    file: bytes = field(default=b"", repr=False)


@dataclass
class SeatRoom:
    """A room that somebody sits in; ``typing``: who is writing in it just now."""

    id: str
    title: str
    direct: bool
    encrypted: bool
    messages: list[SeatMessage] = field(default_factory=list[SeatMessage])
    typing: str = ""


class Seat(Protocol):
    """Somebody's place: what they see, and what they can do."""

    @property
    def key(self) -> str: ...

    @property
    def name(self) -> str: ...

    @property
    def role(self) -> str: ...

    @property
    def language(self) -> str: ...

    def rooms(self) -> Sequence[SeatRoom]: ...

    async def say(self, room: str, text: str, quotes: str = "") -> None: ...

    async def hand_over(self, room: str, name: str, content: bytes) -> None: ...


class SeatPage:
    """The page over HTTP. Call :meth:`changed` whenever a seat sees something new."""

    def __init__(
        self, seats: Iterable[Seat], clock: Clock, next_due: NextDue, *, hints: Iterable[str] = ()
    ) -> None:
        self._seats = {seat.key: seat for seat in seats}
        self._clock = clock
        self._next_due = next_due
        self._hints = tuple(hints)
        self._feeds: set[asyncio.Queue[bytes | None]] = set()
        self._runner: web.AppRunner | None = None

    async def start(self, host: str, port: int) -> str:
        """Listen; the address. :class:`PortBusy`."""
        app = web.Application(client_max_size=MAX_FILE)
        app.add_routes(
            [
                web.get("/", self._index),
                web.get("/page/{name:[a-z-]+\\.[a-z]+}", self._asset),
                web.get("/state", self._state),
                web.get("/feed", self._feed),
                web.get("/file", self._file),
                web.post("/do/file", self._do_file),
                web.post("/do/{action}", self._do),
            ]
        )
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, host, port).start()
        except OSError as error:
            await self.stop()
            raise PortBusy(host, port) from error
        return f"http://{host}:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        for feed in self._feeds:
            feed.put_nowait(None)
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    def changed(self) -> None:
        for feed in self._feeds:
            feed.put_nowait(frame("changed", {}))

    # --- what it shows ------------------------------------------------------------------------------------

    async def _index(self, request: web.Request) -> web.Response:
        del request
        return asset("seats.html")

    async def _asset(self, request: web.Request) -> web.Response:
        return asset(request.match_info["name"])

    async def _state(self, request: web.Request) -> web.Response:
        del request
        return json_answer(
            {
                "now": self._clock.now().isoformat(),
                "hints": list(self._hints),
                "seats": [_seat_view(seat) for seat in self._seats.values()],
            }
        )

    async def _feed(self, request: web.Request) -> web.StreamResponse:
        """Server-sent events: that something has changed, and now and then that the page is still served."""
        response = web.StreamResponse(headers=HEADERS | {"Content-Type": "text/event-stream"})
        feed: asyncio.Queue[bytes | None] = asyncio.Queue()
        self._feeds.add(feed)
        try:
            await response.prepare(request)
            await response.write(frame("changed", {}))
            while (news := await _next(feed)) is not None:
                await response.write(news)
        except ConnectionResetError:
            return response
        finally:
            self._feeds.discard(feed)
        return response

    async def _file(self, request: web.Request) -> web.Response:
        query = request.query
        room = self._room(query.get("seat", ""), query.get("room", ""))
        found = next((m for m in room.messages if m.id == query.get("message") and m.file_name), None)
        if found is None:
            raise web.HTTPNotFound
        how = f"attachment; filename*=UTF-8''{quote(found.file_name, safe='')}"
        return web.Response(
            body=found.file,
            content_type="application/octet-stream",
            headers=HEADERS | {"Content-Disposition": how},
        )

    # --- what people do -----------------------------------------------------------------------------------

    async def _do(self, request: web.Request) -> web.Response:
        require_same_origin(request)
        action = request.match_info["action"]
        asked = cast("dict[str, Any]", orjson.loads(await request.read()))
        known = {"say": self._say, "advance": self._advance, "next": self._jump_to_next}.get(action)
        if known is None:
            raise web.HTTPNotFound
        return await _attempt(lambda: known(asked))

    async def _say(self, asked: dict[str, Any]) -> None:
        self._room(asked["seat"], asked["room"])
        await self._seats[asked["seat"]].say(asked["room"], str(asked["text"]), str(asked.get("quotes", "")))

    async def _do_file(self, request: web.Request) -> web.Response:
        require_same_origin(request)
        query, content = request.query, await request.read()
        self._room(query.get("seat", ""), query.get("room", ""))
        seat = self._seats[query["seat"]]
        return await _attempt(lambda: seat.hand_over(query["room"], query.get("name") or "file", content))

    async def _advance(self, asked: dict[str, Any]) -> None:
        hours = min(max(float(asked["hours"]), 0.0), MAX_ADVANCE_HOURS)
        self._clock.advance(timedelta(hours=hours))
        self.changed()

    async def _jump_to_next(self, asked: dict[str, Any]) -> None:
        del asked
        due: datetime | None = await self._next_due()
        if due is None:
            raise PlaygroundError("Nothing is waiting to be sent.")
        if due > self._clock.now():
            self._clock.jump(due)
        self.changed()

    def _room(self, seat: str, room: str) -> SeatRoom:
        rooms = self._seats[seat].rooms() if seat in self._seats else ()
        found = next((one for one in rooms if one.id == room), None)
        if found is None:
            raise web.HTTPNotFound
        return found


async def _attempt(act: Callable[[], Awaitable[None]]) -> web.Response:
    """Whether it was done, or the sentence that says why not."""
    try:
        await act()
    except PlaygroundError as error:
        return json_answer({"error": str(error)}, status=409)
    except (KeyError, TypeError, ValueError):
        return json_answer({"error": "The page sent something the playground cannot read."}, status=400)
    return json_answer({"done": True})


async def _next(feed: asyncio.Queue[bytes | None]) -> bytes | None:
    try:
        async with asyncio.timeout(HEARTBEAT_SECONDS):
            return await feed.get()
    except TimeoutError:
        return frame("still", {})


def _seat_view(seat: Seat) -> dict[str, Any]:
    return {
        "key": seat.key,
        "name": seat.name,
        "role": seat.role,
        "language": seat.language,
        "rooms": [_room_view(room) for room in seat.rooms()],
    }


def _room_view(room: SeatRoom) -> dict[str, Any]:
    return {
        "id": room.id,
        "title": room.title,
        "direct": room.direct,
        "encrypted": room.encrypted,
        "typing": room.typing,
        "messages": [_message_view(message) for message in room.messages],
    }


def _message_view(message: SeatMessage) -> dict[str, Any]:
    return {
        "id": message.id,
        "sender": message.sender,
        "mine": message.mine,
        "body": message.body,
        "html": message.html,
        "encrypted": message.encrypted,
        "quotes": message.quotes,
        "threaded": message.threaded,
        "edited": message.edited,
        "withdrawn": message.withdrawn,
        "file": {"name": message.file_name, "size": len(message.file)} if message.file_name else None,
    }
