"""Whether organizers were asked how a hearing went. Each hearing has one question, and one row for it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from alertbot.domain.hearing import StoredHearing


class Questions(Protocol):
    async def expect(self, hearing: int) -> None:
        """A hearing lies ahead: its question waits. Known ones stay as they are."""
        ...

    async def due(self, now: datetime, limit: int) -> Sequence[StoredHearing]:
        """Hearings, earliest first, whose question waits and is due; moved and called off ones among them."""
        ...

    async def asked(self, hearing: int, now: datetime) -> None: ...

    async def unanswered(self, now: datetime, limit: int) -> Sequence[StoredHearing]:
        """Hearings whose question was asked so long ago that no answer is expected any more."""
        ...

    async def close(self, hearing: int) -> None:
        """The question is answered, given up or means nothing any more."""
        ...

    async def is_open(self, hearing: int) -> bool:
        """Whether it was asked and waits for an answer."""
        ...
