"""Whether the process lives, and whether it can do its work: what a supervisor and a monitor ask."""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from alertbot.domain.standing import Vitals, clock_fault
from alertbot.errors import StoreUnavailable
from alertbot.ports import Pulse, Store
from alertbot.web.glance import Glance

MOST_LAG = 5.0
OLDEST_POLL = 90.0
OLDEST_TICK = 30.0
"""Seconds."""

TRIED_EVERY = 5.0
"""Seconds between two writes that only try whether the database takes them."""

_PATIENCE = 3.0
_NO_STORE = {"Cache-Control": "no-store"}


@dataclass(frozen=True, slots=True)
class Check:
    """``why`` says in plain English what is wrong; empty when nothing is."""

    name: str
    why: str = ""

    @property
    def ok(self) -> bool:
        return not self.why


class Health:
    """``/livez``: the event loop turns. ``/readyz``: each part does its work, named with what is wrong.

    ``about`` is told along with readiness: which release, which database.
    """

    def __init__(
        self,
        store: Store,
        glance: Glance,
        pulse: Pulse,
        about: dict[str, str],
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store = store
        self._glance = glance
        self._pulse = pulse
        self._about = about
        self._now = now
        self._turn = asyncio.Lock()
        self._written = Check("database", "not tried yet")
        self._until = 0.0

    def routes(self) -> Sequence[web.RouteDef]:
        return web.get("/livez", self.livez), web.get("/readyz", self.readyz)

    async def livez(self, request: web.Request) -> web.Response:
        return _answered([_loop(self._pulse.vitals())], {})

    async def readyz(self, request: web.Request) -> web.Response:
        vitals = self._pulse.vitals()
        checks = [
            await self._database(),
            *_polls(vitals),
            _age("scheduler", vitals.tick, OLDEST_TICK),
            await self._clock(vitals),
            _loop(vitals),
        ]
        figures = {"messages_per_second": round(vitals.rate, 3), "loop_lag_seconds": round(vitals.lag, 3)}
        return _answered(checks, {**self._about, **figures})

    async def _database(self) -> Check:
        """Whether it can be written to, tried now and then however often it is asked."""
        async with self._turn:
            if self._now() >= self._until:
                self._written = await self._try_to_write()
                self._until = self._now() + TRIED_EVERY
            return self._written

    async def _try_to_write(self) -> Check:
        try:
            async with asyncio.timeout(_PATIENCE), self._store.transaction() as tx:
                await tx.oversight.touch()
        except StoreUnavailable:
            return Check("database", "it takes no writing: locked, full or broken")
        except TimeoutError:
            return Check("database", f"no turn to write within {_PATIENCE:g} s")
        return Check("database")

    async def _clock(self, vitals: Vitals) -> Check:
        try:
            standing = await self._glance.standing()
        except StoreUnavailable:
            return Check("clock", "the database cannot be read")
        fault = clock_fault(standing, stepped=vitals.stepped, driven=vitals.driven)
        return Check("clock", f"it is {fault.value}" if fault else "")


def _loop(vitals: Vitals) -> Check:
    late = vitals.lag >= MOST_LAG
    return Check("loop", f"late by {vitals.lag:.1f} s" if late else "")


def _polls(vitals: Vitals) -> list[Check]:
    if not vitals.polls:
        return [Check("poll", "no platform is connected yet")]
    return [_age(f"poll.{name}", age, OLDEST_POLL) for name, age in vitals.polls.items()]


def _age(name: str, age: float | None, most: float) -> Check:
    if age is None:
        return Check(name, "not yet")
    return Check(name, f"last {age:.0f} s ago" if age >= most else "")


def _answered(checks: list[Check], more: dict[str, Any]) -> web.Response:
    fine = all(check.ok for check in checks)
    named = {check.name: {"ok": check.ok, "why": check.why} for check in checks}
    return web.json_response(
        {"ok": fine, **more, "checks": named}, status=200 if fine else 503, headers=_NO_STORE
    )
