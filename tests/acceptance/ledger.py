"""What the store holds once the bot has ended, asked through its own repositories."""

from collections import Counter
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from alertbot.app.serving import opened_store
from alertbot.config import Settings
from alertbot.domain.delivery import BroadcastKind
from alertbot.domain.publication import Draft
from alertbot.domain.subscriber import Address
from alertbot.store.store import SqlTx


@asynccontextmanager
async def ledger(data: Path) -> AsyncGenerator[SqlTx]:
    """A transaction on the store of a bot that is not running."""
    async with opened_store(Settings(data_dir=data)) as store, store.transaction() as tx:
        yield tx


async def broadcasts(data: Path) -> Counter[BroadcastKind]:
    """How many broadcasts of each kind ever began."""
    found = Counter[BroadcastKind]()
    async with ledger(data) as tx:
        id = 1
        while progress := await tx.outbox.progress(id):
            found[progress.kind] += 1
            id += 1
    return found


async def signatures(data: Path, appeal: int) -> int:
    async with ledger(data) as tx:
        return (await tx.signatures.support(appeal, Address("telegram", "1"))).total


async def drafts(data: Path) -> list[Draft]:
    async with ledger(data) as tx:
        return await tx.drafts.open_ones()
