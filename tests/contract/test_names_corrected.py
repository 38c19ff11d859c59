"""A name turns out wrong: what was told about court dates and other days is put right, and nothing else."""

from dataclasses import replace
from datetime import UTC, date, datetime

from sqlalchemy import update

from alertbot.domain.delivery import BroadcastState
from alertbot.domain.milestone import Milestone, MilestoneKind
from alertbot.store.schema import broadcast
from tests.support.actor import Actor, Seen
from tests.support.corrections import RIGHT, TITLE, WRONG, corrected, newest, released, renamed, said
from tests.support.stage import Stage

from .test_court_moves import follows, moves, set_one

WEEK_BEFORE = datetime(2017, 10, 13, 12, tzinfo=UTC)
DAY_BEFORE = datetime(2017, 10, 19, 12, tzinfo=UTC)
SOON = "7 October 10:00 Shymkent"


async def test_a_corrected_name_is_right_in_the_reminder_that_was_already_delivered(stage: Stage) -> None:
    await set_one(stage)
    await follows(stage, stage.ann)
    await stage.until(WEEK_BEFORE)
    stage.ann.sees_one("reminder.7d")
    stage.ann.sees(WRONG)
    before = len(stage.ann.messages())
    await corrected(stage)

    reminder = reminded(stage.ann, "reminder.7d")
    assert reminder.fits(RIGHT)
    assert reminder.fits(TITLE)
    assert not reminder.fits(WRONG)
    assert reminder.fits("Friday, 20 October 2017")
    assert reminder.label("court.mute")
    assert len(stage.ann.messages()) == before


async def test_later_reminders_have_the_right_name_from_the_start(stage: Stage) -> None:
    await set_one(stage)
    await follows(stage, stage.ann)
    await corrected(stage)
    await stage.until(DAY_BEFORE)

    assert stage.ann.sees_one("reminder.1d").fits(RIGHT)
    stage.ann.sees_not(WRONG)


async def test_a_reminder_on_its_way_while_its_name_is_corrected_reaches_everybody_once_and_right(
    stage: Stage,
) -> None:
    await set_one(stage)
    for actor in (stage.ann, stage.boris):
        await follows(stage, actor)
    stage.hold_back(stage.boris)
    await stage.until(WEEK_BEFORE)
    await corrected(stage)
    await stage.let_through()
    await stage.look()

    for actor, name in ((stage.ann, RIGHT), (stage.boris, RIGHT)):
        assert reminded(actor, "reminder.7d").fits(name)


async def test_notices_of_a_date_that_was_set_and_moved_and_called_off_have_the_right_name(
    stage: Stage,
) -> None:
    await stage.publish("kurmanov")
    await follows(stage, stage.ann)
    await stage.olga.says(f"/hearing {SOON}")
    await stage.olga.taps("hearing.save")
    await stage.look()
    await moves(stage, "8 October 11:00 Shymkent")
    await stage.olga.says("/hearing")
    await stage.olga.taps("8 October 2017")
    await stage.olga.taps("hearing.cancel")
    await stage.olga.taps("hearing.cancel_yes")
    await stage.look()
    stage.ann.looks_away()
    await corrected(stage)

    kinds = {"hearing.soon": "7 October", "hearing.moved": "8 October", "hearing.cancelled": "8 October"}
    for kind, day in kinds.items():
        notice = reminded(stage.ann, kind)
        assert notice.fits(RIGHT)
        assert notice.fits(day)
        assert not notice.fits(WRONG)
    assert len(stage.ann.news()) == len(kinds)


async def test_a_milestone_that_was_told_gets_the_right_words(stage: Stage) -> None:
    published = await stage.publish("kurmanov")
    await follows(stage, stage.ann)
    free = Milestone("out", MilestoneKind.RELEASE, date(2017, 10, 20), "Asia/Almaty", said("Ainur leaves"))
    case = replace(published.case, milestones=(free,))
    await released(stage, published, replace(published, case=case))
    await stage.until(DAY_BEFORE)
    stage.ann.sees_one("Ainur leaves")
    now = await stage.asked(newest)
    await released(stage, now, renamed(now, milestones=(replace(free, text=said("Aynur leaves")),)))

    assert sum(m.fits("Aynur leaves") and m.fits(TITLE) for m in stage.ann.messages()) == 1
    assert not any(m.fits("Ainur leaves") for m in stage.ann.messages())


async def test_a_correction_that_a_reminder_does_not_show_leaves_it_alone(stage: Stage) -> None:
    await set_one(stage)
    await follows(stage, stage.ann)
    await stage.until(WEEK_BEFORE)
    stage.ann.looks_away()
    now = await stage.asked(newest)
    await released(stage, now, replace(now, appeal=replace(now.appeal, summary=said("Another summary."))))

    stage.ann.sees_nothing()
    running = await stage.asked(lambda tx: tx.recall.dated(now.case_id))
    assert await stage.asked(lambda tx: tx.recall.pursuits([m.broadcast for m in running])) == []


async def test_a_second_correction_goes_after_the_same_reminders(stage: Stage) -> None:
    await set_one(stage)
    await follows(stage, stage.ann)
    await stage.until(WEEK_BEFORE)
    await corrected(stage)
    now = await stage.asked(newest)
    await released(stage, now, renamed(now, name="Aynur Third"))

    assert reminded(stage.ann, "reminder.7d").fits("Aynur Third")


async def test_a_correction_that_was_halted_is_made_good_by_the_next_one(stage: Stage) -> None:
    await set_one(stage)
    for actor in (stage.ann, stage.boris):
        await follows(stage, actor)
    await stage.until(WEEK_BEFORE)
    await corrected(stage)
    async with stage.store.transaction() as tx:
        now = await newest(tx)
        told = await tx.recall.dated(now.case_id)
        pursuits = await tx.recall.pursuits([message.broadcast for message in told])
        cut_short = update(broadcast).where(broadcast.c.id.in_(pursuits)).values(state=BroadcastState.HALTED)
        await tx.work.run(cut_short)
        assert await tx.recall.is_cut_short(told[0].broadcast)
    await released(stage, now, now)

    after = await stage.asked(lambda tx: tx.recall.pursuits([message.broadcast for message in told]))
    assert len(after) == 2 * len(pursuits)


async def test_an_organizer_watches_one_message_for_all_that_is_corrected(stage: Stage) -> None:
    await stage.ann.subscribe()
    await stage.announce("Free Ainur")
    await stage.ann.follows("remind-1-1")
    await stage.olga.says("/hearing 20 October 10:00 Shymkent")
    await stage.olga.taps("hearing.save")
    await stage.until(WEEK_BEFORE)
    await corrected(stage)

    watched = [m for m in stage.olga.messages() if m.fits("progress.correcting")]
    assert len(watched) == 1
    assert watched[0].fits("Corrected: 2 of 2")
    assert watched[0].fits("broadcast.done")


async def test_all_that_is_corrected_is_paused_and_goes_on_together(stage: Stage) -> None:
    await stage.ann.subscribe()
    await stage.announce("Free Ainur")
    await stage.boris.subscribe()
    await stage.boris.follows("remind-1-1")
    await stage.olga.says("/hearing 20 October 10:00 Shymkent")
    await stage.olga.taps("hearing.save")
    stage.hold_back(stage.boris)
    await stage.until(WEEK_BEFORE)
    await corrected(stage)
    await stage.olga.taps("progress.pause")
    await stage.let_through()
    await stage.look()
    assert not any(m.fits("reminder.7d") and m.fits(RIGHT) for m in stage.boris.messages())
    await stage.olga.taps("progress.resume")
    await stage.look()

    assert sum(m.fits("reminder.7d") and m.fits(RIGHT) for m in stage.boris.messages()) == 1


async def test_the_last_day_that_was_told_of_stays_a_last_day_when_the_appeal_is_corrected(
    stage: Stage,
) -> None:
    published = await stage.publish("kurmanov", sign_by=date(2017, 10, 20))
    await follows(stage, stage.ann)
    await released(stage, published, published)
    await stage.until(datetime(2017, 10, 20, tzinfo=UTC))
    stage.ann.sees_one("day.last.1d")
    now = await stage.asked(newest)
    await released(stage, now, replace(now, appeal=replace(now.appeal, title=said("Free Aynur!"))))

    (last,) = [m for m in stage.ann.messages() if m.fits("day.last.1d")]
    assert last.fits("Free Aynur!")
    assert last.label("court.mute")


def reminded(actor: Actor, what: str) -> Seen:
    (found,) = [message for message in actor.messages() if message.fits(what)]
    return found
