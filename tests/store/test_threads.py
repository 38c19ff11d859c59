"""The message in whose thread a case's messages stand."""

from dataclasses import replace

import pytest

from alertbot.domain.delivery import BroadcastKind, DeliveryState, Priority
from alertbot.domain.subscriber import ChatKind
from alertbot.ports import Audience, Claimed, Result
from alertbot.store.store import SqlStore

from .world import NOW, Ledger, a_case, an_appeal, group, person, screens, subscribe


async def published(store: SqlStore, case: str = "kurmanov", key: str = "first") -> int:
    async with store.transaction() as tx:
        return (await tx.appeals.publish(a_case(case), an_appeal(case, key), NOW)).id


async def told(
    store: SqlStore, appeal: int, key: str, kind: BroadcastKind = BroadcastKind.ALERT
) -> list[Claimed]:
    async with store.transaction() as tx:
        await tx.outbox.broadcast(kind, screens(), Audience(), Priority.ALERT, NOW, key=key, appeal=appeal)
    ledger = Ledger(store)
    await ledger.enqueue()
    return await ledger.claim()


async def roots(store: SqlStore, rows: list[Claimed]) -> dict[str, str]:
    """By chat."""
    async with store.transaction() as tx:
        found = await tx.outbox.roots([row.id for row in rows])
    return {row.to.chat: found[row.id] for row in rows if row.id in found}


@pytest.fixture
async def rooms(store: SqlStore) -> None:
    async with store.transaction() as tx:
        await subscribe(tx, group(1), ChatKind.GROUP)
        await subscribe(tx, group(2), ChatKind.GROUP)


@pytest.mark.usefixtures("rooms")
async def test_a_cases_messages_belong_to_its_first_alert_in_each_room(store: SqlStore) -> None:
    appeal = await published(store)
    alert = await told(store, appeal, "alert")
    assert await roots(store, alert) == {}
    await Ledger(store).sent(alert)
    first = {row.to.chat: f"m{row.id}" for row in alert}
    update = await told(store, await published(store, key="second"), "update")
    assert await roots(store, update) == first
    await Ledger(store).sent(update)
    reminder = await told(store, appeal, "reminder", BroadcastKind.REMINDER)

    assert await roots(store, reminder) == first
    assert len(first) == 2


@pytest.mark.usefixtures("rooms")
async def test_another_case_and_a_mere_notice_are_no_roots(store: SqlStore) -> None:
    ledger, appeal = Ledger(store), await published(store)
    await ledger.sent(await told(store, await published(store, "other"), "other"))
    await ledger.sent(await told(store, appeal, "notice", BroadcastKind.NOTICE))

    assert await roots(store, await told(store, appeal, "alert")) == {}


@pytest.mark.usefixtures("rooms")
async def test_an_alert_that_did_not_arrive_is_no_root(store: SqlStore) -> None:
    ledger, appeal = Ledger(store), await published(store)
    alert = await told(store, appeal, "alert")
    await ledger.record(*(Result(row.id, DeliveryState.FAILED) for row in alert))

    assert await roots(store, await told(store, appeal, "update")) == {}


async def test_what_stood_in_a_room_that_moved_is_no_root(store: SqlStore) -> None:
    async with store.transaction() as tx:
        await subscribe(tx, group(1), ChatKind.GROUP)
        await subscribe(tx, person(1))
    appeal = await published(store)
    await Ledger(store).sent(await told(store, appeal, "alert"))
    async with store.transaction() as tx:
        await tx.people.move(group(1), replace(group(1), chat="elsewhere").chat)
    update = await told(store, appeal, "update")

    assert "elsewhere" in {row.to.chat for row in update}
    assert "elsewhere" not in await roots(store, update)
