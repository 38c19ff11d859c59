"""What became of a hearing: when organizers are asked, and what they may answer."""

from datetime import datetime, timedelta
from enum import StrEnum

from alertbot.domain.hearing import Hearing

ASKED_AFTER = timedelta(hours=3)
"""How long after the hour at which a court was to sit organizers are asked how it went."""

SILENCE = timedelta(hours=24)
"""Without an answer for so long the outcome counts as not known."""


class Answer(StrEnum):
    """``decided``: it took place, and there is a decision."""

    HELD = "held"
    ADJOURNED = "adjourned"
    DECIDED = "decided"


def asked_at(hearing: Hearing) -> datetime:
    """The instant (UTC) at which organizers are asked how a hearing went."""
    return hearing.starts + ASKED_AFTER
