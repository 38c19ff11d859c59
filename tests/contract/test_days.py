"""Days that are no hearings: last days to act, release dates and anniversaries."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from alertbot.domain.appeal import Appeal
from alertbot.domain.language import Localised
from alertbot.domain.milestone import Milestone, MilestoneKind
from alertbot.domain.publication import DraftStage, Published
from tests.support.stage import Stage

LAST_DAYS = (
    ("day.last.3d", datetime(2017, 10, 9, tzinfo=UTC)),
    ("day.last.1d", datetime(2017, 10, 11, tzinfo=UTC)),
    ("day.last.6h", datetime(2017, 10, 11, 18, tzinfo=UTC)),
)
TEXT = Localised({"en": "Ainur may leave the prison of Almaty"})


async def followed(stage: Stage) -> Published:
    """Ann follows a published case; Carla subscribes and does not."""
    await stage.carla.subscribe()
    published = await stage.publish("kurmanov")
    await stage.ann.subscribe()
    await stage.ann.says("/appeals")
    await stage.ann.taps("Free Ainur")
    await stage.ann.taps("card.remind")
    return published


async def released(stage: Stage, published: Published, *milestones: Milestone, **changes: object) -> None:
    """The next version of a document, approved, after its hold."""
    now = stage.clock.now()
    async with stage.store.transaction() as tx:
        draft = await tx.drafts.begin("olga", now)
        case = replace(published.case, milestones=milestones)
        appeal: Appeal = replace(published.appeal, **changes)  # pyright: ignore[reportArgumentType]
        held = replace(draft, case=case, appeal=appeal, stage=DraftStage.HOLD, approved_by="omar")
        await tx.drafts.save(replace(held, digest="0" * 64, hold_until=now))
    await stage.pass_time(seconds=2)


async def comes_at(stage: Stage, what: str, due: datetime) -> None:
    await stage.until(due - timedelta(minutes=1))
    stage.ann.sees_nothing()
    await stage.until(due)
    stage.ann.sees_one(what)
    stage.carla.sees_nothing()


async def test_followers_are_reminded_of_the_last_days_with_the_appeals_buttons(stage: Stage) -> None:
    await released(stage, await followed(stage), sign_by=date(2017, 10, 11))
    for what, due in LAST_DAYS:
        await comes_at(stage, what, due)
        stage.ann.is_offered("card.sign")
        stage.ann.is_offered("court.mute")
    await stage.pass_time(days=30)

    stage.ann.sees_nothing()


async def test_another_last_day_takes_the_place_of_the_first(stage: Stage) -> None:
    published = await followed(stage)
    await released(stage, published, sign_by=date(2017, 10, 11))
    await released(stage, published, sign_by=date(2017, 10, 21))
    for _, due in LAST_DAYS:
        await stage.until(due)
        stage.ann.sees_nothing()
    await comes_at(stage, "day.last.3d", datetime(2017, 10, 19, tzinfo=UTC))


async def test_of_an_appeal_that_was_closed_nobody_is_reminded(stage: Stage) -> None:
    published = await followed(stage)
    await released(stage, published, sign_by=date(2017, 10, 11))
    async with stage.store.transaction() as tx:
        await tx.appeals.close(published.id, stage.clock.now())
    for _, due in LAST_DAYS:
        await stage.until(due)
        stage.ann.sees_nothing()


@pytest.mark.parametrize(
    ("kind", "day", "due"),
    [
        (MilestoneKind.RELEASE, date(2017, 11, 2), datetime(2017, 11, 1, 12, tzinfo=UTC)),
        (MilestoneKind.SENTENCE_END, date(2017, 11, 2), datetime(2017, 11, 1, 12, tzinfo=UTC)),
        (MilestoneKind.ANNIVERSARY, date(2012, 11, 2), datetime(2017, 11, 2, 3, tzinfo=UTC)),
    ],
)
async def test_a_milestone_is_told_once_at_the_clock_of_its_place(
    stage: Stage, kind: MilestoneKind, day: date, due: datetime
) -> None:
    published = await followed(stage)
    await released(stage, published, Milestone("m", kind, day, "Asia/Almaty", TEXT))
    await comes_at(stage, f"day.{kind}", due)
    stage.ann.sees("Ainur may leave")
    await stage.restart()
    await stage.pass_time(days=30)

    stage.ann.sees_nothing()
