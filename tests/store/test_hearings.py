from datetime import date, timedelta

import pytest

from alertbot.domain.delivery import BroadcastKind, Priority
from alertbot.domain.hearing import Hearing, HearingState, StoredHearing
from alertbot.domain.reminder import Planned, all_reminders
from alertbot.ports import Audience
from alertbot.store.store import SqlStore, SqlTx

from .world import MINUTE, NOW, a_case, a_hearing, an_appeal, screens

TRIAL = a_hearing()
PLANNED = all_reminders(TRIAL)
LAST = PLANNED[-1].due


@pytest.fixture
async def case_id(store: SqlStore) -> int:
    async with store.transaction() as tx:
        return (await tx.appeals.publish(a_case(), an_appeal(), NOW)).case_id


async def planned(tx: SqlTx, case_id: int, hearing: Hearing = TRIAL) -> StoredHearing:
    stored = await tx.hearings.add(case_id, hearing)
    await tx.reminders.plan(stored, all_reminders(hearing))
    return stored


async def fire(tx: SqlTx, reminder: int) -> None:
    broadcast = await tx.outbox.broadcast(
        BroadcastKind.REMINDER, screens(), Audience(), Priority.REMINDER, NOW, key=f"reminder.{reminder}"
    )
    await tx.reminders.fired(reminder, broadcast)


async def test_a_known_hearing_is_not_added_twice(store: SqlStore, case_id: int) -> None:
    async with store.transaction() as tx:
        first = await tx.hearings.add(case_id, TRIAL)
        assert await tx.hearings.add(case_id, a_hearing(city="Astana")) == first
        assert first.hearing == TRIAL
        assert await tx.hearings.get(first.id) == first
        assert await tx.hearings.get(99) is None


async def test_a_moved_hearing_takes_the_place_of_the_one_before(store: SqlStore, case_id: int) -> None:
    async with store.transaction() as tx:
        old = await planned(tx, case_id)
        moved = TRIAL.moved_to("later", date(2026, 12, 20), None)
        new = await tx.hearings.add(case_id, moved)
        chain = await tx.hearings.of_case(case_id)
        assert [(one.id, one.superseded, one.hearing.state) for one in chain] == [
            (old.id, True, HearingState.ADJOURNED),
            (new.id, False, HearingState.SCHEDULED),
        ]
        assert await tx.hearings.scheduled() == [new]
        assert await tx.reminders.open(old) == []
        assert await tx.reminders.due(LAST, 99) == []
        assert await tx.reminders.next_due() is None


async def test_a_chain_may_arrive_in_any_order(store: SqlStore, case_id: int) -> None:
    async with store.transaction() as tx:
        await tx.hearings.add(case_id, TRIAL.moved_to("later", date(2026, 12, 20), None))
        assert (await tx.hearings.add(case_id, TRIAL)).superseded


async def test_reminders_come_due_earliest_first_and_only_until_they_fire(
    store: SqlStore, case_id: int
) -> None:
    async with store.transaction() as tx:
        stored = await planned(tx, case_id)
        assert await tx.reminders.next_due() == PLANNED[0].due
        assert await tx.reminders.due(PLANNED[0].due - MINUTE, 99) == []
        due = await tx.reminders.due(LAST, 2)
        assert [(one.offset, one.due, one.useless_after) for one in due] == [
            (one.offset, one.due, one.useless_after) for one in PLANNED[:2]
        ]
        assert due[0].stored == stored
        await fire(tx, due[0].id)
        await tx.reminders.too_late(due[1].id)
        assert [one.offset for one in await tx.reminders.due(LAST, 99)] == [one.offset for one in PLANNED[2:]]


async def test_planning_anew_never_fires_an_offset_twice(store: SqlStore, case_id: int) -> None:
    async with store.transaction() as tx:
        stored = await planned(tx, case_id)
        for reminder in await tx.reminders.due(PLANNED[0].due, 99):
            await fire(tx, reminder.id)
        later = [Planned(one.offset, one.due + MINUTE, one.useless_after) for one in PLANNED]
        await tx.reminders.plan(stored, later)
        assert await tx.reminders.open(stored) == later[1:]
        await tx.reminders.plan(stored, [])
        assert await tx.reminders.open(stored) == []


@pytest.mark.parametrize("state", [state for state in HearingState if state is not HearingState.SCHEDULED])
async def test_whatever_ends_a_hearing_ends_its_reminders(
    store: SqlStore, case_id: int, state: HearingState
) -> None:
    async with store.transaction() as tx:
        stored = await planned(tx, case_id)
        await tx.hearings.set_state(stored.id, state)
        found = await tx.hearings.get(stored.id)
        assert found is not None
        assert found.hearing.state is state
        assert await tx.reminders.due(LAST + timedelta(days=1), 99) == []
        assert await tx.hearings.scheduled() == []
