"""The ledger: what is queued and claimed."""

from datetime import timedelta

import pytest

from alertbot.domain.delivery import (
    BroadcastKind,
    BroadcastState,
    DeliveryState,
    Priority,
)
from alertbot.domain.subscriber import ChatKind, SubscriberState
from alertbot.ports import Audience, Claimed, Result
from alertbot.store.store import SqlStore

from .world import MINUTE, NOW, Ledger, crowd, group, person, screens, subscribe

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
        await ledger.begun(kind=BroadcastKind.REMINDER, not_before=NOW + MINUTE)
        assert await ledger.claim() == []
        async with store.transaction() as tx:
            assert await tx.outbox.next_due(NOW) == NOW + MINUTE
        assert len(await ledger.claim(now=NOW + MINUTE)) == 1
        async with store.transaction() as tx:
            assert await tx.outbox.next_due(NOW) is None

    async def test_an_alert_that_organizers_look_at_first_is_on_nobodys_way_yet(
        self, store: SqlStore, ledger: Ledger
    ) -> None:
        await crowd(store, 1)
        broadcast = await ledger.begun(not_before=NOW + MINUTE)
        assert await ledger.counts(broadcast) == {}
        assert await ledger.claim(now=NOW + MINUTE) == []
        async with store.transaction() as tx:
            assert await tx.outbox.enqueue(100, NOW + MINUTE) == 1
        assert len(await ledger.claim(now=NOW + MINUTE)) == 1

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
