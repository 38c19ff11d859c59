"""An appeal is taken back: one asks, which stops it; another confirms, and the copies go."""

from dataclasses import replace
from datetime import UTC, datetime
from math import inf

import pytest

from tests.support.stage import Stage

TITLE = "Free Ainur Kurmanov!"
WEEK_BEFORE = datetime(2017, 10, 13, 12, tzinfo=UTC)


async def test_one_organizer_alone_withdraws_nothing(stage: Stage) -> None:
    await stage.subscribe("ann", "boris")
    await stage.announce("Free Ainur")
    await asked(stage)
    await stage.olga.follows("doretract-1")

    stage.olga.sees("retract.not_alone")
    assert any(m.fits(TITLE, "en") for m in stage.ann.messages())


async def test_a_young_copy_is_deleted_and_an_old_one_rewritten(stage: Stage) -> None:
    await stage.ann.subscribe()
    await stage.announce("Free Ainur")
    await withdrawn(stage)
    assert not any(m.fits(TITLE) or m.fits("withdrawn.title") for m in stage.ann.messages())
    assert any(m.fits("progress.retracting") and m.fits("1 deleted") for m in stage.olga.messages())


async def test_an_old_copy_says_that_it_was_withdrawn_and_nothing_else(stage: Stage) -> None:
    if stage.platform.can.delete_within == inf:
        pytest.skip("here a copy is taken back however old it is")
    await stage.ann.subscribe()
    await stage.announce("Free Ainur")
    await stage.pass_time(hours=49)
    await withdrawn(stage)

    seen = [m for m in stage.ann.messages() if m.fits("withdrawn.title")]
    assert len(seen) == 1
    assert not seen[0].labels
    assert not any(m.fits(TITLE) for m in stage.ann.messages())
    assert any(m.fits("1 replaced") for m in stage.olga.messages())


async def test_an_old_copy_is_deleted_where_the_platform_lets_it(stage: Stage) -> None:
    if stage.platform.can.delete_within < inf:
        pytest.skip("here an old copy can only be rewritten")
    await stage.ann.subscribe()
    await stage.announce("Free Ainur")
    await stage.pass_time(hours=49)
    await withdrawn(stage)

    assert not any(m.fits(TITLE) or m.fits("withdrawn.title") for m in stage.ann.messages())
    assert any(m.fits("1 deleted") for m in stage.olga.messages())


async def test_asking_stops_what_is_still_going_out(stage: Stage) -> None:
    await stage.subscribe("ann", "boris")
    stage.hold_back(stage.boris)
    await stage.announce("Free Ainur")
    await stage.carla.subscribe()
    await asked(stage)
    await stage.look()

    assert not any(m.fits(TITLE) for m in stage.carla.messages())
    await stage.let_through()
    await stage.omar.taps("retract.confirm")
    await stage.look()
    assert not any(m.fits(TITLE) for m in stage.boris.messages())


async def test_buttons_of_a_withdrawn_appeal_say_so(stage: Stage) -> None:
    await stage.subscribe("ann", "boris")
    await stage.announce("Free Ainur")
    await stage.ann.follows("sign-1-1")
    await stage.ann.taps("sign.count_me")
    await withdrawn(stage)
    for tap in ("sign-1-1", "write-1-1", "appeal-1", "case-1", "remind-1-1", "share-1"):
        await stage.ann.follows(tap)
        stage.ann.sees("withdrawn.title")
        stage.ann.sees_not(TITLE)
    await stage.ann.says("/appeals")
    stage.ann.sees_not(TITLE)
    await stage.ann.follows("unsign-1")
    stage.ann.sees("sign.withdrawn")


async def test_another_organizer_may_keep_it(stage: Stage) -> None:
    await stage.ann.subscribe()
    await stage.announce("Free Ainur")
    await asked(stage)
    await stage.omar.taps("retract.keep")

    stage.omar.sees("retract.kept")
    stage.olga.sees("retract.refused")
    await stage.omar.follows("doretract-1")
    stage.omar.is_offered("retract.ask")
    assert any(m.fits(TITLE) for m in stage.ann.messages())


async def test_reminders_of_a_withdrawn_case_end(stage: Stage) -> None:
    await stage.ann.subscribe()
    await stage.announce("Free Ainur")
    await stage.ann.follows("remind-1-1")
    await stage.olga.says("/hearing 16 October 2017 10:00 Almaty")
    await stage.olga.taps("hearing.save")
    await withdrawn(stage)
    await stage.pass_time(days=9)
    await stage.pass_time(days=2)

    stage.ann.sees_nothing()


async def test_a_withdrawal_goes_on_after_a_restart(stage: Stage) -> None:
    await stage.subscribe("ann", "boris")
    await stage.announce("Free Ainur")
    await asked(stage)
    await stage.restart()
    await stage.omar.taps("retract.confirm")
    await stage.restart()
    await stage.look()

    for actor in (stage.ann, stage.boris):
        assert not any(m.fits(TITLE) for m in actor.messages())


async def test_updates_go_with_the_appeal_they_are_about(stage: Stage) -> None:
    await stage.ann.subscribe()
    await stage.announce("Free Ainur")
    await stage.olga.says("/update")
    await stage.olga.taps("Free Ainur")
    await stage.olga.taps("update.write")
    await stage.olga.says("The court has set a date.")
    await stage.olga.taps("review.submit")
    await stage.omar.taps("approve.yes")
    await stage.pass_time(seconds=61)
    stage.ann.sees("The court has set a date.")
    await withdrawn(stage)

    assert not any(m.fits("The court has set a date.") for m in stage.ann.messages())


async def test_messages_about_court_dates_go_with_the_last_appeal_of_their_case(stage: Stage) -> None:
    """The alert is nine days old by then, the reminder young."""
    await reminded(stage)
    await withdrawn(stage)

    rewritten = 0 if stage.platform.can.delete_within == inf else 1
    assert not any(m.fits("Shymkent") for m in stage.ann.messages())
    assert sum(m.fits("withdrawn.title") for m in stage.ann.messages()) == rewritten
    (watched,) = [m for m in stage.olga.messages() if m.fits("progress.retracting")]
    assert watched.fits(f"Of 2 copies {2 - rewritten} deleted")


async def test_an_old_message_about_a_court_date_says_that_its_appeal_was_withdrawn(stage: Stage) -> None:
    if stage.platform.can.delete_within == inf:
        pytest.skip("here a copy is taken back however old it is")
    await reminded(stage)
    await stage.pass_time(hours=49)
    await withdrawn(stage)

    assert not any(m.fits("Shymkent") for m in stage.ann.messages())
    assert sum(m.fits("withdrawn.title") for m in stage.ann.messages()) == 2


async def test_messages_about_court_dates_stay_while_another_appeal_of_the_case_stands(stage: Stage) -> None:
    await reminded(stage)
    now = (await stage.asked(lambda tx: tx.appeals.newest(1)))[0]
    async with stage.store.transaction() as tx:
        await tx.appeals.publish(now.case, replace(now.appeal, key="another"), stage.clock.now())
    await stage.olga.says("/retract")
    await stage.olga.follows("askretract-1")
    await stage.omar.taps("retract.confirm")
    await stage.look()

    assert sum(m.fits("Shymkent") for m in stage.ann.messages()) == 1
    await stage.pass_time(days=4)
    stage.ann.sees("reminder.3d")
    await stage.ann.taps("card.full")
    stage.ann.sees_not("withdrawn.title")


async def test_asking_for_a_withdrawal_stops_no_reminder_of_a_court_date(stage: Stage) -> None:
    await stage.ann.subscribe()
    await stage.announce("Free Ainur")
    await stage.ann.follows("remind-1-1")
    await stage.olga.says("/hearing 20 October 2017 10:00 Shymkent")
    await stage.olga.taps("hearing.save")
    stage.hold_back(stage.ann)
    await stage.until(WEEK_BEFORE)
    await stage.olga.says("/retract")
    await stage.olga.follows("askretract-1")
    await stage.omar.taps("retract.keep")
    await stage.let_through()
    await stage.look()

    assert sum(m.fits("reminder.7d") for m in stage.ann.messages()) == 1


async def reminded(stage: Stage) -> None:
    """Ann has the alert, and was reminded of a court date a week before."""
    await stage.ann.subscribe()
    await stage.announce("Free Ainur")
    await stage.ann.follows("remind-1-1")
    await stage.olga.says("/hearing 20 October 2017 10:00 Shymkent")
    await stage.olga.taps("hearing.save")
    await stage.until(WEEK_BEFORE)
    assert sum(m.fits("reminder.7d") for m in stage.ann.messages()) == 1


async def asked(stage: Stage) -> None:
    await stage.olga.says("/retract")
    await stage.olga.taps("Free Ainur")
    await stage.olga.taps("retract.ask")


async def withdrawn(stage: Stage) -> None:
    await asked(stage)
    await stage.omar.taps("retract.confirm")
    await stage.look()
