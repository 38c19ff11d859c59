"""The bot can look at the chats it is in, and leave them."""

import pytest
from telegram import Bot, ChatMemberAdministrator
from telegram.error import BadRequest, Forbidden

from alertbot.playground import Playground

from .conftest import ANN, BEN, CHANNEL, CLEO, DAN, GROUP, SMALL


async def test_a_chat_shows_its_title(playground: Playground, bot: Bot) -> None:
    playground.press_start(ANN)

    assert (await bot.get_chat(GROUP)).title == "Oil workers"
    assert (await bot.get_chat(ANN)).first_name == "Ann"


@pytest.mark.parametrize(("chat", "error"), [(DAN, BadRequest), (SMALL, Forbidden)])
async def test_a_chat_the_bot_is_not_in_stays_unseen(bot: Bot, chat: int, error: type[Exception]) -> None:
    with pytest.raises(error):
        await bot.get_chat(chat)


@pytest.mark.parametrize(("person", "status"), [(ANN, "member"), (BEN, "creator"), (CLEO, "left")])
async def test_a_member_has_a_status(bot: Bot, person: int, status: str) -> None:
    assert (await bot.get_chat_member(GROUP, person)).status == status


async def test_the_bot_sees_its_own_rights(playground: Playground, bot: Bot) -> None:
    mine = await bot.get_chat_member(CHANNEL, bot.id)

    assert isinstance(mine, ChatMemberAdministrator)
    assert mine.can_post_messages


async def test_administrators_are_listed_with_the_bot_when_it_is_one(
    playground: Playground, bot: Bot
) -> None:
    assert [member.user.id for member in await bot.get_chat_administrators(GROUP)] == [BEN]
    playground.promote_bot(GROUP, BEN)
    assert [member.user.id for member in await bot.get_chat_administrators(GROUP)] == [BEN, bot.id]


async def test_members_are_counted_with_the_bot(bot: Bot) -> None:
    assert await bot.get_chat_member_count(GROUP) == 3


async def test_the_bot_can_leave(playground: Playground, bot: Bot) -> None:
    assert await bot.leave_chat(GROUP)

    with pytest.raises(Forbidden, match="bot is not a member of the supergroup chat"):
        await bot.send_message(GROUP, "still here?")
