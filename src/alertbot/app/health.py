"""How the process itself is: its event loop, its clock, its parts, and how fast messages leave."""

import asyncio
import time
from bisect import bisect_left
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, cast

from alertbot.clocks import SystemClock, jump_of
from alertbot.domain.standing import BOUNDS, Sends, Vitals
from alertbot.errors import (
    InDoubt,
    NothingToAmend,
    NotSent,
    RecipientGone,
    RecipientMoved,
    Rejected,
    SendFailure,
    TryLater,
)
from alertbot.ports import Clock, Payload, Platform

BEAT = 0.5
"""Seconds between heartbeats."""

REMEMBERED = 10.0
"""Seconds for which a stall of the event loop shows."""

STEP = 5.0
STEP_SHOWS = 600.0
"""Seconds: by how much the clock must jump to be told of, and for how long that is."""

MINUTE = 60

Told = Callable[[str, float], None]
"""A request to send is over: its result, and how many seconds it took."""

Polls = Callable[[], Mapping[str, float | None]]
Tick = Callable[[], float | None]
"""When something last happened, on the monotonic clock; ``None`` for not yet."""

SENT = "sent"
_RESULTS: Mapping[type[SendFailure], str] = {
    NotSent: "not_sent",
    InDoubt: "in_doubt",
    TryLater: "later",
    RecipientGone: "gone",
    RecipientMoved: "moved",
    Rejected: "rejected",
    NothingToAmend: "nothing_to_amend",
}


class Heart:
    """See :class:`alertbot.ports.Pulse`. ``now``: a monotonic clock in seconds."""

    def __init__(self, clock: Clock, now: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._now = now
        self._driven = not isinstance(clock, SystemClock)
        self._lags: deque[tuple[float, float]] = deque()
        self._expected: float | None = None
        self._stepped, self._stepped_at = 0.0, float("-inf")
        self._polls: Polls = dict
        self._tick: Tick | None = None
        self._second, self._sent = 0, deque[int]([0], maxlen=MINUTE)
        self._results = Counter[str]()
        self._within = [0] * (len(BOUNDS) + 1)
        self._seconds = 0.0

    def attend(self, polls: Polls, tick: Tick) -> None:
        """Watch these parts of a bot: its ears by platform, and its clockwork."""
        self._polls, self._tick = polls, tick

    def sent(self, result: str, seconds: float) -> None:
        """A request to send is over: called a thousand times a second, so it only counts."""
        second = int(self._now())
        if second != self._second:
            self._turn_to(second)
        if result == SENT:
            self._sent[-1] += 1
        self._results[result] += 1
        self._within[bisect_left(BOUNDS, seconds)] += 1
        self._seconds += seconds

    def sends(self) -> Sends:
        return Sends(dict(self._results), tuple(self._within), self._seconds)

    async def beat(self) -> None:
        """For ever: see how late the loop is, and whether the clock jumped."""
        while True:
            wall, start = self._clock.now(), self._now()
            self._expected = start + BEAT
            try:
                await asyncio.sleep(BEAT)
            finally:
                expected, self._expected = self._expected, None
            self._felt(self._now() - expected)
            passed = (self._clock.now() - wall).total_seconds()
            self._saw(passed - (self._now() - start))

    def _felt(self, lag: float) -> None:
        now = self._now()
        self._lags.append((now, lag))
        while self._lags[0][0] < now - REMEMBERED:
            self._lags.popleft()

    def _saw(self, step: float) -> None:
        if abs(step) >= STEP:
            self._stepped, self._stepped_at = step, self._now()

    def vitals(self) -> Vitals:
        now = self._now()
        recent = [lag for at, lag in self._lags if at >= now - REMEMBERED]
        late = now - self._expected if self._expected is not None else 0.0
        shows = now - self._stepped_at < STEP_SHOWS
        return Vitals(
            self._rate(),
            max(0.0, late, *recent),
            {name: _age(at, now) for name, at in self._polls().items()},
            _age(self._tick(), now) if self._tick else None,
            jump_of(self._clock).total_seconds() or (self._stepped if shows else 0.0),
            self._driven,
        )

    def _rate(self) -> float:
        self._turn_to(int(self._now()))
        return sum(self._sent) / MINUTE

    def _turn_to(self, second: int) -> None:
        """Begin counting a new second; what is older than a minute falls out."""
        for _ in range(min(second - self._second, MINUTE)):
            self._sent.append(0)
        self._second = max(self._second, second)


def _age(at: float | None, now: float) -> float | None:
    return None if at is None else now - at


class Measured:
    """A platform whose answers are timed; everything else goes straight to it."""

    def __init__(self, platform: Platform, told: Told, now: Callable[[], float] = time.monotonic) -> None:
        self._platform = platform
        self._told = told
        self._now = now

    def __getattr__(self, name: str) -> Any:
        return getattr(self._platform, name)

    async def show(self, to: Any, payload: Payload) -> str:
        return await self._timed(self._platform.show(to, payload))

    async def amend(self, to: Any, message: str, payload: Payload) -> None:
        await self._timed(self._platform.amend(to, message, payload))

    async def delete(self, to: Any, message: str) -> None:
        await self._timed(self._platform.delete(to, message))

    async def _timed(self, answer: Awaitable[Any]) -> Any:
        start, result = self._now(), "failed"
        try:
            got = await answer
            result = SENT
        except SendFailure as failure:
            result = _RESULTS.get(type(failure), "failed")
            raise
        else:
            return got
        finally:
            self._told(result, self._now() - start)


def measured(platform: Platform, told: Told) -> Platform:
    return cast("Platform", Measured(platform, told))
