"""The chat page over HTTP: its files, a snapshot of the world, a feed of events, and what people do."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any, cast
from urllib.parse import quote

import orjson
from aiohttp import web

from .failures import ApiError, PlaygroundError
from .pages import HEADERS, asset, frame, json_answer, require_same_origin
from .profile import commands_for, description_for
from .snapshot import clock_view, public_event, snapshot
from .users import Users
from .world import Event, World

NextDue = Callable[[], Awaitable[datetime | None]]

HEARTBEAT_SECONDS = 10.0
MAX_ADVANCE_HOURS = 24 * 366
_INLINE = frozenset({"image/png", "image/jpeg"})


class ChatPage:
    def __init__(
        self,
        world: World,
        users: Users,
        seats: list[int],
        next_due: Callable[[], NextDue | None],
        hints: tuple[str, ...],
    ) -> None:
        self._world = world
        self._users = users
        self._seats = seats
        self._next_due = next_due
        self.hints = hints
        self._feeds: set[asyncio.Queue[bytes | None]] = set()
        world.listeners.append(self._broadcast)

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/", self._index),
            web.get("/page/{name:[a-z-]+\\.[a-z]+}", self._asset),
            web.get("/state", self._state),
            web.get("/feed", self._feed),
            web.get("/menu", self._menu),
            web.get("/files/{file_id}", self._file),
            web.post("/do/file", self._do_file),
            web.post("/do/{action}", self._do),
        ]

    def close(self) -> None:
        for feed in self._feeds:
            feed.put_nowait(None)

    async def _index(self, request: web.Request) -> web.Response:
        del request
        return asset("index.html")

    async def _asset(self, request: web.Request) -> web.Response:
        return asset(request.match_info["name"])

    async def _state(self, request: web.Request) -> web.Response:
        del request
        return json_answer(
            snapshot(self._world, self._seats, self.hints, can_jump=self._next_due() is not None)
        )

    async def _menu(self, request: web.Request) -> web.Response:
        try:
            person, chat = int(request.query["person"]), int(request.query["chat"])
            return json_answer(
                {
                    "commands": commands_for(self._world, person, chat),
                    "about": description_for(self._world, person),
                }
            )
        except (KeyError, ValueError, PlaygroundError) as error:
            raise web.HTTPBadRequest from error

    async def _file(self, request: web.Request) -> web.Response:
        try:
            stored = self._world.files.get(request.match_info["file_id"])
        except ApiError as error:
            raise web.HTTPNotFound from error
        inline = stored.mime in _INLINE and stored.folder == "photos"
        how = "inline" if inline else f"attachment; filename*=UTF-8''{quote(stored.name, safe='')}"
        return web.Response(
            body=stored.data,
            content_type=stored.mime if inline else "application/octet-stream",
            headers=HEADERS | {"Content-Disposition": how},
        )

    async def _feed(self, request: web.Request) -> web.StreamResponse:
        """Server-sent events: everything that happens from now on, and the clock now and then."""
        response = web.StreamResponse(headers=HEADERS | {"Content-Type": "text/event-stream"})
        feed: asyncio.Queue[bytes | None] = asyncio.Queue()
        self._feeds.add(feed)
        try:
            await response.prepare(request)
            await response.write(frame("clock", clock_view(self._world)))
            while (news := await self._next_frame(feed)) is not None:
                await response.write(news)
        except ConnectionResetError:
            return response
        finally:
            self._feeds.discard(feed)
        return response

    async def _next_frame(self, feed: asyncio.Queue[bytes | None]) -> bytes | None:
        try:
            async with asyncio.timeout(HEARTBEAT_SECONDS):
                return await feed.get()
        except TimeoutError:
            return frame("clock", clock_view(self._world))

    def _broadcast(self, event: Event) -> None:
        shown = event.chat == 0 or event.chat in self._world.rooms or event.chat in self._seats
        if self._feeds and shown:
            news = frame(event.kind, public_event(self._world, event))
            for feed in self._feeds:
                feed.put_nowait(news)

    async def _do_file(self, request: web.Request) -> web.Response:
        require_same_origin(request)
        query, data = request.query, await request.read()

        def send() -> None:
            name = query["name"] or "file"
            self._users.send_file(
                int(query["person"]), int(query["chat"]), name, data, query.get("caption", "")
            )

        return _attempt(send)

    async def _do(self, request: web.Request) -> web.Response:
        require_same_origin(request)
        action = request.match_info["action"]
        asked = cast("dict[str, Any]", orjson.loads(await request.read()))
        if action == "next":
            return await self._jump_to_next()
        known = self._actions().get(action)
        if known is None:
            raise web.HTTPNotFound
        return _attempt(lambda: known(asked))

    def _actions(self) -> dict[str, Callable[[dict[str, Any]], object]]:
        users = self._users
        return {
            "start": lambda a: users.press_start(a["person"], a.get("payload", "")),
            "say": lambda a: users.say(a["person"], a["chat"], a["text"], reply_to=a.get("reply_to", 0)),
            "press": self._press,
            "open": lambda a: users.open_link(a["person"], a["url"], a.get("chat")),
            "block": lambda a: users.block(a["person"]),
            "unblock": lambda a: users.unblock(a["person"]),
            "add": lambda a: users.add_bot(a["chat"], a["person"]),
            "promote": lambda a: users.promote_bot(a["chat"], a["person"]),
            "demote": lambda a: users.demote_bot(a["chat"], a["person"]),
            "remove": lambda a: users.remove_bot(a["chat"], a["person"]),
            "upgrade": lambda a: users.upgrade_group(a["chat"], a["person"]),
            "read": lambda a: self._world.read.update({(a["person"], a["chat"]): a["message"]}),
            "advance": self._advance,
        }

    def _press(self, asked: dict[str, Any]) -> object:
        message = self._world.message(asked["chat"], asked["message"])
        if message is None:
            raise PlaygroundError("The message with this button was deleted.")
        return self._users.press(asked["person"], message, asked["button"])

    def _advance(self, asked: dict[str, Any]) -> object:
        hours = min(max(float(asked["hours"]), 0.0), MAX_ADVANCE_HOURS)
        self._world.clock.advance(timedelta(hours=hours))
        self._world.announce("clock", 0, {})
        return None

    async def _jump_to_next(self) -> web.Response:
        ask = self._next_due()
        due = await ask() if ask else None
        if due is None:
            return json_answer({"error": "Nothing is waiting to be sent."}, status=409)
        if due > self._world.now():
            self._world.clock.jump(due)
        self._world.announce("clock", 0, {})
        return json_answer({"done": True})


def _attempt(act: Callable[[], object]) -> web.Response:
    """The result of an act, or the sentence that says why it cannot be done."""
    try:
        result = act()
    except PlaygroundError as error:
        return json_answer({"error": str(error)}, status=409)
    except (KeyError, TypeError, ValueError, IndexError):
        return json_answer({"error": "The page sent something the playground cannot read."}, status=400)
    return json_answer({"done": True, "result": result if isinstance(result, str) else None})
