"""The Bot API over HTTP: encodings in, envelopes out, and the faults a test asks for."""

from __future__ import annotations

import asyncio
import hmac
import json
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, cast

import orjson
from aiohttp import web

from . import methods
from .api import Api
from .failures import ApiError, bad_request
from .files import MAX_UPLOAD, MEGABYTE
from .parameters import Upload, read

MAX_BODY = MAX_UPLOAD + MEGABYTE
MAX_LOGGED = 200_000
_VIOLATIONS = frozenset({400, 401, 404, 409, 413, 429})


@dataclass(frozen=True)
class Fault:
    """What goes wrong with one request: nothing arrives, no answer comes back, or an error is answered."""

    kind: Literal["drop_before", "drop_after", "refuse", "delay"]
    status: int = 502
    description: str = "Bad Gateway"
    retry_after: int = 0
    seconds: float = 0.0


Faults = Callable[[str, Mapping[str, Any]], Fault | None]


@dataclass(frozen=True)
class Request:
    """One request of the bot's, as the server saw it."""

    method: str
    params: Mapping[str, Any]
    at: float
    status: int
    description: str = ""
    injected: bool = False


@dataclass
class Journal:
    """Every request, and those the bot should not have made."""

    requests: deque[Request] = field(default_factory=lambda: deque[Request](maxlen=MAX_LOGGED))
    violations: list[Request] = field(default_factory=list[Request])

    def note(self, request: Request) -> None:
        self.requests.append(request)
        if request.status in _VIOLATIONS and not request.injected:
            self.violations.append(request)


class BotApi:
    def __init__(
        self,
        api: Api,
        token: str,
        journal: Journal,
        faults: Callable[[], Faults | None],
        done: Callable[[], None],
    ) -> None:
        self._api = api
        self._token = token
        self._journal = journal
        self._faults = faults
        self._done = done

    def routes(self) -> list[web.RouteDef]:
        return [
            web.route("*", "/bot{token}/{method}", self.call),
            web.get("/file/bot{token}/{path:.+}", self.download),
        ]

    async def call(self, request: web.Request) -> web.StreamResponse:
        name, at = request.match_info["method"], time.monotonic()
        raw: dict[str, Any] = {}
        fault: Fault | None = None
        try:
            self._check_token(request)
            raw, files = await _parameters(request)
            fault = self._fault(name, raw)
            if fault:
                await _before(fault, request)
            known = methods.method(name)
            call = read(known.name, known.params, raw, files)
            raw = dict(call.values)
            status, description = 200, ""
            body: dict[str, Any] = {"ok": True, "result": await methods.answer(self._api, known, call)}
        except ApiError as error:
            status, description, body = error.status, error.description, error.body()
        except ConnectionAbortedError:
            status, description, body = 0, "dropped", {}
        injected = fault is not None and fault.kind != "delay"
        self._journal.note(Request(name, raw, at, status, description, injected))
        self._done()
        if fault is not None and fault.kind == "drop_after":
            _hang_up(request)
        return web.Response(status=status or 502, body=_written(body), content_type="application/json")

    async def download(self, request: web.Request) -> web.StreamResponse:
        try:
            self._check_token(request)
        except ApiError as error:
            return web.json_response(error.body(), status=error.status)
        stored = self._api.world.files.at(request.match_info["path"])
        if stored is None:
            raise web.HTTPNotFound
        return web.Response(body=stored.data, content_type="application/octet-stream")

    def _check_token(self, request: web.Request) -> None:
        if not hmac.compare_digest(request.match_info["token"].encode(), self._token.encode()):
            raise ApiError(401, "Unauthorized")

    def _fault(self, name: str, raw: Mapping[str, Any]) -> Fault | None:
        faults = self._faults()
        return faults(name, raw) if faults else None


async def _before(fault: Fault, request: web.Request) -> None:
    """Applies what happens before the method is carried out."""
    if fault.kind == "delay":
        await asyncio.sleep(fault.seconds)
    if fault.kind == "drop_before":
        _hang_up(request)
        raise ConnectionAbortedError
    if fault.kind == "refuse":
        after = {"retry_after": fault.retry_after} if fault.retry_after else {}
        raise ApiError(fault.status, fault.description, after)


def _written(body: Mapping[str, Any]) -> bytes:
    """JSON, also of what a strict writer refuses: a test may put half a character into an update."""
    try:
        return orjson.dumps(body)
    except TypeError:
        return json.dumps(body).encode()


def _hang_up(request: web.Request) -> None:
    if request.transport is not None:
        request.transport.abort()


async def _parameters(request: web.Request) -> tuple[dict[str, Any], dict[str, Upload]]:
    """Parameters from the address, a JSON body, a form or a multipart body, as Telegram takes them all."""
    raw: dict[str, Any] = dict(request.query)
    files: dict[str, Upload] = {}
    if not request.can_read_body:
        return raw, files
    try:
        if request.content_type == "application/json":
            return raw | _object(await request.read()), files
        for name, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                files[name] = Upload(value.filename, value.file.read(), value.content_type)
            else:
                raw[name] = value if isinstance(value, str) else bytes(value).decode()
    except web.HTTPRequestEntityTooLarge as error:
        raise ApiError(413, "Request Entity Too Large") from error
    return raw, files


def _object(body: bytes) -> dict[str, Any]:
    try:
        parsed = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise bad_request("can't parse JSON object") from error
    if not isinstance(parsed, dict):
        raise bad_request("object expected as request body")
    return cast("dict[str, Any]", parsed)
