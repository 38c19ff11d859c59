"""What a room wishes for its alerts, set in a private chat and kept wherever the room goes."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from alertbot.domain.quiet import Quiet
from alertbot.domain.room_wishes import Wishes
from alertbot.domain.subscriber import Address, SubscriberState
from alertbot.playground import Fault
from tests.support.cast import CARLA, CHANNEL, GROUP, START
from tests.support.telegram import TelegramStage

from .test_rooms import brought, follow, link, room, says
from .test_rooms_topics import TOPIC, answers, topic_of, unnamed_says

NIGHT = datetime(2017, 10, 4, 19, 30, tzinfo=UTC)
"""22:30 in Chisinau."""


async def set_up(stage: TelegramStage) -> int:
    """Carla's group gets alerts; its id."""
    await stage.carla.subscribe()
    await brought(stage, GROUP, CARLA)
    await stage.carla.taps("room.subscribe")
    found = await room(stage, GROUP)
    assert found is not None
    return found.id


def alerts(stage: TelegramStage, chat: int = GROUP) -> int:
    return sum(bool(seen.label("card.full")) for seen in stage.room(chat))


async def test_an_administrator_chooses_how_many_alerts_a_day(stage: TelegramStage) -> None:
    id = await set_up(stage)
    await stage.carla.taps("wishes.title")
    stage.carla.sees("wishes.all", "wishes.by_itself")
    await stage.carla.taps("2")

    stage.carla.sees("wishes.most")
    assert await stage.asked(lambda tx: tx.rooms.wishes(id)) == Wishes(most=2)


async def test_what_is_over_the_number_waits_until_the_next_day(stage: TelegramStage) -> None:
    id = await set_up(stage)
    await stage.ann.subscribe()
    async with stage.store.transaction() as tx:
        await tx.rooms.wish(id, Wishes(most=1))
    await stage.announce("Free Ainur")
    await stage.announce("Zhanaozen")
    assert alerts(stage) == 1
    assert sum(bool(seen.label("card.full")) for seen in stage.ann.messages()) == 2

    await stage.pass_time(hours=24)
    assert alerts(stage) == 2


async def test_an_alert_in_quiet_hours_waits_for_the_morning(stage: TelegramStage) -> None:
    id = await set_up(stage)
    async with stage.store.transaction() as tx:
        await tx.quieting.set_hours(id, Quiet(22, 8))
        await tx.people.change(id, zone="Europe/Chisinau")
    await stage.until(NIGHT)
    await stage.announce("Free Ainur")
    assert alerts(stage) == 0

    await stage.until(datetime(2017, 10, 5, 5, 1, tzinfo=UTC))
    assert alerts(stage) == 1


async def test_a_halt_reaches_an_alert_that_waits_for_the_morning(stage: TelegramStage) -> None:
    id = await set_up(stage)
    async with stage.store.transaction() as tx:
        await tx.quieting.set_hours(id, Quiet(22, 8))
        await tx.people.change(id, zone="Europe/Chisinau")
    await stage.until(NIGHT)
    await stage.announce("Free Ainur")
    await stage.olga.says("/halt")
    await stage.until(datetime(2017, 10, 5, 5, 1, tzinfo=UTC))

    assert alerts(stage) == 0


async def test_a_muted_case_brings_a_room_no_alert(stage: TelegramStage) -> None:
    id = await set_up(stage)
    published = await stage.publish("kurmanov")
    async with stage.store.transaction() as tx:
        await tx.quieting.mute(id, published.case_id)
    await stage.announce("Free Ainur")

    assert alerts(stage) == 0


async def test_alerts_go_to_the_forum_topic_the_room_was_subscribed_from(stage: TelegramStage) -> None:
    await stage.carla.subscribe()
    await brought(stage, GROUP, CARLA)
    stage.playground.say(CARLA, GROUP, "/subscribe", thread=TOPIC)
    await stage.calm()
    assert stage.room(GROUP)[-1].fits("room.subscribed_topic")
    await stage.announce("Free Ainur")

    assert alerts(stage) == 1
    assert topic_of(answers(stage)[-1]) == TOPIC


async def test_a_room_goes_back_to_the_general_topic(stage: TelegramStage) -> None:
    await set_up(stage)
    stage.playground.say(CARLA, GROUP, "/subscribe", thread=TOPIC)
    await stage.calm()
    await stage.carla.says("/settings")
    await stage.carla.taps("Canary Group")
    await stage.carla.taps("wishes.title")
    stage.carla.sees("wishes.topic")
    await stage.carla.taps("wishes.general")
    await stage.announce("Free Ainur")

    assert topic_of(answers(stage)[-1]) is None


async def test_an_unnamed_administrator_takes_the_topic_along_to_the_private_chat(
    stage: TelegramStage,
) -> None:
    id = await set_up(stage)
    await unnamed_says(stage, "/subscribe", thread=TOPIC)
    await follow(stage, CARLA, link(stage, GROUP, "room.set_up"))
    assert await stage.asked(lambda tx: tx.rooms.topic(id)) is None
    await stage.carla.taps("wishes.here")

    stage.carla.sees("wishes.in_topic")
    assert await stage.asked(lambda tx: tx.rooms.topic(id)) == str(TOPIC)


async def test_wishes_are_not_chosen_by_somebody_who_is_no_administrator(stage: TelegramStage) -> None:
    id = await set_up(stage)
    await stage.carla.taps("wishes.title")
    stage.playground.world.rooms[GROUP].statuses[CARLA] = "member"
    await stage.carla.taps("wishes.ask_first")

    stage.carla.sees("room.not_yours")
    assert await stage.asked(lambda tx: tx.rooms.wishes(id)) == Wishes()


async def test_every_wish_follows_the_upgrade_to_a_supergroup(stage: TelegramStage) -> None:
    id = await set_up(stage)
    carla = Address("telegram", str(CARLA))
    published = await stage.publish("kurmanov")
    async with stage.store.transaction() as tx:
        await tx.rooms.wish(id, Wishes(most=3, asks=True))
        await tx.rooms.use_topic(id, str(TOPIC))
        await tx.rooms.keep(id, carla, asked=True)
        await tx.quieting.set_hours(id, Quiet(22, 8))
        await tx.quieting.mute(id, published.case_id)
    to = Address("telegram", "-1009999")
    async with stage.store.transaction() as tx:
        await tx.people.bring(to, (await tx.people.room(id)).subscriber.kind, "New", carla, "en", START)  # type: ignore[union-attr]
        await tx.people.move(Address("telegram", str(GROUP)), to.chat)

    moved = await stage.asked(lambda tx: tx.people.find(to))
    assert moved is not None
    assert moved.id == id
    assert await stage.asked(lambda tx: tx.rooms.wishes(id)) == Wishes(most=3, asks=True)
    assert await stage.asked(lambda tx: tx.rooms.topic(id)) == str(TOPIC)
    assert await stage.asked(lambda tx: tx.quieting.hours(id)) == Quiet(22, 8)
    assert await stage.asked(lambda tx: tx.quieting.muted(id)) == [published.case_id]
    keepers = await stage.asked(lambda tx: tx.rooms.keepers(id))
    assert [(keeper.address, keeper.asked) for keeper in keepers] == [(carla, True)]


async def left_nothing(stage: TelegramStage, id: int) -> None:
    assert await stage.asked(lambda tx: tx.rooms.wishes(id)) == Wishes()
    assert await stage.asked(lambda tx: tx.rooms.topic(id)) is None
    assert await stage.asked(lambda tx: tx.quieting.hours(id)) is None
    found = await stage.asked(lambda tx: tx.people.room(id))
    assert found is not None
    assert found.subscriber.interests.countries == ()


async def wishing(stage: TelegramStage) -> int:
    id = await set_up(stage)
    await stage.carla.taps("wishes.title")
    await stage.carla.taps("1")
    await stage.carla.taps("wishes.ask_first")
    async with stage.store.transaction() as tx:
        await tx.rooms.use_topic(id, str(TOPIC))
        await tx.quieting.set_hours(id, Quiet(22, 8))
    return id


async def test_a_bot_that_is_removed_keeps_no_wishes_and_tells_once(stage: TelegramStage) -> None:
    id = await wishing(stage)
    stage.playground.remove_bot(GROUP, CARLA)
    stage.carla.looks_away()
    await stage.calm()

    stage.carla.sees_one("room.left")
    await left_nothing(stage, id)


async def test_a_bot_that_may_only_read_leaves_as_cleanly(stage: TelegramStage) -> None:
    await brought(stage, CHANNEL, CARLA)
    await stage.carla.subscribe()
    await stage.carla.says("/settings")
    await stage.carla.taps("Canary Alerts")
    await stage.carla.taps("room.subscribe")
    stage.playground.promote_bot(CHANNEL, CARLA, may_post=False)
    stage.carla.looks_away()
    await stage.calm()
    stage.carla.sees_one("room.left")
    channel = await room(stage, CHANNEL)
    assert channel is not None
    assert channel.state is SubscriberState.GONE
    stage.playground.remove_bot(CHANNEL, CARLA)
    stage.carla.looks_away()
    await stage.calm()

    stage.carla.sees_nothing()


async def test_a_stop_in_the_room_deletes_its_wishes_and_what_waited(stage: TelegramStage) -> None:
    id = await wishing(stage)
    async with stage.store.transaction() as tx:
        await tx.rooms.wish(id, Wishes())
        await tx.people.change(id, zone="Europe/Chisinau")
    await stage.until(NIGHT)
    await stage.announce("Free Ainur")
    answer = await says(stage, CARLA, GROUP, "/stop")
    assert answer[-1].fits("room.stopped")
    await stage.pass_time(hours=24)

    assert alerts(stage) == 0
    await left_nothing(stage, id)


async def test_whoever_stops_a_room_themselves_is_not_told_of_it(stage: TelegramStage) -> None:
    await set_up(stage)
    stage.carla.looks_away()
    await says(stage, CARLA, GROUP, "/stop")

    stage.carla.sees_nothing()


async def test_a_deleted_topic_does_not_swallow_alerts(stage: TelegramStage) -> None:
    id = await set_up(stage)
    async with stage.store.transaction() as tx:
        await tx.rooms.use_topic(id, str(TOPIC))

    def gone(method: str, asked: Mapping[str, Any]) -> Fault | None:
        lost = method.lower() == "sendmessage" and asked.get("message_thread_id")
        return Fault("refuse", 400, "Bad Request: message thread not found") if lost else None

    stage.playground.faults = gone
    await stage.announce("Free Ainur")

    assert alerts(stage) == 1
    assert topic_of(answers(stage)[-1]) is None


async def test_a_day_later_the_same_room_may_wish_again(stage: TelegramStage) -> None:
    id = await wishing(stage)
    await says(stage, CARLA, GROUP, "/stop")
    await says(stage, CARLA, GROUP, "/subscribe")
    await stage.pass_time(seconds=timedelta(days=1).total_seconds())

    await left_nothing(stage, id)
    await stage.announce("Free Ainur")
    assert alerts(stage) == 1
