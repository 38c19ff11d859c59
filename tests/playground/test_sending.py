"""Messages arrive as they were meant, or are refused as Telegram refuses them."""

import struct
from typing import Any

import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    MessageEntity,
    ReplyParameters,
)
from telegram.error import BadRequest, Forbidden, NetworkError

from alertbot.playground import Playground, VirtualClock

from .conftest import ANN, BEN, CHANNEL, DAN, GROUP, NOON, SMALL

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 320, 200) + b"\x08\x02\0\0\0"


@pytest.fixture(autouse=True)
def ann_has_started(playground: Playground) -> None:
    playground.press_start(ANN)


async def test_a_message_carries_its_formatting_buttons_and_virtual_date(
    playground: Playground, bot: Bot
) -> None:
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("Sign", callback_data="sign")]])
    sent = await bot.send_message(
        ANN,
        "<b>Free</b> Nurbek",
        parse_mode="HTML",
        reply_markup=markup,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        disable_notification=True,
        protect_content=True,
        allow_paid_broadcast=True,
    )

    assert sent.date == NOON
    assert sent.has_protected_content
    assert sent.entities == (MessageEntity("bold", 0, 4),)
    assert playground.last(ANN).labels == ["Sign"]
    assert playground.last(ANN).text == "Free Nurbek"


async def test_entities_may_be_given_apart(playground: Playground, bot: Bot) -> None:
    await bot.send_message(ANN, "  Free Nurbek", entities=[MessageEntity("bold", 2, 4)])

    assert playground.last(ANN).entities == [{"type": "bold", "offset": 0, "length": 4}]


@pytest.mark.parametrize(
    ("text", "options", "reason"),
    [
        ("x" * 4097, {}, "Message is too long"),
        ("😀" * 2049, {}, "Message is too long"),
        (" \n ", {}, "Message text is empty"),
        ("<b></b>", {"parse_mode": "HTML"}, "Message text is empty"),
        ("<u>x", {"parse_mode": "HTML"}, "Can't parse entities: can't find end tag .*"),
        ("*x*", {"parse_mode": "MarkdownV2"}, "The playground does not know the parse mode MarkdownV2"),
        (
            "x",
            {"entities": [MessageEntity("bold", 0, 2)]},
            "Can't parse entities: entity bold lies outside .*",
        ),
        ("x", {"reply_parameters": ReplyParameters(77)}, "Message to be replied not found"),
        ("x", {"message_thread_id": 7}, "Message thread not found"),
    ],
)
async def test_a_wrong_message_is_refused(bot: Bot, text: str, options: dict[str, Any], reason: str) -> None:
    with pytest.raises(BadRequest, match=rf"(?i)^{reason}$"):
        await bot.send_message(ANN, text, **options)


async def test_markup_does_not_count_against_the_length(bot: Bot) -> None:
    sent = await bot.send_message(ANN, f"<b>{'&amp;' * 4096}</b>", parse_mode="HTML")

    assert sent.text == "&" * 4096


async def test_a_reply_quotes_its_message(playground: Playground, bot: Bot) -> None:
    first = playground.last(ANN)
    sent = await bot.send_message(ANN, "yes", reply_parameters=ReplyParameters(first.id))
    lost = await bot.send_message(
        ANN, "no", reply_parameters=ReplyParameters(9, allow_sending_without_reply=True)
    )

    assert sent.reply_to_message is not None
    assert sent.reply_to_message.text == "/start"
    assert lost.reply_to_message is None


async def test_a_thread_is_kept_in_a_supergroup(playground: Playground, bot: Bot) -> None:
    await bot.send_message(GROUP, "here", message_thread_id=7)

    assert playground.last(GROUP).wire["message_thread_id"] == 7


@pytest.mark.parametrize(
    ("chat", "error", "reason"),
    [
        (DAN, Forbidden, "bot can't initiate conversation with a user"),
        (SMALL, Forbidden, "bot is not a member of the group chat"),
        (424242, BadRequest, "Chat not found"),
        ("@nobody", BadRequest, "Chat not found"),
    ],
)
async def test_a_chat_out_of_reach_is_refused(
    bot: Bot, chat: int | str, error: type[Exception], reason: str
) -> None:
    with pytest.raises(error, match=reason):
        await bot.send_message(chat, "hello")


async def test_a_person_who_blocked_the_bot_is_out_of_reach(playground: Playground, bot: Bot) -> None:
    playground.block(ANN)
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(ANN, "hello")
    playground.unblock(ANN)

    assert await bot.send_message(ANN, "hello again")


async def test_a_group_that_threw_the_bot_out_is_out_of_reach(playground: Playground, bot: Bot) -> None:
    playground.remove_bot(GROUP, BEN)

    with pytest.raises(Forbidden, match="bot was kicked from the supergroup chat"):
        await bot.send_message(GROUP, "hello")


async def test_a_channel_takes_posts_from_administrators_that_may_post(
    playground: Playground, bot: Bot
) -> None:
    posted = await bot.send_message("@labouralerts", "An alert")
    assert posted.sender_chat is not None
    assert posted.sender_chat.id == CHANNEL

    playground.promote_bot(CHANNEL, BEN, may_post=False)
    with pytest.raises(BadRequest, match=r"(?i)need administrator rights in the channel chat"):
        await bot.send_message(CHANNEL, "Another")


async def test_a_document_is_uploaded_once_and_sent_again_by_its_id(playground: Playground, bot: Bot) -> None:
    sent = await bot.send_document(
        ANN, b"%PDF", filename="письмо.pdf", caption="<i>ready</i>", parse_mode="HTML"
    )
    assert sent.document is not None
    again = await bot.send_document(GROUP, sent.document.file_id)

    assert sent.document.file_name == "письмо.pdf"
    assert sent.caption_entities == (MessageEntity("italic", 0, 5),)
    assert again.document == sent.document
    assert playground.file(playground.last(GROUP)) == b"%PDF"


async def test_a_photo_tells_its_size(bot: Bot) -> None:
    sent = await bot.send_photo(ANN, PNG)

    assert [(size.width, size.height) for size in sent.photo] == [(320, 200)]


async def test_what_is_no_picture_is_no_photo(bot: Bot) -> None:
    with pytest.raises(BadRequest, match=r"(?i)image_process_failed"):
        await bot.send_photo(ANN, b"%PDF")


@pytest.mark.parametrize(
    ("document", "reason"),
    [(b"", "File must be non-empty"), ("nosuchfile", "Wrong file identifier/http url specified")],
)
async def test_a_document_that_is_none_is_refused(bot: Bot, document: bytes | str, reason: str) -> None:
    with pytest.raises(BadRequest, match=rf"(?i){reason}"):
        await bot.send_document(ANN, document)


async def test_a_caption_has_its_own_limit(bot: Bot) -> None:
    with pytest.raises(BadRequest, match=r"(?i)message caption is too long"):
        await bot.send_document(ANN, b"x", caption="x" * 1025)


async def test_a_file_over_fifty_megabytes_is_too_large(bot: Bot) -> None:
    with pytest.raises(NetworkError, match="Request Entity Too Large"):
        await bot.send_document(ANN, b"x" * (50 * (1 << 20) + 1), write_timeout=60)


async def test_a_file_a_person_sent_can_be_fetched(playground: Playground, bot: Bot) -> None:
    playground.send_file(ANN, ANN, "appeal.txt", b"free them", caption="see")
    update = (await bot.get_updates())[-1]
    assert update.message is not None
    assert update.message.document is not None

    fetched = await update.message.document.get_file()

    assert bytes(await fetched.download_as_bytearray()) == b"free them"


async def test_the_typing_sign_needs_a_chat_that_listens(playground: Playground, bot: Bot) -> None:
    assert await bot.send_chat_action(ANN, "typing")
    with pytest.raises(BadRequest):
        await bot.send_chat_action(ANN, "dancing")
    with pytest.raises(Forbidden):
        await bot.send_chat_action(DAN, "typing")


async def test_messages_are_numbered_by_chat_in_supergroups_and_together_elsewhere(
    playground: Playground, bot: Bot, clock: VirtualClock
) -> None:
    playground.press_start(BEN)
    numbers = [(await bot.send_message(chat, "x")).message_id for chat in (ANN, BEN, GROUP, CHANNEL)]

    assert numbers == [3, 4, 1, 1]
