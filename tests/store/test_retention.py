"""What outlives its purpose goes, and nothing before its time."""

from dataclasses import replace
from datetime import timedelta

import pytest

from alertbot.dialogue.engine import State
from alertbot.domain.delivery import BroadcastState, DeliveryState
from alertbot.domain.publication import DraftStage
from alertbot.domain.subscriber import SubscriberState
from alertbot.ports import Offer, RawEvent, Result
from alertbot.store import retention
from alertbot.store.store import SqlStore

from .world import NOW, Ledger, crowd, person, subscribe

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


async def test_done_events_go_after_two_days_but_never_the_newest(store: SqlStore) -> None:
    async with store.transaction() as tx:
        for platform in ("telegram", "matrix"):
            await tx.inbox.add(platform, [RawEvent(1, b"a"), RawEvent(2, b"b")], NOW)
            await tx.inbox.done(platform, 1)
            await tx.inbox.done(platform, 2)
    await store.sweep(NOW + 2 * DAY - HOUR)
    async with store.transaction() as tx:
        assert await tx.inbox.add("telegram", [RawEvent(1, b"a")], NOW) == 0
    await store.sweep(NOW + 2 * DAY)
    async with store.transaction() as tx:
        assert await tx.inbox.newest("telegram") == 2
        assert await tx.inbox.newest("matrix") == 2
        assert await tx.inbox.add("telegram", [RawEvent(1, b"a")], NOW) == 1


async def test_quarantine_lasts_seven_days(store: SqlStore) -> None:
    from sqlalchemy import func, select

    from alertbot.store.schema import inbox

    async with store.transaction() as tx:
        await tx.inbox.add("telegram", [RawEvent(1, b"a"), RawEvent(2, b"b")], NOW)
        await tx.inbox.quarantine("telegram", 1, "UnreadableEvent")
        await tx.inbox.quarantine("telegram", 2, "UnreadableEvent")
    kept = select(func.count(), func.count(inbox.c.raw))
    await store.sweep(NOW + 7 * DAY - HOUR)
    async with store.transaction() as tx:
        assert tuple((await tx.work.rows(kept))[0]) == (2, 2)
    await store.sweep(NOW + 7 * DAY)
    async with store.transaction() as tx:
        assert tuple((await tx.work.rows(kept))[0]) == (1, 0)
        assert await tx.inbox.newest("telegram") == 2


async def test_a_waiting_event_is_never_swept(store: SqlStore) -> None:
    async with store.transaction() as tx:
        await tx.inbox.add("telegram", [RawEvent(1, b"a"), RawEvent(2, b"b")], NOW)
    await store.sweep(NOW + 90 * DAY)
    async with store.transaction() as tx:
        assert len(await tx.inbox.waiting("telegram", 9)) == 2


async def test_a_conversation_is_forgotten_a_day_after_its_last_word(store: SqlStore) -> None:
    async with store.transaction() as tx:
        await tx.talks.keep(person(1), State("sign", "name"), NOW)
        await tx.talks.offer(person(1), [Offer("Yes", "yes")], NOW + HOUR)
    await store.sweep(NOW + DAY)
    async with store.transaction() as tx:
        assert await tx.talks.state(person(1)) is None
        assert len(await tx.talks.offers(person(1))) == 1
    await store.sweep(NOW + DAY + HOUR)
    async with store.transaction() as tx:
        assert await tx.talks.offers(person(1)) == []


async def test_a_final_answer_is_forgotten_after_two_days_and_a_waiting_one_is_not(store: SqlStore) -> None:
    ledger = Ledger(store)
    await ledger.answer(person(1), key="one")
    await ledger.sent(await ledger.claim())
    await ledger.answer(person(2))
    await store.sweep(NOW + 2 * DAY)
    async with store.transaction() as tx:
        assert await tx.outbox.counts() == {DeliveryState.QUEUED: 1}


async def test_open_drafts_are_kept_and_dropped_ones_are_not(store: SqlStore) -> None:
    async with store.transaction() as tx:
        kept, dropped, out = [await tx.drafts.begin("ann", NOW) for _ in range(3)]
        await tx.drafts.save(replace(dropped, stage=DraftStage.DROPPED))
        await tx.drafts.save(replace(out, stage=DraftStage.PUBLISHED))
    await store.sweep(NOW + DAY)
    async with store.transaction() as tx:
        assert await tx.drafts.get(dropped.id) is None
        assert await tx.drafts.get(out.id) is not None
    await store.sweep(NOW + 90 * DAY)
    async with store.transaction() as tx:
        assert await tx.drafts.get(kept.id) == kept
        assert await tx.drafts.get(out.id) is None


async def test_who_left_is_forgotten_after_a_month_and_the_silent_after_a_year(store: SqlStore) -> None:
    async with store.transaction() as tx:
        left = await subscribe(tx, person(1))
        await tx.people.set_state(left.id, SubscriberState.STOPPED)
        await subscribe(tx, person(2))
    await store.sweep(NOW + 26 * DAY)
    async with store.transaction() as tx:
        assert await tx.people.find(person(1)) is not None
    await store.sweep(NOW + 27 * DAY)
    async with store.transaction() as tx:
        assert await tx.people.find(person(1)) is None
        assert await tx.people.find(person(2)) is not None
    ledger = Ledger(store)
    await ledger.answer(person(2))
    await ledger.record(
        *(Result(one.id, DeliveryState.SENT, "m") for one in await ledger.claim(now=NOW + 300 * DAY)),
        now=NOW + 300 * DAY,
    )
    await store.sweep(NOW + 366 * DAY)
    async with store.transaction() as tx:
        assert await tx.people.find(person(2)) is not None
    await store.sweep(NOW + 666 * DAY)
    async with store.transaction() as tx:
        assert await tx.people.find(person(2)) is None


@pytest.mark.parametrize("halted", [False, True])
async def test_a_month_after_its_end_a_broadcast_is_only_numbers(
    store: SqlStore, monkeypatch: pytest.MonkeyPatch, *, halted: bool
) -> None:
    monkeypatch.setattr(retention, "CHUNK", 2)
    await crowd(store, 5)
    ledger = Ledger(store)
    broadcast = await ledger.begun()
    await ledger.sent(await ledger.claim(3 if halted else 5))
    async with store.transaction() as tx:
        if halted:
            await tx.outbox.steer(broadcast, BroadcastState.HALTED)
        await tx.outbox.settle(NOW)
    before = await ledger.counts(broadcast)
    await store.sweep(NOW)
    await store.sweep(NOW + 29 * DAY)
    async with store.transaction() as tx:
        assert sum((await tx.outbox.counts()).values()) == 5
    await store.sweep(NOW + 30 * DAY)
    async with store.transaction() as tx:
        assert await tx.outbox.counts() == {}
    assert await ledger.counts(broadcast) == before


async def test_the_audit_trail_is_kept_two_years(store: SqlStore) -> None:
    async with store.transaction() as tx:
        await tx.audit.write("ann", "halt", "1", NOW)
        await tx.audit.write("ann", "halt", "2", NOW + DAY)
        await tx.audit.write("ann", "halt", "3", NOW + 2 * DAY)
    await store.sweep(NOW + 730 * DAY)
    async with store.transaction() as tx:
        assert len(await tx.audit.newest(9)) == 2
        assert await tx.audit.is_intact()
