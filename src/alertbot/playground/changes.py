"""Waiting for something to become true, without asking again and again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")


class Changes:
    """Wakes everybody who waits whenever anything has happened."""

    def __init__(self) -> None:
        self._waiters: set[asyncio.Event] = set()

    def happened(self) -> None:
        for waiter in self._waiters:
            waiter.set()

    async def until(self, predicate: Callable[[], Result | None], seconds: float) -> Result:
        """The first true value of the predicate; TimeoutError when there is none in time."""
        waiter = asyncio.Event()
        self._waiters.add(waiter)
        try:
            async with asyncio.timeout(seconds):
                while not (result := predicate()):
                    await waiter.wait()
                    waiter.clear()
            return result
        finally:
            self._waiters.discard(waiter)
