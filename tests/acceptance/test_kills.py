"""The installed program, killed and started again: nobody is missed, hardly anybody hears twice.

What needs thousands of kills is proven in ``tests/trust``, on forked lives; here the whole program starts.
``ALERTBOT_TEST_KILLS`` (3) and ``ALERTBOT_TEST_SEED`` (1) make longer and other runs of the same tests.
"""

import asyncio
import logging
import os
import random
from pathlib import Path

from alertbot.domain.delivery import BroadcastKind
from tests.support.judge import Fault
from tests.support.judge_limits import Limits

from .ledger import broadcasts, drafts, signatures
from .stage import ALERT, ANN, OLGA, Stage, staged

log = logging.getLogger(__name__)

KILLS = int(os.environ.get("ALERTBOT_TEST_KILLS", "3"))
SEED = int(os.environ.get("ALERTBOT_TEST_SEED", "1"))
RATE = 100
SLOTS = 15
"""Messages that are on their way at once at that rate: 0.15 seconds of it."""

BETWEEN_KILLS = 90
"""People that a broadcast reaches, at most, from one kill to the next."""

AMENDING_ANN = ("editmessagetext", ANN)
PASTED = (
    "Free Ainur Kurmanov\n\nA trade unionist was arrested in Almaty on 27 September 2017.",
    "We demand that the charges are dropped.",
    "Write to the Prosecutor General of Kazakhstan: gp-rk@mail.online.kz",
)


class Killer:
    """Ends the bot at instants nobody chose, and starts it again."""

    def __init__(self, stage: Stage, seed: int = SEED) -> None:
        self._stage = stage
        self.chance = random.Random(seed)  # noqa: S311 - instants, not secrets
        self.kills = 0

    async def kill(self, within: float = 0.03) -> None:
        await asyncio.sleep(self.chance.uniform(0, within))
        await self._stage.bot.kill()
        self.kills += 1
        await self._stage.bot.start()


def people(many: int) -> list[int]:
    return list(range(10_001, 10_001 + many))


def swift() -> Limits:
    return Limits(rate=RATE)


async def test_a_broadcast_that_is_killed_again_and_again_misses_nobody_and_repeats_little(
    tmp_path: Path,
) -> None:
    async with staged(tmp_path, limits=swift(), RATE=str(RATE)) as stage:
        crowd = people((KILLS + 1) * BETWEEN_KILLS)
        stage.judge.blocked = {person for person in crowd if person % 10 == 0}
        await stage.seat(crowd)
        await stage.bot.start()
        await stage.publish()
        killer = Killer(stage)
        for _ in range(KILLS):
            goal = stage.judge.calls["sendmessage"] + killer.chance.randint(1, BETWEEN_KILLS - SLOTS)
            await stage.judge.until(lambda goal=goal: stage.judge.calls["sendmessage"] >= goal)
            await killer.kill()
        reached = [person for person in crowd if person not in stage.judge.blocked]
        await stage.judge.until(lambda: _all_have(stage, reached, ALERT), 120)
        assert await stage.bot.stop() == 0
        copies = [len(stage.judge.messages(person)) for person in reached]
        repeats = sum(copies) - len(reached)
        log.info("%d kills, %d people, %d repeats", killer.kills, len(reached), repeats)
        assert max(copies) <= 2
        assert repeats <= killer.kills * SLOTS
        assert await broadcasts(stage.bot.data) == {BroadcastKind.ALERT: 1}
        stage.clean()


async def test_a_broadcast_that_is_interrupted_by_a_signal_goes_on_and_repeats_nothing(
    tmp_path: Path,
) -> None:
    async with staged(tmp_path, limits=swift(), RATE=str(RATE)) as stage:
        crowd = people(BETWEEN_KILLS)
        await stage.seat(crowd)
        await stage.bot.start()
        await stage.publish()
        await stage.judge.until(lambda: stage.judge.calls["sendmessage"] >= BETWEEN_KILLS // 3)
        assert await stage.bot.stop() == 0
        assert not _all_have(stage, crowd, ALERT)
        await stage.bot.start()
        await stage.judge.until(lambda: _all_have(stage, crowd, ALERT))
        assert await stage.bot.stop() == 0
        assert {stage.judge.sent[person] for person in crowd} == {1}
        stage.clean()


def _all_have(stage: Stage, crowd: list[int], button: str) -> bool:
    return all(stage.judge.find_button(person, button) for person in crowd)


async def test_the_answer_to_a_tap_survives_a_kill_in_the_middle_of_it(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.seat([ANN])
        await stage.bot.start()
        await stage.publish()
        await stage.judge.offered(ANN, ALERT)
        stage.judge.tap(ANN, ALERT)
        await stage.judge.offered(ANN, "count-")
        stage.judge.weather = lambda method, chat: Fault("silent") if (method, chat) == AMENDING_ANN else None
        stage.judge.tap(ANN, "count-")
        await stage.judge.until(lambda: stage.judge.silenced["editmessagetext"])
        stage.judge.weather = None
        await Killer(stage).kill(0)
        await stage.judge.offered(ANN, "unsign-")
        assert await stage.bot.stop() == 0
        assert await signatures(stage.bot.data, 1) == 1
        stage.clean()


async def test_what_an_organizer_types_during_kills_is_kept_once_and_in_order(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.bot.start()
        killer = Killer(stage)
        stage.judge.say(OLGA, "/newappeal")
        await stage.judge.offered(OLGA, "prepared-")
        for piece in PASTED:
            update = stage.judge.say(OLGA, piece)
            if killer.chance.random() < 0.7:
                await stage.judge.until(lambda update=update: stage.judge.confirmed(update))
            await killer.kill(0.1)
        await stage.judge.offered(OLGA, "thatsall-")
        stage.judge.tap(OLGA, "thatsall-")
        await killer.kill(1.0)
        await stage.judge.offered(OLGA, "submit-")
        assert await stage.bot.stop() == 0
        (draft,) = await drafts(stage.bot.data)
        assert draft.pasted == PASTED
        stage.clean()
