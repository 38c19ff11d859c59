"""Forum topics: one chat in all of them, answered where it speaks."""

from typing import Any

import pytest

from alertbot.dialogue.doors import Sign
from alertbot.dialogue.sign import CountMe
from alertbot.domain.signature import SignatureMode, Support
from alertbot.domain.subscriber import Address, SubscriberState
from alertbot.playground import Message
from alertbot.store.inbox import SqlInbox
from tests.support.cast import ANN, CARLA, GROUP
from tests.support.telegram import TelegramStage

from .test_rooms import brought, room

TOPIC = 77
ANONYMOUS = 1087968824
"""The account in whose name unnamed administrators write (Bot API, "User")."""


def answers(stage: TelegramStage) -> list[Message]:
    """The bot's messages in the group."""
    bot = stage.playground.world.bot.id
    return [message for message in stage.playground.history(GROUP) if message.sender == bot]


def topic_of(message: Message) -> int | None:
    return message.wire.get("message_thread_id")


async def test_a_group_is_subscribed_from_a_topic_and_answered_there(stage: TelegramStage) -> None:
    await stage.carla.subscribe()
    await brought(stage, GROUP, CARLA)
    stage.playground.say(CARLA, GROUP, "/subscribe", thread=TOPIC)
    await stage.calm()
    group = await room(stage, GROUP)

    assert [topic_of(message) for message in answers(stage)] == [TOPIC]
    assert group is not None
    assert group.state is SubscriberState.ACTIVE
    assert await stage.asked(lambda tx: tx.people.find(Address("telegram", str(GROUP), str(TOPIC)))) is None


async def test_a_group_is_stopped_from_another_topic_than_it_was_subscribed_from(
    stage: TelegramStage,
) -> None:
    await stage.carla.subscribe()
    await brought(stage, GROUP, CARLA)
    stage.playground.say(CARLA, GROUP, "/subscribe", thread=TOPIC)
    stage.playground.say(CARLA, GROUP, "/stop", thread=TOPIC + 1)
    await stage.calm()
    group = await room(stage, GROUP)

    assert topic_of(answers(stage)[-1]) == TOPIC + 1
    assert group is not None
    assert group.state is not SubscriberState.ACTIVE


async def says_in_a_private_topic(stage: TelegramStage, text: str) -> None:
    sender = stage.playground.world.user_wire(ANN)
    chat = {"id": ANN, "type": "private", "first_name": "Ann"}
    message = {"message_id": 9001, "date": 1507104000, "chat": chat, "from": sender, "text": text}
    topic = {"message_thread_id": TOPIC, "is_topic_message": True}
    stage.playground.malformed({"message": message | topic})
    await stage.calm()


async def test_a_private_topic_is_not_a_second_signer(
    stage: TelegramStage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_topic(*_: object) -> dict[str, Any]:
        """The playground knows topics in groups only."""
        return {}

    monkeypatch.setattr("alertbot.playground.sending._thread", no_topic)
    published = await stage.publish("kurmanov")
    await stage.ann.follows(Sign(published.id, published.version).pack())
    await stage.ann.taps("sign.count_me")
    await says_in_a_private_topic(stage, f"/start {CountMe(published.id, published.version).pack()}")

    ann = Address("telegram", str(ANN))
    assert await stage.asked(lambda tx: tx.signatures.support(published.id, ann)) == Support(
        SignatureMode.COUNTED, 1
    )


async def unnamed_says(stage: TelegramStage, text: str, thread: int = 0) -> None:
    chat = {"id": GROUP, "type": "supergroup", "title": "Canary Group"}
    unnamed = {"id": ANONYMOUS, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
    message = {"message_id": 9002, "date": 1507104000, "chat": chat, "from": unnamed, "sender_chat": chat}
    topic = {"message_thread_id": thread, "is_topic_message": True} if thread else {}
    stage.playground.malformed({"message": message | {"text": text} | topic})
    await stage.calm()


async def test_an_unnamed_administrator_is_shown_the_way_to_the_private_chat(stage: TelegramStage) -> None:
    await stage.carla.subscribe()
    await brought(stage, GROUP, CARLA)
    await unnamed_says(stage, "/subscribe")
    assert [seen.fits("room.hello") for seen in stage.room(GROUP)] == [True]

    await unnamed_says(stage, "/newappeal")
    assert len(stage.room(GROUP)) == 1


async def test_an_unnamed_administrator_is_shown_nothing_by_a_turn_that_fails(
    stage: TelegramStage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message and the end of the event are one transaction, or else a restart would show it again."""
    await stage.carla.subscribe()
    await brought(stage, GROUP, CARLA)

    async def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(SqlInbox, "done", fail)
    await unnamed_says(stage, "/subscribe")

    assert stage.room(GROUP) == []


async def test_an_unnamed_administrator_stops_nothing_in_the_open(stage: TelegramStage) -> None:
    """Whoever may speak in the group's name shares one account with everybody else who may anywhere."""
    await stage.carla.subscribe()
    await brought(stage, GROUP, CARLA)
    stage.playground.say(CARLA, GROUP, "/subscribe")
    await stage.calm()
    await unnamed_says(stage, "/stop")
    group = await room(stage, GROUP)

    assert group is not None
    assert group.state is SubscriberState.ACTIVE
