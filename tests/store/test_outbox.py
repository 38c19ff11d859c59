"""The ledger: what is queued, claimed, recorded and recovered."""

from datetime import timedelta

import pytest

from alertbot.domain.delivery import (
    LEASE,
    BroadcastKind,
    BroadcastState,
    DeliveryState,
    Priority,
)
from alertbot.domain.hearing import HearingState
from alertbot.domain.subscriber import ChatKind, SubscriberState
from alertbot.ports import Audience, Claimed, Result
from alertbot.store.store import SqlStore

from .world import MINUTE, NOW, Ledger, a_case, a_hearing, an_appeal, crowd, group, person, screens, subscribe

S = DeliveryState


@pytest.fixture
def ledger(store: SqlStore) -> Ledger:
    return Ledger(store)


def words(claimed: list[Claimed]) -> list[str]:
    return [one.utterance.plain() for one in claimed if one.utterance]


class TestAnswers:
    async def test_an_answer_comes_back_whole(self, ledger: Ledger) -> None:
        await ledger.answer(person(1), "hello", amends="m7")
        (claimed,) = await ledger.claim()
        assert (claimed.to, claimed.amends, claimed.tries) == (person(1), "m7", 0)
        assert (claimed.kind, claimed.priority, claimed.broadcast) == (ChatKind.PERSON, Priority.ANSWER, None)
        assert words([claimed]) == ["hello"]

    async def test_an_answer_to_somebody_who_stopped_is_sent(self, store: SqlStore, ledger: Ledger) -> None:
        (mine,) = await crowd(store, 1)
        async with store.transaction() as tx:
            await tx.people.set_state(mine.id, SubscriberState.STOPPED)
        await ledger.answer(person(0), "goodbye")
        assert words(await ledger.claim()) == ["goodbye"]

    async def test_the_same_key_is_queued_once(self, ledger: Ledger) -> None:
        for _ in range(2):
            await ledger.answer(person(1), key="progress.1")
        assert len(await ledger.claim()) == 1

    async def test_a_chat_hears_its_answers_one_by_one_oldest_first(self, ledger: Ledger) -> None:
        for number in range(3):
            await ledger.answer(person(1), str(number))
        for number in range(3):
            claimed = await ledger.claim()
            assert words(claimed) == [str(number)]
            assert await ledger.claim() == [], "one in flight"
            await ledger.sent(claimed)

    async def test_an_answer_that_has_to_wait_is_not_overtaken(self, ledger: Ledger) -> None:
        await ledger.answer(person(1), "first")
        (claimed,) = await ledger.claim()
        await ledger.answer(person(1), "second")
        await ledger.answer(person(2), "other")
        await ledger.record(Result(claimed.id, S.PARKED, not_before=NOW + MINUTE))
        assert words(await ledger.claim()) == ["other"]
        assert words(await ledger.claim(now=NOW + MINUTE)) == ["first"]

    async def test_its_text_and_address_are_gone_once_it_is_final(
        self, store: SqlStore, ledger: Ledger
    ) -> None:
        from sqlalchemy import select

        from alertbot.store.schema import delivery

        await ledger.answer(person(1), "secret", amends="m1")
        await ledger.sent(await ledger.claim())
        async with store.transaction() as tx:
            row = await tx.work.row(select(delivery))
        assert row is not None
        assert (row.payload, row.address, row.amends) == (None, None, None)

    async def test_the_message_of_a_key_is_known_once_it_is_sent(
        self, store: SqlStore, ledger: Ledger
    ) -> None:
        await ledger.answer(person(1), key="progress.1")
        (claimed,) = await ledger.claim()
        async with store.transaction() as tx:
            assert await tx.outbox.message_of("progress.1") is None
        await ledger.record(Result(claimed.id, S.SENT, "m42"))
        async with store.transaction() as tx:
            assert await tx.outbox.message_of("progress.1") == "m42"
            assert await tx.outbox.message_of("unknown") is None


class TestEnqueue:
    async def test_the_same_key_begins_one_broadcast(self, ledger: Ledger) -> None:
        assert await ledger.begin("alert") == await ledger.begin("alert")
        assert await ledger.begin("other") != await ledger.begin("alert")

    async def test_rows_follow_in_chunks_until_it_is_complete(self, store: SqlStore, ledger: Ledger) -> None:
        await crowd(store, 7)
        broadcast = await ledger.begin()
        assert [await ledger.enqueue(3) for _ in range(4)] == [3, 3, 1, 0]
        async with store.transaction() as tx:
            progress = await tx.outbox.progress(broadcast)
        assert progress is not None
        assert progress.complete
        assert (progress.total, progress.finished) == (7, 0)

    async def test_whoever_joins_while_it_runs_is_reached_as_well(
        self, store: SqlStore, ledger: Ledger
    ) -> None:
        await crowd(store, 2)
        broadcast = await ledger.begin()
        await ledger.enqueue(1)
        async with store.transaction() as tx:
            await subscribe(tx, person(9))
        await ledger.enqueue()
        assert await ledger.counts(broadcast) == {S.QUEUED: 3}

    async def test_one_chunk_may_serve_several_broadcasts(self, store: SqlStore, ledger: Ledger) -> None:
        await crowd(store, 3)
        first, second = await ledger.begin("one"), await ledger.begin("two")
        assert await ledger.enqueue(5) == 5
        assert await ledger.counts(first) == {S.QUEUED: 3}
        assert await ledger.counts(second) == {S.QUEUED: 2}

    async def test_only_the_active_whose_interests_match_get_a_row(
        self, store: SqlStore, ledger: Ledger
    ) -> None:
        async with store.transaction() as tx:
            await subscribe(tx, person(1), countries=("KZ",))
            await subscribe(tx, person(2), countries=("MD",))
            gone = await subscribe(tx, person(3))
            await tx.people.set_state(gone.id, SubscriberState.GONE)
            await tx.people.bring(group(1), ChatKind.GROUP, "Union", None, "en", NOW)
        await ledger.begun(audience=Audience("KZ"))
        assert [claimed.to for claimed in await ledger.claim()] == [person(1)]

    async def test_a_paused_broadcast_grows_no_further(self, store: SqlStore, ledger: Ledger) -> None:
        await crowd(store, 2)
        broadcast = await ledger.begin()
        async with store.transaction() as tx:
            assert await tx.outbox.steer(broadcast, BroadcastState.PAUSED)
        assert await ledger.enqueue() == 0

    async def test_an_audience_of_nobody_is_complete_and_done(self, store: SqlStore, ledger: Ledger) -> None:
        broadcast = await ledger.begun()
        async with store.transaction() as tx:
            assert [progress.id for progress in await tx.outbox.settle(NOW)] == [broadcast]
            assert await tx.outbox.running() == []

    async def test_its_screens_come_back(self, store: SqlStore, ledger: Ledger) -> None:
        broadcast = await ledger.begin()
        async with store.transaction() as tx:
            assert await tx.outbox.screens(broadcast) == screens()


class TestClaims:
    async def test_answers_go_before_reminders_before_alerts(self, store: SqlStore, ledger: Ledger) -> None:
        await crowd(store, 2)
        await ledger.begun("alert")
        await ledger.begun("reminder", priority=Priority.REMINDER)
        await ledger.answer(person(7), "late", priority=Priority.DIGEST)
        await ledger.answer(person(8), "hello")
        order = [claimed.priority for claimed in await ledger.claim(limit=3)]
        assert order == [Priority.ANSWER, Priority.REMINDER, Priority.REMINDER]
        assert await ledger.claim(limit=2, busy=()) != []

    async def test_a_limit_is_kept_and_nothing_is_claimed_twice(
        self, store: SqlStore, ledger: Ledger
    ) -> None:
        await crowd(store, 5)
        await ledger.begun()
        batches = [await ledger.claim(2) for _ in range(4)]
        assert [len(batch) for batch in batches] == [2, 2, 1, 0]
        assert len({claimed.id for batch in batches for claimed in batch}) == 5

    async def test_one_message_at_a_time_per_chat(self, store: SqlStore, ledger: Ledger) -> None:
        await crowd(store, 1)
        await ledger.begun("one")
        await ledger.begun("two")
        await ledger.answer(person(0), "hello")
        seen: list[Priority] = []
        for _ in range(3):
            (claimed,) = await ledger.claim()
            seen.append(claimed.priority)
            await ledger.sent([claimed])
        assert seen == [Priority.ANSWER, Priority.ALERT, Priority.ALERT]

    async def test_a_busy_chat_is_passed_over(self, store: SqlStore, ledger: Ledger) -> None:
        await crowd(store, 3)
        await ledger.begun()
        (claimed,) = await ledger.claim(1)
        await ledger.record(Result(claimed.id, S.QUEUED))
        others = await ledger.claim(busy=(claimed.recipient,))
        assert len(others) == 2
        assert claimed.recipient not in {one.recipient for one in others}

    async def test_what_a_recipient_is_told_in_comes_along(self, store: SqlStore, ledger: Ledger) -> None:
        async with store.transaction() as tx:
            mine = await subscribe(tx, group(1), ChatKind.GROUP, "kk")
            await tx.people.change(mine.id, zone="Asia/Almaty")
        broadcast = await ledger.begun()
        (claimed,) = await ledger.claim()
        assert (claimed.to, claimed.kind, claimed.locale) == (group(1), ChatKind.GROUP, "kk")
        assert (claimed.zone, claimed.broadcast, claimed.utterance) == ("Asia/Almaty", broadcast, None)

    async def test_nothing_goes_before_its_time(self, store: SqlStore, ledger: Ledger) -> None:
        await crowd(store, 1)
        await ledger.begun(not_before=NOW + MINUTE)
        assert await ledger.claim() == []
        async with store.transaction() as tx:
            assert await tx.outbox.next_due(NOW) == NOW + MINUTE
        assert len(await ledger.claim(now=NOW + MINUTE)) == 1
        async with store.transaction() as tx:
            assert await tx.outbox.next_due(NOW) is None

    async def test_a_reminder_held_back_does_not_hold_back_another(
        self, store: SqlStore, ledger: Ledger
    ) -> None:
        await crowd(store, 1)
        await ledger.begun("tomorrow", priority=Priority.REMINDER, not_before=NOW + MINUTE)
        today = await ledger.begun("today", priority=Priority.REMINDER)
        assert [claimed.broadcast for claimed in await ledger.claim()] == [today]

    async def test_a_paused_broadcast_waits_and_goes_on(self, store: SqlStore, ledger: Ledger) -> None:
        await crowd(store, 2)
        broadcast = await ledger.begun()
        async with store.transaction() as tx:
            await tx.outbox.steer(broadcast, BroadcastState.PAUSED)
        assert await ledger.claim() == []
        async with store.transaction() as tx:
            assert await tx.outbox.steer(broadcast, BroadcastState.RUNNING)
        assert len(await ledger.claim()) == 2

    async def test_a_halt_stops_every_row_that_is_not_under_way(
        self, store: SqlStore, ledger: Ledger
    ) -> None:
        await crowd(store, 4)
        broadcast = await ledger.begun()
        (flying,) = await ledger.claim(1)
        async with store.transaction() as tx:
            assert await tx.outbox.steer(broadcast, BroadcastState.HALTED)
            assert not await tx.outbox.steer(broadcast, BroadcastState.RUNNING)
            assert await tx.outbox.running() == []
        assert await ledger.claim() == []
        await ledger.record(Result(flying.id, S.QUEUED))
        assert await ledger.claim() == []
        assert await ledger.counts(broadcast) == {S.HALTED: 4}
        await ledger.enqueue()
        async with store.transaction() as tx:
            assert await tx.outbox.counts() == {S.HALTED: 4}

    async def test_steering_what_does_not_exist_says_so(self, store: SqlStore) -> None:
        async with store.transaction() as tx:
            assert not await tx.outbox.steer(99, BroadcastState.PAUSED)
            assert await tx.outbox.progress(99) is None

    async def test_who_stopped_meanwhile_gets_nothing(self, store: SqlStore, ledger: Ledger) -> None:
        mine = await crowd(store, 3)
        broadcast = await ledger.begun()
        async with store.transaction() as tx:
            await tx.people.set_state(mine[0].id, SubscriberState.STOPPED)
        assert {claimed.to for claimed in await ledger.claim()} == {person(1), person(2)}
        assert (await ledger.counts(broadcast))[S.GONE] == 1

    async def test_a_row_left_for_somebody_inactive_becomes_gone(
        self, store: SqlStore, ledger: Ledger
    ) -> None:
        from sqlalchemy import update

        from alertbot.store.schema import subscriber

        await crowd(store, 3)
        broadcast = await ledger.begun()
        async with store.transaction() as tx:
            await tx.work.run(update(subscriber).values(state=SubscriberState.STOPPED))
        assert await ledger.claim(1) == []
        assert await ledger.counts(broadcast) == {S.GONE: 3}


class TestHearings:
    async def reminder(
        self, ledger: Ledger, kind: BroadcastKind = BroadcastKind.REMINDER
    ) -> tuple[int, int, int]:
        await crowd(ledger.store, 3)
        async with ledger.store.transaction() as tx:
            case_id = (await tx.appeals.publish(a_case(), an_appeal(), NOW)).case_id
            hearing = (await tx.hearings.add(case_id, a_hearing())).id
        broadcast = await ledger.begin("reminder", kind=kind, hearing=hearing)
        await ledger.enqueue(2)
        return case_id, hearing, broadcast

    async def test_of_a_hearing_that_moved_nothing_more_is_sent(self, ledger: Ledger) -> None:
        case_id, _, broadcast = await self.reminder(ledger, BroadcastKind.NOTICE)
        moved = a_hearing().moved_to("later", a_hearing().day + timedelta(days=9), None)
        async with ledger.store.transaction() as tx:
            await tx.hearings.add(case_id, moved)
        assert await ledger.claim() == []
        assert await ledger.enqueue() == 0
        assert await ledger.counts(broadcast) == {S.SUPERSEDED: 2}
        async with ledger.store.transaction() as tx:
            assert [progress.id for progress in await tx.outbox.settle(NOW)] == [broadcast]

    async def test_a_leased_row_is_wanted_until_its_hearing_moves(self, ledger: Ledger) -> None:
        case_id, _, _ = await self.reminder(ledger, BroadcastKind.NOTICE)
        rows = {row.id for row in await ledger.claim()}
        async with ledger.store.transaction() as tx:
            assert await tx.outbox.wanted({*rows, 999}, NOW) == rows
            later = a_hearing().moved_to("later", a_hearing().day + timedelta(days=9), None)
            await tx.hearings.add(case_id, later)
            assert await tx.outbox.wanted(rows, NOW) == set()

    async def test_a_leased_row_of_whoever_stops_is_not_wanted(self, ledger: Ledger) -> None:
        await self.reminder(ledger)
        first, second = await ledger.claim(now=a_hearing().starts - MINUTE)
        async with ledger.store.transaction() as tx:
            mine = await tx.people.find(first.to)
            assert mine
            await tx.people.set_state(mine.id, SubscriberState.STOPPED)
            assert await tx.outbox.wanted({first.id, second.id}, NOW) == {second.id}

    async def test_of_a_cancelled_hearing_no_reminder_is_sent(self, ledger: Ledger) -> None:
        _, hearing, broadcast = await self.reminder(ledger)
        async with ledger.store.transaction() as tx:
            await tx.hearings.set_state(hearing, HearingState.CANCELLED)
        assert await ledger.claim() == []
        assert await ledger.counts(broadcast) == {S.SUPERSEDED: 2}

    async def test_a_notice_of_a_hearing_called_off_meanwhile_never_leaves(self, ledger: Ledger) -> None:
        _, hearing, _ = await self.reminder(ledger, BroadcastKind.NOTICE)
        async with ledger.store.transaction() as tx:
            await tx.hearings.set_state(hearing, HearingState.CANCELLED)
        assert await ledger.claim() == []

    async def test_a_reminder_is_not_sent_once_the_court_sits(self, ledger: Ledger) -> None:
        await self.reminder(ledger)
        assert len(await ledger.claim(1, now=a_hearing().starts - MINUTE)) == 1
        assert await ledger.claim(now=a_hearing().starts) == []


class TestResults:
    async def test_results_add_up_and_end_the_broadcast(self, store: SqlStore, ledger: Ledger) -> None:
        await crowd(store, 4)
        broadcast = await ledger.begun()
        states = (S.SENT, S.FAILED, S.IN_DOUBT, S.GONE)
        claimed = await ledger.claim()
        async with store.transaction() as tx:
            assert await tx.outbox.settle(NOW) == []
        await ledger.record(*(Result(one.id, state) for one, state in zip(claimed, states, strict=True)))
        assert await ledger.counts(broadcast) == dict.fromkeys(states, 1)
        async with store.transaction() as tx:
            (done,) = await tx.outbox.settle(NOW)
            assert (done.id, done.state, done.finished) == (broadcast, BroadcastState.DONE, 4)
            assert await tx.outbox.settle(NOW) == []
            assert not await tx.outbox.steer(broadcast, BroadcastState.PAUSED)

    async def test_gone_also_ends_the_subscription_and_what_waits_for_it(
        self, store: SqlStore, ledger: Ledger
    ) -> None:
        await crowd(store, 1)
        await ledger.begun("one")
        second = await ledger.begun("two")
        (claimed,) = await ledger.claim()
        await ledger.record(Result(claimed.id, S.GONE))
        async with store.transaction() as tx:
            found = await tx.people.find(person(0))
        assert found is not None
        assert found.state is SubscriberState.GONE
        assert await ledger.counts(second) == {S.GONE: 1}

    async def test_gone_of_an_answer_counts_too_but_not_over_a_stop(
        self, store: SqlStore, ledger: Ledger
    ) -> None:
        first, second = await crowd(store, 2)
        async with store.transaction() as tx:
            await tx.people.set_state(second.id, SubscriberState.STOPPED)
        await ledger.answer(person(0))
        await ledger.answer(person(1))
        await ledger.record(*(Result(claimed.id, S.GONE) for claimed in await ledger.claim()))
        async with store.transaction() as tx:
            states = [found.state for who in (0, 1) if (found := await tx.people.find(person(who)))]
        assert states == [SubscriberState.GONE, SubscriberState.STOPPED]
        assert first.id != second.id

    async def test_what_is_queued_again_keeps_its_tries_and_waits(
        self, store: SqlStore, ledger: Ledger
    ) -> None:
        await crowd(store, 1)
        await ledger.begun()
        (claimed,) = await ledger.claim()
        await ledger.record(Result(claimed.id, S.QUEUED, not_before=NOW + MINUTE, tries=1, reason="InDoubt"))
        assert await ledger.claim() == []
        (again,) = await ledger.claim(now=NOW + MINUTE)
        assert (again.id, again.tries) == (claimed.id, 1)

    async def test_a_late_result_counts_only_when_it_says_sent(self, store: SqlStore, ledger: Ledger) -> None:
        await crowd(store, 2)
        broadcast = await ledger.begun()
        first, second = await ledger.claim()
        async with store.transaction() as tx:
            await tx.outbox.recover(NOW, everything=True)
        await ledger.record(Result(first.id, S.SENT, "m1"), Result(second.id, S.FAILED))
        assert await ledger.counts(broadcast) == {S.SENT: 1, S.QUEUED: 1}

    async def test_a_result_of_a_row_that_is_gone_is_no_error(self, ledger: Ledger) -> None:
        await ledger.record(Result(99, S.SENT, "m"), Result(98, S.GONE), Result(97, S.QUEUED))


class TestRecovery:
    async def test_an_alert_in_doubt_is_sent_once_more_then_listed(
        self, store: SqlStore, ledger: Ledger
    ) -> None:
        await crowd(store, 1)
        broadcast = await ledger.begun()
        for expected in ({S.QUEUED: 1, S.IN_DOUBT: 0}, {S.QUEUED: 0, S.IN_DOUBT: 1}):
            assert len(await ledger.claim(now=NOW + MINUTE)) == 1
            async with store.transaction() as tx:
                assert await tx.outbox.recover(NOW, everything=True) == expected
        assert await ledger.claim(now=NOW + MINUTE) == []
        assert await ledger.counts(broadcast) == {S.IN_DOUBT: 1}

    async def test_an_answer_to_be_sent_once_is_not_sent_again(self, store: SqlStore, ledger: Ledger) -> None:
        await ledger.answer(person(1), "your letter", once=True)
        await ledger.answer(person(2), "a menu")
        assert [claimed.once for claimed in await ledger.claim()] == [True, False]
        async with store.transaction() as tx:
            assert await tx.outbox.recover(NOW, everything=True) == {S.QUEUED: 1, S.IN_DOUBT: 1}
        (again,) = await ledger.claim(now=NOW + MINUTE)
        assert (again.to, again.tries) == (person(2), 1)

    async def test_a_lease_that_still_runs_is_left_alone(self, store: SqlStore, ledger: Ledger) -> None:
        await ledger.answer(person(1))
        await ledger.claim()
        async with store.transaction() as tx:
            assert sum((await tx.outbox.recover(NOW + LEASE - MINUTE / 60)).values()) == 0
            assert (await tx.outbox.recover(NOW + LEASE))[S.QUEUED] == 1

    async def test_waiting_rows_are_not_touched(self, store: SqlStore, ledger: Ledger) -> None:
        await ledger.answer(person(1))
        async with store.transaction() as tx:
            assert sum((await tx.outbox.recover(NOW, everything=True)).values()) == 0
        (claimed,) = await ledger.claim()
        assert claimed.tries == 0


async def test_claims_read_only_the_index_of_what_waits(store: SqlStore, ledger: Ledger) -> None:
    from sqlalchemy import select, text
    from sqlalchemy.dialects import sqlite

    from alertbot.store.schema import delivery, in_flight, waiting

    queries = {
        "delivery_waiting": select(delivery)
        .where(delivery.c.broadcast == 1, waiting(), delivery.c.due <= NOW)
        .order_by(delivery.c.due, delivery.c.id),
        "delivery_in_flight": select(delivery.c.id).where(in_flight()),
    }
    async with store.transaction() as tx:
        for index, query in queries.items():
            said = str(query.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True}))
            plan = await tx.work.rows(text(f"EXPLAIN QUERY PLAN {said}"))
            assert index in plan[0].detail
            assert "TEMP" not in " ".join(row.detail for row in plan)


async def test_whoever_is_to_be_left_alone_is_known_after_a_restart(store: SqlStore) -> None:
    ledger = Ledger(store)
    async with store.transaction() as tx:
        await subscribe(tx, person(1))
    await ledger.begun()
    await ledger.answer(person(2), "hello")
    rows = await ledger.claim()
    until = NOW + timedelta(minutes=10)
    await ledger.record(*(Result(row.id, DeliveryState.PARKED, not_before=until) for row in rows))
    async with store.transaction() as tx:
        assert {who for who, _ in await tx.outbox.parked(NOW)} == {person(1), person(2)}
        assert await tx.outbox.parked(until) == []


async def test_who_is_in_doubt_goes_behind_everybody_else_even_when_the_clock_was_set_back(
    store: SqlStore,
) -> None:
    ledger = Ledger(store)
    await crowd(store, 3)
    await ledger.begun()
    (doubtful, *_) = await ledger.claim(1)
    async with store.transaction() as tx:
        await tx.outbox.recover(NOW - MINUTE, everything=True)
    rows = await ledger.claim(now=NOW + MINUTE)
    assert [row.id for row in rows][-1] == doubtful.id
    assert len(rows) == 3
