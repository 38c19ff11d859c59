"""Where a platform recognises repeats, whatever may have been sent is sent again until it is known to be."""

from datetime import timedelta

import pytest

from alertbot.domain.delivery import DeliveryState as S
from alertbot.domain.subscriber import Address
from alertbot.ports import Claimed, RawEvent
from alertbot.store.store import SqlStore

from .world import NOW, utter

ANN = Address("matrix", "@ann:example.org")
DAY = timedelta(hours=23)


async def queue(store: SqlStore, to: Address = ANN, *, once: bool = True) -> None:
    async with store.transaction() as tx:
        await tx.outbox.answer(to, utter("your letter"), NOW, once=once)


async def claim(store: SqlStore, later: timedelta = timedelta()) -> list[Claimed]:
    async with store.transaction() as tx:
        return await tx.outbox.claim(9, NOW + later, (), {"matrix": DAY})


async def crash(store: SqlStore, later: timedelta = timedelta()) -> dict[S, int]:
    async with store.transaction() as tx:
        return dict(await tx.outbox.recover(NOW + later, everything=True))


async def test_a_crash_leads_to_another_try_however_often_and_whatever_it_was(store: SqlStore) -> None:
    await queue(store)
    for hours in range(5):
        (row,) = await claim(store, timedelta(hours=hours))
        assert (row.tries, row.absorbed_until) == (hours, NOW + DAY)
        assert await crash(store, timedelta(hours=hours)) == {S.QUEUED: 1, S.IN_DOUBT: 0}


async def test_after_twenty_three_hours_it_is_listed_instead(store: SqlStore) -> None:
    await queue(store, once=False)
    await claim(store)
    assert await crash(store, DAY) == {S.QUEUED: 0, S.IN_DOUBT: 1}


async def test_elsewhere_what_must_not_be_repeated_is_not(store: SqlStore) -> None:
    await queue(store, Address("telegram", "1001"))
    (row,) = await claim(store)
    assert row.absorbed_until is None
    assert await crash(store) == {S.QUEUED: 0, S.IN_DOUBT: 1}


async def interrupted(store: SqlStore) -> None:
    async with store.transaction() as tx:
        await tx.inbox.add("matrix", [RawEvent(3, b"c", b"s2")], NOW)
        raise InterruptedError


async def test_a_position_is_kept_with_its_events_or_not_at_all(store: SqlStore) -> None:
    async with store.transaction() as tx:
        await tx.inbox.add("matrix", [RawEvent(1, b"a"), RawEvent(2, b"b", b"s1")], NOW)
    async with store.transaction() as tx:
        assert await tx.drawers.get("matrix", "position") == b"s1"
        assert await tx.drawers.get("telegram", "position") is None
    with pytest.raises(InterruptedError):
        await interrupted(store)
    async with store.transaction() as tx:
        assert await tx.drawers.get("matrix", "position") == b"s1"
        assert await tx.inbox.newest("matrix") == 2


async def test_what_a_platform_remembers_is_sealed_and_replaced(store: SqlStore) -> None:
    async with store.transaction() as tx:
        await tx.drawers.put("matrix", "session", b"token one")
        await tx.drawers.put("matrix", "session", b"token two")
    async with store.transaction() as tx:
        assert await tx.drawers.get("matrix", "session") == b"token two"
        assert await tx.drawers.get("matrix", "else") is None
