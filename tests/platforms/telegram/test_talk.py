"""Telegram as a platform, against a strict Bot API server on loopback."""

import json
import logging
from pathlib import Path
from typing import Any

import pytest
from telegram import WebhookInfo

from alertbot.domain.subscriber import Address
from alertbot.errors import (
    ConfigurationError,
    InDoubt,
    NothingToAmend,
    NotSent,
    RecipientGone,
    Rejected,
    TryLater,
)
from alertbot.platforms.telegram import TelegramPlatform
from alertbot.platforms.telegram.bot import DiscreetBot
from alertbot.playground import Fault, Playground
from alertbot.ports import Platform
from alertbot.wording.tree import Button, Handout

from .breaking import TOKEN, broken, http
from .scene import ANN, BEN, ROOM, arrived, at, once, utterance

SPEC = Path(__file__).parents[4] / "shared/telegram/bot-api-spec.json"


def test_telegram_is_a_platform() -> None:
    platform: Platform = TelegramPlatform(TOKEN)
    assert platform.name == "telegram"
    assert platform.can.buttons
    assert "SECRET" not in repr(platform)


# --- sending ------------------------------------------------------------------------------------------------


async def test_what_is_shown_is_read_as_it_was_said(
    playground: Playground, telegram: TelegramPlatform
) -> None:
    playground.press_start(ANN)
    said = utterance("Max <b>&</b> friends", (Button("Sign", tap="sign-7-1"),))
    message = await telegram.show(at(ANN), telegram.encode(said))
    last = playground.last(ANN)
    assert (last.text, last.labels, str(last.id)) == ("Max <b>&</b> friends", ["Sign"], message)
    assert not playground.violations


async def test_one_encoding_serves_everybody(playground: Playground, telegram: TelegramPlatform) -> None:
    payload = telegram.encode(utterance("Free Max"))
    for person in (ANN, BEN):
        playground.press_start(person)
        await telegram.show(at(person), payload)
    assert playground.last(ANN).text == playground.last(BEN).text == "Free Max"


async def test_a_topic_gets_its_message(playground: Playground, telegram: TelegramPlatform) -> None:
    await telegram.show(at(ROOM, "9"), telegram.encode(utterance("x")))
    assert playground.last(ROOM).wire["message_thread_id"] == 9


async def test_a_letter_arrives_under_its_cyrillic_name(
    playground: Playground, telegram: TelegramPlatform
) -> None:
    playground.press_start(ANN)
    paper = Handout("письмо.pdf", "application/pdf", b"%PDF-1.7 \x00\xff")
    said = utterance("Ready", (Button("Taken", tap="took-1"),), handout=paper)
    await telegram.show(at(ANN), telegram.encode(said))
    last = playground.last(ANN)
    assert last.wire["document"]["file_name"] == "письмо.pdf"
    assert last.wire["document"]["mime_type"] == "application/pdf"
    assert last.wire["caption"] == "Ready"
    assert last.labels == ["Taken"]
    assert playground.file(last) == paper.content


async def test_a_picture_is_shown_in_the_chat_with_its_caption_and_buttons(
    playground: Playground, telegram: TelegramPlatform
) -> None:
    playground.press_start(ANN)
    header = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + (210).to_bytes(4, "big") + (297).to_bytes(4, "big")
    picture = Handout("letter.png", "image/png", header + b"\x08\x02\x00\x00\x00")
    said = utterance("On paper", (Button("Ways", tap="ways-1"),), handout=picture)
    await telegram.show(at(ANN), telegram.encode(said))
    last = playground.last(ANN)
    assert (last.wire["photo"][-1]["width"], last.wire["photo"][-1]["height"]) == (210, 297)
    assert "document" not in last.wire
    assert (last.wire["caption"], last.labels) == ("On paper", ["Ways"])


async def test_a_message_is_redrawn_in_place(playground: Playground, telegram: TelegramPlatform) -> None:
    playground.press_start(ANN)
    message = await telegram.show(at(ANN), telegram.encode(utterance("0 of 10", (Button("Halt", tap="h"),))))
    await telegram.amend(at(ANN), message, telegram.encode(utterance("9 of 10")))
    assert (playground.last(ANN).text, playground.last(ANN).labels) == ("9 of 10", [])


async def test_redrawing_the_same_is_no_error(playground: Playground, telegram: TelegramPlatform) -> None:
    playground.press_start(ANN)
    payload = telegram.encode(utterance("same"))
    message = await telegram.show(at(ANN), payload)
    await telegram.amend(at(ANN), message, payload)


async def test_a_message_that_is_gone_cannot_be_redrawn(
    playground: Playground, telegram: TelegramPlatform
) -> None:
    playground.press_start(ANN)
    payload = telegram.encode(utterance("x"))
    paper = Handout("a.pdf", "application/pdf", b"%PDF")
    document = await telegram.show(at(ANN), telegram.encode(utterance("x", handout=paper)))
    for message in ("999", document, "not-a-number"):
        with pytest.raises(NothingToAmend):
            await telegram.amend(at(ANN), message, payload)
    with pytest.raises(NothingToAmend):
        await telegram.amend(at(ANN), document, telegram.encode(utterance("x", handout=paper)))


async def test_whoever_blocked_us_or_never_came_is_gone(
    playground: Playground, telegram: TelegramPlatform
) -> None:
    playground.press_start(ANN)
    playground.block(ANN)
    for person in (ANN, BEN, 999):
        with pytest.raises(RecipientGone):
            await telegram.show(at(person), telegram.encode(utterance("x")))


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (Fault("drop_before"), InDoubt),
        (Fault("drop_after"), InDoubt),
        (Fault("refuse", 502), InDoubt),
        (Fault("refuse", 429, "Too Many Requests: retry after 8", retry_after=8), TryLater),
        (Fault("refuse", 400, "Bad Request: can't parse entities"), Rejected),
        (Fault("refuse", 401, "Unauthorized"), NotSent),
    ],
    ids=["before", "after", "502", "429", "400", "401"],
)
async def test_every_fault_of_a_send_is_sorted(
    playground: Playground, telegram: TelegramPlatform, fault: Fault, kind: type[Exception]
) -> None:
    playground.press_start(ANN)
    playground.faults = once("sendMessage", fault)
    with pytest.raises(kind) as caught:
        await telegram.show(at(ANN), telegram.encode(utterance("x")))
    assert caught.value.__context__ is None


async def test_an_answer_without_a_message_leaves_us_in_doubt() -> None:
    for said in (
        b'{"ok":true,"result":true}',
        b'{"ok":true}',
        b'{"ok":true,"result":{"message_id":"x"}}',
        b"[]",
    ):
        async with broken(http("200 OK", said)) as server:
            platform = TelegramPlatform(TOKEN, server.url)
            with pytest.raises(InDoubt):
                await platform.open()
            with pytest.raises(InDoubt):
                await platform.show(at(ANN), platform.encode(utterance("x")))
            await platform.close()


# --- rooms, menus, opening ----------------------------------------------------------------------------------


async def test_administrators_are_asked_for_live(playground: Playground, telegram: TelegramPlatform) -> None:
    assert await telegram.is_administrator(at(ROOM), at(BEN))
    assert not await telegram.is_administrator(at(ROOM), at(ANN))
    assert not await telegram.is_administrator(at(-999), at(BEN))
    assert not await telegram.is_administrator(at(ROOM), Address("telegram", "@ben"))
    playground.faults = once("getChatMember", Fault("drop_after"))
    assert not await telegram.is_administrator(at(ROOM), at(BEN))


async def test_the_menu_is_introduced_in_every_language(
    playground: Playground, telegram: TelegramPlatform
) -> None:
    await telegram.introduce({"en": [("help", "What I do")], "ru": [("help", "Что я умею")]})
    asked = [call.params for call in playground.calls("setMyCommands")]
    assert [params.get("language_code") for params in asked] == [None, "ru"]
    assert not playground.violations
    playground.faults = once("setMyCommands", Fault("drop_after"))
    await telegram.introduce({"en": [("help", "What I do")]})


async def test_the_private_chat_has_an_address(telegram: TelegramPlatform) -> None:
    assert telegram.home == "https://t.me/alert_bot?start="


async def test_opening_asks_for_no_more_than_it_needs(
    playground: Playground, telegram: TelegramPlatform
) -> None:
    assert [call.method for call in playground.requests] == ["getMe", "getWebhookInfo"]


async def test_a_foreign_webhook_is_removed_and_told(
    playground: Playground, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def foreign(self: DiscreetBot) -> Any:
        return WebhookInfo("https://evil.example/hook", has_custom_certificate=False, pending_update_count=0)

    monkeypatch.setattr(DiscreetBot, "get_webhook_info", foreign)
    platform = TelegramPlatform(playground.token, playground.url)
    await platform.open()
    await platform.close()
    assert playground.calls("deleteWebhook")
    assert "webhook" in caplog.text
    assert "evil" not in caplog.text


async def test_a_wrong_token_is_one_clear_sentence(playground: Playground) -> None:
    platform = TelegramPlatform("1:wrong", playground.url)
    with pytest.raises(ConfigurationError, match="BotFather"):
        await platform.open()
    await platform.close()


async def test_no_log_line_tells_a_text_an_id_or_the_token(
    playground: Playground, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    platform = TelegramPlatform(playground.token, playground.url, poll_seconds=0)
    await platform.open()
    playground.press_start(ANN)
    playground.say(ANN, ANN, "PRIVATE WORDS")
    await arrived(platform)
    await platform.show(at(ANN), platform.encode(utterance("PRIVATE ANSWER")))
    playground.faults = once("sendMessage", Fault("drop_after"))
    with pytest.raises(InDoubt):
        await platform.show(at(ANN), platform.encode(utterance("PRIVATE ANSWER")))
    await platform.close()
    told = "".join(record.getMessage() for record in caplog.records if "playground" not in record.name)
    assert not [word for word in ("PRIVATE", str(ANN), playground.token) if word in told]


async def test_telegram_knows_every_request(playground: Playground, telegram: TelegramPlatform) -> None:
    if not SPEC.exists():
        pytest.skip("the Bot API as data is not beside the repository")
    playground.press_start(ANN)
    paper = Handout("a.pdf", "application/pdf", b"%PDF")
    rows = (
        (
            Button("a", tap="a"),
            Button("b", start="b"),
            Button("c", url="https://e.org"),
            Button("d", copy="d"),
        ),
    )
    message = await telegram.show(at(ANN), telegram.encode(utterance("x", *rows)))
    await telegram.show(at(ROOM, "9"), telegram.encode(utterance("x", *rows, handout=paper)))
    await telegram.amend(at(ANN), message, telegram.encode(utterance("y", *rows)))
    playground.send_file(ANN, ANN, "a.txt", b"x")
    playground.tap(ANN, "a")
    events = await arrived(telegram)
    await telegram.poll((await telegram.poll(None))[-1].id)
    for one in events:
        if one.file:
            await telegram.fetch(one.file)
        if one.tap:
            await telegram.acknowledge(one.tap, "thanks")
    await telegram.is_administrator(at(ROOM), at(BEN))
    await telegram.introduce({"en": [("help", "Help")], "ru": [("help", "Help")]})
    methods = json.loads(SPEC.read_text())["methods"]
    for request in playground.requests:
        known = {field["name"] for field in methods[request.method].get("fields", ())}
        assert set(request.params) - {"document"} <= known, request.method
    assert {request.method for request in playground.requests} >= {
        "getMe", "getUpdates", "sendMessage", "sendDocument", "editMessageText", "getFile", "setMyCommands",
        "answerCallbackQuery", "getChatMember", "getWebhookInfo",
    }  # fmt: skip
    assert not playground.violations


async def test_what_may_be_charged_for_says_so_with_every_message_and_no_edit(playground: Playground) -> None:
    platform = TelegramPlatform(playground.token, playground.url, poll_seconds=0, paid=True)
    await platform.open()
    try:
        playground.press_start(ANN)
        message = await platform.show(at(ANN), platform.encode(utterance("Free Max")))
        await platform.amend(at(ANN), message, platform.encode(utterance("Max is free")))
    finally:
        await platform.close()
    assert playground.calls("sendMessage")[-1].params["allow_paid_broadcast"] is True
    assert "allow_paid_broadcast" not in playground.calls("editMessageText")[-1].params
