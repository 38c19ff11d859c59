"""The operator's reading of the ledger, and what is sent once more at a word."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, text, update

from alertbot.domain.delivery import BroadcastKind, BroadcastState, DeliveryState, Priority
from alertbot.domain.occasion import Occasion, OccasionKind
from alertbot.domain.reminder import all_reminders, plan
from alertbot.domain.standing import ANSWER, Standing, Stuck
from alertbot.domain.subscriber import SubscriberState
from alertbot.ports import Audience, RawEvent, Result
from alertbot.store.schema import canary, delivery
from alertbot.store.store import SqlStore
from alertbot.store.stuck import LISTED

from .world import (
    MINUTE,
    NOW,
    Ledger,
    a_case,
    a_hearing,
    an_appeal,
    crowd,
    person,
    screens,
    subscribe,
)

S = DeliveryState


@pytest.fixture
def ledger(store: SqlStore) -> Ledger:
    return Ledger(store)


async def standing(store: SqlStore, after: timedelta = timedelta()) -> Standing:
    async with store.snapshot() as tx:
        return await tx.oversight.standing(NOW + after)


async def stuck(store: SqlStore, state: DeliveryState = S.FAILED) -> list[Stuck]:
    async with store.snapshot() as tx:
        return await tx.oversight.stuck(state)


async def repeat(
    store: SqlStore,
    broadcast: int,
    state: DeliveryState = S.FAILED,
    until: timedelta = timedelta(),
) -> int:
    async with store.transaction() as tx:
        return await tx.oversight.repeat(state, broadcast, NOW + until, NOW + 5 * MINUTE)


async def ended(ledger: Ledger, state: DeliveryState, *, many: int = 1, reason: str = "bad") -> None:
    """Rows that are claimed now and end so."""
    claimed = await ledger.claim(many)
    await ledger.record(*(Result(one.id, state, reason=reason, tries=1) for one in claimed))


async def published(store: SqlStore) -> int:
    async with store.transaction() as tx:
        return (await tx.appeals.publish(a_case(), an_appeal(), NOW)).id


async def an_alert(store: SqlStore, many: int = 3) -> int:
    """An alert about a published appeal, to some people."""
    appeal = await published(store)
    await crowd(store, many)
    async with store.transaction() as tx:
        id = await tx.outbox.broadcast(
            BroadcastKind.ALERT, screens(), Audience(), Priority.ALERT, NOW, key="alert", appeal=appeal
        )
        await tx.outbox.enqueue(100, NOW)
    return id


class TestStanding:
    async def test_an_empty_store_stands_at_nothing(self, store: SqlStore) -> None:
        found = await standing(store)
        assert (found.rows, found.oldest, found.running, found.stuck) == ({}, {}, (), ())
        assert found.inbox.waiting == found.inbox.quarantined == 0
        assert found.size > 0

    async def test_rows_are_counted_by_state(self, store: SqlStore, ledger: Ledger) -> None:
        await an_alert(store, 4)
        await ended(ledger, S.SENT)
        await ended(ledger, S.FAILED)
        await ledger.answer(person(9))
        assert (await standing(store)).rows == {S.QUEUED: 3, S.SENT: 1, S.FAILED: 1}

    async def test_what_a_halted_alert_has_waiting_counts_as_halted(self, store: SqlStore) -> None:
        id = await an_alert(store)
        async with store.transaction() as tx:
            await tx.outbox.steer(id, BroadcastState.HALTED)
            await tx.work.run(update(delivery).values(state=S.QUEUED))
        assert (await standing(store)).rows == {S.HALTED: 3}

    async def test_the_oldest_is_told_by_kind_and_only_of_what_may_leave(
        self, store: SqlStore, ledger: Ledger
    ) -> None:
        await ledger.answer(person(1), now=NOW + MINUTE)
        await ledger.answer(person(2), now=NOW + 3 * MINUTE)
        id = await an_alert(store)
        found = await standing(store, 2 * MINUTE)
        assert found.oldest == {ANSWER: NOW + MINUTE, "alert": NOW}
        assert found.age(found.oldest["alert"]) == 120
        async with store.transaction() as tx:
            await tx.outbox.steer(id, BroadcastState.PAUSED)
        assert (await standing(store, 2 * MINUTE)).oldest == {ANSWER: NOW + MINUTE}

    async def test_a_running_broadcast_has_its_title_and_how_far_it_is(
        self, store: SqlStore, ledger: Ledger
    ) -> None:
        await an_alert(store)
        await ended(ledger, S.SENT, many=2)
        (out,) = (await standing(store)).running
        assert (out.matter.title.pick("en"), out.finished, out.total) == ("Act now", 2, 3)

    async def test_parked_rows_are_told_with_the_latest_end(self, store: SqlStore, ledger: Ledger) -> None:
        await an_alert(store)
        first, second, _ = await ledger.claim()
        await ledger.record(
            Result(first.id, S.PARKED, not_before=NOW + MINUTE),
            Result(second.id, S.PARKED, not_before=NOW + 9 * MINUTE),
        )
        parked = (await standing(store)).parked
        assert parked is not None
        assert (parked.many, parked.until) == (2, NOW + 9 * MINUTE)

    async def test_events_that_wait_and_events_put_aside_are_counted(self, store: SqlStore) -> None:
        async with store.transaction() as tx:
            await tx.inbox.add("telegram", [RawEvent(n, b"{}") for n in range(3)], NOW)
            await tx.inbox.quarantine("telegram", 0, "KeyError")
            await tx.inbox.done("telegram", 1)
        found = await standing(store)
        assert (found.inbox.waiting, found.inbox.since, found.inbox.quarantined) == (1, NOW, 1)
        assert found.newest == NOW

    async def test_coming_reminders_bear_their_cases_title(self, store: SqlStore) -> None:
        async with store.transaction() as tx:
            case = (await tx.appeals.publish(a_case(), an_appeal(), NOW)).case_id
            stored = await tx.hearings.add(case, a_hearing())
            await tx.reminders.plan(stored, plan(stored.hearing, NOW).reminders)
        found = await standing(store)
        assert [one.title.pick("en") for one in found.coming] == ["Free Ainur Kurmanov"] * len(found.coming)
        assert found.coming[0].due == min(one.due for one in found.coming)

    async def test_nobody_is_reminded_of_what_was_withdrawn(self, store: SqlStore) -> None:
        async with store.transaction() as tx:
            published = await tx.appeals.publish(a_case(), an_appeal(), NOW)
            stored = await tx.hearings.add(published.case_id, a_hearing())
            await tx.reminders.plan(stored, plan(stored.hearing, NOW).reminders)
            await tx.recall.withdraw([published.id], NOW)
        assert (await standing(store)).coming == ()

    async def test_last_days_and_milestones_are_among_the_coming_reminders(self, store: SqlStore) -> None:
        day = Occasion("milestone.m", OccasionKind.RELEASE, date(2027, 1, 9), "UTC")
        async with store.transaction() as tx:
            case = (await tx.appeals.publish(a_case(), an_appeal(), NOW)).case_id
            await tx.reminders.plan(await tx.occasions.keep(case, day, None), all_reminders(day))
        found = await standing(store)
        assert [one.due for one in found.coming] == [datetime(2027, 1, 8, 18, tzinfo=UTC)]

    async def test_how_late_the_newest_reminder_fired_is_told(self, store: SqlStore) -> None:
        async with store.transaction() as tx:
            case = (await tx.appeals.publish(a_case(), an_appeal(), NOW)).case_id
            stored = await tx.hearings.add(case, a_hearing())
            await tx.reminders.plan(stored, plan(stored.hearing, NOW).reminders)
            (due, *_) = await tx.reminders.due(NOW + timedelta(days=30), 1)
            id = await tx.outbox.broadcast(
                BroadcastKind.REMINDER,
                screens(),
                Audience(),
                Priority.REMINDER,
                due.due + MINUTE,
                key="reminder",
                hearing=stored.id,
            )
            await tx.reminders.fired(due.id, id)
        assert (await standing(store)).lateness == 60

    async def test_a_look_writes_nothing_and_waits_for_no_writer(self, store: SqlStore) -> None:
        await an_alert(store)
        async with store.transaction() as tx:
            await subscribe(tx, person(50))
            found = await standing(store)
        assert found.rows == {S.QUEUED: 3}


class TestStuck:
    async def test_it_is_listed_by_matter_with_number_reason_and_platform(
        self, store: SqlStore, ledger: Ledger
    ) -> None:
        id = await an_alert(store)
        await ended(ledger, S.FAILED, many=2, reason="bad-request")
        (found,) = await stuck(store)
        assert (found.matter.broadcast, found.many, found.repeatable) == (id, 2, True)
        assert [(row.reason, row.platform, row.since) for row in found.rows] == [
            ("bad-request", "telegram", NOW)
        ] * 2

    async def test_the_same_stands_in_the_whole_picture(self, store: SqlStore, ledger: Ledger) -> None:
        await an_alert(store)
        await ended(ledger, S.IN_DOUBT, many=2)
        (found,) = (await standing(store)).stuck
        assert (found.state, found.many, [row.platform for row in found.rows]) == (S.IN_DOUBT, 2, ["", ""])

    async def test_only_some_rows_are_listed_and_all_are_counted(
        self, store: SqlStore, ledger: Ledger
    ) -> None:
        await an_alert(store, LISTED + 3)
        await ended(ledger, S.FAILED, many=LISTED + 3)
        (found,) = await stuck(store)
        assert (found.many, len(found.rows)) == (LISTED + 3, LISTED)

    async def test_single_messages_are_listed_apart_and_cannot_be_repeated(
        self, store: SqlStore, ledger: Ledger
    ) -> None:
        await ledger.answer(person(1), once=True)
        await ended(ledger, S.IN_DOUBT)
        (found,) = await stuck(store, S.IN_DOUBT)
        assert (found.matter.broadcast, found.repeatable, found.rows[0].once) == (None, False, True)
        assert found.rows[0].platform == "", "its address is deleted, and nobody subscribed with it"

    async def test_nothing_of_it_names_a_person_or_a_chat(self, store: SqlStore, ledger: Ledger) -> None:
        await an_alert(store)
        await ledger.answer(person(1))
        await ended(ledger, S.FAILED, many=4)
        told = repr(await stuck(store)) + repr(await standing(store))
        assert [person(n).chat for n in range(4) if person(n).chat in told] == []


class TestRepeat:
    async def test_what_failed_is_queued_again_and_its_alert_runs_again(
        self, store: SqlStore, ledger: Ledger
    ) -> None:
        id = await an_alert(store)
        await ended(ledger, S.FAILED, many=3)
        async with store.transaction() as tx:
            assert len(await tx.outbox.settle(NOW)) == 1
            assert (await tx.oversight.repeatable(S.FAILED, id, NOW))[1] == 3
        assert await repeat(store, id) == 3
        assert len(await ledger.claim(now=NOW + 5 * MINUTE)) == 3

    async def test_a_second_word_repeats_nothing(self, store: SqlStore, ledger: Ledger) -> None:
        id = await an_alert(store)
        await ended(ledger, S.FAILED, many=3)
        assert [await repeat(store, id), await repeat(store, id)] == [3, 0]

    async def test_what_ended_after_the_list_was_made_is_left_alone(
        self, store: SqlStore, ledger: Ledger
    ) -> None:
        id = await an_alert(store)
        await ended(ledger, S.IN_DOUBT, many=3)
        assert await repeat(store, id, S.IN_DOUBT, -MINUTE) == 0
        assert await repeat(store, id, S.IN_DOUBT) == 3

    async def test_in_doubt_once_more_it_is_not_repeated_by_itself(
        self, store: SqlStore, ledger: Ledger
    ) -> None:
        id = await an_alert(store, 1)
        (claimed,) = await ledger.claim()
        await ledger.record(Result(claimed.id, S.IN_DOUBT, tries=2))
        await repeat(store, id, S.IN_DOUBT)
        (again,) = await ledger.claim(now=NOW + 5 * MINUTE)
        assert again.tries == 2
        async with store.transaction() as tx:
            assert await tx.outbox.recover(NOW, everything=True) == {S.QUEUED: 0, S.IN_DOUBT: 1}

    async def test_only_the_state_that_was_named_is_repeated(self, store: SqlStore, ledger: Ledger) -> None:
        id = await an_alert(store)
        await ended(ledger, S.FAILED)
        await ended(ledger, S.IN_DOUBT)
        assert await repeat(store, id) == 1
        assert await ledger.counts(id) == {S.QUEUED: 2, S.IN_DOUBT: 1}

    async def test_nothing_of_a_halted_alert_is_repeated(self, store: SqlStore, ledger: Ledger) -> None:
        id = await an_alert(store)
        await ended(ledger, S.FAILED)
        async with store.transaction() as tx:
            await tx.outbox.steer(id, BroadcastState.HALTED)
        assert await repeat(store, id) == 0
        assert [one.repeatable for one in await stuck(store)] == [False]

    async def test_nothing_of_a_closed_appeal_is_repeated(self, store: SqlStore, ledger: Ledger) -> None:
        id = await an_alert(store)
        await ended(ledger, S.FAILED)
        async with store.transaction() as tx:
            await tx.appeals.close(await tx.work.value(text("SELECT appeal FROM broadcast")), NOW)
        assert await repeat(store, id) == 0
        assert [one.repeatable for one in await stuck(store)] == [False]

    async def test_whoever_stopped_meanwhile_gets_nothing(self, store: SqlStore, ledger: Ledger) -> None:
        id = await an_alert(store, 1)
        await ended(ledger, S.FAILED)
        async with store.transaction() as tx:
            found = await tx.people.find(person(0))
            assert found is not None
            await tx.people.set_state(found.id, SubscriberState.STOPPED)
        await repeat(store, id)
        assert await ledger.claim(now=NOW + 5 * MINUTE) == []


class TestMissed:
    async def test_each_subscribed_person_is_found_once(self, store: SqlStore, ledger: Ledger) -> None:
        await crowd(store, 2)
        for to in (person(0), person(0), person(1), person(7)):
            await ledger.answer(to, once=True)
        for _ in range(2):
            await ended(ledger, S.IN_DOUBT, many=9)
        async with store.transaction() as tx:
            found = await tx.oversight.missed(S.IN_DOUBT, NOW)
            assert [missed.to for missed in found] == [person(0), person(1)]
            assert await tx.oversight.missed(S.IN_DOUBT, NOW - MINUTE) == []
            assert await tx.oversight.missed(S.FAILED, NOW) == []


async def test_a_touch_writes_and_changes_nothing(store: SqlStore) -> None:
    async with store.transaction() as tx:
        before = (await tx.work.rows(select(canary)))[0]
        await tx.oversight.touch()
        assert (await tx.work.rows(select(canary))) == [before]
        assert await tx.work.value(text("SELECT total_changes()")) > 0


async def test_lists_and_repeats_read_only_an_index(store: SqlStore) -> None:
    statement = "SELECT id FROM delivery WHERE broadcast = 1 AND state = 'failed' ORDER BY id LIMIT 5"
    everything = "SELECT broadcast, state, count(*) FROM delivery GROUP BY broadcast, state"
    async with store.transaction() as tx:
        for query in (statement, everything):
            plan = " ".join(row.detail for row in await tx.work.rows(text(f"EXPLAIN QUERY PLAN {query}")))
            assert "delivery_progress" in plan
            assert "TEMP" not in plan
