"""What is out already: its copies, how they are followed, and who asked to take an appeal back."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Protocol

from alertbot.domain.copies import Copies


class Recall(Protocol):
    """Follows what was published to wherever it went."""

    async def family(self, appeal: int, /) -> list[int]:
        """An appeal and the updates about it."""
        ...

    async def broadcasts(self, appeal: int, /, *, notices: bool = False) -> list[int]:
        """Those whose messages are copies of the appeal: alerts and last days; with ``notices`` also whatever
        else was sent about it, court dates left out. Oldest first."""
        ...

    async def copies(self, broadcasts: Collection[int]) -> Copies: ...

    async def stop(self, broadcasts: Collection[int], now: datetime) -> bool:
        """Send nothing more of these. Whether the newest alert among them had not reached everybody."""
        ...

    async def pursuits(self, broadcasts: Collection[int]) -> list[int]:
        """The broadcasts that redraw or take back copies of these."""
        ...

    async def together(self, pursuit: int, /) -> list[int]:
        """The pursuits of one appeal that began together with this one, itself included; oldest first."""
        ...

    async def unreached(self, pursuits: Collection[int]) -> Mapping[str, int]:
        """Why copies were not corrected or taken back, as codes, and how many."""
        ...

    async def correct(self, appeal: int, /, version: int) -> None:
        """Buttons of earlier versions are stale from now on."""
        ...

    async def adopt(self, appeal: int, /, parent: int) -> None:
        """The appeal is an update about another one."""
        ...

    async def withdraw(self, appeals: Collection[int], now: datetime) -> None:
        """They are withdrawn, and closed if they were not; nobody waits for a confirmation any more."""
        ...

    async def is_withdrawn(self, case_id: int) -> bool:
        """Whether every appeal of a case is withdrawn."""
        ...

    async def ask(self, appeal: int, /, by: str, now: datetime) -> bool:
        """Note who wants an appeal withdrawn; ``False`` when somebody did before."""
        ...

    async def asked_by(self, appeal: int, /) -> str | None: ...

    async def refuse(self, appeal: int, /) -> None:
        """It stays: nobody is asked any more."""
        ...
