"""What the stage asks the nursery for. Stands alone, so that the stage need not import the bot."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

DAYS = tuple(date(2017, 10, day) for day in (4, 13, 17, 19))
"""The days on which plays play: campaigns are read anew for each."""


@dataclass(frozen=True, slots=True)
class Birth:
    """What a life is for.

    ``settings`` as in the environment, without their prefix. ``end_at``: the crash point at which it kills
    itself, 0 for counting them only, ``None`` for leaving the bot untouched. ``bug``: what is wrong with this
    bot. ``seats``: instead of serving, subscribe these people, as of ``seated``.
    """

    folder: str
    settings: Mapping[str, str] = field(default_factory=dict[str, str])
    end_at: int | None = None
    bug: str = ""
    seats: Sequence[int] = ()
    seated: str = ""
