"""Which leased rows may still leave."""

from collections.abc import Iterable
from datetime import datetime

from alertbot.ports import Claimed, Outbox


class Wanted:
    """``unseen``: somebody committed something, and what it means for leased rows is not known yet."""

    def __init__(self) -> None:
        self.unseen = False
        self._dismissed: set[tuple[int, int]] = set()

    async def look(self, outbox: Outbox, rows: Iterable[Claimed], now: datetime) -> None:
        """Ask the store about the rows of broadcasts; an answer is wanted whatever happens. What was reworded
        meanwhile is leased anew."""
        shares = {row.id: row.edition for row in rows if row.broadcast is not None}
        if not shares:
            self._dismissed = set()
            return
        wanted = await outbox.wanted(shares, now)
        self._dismissed = {share for share in shares.items() if wanted.get(share[0]) != share[1]}

    def dismisses(self, row: Claimed) -> bool:
        return (row.id, row.edition) in self._dismissed
