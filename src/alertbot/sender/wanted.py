"""Which leased rows may still leave."""

from collections.abc import Iterable
from datetime import datetime

from alertbot.ports import Claimed, Outbox


class Wanted:
    """``unseen``: somebody committed something, and what it means for leased rows is not known yet."""

    def __init__(self) -> None:
        self.unseen = False
        self._dismissed: set[int] = set()

    async def look(self, outbox: Outbox, rows: Iterable[Claimed], now: datetime) -> None:
        """Ask the store about the rows of broadcasts; an answer is wanted whatever happens."""
        shares = {row.id for row in rows if row.broadcast is not None}
        self._dismissed = shares - await outbox.wanted(shares, now) if shares else set()

    def dismisses(self, row: Claimed) -> bool:
        return row.id in self._dismissed
