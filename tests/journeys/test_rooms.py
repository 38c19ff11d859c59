"""Groups and channels: who is asked, who is answered, and where a button leads."""

from datetime import UTC, datetime

from alertbot.domain.subscriber import Address, Subscriber, SubscriberState
from tests.support.actor import Seen
from tests.support.cast import ANN, CARLA, CHANNEL, GROUP, OLGA, OMAR
from tests.support.phrases import means
from tests.support.telegram import TelegramStage


async def room(stage: TelegramStage, chat: int) -> Subscriber | None:
    return await stage.asked(lambda tx: tx.people.find(Address("telegram", str(chat))))


async def brought(stage: TelegramStage, chat: int, by: int) -> None:
    for actor in (stage.ann, stage.carla, stage.omar):
        actor.looks_away()
    stage.playground.add_bot(chat, by)
    await stage.calm()


async def says(stage: TelegramStage, person: int, chat: int, text: str) -> list[Seen]:
    """What the bot answers in the room."""
    before = {seen.id for seen in stage.room(chat)}
    stage.playground.say(person, chat, text)
    await stage.calm()
    return [seen for seen in stage.room(chat) if seen.id not in before]


def link(stage: TelegramStage, chat: int, label: str) -> str:
    """Where the newest button with that label leads."""
    for message in reversed(stage.playground.history(chat)):
        for button in message.buttons:
            if means(button["text"], label):
                return button["url"]
    raise AssertionError(f"no button {label} in {chat}")


async def follow(stage: TelegramStage, person: int, url: str) -> None:
    stage.playground.open_link(person, url)
    await stage.calm()


async def test_whoever_brings_the_bot_to_a_group_is_asked_in_private(stage: TelegramStage) -> None:
    await stage.carla.subscribe()
    await brought(stage, GROUP, CARLA)

    stage.carla.sees("room.title", "Canary Group")
    stage.carla.is_offered("room.subscribe")
    assert stage.room(GROUP) == []
    group = await room(stage, GROUP)
    assert group is not None
    assert group.state is SubscriberState.WAITING


async def test_a_group_gets_alerts_once_its_bringer_said_so(stage: TelegramStage) -> None:
    await stage.carla.subscribe()
    await brought(stage, GROUP, CARLA)
    await stage.carla.taps("room.subscribe")
    stage.carla.sees("room.on")
    await stage.announce("Free Ainur")

    assert len(stage.room(GROUP)) == 1


async def test_a_group_nobody_set_up_gets_no_alert(stage: TelegramStage) -> None:
    await stage.carla.subscribe()
    await brought(stage, GROUP, CARLA)
    await stage.announce("Free Ainur")

    assert stage.room(GROUP) == []


async def test_a_bringer_who_never_started_makes_one_message_with_a_link(stage: TelegramStage) -> None:
    await brought(stage, GROUP, CARLA)

    assert [seen.fits("room.hello") for seen in stage.room(GROUP)] == [True]
    await follow(stage, CARLA, link(stage, GROUP, "room.set_up"))
    stage.carla.is_offered("room.subscribe")


async def test_a_channel_is_told_nothing_and_stands_in_its_bringers_settings(stage: TelegramStage) -> None:
    await brought(stage, CHANNEL, OMAR)
    assert stage.room(CHANNEL) == []

    await stage.omar.subscribe()
    await stage.omar.says("/settings")
    stage.omar.is_offered("Canary Alerts")
    await stage.omar.taps("Canary Alerts")
    await stage.omar.taps("room.subscribe")
    await stage.announce("Free Ainur")

    assert len(stage.room(CHANNEL)) == 1


async def test_commands_of_ordinary_members_get_no_answer(stage: TelegramStage) -> None:
    await brought(stage, GROUP, CARLA)

    for command in ("/subscribe", "/settings", "/stop", "/start", "/help", "/newappeal", "/mydata"):
        assert await says(stage, ANN, GROUP, command) == []
    group = await room(stage, GROUP)
    assert group is not None
    assert group.state is SubscriberState.WAITING


async def test_an_administrator_subscribes_and_stops_a_group(stage: TelegramStage) -> None:
    await brought(stage, GROUP, CARLA)
    answer = await says(stage, CARLA, GROUP, "/subscribe")
    assert answer[0].fits("room.subscribed")
    group = await room(stage, GROUP)
    assert group is not None
    assert group.state is SubscriberState.ACTIVE

    answer = await says(stage, CARLA, GROUP, "/stop")
    assert answer[0].fits("room.stopped")
    await stage.announce("Free Ainur")
    assert not any(seen.fits("Free Ainur") for seen in stage.room(GROUP))


async def test_an_organizers_command_in_a_group_is_not_answered_there(stage: TelegramStage) -> None:
    await brought(stage, GROUP, CARLA)

    assert await says(stage, OLGA, GROUP, "/newappeal") == []
    assert await stage.asked(lambda tx: tx.drafts.open_ones()) == []


async def test_buttons_in_a_group_lead_to_the_private_chat(stage: TelegramStage) -> None:
    await brought(stage, GROUP, CARLA)
    await says(stage, CARLA, GROUP, "/subscribe")
    await stage.announce("Free Ainur")

    card = stage.playground.history(GROUP)[-1]
    assert card.buttons
    assert all("callback_data" not in button for button in card.buttons)
    assert all("start=" in button["url"] for button in card.buttons)


async def test_signing_by_a_link_out_of_a_group_needs_no_subscription(stage: TelegramStage) -> None:
    await brought(stage, GROUP, CARLA)
    await says(stage, CARLA, GROUP, "/subscribe")
    await stage.announce("Free Ainur")
    await follow(stage, ANN, link(stage, GROUP, "card.sign"))
    stage.ann.sees("sign.means")
    await stage.ann.taps("sign.count_me")

    stage.ann.sees("sign.thanks")
    assert await stage.asked(lambda tx: tx.people.find(Address("telegram", str(ANN)))) is None


async def test_only_an_administrator_sets_a_room_up_whoever_has_the_link(stage: TelegramStage) -> None:
    await brought(stage, GROUP, CARLA)
    await follow(stage, ANN, link(stage, GROUP, "room.set_up"))

    stage.ann.sees("room.not_yours")
    stage.ann.is_not_offered("room.subscribe")


async def test_who_is_no_longer_an_administrator_cannot_use_an_old_button(stage: TelegramStage) -> None:
    await stage.carla.subscribe()
    await brought(stage, GROUP, CARLA)
    stage.playground.world.rooms[GROUP].statuses[CARLA] = "member"
    await stage.carla.taps("room.subscribe")

    stage.carla.sees("room.not_yours")
    group = await room(stage, GROUP)
    assert group is not None
    assert group.state is SubscriberState.WAITING


async def test_a_room_chooses_its_language_and_topics(stage: TelegramStage) -> None:
    await stage.carla.subscribe()
    await brought(stage, GROUP, CARLA)
    await stage.carla.taps("room.subscribe")
    await stage.carla.taps("Русский")
    stage.carla.sees("room.speaks")
    await stage.carla.taps("settings.interests")
    await stage.carla.taps("Moldova")
    group = await room(stage, GROUP)
    assert group is not None
    assert (group.locale, group.interests.countries) == ("ru", ("KZ", "RU"))
    await stage.announce("Free Ainur")

    assert stage.room(GROUP)[-1].fits("Свободу Айнуру Курманову!")


async def test_a_bot_that_is_removed_sends_nothing_more_and_can_come_back(stage: TelegramStage) -> None:
    await brought(stage, GROUP, CARLA)
    await says(stage, CARLA, GROUP, "/subscribe")
    stage.playground.remove_bot(GROUP, CARLA)
    await stage.calm()
    group = await room(stage, GROUP)
    assert group is not None
    assert group.state is SubscriberState.GONE

    await brought(stage, GROUP, CARLA)

    again = await room(stage, GROUP)
    assert again is not None
    assert again.state is SubscriberState.WAITING


async def test_a_room_is_muted_and_quiet_by_whoever_looks_after_it(stage: TelegramStage) -> None:
    await stage.carla.subscribe()
    await brought(stage, GROUP, CARLA)
    await stage.carla.taps("room.subscribe")
    await stage.publish("kurmanov")
    await stage.carla.taps("quiet.title")
    await stage.carla.taps("22:00")
    stage.carla.sees("quiet.done")
    group = await room(stage, GROUP)
    assert group is not None
    assert await stage.asked(lambda tx: tx.quieting.hours(group.id)) is not None
    await stage.carla.says("/settings")
    await stage.carla.taps("Canary Group")
    await stage.carla.taps("mute.all")
    await stage.carla.taps("Kurmanov")
    stage.carla.sees("mute.on")
    await stage.olga.says("/hearing 20 October 10:00 Shymkent")
    await stage.olga.taps("hearing.save")
    await stage.until(datetime(2017, 10, 13, 12, tzinfo=UTC))

    assert not any(seen.fits("reminder.7d") for seen in stage.room(GROUP))


async def test_a_rooms_peace_is_not_chosen_by_somebody_who_lost_it(stage: TelegramStage) -> None:
    await stage.carla.subscribe()
    await brought(stage, GROUP, CARLA)
    await stage.carla.taps("room.subscribe")
    await stage.carla.taps("quiet.title")
    stage.playground.world.rooms[GROUP].statuses[CARLA] = "member"
    await stage.carla.taps("22:00")

    stage.carla.sees("room.not_yours")
