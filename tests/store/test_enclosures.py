"""Pictures and documents are sealed, go with their draft or their appeal, and end with it."""

from datetime import timedelta
from pathlib import Path

from sqlalchemy import func, select

from alertbot.domain.publication import DraftStage
from alertbot.store.schema import enclosure
from alertbot.store.store import SqlStore

from .world import NOW, a_case, an_appeal

ONE, OTHER = "ab" * 32, "cd" * 32
SECRET = b"faces of a crowd that nobody may know"
DAY = timedelta(days=1)


async def rows(store: SqlStore) -> int:
    async with store.transaction() as tx:
        return await tx.work.value(select(func.count(enclosure.c.id)))


async def test_what_is_kept_is_found_by_what_it_is(store: SqlStore) -> None:
    async with store.transaction() as tx:
        draft = await tx.drafts.begin("olga", NOW)
        await tx.enclosures.keep(draft.id, ONE, b"one")
        await tx.enclosures.keep(draft.id, ONE, b"one")
        await tx.enclosures.keep(draft.id, OTHER, b"other")
        assert await tx.enclosures.contents([ONE]) == {ONE: b"one"}
        assert await tx.enclosures.contents([ONE, OTHER, "ef" * 32]) == {ONE: b"one", OTHER: b"other"}
    assert await rows(store) == 2


async def test_neither_content_nor_digest_stands_in_the_file(store: SqlStore, path: Path) -> None:
    async with store.transaction() as tx:
        draft = await tx.drafts.begin("olga", NOW)
        await tx.enclosures.keep(draft.id, ONE, SECRET)
    await store.close()
    for file in path.parent.iterdir():
        assert SECRET not in file.read_bytes()
        assert ONE.encode() not in file.read_bytes()
        assert bytes.fromhex(ONE) not in file.read_bytes()


async def test_a_published_appeal_keeps_what_it_names_and_nothing_else(store: SqlStore) -> None:
    async with store.transaction() as tx:
        draft = await tx.drafts.begin("olga", NOW)
        out = await tx.appeals.publish(a_case(), an_appeal(), NOW)
        await tx.enclosures.keep(draft.id, ONE, b"one")
        await tx.enclosures.keep(draft.id, OTHER, b"other")
        await tx.enclosures.publish(draft.id, out.id, [ONE])
        assert await tx.enclosures.contents([ONE, OTHER]) == {ONE: b"one"}
        again = await tx.drafts.begin("olga", NOW)
        await tx.enclosures.keep(again.id, ONE, b"one")
        await tx.enclosures.keep(again.id, OTHER, b"other")
        await tx.enclosures.publish(again.id, out.id, [ONE, OTHER])
    assert await rows(store) == 2
    async with store.transaction() as tx:
        await tx.enclosures.publish(again.id, out.id, [OTHER])
        assert await tx.enclosures.contents([ONE, OTHER]) == {OTHER: b"other"}


async def test_a_draft_that_changes_takes_nothing_from_what_is_out(store: SqlStore) -> None:
    async with store.transaction() as tx:
        draft = await tx.drafts.begin("olga", NOW)
        out = await tx.appeals.publish(a_case(), an_appeal(), NOW)
        await tx.enclosures.keep(draft.id, ONE, b"one")
        await tx.enclosures.publish(draft.id, out.id, [ONE])
        correction = await tx.drafts.begin("olga", NOW)
        await tx.enclosures.drop(correction.id, ONE)
        await tx.enclosures.drop(correction.id)
    assert await rows(store) == 1


async def test_the_sweep_takes_those_of_closed_appeals_and_of_drafts_that_go(store: SqlStore) -> None:
    async with store.transaction() as tx:
        draft, dropped = await tx.drafts.begin("olga", NOW), await tx.drafts.begin("olga", NOW)
        out = await tx.appeals.publish(a_case(), an_appeal(), NOW)
        await tx.enclosures.keep(draft.id, ONE, b"one")
        await tx.enclosures.publish(draft.id, out.id, [ONE])
        await tx.enclosures.keep(dropped.id, OTHER, b"other")
        gone = type(dropped)(dropped.id, "olga", DraftStage.DROPPED, NOW)
        await tx.drafts.save(gone)
    await store.sweep(NOW)
    assert await rows(store) == 2
    await store.sweep(NOW + 2 * DAY)
    assert await rows(store) == 1
    async with store.transaction() as tx:
        await tx.appeals.close(out.id, NOW + 2 * DAY)
    await store.sweep(NOW + 2 * DAY)
    assert await rows(store) == 0
