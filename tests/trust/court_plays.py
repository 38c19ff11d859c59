"""The chain of a court's dates: it moves twice, a day at a time, and nobody hears of a date that is void."""

import asyncio
import re
from datetime import UTC, datetime
from itertools import pairwise
from typing import ClassVar

from .plays import Play, publish
from .stage import OLGA, Stage

_DAY = re.compile(r"(\d) October 2017")

TICKS = 1.2
"""Seconds in which the bot looks at least once at what is due."""


class CourtChain(Play):
    """Set for 6 October, moved to the 7th once people were reminded of it, and then again to the 8th. The two
    hours before the 6th and before the 7th pass in silence."""

    name = "court chain"
    few, many = 1, 8
    broadcasts: ClassVar = {"alert": 1, "notice": 3, "reminder": 4}

    async def prepare(self, stage: Stage) -> None:
        await publish(stage)
        for person in stage.people:
            stage.witness.tap(person, "remind-")
        await stage.calm()
        stage.witness.say(OLGA, "/hearing 6 October 2017 10:00 Almaty")
        await stage.offered(OLGA, "savehearing-1-")
        stage.witness.tap(OLGA, "savehearing-1-")
        await stage.until(lambda: stage.broadcasts("notice"))
        await stage.offered(OLGA, "nextday-")
        await stage.calm()

    def begin(self, stage: Stage) -> None:
        stage.set_clock(_evening(5))

    async def go_on(self, stage: Stage) -> None:
        await self._reminded(stage, 1)
        for moves, day in enumerate((6, 7), 1):
            await self._moved(stage, moves)
            stage.set_clock(_two_hours_before(day))
            await asyncio.sleep(TICKS)
            stage.set_clock(_evening(day))
            await self._reminded(stage, moves + 1)
        stage.set_clock(_two_hours_before(8))
        await self._reminded(stage, 4)

    async def _reminded(self, stage: Stage, times: int) -> None:
        await stage.until(lambda: stage.broadcasts("reminder") == times)
        await stage.calm()

    async def _moved(self, stage: Stage, times: int) -> None:
        stage.witness.tap(OLGA, "nextday-")
        await stage.until(lambda: "savehearing-" in stage.witness.messages(OLGA)[-1].keyboard)
        await stage.calm()
        stage.witness.tap(OLGA, "savehearing-")
        await stage.until(lambda: stage.broadcasts("notice") == times + 1)
        await stage.calm()

    def wrongs(self, stage: Stage) -> list[str]:
        """Each person hears of the dates in their order, and never again of an earlier one."""
        found: list[str] = []
        for person in stage.people:
            heard = [_day(arrival.text) for arrival in stage.witness.arrivals if arrival.chat == person]
            days = [day for day in heard if day]
            found += [
                f"{person} heard of {later} October after {earlier} October"
                for earlier, later in pairwise(days)
                if later < earlier
            ]
        return found


def _day(text: str) -> int:
    """The day in the first line; 0 for a message without one."""
    day = _DAY.search(text.partition(" · ")[0])
    return int(day[1]) if day else 0


def _evening(day: int) -> datetime:
    """Just after six in the evening in Almaty."""
    return datetime(2017, 10, day, 12, 0, 2, tzinfo=UTC)


def _two_hours_before(day: int) -> datetime:
    """Two hours before ten in the morning in Almaty."""
    return datetime(2017, 10, day, 2, 0, 2, tzinfo=UTC)
