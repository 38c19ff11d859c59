"""A second opinion: a Bot API server that knows nothing of the bot's own playground and forgives nothing.

Every request is held against the Bot API's description, every message against the limits and the rules for
HTML, buttons and edits. What breaks one is refused as Telegram refuses it and noted in ``violations``.
Updates are delivered again until a higher offset confirms them. People are ids: positive ones are private
chats, negative ones are groups.
"""

import asyncio
import json
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from . import judge_wire as wire
from .judge_faults import UNTOLD, Fault, Waits, Weather, befallen
from .judge_limits import Limits
from .judge_markup import Unparsable, length, shown
from .judge_spec import Spec
from .judge_wire import Message, Tap

__all__ = ("TOKEN", "Fault", "Judge", "Message", "Tap", "Weather")

TOKEN = "424242:AAF-judge_Canary-token0123456789abcdefg"
DELETABLE = 48 * 3600.0
"""Seconds for which a bot may delete a message (Bot API, deleteMessage)."""

LOOK = 1.0
PATIENCE = 30.0
"""Seconds that ``until`` waits; a bound for failures, not a measure of anything."""


class _Refused(Exception):
    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.answer: dict[str, Any] = {"ok": False, "error_code": code, "description": description}
        if parameters:
            self.answer["parameters"] = parameters


@dataclass
class Judge:
    limits: Limits = field(default_factory=Limits)
    spec: Spec | None = field(default_factory=Spec.read)
    blocked: set[int] = field(default_factory=set[int])
    administrators: set[tuple[int, int]] = field(default_factory=set[tuple[int, int]])
    weather: Weather | None = None
    clock: Callable[[], float] = time.time
    """Seconds since 1970: by it messages grow too old to be deleted."""
    watch: Callable[[], None] = lambda: None
    """Raises when waiting any longer makes no sense."""
    violations: list[str] = field(default_factory=list[str])
    calls: Counter[str] = field(default_factory=Counter[str])
    silenced: Counter[str] = field(default_factory=Counter[str])
    """Requests that hang, by method."""
    sent: Counter[int] = field(default_factory=Counter[int])
    """Messages that reached a chat, edits not counted."""
    taps: dict[str, Tap] = field(default_factory=dict[str, Tap])
    refused: Counter[int] = field(default_factory=Counter[int])
    """Answers by error code, injected ones left out."""
    moved: dict[int, int] = field(default_factory=dict[int, int])
    """Groups that became supergroups, and which."""

    def __post_init__(self) -> None:
        self._chats = defaultdict[int, dict[int, Message]](dict)
        self.said = dict[tuple[int, int], float]()
        """When people wrote: by chat and number."""
        self._next_message = 1000
        self._next_update = 700_000
        self._updates: dict[int, Mapping[str, Any]] = {}
        self._polls = 0
        self._changed = asyncio.Event()
        self._runner: web.AppRunner | None = None
        self._port = 0
        self._keyboards: dict[str, str] = {}
        self._unshown: dict[int, list[Tap]] = defaultdict(list)
        self._waits = Waits(_now)

    # --- the server ---------------------------------------------------------------------------------------

    async def start(self) -> str:
        """The address; the same one after ``stop``."""
        app = web.Application(client_max_size=60 << 20)
        app.router.add_route("*", "/bot{token}/{method}", self._serve)
        app.router.add_route("*", "/{life}/bot{token}/{method}", self._serve)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port)
        await site.start()
        self._port = int(self._runner.addresses[0][1])
        return self.url

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    async def stop(self) -> None:
        self._polls += 1
        self._wake()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def until(self, holds: Callable[[], object], seconds: float = PATIENCE) -> None:
        """Wait until something holds; looked at whenever a request changed anything, and now and then."""
        async with asyncio.timeout(seconds):
            while not holds():
                self.watch()
                self._changed.clear()
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._changed.wait(), LOOK)

    def _wake(self) -> None:
        self._changed.set()

    # --- people -------------------------------------------------------------------------------------------

    def say(self, person: int, text: str, chat: int = 0) -> int:
        entities: list[dict[str, object]] = []
        if text.startswith("/"):
            entities = [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}]
        number, place = self._number(), chat or person
        self.said[place, number] = self.clock()
        return self.update(
            message={
                "message_id": number,
                "date": int(time.time()),
                "chat": wire.chat(place),
                "from": wire.user(person),
                "text": text,
                "entities": entities,
            }
        )

    def tap(self, person: int, begins: str, chat: int = 0) -> str:
        """Press the newest button whose data begins so; the query's id."""
        place = chat or person
        message, data = self.button(place, begins)
        query = f"{person}{self._number()}"
        self.taps[query] = Tap(place, _now())
        self._unshown[place].append(self.taps[query])
        self.update(
            callback_query={
                "id": query,
                "from": wire.user(person),
                "chat_instance": str(place),
                "data": data,
                "message": wire.message(message.id, place, message.text),
            }
        )
        return query

    def tell_of_upgrade(self, old: int, by: int) -> None:
        """The three updates that a group in ``moved`` causes. Telegram promises no order; this is the
        hardest: the bot is in a chat that it has never heard of."""
        for update in wire.upgrade(old, self.moved[old], by, self._number()):
            self.update(**update)

    def button(self, chat: int, begins: str) -> tuple[Message, str]:
        found = self.find_button(chat, begins)
        if found is None:
            raise LookupError(f"nobody offers {begins} in chat {chat}")
        return found

    def find_button(self, chat: int, begins: str) -> tuple[Message, str] | None:
        for message in sorted(self._chats[chat].values(), key=lambda one: one.id, reverse=True):
            for data in message.buttons:
                if data.startswith(begins):
                    return message, data
        return None

    async def offered(self, chat: int, begins: str, seconds: float = PATIENCE) -> None:
        """Wait for a button."""
        await self.until(lambda: self.find_button(chat, begins), seconds)

    def update(self, **content: Any) -> int:
        """Queue an update of any shape; its id."""
        self._next_update += 1
        self._updates[self._next_update] = {"update_id": self._next_update, **content}
        self._wake()
        return self._next_update

    def confirmed(self, update: int) -> bool:
        return update not in self._updates

    def messages(self, chat: int) -> list[Message]:
        return list(self._chats[chat].values())

    def copies(self, words: str, chats: Iterable[int]) -> Counter[int]:
        """How many messages with these words each chat holds."""
        return Counter(
            {
                chat: many
                for chat in chats
                if (many := sum(words in message.text for message in self._chats[chat].values()))
            }
        )

    # --- requests -----------------------------------------------------------------------------------------

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"].lower()
        if request.match_info["token"] != TOKEN:
            return web.json_response(
                {"ok": False, "error_code": 401, "description": "Unauthorized"}, status=401
            )
        parameters, files = await wire.read(request)
        chat = wire.whole(parameters.get("chat_id"))
        if late := self._waits.early(method, chat):
            self.violations.append(late)
        fault = self.weather(method, chat) if self.weather else None
        if fault is not None and fault.kind == "silent":
            self.silenced[method] += 1
            self._wake()
            await asyncio.Event().wait()
        if fault is not None and fault.kind not in UNTOLD:
            if fault.kind == "later":
                self._waits.ask(method, chat, fault.seconds)
            return befallen(request, fault)
        self.calls[method] += 1
        if self.spec is not None:
            self.violations += self.spec.faults(request.match_info["method"], parameters, files)
        try:
            answer: dict[str, Any] = {"ok": True, "result": await self._answer(method, parameters, chat)}
        except _Refused as refusal:
            answer = refusal.answer
            self.refused[int(answer["error_code"])] += 1
        self._wake()
        if fault is not None:
            return befallen(request, fault)
        return web.json_response(answer, status=int(answer.get("error_code", 200)))

    async def _answer(self, method: str, parameters: Mapping[str, Any], chat: int) -> Any:
        match method:
            case "getupdates":
                return await self._get_updates(parameters)
            case "sendmessage":
                return self._send(chat, parameters, "text", 4096)
            case "senddocument" | "sendphoto":
                return self._send(chat, parameters, "caption", 1024)
            case "editmessagetext":
                return self._edit(chat, parameters)
            case "deletemessage":
                return self._delete(chat, wire.whole(parameters.get("message_id")))
            case _:
                return self._small_question(method, parameters, chat)

    def _small_question(self, method: str, parameters: Mapping[str, Any], chat: int) -> Any:
        match method:
            case "answercallbackquery":
                return self._answer_tap(parameters)
            case "getme":
                return {**wire.BOT, "can_join_groups": True, "can_read_all_group_messages": False}
            case "getwebhookinfo":
                return {"url": "", "has_custom_certificate": False, "pending_update_count": 0}
            case "getchatmember":
                person = wire.whole(parameters.get("user_id"))
                standing = "administrator" if (chat, person) in self.administrators else "member"
                return {"user": wire.user(person), "status": standing}
            case "setmycommands":
                return self._set_commands(parameters)
            case "deletewebhook" | "sendchataction":
                return True
            case _:
                raise self._break(404, "Not Found", f"{method} is not played here")

    def _break(self, code: int, description: str, why: str, **parameters: int) -> _Refused:
        self.violations.append(why)
        return _Refused(code, description, **parameters)

    async def _get_updates(self, parameters: Mapping[str, Any]) -> list[Mapping[str, Any]]:
        offset = wire.whole(parameters.get("offset"))
        for id in [id for id in self._updates if id < offset]:
            del self._updates[id]
        self._polls += 1
        mine = self._polls
        self._wake()
        wanted: Any = parameters.get("allowed_updates") or []
        kinds: set[str] = {*(json.loads(wanted) if isinstance(wanted, str) else wanted)}
        try:
            async with asyncio.timeout(wire.whole(parameters.get("timeout"))):
                while mine == self._polls and not self._updates:
                    await self._next_change()
        except TimeoutError:
            return []
        if mine != self._polls:
            raise _Refused(409, "Conflict: terminated by other getUpdates request")
        listed = [self._updates[id] for id in sorted(self._updates)][
            : wire.whole(parameters.get("limit")) or 100
        ]
        return [one for one in listed if len(one) != 2 or not kinds or kinds & one.keys()]

    async def _next_change(self) -> None:
        self._changed.clear()
        await self._changed.wait()

    # --- messages -----------------------------------------------------------------------------------------

    def _send(self, chat: int, parameters: Mapping[str, Any], part: str, most: int) -> Mapping[str, Any]:
        self._pace(chat)
        self.limits.count(chat, _now())
        text, keyboard = self._content(parameters, part, most)
        if chat in self.moved:
            upgraded = "Bad Request: group chat was upgraded to a supergroup chat"
            raise _Refused(400, upgraded, migrate_to_chat_id=self.moved[chat])
        if chat in self.blocked:
            raise _Refused(403, "Forbidden: bot was blocked by the user")
        message = Message(self._number(), chat, text, keyboard, sent=self.clock())
        self._chats[chat][message.id] = message
        self.sent[chat] += 1
        self._show(chat)
        return wire.message(message.id, message.chat, message.text)

    def _edit(self, chat: int, parameters: Mapping[str, Any]) -> Mapping[str, Any]:
        self._pace(chat)
        message = self._chats[chat].get(wire.whole(parameters.get("message_id")))
        self.limits.count(chat, _now(), for_chat=message is not None)
        text, keyboard = self._content(parameters, "text", 4096)
        if message is None:
            raise _Refused(400, "Bad Request: message to edit not found")
        if (message.text, message.keyboard) == (text, keyboard):
            raise _Refused(400, "Bad Request: message is not modified")
        message.text, message.keyboard = text, keyboard
        message.edits += 1
        self._show(chat)
        return wire.message(message.id, message.chat, message.text)

    def _delete(self, chat: int, id: int) -> bool:
        """For 48 hours: its own messages, and others' in private chats and where it administers."""
        self._pace(chat)
        own, said = self._chats[chat].get(id), self.said.get((chat, id))
        self.limits.count(chat, _now(), for_chat=own is not None)
        sent = own.sent if own else said
        if sent is None:
            raise _Refused(400, "Bad Request: message to delete not found")
        may = own is not None or chat > 0 or (chat, wire.BOT_ID) in self.administrators
        if not may or self.clock() - sent >= DELETABLE:
            raise _Refused(400, "Bad Request: message can't be deleted for everyone")
        self._chats[chat].pop(id, None)
        self.said.pop((chat, id), None)
        return True

    def _pace(self, chat: int) -> None:
        wait = self.limits.wait(chat, _now())
        if wait > 0:
            after = max(1, round(wait))
            why = f"too fast by {wait:.4f} s, {self.limits.which(chat, _now())}"
            raise self._break(429, f"Too Many Requests: retry after {after}", why, retry_after=after)

    def _content(self, parameters: Mapping[str, Any], part: str, most: int) -> tuple[str, str]:
        markup = str(parameters.get(part, ""))
        try:
            text = shown(markup) if parameters.get("parse_mode") == "HTML" else markup.strip()
        except Unparsable as fault:
            raise self._break(400, f"Bad Request: can't parse entities: {fault}", str(fault)) from None
        if part == "text" and not text:
            raise self._break(400, "Bad Request: message text is empty", "an empty message")
        if length(text) > most:
            raise self._break(400, f"Bad Request: {part} is too long", f"{length(text)} units of {part}")
        keyboard = parameters.get("reply_markup") or ""
        raw = keyboard if isinstance(keyboard, str) else json.dumps(keyboard)
        if raw not in self._keyboards:
            faults = wire.keyboard_faults(json.loads(raw)) if raw else []
            if faults:
                raise self._break(400, "Bad Request: BUTTON_INVALID", ", ".join(faults))
        return text, self._keyboards.setdefault(raw, raw)

    def _answer_tap(self, parameters: Mapping[str, Any]) -> bool:
        tap = self.taps.get(str(parameters.get("callback_query_id")))
        if tap is None or tap.answered:
            raise _Refused(
                400, "Bad Request: query is too old and response timeout expired or query ID is invalid"
            )
        if len(str(parameters.get("text", ""))) > 200:
            raise self._break(400, "Bad Request: MESSAGE_TOO_LONG", "a notice of more than 200 characters")
        tap.answered = _now()
        return True

    def _set_commands(self, parameters: Mapping[str, Any]) -> bool:
        if fault := wire.command_fault(parameters.get("commands", [])):
            raise self._break(400, "Bad Request: BOT_COMMAND_INVALID", fault)
        return True

    def _show(self, chat: int) -> None:
        for tap in self._unshown.pop(chat, ()):
            tap.shown = _now()

    def _number(self) -> int:
        self._next_message += 1
        return self._next_message


def _now() -> float:
    return time.monotonic()
