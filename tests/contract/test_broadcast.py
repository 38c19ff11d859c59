"""Watching a broadcast: how far it is, pausing, going on, and stopping for good."""

from alertbot.domain.delivery import BroadcastState
from tests.support.stage import Stage


async def test_both_organizers_watch_an_alert_go_out(stage: Stage) -> None:
    await stage.subscribe("ann", "boris")
    await stage.announce("Free Ainur")

    for organizer in (stage.olga, stage.omar):
        organizer.sees("progress.bar", "100%", "Sent: 2 of 2", "broadcast.done")
        organizer.is_not_offered("progress.pause", "progress.halt")


async def test_an_alert_can_be_paused_continued_and_ends(stage: Stage) -> None:
    broadcast = await an_alert_that_waits(stage)
    await stage.olga.taps("progress.pause")
    stage.olga.sees("broadcast.paused")
    assert await state_of(stage, broadcast) is BroadcastState.PAUSED
    await stage.olga.taps("progress.resume")
    assert await state_of(stage, broadcast) is BroadcastState.RUNNING
    await stage.let_through()
    await stage.look()

    assert await state_of(stage, broadcast) is BroadcastState.DONE
    assert any(message.fits("100%") for message in stage.olga.messages())


async def test_an_alert_is_stopped_for_good(stage: Stage) -> None:
    broadcast = await an_alert_that_waits(stage)
    await stage.olga.taps("progress.halt")

    stage.olga.sees("broadcast.halted")
    stage.olga.is_not_offered("progress.resume")
    assert await state_of(stage, broadcast) is BroadcastState.HALTED
    await stage.olga.follows(f"steer-{broadcast}-running")
    assert await state_of(stage, broadcast) is BroadcastState.HALTED


async def test_halt_stops_whatever_is_running(stage: Stage) -> None:
    broadcast = await an_alert_that_waits(stage)
    await stage.omar.says("/halt")

    stage.omar.sees("halt.done", "Free Ainur Kurmanov!")
    assert await state_of(stage, broadcast) is BroadcastState.HALTED
    await stage.omar.says("/halt")
    stage.omar.sees("halt.nothing")


async def test_status_tells_how_things_stand(stage: Stage) -> None:
    await stage.olga.says("/status")
    stage.olga.sees("status.title", "status.quiet")
    await stage.submit_prepared("Free Ainur")
    await stage.omar.taps("approve.yes")
    await stage.olga.says("/status")

    stage.olga.sees("status.held", "Free Ainur Kurmanov!")


async def state_of(stage: Stage, broadcast: int) -> BroadcastState:
    progress = await stage.asked(lambda tx: tx.outbox.progress(broadcast))
    assert progress is not None
    return progress.state


async def an_alert_that_waits(stage: Stage) -> int:
    """An alert whose last message does not get through, so that there is something to steer."""
    await stage.subscribe("ann", "boris")
    stage.hold_back(stage.ann)
    await stage.announce("Free Ainur")
    return (await stage.asked(lambda tx: tx.outbox.running()))[0].id
