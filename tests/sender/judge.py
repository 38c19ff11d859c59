"""A strict server as a model: it counts every message when it arrives, and refuses what is too fast."""

import asyncio
import random
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field

from .virtual import now

Delay = Callable[[random.Random], float]


def steady(seconds: float) -> Delay:
    return lambda chance: seconds


def jittery(least: float, spread: float) -> Delay:
    return lambda chance: least + chance.random() * spread


def heavy(least: float, mean: float) -> Delay:
    """Mostly quick, now and then very late."""
    return lambda chance: least + chance.expovariate(1 / mean)


@dataclass
class Judge:
    """Sliding windows, closed on neither side: a second apart is allowed."""

    rate: int
    way_in: Delay = field(default_factory=lambda: steady(0.025))
    way_back: Delay = field(default_factory=lambda: steady(0.025))
    seed: int = 1
    arrivals: list[float] = field(default_factory=list[float])
    refused: int = 0
    worst: float = 0.0

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)  # noqa: S311 - a model's weather, not a secret
        self._bot = deque[float]()
        self._chats = defaultdict[str, deque[float]](deque)

    async def message(self, chat: str, *, room: bool) -> bool:
        """Whether it was taken; comes back after both ways."""
        await asyncio.sleep(self.way_in(self.chance))
        taken = self._take(chat, room)
        await asyncio.sleep(self.way_back(self.chance))
        return taken

    def _take(self, chat: str, room: bool) -> bool:
        at = now()
        mine = self._chats[chat]
        second, minute = at - 1.0, at - 60.0
        while self._bot and self._bot[0] <= second:
            self._bot.popleft()
        while mine and mine[0] <= minute:
            mine.popleft()
        fast = len(self._bot) >= self.rate or bool(mine and mine[-1] > second)
        if fast or (room and len(mine) >= 20):
            self.refused += 1
            return False
        self._bot.append(at)
        mine.append(at)
        self.arrivals.append(at)
        return True
