"""How a request goes wrong on the judge's side, and whether a bot that was asked to wait did."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from aiohttp import web

UNTOLD = ("unanswered", "garbage", "half", "page", "no")
"""Faults of requests that took effect all the same."""

Kind = Literal[
    "unheard", "unanswered", "reset", "broken", "garbage", "half", "page", "no", "later", "conflict",
    "refused", "silent",
]  # fmt: skip


@dataclass(frozen=True)
class Fault:
    """How a request goes wrong.

    Before it took effect: ``unheard`` and ``reset`` close and reset the connection, ``broken`` is a 502,
    ``later`` a 429 of so many ``seconds``, ``conflict`` a 409, ``refused`` any other ``code`` with its
    ``text``, and at ``silent`` nothing happens while the connection stays open.

    After it took effect: ``unanswered`` closes the connection, ``garbage`` is no JSON, ``half`` ends in the
    middle, ``page`` is HTML with status 200, ``no`` a 200 that says ok=false.
    """

    kind: Kind
    seconds: int = 1
    code: int = 400
    text: str = "Bad Request: whatever"


Weather = Callable[[str, int], Fault | None]
"""(method in lower case, chat or 0) to what befalls the request."""


@dataclass
class Waits:
    """Who was asked to wait until when; ``now`` tells monotonic seconds."""

    now: Callable[[], float]
    _until: dict[str | int, float] = field(default_factory=dict[str | int, float])

    def ask(self, method: str, chat: int, seconds: float) -> None:
        self._until[chat or method] = self.now() + seconds

    def early(self, method: str, chat: int) -> str | None:
        """By how much a request comes too early, in words."""
        left = self._until.get(chat or method, 0.0) - self.now()
        return f"{method} came {left:.2f} s before it was asked to" if left > 0 else None


def befallen(request: web.Request, fault: Fault) -> web.StreamResponse:
    """The answer, or none at all."""
    match fault.kind:
        case "unheard" | "unanswered" | "silent":
            _hang_up(request, reset=False)
            return web.Response()
        case "reset":
            _hang_up(request, reset=True)
            return web.Response()
        case "broken":
            return web.Response(status=502, text="<html>Bad Gateway</html>")
        case "page":
            return web.Response(text="<html>Please come back later</html>", content_type="text/html")
        case "garbage":
            return web.Response(text='{"ok": tru', content_type="application/json")
        case "half":
            return _Half()
        case _:
            return _refusal(fault)


def _refusal(fault: Fault) -> web.Response:
    code, text, parameters = fault.code, fault.text, {}
    match fault.kind:
        case "no":
            return _answer(200, {"ok": False, "error_code": 500, "description": "Internal Server Error"})
        case "conflict":
            code, text = 409, "Conflict: terminated by other getUpdates request"
        case "later":
            code, text = 429, f"Too Many Requests: retry after {fault.seconds}"
            parameters = {"parameters": {"retry_after": fault.seconds}}
        case _:
            pass
    return _answer(code, {"ok": False, "error_code": code, "description": text, **parameters})


def _answer(status: int, body: Mapping[str, Any]) -> web.Response:
    return web.json_response(body, status=status)


def _hang_up(request: web.Request, *, reset: bool) -> None:
    if request.transport is None:
        return
    if reset:
        request.transport.abort()
    else:
        request.transport.close()


class _Half(web.StreamResponse):
    """Promises more than it sends."""

    async def prepare(self, request: web.BaseRequest) -> Any:
        self.content_type = "application/json"
        self.content_length = 300
        writer = await super().prepare(request)
        await self.write(b'{"ok": true, "result": {"message_id"')
        if request.transport is not None:
            request.transport.close()
        return writer
