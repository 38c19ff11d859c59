"""Reminders of court dates: when they come, to whom, and that they come once."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from alertbot.domain.hearing import Hearing
from alertbot.domain.reminder import plan
from tests.support.actor import Actor
from tests.support.cast import CARLA, GROUP
from tests.support.telegram import TelegramStage

from .test_rooms import brought, says

FRIDAY_10_IN_ALMATY = datetime(2017, 10, 20, 4, tzinfo=UTC)
"""Almaty was at UTC+6."""


async def followed(stage: TelegramStage, *actors: Actor) -> None:
    """A published case that some follow, with a hearing on 20 October at 10:00 in Shymkent."""
    await stage.publish("kurmanov")
    for actor in actors:
        await actor.subscribe()
        await actor.says("/appeals")
        await actor.taps("Free Ainur" if actor is not stage.boris else "Свободу Айнуру")
        await actor.taps("card.remind")
    await stage.olga.says("/hearing 20 October 10:00 Shymkent")
    await stage.olga.taps("hearing.save")


def reminded(actor: Actor, what: str) -> int:
    return sum(message.fits(what) for message in actor.messages())


async def test_reminders_come_at_six_in_the_courts_evening_and_two_hours_before(stage: TelegramStage) -> None:
    await followed(stage, stage.ann)
    expected = {
        "reminder.7d": datetime(2017, 10, 13, 12, tzinfo=UTC),
        "reminder.3d": datetime(2017, 10, 17, 12, tzinfo=UTC),
        "reminder.1d": datetime(2017, 10, 19, 12, tzinfo=UTC),
        "reminder.2h": datetime(2017, 10, 20, 2, tzinfo=UTC),
    }
    for what, due in expected.items():
        await stage.until(due - timedelta(minutes=1))
        stage.ann.sees_nothing()
        await stage.until(due)
        stage.ann.sees_one(what)
        stage.ann.sees("Friday, 20 October 2017", "10:00", "UTC+6")


async def test_a_reminder_comes_once_also_over_a_restart(stage: TelegramStage) -> None:
    await followed(stage, stage.ann)
    await stage.until(datetime(2017, 10, 13, 12, tzinfo=UTC))
    await stage.restart()
    await stage.look()
    await stage.pass_time(hours=20)

    assert reminded(stage.ann, "reminder.7d") == 1


OFFSETS = ("7d", "3d", "1d", "2h")


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (timedelta(minutes=30), "hearing.soon"),
        (timedelta(hours=14), "reminder.1d"),
        (timedelta(days=2), "hearing.soon"),
        (timedelta(days=6), "hearing.soon"),
    ],
)
async def test_of_the_reminders_missed_while_the_bot_was_away_only_the_newest_is_sent_in_words_that_are_true(
    stage: TelegramStage, before: timedelta, words: str
) -> None:
    await followed(stage, stage.ann)
    await stage.end()
    stage.clock.jump(FRIDAY_10_IN_ALMATY - before)
    await stage.begin()
    await stage.look()

    said = (*(f"reminder.{offset}" for offset in OFFSETS), "hearing.soon")
    assert [what for what in said for _ in range(reminded(stage.ann, what))] == [words]


async def test_after_the_hearing_nobody_is_reminded_of_it(stage: TelegramStage) -> None:
    await followed(stage, stage.ann)
    await stage.end()
    stage.clock.jump(FRIDAY_10_IN_ALMATY + timedelta(minutes=1))
    await stage.begin()
    await stage.look()

    assert [reminded(stage.ann, f"reminder.{offset}") for offset in OFFSETS] == [0, 0, 0, 0]


async def test_only_followers_and_rooms_are_reminded(stage: TelegramStage) -> None:
    await stage.boris.subscribe()
    await brought(stage, GROUP, CARLA)
    await says(stage, CARLA, GROUP, "/subscribe")
    await followed(stage, stage.ann)
    await stage.until(datetime(2017, 10, 13, 12, tzinfo=UTC))

    stage.ann.sees("reminder.7d")
    stage.boris.sees_nothing()
    assert sum(seen.fits("reminder.7d") for seen in stage.room(GROUP)) == 1


async def test_a_moved_hearing_is_told_to_followers_and_voids_the_old_reminders(stage: TelegramStage) -> None:
    await followed(stage, stage.ann)
    stage.ann.looks_away()
    await stage.olga.taps("hearing.next_day")
    await stage.olga.taps("hearing.move_yes")
    await stage.look()
    stage.ann.sees_one("hearing.moved")
    stage.ann.sees("Friday, 20 October 2017", "Saturday, 21 October 2017")
    await stage.until(datetime(2017, 10, 13, 12, tzinfo=UTC))
    stage.ann.sees_nothing()
    await stage.until(datetime(2017, 10, 14, 12, tzinfo=UTC))

    stage.ann.sees_one("reminder.7d")
    stage.ann.sees("Saturday, 21 October 2017")


async def test_exactly_those_who_knew_the_old_date_and_followers_are_told_it_moved(
    stage: TelegramStage,
) -> None:
    """Boris stopped following after he was reminded; he knows the old date all the same. Carla never knew."""
    await stage.carla.subscribe()
    await followed(stage, stage.ann, stage.boris)
    await stage.until(datetime(2017, 10, 13, 12, tzinfo=UTC))
    await stage.boris.taps("remind.stop")
    for actor in (stage.ann, stage.boris, stage.carla):
        actor.looks_away()
    await stage.olga.taps("hearing.next_day")
    await stage.olga.taps("hearing.move_yes")
    await stage.look()

    stage.ann.sees_one("hearing.moved")
    stage.boris.sees_one("hearing.moved")
    stage.carla.sees_nothing()


async def test_a_hearing_moved_twice_is_told_to_whoever_knew_the_first_date(stage: TelegramStage) -> None:
    await followed(stage, stage.ann, stage.boris)
    await stage.until(datetime(2017, 10, 13, 12, tzinfo=UTC))
    await stage.boris.taps("remind.stop")
    for _ in range(2):
        stage.boris.looks_away()
        await stage.olga.taps("hearing.next_day")
        await stage.olga.taps("hearing.move_yes")
        await stage.look()
        stage.boris.sees_one("hearing.moved")

    stage.boris.sees("22 октября 2017")


async def test_a_hearing_called_off_is_told_and_reminds_nobody(stage: TelegramStage) -> None:
    await followed(stage, stage.ann)
    stage.ann.looks_away()
    await stage.olga.taps("hearing.cancel")
    await stage.olga.taps("hearing.cancel_yes")
    await stage.look()
    stage.ann.sees_one("hearing.cancelled")
    await stage.until(datetime(2017, 10, 13, 12, tzinfo=UTC))

    stage.ann.sees_nothing()


async def test_a_hearing_set_at_short_notice_is_told_at_once(stage: TelegramStage) -> None:
    await stage.publish("kurmanov")
    await stage.ann.subscribe()
    await stage.ann.says("/appeals")
    await stage.ann.taps("Free Ainur")
    await stage.ann.taps("card.remind")
    stage.ann.looks_away()
    await stage.olga.says("/hearing tomorrow 10:00 Shymkent")
    await stage.olga.taps("hearing.save")
    stage.olga.sees("hearing.told_now")
    await stage.look()

    stage.ann.sees_one("hearing.soon")
    stage.ann.sees("Thursday, 5 October 2017")


async def test_a_reader_in_another_zone_sees_both_times(stage: TelegramStage) -> None:
    await stage.ann.subscribe()
    await stage.ann.says("/settings")
    await stage.ann.taps("settings.change_zone")
    await stage.ann.says("Berlin")
    await stage.publish("kurmanov")
    await stage.ann.says("/appeals")
    await stage.ann.taps("Free Ainur")
    await stage.ann.taps("card.remind")
    await stage.olga.says("/hearing 20 October 10:00 Shymkent")
    await stage.olga.taps("hearing.save")
    await stage.until(datetime(2017, 10, 13, 12, tzinfo=UTC))

    stage.ann.sees("10:00", "UTC+6", "06:00", "Berlin")


async def test_a_hearing_of_a_prepared_case_is_planned_when_it_is_published(stage: TelegramStage) -> None:
    """The chain of a campaign file is kept with the appeal; what lies in the past reminds nobody."""
    await stage.ann.subscribe()
    await stage.announce("Kazakhstan: end")
    await stage.ann.taps("card.full")

    stage.ann.sees("case.hearings", "hearing.state.adjourned")
    await stage.pass_time(days=30)
    stage.ann.sees_nothing()


async def test_a_reminder_is_not_repeated_when_zone_data_is_read_anew(stage: TelegramStage) -> None:
    await followed(stage, stage.ann)
    await stage.until(datetime(2017, 10, 17, 12, tzinfo=UTC))
    for _ in range(2):
        await stage.restart()
    await stage.look()

    assert reminded(stage.ann, "reminder.7d") + reminded(stage.ann, "reminder.3d") <= 2
    assert reminded(stage.ann, "reminder.3d") == 1


async def test_a_hearing_in_the_autumn_hour_reminds_once(stage: TelegramStage) -> None:
    """In Berlin 02:30 comes twice on 29 October 2017."""
    await stage.publish("kurmanov")
    await stage.ann.subscribe()
    await stage.ann.says("/appeals")
    await stage.ann.taps("Free Ainur")
    await stage.ann.taps("card.remind")
    case = (await stage.asked(lambda tx: tx.appeals.newest(1)))[0].case_id
    hearing = Hearing("night", "Berlin", "Europe/Berlin", date(2017, 10, 29), time(4, 30))
    async with stage.store.transaction() as tx:
        stored = await tx.hearings.add(case, hearing)
        await tx.reminders.plan(stored, plan(hearing, stage.clock.now()).reminders)
    stage.ann.looks_away()
    for minutes in range(0, 240, 15):
        stage.clock.jump(datetime(2017, 10, 29, 0, tzinfo=UTC) + timedelta(minutes=minutes))
        await stage.look()

    assert reminded(stage.ann, "reminder.2h") == 1
