"""Bad days: a server that is down, slow, rude or lying, a second bot, a locked database, a wrong token."""

import random
import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from tests.support.judge import Fault
from tests.support.judge_limits import Limits

from .process import BotProcess
from .stage import ALERT, ANN, OMAR, Stage, staged

GROUP = -1001
RUDE = ("unheard", "unanswered", "broken", "garbage")


async def test_a_second_bot_on_the_same_data_ends_with_one_sentence(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.bot.start()
        await stage.judge.until(lambda: stage.judge.calls["getupdates"])
        second = stage.another(tmp_path / "second", DATA_DIR=str(stage.bot.data))
        await second.start()
        assert await second.ended() == 2, second.log
        assert _said(second).startswith("alertbot: Another alertbot is running on")
        assert await stage.bot.stop() == 0
        stage.clean()


async def test_a_wrong_token_ends_with_one_sentence(tmp_path: Path) -> None:
    async with staged(tmp_path, TELEGRAM_TOKEN="424242:AAF-not_the_one_that_was_given") as stage:
        await stage.bot.start()
        assert await stage.bot.ended() == 2, stage.bot.log
        assert _said(stage.bot).startswith("alertbot: Telegram refused the bot's token")
        assert "AAF-not_the_one" not in stage.bot.log


def _said(bot: BotProcess) -> str:
    """The one line on standard error that is no log line."""
    (line,) = [line for line in bot.log.splitlines() if line.startswith("alertbot: ")]
    return line


async def test_a_server_that_is_down_at_the_start_is_waited_for(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        stage.judge.say(ANN, "/start")
        await stage.judge.stop()
        await stage.bot.start()
        await stage.bot.logs("platform_unreachable")
        await stage.judge.start()
        await stage.judge.offered(ANN, "agree-en")
        assert await stage.bot.stop() == 0
        stage.clean()


async def test_a_bot_that_waits_for_its_server_can_be_stopped(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.judge.stop()
        await stage.bot.start()
        await stage.bot.logs("platform_unreachable")
        assert await stage.bot.stop() == 0


async def test_nobody_waits_until_the_command_menu_is_accepted(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        stage.judge.weather = lambda method, chat: Fault("silent") if method == "setmycommands" else None
        await stage.bot.start()
        await stage.subscribe(ANN)
        assert stage.judge.silenced["setmycommands"]
        assert await stage.bot.stop() == 0
        stage.clean()


async def test_through_broken_connections_and_answers_everybody_is_reached_at_most_twice(
    tmp_path: Path,
) -> None:
    async with staged(tmp_path, limits=Limits(rate=100), RATE="100") as stage:
        crowd = list(range(10_001, 10_041))
        await stage.seat(crowd)
        await stage.bot.start()
        await stage.submit()
        await stage.judge.offered(OMAR, "approve-")
        chance = random.Random(3)  # noqa: S311 - weather, not a secret
        struck: set[int] = set()

        def weather(method: str, chat: int) -> Fault | None:
            if method == "getupdates":
                return Fault("broken") if chance.random() < 0.3 else None
            if chat not in crowd or chat in struck or chance.random() < 0.6:
                return None
            struck.add(chat)
            return Fault(chance.choice(RUDE))

        stage.judge.weather = weather
        await stage.approve()
        await stage.judge.until(lambda: len(stage.judge.copies("", crowd)) == len(crowd), 90)
        stage.judge.weather = None
        assert struck
        assert max(stage.judge.copies("", crowd).values()) <= 2
        assert await stage.bot.stop() == 0
        stage.clean()


async def test_a_group_that_is_refused_for_minutes_delays_nobody_else(tmp_path: Path) -> None:
    async with staged(tmp_path, limits=Limits(rate=100), RATE="100") as stage:
        crowd = list(range(10_001, 10_061))
        await stage.seat([GROUP, *crowd])
        await stage.bot.start()
        stage.judge.weather = lambda method, chat: Fault("later", 300) if chat == GROUP else None
        await stage.publish()
        await stage.judge.until(lambda: all(stage.judge.sent[person] for person in crowd))
        await stage.subscribe(ANN)
        assert not stage.judge.sent[GROUP]
        stage.judge.weather = None
        stage.set_clock("2017-10-04T08:06:00Z")
        assert await stage.bot.stop() == 0
        stage.clean()


async def test_updates_that_make_no_sense_are_put_aside_and_the_others_answered(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        stage.judge.update(message=[])
        stage.judge.update(message={"message_id": "x", "chat": 7, "text": {"deep": []}})
        stage.judge.update(callback_query={"id": 5, "from": None, "data": "sign-1-1"})
        stage.judge.update(something_new={"id": 1}, message=None)
        last = stage.judge.say(ANN, "/start")
        stage.judge.update(my_chat_member={"chat": {"id": 10**30, "type": "odd"}})
        await stage.bot.start()
        await stage.judge.offered(ANN, "agree-en")
        await stage.judge.until(lambda: stage.judge.confirmed(last))
        assert await stage.bot.stop() == 0
        stage.clean()


async def test_another_program_with_the_same_token_is_told_once_and_outlived(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        refusals = iter(range(2))
        stage.judge.weather = lambda method, chat: (
            Fault("conflict") if method == "getupdates" and next(refusals, None) is not None else None
        )
        stage.judge.say(ANN, "/start")
        await stage.bot.start()
        await stage.judge.offered(ANN, "agree-en")
        assert await stage.bot.stop() == 0
        assert sum("another_program_polls" in line for line in stage.bot.log.splitlines()) == 1
        stage.clean()


async def test_a_database_that_is_locked_for_a_while_loses_no_tap(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.bot.start()
        await stage.subscribe(ANN)
        heard = stage.judge.sent[ANN]
        with _locked(stage.bot.data / "alertbot.sqlite"):
            stage.judge.say(ANN, "/appeals")
            await stage.bot.logs("StoreBusy", "store_unavailable")
        await stage.judge.until(lambda: stage.judge.sent[ANN] > heard)
        assert len(stage.judge.messages(ANN)) == heard + 1
        assert await stage.bot.stop() == 0
        stage.clean()


async def test_a_tap_that_was_fetched_before_the_database_was_locked_is_not_lost(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.seat([ANN])
        await stage.bot.start()
        await _published(stage)
        stage.judge.tap(ANN, ALERT)
        await stage.judge.offered(ANN, "count-")
        tapped = stage.judge.calls["getupdates"]
        stage.judge.tap(ANN, "count-")
        await stage.judge.until(lambda: stage.judge.calls["getupdates"] > tapped)
        with _locked(stage.bot.data / "alertbot.sqlite"):
            await stage.bot.logs("StoreBusy", "store_unavailable")
        await stage.judge.offered(ANN, "unsign-")
        assert await stage.bot.stop() == 0
        stage.clean()


async def _published(stage: Stage) -> None:
    await stage.publish()
    await stage.judge.offered(ANN, ALERT)


@contextmanager
def _locked(database: Path) -> Generator[None]:
    """Another program writes and does not come to an end."""
    other = sqlite3.connect(database, timeout=30, isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")
    finally:
        other.close()
