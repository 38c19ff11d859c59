"""The ledger: what is recorded of a message, sorted after a crash, and no longer sent."""

from datetime import timedelta

import pytest

from alertbot.domain.delivery import (
    LEASE,
    BroadcastKind,
    BroadcastState,
    DeliveryState,
)
from alertbot.domain.hearing import HearingState
from alertbot.domain.subscriber import SubscriberState
from alertbot.ports import Result
from alertbot.store.store import SqlStore

from .world import MINUTE, NOW, Ledger, a_case, a_hearing, an_appeal, crowd, person

S = DeliveryState


@pytest.fixture
def ledger(store: SqlStore) -> Ledger:
    return Ledger(store)


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
            assert {*await tx.outbox.wanted({*rows, 999}, NOW)} == rows
            later = a_hearing().moved_to("later", a_hearing().day + timedelta(days=9), None)
            await tx.hearings.add(case_id, later)
            assert await tx.outbox.wanted(rows, NOW) == {}

    async def test_a_leased_row_of_whoever_stops_is_not_wanted(self, ledger: Ledger) -> None:
        await self.reminder(ledger)
        first, second = await ledger.claim(now=a_hearing().starts - MINUTE)
        async with ledger.store.transaction() as tx:
            mine = await tx.people.find(first.to)
            assert mine
            await tx.people.set_state(mine.id, SubscriberState.STOPPED)
            assert {*await tx.outbox.wanted({first.id, second.id}, NOW)} == {second.id}

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
