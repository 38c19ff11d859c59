"""The audit trail: only ever added to, and whoever changes it otherwise is refused, or found out."""

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, insert, text
from sqlalchemy.exc import IntegrityError

from alertbot.domain.trail import Entry
from alertbot.store import migrations
from alertbot.store.codec import Codec
from alertbot.store.documents import dumps
from alertbot.store.schema import audit
from alertbot.store.store import SqlStore, open_store
from alertbot.store.vault import Vault

from .world import MINUTE, NOW

DAY = timedelta(days=1)
WRITTEN = (("ann", "submit", "draft 1"), ("bob", "approve", "draft 1"), ("", "publish", "appeal 1"))


async def written(store: SqlStore, many: int = 3) -> None:
    async with store.transaction() as tx:
        for n in range(many):
            await tx.audit.write(*WRITTEN[n % 3], NOW + n * MINUTE)


async def forced(store: SqlStore, *statements: str) -> None:
    """By a hand that first takes away what stands guard."""
    async with store.transaction() as tx:
        guards = await tx.work.rows(text("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
        for guard in guards:
            await tx.work.run(text(f"DROP TRIGGER {guard.name}"))
        for statement in statements:
            await tx.work.run(text(statement))


async def is_intact(store: SqlStore) -> bool:
    async with store.transaction() as tx:
        return (await tx.audit.trail()).intact


async def test_a_trail_that_nobody_touched_is_whole_and_its_seal_changes_with_every_entry(
    store: SqlStore,
) -> None:
    async with store.transaction() as tx:
        empty = await tx.audit.trail()
        id = await tx.audit.note("ann", "submit", "draft 1", NOW)
        first = await tx.audit.trail()
        await tx.audit.write("ann", "submit", "draft 1", NOW)
        second = await tx.audit.trail()
    assert (empty.intact, empty.entries, empty.newest) == (True, 0, 0)
    assert (first.intact, first.entries, first.newest) == (True, 1, id)
    assert second.intact
    assert len({empty.seal, first.seal, second.seal}) == 3


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET who = 'eve' WHERE id = 2",
        "UPDATE audit SET about = about",
        "DELETE FROM audit WHERE id = 3",
        "DELETE FROM audit",
        "INSERT OR REPLACE INTO audit (id, at, who, what, about, link) VALUES (2, 0, 'e', 'x', 'y', x'00')",
        "INSERT INTO audit (id, at, who, what, about, link) VALUES (1, 0, 'e', 'x', 'y', x'00')",
    ],
)
async def test_the_database_itself_refuses_to_change_or_take_out_an_entry(
    store: SqlStore, statement: str
) -> None:
    await written(store)
    with pytest.raises(IntegrityError):
        async with store.transaction() as tx:
            await tx.work.run(text(statement))
    assert await is_intact(store)


@pytest.mark.parametrize(
    "statements",
    [
        ("UPDATE audit SET who = 'eve' WHERE id = 2",),
        ("UPDATE audit SET about = 'appeal 9' WHERE id = 3",),
        ("UPDATE audit SET at = at - 1 WHERE id = 1",),
        ("DELETE FROM audit WHERE id = 1",),
        ("DELETE FROM audit WHERE id = 2",),
        ("DELETE FROM audit WHERE id = 3",),
        ("DELETE FROM audit",),
        ("INSERT INTO audit (at, who, what, about, link) SELECT at, who, what, about, link FROM audit",),
        ("UPDATE audit SET id = 9 WHERE id = 1",),
        (
            "DELETE FROM audit WHERE id = 1",
            "INSERT INTO audit_floor SELECT 1, 1, link, link FROM audit WHERE id = 2",
        ),
    ],
    ids=["who", "about", "when", "oldest", "middle", "newest", "all", "copied", "order", "forged floor"],
)
async def test_whoever_takes_the_guards_away_is_found_out(store: SqlStore, statements: Iterable[str]) -> None:
    await written(store)
    await forced(store, *statements)
    assert not await is_intact(store)


async def test_an_entry_added_without_the_key_is_found_out(store: SqlStore, path: Path, codec: Codec) -> None:
    await written(store)
    row = "INSERT INTO audit (at, who, what, about, link) VALUES (0, 'eve', 'approve', 'draft 2', x'abcd')"
    async with store.transaction() as tx:
        await tx.work.run(text(row))
    assert not await is_intact(store)


async def test_what_outlived_its_time_goes_and_the_rest_still_proves_itself(store: SqlStore) -> None:
    async with store.transaction() as tx:
        for n in range(4):
            await tx.audit.write("ann", "halt", str(n), NOW + n * DAY)
        before = await tx.audit.trail()
    for kept, day in ((3, 730), (1, 732)):
        await store.sweep(NOW + day * DAY)
        async with store.transaction() as tx:
            trail = await tx.audit.trail()
        assert (trail.entries, trail.intact, trail.seal) == (kept, True, before.seal)


async def test_a_trail_whose_every_entry_went_goes_on_where_it_ended(store: SqlStore) -> None:
    await written(store)
    await store.sweep(NOW + 800 * DAY)
    assert await is_intact(store)
    await written(store)
    assert await is_intact(store)
    await forced(store, "DELETE FROM audit WHERE id = 4")
    assert not await is_intact(store)


async def test_the_beginning_of_the_trail_cannot_be_moved(store: SqlStore) -> None:
    await written(store)
    await store.sweep(NOW + 730 * DAY)
    await written(store)
    for statement in ("UPDATE audit_floor SET upto = 0", "DELETE FROM audit_floor"):
        with pytest.raises(IntegrityError):
            async with store.transaction() as tx:
                await tx.work.run(text(statement))
    await forced(store, "UPDATE audit_floor SET upto = 4, link = (SELECT link FROM audit WHERE id = 4)")
    assert not await is_intact(store)


async def test_entries_are_read_page_by_page_and_by_what_they_are_about(store: SqlStore) -> None:
    await written(store, 5)
    async with store.transaction() as tx:
        newest = await tx.audit.page(2)
        older = await tx.audit.page(2, newest[-1].id)
        about = await tx.audit.about("draft 1")
        second = await tx.audit.entry(2)
        unknown = await tx.audit.entry(99)
    assert [entry.id for entry in (*newest, *older)] == [5, 4, 3, 2]
    assert second == Entry(2, NOW + MINUTE, "bob", "approve", "draft 1")
    assert [entry.id for entry in about] == [1, 2, 4, 5]
    assert unknown is None


async def test_with_another_master_key_no_entry_proves_itself(
    store: SqlStore, path: Path, codec: Codec
) -> None:
    await written(store)
    async with store.transaction() as tx:
        other = type(tx.audit)(type(tx.work)(tx.work.transaction, Vault(bytes(32)), codec))
        assert not (await other.trail()).intact


def before_the_guards(path: Path, vault: Vault) -> None:
    """A database as the release before left it, with two entries."""
    path.parent.mkdir()
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(Path(migrations.__file__).parent))
        config.attributes["connection"] = connection
        command.upgrade(config, "0008")
        link = b""
        for who, what, about in WRITTEN[:2]:
            link = vault.chain(link, dumps([who, what, about, NOW.isoformat()]))
            row = insert(audit).values(at=NOW, who=who, what=what, about=about, link=link)
            connection.execute(row)
    engine.dispose()


async def test_a_database_of_an_older_release_keeps_its_trail(path: Path, vault: Vault, codec: Codec) -> None:
    """Its entries were chained from the first release on: the migration only sets the guards."""
    before_the_guards(path, vault)
    async with open_store(path, vault, codec) as store:
        await written(store)
        async with store.transaction() as tx:
            trail = await tx.audit.trail()
        assert (trail.entries, trail.intact) == (5, True)
        with pytest.raises(IntegrityError):
            async with store.transaction() as tx:
                await tx.work.run(text("DELETE FROM audit"))
