"""The appeal of Larisa Kharkova, which moved from 27 to 28 to 29 September 2017, a day at a time.

The installed program lives through it before the strict Bot API server, and is killed at every step.
``ALERTBOT_TEST_KILLS`` (one a step) and ``ALERTBOT_TEST_SEED`` (1) make longer and other runs.
"""

import asyncio
import os
import random
import shutil
import time
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from tests.support.judge import Judge
from tests.support.phrases import matching, tidy

from .stage import OLGA, OMAR, Stage

KILLS = int(os.environ.get("ALERTBOT_TEST_KILLS", "0"))
SEED = int(os.environ.get("ALERTBOT_TEST_SEED", "1"))
ROOT = Path(__file__).parents[2]
CROWD = tuple(range(10_001, 10_007))
DOUBTFUL = 0.6
"""Seconds before a kill within which the bot may not have noted yet that a message left, and after it within
which what had left may still come in: no new life begins so soon."""

QUIET = 2.5
"""Seconds, two looks at what is due: that nothing is sent can only be waited for."""

STEPS = (
    ("2017-09-26T12:00:02Z", "reminder.1d", 27),
    ("2017-09-26T13:00:00Z", "move", 28),
    ("2017-09-27T02:00:02Z", "nothing: two hours before the date that is void", 0),
    ("2017-09-27T12:00:02Z", "reminder.1d", 28),
    ("2017-09-27T13:00:00Z", "move", 29),
    ("2017-09-28T02:00:02Z", "nothing: two hours before the date that is void", 0),
    ("2017-09-28T12:00:02Z", "reminder.1d", 29),
    ("2017-09-29T02:00:02Z", "reminder.2h", 29),
)
"""When, what each follower hears then, and of which day in September."""

DATE = "{} September 2017"


class Recorder(Judge):
    """Remembers when each message came."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.came: list[tuple[float, int, str]] = []

    def _send(self, chat: int, parameters: Mapping[str, Any], part: str, most: int) -> Mapping[str, Any]:
        wire = super()._send(chat, parameters, part, most)
        self.came.append((time.monotonic(), chat, tidy(self._chats[chat][int(wire["message_id"])].text)))
        return wire


class Play:
    """The bot's lives, and what the followers were told since they looked last."""

    def __init__(self, stage: Stage, judge: Recorder) -> None:
        self._stage = stage
        self._judge = judge
        self._chance = random.Random(SEED)  # noqa: S311 - instants, not secrets
        self._looked = 0
        self.kills = 0
        self._killed: list[float] = []

    async def kill(self) -> None:
        """The next life has begun when this returns: it asks for updates."""
        await asyncio.sleep(self._chance.uniform(0, 1.5))
        await self._stage.bot.kill()
        self._killed.append(time.monotonic())
        self.kills += 1
        before = self._judge.calls["getupdates"]
        await self._stage.bot.start()
        await self._judge.until(lambda: self._judge.calls["getupdates"] > before, 60)

    def looks_away(self) -> None:
        self._looked = len(self._judge.came)

    def heard(self, person: int) -> list[str]:
        """What one follower was told, without what a kill made the bot say twice."""
        told: list[str] = []
        for at, chat, text in self._judge.came[self._looked :]:
            if chat == person and (text not in told or not self._is_excused(chat, text, at)):
                told.append(text)
        return told

    def _is_excused(self, chat: int, text: str, at: float) -> bool:
        """Whether the copy before was on its way when the bot was killed."""
        before = max(t for t, whose, said in self._judge.came if (whose, said) == (chat, text) and t < at)
        return any(abs(killed - before) <= DOUBTFUL for killed in self._killed)

    async def everyone_heard(self) -> None:
        await self._judge.until(lambda: all(self.heard(person) for person in CROWD), 60)

    async def move(self) -> None:
        """Olga moves it by a day, whatever happens to the bot meanwhile."""
        self._judge.tap(OLGA, "nextday-")
        await self._judge.until(lambda: "savehearing-" in self._judge.messages(OLGA)[-1].keyboard, 60)
        self._judge.tap(OLGA, "savehearing-")


@asynccontextmanager
async def played(folder: Path) -> AsyncGenerator[tuple[Stage, Recorder, Play]]:
    judge = Recorder()
    await judge.start()
    stage = Stage(folder, judge, CAMPAIGNS_DIR=str(without_dates(folder / "campaigns")), RATE="30")
    judge.watch = stage.bot.look
    try:
        yield stage, judge, Play(stage, judge)
    finally:
        await stage.bot.kill()
        await judge.stop()


def without_dates(folder: Path) -> Path:
    """The case as it was before the court set any date."""
    shutil.copytree(ROOT / "campaigns" / "kharkova", folder / "kharkova")
    file = folder / "kharkova" / "case.yaml"
    before, _, rest = file.read_text("utf-8").partition("\nhearings:\n")
    sources = rest.partition("\nsources:\n")[2]
    file.write_text(f"{before}\nsources:\n{sources}", "utf-8")
    return folder


async def begun(stage: Stage, judge: Recorder) -> None:
    """The appeal is out, everybody follows the case, and the first date is set two days ahead."""
    stage.set_clock("2017-09-25T03:00:00Z")
    await stage.seat(CROWD)
    await stage.bot.start()
    judge.say(OLGA, "/newappeal")
    await judge.offered(OLGA, "prepared-")
    judge.tap(OLGA, "prepared-")
    await judge.offered(OLGA, "submit-")
    judge.tap(OLGA, "submit-")
    await stage.approve()
    for person in CROWD:
        await judge.offered(person, "remind-")
        judge.tap(person, "remind-")
    await judge.until(lambda: all(len(judge.messages(person)) > 1 for person in CROWD))
    judge.say(OLGA, "/hearing 27 September 2017 10:00 Shymkent")
    await judge.offered(OLGA, "savehearing-")


async def test_each_follower_hears_of_each_date_once_and_never_of_one_that_is_void(tmp_path: Path) -> None:
    async with played(tmp_path) as (stage, judge, play):
        await begun(stage, judge)
        play.looks_away()
        judge.tap(OLGA, "savehearing-")
        await play.kill()
        await play.everyone_heard()
        was_told(play, "hearing.soon", 27)
        await judge.offered(OLGA, "nextday-")
        for at, what, day in STEPS:
            play.looks_away()
            stage.set_clock(at)
            moving = asyncio.create_task(play.move()) if what == "move" else None
            for _ in range(max(1, KILLS // len(STEPS))):
                await play.kill()
            await (moving or asyncio.sleep(0))
            if day:
                await play.everyone_heard()
            await asyncio.sleep(QUIET)
            was_told(play, "hearing.moved" if what == "move" else what, day)
            assert not day or all(DATE.format(void) not in first_lines(play) for void in range(27, day))
        assert play.kills >= 5
        assert await stage.bot.stop() == 0
        assert judge.messages(OMAR)
        stage.clean()


def was_told(play: Play, what: str, day: int) -> None:
    """Exactly one message each, of that kind and day; none at all without a day."""
    for person in CROWD:
        told = play.heard(person)
        assert len(told) == (1 if day else 0), (what, day, told)
        assert all(DATE.format(day) in text and matching(what, "en").search(text) for text in told), told


def first_lines(play: Play) -> str:
    """What lock screens show: up to the name of whose hearing it is."""
    return " ".join(text.partition(" · ")[0] for person in CROWD for text in play.heard(person))
