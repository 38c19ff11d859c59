"""Subscribing, choosing and leaving."""

from alertbot.domain.subscriber import Address, Interests, Subscriber, SubscriberState
from tests.support.actor import Actor
from tests.support.stage import Stage


async def known(stage: Stage, name: str) -> Subscriber | None:
    chat = getattr(stage, name).chat
    return await stage.asked(lambda tx: tx.people.find(Address(stage.platform.name, chat)))


async def test_nothing_is_stored_before_somebody_agrees(stage: Stage) -> None:
    await stage.ann.start()

    stage.ann.sees("welcome.title", "welcome.consent")
    assert await known(stage, "ann") is None


async def test_two_taps_subscribe(stage: Stage) -> None:
    await stage.ann.start()
    await stage.ann.taps("welcome.agree")

    stage.ann.sees("subscribed.title")
    me = await known(stage, "ann")
    assert me is not None
    assert (me.locale, me.state) == ("en", SubscriberState.ACTIVE)


async def test_the_platforms_language_is_spoken_first(stage: Stage) -> None:
    await stage.boris.start()

    stage.boris.sees("welcome.title", locale="ru")


async def test_another_language_is_kept_with_the_consent_read_in_it(stage: Stage) -> None:
    await stage.ann.start()
    await stage.ann.taps("Русский")
    stage.ann.sees("welcome.consent", locale="ru")
    await stage.ann.taps("welcome.agree")

    stage.ann.sees("subscribed.title", locale="ru")
    me = await known(stage, "ann")
    assert me is not None
    assert me.locale == "ru"


async def test_who_declines_is_not_stored(stage: Stage) -> None:
    await stage.ann.start()
    await stage.ann.taps("welcome.decline")

    stage.ann.sees("welcome.declined")
    assert await known(stage, "ann") is None


async def test_a_second_start_greets_without_asking_again(stage: Stage) -> None:
    await stage.ann.subscribe()
    await stage.ann.start()

    stage.ann.sees("welcome.again")
    stage.ann.sees_not("welcome.consent")


async def test_stopping_deletes_the_subscription_and_start_makes_a_new_one(stage: Stage) -> None:
    await stage.ann.subscribe()
    await stage.ann.says("/stop")
    stage.ann.sees("stop.done")
    assert await known(stage, "ann") is None

    await stage.ann.subscribe()

    again = await known(stage, "ann")
    assert again is not None
    assert again.state is SubscriberState.ACTIVE


async def test_who_was_never_subscribed_can_stop(stage: Stage) -> None:
    await stage.ann.says("/stop")

    stage.ann.sees("stop.nothing")


async def interests(stage: Stage) -> Interests:
    me = await known(stage, "ann")
    assert me is not None
    return me.interests


async def test_interests_are_switched_off_and_on(stage: Stage) -> None:
    await stage.ann.subscribe()
    await stage.ann.taps("subscribed.choose")
    stage.ann.sees("interests.how")
    await stage.ann.taps("Kazakhstan")
    assert (await interests(stage)).countries == ("MD", "RU")
    await stage.ann.taps("Kazakhstan")
    assert (await interests(stage)).countries == ()
    await stage.ann.taps("topic.oil")
    assert "oil" not in (await interests(stage)).topics
    await stage.ann.taps("interests.ready")

    stage.ann.sees("interests.done")


async def test_the_last_interest_stays_on_and_says_so(stage: Stage) -> None:
    await stage.ann.subscribe()
    await stage.ann.taps("subscribed.choose")
    for country in ("Kazakhstan", "Moldova"):
        await stage.ann.taps(country)
    await stage.ann.taps("Russia")

    assert (await interests(stage)).countries == ("RU",)
    await told(stage.ann, "One has to stay on")


async def told(actor: Actor, text: str) -> None:
    """Over the chat where the platform can do that, in it where it cannot."""
    assert any(text in line for line in await actor.notices()) or text in actor.text


async def test_the_language_is_changed_in_the_settings(stage: Stage) -> None:
    await stage.ann.subscribe()
    await stage.ann.says("/settings")
    stage.ann.sees("settings.title", locale="en")
    await stage.ann.taps("Русский")

    stage.ann.sees("settings.title", locale="ru")
    await stage.ann.says("/help")
    stage.ann.sees("help.title", locale="ru")


async def test_a_city_sets_the_time_zone_and_a_tap_clears_it(stage: Stage) -> None:
    await stage.ann.subscribe()
    await stage.ann.says("/settings")
    await stage.ann.taps("settings.change_zone")
    stage.ann.sees("zone.ask")
    await stage.ann.says("Nowhereville-upon-Sea")
    stage.ann.sees("zone.unknown")
    await stage.ann.says("Berlin")
    stage.ann.sees("zone.done", "Europe/Berlin")
    me = await known(stage, "ann")
    assert me is not None
    assert me.zone == "Europe/Berlin"

    await stage.ann.says("/settings")
    await stage.ann.taps("settings.change_zone")
    await stage.ann.taps("zone.none")

    stage.ann.sees("settings.no_zone")
    cleared = await known(stage, "ann")
    assert cleared is not None
    assert not cleared.zone


async def test_what_is_not_understood_is_answered_with_doors(stage: Stage) -> None:
    for typed in ("hello?", "/nosuchcommand", "99"):
        await stage.ann.says(typed)
        assert len(stage.ann.news()) == 1
        stage.ann.is_offered("subscribed.appeals", "help.settings")


async def test_help_lists_organizers_commands_to_organizers_only(stage: Stage) -> None:
    await stage.ann.says("/help")
    stage.ann.sees("/panic")
    stage.ann.sees_not("/newappeal")

    await stage.olga.says("/help")
    stage.olga.sees("/newappeal", "/halt")
