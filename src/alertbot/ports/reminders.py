"""Reminders as rows, the occasions besides hearings that have them, and whoever is to be left in peace."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from alertbot.domain.hearing import StoredHearing
from alertbot.domain.occasion import Occasion, StoredOccasion
from alertbot.domain.quiet import Quiet
from alertbot.domain.reminder import Planned

About = StoredHearing | StoredOccasion


@dataclass(frozen=True, slots=True)
class DueReminder:
    """A reminder whose instant has come, or comes soon. ``broadcast`` once it has begun for early readers."""

    id: int
    offset: str
    due: datetime
    useless_after: datetime
    stored: About
    broadcast: int | None = None


@dataclass(frozen=True, slots=True)
class QuietReaders:
    """All active subscribers with the same quiet hours in the same zone; ``None``: the court's."""

    quiet: Quiet
    zone: str | None


class Reminders(Protocol):
    async def plan(self, about: About, planned: Sequence[Planned]) -> None:
        """Make these the open reminders of an occasion; fired ones stay as they are."""
        ...

    async def open(self, about: About) -> list[Planned]:
        """Those that neither fired nor became void."""
        ...

    async def due(self, now: datetime, limit: int) -> list[DueReminder]:
        """Earliest first; those that are useless by ``now`` are among them."""
        ...

    async def soon(self, now: datetime, until: datetime) -> list[DueReminder]:
        """Due after ``now``, at ``until`` at the latest."""
        ...

    async def begun(self, reminder: int, broadcast: int) -> None:
        """It went out to early readers; for all others it stays open."""
        ...

    async def fired(self, reminder: int, broadcast: int) -> None: ...

    async def too_late(self, reminder: int) -> None: ...

    async def last_missed(self, hearing: int) -> bool:
        """Whether the last reminder before a hearing came too late to be sent."""
        ...

    async def next_due(self) -> datetime | None: ...


class Occasions(Protocol):
    async def keep(self, case_id: int, occasion: Occasion, appeal: int | None) -> StoredOccasion:
        """Keep an occasion; the same one on another day is over from now on, and so are its reminders."""
        ...

    async def standing(self, case_id: int) -> list[StoredOccasion]:
        """Those of a case that are neither over nor taken back."""
        ...

    async def end(self, id: int) -> None:
        """It takes no place: its open reminders are void, and nothing of it goes out any more."""
        ...


class Quieting(Protocol):
    """Whom reminders leave in peace: muted cases and quiet hours."""

    async def mute(self, subscriber: int, case_id: int) -> bool:
        """No reminders of that case any more. Whether that is new."""
        ...

    async def unmute(self, subscriber: int, case_id: int) -> bool: ...

    async def muted(self, subscriber: int) -> list[int]:
        """The cases a subscriber muted."""
        ...

    async def set_hours(self, id: int, quiet: Quiet | None) -> None: ...

    async def hours(self, id: int) -> Quiet | None: ...

    async def readers(self) -> list[QuietReaders]:
        """Every quiet hours and zone that some active subscriber has."""
        ...
