"""The dead-man's switch: five minutes without a sweep, and the organizers know."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from alertbot.app import watch as module
from alertbot.app.watch import LOOK, SILENCE, Watch
from alertbot.journeys.desk import Desk
from alertbot.wording.speech import Wording
from tests.support.paper import PaperStage
from tests.support.phrases import catalogues


class Scene:
    """A bot whose seconds pass as they are told to, and whose sweeps may stop."""

    def __init__(self, stage: PaperStage) -> None:
        self.stage = stage
        self.seconds = 1000.0
        self.ticked: float | None = None
        self.sweeping = True
        platforms = {stage.platform.name: stage.platform}
        desk = Desk(Wording(catalogues()), stage.clock, platforms, stage.organizers())
        self.wakes = 0
        store: Any = stage.store
        self.watch = Watch(
            store, desk, lambda: self.ticked, self._wake, now=lambda: self.seconds, sleep=self._slept
        )
        self._until = 0.0
        self._over = asyncio.Event()

    def _wake(self) -> None:
        self.wakes += 1

    async def _slept(self, seconds: float) -> None:
        self.seconds += seconds
        if self.sweeping:
            self.ticked = self.seconds
        if self.seconds >= self._until:
            self._over.set()
            await asyncio.Event().wait()

    async def pass_time(self, seconds: float) -> None:
        """The watch runs by itself, on seconds of its own."""
        self._until, self._over = self.seconds + seconds, asyncio.Event()
        running = asyncio.create_task(self.watch.run())
        await self._over.wait()
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await self.stage.look()

    def told(self, what: str) -> list[int]:
        people = (self.stage.olga, self.stage.omar, self.stage.ann)
        return [sum(seen.fits(what) for seen in one.messages()) for one in people]


@pytest.fixture
async def scene(folder: Path) -> AsyncIterator[Scene]:
    async with PaperStage(folder) as stage:
        await stage.subscribe("ann")
        yield Scene(stage)


async def test_while_the_sweeps_go_on_nobody_hears_anything(scene: Scene) -> None:
    await scene.pass_time(10 * SILENCE)
    assert scene.told("watch.stopped") == [0, 0, 0]


async def test_five_minutes_without_a_sweep_are_told_to_every_organizer_once(scene: Scene) -> None:
    await scene.pass_time(60)
    scene.sweeping = False
    await scene.pass_time(SILENCE - 2 * LOOK)
    assert scene.told("watch.stopped") == [0, 0, 0]
    await scene.pass_time(3 * LOOK)
    assert scene.told("watch.stopped") == [1, 1, 0]
    await scene.pass_time(10 * SILENCE)
    assert scene.told("watch.stopped") == [1, 1, 0]
    assert scene.wakes == 1


async def test_when_the_sweeps_go_on_that_is_told_once_and_the_next_silence_again(scene: Scene) -> None:
    for times in (1, 2):
        scene.sweeping = False
        await scene.pass_time(2 * SILENCE)
        assert scene.told("watch.stopped") == [times, times, 0]
        scene.sweeping = True
        await scene.pass_time(2 * SILENCE)
        assert scene.told("watch.going_on") == [times, times, 0]


async def test_sweeps_that_never_began_are_missed_as_well(scene: Scene) -> None:
    scene.sweeping = False
    await scene.pass_time(SILENCE + LOOK)
    assert scene.ticked is None
    assert scene.told("watch.stopped") == [1, 1, 0]


async def test_what_the_clock_shows_does_not_count(scene: Scene) -> None:
    await scene.stage.pass_time(days=3)
    await scene.pass_time(60)
    assert scene.told("watch.stopped") == [0, 0, 0]


@asynccontextmanager
async def held(scene: Scene) -> AsyncGenerator[None]:
    """Somebody writes and does not end."""
    async with scene.stage.store.transaction():
        yield


async def test_a_store_that_is_stuck_is_logged_and_the_organizers_are_told_once_it_is_free(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PATIENCE", 0.01)
    scene.seconds += SILENCE
    with capture_logs() as logs:
        async with held(scene):
            await scene.watch.look()
            await scene.watch.look()
    events = [line["event"] for line in logs if line["log_level"] == "critical"]
    assert events == ["sweeps_stopped", "nobody_could_be_told", "nobody_could_be_told"]
    await scene.watch.look()
    await scene.stage.look()
    assert scene.told("watch.stopped") == [1, 1, 0]


async def test_the_watch_of_a_running_bot_needs_no_clockwork(scene: Scene) -> None:
    """A look that hangs keeps the scheduler from beginning another one; the watch is a task of its own."""
    names = {task.get_name() for task in asyncio.all_tasks()}
    assert "watch" in names
