"""What the operator's pages are asked about: a pulse and a store that say what a test wants."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, cast

from alertbot.domain.standing import Sends, Standing, Vitals
from alertbot.errors import StoreUnavailable
from alertbot.ports import Store

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
WELL = Vitals(rate=24.0, lag=0.01, polls={"telegram": 1.0}, tick=0.5)


class FixedClock:
    def now(self) -> datetime:
        return NOW


@dataclass
class FixedPulse:
    found: Vitals = WELL
    sent: Sends = field(default_factory=Sends)

    def vitals(self) -> Vitals:
        return self.found

    def sends(self) -> Sends:
        return self.sent


@dataclass
class ToldStore:
    """Counts how often it is asked; ``broken`` as when the disk is full."""

    found: Standing = field(default_factory=lambda: Standing(NOW))
    looks: int = 0
    writes: int = 0
    broken: bool = False

    @asynccontextmanager
    async def snapshot(self) -> AsyncGenerator["ToldStore"]:
        self._fail()
        self.looks += 1
        yield self

    @asynccontextmanager
    async def transaction(self, *, first: bool = False) -> AsyncGenerator["ToldStore"]:
        yield self
        self._fail()
        self.writes += 1

    @property
    def oversight(self) -> "ToldStore":
        return self

    async def standing(self, now: datetime) -> Standing:
        return self.found

    async def touch(self) -> None: ...

    def _fail(self) -> None:
        if self.broken:
            raise StoreUnavailable("the database is locked, full or broken")

    @property
    def port(self) -> Store:
        """As the pages know it."""
        told: Any = self
        return cast("Store", told)


@dataclass
class Time:
    seconds: float = 100.0

    def __call__(self) -> float:
        return self.seconds
