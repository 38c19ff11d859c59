"""Reminding: under other zone data, after a jump of the clock, over restarts, and too late."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from importlib.resources import files
from pathlib import Path
from zoneinfo import TZPATH, ZoneInfo, reset_tzpath

from alertbot.clocks import SystemClock
from alertbot.domain.hearing import Hearing, StoredHearing
from alertbot.journeys.reminding import Reminding
from alertbot.playground import VirtualClock
from alertbot.store.store import SqlStore
from tests.support.actor import Actor
from tests.support.telegram import TelegramStage

TRIAL = Hearing("trial", "Almaty", "Asia/Almaty", date(2024, 4, 1), time(10))
MARCH = datetime(2024, 2, 1, tzinfo=UTC)


@contextmanager
def zone_data_of_2023(folder: Path) -> Generator[None]:
    """Almaty as it was before it was known to leave UTC+6 on 1 March 2024."""
    (folder / "Asia").mkdir()
    old = files("tzdata").joinpath("zoneinfo/Etc/GMT-6").read_bytes()
    (folder / "Asia" / "Almaty").write_bytes(old)
    reset_tzpath(to=[str(folder)])
    ZoneInfo.clear_cache()
    try:
        yield
    finally:
        reset_tzpath(to=TZPATH)
        ZoneInfo.clear_cache()


async def kept(stage: TelegramStage, hearing: Hearing, reminding: Reminding) -> StoredHearing:
    case_id = (await stage.publish("kurmanov")).case_id
    async with stage.store.transaction() as tx:
        stored = await tx.hearings.add(case_id, hearing)
        await reminding.schedule(tx, stored, announced=False)
    return stored


async def dues(store: SqlStore, stored: StoredHearing) -> list[datetime]:
    async with store.transaction() as tx:
        return [reminder.due for reminder in await tx.reminders.open(stored)]


async def test_new_zone_data_moves_the_instants_of_what_is_stored_and_repeats_nothing(
    stage: TelegramStage, tmp_path: Path
) -> None:
    reminding = Reminding(VirtualClock(MARCH, runs=False))
    (tmp_path / "zones").mkdir()
    with zone_data_of_2023(tmp_path / "zones"):
        stored = await kept(stage, TRIAL, reminding)
        before = await dues(stage.store, stored)
    async with stage.store.transaction() as tx:
        await reminding.replan(tx)
    after = await dues(stage.store, stored)

    hour = timedelta(hours=1)
    assert before[-1] == datetime(2024, 4, 1, 2, tzinfo=UTC)
    assert after == [due + hour for due in before], "18:00 and 08:00 in Almaty, an hour later in UTC"
    async with stage.store.transaction() as tx:
        assert await tx.questions.due(datetime(2024, 4, 1, 7, 30, tzinfo=UTC), 9) == [], "not yet three hours"


async def test_a_clock_that_jumps_ahead_makes_nothing_due_before_its_time(stage: TelegramStage) -> None:
    said, passed = [MARCH], [0.0]
    reminding = Reminding(SystemClock(lambda: said[0], lambda: passed[0]))
    stored = await kept(stage, TRIAL, reminding)
    planned = await dues(stage.store, stored)
    said[0] += timedelta(days=365)
    async with stage.store.transaction() as tx:
        assert await reminding.due(tx) == []
    said[0] = MARCH + timedelta(hours=1)
    passed[0] = 3600.0
    async with stage.store.transaction() as tx:
        assert await reminding.due(tx) == []
    said[0], passed[0] = planned[0], (planned[0] - MARCH).total_seconds()
    async with stage.store.transaction() as tx:
        assert [reminder.offset for reminder in await reminding.due(tx)] == ["7d"]


async def quiet_in_los_angeles(stage: TelegramStage, actor: Actor) -> None:
    await actor.subscribe()
    await actor.says("/settings")
    await actor.taps("settings.change_zone")
    await actor.says("Los Angeles")
    await actor.says("/settings")
    await actor.taps("quiet.title")
    await actor.says("22-8")
    await actor.says("/appeals")
    await actor.taps("Free Ainur")
    await actor.taps("card.remind")


async def test_an_early_reminder_is_not_repeated_by_a_restart_nor_when_it_is_due(
    stage: TelegramStage,
) -> None:
    await stage.publish("kurmanov")
    await quiet_in_los_angeles(stage, stage.ann)
    await stage.olga.says("/hearing 20 October 10:00 Shymkent")
    await stage.olga.taps("hearing.save")
    for instant in (datetime(2017, 10, 13, 4, 45, tzinfo=UTC), datetime(2017, 10, 13, 12, tzinfo=UTC)):
        await stage.until(instant)
        await stage.restart()
        await stage.look()

    assert sum(message.fits("reminder.7d") for message in stage.ann.messages()) == 1


async def test_whoever_chooses_quiet_hours_later_is_reminded_when_it_is_due(stage: TelegramStage) -> None:
    await stage.publish("kurmanov")
    await quiet_in_los_angeles(stage, stage.ann)
    await stage.olga.says("/hearing 20 October 10:00 Shymkent")
    await stage.olga.taps("hearing.save")
    await stage.until(datetime(2017, 10, 13, 4, 45, tzinfo=UTC))
    await stage.boris.subscribe()
    await stage.boris.says("/appeals")
    await stage.boris.taps("Свободу Айнуру")
    await stage.boris.taps("card.remind")
    await stage.until(datetime(2017, 10, 13, 12, tzinfo=UTC))

    stage.ann.sees_nothing()
    stage.boris.sees_one("reminder.7d")


async def away_until(stage: TelegramStage, back: datetime) -> None:
    await stage.end()
    stage.clock.jump(back)
    await stage.begin()
    await stage.look()


async def test_a_reminder_missed_until_after_the_hearing_becomes_one_question_to_organizers(
    stage: TelegramStage,
) -> None:
    await stage.publish("kurmanov")
    await quiet_in_los_angeles(stage, stage.ann)
    await stage.olga.says("/hearing 20 October 10:00 Shymkent")
    await stage.olga.taps("hearing.save")
    for actor in (stage.ann, stage.olga, stage.omar):
        actor.looks_away()
    await away_until(stage, datetime(2017, 10, 20, 5, tzinfo=UTC))
    stage.ann.sees_nothing()
    await stage.until(datetime(2017, 10, 20, 7, tzinfo=UTC))
    await stage.look()

    assert asked(stage.olga) == asked(stage.omar) == 1
    stage.ann.sees_nothing()


async def test_a_reminder_that_went_out_is_not_called_missed(stage: TelegramStage) -> None:
    await stage.publish("kurmanov")
    await stage.olga.says("/hearing 20 October 10:00 Shymkent")
    await stage.olga.taps("hearing.save")
    await stage.until(datetime(2017, 10, 20, 2, tzinfo=UTC))
    await stage.until(datetime(2017, 10, 20, 7, tzinfo=UTC))

    stage.olga.sees("outcome.ask")
    stage.olga.sees_not("outcome.missed")


def asked(actor: Actor) -> int:
    said: Callable[[str], int] = lambda what: sum(message.fits(what) for message in actor.messages())  # noqa: E731
    assert said("outcome.ask") == said("outcome.missed")
    return said("outcome.ask")
