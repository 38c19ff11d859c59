"""The virtual clock that dates messages and that the page moves."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime: ...

    def advance(self, by: timedelta) -> None: ...

    def jump(self, to: datetime) -> None: ...


class VirtualClock:
    """Runs on from where it was set; with `runs=False` it moves only when told to."""

    def __init__(
        self,
        start: datetime | None = None,
        *,
        runs: bool = True,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._monotonic = monotonic
        self._runs = runs
        self.jump(start or datetime.now(UTC))

    def now(self) -> datetime:
        elapsed = self._monotonic() - self._since if self._runs else 0.0
        return self._base + timedelta(seconds=elapsed)

    def advance(self, by: timedelta) -> None:
        self.jump(self.now() + by)

    def jump(self, to: datetime) -> None:
        if to.tzinfo is None:
            raise ValueError("a clock is set to an aware datetime")
        self._base = to.astimezone(UTC)
        self._since = self._monotonic()
