"""Roles in the chat: who is asked, who may let go, and what is left of an approval when a role is taken."""

from dataclasses import replace

from alertbot.domain.authority import Role
from alertbot.domain.publication import DraftStage
from tests.support.stage import HOLD, Stage


async def appoint(stage: Stage, **roles: Role) -> None:
    """The bot is started again with these roles; whoever is not named stays an organizer."""
    changed = tuple(replace(o, role=roles.get(o.key, o.role)) for o in stage.organizers())
    setattr(stage, "organizers", lambda: changed)  # noqa: B010 - a method is put in another's place
    await stage.restart()


async def dismiss(stage: Stage, name: str) -> None:
    left = tuple(o for o in stage.organizers() if o.key != name)
    setattr(stage, "organizers", lambda: left)  # noqa: B010 - a method is put in another's place
    await stage.restart()


async def stage_of(stage: Stage) -> DraftStage:
    return (await stage.asked(lambda tx: tx.drafts.open_ones()))[0].stage


async def test_the_approver_sees_addresses_consent_and_how_long_it_is_open(stage: Stage) -> None:
    stage.omar.looks_away()
    await stage.submit_prepared("Free Ainur")

    stage.omar.sees(
        "sheet.addresses", "press_center@a-a.kz", "+77272716579", "sheet.open_until", "reach.line"
    )


async def test_a_reviewer_approves_and_writes_nothing(stage: Stage) -> None:
    await appoint(stage, omar=Role.REVIEWER)
    await stage.submit_prepared("Free Ainur")
    await stage.omar.says("/newappeal")
    stage.omar.sees("command.other_role")
    await stage.omar.says("/approve")
    await stage.omar.taps("Free Ainur")
    await stage.omar.taps("approve.yes")

    assert await stage_of(stage) is DraftStage.HOLD


async def test_a_translator_is_not_asked_and_cannot_approve(stage: Stage) -> None:
    await appoint(stage, omar=Role.TRANSLATOR)
    await stage.olga.says("/newappeal")
    await stage.olga.taps("Free Ainur")
    await stage.olga.taps("review.submit")

    stage.olga.sees("submit.nobody")
    stage.omar.sees_not("approve.asked")


async def test_an_approval_is_void_when_its_approver_is_dismissed_before_it_goes_out(stage: Stage) -> None:
    await stage.subscribe("ann")
    await stage.submit_prepared("Free Ainur")
    await stage.omar.taps("approve.yes")
    await dismiss(stage, "omar")
    await stage.pass_time(seconds=HOLD + 1)

    stage.ann.sees_nothing()
    assert await stage_of(stage) is DraftStage.OPEN


async def test_an_approval_is_void_when_its_approver_may_approve_no_more(stage: Stage) -> None:
    await stage.subscribe("ann")
    await stage.submit_prepared("Free Ainur")
    await stage.omar.taps("approve.yes")
    await appoint(stage, omar=Role.STATISTICIAN)
    await stage.pass_time(seconds=HOLD + 1)

    stage.ann.sees_nothing()
    assert await stage_of(stage) is DraftStage.OPEN


async def test_a_dismissed_organizers_buttons_do_nothing(stage: Stage) -> None:
    await stage.submit_prepared("Free Ainur")
    await dismiss(stage, "omar")
    await stage.omar.taps("approve.yes")

    assert await stage_of(stage) is DraftStage.SUBMITTED


async def test_whoever_counts_is_offered_numbers_only(stage: Stage) -> None:
    await appoint(stage, omar=Role.STATISTICIAN)
    await stage.omar.says("/help")
    stage.omar.sees("/stats")
    stage.omar.sees_not("/newappeal", "/approve", "/halt")
