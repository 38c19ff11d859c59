"""One organizer alone: only where it is allowed, never quickly, never quietly."""

from typing import Any

import pytest
from sqlalchemy import select

from alertbot.domain.break_glass import ALONE
from alertbot.domain.publication import DraftStage
from alertbot.store.schema import audit
from tests.support.stage import HOLD, Stage

from .test_second_factor import code, protected


@pytest.fixture
async def allowed(stage: Stage) -> Stage:
    stage.bot._publishing._alone = True  # pyright: ignore[reportPrivateUsage]
    return stage


async def go_alone(stage: Stage, *, typed: str = "") -> None:
    await stage.submit_prepared("Free Ainur")
    await stage.olga.says("/drafts")
    await stage.olga.taps("Free Ainur")
    await stage.olga.taps("alone.offer")
    draft = (await stage.asked(lambda tx: tx.drafts.open_ones()))[0]
    stage.omar.looks_away()
    await stage.olga.says(typed or draft.digest[:6].upper())


async def stage_of(stage: Stage) -> DraftStage:
    return (await stage.asked(lambda tx: tx.drafts.open_ones()))[0].stage


async def test_it_is_not_offered_unless_the_operator_allows_it(stage: Stage) -> None:
    await stage.submit_prepared("Free Ainur")
    await stage.olga.says("/drafts")
    await stage.olga.taps("Free Ainur")
    stage.olga.is_not_offered("alone.offer")
    draft = (await stage.asked(lambda tx: tx.drafts.open_ones()))[0]
    await stage.olga.follows(f"goalone-{draft.id}-{draft.digest[:16]}")

    stage.olga.sees("alone.not_now")


async def test_everybody_is_told_and_it_goes_out_after_a_quarter_of_an_hour(allowed: Stage) -> None:
    await allowed.subscribe("ann")
    await go_alone(allowed)
    allowed.olga.sees("alone.going")
    allowed.omar.sees("alone.told", "alone.told_what")
    await allowed.pass_time(seconds=ALONE.total_seconds() - 1)
    allowed.ann.sees_nothing()
    await allowed.pass_time(seconds=2)

    allowed.ann.sees_one("Free Ainur Kurmanov!")
    work: Any = allowed.store
    async with work.transaction() as tx:
        written = await tx.work.rows(select(audit.c.who, audit.c.what))
    assert ("olga", "publish alone") in [tuple(row) for row in written]


async def test_one_tap_of_anybody_else_stops_it(allowed: Stage) -> None:
    await allowed.subscribe("ann")
    await go_alone(allowed)
    await allowed.omar.taps("hold.cancel")
    await allowed.pass_time(hours=1)

    allowed.ann.sees_nothing()
    assert await stage_of(allowed) is DraftStage.OPEN


async def test_without_the_code_nothing_happens(allowed: Stage) -> None:
    await go_alone(allowed, typed="yes")

    allowed.olga.sees("alone.other_code")
    assert await stage_of(allowed) is DraftStage.SUBMITTED


async def test_nobody_goes_alone_with_what_is_not_theirs(allowed: Stage) -> None:
    await allowed.submit_prepared("Free Ainur")
    draft = (await allowed.asked(lambda tx: tx.drafts.open_ones()))[0]
    await allowed.omar.follows(f"goalone-{draft.id}-{draft.digest[:16]}")

    allowed.omar.sees("alone.not_now")


async def test_when_it_is_no_longer_allowed_what_waits_goes_back(allowed: Stage) -> None:
    await allowed.subscribe("ann")
    await go_alone(allowed)
    allowed.bot._publishing._alone = False  # pyright: ignore[reportPrivateUsage]
    await allowed.pass_time(seconds=ALONE.total_seconds() + HOLD)

    allowed.ann.sees_nothing()
    assert await stage_of(allowed) is DraftStage.OPEN


async def test_whoever_has_a_second_factor_is_asked_for_it(allowed: Stage) -> None:
    await protected(allowed, allowed.olga)
    await go_alone(allowed)
    allowed.olga.sees("alone.code", "factor.type")
    assert await stage_of(allowed) is DraftStage.SUBMITTED
    await allowed.olga.says("000000")
    allowed.olga.sees("factor.wrong")
    await allowed.olga.says(await code(allowed, "olga"))

    assert await stage_of(allowed) is DraftStage.HOLD
