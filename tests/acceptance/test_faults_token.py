"""A token that somebody else uses as well, or that Telegram does not take for a while."""

from pathlib import Path

from tests.support.judge import TOKEN, Fault
from tests.support.judge_limits import Limits

from .stage import ANN, staged

FEW = 12
"""Lines: what may be told of a bad minute or two."""


def lines(log: str, word: str) -> int:
    return sum(word in line for line in log.splitlines())


async def test_two_installations_with_one_token_tell_of_it_once_and_answer_all_the_same(
    tmp_path: Path,
) -> None:
    async with staged(tmp_path) as stage:
        await stage.bot.start()
        await stage.judge.until(lambda: stage.judge.calls["getupdates"] >= 2)
        second = stage.another(tmp_path / "second")
        await second.start()
        await stage.judge.until(lambda: stage.judge.refused[409])
        for _ in range(3):
            heard = stage.judge.sent[ANN]
            stage.judge.say(ANN, "/help")
            await stage.judge.until(lambda heard=heard: stage.judge.sent[ANN] > heard)
        assert await second.stop() == 0
        await stage.subscribe(ANN)
        assert await stage.bot.stop() == 0
        for bot in (stage.bot, second):
            assert lines(bot.log, "another_program_polls") <= 1
            assert lines(bot.log, "warning") <= FEW
        assert lines(stage.bot.log + second.log, "another_program_polls") >= 1
        assert TOKEN.partition(":")[2] not in stage.bot.log + second.log


async def test_a_token_that_is_refused_in_mid_broadcast_costs_nobody_the_alert(tmp_path: Path) -> None:
    async with staged(tmp_path, limits=Limits(rate=100), RATE="100") as stage:
        crowd = range(10_001, 10_101)
        await stage.seat(crowd)
        await stage.bot.start()
        await stage.publish()
        await stage.judge.until(lambda: sum(stage.judge.sent[person] for person in crowd) > 20)
        stage.judge.weather = lambda method, chat: Fault("refused", code=401, text="Unauthorized")
        stage.judge.say(ANN, "/start")  # or else the poll that is open would notice nothing for long
        await stage.bot.logs("token_refused")
        stage.judge.weather = None
        await stage.judge.until(lambda: all(stage.judge.sent[person] for person in crowd))
        await stage.judge.offered(ANN, "agree-en")
        assert await stage.bot.stop() == 0
        assert {stage.judge.sent[person] for person in crowd} == {1}
        assert lines(stage.bot.log, "token_refused") == 1
        assert lines(stage.bot.log, "warning") <= FEW
        stage.clean()
