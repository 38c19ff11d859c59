"""What was sent about dates is reworded while it goes on, and its copies are gone after."""

from datetime import date, timedelta

from sqlalchemy import update

from alertbot.domain.delivery import BroadcastKind, BroadcastState, DeliveryState, Priority
from alertbot.domain.occasion import Occasion, OccasionKind
from alertbot.domain.reminder import all_reminders
from alertbot.ports import Audience, Result
from alertbot.ports.recall import DatedMessage
from alertbot.store.schema import broadcast
from alertbot.store.store import SqlStore

from .world import MINUTE, NOW, Ledger, a_case, a_hearing, an_appeal, crowd, screens

LATER = NOW + timedelta(seconds=1)


async def reminded(store: SqlStore, many: int = 3) -> tuple[int, int]:
    """A case, and a reminder of its hearing, with a row for everybody."""
    await crowd(store, many)
    async with store.transaction() as tx:
        published = await tx.appeals.publish(a_case(), an_appeal(), NOW)
        stored = await tx.hearings.add(published.case_id, a_hearing())
        told = await tx.outbox.broadcast(
            BroadcastKind.REMINDER,
            screens(),
            Audience(case_id=published.case_id, told_of=(stored.id,)),
            Priority.REMINDER,
            NOW,
            key="reminder",
            appeal=published.id,
            hearing=stored.id,
        )
        # Everybody has a row, whoever follows the case.
        await tx.work.run(update(broadcast).where(broadcast.c.id == told).values(case_id=None))
    await Ledger(store).enqueue()
    async with store.transaction() as tx:
        mine = update(broadcast).where(broadcast.c.id == told)
        await tx.work.run(mine.values(case_id=published.case_id))
    return published.case_id, told


async def pursued(store: SqlStore, of: int, *, takes_back: bool = False) -> int:
    kind = BroadcastKind.RETRACTION if takes_back else BroadcastKind.CORRECTION
    audience = Audience(redraws=of, takes_back=takes_back)
    async with store.transaction() as tx:
        return await tx.outbox.broadcast(
            kind, screens("right"), audience, Priority.REMINDER, LATER, key=f"{kind}"
        )


async def test_what_still_waits_of_a_reminder_leaves_in_its_new_words(store: SqlStore) -> None:
    ledger = Ledger(store)
    _, told = await reminded(store)
    (first,) = await ledger.claim(1)
    async with store.transaction() as tx:
        await tx.recall.reword(told, screens("right"), NOW)
        assert await tx.outbox.screens(told) == screens("right")
    others = await ledger.claim()

    assert {row.broadcast for row in others} == {told}
    assert len(others) == 2
    assert {row.edition for row in others}.isdisjoint({first.edition})
    assert len({row.edition for row in others}) == 1


async def test_copies_that_left_in_old_words_are_gone_after_while_the_others_still_go_out(
    store: SqlStore,
) -> None:
    ledger = Ledger(store)
    _, told = await reminded(store, 4)
    await ledger.sent(await ledger.claim(1))
    (flying,) = await ledger.claim(1)
    async with store.transaction() as tx:
        await tx.recall.reword(told, screens("right"), NOW)
    pursuit = await pursued(store, told)
    assert await ledger.enqueue() == 0
    await ledger.sent([flying])
    (leaving,) = await ledger.claim(1, now=NOW + MINUTE)
    assert leaving.broadcast == told

    assert await ledger.enqueue() == 2
    rows = await ledger.claim(now=NOW + MINUTE)
    assert sorted(str(row.broadcast) for row in rows) == sorted(map(str, [told, pursuit, pursuit]))


async def test_what_left_before_is_waited_for_even_if_the_clock_was_set_back_meanwhile(
    store: SqlStore,
) -> None:
    ledger = Ledger(store)
    _, told = await reminded(store, 2)
    (flying,) = await ledger.claim(1, now=NOW + MINUTE)
    async with store.transaction() as tx:
        await tx.recall.reword(told, screens("right"), NOW)
    await pursued(store, told)
    assert await ledger.enqueue() == 0
    await ledger.sent([flying])

    assert await ledger.enqueue() == 1


async def test_what_comes_back_unsent_is_reminded_of_all_the_same(store: SqlStore) -> None:
    ledger = Ledger(store)
    _, told = await reminded(store, 1)
    (flying,) = await ledger.claim()
    async with store.transaction() as tx:
        await tx.recall.reword(told, screens("right"), NOW)
    await pursued(store, told)
    await ledger.record(Result(flying.id, DeliveryState.QUEUED, not_before=NOW))
    await ledger.enqueue()
    (again,) = await ledger.claim(now=NOW + MINUTE)

    assert again.broadcast == told
    assert again.edition != flying.edition


async def test_a_reminder_that_a_crash_cut_off_goes_out_in_its_new_words(store: SqlStore) -> None:
    ledger = Ledger(store)
    _, told = await reminded(store, 2)
    old = await ledger.claim()
    async with store.transaction() as tx:
        await tx.recall.reword(told, screens("right"), NOW)
    await pursued(store, told)
    async with store.transaction() as tx:
        await tx.outbox.recover(NOW, everything=True)
    await ledger.enqueue()
    again = await ledger.claim(now=NOW + MINUTE)

    assert {row.id for row in again} == {row.id for row in old}
    assert {row.edition for row in again}.isdisjoint(row.edition for row in old)


async def test_a_repeat_that_its_platform_absorbs_is_gone_after_for_its_words_may_be_the_old_ones(
    store: SqlStore,
) -> None:
    ledger = Ledger(store)
    _, told = await reminded(store, 2)
    absorbs = {"telegram": timedelta(hours=23)}
    async with store.transaction() as tx:
        (first,) = await tx.outbox.claim(1, NOW, (), absorbs)
    async with store.transaction() as tx:
        await tx.recall.reword(told, screens("right"), NOW)
    pursuit = await pursued(store, told)
    async with store.transaction() as tx:
        await tx.outbox.recover(NOW, everything=True)
    await ledger.sent(await ledger.claim(1, now=NOW))
    assert await ledger.enqueue() == 1
    async with store.transaction() as tx:
        again = [row for row in await tx.outbox.claim(9, NOW + MINUTE, (), absorbs) if row.broadcast == told]
        assert [row.id for row in again] == [first.id]
        assert again[0].tries == 1
    assert await ledger.enqueue() == 0
    await ledger.record(Result(first.id, DeliveryState.SENT, "m", tries=2))

    assert await ledger.enqueue() == 1
    async with store.transaction() as tx:
        progress = await tx.outbox.progress(pursuit)
        assert progress is not None
        assert (progress.complete, progress.total) == (True, 2)


async def test_a_row_that_was_leased_in_old_words_is_wanted_only_in_the_new_ones(store: SqlStore) -> None:
    ledger = Ledger(store)
    _, told = await reminded(store, 1)
    (old,) = await ledger.claim()
    async with store.transaction() as tx:
        assert await tx.outbox.wanted([old.id], NOW) == {old.id: old.edition}
        await tx.recall.reword(told, screens("right"), NOW)
        assert (await tx.outbox.wanted([old.id], NOW))[old.id] != old.edition
    await ledger.record(Result(old.id, DeliveryState.QUEUED, not_before=NOW))
    (new,) = await ledger.claim()
    async with store.transaction() as tx:
        assert await tx.outbox.wanted([new.id], NOW) == {new.id: new.edition}


async def test_a_reminder_that_failed_may_be_tried_again_once_it_is_right_and_not_once_it_is_taken_back(
    store: SqlStore,
) -> None:
    ledger = Ledger(store)
    _, told = await reminded(store, 1)
    (row,) = await ledger.claim()
    await ledger.record(Result(row.id, DeliveryState.FAILED, reason="no-rights"))
    await pursued(store, told)
    async with store.transaction() as tx:
        assert (await tx.oversight.repeatable(DeliveryState.FAILED, told, NOW))[1] == 1
        assert not await tx.recall.has_left(told)
    await pursued(store, told, takes_back=True)
    async with store.transaction() as tx:
        assert (await tx.oversight.repeatable(DeliveryState.FAILED, told, NOW))[1] == 0


async def test_messages_about_dates_are_told_from_alerts_and_notices_and_from_other_cases(
    store: SqlStore,
) -> None:
    case, told = await reminded(store)
    async with store.transaction() as tx:
        appeal = (await tx.appeals.of_case(case))[0].id
        everybody = Audience(case_id=case)
        await tx.outbox.broadcast(
            BroadcastKind.ALERT, screens(), everybody, Priority.ALERT, NOW, key="alert", appeal=appeal
        )
        notice = await tx.outbox.broadcast(
            BroadcastKind.NOTICE, screens(), everybody, Priority.REMINDER, NOW, key="demands", appeal=appeal
        )
        day = Occasion("milestone.out", OccasionKind.RELEASE, date(2026, 12, 1), "Asia/Almaty")
        stored = await tx.occasions.keep(case, day, None)
        await tx.reminders.plan(stored, all_reminders(day))
        (due,) = await tx.reminders.soon(NOW, NOW + timedelta(days=30))
        eve = await tx.outbox.broadcast(
            BroadcastKind.REMINDER, screens(), everybody, Priority.REMINDER, NOW, key="day", appeal=appeal
        )
        await tx.reminders.fired(due.id, eve)

        assert await tx.recall.dated(case) == [DatedMessage(told), DatedMessage(eve, stored, "eve")]
        assert await tx.recall.notices(appeal) == [notice]
        assert await tx.recall.dated(case + 1) == []
        folded = update(broadcast).values(folded="{}")
        await tx.work.run(folded)
        assert await tx.recall.dated(case) == []
        assert await tx.recall.notices(appeal) == []


async def test_a_pursuit_that_was_halted_counts_as_cut_short_until_another_one_is_through(
    store: SqlStore,
) -> None:
    _, told = await reminded(store)
    async with store.transaction() as tx:
        assert not await tx.recall.is_cut_short(told)
    pursuit = await pursued(store, told)
    async with store.transaction() as tx:
        assert not await tx.recall.is_cut_short(told)
        await tx.outbox.steer(pursuit, BroadcastState.HALTED)
        assert await tx.recall.is_cut_short(told)
    await pursued(store, told, takes_back=True)
    async with store.transaction() as tx:
        assert not await tx.recall.is_cut_short(told)
