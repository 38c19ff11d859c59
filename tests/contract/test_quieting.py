"""Left in peace: quiet hours, muted cases, and what still comes then."""

from datetime import UTC, datetime, timedelta

from alertbot.dialogue.quieting import AskQuiet
from alertbot.domain.quiet import Quiet
from alertbot.domain.subscriber import Address
from tests.support.actor import Actor
from tests.support.stage import Stage

WEEK_BEFORE = datetime(2017, 10, 13, 12, tzinfo=UTC)
"""18:00 in Almaty, seven days before a hearing on 20 October: 05:00 in Los Angeles, 14:00 in Berlin."""


async def hours(stage: Stage, actor: Actor) -> Quiet | None:
    address = Address(stage.platform.name, actor.chat)
    me = await stage.asked(lambda tx: tx.people.find(address))
    assert me is not None
    return await stage.asked(lambda tx: tx.quieting.hours(me.id))


async def follows(stage: Stage, actor: Actor, title: str = "Free Ainur") -> None:
    await actor.subscribe()
    await actor.says("/appeals")
    await actor.taps(title)
    await actor.taps("card.remind")


async def lives_in(actor: Actor, city: str) -> None:
    await actor.says("/settings")
    await actor.taps("settings.change_zone")
    await actor.says(city)


async def is_quiet(actor: Actor, typed: str) -> None:
    await actor.says("/settings")
    await actor.taps("quiet.title")
    await actor.says(typed)


async def set_hearing(stage: Stage) -> None:
    await stage.olga.says("/hearing 20 October 10:00 Shymkent")
    await stage.olga.taps("hearing.save")


async def test_quiet_hours_are_off_until_somebody_chooses_them(stage: Stage) -> None:
    await stage.ann.subscribe()
    assert await hours(stage, stage.ann) is None
    await stage.ann.says("/settings")
    await stage.ann.taps("quiet.title")
    stage.ann.sees("quiet.none", "quiet.court_zone")
    await stage.ann.taps("22:00 to 8:00")
    stage.ann.sees("quiet.done")
    assert await hours(stage, stage.ann) == Quiet(22, 8)

    await stage.ann.says("/settings")
    await stage.ann.taps("quiet.title")
    await stage.ann.taps("quiet.off")
    assert await hours(stage, stage.ann) is None


async def test_quiet_hours_can_be_typed_and_what_is_none_is_asked_again(stage: Stage) -> None:
    await stage.ann.subscribe()
    await is_quiet(stage.ann, "when I sleep")
    stage.ann.sees("quiet.unread")
    await stage.ann.says("1-9")

    stage.ann.sees("quiet.done", "1:00 to 9:00")
    assert await hours(stage, stage.ann) == Quiet(1, 9)


async def test_a_reminder_in_quiet_hours_comes_before_them_and_once(stage: Stage) -> None:
    await stage.publish("kurmanov")
    await follows(stage, stage.ann)
    await follows(stage, stage.boris, "Свободу Айнуру")
    await lives_in(stage.ann, "Los Angeles")
    await is_quiet(stage.ann, "22-8")
    await set_hearing(stage)

    await stage.until(datetime(2017, 10, 13, 4, 44, tzinfo=UTC))
    stage.ann.sees_nothing()
    await stage.until(datetime(2017, 10, 13, 4, 45, tzinfo=UTC))
    stage.ann.sees_one("reminder.7d")
    stage.boris.sees_nothing()
    await stage.until(WEEK_BEFORE)
    stage.ann.sees_nothing()
    stage.boris.sees_one("reminder.7d")


async def test_with_less_than_a_day_left_quiet_hours_hold_nothing_back(stage: Stage) -> None:
    await stage.publish("kurmanov")
    await follows(stage, stage.ann)
    await lives_in(stage.ann, "Los Angeles")
    await is_quiet(stage.ann, "0-16")
    await set_hearing(stage)
    await stage.until(WEEK_BEFORE)
    await stage.until(datetime(2017, 10, 17, 12, tzinfo=UTC))
    for what, due in (
        ("reminder.1d", datetime(2017, 10, 19, 12, tzinfo=UTC)),
        ("reminder.2h", datetime(2017, 10, 20, 2, tzinfo=UTC)),
    ):
        await stage.until(due - timedelta(minutes=1))
        stage.ann.sees_nothing()
        await stage.until(due)
        stage.ann.sees_one(what)


async def test_an_early_reminder_of_a_date_that_moves_is_followed_by_the_notice_alone(stage: Stage) -> None:
    await stage.publish("kurmanov")
    await follows(stage, stage.ann)
    await lives_in(stage.ann, "Los Angeles")
    await is_quiet(stage.ann, "22-8")
    await set_hearing(stage)
    await stage.until(datetime(2017, 10, 13, 6, tzinfo=UTC))
    stage.ann.sees_one("reminder.7d")
    stage.ann.looks_away()
    await stage.olga.taps("hearing.next_day")
    await stage.olga.taps("hearing.move_yes")
    await stage.look()
    stage.ann.sees_one("hearing.moved")
    await stage.until(WEEK_BEFORE)

    stage.ann.sees_nothing()


async def test_a_muted_case_reminds_no_more_but_tells_that_a_known_date_moves(stage: Stage) -> None:
    await stage.publish("kurmanov")
    await follows(stage, stage.ann)
    await set_hearing(stage)
    await stage.until(WEEK_BEFORE)
    await stage.ann.taps("court.mute")
    stage.ann.sees("mute.on", "mute.still")
    await stage.until(datetime(2017, 10, 17, 12, tzinfo=UTC))
    stage.ann.sees_nothing()
    await stage.olga.taps("hearing.next_day")
    await stage.olga.taps("hearing.move_yes")
    await stage.look()
    stage.ann.sees_one("hearing.moved")
    await stage.until(datetime(2017, 10, 20, 12, tzinfo=UTC))

    stage.ann.sees_nothing()


async def test_a_muted_case_is_found_in_the_settings_and_reminds_again(stage: Stage) -> None:
    await stage.publish("kurmanov")
    await follows(stage, stage.ann)
    await set_hearing(stage)
    await stage.ann.says("/settings")
    await stage.ann.taps("mute.all")
    await stage.ann.taps("Kurmanov")
    stage.ann.sees("mute.on")
    await stage.ann.says("/mydata")
    stage.ann.sees("mydata.muted")
    await stage.until(WEEK_BEFORE)
    stage.ann.sees_nothing()
    await stage.ann.says("/settings")
    await stage.ann.taps("mute.all")
    await stage.ann.taps("Kurmanov")
    stage.ann.sees("mute.off")
    await stage.until(datetime(2017, 10, 17, 12, tzinfo=UTC))

    stage.ann.sees_one("reminder.3d")


async def test_without_a_followed_case_there_is_nothing_to_mute(stage: Stage) -> None:
    await stage.ann.subscribe()
    await stage.ann.says("/settings")
    await stage.ann.taps("mute.all")

    stage.ann.sees("mute.none")


async def test_who_never_subscribed_is_asked_to_first(stage: Stage) -> None:
    await stage.ann.follows(AskQuiet(0).pack())

    stage.ann.sees("welcome.title")
