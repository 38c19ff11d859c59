"""The newest appeal of each case: what a search and a new draft are compared with."""

from sqlalchemy import update

from alertbot.store.schema import appeal
from alertbot.store.store import SqlStore

from .world import MINUTE, NOW, a_case, an_appeal


async def test_each_case_is_there_once_with_its_newest_appeal(store: SqlStore) -> None:
    async with store.transaction() as tx:
        await tx.appeals.publish(a_case("a"), an_appeal("a", "first"), NOW)
        other = await tx.appeals.publish(a_case("b"), an_appeal("b", "first"), NOW + MINUTE)
        second = await tx.appeals.publish(a_case("a"), an_appeal("a", "second"), NOW + 2 * MINUTE)
        assert [p.id for p in await tx.appeals.latest()] == [second.id, other.id]


async def test_closed_appeals_count_only_where_they_are_asked_for(store: SqlStore) -> None:
    async with store.transaction() as tx:
        first = await tx.appeals.publish(a_case("a"), an_appeal("a", "first"), NOW)
        second = await tx.appeals.publish(a_case("a"), an_appeal("a", "second"), NOW + MINUTE)
        await tx.appeals.close(second.id, NOW)
        assert [p.id for p in await tx.appeals.latest()] == [second.id]
        assert [p.id for p in await tx.appeals.latest(open_only=True)] == [first.id]


async def test_what_was_taken_back_is_left_out(store: SqlStore) -> None:
    async with store.transaction() as tx:
        first = await tx.appeals.publish(a_case("a"), an_appeal("a", "first"), NOW)
        second = await tx.appeals.publish(a_case("a"), an_appeal("a", "second"), NOW + MINUTE)
        await tx.work.run(update(appeal).where(appeal.c.id == second.id).values(withdrawn=NOW))
        assert [p.id for p in await tx.appeals.latest()] == [first.id]
