"""Quiet hours: a reminder comes before them, never after."""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from alertbot.domain.walltime import instant

URGENT = timedelta(hours=24)
"""With less than this left until the occasion a reminder comes at its time, quiet hours or not."""

HEAD_START = timedelta(minutes=15)
"""How long before quiet hours a reminder goes out, so that the last of many readers has it in time."""

LONGEST = 16
"""Hours that may be quiet: a reminder moves by less than a day."""

_TYPED = re.compile(r"\s*(\d{1,2})(?:[:.]00)?\s*(?:-|–|—|\s)\s*(\d{1,2})(?:[:.]00)?\s*\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Quiet:
    """From one full hour of the reader's day to another; ``begins`` and ``ends`` differ."""

    begins: int
    ends: int

    def __str__(self) -> str:
        return f"{self.begins}-{self.ends}"

    def holds(self, clock: time) -> bool:
        since = (clock.hour - self.begins) % 24
        return since < (self.ends - self.begins) % 24


def quiet_of(typed: str) -> Quiet | None:
    """The quiet hours in ``22-8``; ``None`` when they are none, or longer than :data:`LONGEST`."""
    found = _TYPED.match(typed)
    if not found:
        return None
    begins, ends = int(found[1]) % 24, int(found[2]) % 24
    if int(found[1]) > 24 or int(found[2]) > 24 or not 0 < (ends - begins) % 24 <= LONGEST:
        return None
    return Quiet(begins, ends)


def due_for(due: datetime, end: datetime, quiet: Quiet, zone: str) -> datetime:
    """When a reminder due at ``due``, of an occasion that ends at ``end``, comes to a reader in ``zone``."""
    if end - due < URGENT:
        return due
    local = due.astimezone(ZoneInfo(zone))
    if not quiet.holds(local.time()):
        return due
    began = local.date() if local.hour >= quiet.begins else local.date() - timedelta(days=1)
    return min(due, instant(began, time(quiet.begins), zone) - HEAD_START)
