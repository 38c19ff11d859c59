"""Somebody who takes the database file finds nobody in it."""

import base64
import struct
from collections.abc import Iterator
from pathlib import Path

from alertbot.dialogue.engine import State
from alertbot.domain.delivery import DeliveryState, Priority
from alertbot.domain.signature import SignatureMode
from alertbot.domain.subscriber import Address, ChatKind, Interests
from alertbot.ports import Audience, Offer, RawEvent, Result
from alertbot.store.store import SqlStore

from .world import NOW, Ledger, a_case, an_appeal, utter

CHAT = "7482915603118"
ROOM = "-1009584736251"
MATRIX = "!qXvLrTbNwZ:hidden.example"
TEXTS = {
    "name": "Гульнара Сейткали",
    "title": "Strike committee of shop nine",
    "raw": "raw words of a worker",
    "state": "what was typed halfway",
    "answer": "your letter to the minister",
    "paste": "embargoed until tomorrow noon",
    "offer": "Sign with my name",
    "message": "msgref-5563-xyzzy",
}


async def plant(store: SqlStore) -> None:
    me, room, elsewhere = (
        Address("telegram", CHAT, "4471"),
        Address("telegram", ROOM),
        Address("matrix", MATRIX),
    )
    async with store.transaction() as tx:
        await tx.inbox.add("telegram", [RawEvent(1, f"{TEXTS['raw']} {CHAT}".encode())], NOW)
        await tx.people.put(me, ChatKind.PERSON, "en", Interests(), "1", NOW)
        await tx.people.put(elsewhere, ChatKind.PERSON, "en", Interests(), "1", NOW)
        await tx.people.bring(room, ChatKind.GROUP, TEXTS["title"], me, "en", NOW)
        await tx.talks.keep(me, State("sign", "name", {"typed": TEXTS["state"]}), NOW)
        await tx.talks.offer(me, [Offer(TEXTS["offer"], "sign-7-1")], NOW)
        draft = await tx.drafts.begin("ann", NOW)
        changed = type(draft)(draft.id, "ann", draft.stage, NOW, (TEXTS["paste"],))
        await tx.drafts.save(changed)
        out = await tx.appeals.publish(a_case(), an_appeal(), NOW)
        await tx.signatures.sign(out.id, me, SignatureMode.NAMED, TEXTS["name"], NOW)
        await tx.signatures.mark(out.id, me, "letter.president.1")
        await tx.outbox.answer(me, utter(TEXTS["answer"]), NOW, amends=TEXTS["message"])
        await tx.outbox.answer(room, utter(TEXTS["answer"]), NOW, priority=Priority.ALERT)
    ledger = Ledger(store)
    await ledger.begun(audience=Audience())
    claimed = await ledger.claim()
    await ledger.record(*(Result(one.id, DeliveryState.SENT, TEXTS["message"]) for one in claimed[:2]))


def disguises(planted: str) -> Iterator[bytes]:
    utf8 = planted.encode()
    yield from (utf8, planted.encode("utf-16-le"), planted.encode("utf-16-be"))
    yield from (utf8.hex().encode(), utf8.hex().upper().encode())
    # The middle of the base64 text is the same wherever the words begin, up to three shifts.
    for shift in range(3):
        yield base64.b64encode(b"x" * shift + utf8)[4:-4]
    yield planted.encode("unicode_escape")
    if planted.lstrip("-").isdigit():
        yield from (struct.pack(order, int(planted)) for order in (">q", "<q"))
        # SQLite keeps a number of this size in six bytes.
        yield int(planted).to_bytes(8, "big", signed=True)[2:]


def files(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


async def test_no_planted_word_is_found_in_any_file(store: SqlStore, path: Path) -> None:
    await plant(store)
    taken = files(path.parent)
    assert len(taken["alertbot.db-wal"]) > 100_000
    await store.close()
    taken |= files(path.parent)
    assert b"Free Ainur Kurmanov" in taken["alertbot.db"], "published text is plain, so the search works"
    for planted in (CHAT, ROOM, MATRIX, *TEXTS.values()):
        for disguise in disguises(planted):
            assert [name for name, content in taken.items() if disguise in content] == []


async def test_after_a_sweep_deleted_bytes_are_overwritten(store: SqlStore, path: Path) -> None:
    async with store.transaction() as tx:
        await tx.audit.write("somebody-to-forget", "halt", "1", NOW)
    assert b"somebody-to-forget" in b"".join(files(path.parent).values())
    await store.sweep(NOW.replace(year=NOW.year + 3))
    assert b"somebody-to-forget" not in b"".join(files(path.parent).values())


async def test_a_value_moved_to_another_row_does_not_open(store: SqlStore) -> None:
    import pytest
    from sqlalchemy import select, update

    from alertbot.errors import SealBroken
    from alertbot.store.schema import subscriber

    async with store.transaction() as tx:
        for chat in ("1", "2"):
            await tx.people.put(Address("telegram", chat), ChatKind.PERSON, "en", Interests(), "1", NOW)
        stolen = await tx.work.value(select(subscriber.c.address).where(subscriber.c.id == 1))
        await tx.work.run(update(subscriber).where(subscriber.c.id == 2).values(address=stolen))
        with pytest.raises(SealBroken):
            await tx.people.address(2)
