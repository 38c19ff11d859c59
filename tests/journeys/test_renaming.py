"""Names put right in rooms, for early readers, and in front of organizers."""

from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import update

from alertbot.store.schema import broadcast
from tests.contract.test_court_moves import follows, set_one
from tests.contract.test_quieting import is_quiet
from tests.support.cast import CARLA, GROUP
from tests.support.corrections import RIGHT, WRONG, corrected, drafted, newest, renamed
from tests.support.telegram import TelegramStage

from .test_rooms import brought

WEEK_BEFORE = datetime(2017, 10, 13, 12, tzinfo=UTC)


async def with_a_group(stage: TelegramStage) -> None:
    """A group and Ann were reminded of a court date."""
    await stage.carla.subscribe()
    await brought(stage, GROUP, CARLA)
    await stage.carla.taps("room.subscribe")
    await set_one(stage)
    await follows(stage, stage.ann)
    await stage.until(WEEK_BEFORE)


async def test_a_reminder_in_a_room_is_corrected_in_its_place(stage: TelegramStage) -> None:
    await with_a_group(stage)
    (before,) = stage.room(GROUP)
    assert before.fits(WRONG)
    await corrected(stage)

    (now,) = stage.room(GROUP)
    assert now.id == before.id
    assert now.fits(RIGHT)
    assert not now.fits(WRONG)
    assert now.labels == before.labels


async def test_a_reminder_in_a_room_is_taken_back_with_the_last_appeal_of_its_case(
    stage: TelegramStage,
) -> None:
    await with_a_group(stage)
    id = (await stage.asked(newest)).id
    await stage.olga.follows(f"askretract-{id}")
    await stage.omar.taps("retract.confirm")
    await stage.look()

    assert stage.room(GROUP) == []
    assert not any(m.fits("reminder.7d") for m in stage.ann.messages())


async def test_who_approves_reads_how_many_reminders_are_put_right_too(stage: TelegramStage) -> None:
    await with_a_group(stage)
    now = await stage.asked(newest)
    await drafted(stage, now, renamed(now))
    await submitted(stage)
    stage.omar.sees("reach.correction", "a wrong name among them: 2.")
    other = replace(now, appeal=replace(now.appeal, code="KZ-2"))
    await drafted(stage, now, other)
    await submitted(stage)

    stage.omar.sees("a wrong name among them: 0.")


async def submitted(stage: TelegramStage) -> None:
    """Olga's newest draft."""
    await stage.olga.says("/drafts")
    await stage.olga.taps("Free Ainur")
    await stage.olga.taps("review.submit")
    if any(m.label("its issuer has already published it") for m in stage.olga.news()):
        await stage.olga.taps("its issuer has already published it")


async def test_whoever_has_quiet_hours_and_whoever_has_none_get_the_right_name(stage: TelegramStage) -> None:
    await set_one(stage)
    for actor in (stage.ann, stage.boris):
        await follows(stage, actor)
    await is_quiet(stage.ann, "16-8")
    await stage.until(WEEK_BEFORE.replace(hour=11))
    assert any(m.fits("reminder.7d") and m.fits(WRONG) for m in stage.ann.messages())
    await corrected(stage)
    await stage.until(WEEK_BEFORE)

    for actor in (stage.ann, stage.boris):
        assert sum(m.fits("reminder.7d") and m.fits(RIGHT) for m in actor.messages()) == 1
        assert not any(m.fits("reminder.7d") and m.fits(WRONG) for m in actor.messages())


async def test_a_broadcast_of_another_release_stands_in_no_corrections_way(stage: TelegramStage) -> None:
    await with_a_group(stage)
    case = (await stage.asked(newest)).case_id
    async with stage.store.transaction() as tx:
        (told,) = await tx.recall.dated(case)
        await tx.work.run(update(broadcast).where(broadcast.c.id == told.broadcast).values(person=b"{}"))
    await corrected(stage)

    assert (await stage.asked(newest)).version == 2
