"""Reports about channels: who counts, when a channel comes into doubt, and what is left of it."""

from datetime import timedelta

import pytest

from alertbot.domain.addressee import ChannelKind
from alertbot.domain.channel_health import Contact, Failure
from alertbot.ports import Reported
from alertbot.store.store import SqlStore

from .world import NOW, a_case, an_appeal, person

FAX = Contact("president", ChannelKind.FAX, "0a1b2c3d")
EMAIL = Contact("president", ChannelKind.EMAIL, "0a1b2c3d")
TWICE = Reported(new=False, made_suspect=False)
COUNTED = Reported(new=True, made_suspect=False)
DECISIVE = Reported(new=True, made_suspect=True)


@pytest.fixture
async def appeal(store: SqlStore) -> int:
    async with store.transaction() as tx:
        return (await tx.appeals.publish(a_case(), an_appeal(), NOW)).id


async def report(
    store: SqlStore, appeal: int, number: int, failure: Failure = Failure.NO_TONE, about: Contact = FAX
) -> Reported:
    async with store.transaction() as tx:
        return await tx.channel_reports.report(appeal, person(number), about, failure)


async def suspects(store: SqlStore, appeal: int) -> frozenset[Contact]:
    async with store.transaction() as tx:
        return await tx.channel_reports.suspects(appeal)


async def test_three_accounts_make_a_channel_suspect_and_only_the_third_decides(
    store: SqlStore, appeal: int
) -> None:
    assert [await report(store, appeal, n) for n in (1, 2)] == [COUNTED, COUNTED]
    assert await suspects(store, appeal) == frozenset()
    assert await report(store, appeal, 3) == DECISIVE
    assert await suspects(store, appeal) == {FAX}
    assert await report(store, appeal, 4) == COUNTED


async def test_one_account_counts_once_whatever_it_says_failed(store: SqlStore, appeal: int) -> None:
    assert await report(store, appeal, 1) == COUNTED
    assert await report(store, appeal, 1) == TWICE
    assert await report(store, appeal, 1, Failure.WRONG) == TWICE
    await report(store, appeal, 2)
    assert await suspects(store, appeal) == frozenset()


async def test_each_contact_is_counted_by_itself(store: SqlStore, appeal: int) -> None:
    await report(store, appeal, 1)
    await report(store, appeal, 2)
    assert await report(store, appeal, 3, Failure.BOUNCED, EMAIL) == COUNTED
    assert await suspects(store, appeal) == frozenset()


async def test_organizers_see_what_failed_how_often(store: SqlStore, appeal: int) -> None:
    await report(store, appeal, 1)
    await report(store, appeal, 2, Failure.WRONG)
    await report(store, appeal, 3, Failure.WRONG)
    async with store.transaction() as tx:
        assert await tx.channel_reports.failures(appeal, FAX) == {Failure.NO_TONE: 1, Failure.WRONG: 2}


async def test_what_an_organizer_cleared_takes_three_further_accounts(store: SqlStore, appeal: int) -> None:
    for number in (1, 2, 3):
        await report(store, appeal, number)
    async with store.transaction() as tx:
        assert await tx.channel_reports.clear(appeal, FAX)
        assert not await tx.channel_reports.clear(appeal, FAX)
    assert await suspects(store, appeal) == frozenset()
    assert await report(store, appeal, 1) == TWICE
    assert [await report(store, appeal, n) for n in (4, 5)] == [COUNTED, COUNTED]
    assert await report(store, appeal, 6) == DECISIVE


async def test_a_report_goes_with_the_account_that_made_it(store: SqlStore, appeal: int) -> None:
    await report(store, appeal, 1)
    await report(store, appeal, 2)
    async with store.transaction() as tx:
        await tx.people.forget(person(1))
    assert await report(store, appeal, 3) == COUNTED
    assert await suspects(store, appeal) == frozenset()


async def test_thirty_days_after_the_end_no_report_is_left(store: SqlStore, appeal: int) -> None:
    for number in (1, 2, 3):
        await report(store, appeal, number)
    async with store.transaction() as tx:
        await tx.appeals.close(appeal, NOW)
    await store.sweep(NOW + timedelta(days=30))
    async with store.transaction() as tx:
        assert await tx.channel_reports.failures(appeal, FAX) == {}
        assert await tx.signatures.marked(appeal, "failed.*") == 0
    assert await suspects(store, appeal) == frozenset()
    assert await report(store, appeal, 5) == TWICE


async def test_an_older_version_can_be_read_as_it_was(store: SqlStore) -> None:
    async with store.transaction() as tx:
        first = await tx.appeals.publish(a_case(), an_appeal(), NOW)
        second = await tx.appeals.publish(a_case(), an_appeal(code="UA 2"), NOW)
        assert (first.id, second.version) == (second.id, 2)
        assert await tx.appeals.version(first.id, 1) == first
        assert await tx.appeals.version(first.id, 2) == second
        assert await tx.appeals.version(first.id, 3) is None
        assert await tx.appeals.version(99, 1) is None


async def test_a_seed_is_one_persons_own_under_one_appeal(store: SqlStore, appeal: int) -> None:
    async with store.transaction() as tx:
        other = await tx.appeals.publish(a_case(), an_appeal(key="second"), NOW)
        mine = await tx.signatures.seed(appeal, person(1))
        assert mine
        assert mine == await tx.signatures.seed(appeal, person(1))
        assert mine != await tx.signatures.seed(appeal, person(2))
        assert mine != await tx.signatures.seed(other.id, person(1))
        assert await tx.signatures.seed(99, person(1)) == b""
