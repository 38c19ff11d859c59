"""People do what people do in a messenger, and the bot hears of it what Telegram would tell it."""

from typing import Any

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import ChatMigrated

from alertbot.playground import Playground, PlaygroundError

from .conftest import ANN, BEN, CHANNEL, CLEO, DAN, GROUP, SMALL


def heard(playground: Playground, kind: str = "message") -> list[dict[str, Any]]:
    return [update[kind] for update in playground.world.updates.pending if kind in update]


def texts(playground: Playground) -> list[str]:
    return [message.get("text", "") for message in heard(playground)]


def test_start_carries_the_payload_of_a_deep_link(idle: Playground) -> None:
    idle.press_start(ANN, "kz-3")
    idle.open_link(ANN, "https://t.me/alert_bot?start=kz-4")

    assert texts(idle) == ["/start kz-3", "/start kz-4"]
    assert heard(idle)[0]["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert heard(idle)[0]["from"]["language_code"] == "ru"


def test_a_payload_no_link_can_carry_is_refused(idle: Playground) -> None:
    with pytest.raises(PlaygroundError, match="start payload"):
        idle.press_start(ANN, "a b")


def test_a_link_to_somebody_else_does_not_start_the_bot(idle: Playground) -> None:
    with pytest.raises(PlaygroundError, match="does not lead to the bot"):
        idle.open_link(ANN, "https://t.me/other_bot?start=x")


def test_a_long_text_goes_out_in_pieces_in_order(idle: Playground) -> None:
    said = idle.say(ANN, ANN, "line of text\n" * 700)

    assert [len(message.text) <= 4096 for message in said] == [True, True, True]
    assert texts(idle) == [message.text for message in said]
    assert "\n".join(texts(idle)) == ("line of text\n" * 700).strip()


def test_in_a_group_the_bot_sees_commands_to_it_and_replies_to_it_only(idle: Playground) -> None:
    own = idle.world.post(GROUP, idle.world.bot.id, {"text": "from the bot"})
    idle.say(ANN, GROUP, "just talking")
    idle.say(ANN, GROUP, "/subscribe")
    idle.say(ANN, GROUP, "/subscribe@alert_bot now")
    idle.say(ANN, GROUP, "/subscribe@other_bot")
    idle.say(ANN, GROUP, "an answer", reply_to=own.id)

    assert texts(idle) == ["/subscribe", "/subscribe@alert_bot now", "an answer"]
    assert heard(idle)[-1]["reply_to_message"]["text"] == "from the bot"


def test_as_an_administrator_the_bot_sees_everything(idle: Playground) -> None:
    idle.promote_bot(GROUP, BEN)
    idle.say(ANN, GROUP, "just talking")

    assert texts(idle) == ["just talking"]


def test_a_group_without_the_bot_stays_private(idle: Playground) -> None:
    idle.say(ANN, SMALL, "/start")

    assert heard(idle) == []


def test_a_post_in_a_channel_is_a_channel_post(idle: Playground) -> None:
    idle.say(BEN, CHANNEL, "An announcement")

    assert heard(idle, "channel_post")[0]["sender_chat"]["title"] == "Labour alerts"
    with pytest.raises(PlaygroundError, match="Only administrators can post"):
        idle.say(ANN, CHANNEL, "me too")


def test_adding_the_bot_says_who_added_it_and_what_it_was_before(idle: Playground) -> None:
    idle.add_bot(SMALL, CLEO)
    idle.promote_bot(SMALL, ANN)
    idle.demote_bot(SMALL, ANN)
    idle.remove_bot(SMALL, ANN)

    changes = heard(idle, "my_chat_member")
    assert [
        (c["from"]["id"], c["old_chat_member"]["status"], c["new_chat_member"]["status"]) for c in changes
    ] == [
        (CLEO, "left", "member"),
        (ANN, "member", "administrator"),
        (ANN, "administrator", "member"),
        (ANN, "member", "kicked"),
    ]
    assert heard(idle)[0]["new_chat_members"][0]["username"] == "alert_bot"
    assert "left_chat_member" in idle.last(SMALL).wire


def test_a_startgroup_link_adds_the_bot_and_greets_it(idle: Playground) -> None:
    idle.open_link(ANN, "https://t.me/alert_bot?startgroup=kz", SMALL)

    assert texts(idle) == ["", "/start@alert_bot kz"]


def test_only_administrators_change_the_bots_standing(idle: Playground) -> None:
    with pytest.raises(PlaygroundError, match="Only administrators"):
        idle.remove_bot(GROUP, ANN)
    with pytest.raises(PlaygroundError, match="is in 'Oil workers' already"):
        idle.add_bot(GROUP, ANN)
    with pytest.raises(PlaygroundError, match="not in"):
        idle.promote_bot(SMALL, ANN)


def test_a_group_that_becomes_a_supergroup_tells_the_bot_thrice(idle: Playground) -> None:
    idle.add_bot(SMALL, ANN)
    joined = len(heard(idle, "my_chat_member"))
    new = idle.upgrade_group(SMALL, ANN)

    (join,) = heard(idle, "my_chat_member")[joined:]
    assert (join["chat"]["id"], join["chat"]["type"]) == (new, "supergroup")
    assert (join["old_chat_member"]["status"], join["new_chat_member"]["status"]) == ("left", "member")
    left, entered = heard(idle)[-2:]
    assert (left["chat"]["id"], left["migrate_to_chat_id"]) == (SMALL, new)
    assert (entered["chat"]["id"], entered["migrate_from_chat_id"]) == (new, SMALL)


def test_people_go_on_in_the_supergroup_and_not_in_the_group_it_was(idle: Playground) -> None:
    idle.add_bot(SMALL, ANN)
    new = idle.upgrade_group(SMALL, ANN)
    idle.say(CLEO, new, "/subscribe")

    assert texts(idle)[-1] == "/subscribe"
    with pytest.raises(PlaygroundError, match="became a supergroup"):
        idle.say(CLEO, SMALL, "/subscribe")
    with pytest.raises(PlaygroundError, match="became a supergroup"):
        idle.upgrade_group(SMALL, ANN)


def test_only_a_group_is_upgraded_and_only_by_its_administrator(idle: Playground) -> None:
    with pytest.raises(PlaygroundError, match="Only administrators"):
        idle.upgrade_group(SMALL, CLEO)
    with pytest.raises(PlaygroundError, match="is a supergroup already"):
        idle.upgrade_group(GROUP, BEN)


async def test_the_group_that_was_refuses_and_tells_where_it_is_now(playground: Playground, bot: Bot) -> None:
    playground.add_bot(SMALL, ANN)
    new = playground.upgrade_group(SMALL, ANN)
    with pytest.raises(ChatMigrated) as refused:
        await bot.send_message(SMALL, "to the old group")
    await bot.send_message(new, "to the new one")

    assert refused.value.new_chat_id == new
    assert playground.last(new).text == "to the new one"
    assert [message.text for message in playground.history(SMALL)] == ["", ""]


def test_blocking_and_coming_back_are_told_to_the_bot(idle: Playground) -> None:
    idle.press_start(ANN)
    idle.block(ANN)
    with pytest.raises(PlaygroundError, match="has blocked the bot"):
        idle.say(ANN, ANN, "hello?")
    idle.press_start(ANN)

    changes = heard(idle, "my_chat_member")
    assert [change["new_chat_member"]["status"] for change in changes] == ["kicked", "member"]
    assert texts(idle) == ["/start", "/start"]


def test_nobody_speaks_in_a_chat_they_are_not_in(idle: Playground) -> None:
    with pytest.raises(PlaygroundError, match="Cleo is not in this chat"):
        idle.say(CLEO, GROUP, "hello")
    with pytest.raises(PlaygroundError, match="Dan is not in this chat"):
        idle.history(GROUP, viewer=DAN)


async def test_a_button_is_pressed_by_label_or_place(playground: Playground, bot: Bot) -> None:
    playground.press_start(ANN)
    row = [
        InlineKeyboardButton("Sign", callback_data="s"),
        InlineKeyboardButton("Site", url="https://example.org"),
    ]
    await bot.send_message(ANN, "x", reply_markup=InlineKeyboardMarkup([row]))
    message = playground.last(ANN)
    playground.press(ANN, message, "Sign")
    playground.press(ANN, message, 0)

    assert [query["data"] for query in heard(playground, "callback_query")] == ["s", "s"]
    with pytest.raises(PlaygroundError, match="sends nothing to the bot"):
        playground.press(ANN, message, "Site")
    with pytest.raises(PlaygroundError, match="There is no button 'Nope'"):
        playground.press(ANN, message, "Nope")
    with pytest.raises(PlaygroundError, match="not in this chat"):
        playground.press(BEN, message, "Sign")


async def test_a_button_of_a_deleted_message_cannot_be_pressed(playground: Playground, bot: Bot) -> None:
    playground.press_start(ANN)
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("Sign", callback_data="s")]])
    sent = await bot.send_message(ANN, "x", reply_markup=markup)
    message = playground.last(ANN)
    await bot.delete_message(ANN, sent.message_id)

    with pytest.raises(PlaygroundError, match="was deleted"):
        playground.press(ANN, message, "Sign")
