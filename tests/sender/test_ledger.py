"""The ledger in memory keeps to what the store promises."""

import pytest

from alertbot.domain.delivery import DeliveryState, Priority
from alertbot.ports import Result

from .ledger import Ledger, LoopClock
from .virtual import simulate


def test_it_leases_by_priority_and_one_row_a_chat() -> None:
    async def scene() -> list[int]:
        ledger = Ledger(LoopClock())
        ledger.add("a", priority=Priority.ALERT)
        ledger.add("b")
        ledger.add("b")
        ledger.add("c")
        async with ledger.transaction() as tx:
            return [row.id for row in await tx.outbox.claim(9, ledger.clock.now(), {b"c"})]

    assert simulate(scene) == [2, 1]


def test_a_failed_transaction_changes_nothing() -> None:
    async def scene() -> None:
        ledger = Ledger(LoopClock())
        row = ledger.add("a")
        ledger.broken = 1
        with pytest.raises(OSError, match="disk full"):
            async with ledger.transaction() as tx:
                await tx.outbox.claim(1, ledger.clock.now(), ())
        assert row.state is DeliveryState.QUEUED
        async with ledger.transaction() as tx:
            await tx.outbox.claim(1, ledger.clock.now(), ())
            await tx.outbox.record([Result(1, DeliveryState.SENT, "7")], ledger.clock.now())
        assert (row.state, row.message) == (DeliveryState.SENT, "7")

    simulate(scene)
