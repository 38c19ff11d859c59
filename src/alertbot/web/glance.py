"""How everything stands, asked of the store only now and then, however often it is looked at."""

import asyncio
import time
from collections.abc import Callable

from alertbot.domain.standing import Standing
from alertbot.ports import Clock, Store

FRESH = 15.0
"""Seconds: counting a million rows takes a tenth of one, in a thread of its own."""


class Glance:
    """``now``: a monotonic clock in seconds."""

    def __init__(self, store: Store, clock: Clock, now: Callable[[], float] = time.monotonic) -> None:
        self._store = store
        self._clock = clock
        self._now = now
        self._turn = asyncio.Lock()
        self._seen: Standing | None = None
        self._until = 0.0

    async def standing(self) -> Standing:
        """At most :data:`FRESH` seconds old. :class:`StoreUnavailable` when the database cannot be read."""
        async with self._turn:
            if self._seen is None or self._now() >= self._until:
                async with self._store.snapshot() as tx:
                    self._seen = await tx.oversight.standing(self._clock.now())
                self._until = self._now() + FRESH
            return self._seen
