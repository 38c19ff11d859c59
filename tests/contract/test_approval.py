"""Nobody publishes alone: submitted, approved by somebody else, held, sent; and stopped at any point."""

from datetime import timedelta

from alertbot.domain.publication import DraftStage
from tests.support.stage import HOLD, Stage


async def stage_of(stage: Stage) -> DraftStage:
    """The only draft's."""
    return (await stage.asked(lambda tx: tx.drafts.open_ones()))[0].stage


async def test_every_other_organizer_is_asked_and_the_author_is_not(stage: Stage) -> None:
    stage.omar.looks_away()
    await stage.submit_prepared("Free Ainur")

    stage.olga.sees("submit.done")
    stage.olga.is_not_offered("approve.yes")
    stage.omar.sees("approve.asked", "approve.hash", "approve.look_first")
    stage.omar.is_offered("approve.yes", "approve.no")


async def test_an_approved_appeal_goes_out_after_its_hold_and_not_before(stage: Stage) -> None:
    await stage.ann.subscribe()
    await stage.submit_prepared("Free Ainur")
    await stage.omar.taps("approve.yes")
    stage.omar.sees("hold.title", "hold.wait")
    await stage.pass_time(seconds=HOLD - 1)
    stage.ann.sees_nothing()
    await stage.pass_time(seconds=2)

    stage.ann.sees("Free Ainur Kurmanov!")


async def test_the_author_cannot_approve(stage: Stage) -> None:
    await stage.submit_prepared("Free Ainur")
    draft = (await stage.asked(lambda tx: tx.drafts.open_ones()))[0]
    await stage.olga.follows(f"approve-{draft.id}-{draft.digest[:16]}")

    stage.olga.sees("approve.not_alone")
    assert await stage_of(stage) is DraftStage.SUBMITTED


async def test_an_approval_of_what_has_changed_since_is_refused(stage: Stage) -> None:
    await stage.submit_prepared("Free Ainur")
    old = (await stage.asked(lambda tx: tx.drafts.open_ones()))[0]
    await stage.olga.says("/drafts")
    await stage.olga.taps("Free Ainur")
    await stage.olga.taps("approve.take_back")
    await stage.olga.says("/drafts")
    await stage.olga.taps("Free Ainur")
    await stage.olga.taps("review.code")
    await stage.olga.says("KAZ 2")
    await stage.olga.taps("review.submit")
    await stage.omar.follows(f"approve-{old.id}-{old.digest[:16]}")

    stage.omar.sees("approve.changed")
    assert await stage_of(stage) is DraftStage.SUBMITTED
    await stage.omar.taps("approve.yes")
    assert await stage_of(stage) is DraftStage.HOLD


async def test_a_draft_sent_back_is_its_authors_again(stage: Stage) -> None:
    await stage.submit_prepared("Free Ainur")
    stage.olga.looks_away()
    await stage.omar.taps("approve.no")

    stage.omar.sees("approve.sent_back")
    stage.olga.sees("draft.reopened")
    assert await stage_of(stage) is DraftStage.OPEN


async def test_during_the_hold_anybody_can_stop_it(stage: Stage) -> None:
    await stage.ann.subscribe()
    await stage.submit_prepared("Free Ainur")
    await stage.omar.taps("approve.yes")
    await stage.omar.taps("hold.cancel")
    stage.omar.sees("hold.cancelled")
    await stage.pass_time(minutes=10)

    stage.ann.sees_nothing()
    assert await stage_of(stage) is DraftStage.OPEN


async def test_the_author_can_stop_it_too(stage: Stage) -> None:
    await stage.submit_prepared("Free Ainur")
    stage.olga.looks_away()
    await stage.omar.taps("approve.yes")
    stage.olga.sees("hold.title")
    await stage.olga.taps("hold.cancel")

    stage.olga.sees("hold.cancelled")
    assert await stage_of(stage) is DraftStage.OPEN


async def test_a_stop_that_comes_too_late_says_so(stage: Stage) -> None:
    await stage.submit_prepared("Free Ainur")
    draft = (await stage.asked(lambda tx: tx.drafts.open_ones()))[0]
    await stage.omar.taps("approve.yes")
    await stage.pass_time(seconds=HOLD + 1)
    await stage.omar.follows(f"cancel-{draft.id}")

    stage.omar.sees("hold.too_late")


async def test_halt_stops_what_is_held(stage: Stage) -> None:
    await stage.ann.subscribe()
    await stage.submit_prepared("Free Ainur")
    await stage.omar.taps("approve.yes")
    await stage.olga.says("/halt")
    stage.olga.sees("halt.done", "Free Ainur Kurmanov!")
    await stage.pass_time(minutes=10)

    stage.ann.sees_nothing()


async def test_a_draft_waits_in_the_approvers_list(stage: Stage) -> None:
    await stage.omar.says("/approve")
    stage.omar.sees("approve.none")
    await stage.submit_prepared("Free Ainur")
    await stage.omar.says("/approve")
    await stage.omar.taps("Free Ainur")

    stage.omar.is_offered("approve.yes")
    await stage.olga.says("/approve")
    stage.olga.sees("approve.none")


async def test_an_appeal_is_published_once_however_often_it_is_approved(stage: Stage) -> None:
    await stage.ann.subscribe()
    await stage.submit_prepared("Free Ainur")
    draft = (await stage.asked(lambda tx: tx.drafts.open_ones()))[0]
    await stage.omar.taps("approve.yes")
    await stage.omar.follows(f"approve-{draft.id}-{draft.digest[:16]}")
    stage.omar.sees("approve.not_waiting")
    await stage.pass_time(seconds=HOLD + 1)

    stage.ann.sees_one("Free Ainur Kurmanov!")
    assert len(await stage.asked(lambda tx: tx.appeals.newest(9))) == 1


async def test_a_restart_during_the_hold_changes_nothing(stage: Stage) -> None:
    await stage.ann.subscribe()
    await stage.submit_prepared("Free Ainur")
    await stage.omar.taps("approve.yes")
    stage.ann.looks_away()
    await stage.end()
    stage.clock.advance(timedelta(seconds=HOLD + 1))
    await stage.begin()
    await stage.look()

    stage.ann.sees_one("Free Ainur Kurmanov!")
