"""Telegram as it is served on loopback."""

from collections.abc import AsyncIterator

import pytest

from alertbot.platforms.telegram import TelegramPlatform
from alertbot.playground import Chat, Limits, Person, Playground

from .scene import ANN, BEN, NEWS, ROOM


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    people = (Person(ANN, "Ann", "ru"), Person(BEN, "Ben"))
    room = Chat(ROOM, "supergroup", "Oil workers", members=(ANN, BEN), administrators=(BEN,), bot="member")
    news = Chat(NEWS, "channel", "News", members=(ANN,), administrators=(BEN,), bot="administrator")
    async with Playground(people, (room, news), limits=Limits(enabled=False)) as running:
        yield running


@pytest.fixture
async def telegram(playground: Playground) -> AsyncIterator[TelegramPlatform]:
    platform = TelegramPlatform(playground.token, playground.url, poll_seconds=0)
    await platform.open()
    try:
        yield platform
    finally:
        await platform.close()
