"""Updates wait until they are confirmed, and one poller gets them."""

import asyncio

import pytest
from telegram import Bot
from telegram.error import Conflict

from alertbot.playground import Playground
from alertbot.playground.failures import ApiError
from alertbot.playground.updates import FIRST_UPDATE, Updates

from .conftest import ANN, BEN


def queue(*texts: str) -> Updates:
    updates = Updates()
    for text in texts:
        updates.push("message", {"text": text})
    return updates


async def test_an_update_comes_again_until_it_is_confirmed() -> None:
    updates = queue("a", "b")

    assert await updates.fetch(0, 100, 0) == await updates.fetch(0, 100, 0)
    assert [u["message"]["text"] for u in await updates.fetch(FIRST_UPDATE + 1, 100, 0)] == ["b"]
    assert await updates.fetch(FIRST_UPDATE + 2, 100, 0) == []


async def test_a_limit_keeps_the_rest_for_the_next_call() -> None:
    assert len(await queue("a", "b", "c").fetch(0, 2, 0)) == 2


async def test_a_negative_offset_keeps_that_many_from_the_end() -> None:
    updates = queue("a", "b", "c")

    assert [u["message"]["text"] for u in await updates.fetch(-1, 100, 0)] == ["c"]
    assert len(updates.pending) == 1


async def test_a_waiting_poller_is_served_at_once() -> None:
    updates = Updates()
    poll = asyncio.create_task(updates.fetch(0, 100, 50))
    await asyncio.sleep(0)
    updates.push("message", {"text": "a"})

    assert len(await poll) == 1


async def test_the_older_of_two_pollers_is_sent_away() -> None:
    updates = Updates()
    older = asyncio.create_task(updates.fetch(0, 100, 50))
    await asyncio.sleep(0)
    newer = asyncio.create_task(updates.fetch(0, 100, 50))

    with pytest.raises(ApiError) as refusal:
        await older
    assert refusal.value.status == 409
    updates.push("message", {"text": "a"})
    assert len(await newer) == 1


async def test_a_poll_ends_empty_when_nothing_happens() -> None:
    assert await Updates().fetch(0, 100, 0.01) == []


async def test_only_the_kinds_a_bot_asked_for_are_queued() -> None:
    updates = Updates()
    updates.allow(["callback_query"])
    updates.push("message", {})
    updates.push("callback_query", {})

    assert [list(update) for update in updates.pending] == [["update_id", "callback_query"]]


async def test_two_instances_of_a_bot_get_in_conflict(playground: Playground, bot: Bot) -> None:
    older = asyncio.create_task(bot.get_updates(timeout=10))
    await playground.wait_until(lambda: playground.world.updates.waiting)
    async with Bot(playground.token, base_url=playground.base_url) as second:
        newer = asyncio.create_task(second.get_updates(timeout=10))

        with pytest.raises(Conflict, match="terminated by other getUpdates request"):
            await older
        playground.press_start(ANN)
        assert len(await newer) == 1


async def test_a_bot_drops_what_waits_when_it_asks_for_it(playground: Playground, bot: Bot) -> None:
    playground.press_start(BEN)
    assert (await bot.get_webhook_info()).pending_update_count == 1

    await bot.delete_webhook(drop_pending_updates=True)

    assert await bot.get_updates() == ()


@pytest.mark.filterwarnings("ignore:Please use")
async def test_a_malformed_update_arrives_as_it_was_given(playground: Playground, bot: Bot) -> None:
    playground.malformed({"message": {"chat": "nonsense"}})

    raw = await bot.do_api_request("getUpdates")

    assert raw[0]["message"] == {"chat": "nonsense"}
