"""The queue of updates and the one poller it serves."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any

from .failures import conflict
from .wire import Json

DEFAULT_KINDS = (
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "callback_query",
    "my_chat_member",
)
FIRST_UPDATE = 700_000_001


class Updates:
    def __init__(self, polling: Callable[[], None] = lambda: None) -> None:
        """Calls `polling` whenever a poller begins to wait."""
        self._polling = polling
        self._pending: deque[Json] = deque()
        self._next = FIRST_UPDATE
        self._allowed: tuple[str, ...] = DEFAULT_KINDS
        self._poller: asyncio.Future[bool] | None = None

    @property
    def pending(self) -> Sequence[Json]:
        """What the bot has not confirmed yet."""
        return tuple(self._pending)

    @property
    def waiting(self) -> bool:
        """Whether a poller waits for news right now."""
        return self._poller is not None

    def push(self, kind: str, payload: Any) -> None:
        """A new update, unless the bot said it does not want this kind."""
        if kind in self._allowed:
            self.inject({kind: payload})

    def inject(self, raw: Json) -> None:
        """Anything at all under the next update id."""
        self._pending.append({"update_id": self._next} | raw)
        self._next += 1
        self._wake(served=True)

    def allow(self, kinds: Sequence[str]) -> None:
        self._allowed = tuple(kinds) or DEFAULT_KINDS

    def drop(self) -> None:
        self._pending.clear()

    def confirm(self, offset: int) -> None:
        """Forgets what comes before the offset; a negative one keeps that many from the end."""
        if offset < 0:
            while len(self._pending) > -offset:
                self._pending.popleft()
        while self._pending and self._pending[0]["update_id"] < offset:
            self._pending.popleft()

    async def fetch(self, offset: int, limit: int, timeout: float) -> list[Json]:  # noqa: ASYNC109 - Telegram's word
        self._wake(served=False)
        self.confirm(offset)
        if not self._pending and timeout > 0:
            await self._wait(timeout)
        return list(self._pending)[:limit]

    def close(self) -> None:
        self._wake(served=True)

    async def _wait(self, seconds: float) -> None:
        waiter: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._poller = waiter
        self._polling()
        done, _ = await asyncio.wait([waiter], timeout=seconds)
        if self._poller is waiter:
            self._poller = None
        if done and not waiter.result():
            raise conflict()

    def _wake(self, *, served: bool) -> None:
        """The poller that waits now is served, or sent away because a newer one has come."""
        waiter, self._poller = self._poller, None
        if waiter is not None and not waiter.done():
            waiter.set_result(served)
