"""Requests to a homeserver that the library has no words for, as JSON.

Never logged: addresses hold rooms and people, and bodies hold what they say.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self, cast
from urllib.parse import quote

import aiohttp
import orjson

from alertbot.errors import InDoubt, NotSent
from alertbot.platforms.matrix.failures import failure

SECONDS = 30.0
"""A request that takes longer is given up."""

CLIENT = "/_matrix/client/v3"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer of any status; ``body`` is empty where it was not a JSON object."""

    status: int
    body: Mapping[str, Any] = field(repr=False)

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300

    @property
    def code(self) -> str:
        """The Matrix error code, empty where there is none."""
        code = self.body.get("errcode")
        return code if isinstance(code, str) else ""

    def checked(self) -> Mapping[str, Any]:
        """The body of a success; the :class:`SendFailure` that anything else means."""
        if not self.ok:
            raise failure(self.status, self.code, self.body.get("retry_after_ms"))
        return self.body


class Wire:
    """One connection pool to one homeserver; ``token`` is sent once it is set."""

    def __init__(self, base: str) -> None:
        self.base = base.rstrip("/")
        self.token = ""
        self._session: aiohttp.ClientSession | None = None

    def __repr__(self) -> str:
        return "Wire(hidden)"

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def ask(self, method: str, path: str, body: object = None) -> Answer:
        """Ask ``path`` below the homeserver. :class:`NotSent` when it was surely not reached, and
        :class:`InDoubt` when no answer came."""
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=SECONDS))
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        data = None if body is None else orjson.dumps(body)
        if data is not None:
            headers["Content-Type"] = "application/json"
        try:
            async with self._session.request(method, self.base + path, data=data, headers=headers) as got:
                return Answer(got.status, _object(await got.read()))
        except aiohttp.ClientConnectorError:
            failed: NotSent | InDoubt = NotSent("unreached")
        except (aiohttp.ClientError, TimeoutError, OSError):
            failed = InDoubt("unanswered")
        raise failed


def path_of(*parts: str) -> str:
    """A path of the client API, each part encoded: ids hold ``!``, ``:`` and ``/``."""
    return CLIENT + "".join(f"/{quote(part, safe='')}" for part in parts)


def _object(raw: bytes) -> Mapping[str, Any]:
    try:
        read = orjson.loads(raw)
    except ValueError:
        return {}
    return cast("dict[str, Any]", read) if isinstance(read, dict) else {}
