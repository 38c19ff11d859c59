"""The audit trail as it is read: its entries, and whether it is whole."""

from dataclasses import dataclass
from datetime import datetime

SEAL = 8
"""Characters of a seal that people compare: enough to tell that it is the same one."""


@dataclass(frozen=True, slots=True)
class Entry:
    """``who`` is an organizer's key, never an account; ``what`` a verb; ``about`` names a row by id."""

    id: int
    at: datetime
    who: str
    what: str
    about: str


@dataclass(frozen=True, slots=True)
class Trail:
    """All of it at once: how many entries are kept, the newest one's number, and its link (hexadecimal).

    Whoever noted an earlier seal can tell that the trail still leads there.
    """

    entries: int
    newest: int
    link: str
    intact: bool

    @property
    def seal(self) -> str:
        return self.link[:SEAL]
