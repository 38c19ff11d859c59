from alertbot.ports import RawEvent
from alertbot.store.store import SqlStore

from .world import NOW


def events(*ids: int) -> list[RawEvent]:
    return [RawEvent(id, f"raw {id}".encode()) for id in ids]


async def test_a_known_event_is_not_kept_twice(store: SqlStore) -> None:
    async with store.transaction() as tx:
        assert await tx.inbox.add("telegram", events(1, 2), NOW) == 2
        assert await tx.inbox.add("telegram", events(2, 3, 3), NOW) == 1
        assert [event.id for event in await tx.inbox.waiting("telegram", 9)] == [1, 2, 3]


async def test_an_empty_batch_is_nothing(store: SqlStore) -> None:
    async with store.transaction() as tx:
        assert await tx.inbox.add("telegram", [], NOW) == 0


async def test_events_wait_in_order_until_they_are_done(store: SqlStore) -> None:
    async with store.transaction() as tx:
        await tx.inbox.add("telegram", events(3, 1, 2), NOW)
        await tx.inbox.done("telegram", 1)
        assert await tx.inbox.waiting("telegram", 1) == events(2)
        assert await tx.inbox.waiting("telegram", 9, skip=[2]) == events(3)


async def test_a_done_event_does_not_come_back_when_the_platform_repeats_it(store: SqlStore) -> None:
    async with store.transaction() as tx:
        await tx.inbox.add("telegram", events(1), NOW)
        await tx.inbox.done("telegram", 1)
        assert await tx.inbox.add("telegram", events(1), NOW) == 0
        assert await tx.inbox.waiting("telegram", 9) == []


async def test_a_quarantined_event_waits_no_more(store: SqlStore) -> None:
    async with store.transaction() as tx:
        await tx.inbox.add("telegram", events(1, 2), NOW)
        await tx.inbox.quarantine("telegram", 1, "UnreadableEvent")
        assert await tx.inbox.waiting("telegram", 9) == events(2)


async def test_polling_goes_on_behind_the_newest_event_of_its_own_platform(store: SqlStore) -> None:
    async with store.transaction() as tx:
        assert await tx.inbox.newest("telegram") is None
        await tx.inbox.add("telegram", events(7, 5), NOW)
        await tx.inbox.add("matrix", events(99), NOW)
        await tx.inbox.done("telegram", 7)
        assert await tx.inbox.newest("telegram") == 7
