"""Alerts that a room's administrators see before the room does."""

from datetime import timedelta

from alertbot.domain.room_wishes import ANSWERED_WITHIN
from tests.support.cast import CARLA, GROUP
from tests.support.telegram import TelegramStage

from .test_room_wishes import alerts, set_up


async def asking(stage: TelegramStage) -> int:
    """Carla's group, where she sees everything first."""
    id = await set_up(stage)
    await stage.carla.taps("wishes.title")
    await stage.carla.taps("wishes.ask_first")
    stage.carla.sees("wishes.asks")
    stage.carla.looks_away()
    return id


async def test_an_administrator_sees_the_alert_and_the_room_does_not(stage: TelegramStage) -> None:
    await asking(stage)
    await stage.announce("Free Ainur")

    stage.carla.sees("roomask.title", "roomask.until")
    assert any("Курманов" in m.text or "Kurmanov" in m.text for m in stage.carla.messages())
    assert alerts(stage) == 0


async def test_the_alert_is_posted_when_the_administrator_says_so(stage: TelegramStage) -> None:
    await asking(stage)
    await stage.announce("Free Ainur")
    await stage.carla.taps("roomask.yes")

    stage.carla.sees("roomask.posted")
    assert alerts(stage) == 1


async def test_not_this_one_keeps_it_and_its_reminders_out_of_the_room(stage: TelegramStage) -> None:
    await asking(stage)
    await stage.announce("Free Ainur")
    await stage.carla.taps("roomask.no")
    stage.carla.sees("roomask.declined")
    await stage.olga.says("/hearing 20 October 10:00 Shymkent")
    await stage.olga.taps("hearing.save")
    await stage.pass_time(days=17)

    assert stage.room(GROUP) == []


async def test_a_reminder_of_a_posted_alert_needs_no_second_word(stage: TelegramStage) -> None:
    await asking(stage)
    await stage.announce("Free Ainur")
    await stage.carla.taps("roomask.yes")
    before = len(stage.room(GROUP))
    await stage.olga.says("/hearing 20 October 10:00 Shymkent")
    await stage.olga.taps("hearing.save")
    await stage.pass_time(days=10)

    assert len(stage.room(GROUP)) > before


async def test_when_nobody_answers_it_is_not_posted_and_that_is_told(stage: TelegramStage) -> None:
    await asking(stage)
    await stage.announce("Free Ainur")
    await stage.pass_time(seconds=ANSWERED_WITHIN.total_seconds() + 1)
    stage.carla.sees("roomask.lapsed")
    assert alerts(stage) == 0
    await stage.carla.taps("roomask.yes")

    stage.carla.sees("roomask.decided")
    assert alerts(stage) == 0


async def test_who_lost_the_room_cannot_post_there_and_can_leave(stage: TelegramStage) -> None:
    id = await asking(stage)
    await stage.announce("Free Ainur")
    stage.playground.world.rooms[GROUP].statuses[CARLA] = "member"
    await stage.carla.taps("roomask.yes")
    stage.carla.sees("room.not_yours")
    assert alerts(stage) == 0
    await stage.carla.taps("roomask.stop")

    stage.carla.sees("roomask.let_go")
    assert not any(keeper.asked for keeper in await stage.asked(lambda tx: tx.rooms.keepers(id)))


async def test_an_alert_that_was_halted_meanwhile_is_not_posted(stage: TelegramStage) -> None:
    await stage.ann.subscribe()
    await asking(stage)
    stage.hold_back(stage.ann)
    await stage.announce("Free Ainur")
    await stage.olga.says("/halt")
    await stage.let_through()
    await stage.carla.taps("roomask.yes")

    stage.carla.sees("roomask.decided")
    assert alerts(stage) == 0


async def test_the_question_survives_a_restart(stage: TelegramStage) -> None:
    await asking(stage)
    await stage.announce("Free Ainur")
    await stage.restart()
    await stage.carla.taps("roomask.yes")

    assert alerts(stage) == 1


async def test_the_last_one_who_is_asked_cannot_leave_nobody(stage: TelegramStage) -> None:
    id = await asking(stage)
    await stage.carla.taps("wishes.ask_me")

    assert [k.asked for k in await stage.asked(lambda tx: tx.rooms.keepers(id))] == [True]


async def test_whoever_says_stop_is_asked_no_more(stage: TelegramStage) -> None:
    await asking(stage)
    await stage.carla.says("/stop")
    await stage.announce("Free Ainur")

    stage.carla.sees_nothing()
    assert alerts(stage) == 0


async def test_a_posted_alert_still_keeps_to_the_number_of_the_day(stage: TelegramStage) -> None:
    await asking(stage)
    await stage.carla.says("/settings")
    await stage.carla.taps("Canary Group")
    await stage.carla.taps("wishes.title")
    await stage.carla.taps("1")
    await stage.announce("Free Ainur")
    await stage.carla.taps("roomask.yes")
    await stage.announce("Zhanaozen")
    await stage.carla.taps("roomask.yes")
    stage.carla.sees("roomask.later")
    assert alerts(stage) == 1
    await stage.pass_time(seconds=timedelta(days=1).total_seconds())

    assert alerts(stage) == 2
