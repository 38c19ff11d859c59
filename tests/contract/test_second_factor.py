"""A stolen account alone approves nothing: the six digits, asked for, counted once, locked after five."""

from dataclasses import replace

import pytest
from pyotp.totp import TOTP

from alertbot.domain.authority import Role
from alertbot.domain.publication import DraftStage
from alertbot.domain.second_factor import LOCKED_FOR, step_at
from tests.support.actor import Actor
from tests.support.stage import Stage

WRONG = "000 000"


async def code(stage: Stage, person: str, *, steps: int = 0) -> str:
    """What the app on a person's phone shows; ``steps`` ahead, or behind."""
    factor = await stage.asked(lambda tx: tx.second_factors.get(person))
    assert factor is not None
    return TOTP(factor.secret).generate_otp(step_at(stage.clock.now()) + steps)


async def protected(stage: Stage, actor: Actor) -> None:
    """Somebody sets up a second factor; then a minute passes, so that the next code is another."""
    await actor.says("/security")
    await actor.taps("factor.set_up")
    await actor.says(await code(stage, actor.name))
    actor.sees("factor.confirmed")
    await stage.pass_time(minutes=1)


async def stage_of(stage: Stage) -> DraftStage:
    return (await stage.asked(lambda tx: tx.drafts.open_ones()))[0].stage


async def appoint(stage: Stage, role: Role) -> None:
    """The bot is started again with Olga in another role."""
    olga, omar = stage.organizers()
    changed = (replace(olga, role=role), omar)
    setattr(stage, "organizers", lambda: changed)  # noqa: B010 - a method is put in another's place
    await stage.restart()


async def test_the_secret_is_shown_once_and_everybody_hears_that_it_is_set_up(stage: Stage) -> None:
    await stage.olga.start()
    await stage.omar.says("/security")
    await stage.omar.taps("factor.set_up")
    stage.omar.sees("factor.scan", "factor.link", "factor.first", "otpauth://totp/Alertbot:omar")
    assert any(message.file.startswith(b"\x89PNG") for message in stage.omar.news())
    stage.olga.looks_away()
    await stage.omar.says(await code(stage, "omar"))

    stage.olga.sees("factor.told.on")
    await stage.omar.says("/security")
    stage.omar.sees("factor.on")
    stage.omar.sees_not("otpauth")


async def test_until_the_first_code_is_typed_nothing_is_asked_for(stage: Stage) -> None:
    await stage.omar.says("/security")
    await stage.omar.taps("factor.set_up")
    await stage.omar.says(WRONG)
    stage.omar.sees("factor.first_wrong")
    await stage.submit_prepared("Free Ainur")
    await stage.omar.taps("approve.yes")

    assert await stage_of(stage) is DraftStage.HOLD


async def test_whoever_has_one_approves_with_a_code_and_not_without(stage: Stage) -> None:
    await protected(stage, stage.omar)
    await stage.submit_prepared("Free Ainur")
    await stage.omar.taps("approve.yes")
    stage.omar.sees("approve.code", "factor.type")
    assert await stage_of(stage) is DraftStage.SUBMITTED
    await stage.omar.says("yes, please")
    stage.omar.sees("factor.not_digits")
    await stage.omar.says(await code(stage, "omar"))

    stage.omar.sees("hold.title")
    assert await stage_of(stage) is DraftStage.HOLD


async def test_a_code_counts_once(stage: Stage) -> None:
    await protected(stage, stage.omar)
    shown = await code(stage, "omar")
    for title in ("Free Ainur", "Glodeni"):
        await stage.submit_prepared(title)
        await stage.omar.taps("approve.yes")
        await stage.omar.says(shown)

    stage.omar.sees("factor.used")
    drafts = await stage.asked(lambda tx: tx.drafts.open_ones())
    assert sorted(draft.stage for draft in drafts) == [DraftStage.HOLD, DraftStage.SUBMITTED]


@pytest.mark.parametrize(("steps", "counts"), [(-2, False), (-1, True), (1, True), (2, False)])
async def test_a_phones_clock_may_be_half_a_minute_off(stage: Stage, steps: int, counts: bool) -> None:
    await protected(stage, stage.omar)
    await stage.pass_time(minutes=2)
    await stage.submit_prepared("Free Ainur")
    await stage.omar.taps("approve.yes")
    await stage.omar.says(await code(stage, "omar", steps=steps))

    assert await stage_of(stage) is (DraftStage.HOLD if counts else DraftStage.SUBMITTED)


async def test_five_wrong_codes_lock_for_a_quarter_of_an_hour_and_everybody_is_told(stage: Stage) -> None:
    await protected(stage, stage.omar)
    await stage.submit_prepared("Free Ainur")
    await stage.omar.taps("approve.yes")
    stage.olga.looks_away()
    for _ in range(5):
        await stage.omar.says(WRONG)
    stage.omar.sees("factor.locked_now")
    stage.olga.sees("factor.told.locked")
    right = await code(stage, "omar")
    await stage.omar.says(right)
    stage.omar.sees("factor.locked")
    assert await stage_of(stage) is DraftStage.SUBMITTED
    await stage.pass_time(seconds=LOCKED_FOR.total_seconds() + 1)
    await stage.omar.says("/approve")
    await stage.omar.taps("Free Ainur")
    await stage.omar.taps("approve.yes")
    await stage.omar.says(await code(stage, "omar"))

    assert await stage_of(stage) is DraftStage.HOLD


async def test_what_changes_while_the_code_is_awaited_is_not_approved(stage: Stage) -> None:
    await protected(stage, stage.omar)
    await stage.submit_prepared("Free Ainur")
    await stage.omar.taps("approve.yes")
    await stage.olga.says("/drafts")
    await stage.olga.taps("Free Ainur")
    await stage.olga.taps("approve.take_back")
    await stage.omar.says(await code(stage, "omar"))

    stage.omar.sees("approve.not_waiting")
    assert await stage_of(stage) is DraftStage.OPEN


async def test_where_it_is_required_nobody_approves_without_one(stage: Stage) -> None:
    stage.bot._security._required = True  # pyright: ignore[reportPrivateUsage]
    await stage.submit_prepared("Free Ainur")
    await stage.omar.taps("approve.yes")

    stage.omar.sees("approve.no_factor")
    assert await stage_of(stage) is DraftStage.SUBMITTED


async def test_it_is_taken_away_with_a_code_only(stage: Stage) -> None:
    await protected(stage, stage.omar)
    await stage.omar.says("/security")
    await stage.omar.taps("factor.remove")
    await stage.omar.says(WRONG)
    assert await stage.asked(lambda tx: tx.second_factors.confirmed()) == {"omar"}
    stage.olga.looks_away()
    await stage.omar.says(await code(stage, "omar"))

    assert await stage.asked(lambda tx: tx.second_factors.confirmed()) == set()
    stage.olga.sees("factor.told.off")


async def test_an_owner_resets_a_lost_one_with_a_code_of_their_own(stage: Stage) -> None:
    await protected(stage, stage.omar)
    await appoint(stage, Role.OWNER)
    await stage.olga.says("/security")
    await stage.olga.taps("factor.reset")
    stage.olga.sees("factor.own_first")
    await protected(stage, stage.olga)
    await stage.olga.says("/security")
    await stage.olga.taps("factor.reset")
    stage.omar.looks_away()
    await stage.olga.says(await code(stage, "olga"))

    assert await stage.asked(lambda tx: tx.second_factors.confirmed()) == {"olga"}
    stage.omar.sees("factor.told.reset")


async def test_nobody_but_an_owner_is_offered_a_reset(stage: Stage) -> None:
    await protected(stage, stage.omar)
    await stage.olga.says("/security")

    stage.olga.is_not_offered("factor.reset")


async def test_the_secret_stands_in_no_file(stage: Stage) -> None:
    await protected(stage, stage.omar)
    factor = await stage.asked(lambda tx: tx.second_factors.get("omar"))
    assert factor is not None
    assert factor.secret not in repr(factor)
    for file in stage.store._file.parent.rglob("*"):  # type: ignore[union-attr]
        assert file.is_dir() or factor.secret.encode() not in file.read_bytes()
