"""python-telegram-bot's network side over aiohttp.

Four times the messages per second of its own httpx side, and one thing it does not tell: whether a request
that failed can have reached Telegram. The token is part of every address, so no aiohttp error, whose text
may quote the address, is let through or kept as a cause.
"""

from contextlib import suppress
from functools import lru_cache
from typing import Any

import aiohttp
import orjson
from telegram import InputFile
from telegram.error import BadRequest, NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

from alertbot.platforms.telegram import wire
from alertbot.platforms.telegram.timing import TimedConnector, TimedRequest, TimedResponse

CONNECT_SECONDS = 10.0
READ_SECONDS = 10.0
MEDIA_SECONDS = 20.0
"""For a request with a file. All told a request ends within 50 s: before its row's lease is over."""

_JSON = {"Content-Type": "application/json"}
_SORTED_BY_LIBRARY = frozenset({400, 401, 403, 404, 409})


class Unreached(Exception):
    """The connection was never made: the request surely did not leave."""


class Unanswered(Exception):
    """The request left, or may have left, and no whole answer came back."""


class Throttled(TelegramError):
    """Telegram answered 429; ``after`` in seconds. The library's own error needs ``retry_after`` to exist."""

    def __init__(self, after: float) -> None:
        super().__init__("too many requests")
        self.after = after


class AiohttpRequest(BaseRequest):
    """One pool of ``connections`` to the Bot API server."""

    __slots__ = ("_connections", "_read", "_session")

    def __init__(self, connections: int, read: float = READ_SECONDS) -> None:
        self._connections = connections
        self._read = read
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        return self._read

    async def initialize(self) -> None:
        if self._session is None or self._session.closed:
            # Redirects, cookies and proxies have no place in talking to one API with a secret in its address.
            self._session = aiohttp.ClientSession(
                connector=TimedConnector(limit=self._connections, ttl_dns_cache=300),
                request_class=TimedRequest,
                response_class=TimedResponse,
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
            )

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    @staticmethod
    def parse_json_payload(payload: bytes) -> Any:
        """Overridden because the library logs a payload it cannot read, with everybody's messages in it."""
        with suppress(ValueError, RecursionError):
            return wire.read(payload)
        raise TelegramError("unreadable answer") from Unanswered("json")

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        if self._session is None:
            raise NetworkError("not open") from Unreached("closed")
        usual = MEDIA_SECONDS if request_data and request_data.contains_files else self._read
        timeout = _timeout(_given(read_timeout, usual), _given(connect_timeout, CONNECT_SECONDS))
        body, headers = _body(request_data)
        try:
            async with self._session.request(
                method, url, data=body, headers=headers, timeout=timeout, allow_redirects=False
            ) as response:
                return _checked(response.status, await response.read())
        except (aiohttp.ClientError, OSError) as error:
            failed = type(error)
        error, cause = _lost(failed)
        raise error from cause


def _given(value: Any, usual: float) -> float:
    return usual if value is BaseRequest.DEFAULT_NONE or value is None else value


@lru_cache(maxsize=32)
def _timeout(read: float, connect: float) -> aiohttp.ClientTimeout:
    # `connect` includes the wait for a free connection; `total` ends a request whose body is never taken.
    return aiohttp.ClientTimeout(total=connect + 2 * read, connect=connect, sock_read=read)


def _body(data: RequestData | None) -> tuple[Any, dict[str, str] | None]:
    if data is None:
        return None, None
    if not data.contains_files:
        return _json(data.parameters), _JSON
    # Quoting would percent-encode Cyrillic file names, and readers would see them so.
    form = aiohttp.FormData(data.json_parameters, quote_fields=False)
    for field, (name, content, media_type) in data.multipart_data.items():
        form.add_field(field, content, filename=name, content_type=media_type)
    return form, None


def _json(parameters: dict[str, Any]) -> bytes:
    written: wire.Written | None = parameters.pop(wire.WRITTEN, None)
    own = orjson.dumps(parameters)
    return own if written is None else b"%b,%b}" % (own[:-1], written.members)


def _checked(status: int, payload: bytes) -> tuple[int, bytes]:
    """Sort the refusals that the library would take for a broken network."""
    if status == 429:
        raise Throttled(_retry_after(payload))
    if 400 <= status < 500 and status not in _SORTED_BY_LIBRARY:
        raise BadRequest("too large" if status == 413 else f"status {status}")
    return status, payload


def _retry_after(payload: bytes) -> float:
    """Seconds between 1 and an hour, whatever Telegram says or leaves out."""
    try:
        after = float(wire.read(payload)["parameters"]["retry_after"])
    except (ValueError, TypeError, KeyError, OverflowError):
        after = 1.0
    return min(3600.0, max(1.0, after))


def _lost(kind: type[BaseException]) -> tuple[NetworkError, Exception]:
    """What to raise and why. The aiohttp error, which may quote the address, is not even the context."""
    if issubclass(kind, (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL)):
        return NetworkError("unreached"), Unreached(kind.__name__)
    lost = TimedOut("unanswered") if issubclass(kind, TimeoutError) else NetworkError("unanswered")
    return lost, Unanswered(kind.__name__)


def upload(name: str, media_type: str, content: bytes) -> InputFile:
    """A file to send, under its own media type rather than one guessed from its name."""
    file = InputFile(content, filename=name)
    file.mimetype = media_type
    return file
