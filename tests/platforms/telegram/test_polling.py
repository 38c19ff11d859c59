"""What Telegram says, as it is asked for it."""

import asyncio
import json

import pytest

from alertbot.dialogue.engine import Command, Document, Line
from alertbot.errors import InDoubt, Rejected, UnreadableEvent
from alertbot.platforms.telegram import TelegramPlatform
from alertbot.playground import Fault, Playground
from alertbot.ports import Arrived, FileRef
from alertbot.wording.tree import Button

from .breaking import TOKEN, broken, http
from .scene import ANN, arrived, at, once, utterance


async def test_an_event_is_handed_out_until_the_next_one_is_asked_for(
    playground: Playground, telegram: TelegramPlatform
) -> None:
    playground.press_start(ANN, "sign-7-1")
    first = await telegram.poll(None)
    assert [event.id for event in await telegram.poll(None)] == [event.id for event in first]
    assert await telegram.poll(first[-1].id) == []
    said = telegram.parse(first[0].raw)
    assert isinstance(said, Arrived)
    assert (said.event, said.packed, said.language) == (Command("start", "sign-7-1"), "sign-7-1", "ru")


async def test_a_tap_comes_back_and_is_answered(playground: Playground, telegram: TelegramPlatform) -> None:
    playground.press_start(ANN)
    message = await telegram.show(at(ANN), telegram.encode(utterance("x", (Button("Sign", tap="sign-7-1"),))))
    playground.tap(ANN, "Sign")
    tapped = (await arrived(telegram))[-1]
    assert (tapped.packed, tapped.message, tapped.actor) == ("sign-7-1", message, at(ANN))
    assert tapped.tap is not None
    await telegram.acknowledge(tapped.tap, "я" * 500)
    assert len(str(playground.calls("answerCallbackQuery")[-1].params["text"])) <= 200
    assert not playground.violations


async def test_answering_a_tap_never_fails(playground: Playground, telegram: TelegramPlatform) -> None:
    await telegram.acknowledge("unknown", None)
    playground.faults = once("answerCallbackQuery", Fault("drop_after"))
    await telegram.acknowledge("unknown", "\ud800")


async def test_half_a_character_does_not_hold_up_the_batch(
    playground: Playground, telegram: TelegramPlatform
) -> None:
    ann = {"id": ANN, "is_bot": False, "first_name": "A"}
    chat = {"id": ANN, "type": "private"}
    update = {
        "update_id": 7,
        "message": {"message_id": 1, "date": 1, "chat": chat, "from": ann, "text": "HALF"},
    }
    answer = json.dumps({"ok": True, "result": [update]}).replace("HALF", "\\ud83d!").encode()
    async with broken(http("200 OK", answer)) as server:
        platform = TelegramPlatform(TOKEN, server.url, poll_seconds=0)
        await opened(platform)
        said = (await arrived(platform))[0]
        await platform.close()
    assert said.event == Line("\ufffd!")


async def opened(platform: TelegramPlatform) -> None:
    """Open the network side; the breaking server gives one answer to everything, also to who we are."""
    with pytest.raises(InDoubt):
        await platform.open()


async def test_a_malformed_update_is_kept_and_does_not_stop_the_next(
    playground: Playground, telegram: TelegramPlatform
) -> None:
    playground.malformed({"update_id": 70, "message": {"text": 5, "chat": "x"}})
    playground.malformed({"update_id": 71, "telepathy": {}})
    events = await telegram.poll(None)
    assert [event.id for event in events] == [70, 71]
    with pytest.raises(UnreadableEvent):
        telegram.parse(events[0].raw)
    assert telegram.parse(events[1].raw) is None


async def test_an_update_without_an_id_is_told_and_passed_over(caplog: pytest.LogCaptureFixture) -> None:
    listed = [
        {"message": {"text": "PRIVATE"}},
        {"update_id": True},
        "x",
        {"update_id": 1 << 70},
        {"update_id": 9},
    ]
    async with broken(http("200 OK", json.dumps({"ok": True, "result": listed}).encode())) as server:
        platform = TelegramPlatform(TOKEN, server.url, poll_seconds=0)
        await opened(platform)
        assert [event.id for event in await platform.poll(None)] == [9]
        await platform.close()
    assert "updates without an id: 4" in caplog.text
    assert "PRIVATE" not in caplog.text


async def test_what_is_no_list_of_updates_is_told_as_a_failure() -> None:
    async with broken(http("200 OK", b'{"ok":true,"result":{}}')) as server:
        platform = TelegramPlatform(TOKEN, server.url, poll_seconds=0)
        await opened(platform)
        with pytest.raises(InDoubt):
            await platform.poll(None)
        await platform.close()


async def test_a_second_poller_and_a_refused_token_are_told_apart(
    playground: Playground, telegram: TelegramPlatform
) -> None:
    playground.faults = once("getUpdates", Fault("refuse", 409, "Conflict: terminated by other getUpdates"))
    with pytest.raises(Rejected) as caught:
        await telegram.poll(None)
    assert caught.value.code == "conflict"
    playground.faults = once("getUpdates", Fault("refuse", 401, "Unauthorized"))
    with pytest.raises(Rejected) as caught:
        await telegram.poll(None)
    assert caught.value.code == "token"


async def test_polling_can_be_broken_off(playground: Playground) -> None:
    platform = TelegramPlatform(playground.token, playground.url, poll_seconds=25)
    await platform.open()
    polling = asyncio.create_task(platform.poll(None))
    await playground.wait_until(lambda: len(playground.requests) >= 2)
    polling.cancel()
    with pytest.raises(asyncio.CancelledError):
        await polling
    await platform.close()


async def test_a_document_is_fetched_and_a_huge_one_is_not(
    playground: Playground, telegram: TelegramPlatform
) -> None:
    playground.press_start(ANN)
    playground.send_file(ANN, ANN, "воззвание.txt", "Свободу!".encode())
    file = (await arrived(telegram))[-1].file
    assert file is not None
    assert await telegram.fetch(file) == Document("воззвание.txt", "Свободу!".encode())
    assert await telegram.fetch(FileRef("F", "big.zip", 21 << 20)) == Document("big.zip", None)
    assert await telegram.fetch(FileRef("unknown", "lost.txt", None)) == Document("lost.txt", None)
    playground.faults = once("getFile", Fault("drop_after"))
    with pytest.raises(InDoubt):
        await telegram.fetch(file)
