"""A disk that is full, at the start and in the middle of an alert, and a database that is held."""

import resource
import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from tests.support.judge_limits import Limits

from .stage import ANN, Stage, staged

ROOM = 64 * 1024
"""Bytes at which every file is cut off: more than a log needs, and less than the database has already."""

CROWD = range(10_001, 10_251)
UNWRITTEN = "the ledger could not be written"


@contextmanager
def full(process: int) -> Generator[None]:
    """No file of this process grows beyond ``ROOM``; 0 is this one, and whatever it starts meanwhile."""
    soft, hard = resource.prlimit(process, resource.RLIMIT_FSIZE)
    resource.prlimit(process, resource.RLIMIT_FSIZE, (ROOM, hard))
    try:
        yield
    finally:
        resource.prlimit(process, resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def held(database: Path) -> Generator[None]:
    """Another program writes and does not come to an end."""
    other = sqlite3.connect(database, timeout=30, isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")
    finally:
        other.close()


def reached(stage: Stage) -> int:
    return sum(bool(stage.judge.sent[person]) for person in CROWD)


async def unwritten(stage: Stage) -> None:
    """Wait until the sender has told once more that it cannot write."""
    told = stage.bot.log.count(UNWRITTEN)
    await stage.judge.until(lambda: stage.bot.log.count(UNWRITTEN) > told)


async def test_a_full_disk_and_a_held_database_cost_nobody_an_alert_or_an_answer(tmp_path: Path) -> None:
    async with staged(tmp_path, limits=Limits(rate=100), RATE="100") as stage:
        await stage.seat(CROWD)
        await stage.bot.start()
        await stage.publish()
        await stage.judge.until(lambda: reached(stage) > 50)
        with full(stage.bot.pid):
            stage.judge.say(ANN, "/start")
            await unwritten(stage)
            assert not stage.judge.sent[ANN]
        await stage.judge.offered(ANN, "agree-en")
        with held(stage.bot.data / "alertbot.sqlite"):
            stage.judge.tap(ANN, "agree-en")
            await unwritten(stage)
        await stage.judge.offered(ANN, "appeals")
        await stage.judge.until(lambda: reached(stage) == len(CROWD))
        assert await stage.bot.stop() == 0
        assert {stage.judge.sent[person] for person in CROWD} == {1}
        stage.clean()


async def test_a_database_that_is_held_at_the_start_is_waited_for(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.seat([ANN])
        with held(stage.bot.data / "alertbot.sqlite"):
            await stage.bot.start()
            await stage.bot.logs("database_held")
        stage.judge.say(ANN, "/start")
        await stage.judge.until(lambda: stage.judge.sent[ANN])
        assert await stage.bot.stop() == 0
        stage.clean()


async def test_without_room_for_a_database_the_bot_ends_with_one_sentence(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        with full(0):
            await stage.bot.start()
        assert await stage.bot.ended() == 2
        (said,) = [line for line in stage.bot.log.splitlines() if line.startswith("alertbot: ")]
        assert "full" in said
        stage.clean()
