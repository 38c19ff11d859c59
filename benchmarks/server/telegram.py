"""The methods of the Bot API that the clients call."""

import json
import math
import re
import time
from typing import Any

from benchmarks.message import BUTTONS, PLAIN, TITLE

from .book import Book
from .limit import Window
from .updates import Updates
from .wire import Late, Line, answer

_LONG = 900
"""Bytes of a request from which on it holds the message; replies are shorter."""

_PLACE = rb'"?(?:\s*:\s*"?|=|\r\n(?:[^\r\n]+\r\n)*\r\n)'
"""What stands between a parameter's name and its value in JSON, in a form, and in one with several parts."""

_CHAT = re.compile(rb"chat_id" + _PLACE + rb"(-?\d+)")
_QUERY = re.compile(rb"callback_query_id" + _PLACE + rb"(\d+)")
_OFFSET = re.compile(rb"offset" + _PLACE + rb"(\d+)")
_TIMEOUT = re.compile(rb"timeout" + _PLACE + rb"(\d+)")

_ME: dict[str, Any] = {"id": 424242, "is_bot": True, "first_name": "Bench", "username": "bench_bot"}
_RIGHTS = {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}
_WEBHOOK = {"url": "", "has_custom_certificate": False, "pending_update_count": 0}
_TRUE = answer(b'{"ok":true,"result":true}')


def _message(text: str, **more: Any) -> bytes:
    """A sendMessage's answer, but for the message's number and its chat."""
    chat = {"id": "@chat", "type": "private", "first_name": "Reader"}
    message = {"message_id": "@id", "from": _ME, "chat": chat, "date": 1_700_000_000, "text": text, **more}
    raw = json.dumps({"ok": True, "result": message}).encode().replace(b"%", b"%%")
    return raw.replace(b'"@id"', b"%d").replace(b'"@chat"', b"%d")


_KEYBOARD = [[{"text": button.label, "callback_data": button.data}] for button in BUTTONS]
_ALERT = _message(
    PLAIN,
    entities=[{"offset": 0, "length": len(TITLE), "type": "bold"}],
    reply_markup={"inline_keyboard": _KEYBOARD},
)
_REPLY = _message("Thank you.")


class Telegram:
    """``limit``: messages in any one second, 0 for no limit. ``latency`` in seconds stands for the whole
    round trip: a request counts when it comes in, and its answer leaves so much later."""

    def __init__(self, latency: float, limit: int) -> None:
        self.book = Book()
        self.updates = Updates()
        self._window = Window(limit)
        self._late = Late()
        self._late.seconds = latency
        fixed = {b"getme": {**_ME, **_RIGHTS}, b"getwebhookinfo": _WEBHOOK}
        self._fixed = {
            name: answer(json.dumps({"ok": True, "result": result}).encode())
            for name, result in fixed.items()
        }

    def call(self, method: bytes, path: bytes, body: bytes, line: Line) -> None:
        self.book.calls[method.decode()] += 1
        match method:
            case b"sendmessage" | b"editmessagetext":
                self._late.write(line, self._send(body))
            case b"getupdates":
                # Some clients write parameters into the address.
                given = path + b" " + body
                offset, seconds = _number(_OFFSET, given), _number(_TIMEOUT, given)
                self.updates.poll(line, offset, seconds)
            case b"answercallbackquery":
                if found := _QUERY.search(body):
                    self.updates.answered(found[1])
                self._late.write(line, _TRUE)
            case _:
                self._late.write(line, self._fixed.get(method, _TRUE))

    def _send(self, body: bytes) -> bytes:
        found = _CHAT.search(body)
        if found is None:
            return _refusal(400, b"Bad Request", b"Bad Request: chat not found")
        now = time.monotonic()
        wait = self._window.take(now)
        if wait:
            self.book.refused += 1
            return _too_many(max(1, math.ceil(wait)))
        chat = int(found[1])
        number = self.book.accept(chat, now)
        self.updates.replied(chat, now)
        return answer((_ALERT if len(body) > _LONG else _REPLY) % (number, chat))

    def close(self) -> None:
        self.updates.close()


def _number(pattern: re.Pattern[bytes], raw: bytes) -> int:
    found = pattern.search(raw)
    return int(found[1]) if found else 0


def _refusal(code: int, phrase: bytes, description: bytes, parameters: bytes = b"") -> bytes:
    body = b'{"ok":false,"error_code":%d,"description":"%b"%b}' % (code, description, parameters)
    return answer(body, b"%d %b" % (code, phrase))


def _too_many(seconds: int) -> bytes:
    description = b"Too Many Requests: retry after %d" % seconds
    return _refusal(429, b"Too Many Requests", description, b',"parameters":{"retry_after":%d}' % seconds)
