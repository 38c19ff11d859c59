"""Halting and correcting with the installed program, before a strict server."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from alertbot.domain.publication import DraftStage, Purpose
from alertbot.domain.subscriber import Address
from tests.support.corrections import RIGHT, WRONG, renamed

from .ledger import ledger
from .stage import ALERT, OLGA, Stage, staged
from .test_kills import RATE, SLOTS, Killer, people, swift

SOON = 1.0
"""Seconds within which a halt must have stopped everything."""

LEASED = SLOTS + 5
"""Messages on their way, and those that stand ready for the next places."""

OLD, NEW = "sign-1-1", "sign-1-2"


def reached(stage: Stage, crowd: list[int]) -> int:
    return sum(stage.judge.sent[person] for person in crowd)


async def test_a_halt_at_every_tenth_stops_within_a_second(tmp_path: Path) -> None:
    async with staged(tmp_path, limits=swift(), RATE=str(RATE)) as stage:
        crowd = people(2 * RATE)
        await stage.seat(crowd)
        await stage.bot.start()
        for tenth in range(1, 10):
            before = reached(stage, crowd)
            await stage.publish()
            goal = before + len(crowd) * tenth // 10
            await stage.judge.until(lambda goal=goal: reached(stage, crowd) >= goal)
            stage.judge.say(OLGA, "/halt")
            await asyncio.sleep(SOON)
            stopped = reached(stage, crowd)
            await asyncio.sleep(SOON)
            assert reached(stage, crowd) == stopped
        assert await stage.bot.stop() == 0
        stage.clean()


async def test_a_halt_by_button_leaves_no_more_than_what_is_on_its_way(tmp_path: Path) -> None:
    async with staged(tmp_path, limits=swift(), RATE=str(RATE)) as stage:
        crowd = people(6 * RATE)
        await stage.seat(crowd)
        await stage.bot.start()
        await stage.publish()
        await stage.judge.offered(OLGA, "steer-1-halted")
        stage.judge.tap(OLGA, "steer-1-halted")
        taps = stage.judge.calls["answercallbackquery"]
        await stage.judge.until(lambda: stage.judge.calls["answercallbackquery"] > taps)
        answered = reached(stage, crowd)
        await asyncio.sleep(2 * SOON)
        assert answered < len(crowd)
        assert reached(stage, crowd) - answered <= LEASED
        assert await stage.bot.stop() == 0
        stage.clean()


async def test_a_correction_that_is_killed_again_and_again_redraws_every_copy_and_sends_nothing(
    tmp_path: Path,
) -> None:
    async with staged(tmp_path, limits=swift(), RATE=str(RATE)) as stage:
        crowd, killer = people(3 * RATE), Killer(stage)
        await stage.seat(crowd)
        await stage.bot.start()
        await stage.publish()
        await stage.judge.until(lambda: all(stage.judge.find_button(person, ALERT) for person in crowd), 60)
        await correct(stage)
        for _ in range(3):
            goal = stage.judge.calls["editmessagetext"] + killer.chance.randint(20, 60)
            await stage.judge.until(lambda goal=goal: stage.judge.calls["editmessagetext"] >= goal)
            await killer.kill()
        await stage.judge.until(lambda: all(stage.judge.find_button(person, NEW) for person in crowd), 60)
        assert await stage.bot.stop() == 0
        assert not any(stage.judge.find_button(person, OLD) for person in crowd)
        assert {stage.judge.sent[person] for person in crowd} == {1}
        stage.clean()


async def test_a_name_corrected_while_reminders_go_out_is_right_for_everybody_however_often_the_bot_dies(
    tmp_path: Path,
) -> None:
    """Whoever keeps the wrong name, too, has two: one was on its way when the bot was killed."""
    async with staged(tmp_path, limits=swift(), RATE=str(RATE)) as stage:
        crowd, killer = people(3 * RATE), Killer(stage)
        await stage.seat(crowd)
        await reminding_soon(stage, crowd)
        stage.set_clock(EVENING.isoformat())
        for _ in range(3):
            goal = stage.judge.calls["sendmessage"] + killer.chance.randint(30, 80)
            await stage.judge.until(lambda goal=goal: stage.judge.calls["sendmessage"] >= goal)
            await killer.kill()
        await stage.judge.until(lambda: all(reminders(stage, person, RIGHT) for person in crowd), 60)
        await stage.judge.until(lambda: wrong(stage, crowd) <= doubled(stage, crowd), 60)
        assert await stage.bot.stop() == 0
        assert all(reminders(stage, person, RIGHT) for person in crowd)
        assert len(doubled(stage, crowd)) <= killer.kills * SLOTS
        assert stage.judge.calls["editmessagetext"] > 0
        stage.clean()


EVENING = datetime(2017, 10, 13, 12, tzinfo=UTC)
"""A week before the court sits in Almaty."""


async def reminding_soon(stage: Stage, crowd: list[int]) -> None:
    """Everybody follows a case that is to be reminded of; a second later the name in it is corrected."""
    await stage.bot.start()
    await stage.publish()
    await stage.judge.until(lambda: all(stage.judge.find_button(person, ALERT) for person in crowd), 60)
    stage.judge.say(OLGA, "/hearing 20 October 2017 10:00 Almaty")
    await stage.judge.offered(OLGA, "savehearing-1-")
    stage.judge.tap(OLGA, "savehearing-1-")
    await stage.judge.offered(OLGA, "nextday-")
    assert await stage.bot.stop() == 0
    async with ledger(stage.bot.data) as tx:
        now = (await tx.appeals.newest(1))[0]
        for person in crowd:
            known = await tx.people.find(Address("telegram", str(person)))
            assert known is not None
            await tx.follows.follow(known.id, now.case_id)
        draft = await tx.drafts.begin("olga", EVENING)
        right = renamed(now)
        filled = replace(draft, case=right.case, appeal=right.appeal, purpose=Purpose.CORRECTION)
        about = replace(filled, about=now.id, since=now.version, approved_by="omar", digest="0" * 64)
        until = EVENING + timedelta(seconds=1)
        await tx.drafts.save(replace(about, stage=DraftStage.HOLD, hold_until=until))
    await stage.bot.start()


def reminders(stage: Stage, person: int, name: str) -> int:
    """How many reminders with this name stand in a chat."""
    seen = stage.judge.messages(person)
    return sum(name in message.text for message in seen if "20 October 2017" in message.text)


def wrong(stage: Stage, crowd: list[int]) -> set[int]:
    return {person for person in crowd if reminders(stage, person, WRONG)}


def doubled(stage: Stage, crowd: list[int]) -> set[int]:
    return {person for person in crowd if reminders(stage, person, "") > 1}


async def correct(stage: Stage) -> None:
    """Olga opens what is published as a correction and submits it; Omar approves."""
    stage.judge.say(OLGA, "/correct")
    await stage.judge.offered(OLGA, "correct-1")
    stage.judge.tap(OLGA, "correct-1")
    await stage.judge.offered(OLGA, "submit-")
    stage.judge.tap(OLGA, "submit-")
    await stage.approve()
