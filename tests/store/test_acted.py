"""Who acted in a case is found from marks that name nobody, over as many pages as there are."""

import pytest

from alertbot.domain.delivery import BroadcastKind, DeliveryState, Priority
from alertbot.domain.signature import SignatureMode
from alertbot.ports import Audience
from alertbot.store import acted
from alertbot.store.store import SqlStore

from .world import NOW, Ledger, a_case, an_appeal, crowd, person, screens


@pytest.mark.parametrize("page", [2, 3, 500])
async def test_whoever_signed_or_wrote_is_told_once_and_nobody_else(
    store: SqlStore, monkeypatch: pytest.MonkeyPatch, page: int
) -> None:
    monkeypatch.setattr(acted, "PAGE", page)
    people = await crowd(store, 12)
    async with store.transaction() as tx:
        published = await tx.appeals.publish(a_case(), an_appeal(), NOW)
        await tx.signatures.sign(published.id, person(3), SignatureMode.COUNTED, "", NOW)
        await tx.signatures.mark(published.id, person(7), "letter.president.1")
        await tx.signatures.mark(published.id, person(7), "sent.email.president.1")
        await tx.signatures.mark(published.id, person(9), "report.president.email")
        await tx.follows.follow(people[11].id, published.case_id)
        audience = Audience("ZZ", ("none",), published.case_id, acted=True)
        assert (await tx.people.reach(audience)).total == 3
        broadcast = await tx.outbox.broadcast(
            BroadcastKind.ENDING, screens(), audience, Priority.REMINDER, NOW, key="outcome"
        )
    ledger = Ledger(store)
    while await ledger.enqueue():
        pass

    assert await ledger.counts(broadcast) == {DeliveryState.QUEUED: 3}
    claimed = await ledger.claim()
    assert {row.to for row in claimed} == {person(3), person(7), person(11)}
