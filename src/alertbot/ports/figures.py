"""What is counted, and what is handed out of it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from alertbot.domain.figures import Counted, Counts


class FigureBook(Protocol):
    """Reading is meant for a snapshot: it may take a while over a large ledger."""

    async def count(self, appeal: int, what: Counted, kind: str, now: datetime) -> None:
        """One more of it on this day (UTC). ``kind`` is a language or a channel; nothing tells who it was."""
        ...

    async def counts(self, appeal: int) -> Counts | None:
        """Exact counts of an appeal, ``None`` for an unknown one. What may be shown of them is told by
        :func:`alertbot.domain.figures.figures`."""
        ...

    async def has_names(self, appeal: int) -> bool:
        """Whether anybody chose to add a name, and it is still kept."""
        ...

    async def sealed_names(self, appeal: int, key: bytes) -> Mapping[str, list[bytes]]:
        """The names of those who chose to add one, each sealed to an X25519 public key, in no order: those
        that were sealed when they were given as they are, others to this key. By the mark of the key that
        opens them, empty where it is not known. Nothing readable leaves the store."""
        ...
