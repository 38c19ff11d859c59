"""Second factors at rest: sealed, one per organizer, and what counted stays counted."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from alertbot.domain.second_factor import Factor
from alertbot.errors import SealBroken
from alertbot.store.schema_authority import second_factor
from alertbot.store.store import SqlStore

from .world import NOW

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


async def test_a_secret_that_is_not_confirmed_gives_way_to_a_newer_one(store: SqlStore) -> None:
    async with store.transaction() as tx:
        await tx.second_factors.begin("ann", SECRET, NOW)
        await tx.second_factors.begin("ann", SECRET[::-1], NOW)
        assert await tx.second_factors.get("ann") == Factor(SECRET[::-1])
        assert await tx.second_factors.confirmed() == set()


async def test_a_confirmed_one_is_replaced_by_nobody(store: SqlStore) -> None:
    async with store.transaction() as tx:
        await tx.second_factors.begin("ann", SECRET, NOW)
        await tx.second_factors.confirm("ann", 7)
        await tx.second_factors.begin("ann", SECRET[::-1], NOW)
        assert await tx.second_factors.get("ann") == Factor(SECRET, confirmed=True, used=7)


async def test_a_lock_and_what_was_used_are_kept(store: SqlStore) -> None:
    until = NOW + timedelta(minutes=15)
    async with store.transaction() as tx:
        await tx.second_factors.begin("ann", SECRET, NOW)
        await tx.second_factors.confirm("ann", 7)
        await tx.second_factors.mistake("ann", 3, until)
        assert await tx.second_factors.get("ann") == Factor(SECRET, True, 7, 3, until)
        await tx.second_factors.use("ann", 9)
        assert await tx.second_factors.get("ann") == Factor(SECRET, True, 9)
        assert await tx.second_factors.drop("ann")
        assert not await tx.second_factors.drop("ann")


async def test_no_secret_is_found_in_the_files(store: SqlStore, path: Path) -> None:
    async with store.transaction() as tx:
        await tx.second_factors.begin("ann", SECRET, NOW)
    await store.close()
    assert all(SECRET.encode() not in file.read_bytes() for file in path.parent.iterdir())


async def test_a_secret_moved_to_somebody_else_does_not_open(store: SqlStore) -> None:
    async with store.transaction() as tx:
        await tx.second_factors.begin("ann", SECRET, NOW)
        await tx.work.run(update(second_factor).values(organizer="ben"))
        with pytest.raises(SealBroken):
            await tx.second_factors.get("ben")


async def test_secrets_of_who_left_and_those_nobody_confirmed_are_let_go(store: SqlStore) -> None:
    hour = timedelta(hours=1)
    async with store.transaction() as tx:
        for who in ("ann", "gone"):
            await tx.second_factors.begin(who, SECRET, NOW - hour)
            await tx.second_factors.confirm(who, 7)
        await tx.second_factors.begin("late", SECRET, NOW - hour)
        await tx.second_factors.begin("now", SECRET, NOW)

        assert await tx.second_factors.let_go(["ann", "late", "now"], NOW - hour) == 2
        assert await tx.second_factors.confirmed() == {"ann"}
        assert await tx.second_factors.get("now") == Factor(SECRET)
        assert await tx.second_factors.get("late") is None
        assert await tx.second_factors.get("gone") is None
