"""How often a bot may send: sliding windows per bot, per chat and per group."""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from .failures import too_many_requests

MINUTE = 60.0


@dataclass(frozen=True)
class Limits:
    """Telegram's published limits; `chat_burst` tolerates that many sends at once in one chat."""

    per_second: int = 30
    per_chat: float = 1.0
    per_group: int = 20
    chat_burst: int = 1
    enabled: bool = True


class Window:
    """At most `limit` events in any interval of `period` seconds."""

    __slots__ = ("_limit", "_period", "_times")

    def __init__(self, limit: int, period: float) -> None:
        self._limit = limit
        self._period = period
        self._times: deque[float] = deque()

    def wait(self, now: float) -> float:
        while self._times and self._times[0] <= now - self._period:
            self._times.popleft()
        return 0.0 if len(self._times) < self._limit else self._times[0] + self._period - now

    def take(self, now: float) -> None:
        self._times.append(now)


class Throttle:
    """Refuses what comes too fast; what it refuses does not count against the limits."""

    def __init__(self, limits: Limits, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._limits = limits
        self._monotonic = monotonic
        self._bot = Window(limits.per_second, 1.0)
        self._chats: dict[int, Window] = {}
        self._groups: dict[int, Window] = {}

    def send(self, chat: int, *, group: bool) -> None:
        windows = [self._bot, self._chat(chat)]
        self._pass(windows + ([self._group(chat)] if group else []))

    def edit(self, chat: int, *, group: bool) -> None:
        """Edits are counted in groups only: Telegram publishes no limit for them elsewhere."""
        self._pass([self._group(chat)] if group else [])

    def _pass(self, windows: Iterable[Window]) -> None:
        if not self._limits.enabled:
            return
        now = self._monotonic()
        windows = list(windows)
        wait = max((window.wait(now) for window in windows), default=0.0)
        if wait > 0:
            raise too_many_requests(max(1, math.ceil(wait)))
        for window in windows:
            window.take(now)

    def _chat(self, chat: int) -> Window:
        if chat not in self._chats:
            burst = self._limits.chat_burst
            self._chats[chat] = Window(burst, burst / self._limits.per_chat)
        return self._chats[chat]

    def _group(self, chat: int) -> Window:
        if chat not in self._groups:
            self._groups[chat] = Window(self._limits.per_group, MINUTE)
        return self._groups[chat]
