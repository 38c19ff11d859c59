"""A crowd: everyone is reached once, at the platform's own pace, and people are answered meanwhile.

``ALERTBOT_TEST_CROWD`` (600) makes larger ones.
"""

import os
from pathlib import Path

import pytest

from tests.support.judge_limits import Limits

from .stage import ALERT, OMAR, Stage, staged

CROWD = int(os.environ.get("ALERTBOT_TEST_CROWD", "600"))
TALKERS = range(500_001, 500_021)
FORBIDDEN, TOO_FAST = 403, 429


@pytest.mark.parametrize(("rate", "many"), [(30, CROWD // 4), (1000, CROWD)])
async def test_everyone_is_reached_once_within_the_limits_while_people_are_answered(
    tmp_path: Path, rate: int, many: int
) -> None:
    async with staged(tmp_path, limits=Limits(rate=rate), RATE=str(rate)) as stage:
        crowd = list(range(10_001, 10_001 + many))
        stage.judge.blocked = {person for person in crowd if person % 10 == 0}
        await stage.seat([*crowd, *TALKERS])
        await stage.bot.start()
        await stage.submit()
        await stage.judge.offered(OMAR, "approve-")
        for person in TALKERS:
            stage.judge.say(person, "/settings")
        await stage.judge.until(lambda: all(stage.judge.find_button(person, "") for person in TALKERS))
        await stage.approve()
        await stage.judge.until(lambda: any(stage.judge.sent[person] for person in crowd))
        taps = [stage.judge.taps[stage.judge.tap(person, "")] for person in TALKERS]
        reached = [person for person in crowd if person not in stage.judge.blocked]
        await stage.judge.until(lambda: _all_have_it(stage, reached), many / 10 + 30)
        await stage.judge.until(lambda: all(tap.answered for tap in taps))
        assert {stage.judge.sent[person] for person in reached} == {1}
        await stage.judge.until(lambda: stage.judge.refused[FORBIDDEN] == len(stage.judge.blocked))
        assert not stage.judge.refused[TOO_FAST]
        assert await stage.bot.stop() == 0
        stage.clean()


def _all_have_it(stage: Stage, crowd: list[int]) -> bool:
    return all(stage.judge.find_button(person, ALERT) for person in crowd)
