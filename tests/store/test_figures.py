"""Figures: counted from what is kept anyway, and from daily sums that name nobody."""

from datetime import timedelta

from nacl.public import PrivateKey, SealedBox
from sqlalchemy import update

from alertbot.domain.delivery import DeliveryState
from alertbot.domain.figures import Counted
from alertbot.domain.signature import SignatureMode
from alertbot.domain.subscriber import ChatKind
from alertbot.ports import Audience, Result
from alertbot.store.schema import broadcast
from alertbot.store.sealed_names import BOX_BYTES, PADDED, sealed_to
from alertbot.store.store import SqlStore

from .world import NOW, Ledger, a_case, an_appeal, group, person, subscribe

DAY = timedelta(days=1)


async def test_an_unknown_appeal_has_no_figures(store: SqlStore) -> None:
    async with store.transaction() as tx:
        assert await tx.figures.counts(7) is None


async def test_whoever_the_next_alert_would_reach_is_counted_by_language(store: SqlStore) -> None:
    async with store.transaction() as tx:
        await subscribe(tx, person(1))
        await subscribe(tx, person(2), locale="ru")
        await subscribe(tx, person(3), countries=("MD",))
        await subscribe(tx, group(1), ChatKind.GROUP)
        appeal = await tx.appeals.publish(a_case(), an_appeal(), NOW)
        counts = await tx.figures.counts(appeal.id)
    assert counts is not None
    assert counts.persons == {"en": 1, "ru": 1}
    assert counts.rooms == 1


async def test_signatures_count_by_day_and_a_withdrawn_one_does_not_count(store: SqlStore) -> None:
    async with store.transaction() as tx:
        appeal = await tx.appeals.publish(a_case(), an_appeal(), NOW)
        for number, day in ((1, 0), (2, 0), (3, 2)):
            await tx.signatures.sign(appeal.id, person(number), SignatureMode.COUNTED, "", NOW + day * DAY)
        await tx.signatures.withdraw(appeal.id, person(1))
        counts = await tx.figures.counts(appeal.id)
    assert counts is not None
    assert counts.signed == 2
    assert counts.signatures == {NOW.date(): 1, (NOW + 2 * DAY).date(): 1}


async def test_once_the_marks_are_destroyed_the_total_is_left_without_its_days(store: SqlStore) -> None:
    async with store.transaction() as tx:
        appeal = await tx.appeals.publish(a_case(), an_appeal(), NOW)
        await tx.signatures.sign(appeal.id, person(1), SignatureMode.NAMED, "Rosa", NOW)
        await tx.signatures.seal_off([appeal.id])
        counts = await tx.figures.counts(appeal.id)
        named = await tx.figures.has_names(appeal.id)
    assert counts is not None
    assert (counts.signed, counts.signatures, named) == (1, {}, False)


async def test_what_is_done_is_summed_by_day_and_kind(store: SqlStore) -> None:
    async with store.transaction() as tx:
        appeal = await tx.appeals.publish(a_case(), an_appeal(), NOW)
        for kind, day in (("en", 0), ("en", 0), ("ru", 0), ("en", 1)):
            await tx.figures.count(appeal.id, Counted.TAKEN, kind, NOW + day * DAY)
        await tx.figures.count(appeal.id, Counted.SENT, "fax", NOW)
        counts = await tx.figures.counts(appeal.id)
    assert counts is not None
    assert counts.taken.by_day == {NOW.date(): 3, (NOW + DAY).date(): 1}
    assert counts.taken.by_kind == {"en": 3, "ru": 1}
    assert counts.sent.by_kind == {"fax": 1}


async def test_chats_an_alert_reached_are_counted_also_when_its_rows_are_folded(store: SqlStore) -> None:
    async with store.transaction() as tx:
        for number in range(3):
            await subscribe(tx, person(number))
        appeal = await tx.appeals.publish(a_case(), an_appeal(), NOW)
    ledger = Ledger(store)
    await ledger.begun(audience=Audience())
    claimed = await ledger.claim()
    await ledger.record(*(Result(one.id, DeliveryState.SENT, f"m{one.id}") for one in claimed[:2]))
    async with store.transaction() as tx:
        await tx.work.run(update(broadcast).values(appeal=appeal.id))
        rows = await tx.figures.counts(appeal.id)
        await tx.work.run(update(broadcast).values(folded='{"sent":41}'))
        folded = await tx.figures.counts(appeal.id)
    assert rows is not None
    assert folded is not None
    assert (rows.delivered, folded.delivered) == (2, 41)


async def test_names_leave_sealed_to_the_offline_key_and_no_other(store: SqlStore) -> None:
    key = PrivateKey.generate()
    async with store.transaction() as tx:
        appeal = await tx.appeals.publish(a_case(), an_appeal(), NOW)
        assert not await tx.figures.has_names(appeal.id)
        await tx.signatures.sign(appeal.id, person(1), SignatureMode.NAMED, "Гульнара Сейткали", NOW)
        await tx.signatures.sign(appeal.id, person(2), SignatureMode.NAMED, "Rosa", NOW)
        await tx.signatures.sign(appeal.id, person(3), SignatureMode.COUNTED, "", NOW)
        assert await tx.figures.has_names(appeal.id)
        (boxes,) = (await tx.figures.sealed_names(appeal.id, bytes(key.public_key))).values()
    assert boxes == sorted(boxes)
    assert not any(b"Rosa" in box for box in boxes)
    opened = {SealedBox(key).decrypt(box).rstrip(b"\0").decode() for box in boxes}
    assert opened == {"Гульнара Сейткали", "Rosa"}


def test_a_box_tells_neither_how_long_its_name_is_nor_in_which_order_people_signed() -> None:
    key = bytes(PrivateKey.generate().public_key)
    names = [f"{'x' * (n % 80)}{n}"[:80] for n in range(40)] + ["𠮷" * 80]
    boxes = [sealed_to(key, name.encode()) for name in names]
    assert {len(box) for box in boxes} == {BOX_BYTES}
    assert len("𠮷".encode()) * 80 <= PADDED
    assert [sealed_to(key, name.encode()) for name in names] != boxes
