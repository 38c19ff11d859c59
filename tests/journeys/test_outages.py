"""What people did while nobody listened counts before anything it stops goes out."""

from datetime import UTC, datetime, timedelta

from tests.support.stage import HOLD, Stage


async def approved(stage: Stage) -> None:
    """An appeal in its hold, and the bot down."""
    await stage.subscribe("ann")
    await stage.submit_prepared("Glodeni")
    await stage.omar.taps("approve.yes")
    stage.ann.looks_away()
    await stage.end()


async def back_after_the_hold(stage: Stage) -> None:
    stage.clock.jump(stage.clock.now() + timedelta(seconds=HOLD + 5))
    await stage.begin()
    await stage.look()


async def test_an_appeal_stopped_while_the_bot_was_down_does_not_go_out(stage: Stage) -> None:
    await approved(stage)
    stage.omar.taps_unheard("hold.cancel")
    await back_after_the_hold(stage)

    assert stage.ann.news() == []
    stage.omar.sees("hold.cancelled")


async def test_a_halt_sent_while_the_bot_was_down_stops_what_was_held(stage: Stage) -> None:
    await approved(stage)
    stage.omar.says_unheard("/halt")
    await back_after_the_hold(stage)

    assert stage.ann.news() == []


async def test_an_appeal_whose_hold_ended_while_the_bot_was_down_goes_out(stage: Stage) -> None:
    await approved(stage)
    await back_after_the_hold(stage)

    assert len(stage.ann.news()) == 1


async def test_a_date_moved_while_the_bot_was_down_is_reminded_of_no_more(stage: Stage) -> None:
    await stage.subscribe("ann")
    await stage.publish("kurmanov")
    await stage.ann.says("/appeals")
    await stage.ann.taps("Free Ainur")
    await stage.ann.taps("card.remind")
    await stage.olga.says("/hearing 20 October 10:00 Shymkent")
    await stage.olga.taps("hearing.save")
    await stage.olga.taps("hearing.next_day")
    stage.ann.looks_away()
    await stage.end()
    stage.olga.taps_unheard("hearing.move_yes")
    stage.clock.jump(datetime(2017, 10, 19, 13, tzinfo=UTC))
    await stage.begin()
    await stage.look()

    (told,) = stage.ann.news()
    assert told.fits("hearing.moved")
