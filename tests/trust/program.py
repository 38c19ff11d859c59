"""The evening's program: which plays are killed how often, side by side, and what came of it."""

import asyncio
import random
from collections.abc import Callable, Coroutine, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any, TypeVar

from .court_plays import CourtChain
from .findings import Finding
from .plays import Broadcast, Letter, Moved, Overtaken, Play, Publish, Reminder, Sign
from .recall_plays import (
    CorrectedMidway,
    Correction,
    HaltedCanary,
    HaltedMidway,
    TakenBack,
    TakenBackAtOnce,
)
from .runs import UNREACHED, Script, Theatre

T = TypeVar("T")

AT_ONCE = 10
"""Plays side by side: most of a life is spent waiting for the pace of 30 messages a second."""

KILLS_A_PLAY = 8
PLACES = {"before commit", "after commit", "before writing", "after writing"}
"""The kinds of crash points that every play has."""

SHARES: Mapping[type[Play], int] = {
    Broadcast: 30, Publish: 17, Sign: 20, Letter: 8, Reminder: 11, Moved: 6, Overtaken: 8,
    CourtChain: 35, Correction: 10, CorrectedMidway: 10, TakenBack: 8, TakenBackAtOnce: 8, HaltedCanary: 3,
    HaltedMidway: 6,
}  # fmt: skip
"""The shares of the random kills that the plays get."""


@dataclass(frozen=True, slots=True)
class Extent:
    """``kills``: how many there are to be, at least, in all; ``points``: how many crash points of each play
    are tried, drawn from the seed, ``None`` for every one; ``part``: how much of the full crowd plays where
    the instants are random."""

    kills: int
    seed: int
    points: int | None = None
    part: float = 1.0
    plays: Sequence[type[Play]] = tuple(SHARES)


@dataclass(slots=True)
class Line:
    """A line of the table. ``tried``: crash points at which a life ended; 0 where the instants are random."""

    play: str
    found: Finding = field(default_factory=Finding)
    tried: int = 0


class Program:
    """``tell`` hears of each line that has grown."""

    def __init__(
        self, theatre: Theatre, extent: Extent, tell: Callable[[Line], None] = lambda _: None
    ) -> None:
        self._tell = tell
        self._theatre = theatre
        self._extent = extent
        self._places = asyncio.Semaphore(AT_ONCE)
        self.at_points = {kind: Line(kind.name) for kind in extent.plays}
        self.at_random = {kind: Line(kind.name) for kind in extent.plays}

    @property
    def lines(self) -> list[Line]:
        return [*self.at_points.values(), *self.at_random.values()]

    @property
    def whole(self) -> Finding:
        whole = Finding()
        for line in self.lines:
            whole.add(line.found)
        return whole

    async def run(self) -> None:
        """:class:`ExceptionGroup` when a play cannot even be played undisturbed."""
        kinds = self._extent.plays
        many = [(kind, max(kind.few, round(kind.many * self._extent.part))) for kind in kinds]
        few = [(kind, kind.few) for kind in kinds if self._extent.points is None]
        scripts = await _together(*(self._rehearse(kind, size) for kind, size in [*many, *few]))
        await _together(*map(self._try_points, scripts[-len(kinds) :]))
        self._look_for_all_kinds()
        left = max(0, self._extent.kills - self.whole.kills)
        of = sum(SHARES[kind] for kind in kinds)
        wanted = [-(-left * SHARES[kind] // of) for kind in kinds]
        await _together(*map(self._try_instants, scripts[: len(kinds)], wanted))

    def _look_for_all_kinds(self) -> None:
        """Crash points that are no longer found prove nothing."""
        for line in self.at_points.values():
            missing = PLACES - line.found.places.keys()
            if self._extent.points is None and missing:
                line.found.wrongs.append(f"{line.play}: no crash points {', '.join(sorted(missing))}")

    async def _rehearse(self, kind: type[Play], size: int) -> Script:
        async with self._places:
            return await self._theatre.rehearse(kind(), size)

    async def _try_points(self, script: Script) -> None:
        points = iter(self._points(script))
        line, unreached = self.at_points[type(script.play)], 0

        async def worker() -> None:
            nonlocal unreached
            while unreached < UNREACHED and (point := next(points, 0)):
                async with self._places:
                    found, reached = await self._theatre.at_point(script, point)
                line.found.add(found)
                line.tried += reached
                unreached = 0 if reached else unreached + 1
                self._tell(line)

        await _together(*(worker() for _ in range(AT_ONCE)))

    def _points(self, script: Script) -> Iterable[int]:
        some = self._extent.points
        if some is None or some >= script.points:
            return count(1)
        chance = random.Random(f"{self._extent.seed} {script.play.name}")  # noqa: S311 - no secrets
        return sorted(chance.sample(range(1, script.points + 1), some))

    async def _try_instants(self, script: Script, wanted: int) -> None:
        numbers = count(1)
        line, planned = self.at_random[type(script.play)], 0

        async def worker() -> None:
            nonlocal planned
            while (kills := min(KILLS_A_PLAY, wanted - line.found.kills - planned)) > 0:
                planned += kills
                async with self._places:
                    found = await self._theatre.at_random(script, next(numbers), kills)
                planned -= kills
                line.found.add(found)
                self._tell(line)

        await _together(*(worker() for _ in range(AT_ONCE)))


async def _together(*tasks: Coroutine[Any, Any, T]) -> list[T]:
    """All results; when one fails the others are ended first, with the lives they lead."""
    async with asyncio.TaskGroup() as group:
        running = [group.create_task(task) for task in tasks]
    return [task.result() for task in running]
