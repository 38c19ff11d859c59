"""An exercise in the chat: everything can be practised, and nobody who did not sit down hears any of it."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from alertbot.app.drill_chat import LASTS
from alertbot.ports import Tx
from alertbot.store import schema
from alertbot.store.store import SqlTx
from tests.support.actor import Actor
from tests.support.phrases import tidy
from tests.support.stage import HOLD, Stage

PATIENCE = 60.0
ASKED_AGAIN = 0.05
REAL_THINGS = (schema.draft, schema.appeal, schema.broadcast, schema.hearing, schema.audit, schema.reminder)
"""Tables that an exercise must leave as they are."""


async def _until(holds: Callable[[], bool], actor: Actor, what: str) -> None:
    try:
        async with asyncio.timeout(PATIENCE):
            while not holds():  # noqa: ASYNC110 - what people see rings no bell
                await asyncio.sleep(ASKED_AGAIN)
    except TimeoutError:
        shown = "\n---\n".join(f"{m.text}\n{list(m.labels)}" for m in actor.messages())
        raise AssertionError(f"{actor.name} waits for {what}:\n{shown}") from None


async def sees(actor: Actor, *what: str) -> None:
    """As soon as it is there: an exercise goes on beside the bot that the stage waits for."""
    for one in what:
        await _until(lambda one=one: any(m.fits(one) for m in actor.news()), actor, one)


async def taps(actor: Actor, what: str) -> None:
    """As soon as it is offered in the news."""
    await _until(lambda: any(m.label(what) for m in actor.news()), actor, f"a button {what}")
    await actor.taps(what)


async def begins(actor: Actor) -> None:
    await actor.says("/drill")
    await actor.taps("drill.begin")
    actor.sees("drill.begun")


async def real_things(stage: Stage) -> list[int]:
    """How much there is of everything that an exercise must not touch."""

    async def count(tx: Tx) -> list[int]:
        assert isinstance(tx, SqlTx)
        return [await tx.work.value(select(func.count()).select_from(table)) for table in REAL_THINGS]

    return await stage.asked(count)


async def recipients(stage: Stage) -> set[bytes]:
    """Everybody who ever had a row in the real outbox, by their keyed hash."""

    async def hashes(tx: Tx) -> set[bytes]:
        assert isinstance(tx, SqlTx)
        rows = await tx.work.rows(select(schema.delivery.c.recipient).distinct())
        return {row.recipient for row in rows}

    return await stage.asked(hashes)


async def test_a_whole_campaign_is_practised_alone_and_nobody_else_hears_it(stage: Stage) -> None:
    await stage.subscribe("ann", "boris")
    before, heard = await real_things(stage), await recipients(stage)
    for other in (stage.ann, stage.boris, stage.omar):
        other.looks_away()
    olga = stage.olga
    earlier = {message.id for message in olga.messages()}
    await begins(olga)
    await taps(olga, "drill.ready_text")
    await taps(olga, "review.sign_by")
    await sees(olga, "drill.mark")
    await olga.says("tomorrow")
    await taps(olga, "review.submit")
    await taps(olga, "consent.family")
    await taps(olga, "drill.colleague.yes")
    if stage.platform.can.buttons:
        await taps(olga, "progress.halt")
        await sees(olga, "drill.step.halt")
    assert await real_things(stage) == before
    new = await recipients(stage) - heard
    assert len(new) <= 1, "only the one who practises was written to"
    for other in (stage.ann, stage.boris, stage.omar):
        other.sees_nothing()
    assert all(message.fits("drill.mark") for message in olga.messages() if message.id not in earlier)


async def steps_show(actor: Actor, words: str) -> None:
    """In ``/drill``, as soon as it is there: what is done shows with the next look."""
    async with asyncio.timeout(PATIENCE):
        await actor.says("/drill")
        while not any(words in tidy(m.text) for m in actor.news()):
            await asyncio.sleep(ASKED_AGAIN)
            await actor.says("/drill")


async def an_hour_passes(actor: Actor) -> None:
    await actor.says("/drill")
    await taps(actor, "drill.hour")


async def test_what_was_stopped_before_anybody_had_it_can_still_be_watched(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Hold and first look last an hour each, so that nothing depends on how fast somebody taps."""
    monkeypatch.setattr("alertbot.app.bot.EXERCISE_HOLD", 3600.0)
    monkeypatch.setattr("alertbot.app.bot.EXERCISE_CANARY", 3600.0)
    olga = stage.olga
    await begins(olga)
    for button in (
        "drill.ready_text",
        "review.submit",
        "consent.family",
        "drill.colleague.yes",
    ):
        await taps(olga, button)
    await sees(olga, "hold.title")
    await an_hour_passes(olga)
    await sees(olga, "canary.head", "progress.sent")
    await taps(olga, "progress.halt")
    await steps_show(olga, "It was stopped before anybody else had it.")
    await olga.says("/correct")
    for button in ("EXERCISE", "review.code"):
        await taps(olga, button)
    await sees(olga, "edit.ask")
    await olga.says("EXERCISE 2")
    for button in ("review.submit", "drill.colleague.yes"):
        await taps(olga, button)
    await sees(olga, "hold.title")
    await an_hour_passes(olga)
    await steps_show(olga, "✅ Watch it go out")


async def test_two_organizers_practise_together(stage: Stage) -> None:
    await begins(stage.olga)
    await taps(stage.olga, "drill.ready_text")
    await taps(stage.olga, "review.submit")
    await taps(stage.olga, "consent.family")
    await sees(stage.olga, "drill.colleague")
    await stage.omar.says("/drill join")
    stage.omar.sees("drill.joined")
    await sees(stage.olga, "drill.came")
    await taps(stage.omar, "approve.yes")
    if stage.platform.can.buttons:
        await sees(stage.omar, "drill.step.approve")
    await stage.omar.says("/drill stop")
    stage.omar.sees("drill.ended")
    await sees(stage.olga, "drill.left")


async def test_nobody_but_organizers_may(stage: Stage) -> None:
    await begins(stage.olga)
    for said in ("/drill", "/drill join"):
        await stage.ann.says(said)
        stage.ann.sees_one("command.organizers_only")


async def test_what_is_not_practised_is_neither_done_here_nor_for_real(stage: Stage) -> None:
    await begins(stage.olga)
    before = await real_things(stage)
    await stage.olga.says("/export")

    stage.olga.sees("drill.not_here")
    assert await real_things(stage) == before


async def test_a_real_alert_comes_and_halt_stops_it_in_the_middle_of_an_exercise(stage: Stage) -> None:
    await stage.subscribe("ann")
    await stage.submit_prepared("Free Ainur")
    await begins(stage.olga)
    stage.olga.looks_away()
    await stage.omar.taps("approve.yes")
    await stage.olga.says("/halt")
    stage.olga.sees("halt.done")
    await stage.pass_time(seconds=HOLD + 1)
    stage.ann.sees_nothing()

    await stage.olga.says("/drill")
    stage.olga.sees("drill.step.paste")


async def test_a_real_question_pauses_the_exercise_and_says_so(stage: Stage) -> None:
    omar = stage.omar
    await omar.subscribe()
    await begins(omar)
    await omar.says("/settings")
    await omar.taps("settings.change_zone")
    omar.sees("drill.paused", "zone.ask")
    await omar.says("Bucharest")
    omar.sees("zone.done")
    await omar.says("/drill")
    omar.sees("drill.step.paste")


async def test_a_restart_ends_it_and_what_was_meant_for_it_is_not_taken_for_real(stage: Stage) -> None:
    await begins(stage.olga)
    await stage.restart()
    await stage.calm()
    await sees(stage.olga, "drill.interrupted")
    before = await real_things(stage)
    await stage.olga.says("Free Rosa Example! " * 40)

    stage.olga.sees_one("drill.over")
    assert await real_things(stage) == before
    await stage.olga.says("/drafts")
    stage.olga.sees_not("drill.over")


async def test_a_tap_after_the_end_says_that_it_is_over(stage: Stage) -> None:
    await begins(stage.olga)
    await taps(stage.olga, "drill.ready_text")
    await _until(lambda: any(m.label("review.submit") for m in stage.olga.news()), stage.olga, "the draft")
    await stage.olga.says("/drill stop")
    stage.olga.sees("drill.ended")
    if stage.platform.can.buttons:
        await stage.olga.taps("review.submit")
        stage.olga.sees("drill.over")


async def test_it_ends_by_itself_after_some_hours(stage: Stage) -> None:
    await begins(stage.olga)
    stage.clock.advance(LASTS + timedelta(seconds=1))

    await sees(stage.olga, "drill.timed_out")


async def test_only_so_many_are_run_beside_the_real_work(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("alertbot.app.drill_chat.MOST", 1)
    await begins(stage.olga)
    await stage.omar.says("/drill")
    await stage.omar.taps("drill.begin")

    stage.omar.sees("drill.full")
