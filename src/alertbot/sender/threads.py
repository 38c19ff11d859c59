"""A thread for each case: what is said in a room about a case stands below its first alert there."""

from collections.abc import Mapping
from dataclasses import replace

from alertbot.domain.delivery import Handling
from alertbot.domain.subscriber import Address
from alertbot.ports import Claimed, Outbox, Platform


async def threaded(rows: list[Claimed], outbox: Outbox, platforms: Mapping[str, Platform]) -> list[Claimed]:
    """The rows with their roots. Nothing is asked of the ledger but for rooms on platforms with threads."""
    new = [row.id for row in rows if _may_be_threaded(row, platforms.get(row.to.platform))]
    if not new:
        return rows
    roots = await outbox.roots(new)
    return [replace(row, root=roots[row.id]) if row.id in roots else row for row in rows]


def place_of(row: Claimed) -> Address:
    """Where a row is shown: in its room's thread, if it has one."""
    return row.to if row.root is None or row.to.thread else replace(row.to, thread=row.root)


def _may_be_threaded(row: Claimed, platform: Platform | None) -> bool:
    if row.broadcast is None or not row.kind.is_room or row.handling is not Handling.SHOW:
        return False
    return platform is not None and platform.can.threads
