"""Drafts, appeals, follows and the audit trail."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from alertbot.domain.language import Localised
from alertbot.domain.publication import Doubt, Draft, DraftStage
from alertbot.store.appeals import united
from alertbot.store.store import SqlStore

from .world import MINUTE, NOW, a_case, a_hearing, an_appeal, person, subscribe


class TestDrafts:
    async def test_the_next_drafts_id_is_known_before_it_begins(self, store: SqlStore) -> None:
        for _ in range(2):
            async with store.transaction() as tx:
                id = await tx.drafts.next_id()
                assert (await tx.drafts.begin("ann", NOW, id)).id == id
                assert await tx.drafts.next_id() == id + 1

    async def test_a_draft_comes_back_as_it_was_saved(self, store: SqlStore) -> None:
        async with store.transaction() as tx:
            begun = await tx.drafts.begin("ann", NOW)
            assert await tx.drafts.get(begun.id) == begun
            full = replace(
                begun,
                stage=DraftStage.HOLD,
                changed=NOW + MINUTE,
                pasted=("one", "два \ud83d"),
                case=a_case(hearings=(a_hearing(),)),
                appeal=an_appeal(letters=True),
                digest="d" * 64,
                approved_by="bob",
                hold_until=NOW + MINUTE,
                doubts=(Doubt("year_missing", "7 November", 3),),
                settled=("0123abcd",),
            )
            await tx.drafts.save(full)
            assert await tx.drafts.get(begun.id) == full

    async def test_saving_what_never_began_is_an_error(self, store: SqlStore) -> None:
        async with store.transaction() as tx:
            assert await tx.drafts.get(9) is None
            with pytest.raises(LookupError):
                await tx.drafts.save(Draft(9, "ann", DraftStage.OPEN, NOW))

    async def test_open_ones_are_neither_out_nor_dropped_newest_first(self, store: SqlStore) -> None:
        async with store.transaction() as tx:
            drafts = [await tx.drafts.begin("ann", NOW + MINUTE * number) for number in range(4)]
            await tx.drafts.save(replace(drafts[0], stage=DraftStage.PUBLISHED))
            await tx.drafts.save(replace(drafts[1], stage=DraftStage.DROPPED))
            assert await tx.drafts.open_ones() == [drafts[3], drafts[2]]

    async def test_only_a_hold_that_is_over_is_over(self, store: SqlStore) -> None:
        async with store.transaction() as tx:
            draft = await tx.drafts.begin("ann", NOW)
            held = replace(draft, stage=DraftStage.HOLD, hold_until=NOW + MINUTE)
            await tx.drafts.save(held)
            assert await tx.drafts.held_until(NOW) == []
            assert await tx.drafts.held_until(NOW + MINUTE) == [held]
            await tx.drafts.save(replace(held, stage=DraftStage.OPEN))
            assert await tx.drafts.held_until(NOW + MINUTE) == []


class TestAppeals:
    async def test_the_next_version_keeps_the_id(self, store: SqlStore) -> None:
        async with store.transaction() as tx:
            first = await tx.appeals.publish(a_case(), an_appeal(), NOW)
            corrected = an_appeal(code="KAZ 1")
            second = await tx.appeals.publish(a_case(), corrected, NOW + MINUTE)
            assert (first.version, second.version) == (1, 2)
            assert (second.id, second.at, second.appeal) == (first.id, NOW, corrected)
            assert await tx.appeals.get(first.id) == second
            assert await tx.appeals.get(99) is None

    async def test_two_cases_may_use_the_same_key_for_an_appeal(self, store: SqlStore) -> None:
        async with store.transaction() as tx:
            one = await tx.appeals.publish(a_case("one"), an_appeal("one"), NOW)
            two = await tx.appeals.publish(a_case("two"), an_appeal("two"), NOW)
            assert (one.id != two.id, two.version) == (True, 1)
            assert await tx.appeals.find_case("two") == two.case_id
            assert await tx.appeals.find_case("three") is None

    async def test_a_known_case_learns_and_forgets_nothing(self) -> None:
        old = a_case(hearings=(a_hearing("a"), a_hearing("b")), persons=())
        new = a_case(
            summary=Localised(), topics=(), hearings=(a_hearing("b", date(2027, 1, 1)), a_hearing("c"))
        )
        both = united(old, new)
        assert both.summary == old.summary
        assert both.topics == old.topics
        assert both.hearings == (a_hearing("a"), a_hearing("b", date(2027, 1, 1)), a_hearing("c"))

    async def test_newest_shows_the_open_ones_newest_first(self, store: SqlStore) -> None:
        async with store.transaction() as tx:
            published = [
                await tx.appeals.publish(
                    a_case(), an_appeal(key=str(number), letters=number == 1), NOW + MINUTE * number
                )
                for number in range(4)
            ]
            assert await tx.appeals.close(published[3].id, NOW)
            assert not await tx.appeals.close(published[3].id, NOW)
            assert [one.appeal.key for one in await tx.appeals.newest(2)] == ["2", "1"]
            assert [one.appeal.key for one in await tx.appeals.newest(9, with_letters=True)] == ["1"]
            of_case = await tx.appeals.of_case(published[0].case_id)
            assert [(one.appeal.key, one.closed) for one in of_case] == [
                ("3", True),
                ("2", False),
                ("1", False),
                ("0", False),
            ]

    async def test_an_appeal_past_its_day_closes_and_a_longer_one_opens_again(self, store: SqlStore) -> None:
        ends = an_appeal(sign_by=NOW.date())
        async with store.transaction() as tx:
            id = (await tx.appeals.publish(a_case(), ends, NOW)).id
        await store.sweep(NOW)
        async with store.transaction() as tx:
            assert len(await tx.appeals.newest(9)) == 1
        await store.sweep(NOW + timedelta(days=1))
        async with store.transaction() as tx:
            assert await tx.appeals.newest(9) == []
            longer = an_appeal(sign_by=NOW.date() + timedelta(days=9))
            again = await tx.appeals.publish(a_case(), longer, NOW + timedelta(days=1))
            assert (again.id, again.closed) == (id, False)

    async def test_a_correction_does_not_open_what_was_closed_by_decision(self, store: SqlStore) -> None:
        async with store.transaction() as tx:
            id = (await tx.appeals.publish(a_case(), an_appeal(), NOW)).id
            await tx.appeals.close(id, NOW)
            assert (await tx.appeals.publish(a_case(), an_appeal(), NOW)).closed

    async def test_cases_are_those_with_an_appeal_the_newest_first(self, store: SqlStore) -> None:
        async with store.transaction() as tx:
            assert await tx.appeals.cases() == []
            for minute, case in enumerate(("one", "two", "one")):
                await tx.appeals.publish(a_case(case), an_appeal(case, f"a{minute}"), NOW + MINUTE * minute)
            assert [case.key for _, case in await tx.appeals.cases()] == ["one", "two"]


async def test_a_follow_is_kept_once_and_can_be_taken_back(store: SqlStore) -> None:
    async with store.transaction() as tx:
        mine = await subscribe(tx, person(1))
        case_id = (await tx.appeals.publish(a_case(), an_appeal(), NOW)).case_id
        assert await tx.follows.follow(mine.id, case_id)
        assert not await tx.follows.follow(mine.id, case_id)
        assert await tx.follows.followed(mine.id) == [case_id]
        assert await tx.follows.unfollow(mine.id, case_id)
        assert not await tx.follows.unfollow(mine.id, case_id)
        assert await tx.follows.followed(mine.id) == []


class TestAudit:
    async def test_entries_read_back_newest_first(self, store: SqlStore) -> None:
        async with store.transaction() as tx:
            await tx.audit.write("ann", "submit", "draft.1", NOW)
            await tx.audit.write("bob", "approve", "draft.1", NOW + MINUTE)
            assert await tx.audit.newest(1) == [(NOW + MINUTE, "bob", "approve", "draft.1")]
            assert await tx.audit.is_intact()
