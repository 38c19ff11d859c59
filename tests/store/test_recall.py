"""Copies of an appeal, and what can still be done about them."""

from datetime import timedelta

from alertbot.domain.copies import Copies
from alertbot.domain.delivery import BroadcastKind, BroadcastState, DeliveryState, Handling, Priority
from alertbot.domain.subscriber import ChatKind
from alertbot.ports import Audience, Result
from alertbot.store.store import SqlStore

from .world import NOW, Ledger, a_case, an_appeal, crowd, group, person, screens, subscribe


async def alerted(store: SqlStore, ledger: Ledger, many: int = 3) -> tuple[int, int]:
    """An appeal and its alert, which everybody has."""
    await crowd(store, many)
    async with store.transaction() as tx:
        await subscribe(tx, group(1), ChatKind.GROUP)
        published = await tx.appeals.publish(a_case(), an_appeal(), NOW)
        alert = await tx.outbox.broadcast(
            BroadcastKind.ALERT,
            screens(),
            Audience(),
            Priority.ALERT,
            NOW,
            key="alert",
            appeal=published.id,
        )
    await ledger.enqueue()
    await ledger.sent(await ledger.claim())
    return published.id, alert


async def pursued(store: SqlStore, alert: int, *, takes_back: bool = False, key: str = "pursuit") -> int:
    kind = BroadcastKind.RETRACTION if takes_back else BroadcastKind.CORRECTION
    async with store.transaction() as tx:
        return await tx.outbox.broadcast(
            kind,
            screens("right"),
            Audience(redraws=alert, takes_back=takes_back),
            Priority.REMINDER,
            NOW,
            key=key,
        )


async def test_every_copy_is_claimed_once_with_its_own_message_rooms_too(store: SqlStore) -> None:
    ledger = Ledger(store)
    _, alert = await alerted(store, ledger)
    await pursued(store, alert)
    while await ledger.enqueue(2):
        pass
    claimed = await ledger.claim()

    assert {row.to for row in claimed} == {person(0), person(1), person(2), group(1)}
    assert {row.handling for row in claimed} == {Handling.REDRAW}
    assert len({row.amends for row in claimed}) == 4
    assert all(row.amends for row in claimed)
    assert await ledger.claim() == []


async def test_a_crash_in_the_middle_of_an_edit_loses_none(store: SqlStore) -> None:
    ledger = Ledger(store)
    _, alert = await alerted(store, ledger)
    pursuit = await pursued(store, alert)
    await ledger.enqueue()
    for _ in range(3):
        assert len(await ledger.claim(now=NOW + timedelta(minutes=1))) == 4
        async with store.transaction() as tx:
            await tx.outbox.recover(NOW, everything=True)

    assert await ledger.counts(pursuit) == {DeliveryState.QUEUED: 4}


async def test_copies_in_a_group_that_became_another_one_are_counted_as_lost(store: SqlStore) -> None:
    ledger = Ledger(store)
    appeal, alert = await alerted(store, ledger)
    async with store.transaction() as tx:
        await tx.people.move(group(1), "-100777")
        assert await tx.recall.copies([alert]) == Copies(there=3, lost=1)
    pursuit = await pursued(store, alert, takes_back=True)
    await ledger.enqueue()

    assert len(await ledger.claim()) == 3
    async with store.transaction() as tx:
        assert await tx.recall.unreached([pursuit]) == {"moved": 1}
        assert await tx.recall.broadcasts(appeal) == [alert]


async def test_a_copy_whose_group_moves_before_its_turn_is_not_sent_anew(store: SqlStore) -> None:
    ledger = Ledger(store)
    _, alert = await alerted(store, ledger, 0)
    await pursued(store, alert)
    await ledger.enqueue()
    async with store.transaction() as tx:
        await tx.people.move(group(1), "-100777")
    (row,) = await ledger.claim()

    assert (row.handling, row.amends) == (Handling.REDRAW, None)


async def test_what_is_perhaps_there_is_counted_and_not_pursued(store: SqlStore) -> None:
    ledger = Ledger(store)
    _, alert = await alerted(store, ledger, 0)
    await crowd(store, 2)
    async with store.transaction() as tx:
        again = await tx.outbox.broadcast(
            BroadcastKind.ALERT, screens(), Audience(), Priority.ALERT, NOW, key="again"
        )
    await ledger.enqueue()
    first, second, *_ = await ledger.claim()
    await ledger.record(
        Result(first.id, DeliveryState.IN_DOUBT, tries=2), Result(second.id, DeliveryState.SENT, "m")
    )
    async with store.transaction() as tx:
        await tx.recall.stop([again], NOW)
        await tx.outbox.recover(NOW, everything=True)
        await tx.outbox.enqueue(10, NOW)
        copies = await tx.recall.copies([again])

    assert copies == Copies(there=1, lost=2)
    assert alert != again


async def test_stopping_says_whether_the_newest_alert_had_reached_everybody(store: SqlStore) -> None:
    ledger = Ledger(store)
    _, alert = await alerted(store, ledger)
    async with store.transaction() as tx:
        await tx.outbox.settle(NOW)
        assert not await tx.recall.stop([alert], NOW)
        progress = await tx.outbox.progress(alert)
        assert progress is not None
        assert progress.state is BroadcastState.DONE
    other = await ledger.begun("other")
    async with store.transaction() as tx:
        assert await tx.recall.stop([alert, other], NOW)
    assert await ledger.claim() == []


async def test_what_was_corrected_is_never_tried_again_in_its_old_words(store: SqlStore) -> None:
    ledger = Ledger(store)
    await crowd(store, 1)
    alert = await ledger.begun()
    (row,) = await ledger.claim()
    await ledger.record(Result(row.id, DeliveryState.FAILED, reason="no-rights"))
    async with store.transaction() as tx:
        assert (await tx.oversight.repeatable(DeliveryState.FAILED, alert, NOW))[1] == 1
    await pursued(store, alert)
    async with store.transaction() as tx:
        assert (await tx.oversight.repeatable(DeliveryState.FAILED, alert, NOW))[1] == 0


async def test_only_one_withdrawal_is_asked_for_at_a_time(store: SqlStore) -> None:
    async with store.transaction() as tx:
        published = await tx.appeals.publish(a_case(), an_appeal(), NOW)
        assert await tx.recall.ask(published.id, "olga", NOW)
        assert not await tx.recall.ask(published.id, "omar", NOW)
        assert await tx.recall.asked_by(published.id) == "olga"
        await tx.recall.withdraw([published.id], NOW)
        assert await tx.recall.asked_by(published.id) is None
        assert await tx.recall.is_withdrawn(published.case_id)
        found = await tx.appeals.get(published.id)
        assert found is not None
        assert (found.withdrawn, found.closed) == (True, True)


async def begun_rest(store: SqlStore, appeal: int) -> int:
    """The corrected alert, for whoever lacks the stopped one."""
    async with store.transaction() as tx:
        return await tx.outbox.broadcast(
            BroadcastKind.ALERT,
            screens("right"),
            Audience(rest_of=appeal),
            Priority.ALERT,
            NOW,
            key="rest",
            appeal=appeal,
        )


async def leaving(store: SqlStore, ledger: Ledger) -> tuple[int, int]:
    """Two alerts are on their way when the broadcast is stopped."""
    await crowd(store, 2)
    async with store.transaction() as tx:
        published = await tx.appeals.publish(a_case(), an_appeal(), NOW)
        alert = await tx.outbox.broadcast(
            BroadcastKind.ALERT,
            screens(),
            Audience(),
            Priority.ALERT,
            NOW,
            key="alert",
            appeal=published.id,
        )
    await ledger.enqueue()
    return published.id, alert


async def test_what_comes_back_unsent_after_a_stop_gets_the_right_text(store: SqlStore) -> None:
    ledger = Ledger(store)
    appeal, alert = await leaving(store, ledger)
    first, second = await ledger.claim()
    async with store.transaction() as tx:
        await tx.recall.stop([alert], NOW)
    rest = await begun_rest(store, appeal)
    await ledger.enqueue()
    assert await ledger.claim() == []
    await ledger.record(
        Result(first.id, DeliveryState.SENT, "m"), Result(second.id, DeliveryState.QUEUED, not_before=NOW)
    )
    await ledger.enqueue()

    assert [(row.broadcast, row.to) for row in await ledger.claim()] == [(rest, second.to)]


async def test_what_a_crash_cut_off_before_a_stop_gets_the_right_text(store: SqlStore) -> None:
    ledger = Ledger(store)
    appeal, alert = await leaving(store, ledger)
    await ledger.claim()
    async with store.transaction() as tx:
        await tx.recall.stop([alert], NOW)
        await tx.outbox.recover(NOW, everything=True)
    rest = await begun_rest(store, appeal)
    await ledger.enqueue()

    assert {row.broadcast for row in await ledger.claim()} == {rest}
    async with store.transaction() as tx:
        assert await tx.recall.copies([alert]) == Copies(lost=2)


async def test_a_message_sent_twice_is_listed_for_its_first_copy(store: SqlStore) -> None:
    ledger = Ledger(store)
    _, alert = await leaving(store, ledger)
    await ledger.claim()
    async with store.transaction() as tx:
        await tx.outbox.recover(NOW, everything=True)
    again = await ledger.claim(now=NOW + timedelta(minutes=1))
    await ledger.record(
        *[Result(row.id, DeliveryState.SENT, "m", tries=row.tries + 1) for row in again],
    )
    pursuit = await pursued(store, alert)

    async with store.transaction() as tx:
        assert await tx.recall.copies([alert]) == Copies(there=2, lost=2)
        assert await tx.recall.unreached([pursuit]) == {"in_doubt": 2}


async def test_a_reason_is_counted_once_over_all_copies_of_an_appeal(store: SqlStore) -> None:
    ledger = Ledger(store)
    appeal, alert = await alerted(store, ledger, 0)
    async with store.transaction() as tx:
        again = await tx.outbox.broadcast(
            BroadcastKind.NOTICE, screens(), Audience(), Priority.ALERT, NOW, key="notice", appeal=appeal
        )
    await ledger.enqueue()
    await ledger.sent(await ledger.claim())
    pursuits: list[int] = []
    async with store.transaction() as tx:
        for of in (alert, again):
            audience = Audience(redraws=of, takes_back=True)
            pursuits.append(
                await tx.outbox.broadcast(
                    BroadcastKind.RETRACTION,
                    screens(),
                    audience,
                    Priority.REMINDER,
                    NOW,
                    key=f"r{of}",
                    appeal=appeal,
                )
            )
        await tx.people.move(group(1), "-100777")

        assert await tx.recall.together(pursuits[1]) == pursuits
        assert await tx.recall.unreached(pursuits) == {"moved": 2}
        assert await tx.recall.together(alert) == [alert]
