"""The bot says who it is and what it can do, to each in their language and place."""

from typing import Any

import pytest
from telegram import Bot, BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeChat
from telegram.error import BadRequest

from alertbot.playground import Playground
from alertbot.playground.profile import commands_for, description_for

from .conftest import ANN, BEN, CHANNEL, GROUP


def offered(playground: Playground, person: int, chat: int) -> list[str]:
    return [command["command"] for command in commands_for(playground.world, person, chat)]


async def test_the_bot_knows_its_name(bot: Bot) -> None:
    me = await bot.get_me()

    assert (me.username, me.is_bot, me.can_read_all_group_messages) == ("alert_bot", True, False)


async def test_a_menu_is_kept_for_each_scope_and_language(playground: Playground, bot: Bot) -> None:
    await bot.set_my_commands([BotCommand("help", "Help")])
    await bot.set_my_commands([BotCommand("pomosh", "Помощь")], language_code="ru")
    await bot.set_my_commands([BotCommand("subscribe", "Subscribe")], scope=BotCommandScopeAllGroupChats())
    await bot.set_my_commands([BotCommand("approve", "Approve")], scope=BotCommandScopeChat(BEN))

    assert offered(playground, ANN, ANN) == ["pomosh"]
    assert offered(playground, BEN, BEN) == ["approve"]
    assert offered(playground, BEN, GROUP) == ["subscribe"]
    assert offered(playground, BEN, CHANNEL) == []
    assert [command.command for command in await bot.get_my_commands(language_code="ru")] == ["pomosh"]


async def test_a_deleted_menu_falls_back_to_the_wider_one(playground: Playground, bot: Bot) -> None:
    await bot.set_my_commands([BotCommand("help", "Help")])
    await bot.set_my_commands([BotCommand("pomosh", "Помощь")], language_code="ru")
    await bot.delete_my_commands(language_code="ru")

    assert offered(playground, ANN, ANN) == ["help"]


@pytest.mark.parametrize(
    "command", [("Help", "x"), ("", "x"), ("help", ""), ("x" * 33, "x"), ("help", "x" * 257)]
)
async def test_a_command_outside_of_the_rules_is_refused(bot: Bot, command: tuple[str, str]) -> None:
    with pytest.raises(BadRequest, match=r"(?i)bot_command"):
        await bot.set_my_commands([command])


@pytest.mark.filterwarnings("ignore:Please use")
async def test_a_scope_telegram_does_not_have_is_refused(bot: Bot) -> None:
    scope: dict[str, Any] = {"type": "everybody"}
    with pytest.raises(BadRequest, match=r"(?i)botcommandscope"):
        await bot.do_api_request("getMyCommands", api_kwargs={"scope": scope})


async def test_the_description_is_told_in_the_readers_language(playground: Playground, bot: Bot) -> None:
    await bot.set_my_description("Alerts")
    await bot.set_my_description("Оповещения", language_code="ru")
    await bot.set_my_short_description("Alerts")

    assert description_for(playground.world, ANN) == "Оповещения"
    assert description_for(playground.world, BEN) == "Alerts"
    with pytest.raises(BadRequest):
        await bot.set_my_description("x" * 513)
