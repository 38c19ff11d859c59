"""The lawyer's link: who may propose a court date without an account, and what such a proposal says."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from alertbot.domain.hearing import Hearing

LASTS = timedelta(days=60)
"""How long a link works. Trials last longer; a new link takes an organizer two taps."""

MOST_A_DAY = 10
"""Proposals that one link may make in a day (UTC)."""

SMALL_MOVE = timedelta(hours=48)
"""A hearing that moves by less than this may be accepted at once, if an organizer has allowed it."""


class ProposalKind(StrEnum):
    """``date`` brings a hearing: another day, hour or court. ``adjourn``: no new date is known."""

    DATE = "date"
    ADJOURN = "adjourn"
    HELD = "held"
    DECIDED = "decided"


@dataclass(frozen=True, slots=True)
class LawyersLink:
    """A capability for one case. ``at_once``: small moves need no organizer."""

    id: int
    case_id: int
    made_by: str
    expires: datetime
    at_once: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """``hearing`` is the store's id of the one it is about, ``None`` for a first date; ``new`` goes with
    ``date``."""

    kind: ProposalKind
    hearing: int | None = None
    new: Hearing | None = None


@dataclass(frozen=True, slots=True)
class StoredProposal:
    """``waits`` until an organizer has decided about it."""

    id: int
    case_id: int
    proposal: Proposal
    waits: bool = True


def is_small_move(old: Hearing, new: Hearing) -> bool:
    """Another day or hour within :data:`SMALL_MOVE` at the same place: nothing in it was typed freely."""
    same = (old.city, old.zone, old.court) == (new.city, new.zone, new.court)
    return same and abs(new.starts - old.starts) < SMALL_MOVE
