"""The system's clock jumps: nothing goes out early, and the organizers hear of it once."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from alertbot.clocks import SystemClock
from tests.support.cast import START
from tests.support.paper import PaperStage
from tests.support.stage import HOLD


class Machine:
    """A computer's clock, which somebody can set, and its seconds, which run on all the same."""

    def __init__(self) -> None:
        self.shown: datetime = START
        self.seconds = 0.0
        self.clock = SystemClock(lambda: self.shown, lambda: self.seconds)

    def runs(self, seconds: float) -> None:
        self.shown += timedelta(seconds=seconds)
        self.seconds += seconds


@pytest.fixture
def machine() -> Machine:
    return Machine()


@pytest.fixture
async def stage(folder: Path, unpaced: None, machine: Machine) -> AsyncIterator[PaperStage]:
    made = PaperStage(folder)
    clock: Any = machine.clock
    made.clock = clock
    async with made as running:
        yield running


def warnings(stage: PaperStage) -> list[int]:
    organizers = (stage.olga, stage.omar)
    return [sum(seen.fits("clock.jumped") for seen in one.messages()) for one in organizers]


async def approved(stage: PaperStage) -> None:
    await stage.ann.subscribe()
    await stage.submit_prepared("Free Ainur")
    await stage.omar.taps("approve.yes")
    stage.ann.looks_away()


@pytest.mark.parametrize("jump", [timedelta(days=1), timedelta(hours=-1)], ids=str)
async def test_a_jump_sends_nothing_early_or_late_and_is_told_to_every_organizer_once(
    stage: PaperStage, machine: Machine, jump: timedelta
) -> None:
    await approved(stage)
    machine.shown += jump
    for _ in range(3):
        machine.runs(HOLD / 6)
        await stage.look()
    assert warnings(stage) == [1, 1]
    stage.ann.sees_nothing()

    machine.runs(HOLD / 2 + 1)
    await stage.look()
    stage.ann.sees_one("Free Ainur Kurmanov!")


async def test_a_clock_that_is_set_right_again_is_believed_and_its_next_jump_is_told_too(
    stage: PaperStage, machine: Machine
) -> None:
    machine.shown += timedelta(days=1)
    await stage.look()
    stage.olga.looks_away()
    machine.shown -= timedelta(days=1)
    await stage.look()
    stage.olga.sees_one("clock.believed")

    machine.shown += timedelta(days=365)
    await stage.look()
    assert warnings(stage) == [2, 2]


async def test_starting_again_takes_the_new_time_for_true(stage: PaperStage, machine: Machine) -> None:
    await approved(stage)
    machine.shown += timedelta(days=1)
    await stage.look()
    stage.ann.sees_nothing()
    clock: Any = SystemClock(lambda: machine.shown, lambda: machine.seconds)
    stage.clock = clock
    await stage.restart()
    await stage.look()
    stage.ann.sees_one("Free Ainur Kurmanov!")
