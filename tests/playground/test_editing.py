"""What stands in a chat can be changed and taken back; a pressed button is answered once."""

from datetime import timedelta

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest

from alertbot.playground import Playground, VirtualClock

from .conftest import ANN, BEN, GROUP

SIGN = InlineKeyboardMarkup([[InlineKeyboardButton("Sign", callback_data="sign")]])
OUT_OF_DATE = "(?i)query is too old and response timeout expired or query id is invalid"


@pytest.fixture(autouse=True)
def ann_has_started(playground: Playground) -> None:
    playground.press_start(ANN)


async def test_an_edit_changes_the_text_and_takes_the_old_buttons_away(
    playground: Playground, bot: Bot
) -> None:
    sent = await bot.send_message(ANN, "one", reply_markup=SIGN)
    await bot.edit_message_text("<b>two</b>", ANN, sent.message_id, parse_mode="HTML")

    edited = playground.last(ANN)
    assert (edited.id, edited.text, edited.edited, edited.labels) == (sent.message_id, "two", True, [])


async def test_an_edit_that_changes_nothing_is_refused(bot: Bot) -> None:
    sent = await bot.send_message(ANN, "one", reply_markup=SIGN)

    with pytest.raises(BadRequest, match=r"(?i)message is not modified: specified new message content"):
        await bot.edit_message_text("one", ANN, sent.message_id, reply_markup=SIGN)
    with pytest.raises(BadRequest, match=r"(?i)message is not modified"):
        await bot.edit_message_reply_markup(ANN, sent.message_id, reply_markup=SIGN)


async def test_only_the_buttons_can_be_changed(playground: Playground, bot: Bot) -> None:
    sent = await bot.send_message(ANN, "one", reply_markup=SIGN)
    await bot.edit_message_reply_markup(ANN, sent.message_id)

    assert (playground.last(ANN).text, playground.last(ANN).labels) == ("one", [])


async def test_the_buttons_of_a_document_can_be_changed_and_its_text_cannot(
    playground: Playground, bot: Bot
) -> None:
    sent = await bot.send_document(ANN, b"x", filename="a.txt", caption="see", reply_markup=SIGN)
    with pytest.raises(BadRequest, match=r"(?i)there is no text in the message to edit"):
        await bot.edit_message_text("two", ANN, sent.message_id)
    await bot.edit_message_reply_markup(ANN, sent.message_id)

    assert (playground.last(ANN).text, playground.last(ANN).file_name) == ("see", "a.txt")


@pytest.mark.parametrize(
    ("number", "reason"), [(99, "Message to edit not found"), (1, "Message can't be edited")]
)
async def test_only_its_own_messages_can_be_edited(bot: Bot, number: int, reason: str) -> None:
    with pytest.raises(BadRequest, match=rf"(?i){reason}"):
        await bot.edit_message_text("two", ANN, number)


async def test_a_message_can_be_deleted_for_two_days(
    playground: Playground, bot: Bot, clock: VirtualClock
) -> None:
    young = await bot.send_message(ANN, "young")
    old = await bot.send_message(ANN, "old")
    clock.advance(timedelta(hours=48))
    await bot.delete_message(ANN, young.message_id)
    clock.advance(timedelta(seconds=1))

    with pytest.raises(BadRequest, match=r"(?i)message can't be deleted for everyone"):
        await bot.delete_message(ANN, old.message_id)
    with pytest.raises(BadRequest, match=r"(?i)message to delete not found"):
        await bot.delete_message(ANN, young.message_id)
    assert [message.text for message in playground.history(ANN)] == ["/start", "old"]


async def test_other_peoples_messages_are_deleted_by_administrators_only(
    playground: Playground, bot: Bot
) -> None:
    said = playground.say(BEN, GROUP, "/spam")[0]
    with pytest.raises(BadRequest, match=r"(?i)can't be deleted"):
        await bot.delete_message(GROUP, said.id)
    playground.promote_bot(GROUP, BEN)

    assert await bot.delete_message(GROUP, said.id)


async def test_many_messages_are_deleted_at_once_and_missing_ones_left_out(
    playground: Playground, bot: Bot
) -> None:
    sent = [(await bot.send_message(ANN, str(number))).message_id for number in range(3)]

    assert await bot.delete_messages(ANN, [*sent, 999])
    assert [message.text for message in playground.history(ANN)] == ["/start"]


async def test_a_pressed_button_is_answered_once(playground: Playground, bot: Bot) -> None:
    await bot.send_message(ANN, "one", reply_markup=SIGN)
    pressed = playground.tap(ANN, "Sign")
    query = (await bot.get_updates())[-1].callback_query
    assert query is not None
    assert (query.id, query.data, query.from_user.id) == (pressed, "sign", ANN)
    assert await query.answer("Thank you", show_alert=True)

    with pytest.raises(BadRequest, match=OUT_OF_DATE):
        await query.answer()
    with pytest.raises(BadRequest, match=OUT_OF_DATE):
        await bot.answer_callback_query("4711")


async def test_an_answer_is_short_and_links_to_the_bot_only(playground: Playground, bot: Bot) -> None:
    await bot.send_message(ANN, "one", reply_markup=SIGN)
    query = playground.tap(ANN, "Sign")

    with pytest.raises(BadRequest, match=r"(?i)message_too_long"):
        await bot.answer_callback_query(query, "x" * 201)
    with pytest.raises(BadRequest, match=r"(?i)url_invalid"):
        await bot.answer_callback_query(query, url="https://example.org")
    assert await bot.answer_callback_query(query, url="https://t.me/alert_bot?start=x")
