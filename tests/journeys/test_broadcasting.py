"""An alert's way to its readers."""

from alertbot.domain.subscriber import Address, SubscriberState
from tests.support.cast import ANN, BORIS, CARLA, CHANNEL, GROUP, OMAR
from tests.support.telegram import TelegramStage

from .test_rooms import brought, says


async def test_everybody_gets_an_alert_once_in_their_own_language(stage: TelegramStage) -> None:
    await stage.subscribe("ann", "boris")
    await stage.announce("Free Ainur")
    await stage.look()

    stage.ann.sees("Free Ainur Kurmanov!")
    stage.boris.sees("Свободу Айнуру Курманову!")
    for actor, title in ((stage.ann, "Free Ainur Kurmanov!"), (stage.boris, "Свободу Айнуру Курманову!")):
        assert sum(message.fits(title) for message in actor.messages()) == 1


async def test_a_language_the_appeal_lacks_gets_its_default_and_its_own_buttons(stage: TelegramStage) -> None:
    await stage.carla.subscribe()
    await stage.announce("Free Ainur")

    stage.carla.sees("Free Ainur Kurmanov!")
    assert stage.carla.news()[-1].label("card.sign", locale="ro")


async def test_rooms_get_it_too_and_organizers_who_subscribed(stage: TelegramStage) -> None:
    await stage.omar.subscribe()
    await brought(stage, GROUP, CARLA)
    await says(stage, CARLA, GROUP, "/subscribe")
    await brought(stage, CHANNEL, OMAR)
    await stage.omar.taps("room.subscribe")
    await stage.announce("Free Ainur")

    assert sum(seen.fits("Free Ainur Kurmanov!") for seen in stage.room(GROUP)) == 1
    assert sum(seen.fits("Free Ainur Kurmanov!") for seen in stage.room(CHANNEL)) == 1
    assert any(m.label("card.sign") for m in stage.omar.news())


async def test_who_left_a_country_out_does_not_get_its_appeals(stage: TelegramStage) -> None:
    await stage.subscribe("ann", "boris")
    await stage.ann.taps("subscribed.choose")
    await stage.ann.taps("Kazakhstan")
    await stage.announce("Free Ainur")
    stage.ann.sees_nothing()
    stage.boris.sees("Свободу Айнуру Курманову!")
    await stage.announce("Glodeni")

    stage.ann.sees("Glodeni")


async def test_who_stopped_gets_nothing(stage: TelegramStage) -> None:
    await stage.ann.subscribe()
    await stage.ann.says("/stop")
    await stage.announce("Free Ainur")

    stage.ann.sees_nothing()


async def test_who_blocked_the_bot_is_gone_and_not_tried_again(stage: TelegramStage) -> None:
    await stage.subscribe("ann", "boris")
    stage.playground.block(ANN)
    await stage.calm()
    me = await stage.asked(lambda tx: tx.people.find(Address("telegram", str(ANN))))
    assert me is None or me.state is SubscriberState.GONE
    sent = len(stage.playground.calls("sendMessage"))
    await stage.announce("Free Ainur")

    chats = {str(call.params.get("chat_id")) for call in stage.playground.calls("sendMessage")[sent:]}
    assert str(BORIS) in chats
    assert str(ANN) not in chats


async def test_a_block_nobody_told_us_of_is_learned_from_the_refusal(stage: TelegramStage) -> None:
    await stage.subscribe("ann", "boris")
    stage.playground.world.blocked.add(ANN)
    await stage.announce("Free Ainur")

    me = await stage.asked(lambda tx: tx.people.find(Address("telegram", str(ANN))))
    assert me is None or me.state is SubscriberState.GONE
    stage.boris.sees("Свободу Айнуру Курманову!")
    stage.olga.sees("progress.missed")


async def test_an_alert_survives_a_restart_and_nobody_gets_it_twice(stage: TelegramStage) -> None:
    await stage.subscribe("ann", "boris")
    await stage.announce("Free Ainur")
    await stage.restart()
    await stage.look()

    for actor, title in ((stage.ann, "Free Ainur Kurmanov!"), (stage.boris, "Свободу Айнуру Курманову!")):
        assert sum(message.fits(title) for message in actor.messages()) == 1
