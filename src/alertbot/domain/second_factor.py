"""A second factor: six digits from a phone beside the account, so that a stolen account approves nothing."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

STEP = 30
"""Seconds that one code stands for (RFC 6238, the default)."""

WINDOW = 1
"""Steps that a phone's clock may be early or late."""

DIGITS = 6
MOST_WRONG = 5
LOCKED_FOR = timedelta(minutes=15)
"""After so many wrong codes nobody may try for so long: a million codes would take longer than a campaign."""


class Verdict(StrEnum):
    """``used``: it was right once; a code counts a single time. ``no_code``: not six digits."""

    RIGHT = "right"
    WRONG = "wrong"
    USED = "used"
    LOCKED = "locked"
    NO_CODE = "no_code"


@dataclass(frozen=True, slots=True)
class Factor:
    """One organizer's. ``used`` is the step of the last code that counted; until ``confirmed`` it protects
    nothing. ``wrong`` counts codes since the last right one."""

    secret: str = field(repr=False)
    confirmed: bool = False
    used: int = 0
    wrong: int = 0
    locked_until: datetime | None = None

    def is_locked(self, now: datetime) -> bool:
        return self.locked_until is not None and now < self.locked_until


@dataclass(frozen=True, slots=True)
class Judged:
    """What a typed code is; ``step`` is the one it stands for, 0 unless it is right."""

    verdict: Verdict
    step: int = 0


def step_at(now: datetime) -> int:
    """The step that an instant lies in."""
    return int(now.timestamp()) // STEP


def digits_of(typed: str) -> str | None:
    """The six digits somebody typed, spaces left out; ``None`` when it is anything else."""
    code = "".join(typed.split())
    return code if len(code) == DIGITS and code.isascii() and code.isdigit() else None
