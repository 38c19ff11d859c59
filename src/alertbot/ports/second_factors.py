"""The second factors of organizers, sealed."""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from alertbot.domain.second_factor import Factor


class SecondFactors(Protocol):
    """By the organizer's key."""

    async def get(self, organizer: str) -> Factor | None: ...

    async def begin(self, organizer: str, secret: str, now: datetime) -> None:
        """Keep a secret that is not confirmed yet, in place of another such; never of a confirmed one."""
        ...

    async def confirm(self, organizer: str, step: int) -> None:
        """From now on it is asked for; the code of this step counts no more."""
        ...

    async def use(self, organizer: str, step: int) -> None:
        """A code was right: it and those before it count no more, and no wrong one is remembered."""
        ...

    async def mistake(self, organizer: str, wrong: int, locked_until: datetime | None) -> None:
        """A code was wrong, the last of so many."""
        ...

    async def drop(self, organizer: str) -> bool:
        """Whether there was one."""
        ...

    async def let_go(self, organizers: Collection[str], begun_before: datetime) -> int:
        """Delete those of everybody else, and what was begun earlier and never confirmed; how many."""
        ...

    async def confirmed(self) -> Collection[str]:
        """The keys of those who have one."""
        ...
