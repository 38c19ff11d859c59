"""Reminders of other days, early readers, muted cases: as rows."""

import sqlite3
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from alertbot.domain.delivery import BroadcastKind, DeliveryState, Priority
from alertbot.domain.occasion import Occasion, OccasionKind, StoredOccasion
from alertbot.domain.quiet import Quiet
from alertbot.domain.reminder import all_reminders
from alertbot.domain.subscriber import ChatKind, Interests
from alertbot.ports import Audience, QuietReaders
from alertbot.store import migrations
from alertbot.store.store import SqlStore, SqlTx

from .world import MINUTE, NOW, a_case, a_hearing, an_appeal, person, screens

LAST_DAY = Occasion("sign_by.a", OccasionKind.SIGN_BY, date(2026, 12, 5), "UTC", appeal="a")
PLANNED = all_reminders(LAST_DAY)
NIGHT = QuietReaders(Quiet(22, 8), None)


@pytest.fixture
async def case_id(store: SqlStore) -> int:
    async with store.transaction() as tx:
        return (await tx.appeals.publish(a_case(), an_appeal(), NOW)).case_id


async def kept(tx: SqlTx, case_id: int, occasion: Occasion = LAST_DAY) -> StoredOccasion:
    stored = await tx.occasions.keep(case_id, occasion, None)
    await tx.reminders.plan(stored, all_reminders(occasion))
    return stored


async def begun(tx: SqlTx, case_id: int, *, early: bool = True, audience: Audience | None = None) -> int:
    return await tx.outbox.broadcast(
        BroadcastKind.REMINDER,
        screens(),
        audience or Audience(case_id=case_id),
        Priority.REMINDER,
        NOW,
        key="day:1:3d",
        early=early,
    )


async def follower(tx: SqlTx, number: int, case_id: int, quiet: Quiet | None = None) -> int:
    me = await tx.people.put(person(number), ChatKind.PERSON, "en", Interests(), "1", NOW)
    await tx.follows.follow(me.id, case_id)
    await tx.quieting.set_hours(me.id, quiet)
    return me.id


async def sent(tx: SqlTx, broadcast: int) -> int:
    found = await tx.outbox.progress(broadcast)
    assert found is not None
    return found.counts.get(DeliveryState.QUEUED, 0)


async def test_a_day_has_its_reminders_and_another_day_takes_its_place(store: SqlStore, case_id: int) -> None:
    later = Occasion("sign_by.a", OccasionKind.SIGN_BY, date(2026, 12, 9), "UTC", appeal="a")
    async with store.transaction() as tx:
        first = await kept(tx, case_id)
        assert [r.due for r in await tx.reminders.open(first)] == [r.due for r in PLANNED]
        second = await kept(tx, case_id, later)
        assert await tx.reminders.open(first) == []
        assert await tx.occasions.standing(case_id) == [second]
        assert await tx.reminders.next_due() == all_reminders(later)[0].due


async def test_a_day_that_comes_back_repeats_nothing_that_was_said_of_it(
    store: SqlStore, case_id: int
) -> None:
    async with store.transaction() as tx:
        stored = await kept(tx, case_id)
        (due,) = await tx.reminders.due(PLANNED[0].due, 9)
        await tx.reminders.fired(due.id, await begun(tx, case_id))
        await tx.occasions.end(stored.id)
        again = await kept(tx, case_id)

        assert again.id == stored.id
        assert [r.offset for r in await tx.reminders.open(again)] == ["1d", "6h"]


async def test_due_reminders_of_days_and_hearings_come_together(store: SqlStore, case_id: int) -> None:
    async with store.transaction() as tx:
        day = await kept(tx, case_id)
        hearing = await tx.hearings.add(case_id, a_hearing())
        await tx.reminders.plan(hearing, all_reminders(hearing.hearing))
        found = await tx.reminders.due(NOW + timedelta(days=60), 99)
        assert [due.stored for due in found].count(day) == 3
        assert [due.stored for due in found].count(hearing) == 4
        assert [due.due for due in found] == sorted(due.due for due in found)
        soon = await tx.reminders.soon(PLANNED[0].due - MINUTE, PLANNED[0].due)
        assert [due.offset for due in soon] == ["3d"]
        assert await tx.reminders.soon(PLANNED[0].due, PLANNED[0].due) == []


async def test_early_readers_get_their_rows_first_and_everybody_one(store: SqlStore, case_id: int) -> None:
    async with store.transaction() as tx:
        await follower(tx, 1, case_id, Quiet(22, 8))
        await follower(tx, 2, case_id, Quiet(23, 9))
        await follower(tx, 3, case_id)
        assert len(await tx.quieting.readers()) == 2
        broadcast = await begun(tx, case_id)
        assert await tx.outbox.enqueue_early(broadcast, NIGHT, 9, NOW) == 1
        assert await tx.outbox.enqueue_early(broadcast, NIGHT, 9, NOW) == 0
        assert await tx.outbox.enqueue(9, NOW) == 0
        assert await tx.outbox.settle(NOW) == []
        assert await begun(tx, case_id, early=False) == broadcast
        assert await tx.outbox.enqueue(9, NOW) == 2
        assert await sent(tx, broadcast) == 3


async def test_a_day_that_is_over_or_taken_back_is_sent_to_nobody(store: SqlStore, case_id: int) -> None:
    async with store.transaction() as tx:
        await follower(tx, 1, case_id)
        stored = await kept(tx, case_id)
        (due,) = await tx.reminders.due(PLANNED[0].due, 9)
        broadcast = await begun(tx, case_id, early=False)
        await tx.reminders.fired(due.id, broadcast)
        await tx.outbox.enqueue(9, NOW)
        await tx.occasions.end(stored.id)
        assert await tx.outbox.claim(9, PLANNED[0].due, ()) == []
        assert await sent(tx, broadcast) == 0


async def test_what_waited_until_the_next_reminder_speaks_is_not_sent(store: SqlStore, case_id: int) -> None:
    async with store.transaction() as tx:
        await follower(tx, 1, case_id)
        await kept(tx, case_id)
        (due,) = await tx.reminders.due(PLANNED[0].due, 9)
        await tx.reminders.fired(due.id, await begun(tx, case_id, early=False))
        await tx.outbox.enqueue(9, NOW)
        assert await tx.outbox.claim(9, PLANNED[0].useless_after, ()) == []


async def test_muted_cases_and_rooms_are_left_out(store: SqlStore, case_id: int) -> None:
    async with store.transaction() as tx:
        muted = await follower(tx, 1, case_id)
        await follower(tx, 2, case_id)
        room = await tx.people.put(person(9), ChatKind.GROUP, "en", Interests(), "1", NOW)
        assert await tx.quieting.mute(muted, case_id)
        assert not await tx.quieting.mute(muted, case_id)
        assert await tx.quieting.muted(muted) == [case_id]
        everyone = Audience("KZ", ("unions",), case_id)
        assert (await tx.people.reach(everyone)).total == 2
        assert (await tx.people.reach(Audience("KZ", ("unions",), case_id, followers_only=True))).total == 1
        await tx.quieting.mute(room.id, case_id)
        assert (await tx.people.reach(everyone)).total == 1
        assert await tx.quieting.unmute(muted, case_id)
        assert (await tx.people.reach(everyone)).total == 2


async def test_quiet_hours_and_muted_cases_go_with_whoever_leaves(store: SqlStore, case_id: int) -> None:
    async with store.transaction() as tx:
        me = await follower(tx, 1, case_id, Quiet(22, 8))
        await tx.quieting.mute(me, case_id)
        await tx.people.leave(person(1))
        assert await tx.quieting.readers() == []
        assert await tx.quieting.muted(me) == []


async def test_two_rooms_that_become_one_keep_what_was_chosen(store: SqlStore, case_id: int) -> None:
    async with store.transaction() as tx:
        old = await follower(tx, 1, case_id)
        new = await follower(tx, 2, case_id, Quiet(22, 8))
        await tx.quieting.mute(new, case_id)
        await tx.people.move(person(1), person(2).chat)
        assert await tx.quieting.muted(old) == [case_id]


def at_revision(path: Path, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    engine.dispose()


def test_reminders_of_an_older_database_stay_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "old"
    at_revision(path, "0003")
    due = int(datetime(2026, 12, 1, tzinfo=UTC).timestamp() * 1_000_000)
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("INSERT INTO \"case\" VALUES (1, 'k', 'KZ', '', '{}')")
        connection.execute("INSERT INTO hearing VALUES (1, 1, 'h', '{}', 'scheduled', 0, 0)")
        for offset, state in (("7d", "fired"), ("3d", "open")):
            row = (offset, due, due, state)
            connection.execute(
                "INSERT INTO reminder (hearing, offset, due, useless_after, state) VALUES (1, ?, ?, ?, ?)",
                row,
            )
    connection.close()
    at_revision(path, "0004")
    with sqlite3.connect(path) as connection:
        found = connection.execute("SELECT hearing, occasion, offset, due, state FROM reminder").fetchall()
    connection.close()

    assert found == [(1, None, "7d", due, "fired"), (1, None, "3d", due, "open")]
