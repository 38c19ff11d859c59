"""What is out already: its copies, how they are followed, and who asked to take an appeal back."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from alertbot.domain.copies import Copies
from alertbot.domain.occasion import StoredOccasion
from alertbot.ports.ledger import BroadcastScreens


@dataclass(frozen=True, slots=True)
class DatedMessage:
    """A broadcast about a date of a case: a reminder or notice of a hearing, or the reminder at ``offset`` of
    another ``occasion``."""

    broadcast: int
    occasion: StoredOccasion | None = None
    offset: str = ""


class Recall(Protocol):
    """Follows what was published to wherever it went."""

    async def family(self, appeal: int, /) -> list[int]:
        """An appeal and the updates about it."""
        ...

    async def broadcasts(self, appeal: int, /, *, notices: bool = False) -> list[int]:
        """Those whose messages are copies of the appeal: alerts and last days; with ``notices`` also whatever
        else was sent about it, court dates left out. Oldest first."""
        ...

    async def dated(self, case_id: int) -> list[DatedMessage]:
        """Whatever was sent about the dates of a case, last days of its appeals included. Oldest first."""
        ...

    async def notices(self, appeal: int, /) -> list[int]:
        """What else was sent about an appeal itself: what became of demands, letters that had a mistake."""
        ...

    async def copies(self, broadcasts: Collection[int]) -> Copies: ...

    async def reword(self, broadcast: int, /, screens: BroadcastScreens, now: datetime) -> None:
        """Whoever has not had it yet gets it like this. What is on its way has left by ``now``, whatever the
        clock said then."""
        ...

    async def has_left(self, broadcast: int, /) -> bool:
        """Whether anybody has a message of it, or one is on its way."""
        ...

    async def is_cut_short(self, broadcast: int, /) -> bool:
        """Whether what went after its copies the last time was halted."""
        ...

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
