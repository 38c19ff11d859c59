"""The harness itself: bugs on purpose are found out, and no life outlives it."""

import asyncio
import fcntl
import os
import signal
from collections.abc import Coroutine, Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any, TypeVar

import pytest

from . import lives
from .findings import Finding
from .lives import Nursery
from .plays import Broadcast, Letter, Play
from .runs import Over, Script, Theatre
from .stage import IN_FLIGHT, Stage

T = TypeVar("T")
pytestmark = pytest.mark.xdist_group("trust")

PATIENCE = 5.0
"""Seconds until a bot that is broken on purpose is given up."""

PEOPLE = 9


class House:
    """A nursery and the loop it is reached from, shared by the tests of this module."""

    def __init__(self, runner: asyncio.Runner, nursery: Nursery, folder: Path) -> None:
        self.nursery = nursery
        self._runner = runner
        self._folder = folder
        self._theatres = 0

    def run(self, task: Coroutine[Any, Any, T]) -> T:
        return self._runner.run(task)

    def theatre(self, bug: str = "", patience: float = 30.0) -> Theatre:
        self._theatres += 1
        return Theatre(self.nursery, self._folder / f"{self._theatres}", 1, bug=bug, patience=patience)

    def rehearsed(self, play: Play, people: int) -> Script:
        return self.run(self.theatre().rehearse(play, people))


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with asyncio.Runner() as runner:
        stack = AsyncExitStack()
        nursery = runner.run(stack.enter_async_context(lives.opened()))
        yield House(runner, nursery, tmp_path_factory.mktemp("trust"))
        runner.run(stack.aclose())


@pytest.fixture(scope="module")
def broadcast(house: House) -> Script:
    return house.rehearsed(Broadcast(), PEOPLE)


def test_a_life_passes_points_at_its_commits_and_at_its_writes(broadcast: Script) -> None:
    assert broadcast.points > 4 * PEOPLE


async def _kill_in_the_middle(stage: Stage, over: Over) -> None:
    """Once, when more have got it than may be on their way."""
    await stage.until(lambda: len(stage.witness.arrivals) >= PEOPLE)
    await stage.kill()
    stage.begin(Broadcast.settings)


async def _at_some_points(theatre: Theatre, script: Script, points: range) -> Finding:
    """Killed at each of these points, side by side."""
    whole = Finding()
    for found, _ in await asyncio.gather(*(theatre.at_point(script, point) for point in points)):
        whole.add(found)
    return whole


def _last_points(script: Script, many: int) -> range:
    """Where messages leave: before them a life only starts."""
    return range(script.points - many, script.points)


def test_a_sound_bot_keeps_every_promise(house: House, broadcast: Script) -> None:
    found = house.run(house.theatre().play(broadcast, "sound", _kill_in_the_middle))
    assert found.wrongs == []
    assert (found.kills, found.lost, found.most <= 2) == (1, 0, True)


def test_a_bot_that_forgets_what_it_sent_is_found_out(house: House, broadcast: Script) -> None:
    theatre = house.theatre("forgets what it sent", PATIENCE)
    found = house.run(theatre.play(broadcast, "forgets", _kill_in_the_middle))
    assert found.worst > IN_FLIGHT
    assert any("repeats" in wrong for wrong in found.wrongs)


def test_a_bot_that_marks_before_sending_is_found_out(house: House, broadcast: Script) -> None:
    theatre = house.theatre("marks before sending", PATIENCE)
    found = house.run(_at_some_points(theatre, broadcast, _last_points(broadcast, 24)))
    assert found.lost > 0
    assert any("lost" in wrong for wrong in found.wrongs)


def test_a_bot_that_never_looks_back_is_found_out(house: House, broadcast: Script) -> None:
    theatre = house.theatre("never looks back", PATIENCE)
    found = house.run(theatre.play(broadcast, "never", _kill_in_the_middle))
    assert any("left undone" in wrong for wrong in found.wrongs)


def test_a_bot_that_repeats_letters_is_found_out(house: House) -> None:
    script = house.rehearsed(Letter(), 1)
    found = house.run(_at_some_points(house.theatre("repeats letters"), script, _last_points(script, 10)))
    assert any("may come once" in wrong for wrong in found.wrongs)


def _is_locked(data: Path) -> bool:
    """Whether a bot lives on this data."""
    with (data / "alertbot.lock").open("r+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


async def _living(nursery: Nursery, folder: Path) -> Stage:
    stage = Stage(nursery, folder, ())
    await stage.witness.start()
    stage.begin({})
    await stage.until(lambda: stage.witness.calls["getupdates"])
    assert _is_locked(stage.data)
    return stage


async def test_no_life_outlives_its_nursery(tmp_path: Path) -> None:
    async with lives.opened() as nursery:
        stage = await _living(nursery, tmp_path)
    assert not _is_locked(stage.data)
    await stage.witness.stop()


async def test_no_life_outlives_a_nursery_that_is_killed(tmp_path: Path) -> None:
    async with lives.opened() as nursery:
        stage = await _living(nursery, tmp_path)
        os.kill(nursery.pid, signal.SIGKILL)
        await stage.until(lambda: not _is_locked(stage.data))
    await stage.witness.stop()
