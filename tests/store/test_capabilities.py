"""The lawyer's links: who finds them, how long they work, how many proposals they make."""

from datetime import date, time, timedelta

import pytest
from sqlalchemy import func, select

from alertbot.domain.hearing import Hearing
from alertbot.domain.proposal import LASTS, MOST_A_DAY, Proposal, ProposalKind
from alertbot.store.schema import capability, proposal
from alertbot.store.store import SqlStore

from .world import NOW, a_case, an_appeal

CODE = "ab" * 20
DATE = Hearing("proposed", "Shymkent", "Asia/Almaty", date(2026, 12, 1), time(10))
A_DATE = Proposal(ProposalKind.DATE, None, DATE)


async def made(store: SqlStore) -> int:
    async with store.transaction() as tx:
        case = (await tx.appeals.publish(a_case(), an_appeal(), NOW)).case_id
        return (await tx.lawyers_links.make(case, CODE, "olga", NOW)).id


async def test_a_link_is_found_by_its_code_until_it_is_over(store: SqlStore) -> None:
    id = await made(store)
    async with store.transaction() as tx:
        found = await tx.lawyers_links.behind(CODE, NOW + LASTS - timedelta(seconds=1))
        assert found is not None
        assert (found.id, found.made_by, found.at_once) == (id, "olga", False)
        assert await tx.lawyers_links.behind(CODE, NOW + LASTS) is None
        assert await tx.lawyers_links.behind("cd" * 20, NOW) is None


async def test_a_revoked_link_works_no_more_and_drops_what_waits(store: SqlStore) -> None:
    id = await made(store)
    async with store.transaction() as tx:
        link = await tx.lawyers_links.get(id, NOW)
        assert link is not None
        made_one = await tx.lawyers_links.propose(link, A_DATE, NOW)
        assert made_one is not None
        assert await tx.lawyers_links.revoke(id)
        assert not await tx.lawyers_links.revoke(id)
        assert await tx.lawyers_links.behind(CODE, NOW) is None
        assert not await tx.lawyers_links.settle(made_one.id, accepted=True)


async def test_a_proposal_is_decided_about_once(store: SqlStore) -> None:
    id = await made(store)
    async with store.transaction() as tx:
        link = await tx.lawyers_links.get(id, NOW)
        assert link is not None
        made_one = await tx.lawyers_links.propose(link, A_DATE, NOW)
        assert made_one is not None
        assert made_one.proposal == A_DATE
        assert [await tx.lawyers_links.settle(made_one.id, accepted=a) for a in (True, False)] == [
            True,
            False,
        ]
        decided = await tx.lawyers_links.proposal(made_one.id)
        assert decided is not None
        assert not decided.waits


@pytest.mark.parametrize("link_count", [1, 2])
async def test_each_link_makes_so_many_proposals_a_day(store: SqlStore, link_count: int) -> None:
    await made(store)
    async with store.transaction() as tx:
        first = await tx.lawyers_links.behind(CODE, NOW)
        assert first is not None
        links = [first]
        if link_count == 2:
            links.append(await tx.lawyers_links.make(first.case_id, "cd" * 20, "omar", NOW))
        for link in links:
            results = [await tx.lawyers_links.propose(link, A_DATE, NOW) for _ in range(MOST_A_DAY + 1)]
            assert [r is not None for r in results] == [True] * MOST_A_DAY + [False]
            assert await tx.lawyers_links.propose(link, A_DATE, NOW + timedelta(days=1))


async def test_a_link_is_forgotten_thirty_days_after_its_end(store: SqlStore) -> None:
    id = await made(store)
    async with store.transaction() as tx:
        link = await tx.lawyers_links.get(id, NOW)
        assert link is not None
        await tx.lawyers_links.propose(link, A_DATE, NOW)
    for days, left in ((89, 1), (90, 0)):
        await store.sweep(NOW + timedelta(days=days))
        async with store.transaction() as tx:
            assert await tx.work.value(select(func.count()).select_from(capability)) == left
            assert await tx.work.value(select(func.count()).select_from(proposal)) == left
