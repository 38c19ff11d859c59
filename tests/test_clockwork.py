"""The sweeps: what one of them fails at stops neither the others nor its own next turn."""

import asyncio
import logging
from datetime import timedelta
from typing import Any

import pytest

from alertbot.clockwork import Clockwork
from alertbot.domain.publication import DraftStage
from tests.support.cast import ANN
from tests.support.stage import HOLD
from tests.support.telegram import TelegramStage


async def test_the_clockwork_ticks_by_itself(stage: TelegramStage) -> None:
    """Nobody looks: what was held goes out with one of the next seconds' ticks."""
    await stage.ann.subscribe()
    await stage.submit_prepared("Free Ainur")
    await stage.omar.taps("approve.yes")
    stage.ann.looks_away()
    stage.clock.advance(timedelta(seconds=HOLD + 1))

    await stage.playground.wait_for_text(ANN, "Free Ainur Kurmanov!")
    await stage.calm()


async def test_a_sweep_that_fails_comes_again(stage: TelegramStage, monkeypatch: pytest.MonkeyPatch) -> None:
    failed = asyncio.Event()
    sound = stage.store.transaction

    def broken() -> Any:
        failed.set()
        raise RuntimeError("the disk is full")

    await stage.ann.subscribe()
    await stage.submit_prepared("Free Ainur")
    await stage.omar.taps("approve.yes")
    with monkeypatch.context() as patched:
        patched.setattr(stage.store, "transaction", broken)
        await failed.wait()
        patched.setattr(stage.store, "transaction", sound)
    stage.clock.advance(timedelta(seconds=HOLD + 1))

    await stage.playground.wait_for_text(ANN, "Free Ainur Kurmanov!", timeout=10)
    await stage.calm()


async def test_looking_twice_at_once_publishes_once(stage: TelegramStage) -> None:
    await stage.ann.subscribe()
    await stage.submit_prepared("Free Ainur")
    await stage.omar.taps("approve.yes")
    stage.ann.looks_away()
    stage.clock.advance(timedelta(seconds=HOLD + 1))
    await asyncio.gather(*(stage.bot.look() for _ in range(4)))
    await stage.calm()

    stage.ann.sees_one("Free Ainur Kurmanov!")
    drafts = await stage.asked(lambda tx: tx.drafts.open_ones())
    assert not [draft for draft in drafts if draft.stage is DraftStage.HOLD]


async def test_a_sweep_that_the_end_cuts_short_is_no_error(
    stage: TelegramStage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    sweeping = asyncio.Event()

    async def sweep(*_: object) -> None:
        sweeping.set()
        await asyncio.Event().wait()

    monkeypatch.setattr(Clockwork, "show_progress", sweep)
    await stage.restart()
    async with asyncio.timeout(10):
        await sweeping.wait()
    await stage.end()

    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]
