"""Taking messages away for everybody, against a strict Bot API server on loopback."""

from datetime import UTC, datetime, timedelta

import pytest

from alertbot.errors import NothingToAmend
from alertbot.platforms.telegram.talk import DELETABLE_SECONDS, TelegramPlatform
from alertbot.playground import Chat, Limits, Person, Playground, VirtualClock

from .scene import ANN, NEWS, at, utterance


async def test_a_young_message_is_deleted_and_an_old_one_is_not() -> None:
    clock = VirtualClock(datetime(2017, 10, 4, 8, tzinfo=UTC), runs=False)
    news = Chat(NEWS, "channel", "News", members=(ANN,), administrators=(ANN,), bot="administrator")
    async with Playground(
        (Person(ANN, "Ann"),), (news,), clock=clock, limits=Limits(enabled=False)
    ) as played:
        telegram = TelegramPlatform(played.token, played.url, poll_seconds=0)
        await telegram.open()
        played.press_start(ANN)
        payload = telegram.encode(utterance("An alert"))
        young, old = [await telegram.show(at(ANN), payload) for _ in range(2)]
        post = await telegram.show(at(NEWS), payload)
        clock.jump(clock.now() + timedelta(seconds=DELETABLE_SECONDS))
        for chat, message in ((ANN, young), (ANN, young), (NEWS, post)):
            await telegram.delete(at(chat), message)
        clock.jump(clock.now() + timedelta(minutes=2))
        for message in (old, "not-a-number"):
            with pytest.raises(NothingToAmend):
                await telegram.delete(at(ANN), message)
        assert [str(message.id) for message in played.history(ANN) if message.text == "An alert"] == [old]
        assert not [message for message in played.history(NEWS) if message.text == "An alert"]
        await telegram.close()
