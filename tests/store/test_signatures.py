from datetime import timedelta

import pytest

from alertbot.domain.signature import SignatureMode, Support
from alertbot.store.store import SqlStore

from .world import NOW, a_case, an_appeal, person

COUNTED, NAMED = SignatureMode.COUNTED, SignatureMode.NAMED


@pytest.fixture
async def appeal(store: SqlStore) -> int:
    async with store.transaction() as tx:
        return (await tx.appeals.publish(a_case(), an_appeal(), NOW)).id


async def test_a_second_signature_does_not_count_twice(store: SqlStore, appeal: int) -> None:
    async with store.transaction() as tx:
        assert await tx.signatures.sign(appeal, person(1), COUNTED, "", NOW)
        assert not await tx.signatures.sign(appeal, person(1), NAMED, "Айнур", NOW)
        assert await tx.signatures.support(appeal, person(1)) == Support(NAMED, 1)
        assert await tx.signatures.held_about(person(1)) == [(appeal, NAMED, "Айнур")]


async def test_a_name_goes_when_its_owner_only_wants_to_count(store: SqlStore, appeal: int) -> None:
    async with store.transaction() as tx:
        await tx.signatures.sign(appeal, person(1), NAMED, "Name", NOW)
        await tx.signatures.sign(appeal, person(1), COUNTED, "", NOW)
        assert not await tx.figures.has_names(appeal)
        assert await tx.signatures.held_about(person(1)) == [(appeal, COUNTED, "")]


async def test_withdrawing_takes_one_off(store: SqlStore, appeal: int) -> None:
    async with store.transaction() as tx:
        await tx.signatures.sign(appeal, person(1), COUNTED, "", NOW)
        await tx.signatures.sign(appeal, person(2), COUNTED, "", NOW)
        assert await tx.signatures.withdraw(appeal, person(1))
        assert not await tx.signatures.withdraw(appeal, person(1))
        assert await tx.signatures.support(appeal, person(1)) == Support(None, 1)


async def test_marks_count_accounts_by_what_they_did(store: SqlStore, appeal: int) -> None:
    async with store.transaction() as tx:
        assert await tx.signatures.mark(appeal, person(1), "letter.president.1")
        assert not await tx.signatures.mark(appeal, person(1), "letter.president.1")
        await tx.signatures.mark(appeal, person(2), "letter.president.1")
        await tx.signatures.mark(appeal, person(2), "letter.minister.1")
        await tx.signatures.mark(appeal, person(2), "letters")
        assert await tx.signatures.marked(appeal, "letter.president.1") == 2
        assert await tx.signatures.marked(appeal, "letter.*") == 3
        assert await tx.signatures.marked(appeal, "fax.*") == 0


async def test_an_unknown_appeal_takes_no_signature(store: SqlStore) -> None:
    async with store.transaction() as tx:
        assert not await tx.signatures.sign(99, person(1), COUNTED, "", NOW)
        assert not await tx.signatures.withdraw(99, person(1))
        assert not await tx.signatures.mark(99, person(1), "x")
        assert await tx.signatures.support(99, person(1)) == Support(None, 0)


async def test_thirty_days_after_the_end_only_the_number_is_left(store: SqlStore, appeal: int) -> None:
    async with store.transaction() as tx:
        await tx.signatures.sign(appeal, person(1), NAMED, "Name", NOW)
        await tx.signatures.mark(appeal, person(1), "letter.a.1")
        await tx.appeals.close(appeal, NOW)
    await store.sweep(NOW + timedelta(days=29))
    async with store.transaction() as tx:
        assert (await tx.signatures.support(appeal, person(1))).mode is NAMED
    await store.sweep(NOW + timedelta(days=30))
    async with store.transaction() as tx:
        assert await tx.signatures.support(appeal, person(1)) == Support(None, 1)
        assert await tx.signatures.held_about(person(1)) == []
        assert not await tx.figures.has_names(appeal)
        assert await tx.signatures.marked(appeal, "letter.*") == 0
        assert not await tx.signatures.sign(appeal, person(2), COUNTED, "", NOW)
