"""From the real ledger through python-telegram-bot to a strict Bot API server, in real time."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from alertbot.dialogue.screen import Screen, text
from alertbot.dialogue.tap import TapBook
from alertbot.domain.delivery import BroadcastKind, DeliveryState, Priority
from alertbot.domain.subscriber import Address, ChatKind, Interests
from alertbot.platforms.telegram import TelegramPlatform
from alertbot.playground import Chat, Fault, Playground
from alertbot.ports import Audience, BroadcastScreens
from alertbot.sender import Sender
from alertbot.store.codec import Codec
from alertbot.store.store import SqlStore, open_store
from alertbot.store.vault import Vault
from alertbot.wording.codec import (
    screen_from_json,
    screen_to_json,
    utterance_from_json,
    utterance_to_json,
)

from .ledger import utterance, word

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
ROOM = -1001
CODEC = Codec(
    screen_to_json,
    lambda raw: screen_from_json(raw, TapBook(())),
    utterance_to_json,
    utterance_from_json,
)


class StandingClock:
    def now(self) -> datetime:
        return NOW


def at(chat: int) -> Address:
    return Address("telegram", str(chat))


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    async with Playground((), (Chat(ROOM, "supergroup", "Oil workers", bot="member"),)) as running:
        yield running


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqlStore]:
    async with open_store(tmp_path / "alertbot.db", Vault(bytes(32)), CODEC) as opened:
        yield opened


@asynccontextmanager
async def sending(store: SqlStore, playground: Playground, rate: int) -> AsyncGenerator[Sender, None]:
    platform = TelegramPlatform(playground.token, playground.url)
    await platform.open()
    sender = Sender(store, {"telegram": platform}, word, StandingClock(), rate)
    running = asyncio.create_task(sender.run())
    try:
        yield sender
        await sender.drain()
        await running
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await platform.close()


async def subscribed(store: SqlStore, chats: list[int]) -> None:
    async with store.transaction() as tx:
        for chat in chats:
            kind = ChatKind.GROUP if chat < 0 else ChatKind.PERSON
            await tx.people.put(at(chat), kind, "en", Interests(), "1", NOW)


async def alerted(store: SqlStore) -> int:
    screens = BroadcastScreens(Screen((text("alert"),)), Screen((text("for rooms"),)))
    async with store.transaction() as tx:
        id = await tx.outbox.broadcast(
            BroadcastKind.ALERT, screens, Audience(), Priority.ALERT, NOW, key="first"
        )
        await tx.outbox.enqueue(1000, NOW)
    return id


async def counts(store: SqlStore) -> Mapping[DeliveryState, int]:
    async with store.transaction() as tx:
        return {state: number for state, number in (await tx.outbox.counts()).items() if number}


def all_there(playground: Playground, chats: list[int]) -> Callable[[], bool]:
    return lambda: all(playground.history(chat) for chat in chats)


async def test_an_alert_reaches_everybody_at_full_rate_without_one_refusal(
    store: SqlStore, playground: Playground
) -> None:
    chats = [*playground.populate(34), ROOM]
    await subscribed(store, chats)
    await alerted(store)
    async with sending(store, playground, rate=30):
        await playground.wait_until(all_there(playground, chats), timeout=20)
    assert not playground.violations
    assert playground.last(chats[0]).text == "alert in en"
    assert playground.last(ROOM).text == "for rooms in en"
    assert [len(playground.history(chat)) for chat in chats] == [1] * 35
    assert await counts(store) == {DeliveryState.SENT: 35}


async def test_an_answer_is_sent_kept_for_redrawing_and_redrawn(
    store: SqlStore, playground: Playground
) -> None:
    (ann,) = playground.populate(1)
    async with sending(store, playground, rate=30) as sender:
        async with store.transaction() as tx:
            await tx.outbox.answer(at(ann), utterance("0 of 10"), NOW, key="progress")
        sender.wake()
        await playground.wait_until(all_there(playground, [ann]))
    async with store.transaction() as tx:
        message = await tx.outbox.message_of("progress")
    assert message is not None
    assert message == str(playground.last(ann).id)
    async with sending(store, playground, rate=30) as sender:
        assert await sender.redraw(at(ann), message, utterance("9 of 10"))
    assert playground.last(ann).text == "9 of 10"
    assert not playground.violations


async def test_a_message_whose_answer_was_lost_is_not_sent_again_where_it_may_not(
    store: SqlStore, playground: Playground
) -> None:
    ann, ben = playground.populate(2)
    left = [Fault("drop_after"), Fault("drop_after")]

    def faults(method: str, params: Mapping[str, Any]) -> Fault | None:
        return left.pop() if left and method == "sendMessage" else None

    playground.faults = faults
    async with store.transaction() as tx:
        await tx.outbox.answer(at(ann), utterance("a letter"), NOW, once=True)
        await tx.outbox.answer(at(ben), utterance("a letter"), NOW, once=True)
    async with sending(store, playground, rate=30):
        await playground.wait_until(all_there(playground, [ann, ben]))
    assert [len(playground.history(chat)) for chat in (ann, ben)] == [1, 1]
    assert (await counts(store)).get(DeliveryState.IN_DOUBT) == 2
