"""The composition: a bot that ends in order, and ends for good only when its settings are wrong."""

import asyncio
from pathlib import Path

import pytest

from alertbot.app.campaigns import campaigns_directory, own_name
from alertbot.errors import ConfigurationError
from alertbot.platforms.telegram.talk import TelegramPlatform
from tests.support.cast import ANN
from tests.support.telegram import TelegramStage


async def test_every_command_for_everyone_is_in_the_menu(stage: TelegramStage) -> None:
    def languages() -> bool:
        calls = stage.playground.calls("setMyCommands")
        return {call.params.get("language_code", "") for call in calls} >= {"", "ru", "ro"}

    assert await stage.playground.wait_until(languages)


async def test_what_came_in_before_the_end_is_answered_before_it(stage: TelegramStage) -> None:
    stage.playground.say(ANN, ANN, "/start")
    await stage.playground.wait_until(lambda: not stage.playground.world.updates.pending)
    await stage.restart()

    assert sum(message.fits("welcome.title") for message in stage.ann.messages()) == 1


async def test_ending_takes_moments_while_the_platform_keeps_a_poll_open(stage: TelegramStage) -> None:
    async with asyncio.timeout(5):
        await stage.end()


async def test_a_refused_token_ends_the_bot_with_a_sentence(stage: TelegramStage) -> None:
    await stage.end()
    stranger = TelegramPlatform("123456:not-this-one", stage.playground.url)
    with pytest.raises(ConfigurationError):
        await stranger.open()
    await stranger.close()


async def test_a_failing_loop_begins_again(stage: TelegramStage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("alertbot.app.bot.PAUSE_AFTER_FAILURE", 0.01)
    await stage.end()
    plain, failures = TelegramPlatform.poll, iter(range(2))

    async def poll(self: TelegramPlatform, after: int | None, *, wait: bool = True) -> object:
        for _ in failures:
            raise RuntimeError("an answer nobody expected")
        return await plain(self, after, wait=wait)

    monkeypatch.setattr(TelegramPlatform, "poll", poll)
    await stage.begin()
    await stage.ann.start()

    stage.ann.sees("welcome.title")


def test_languages_are_named_in_themselves() -> None:
    assert [own_name(code) for code in ("en", "ru", "ro")] == ["English", "Русский", "Română"]


def test_the_seed_campaigns_are_found() -> None:
    found = campaigns_directory()
    assert found is not None
    assert Path(found, "kurmanov", "case.yaml").is_file()
