"""What conversations about court dates ask, know and order."""

from dataclasses import dataclass
from datetime import date, time

from alertbot.dialogue.engine import Order, Want
from alertbot.domain.hearing import Hearing, HearingState, StoredHearing
from alertbot.domain.language import Localised


@dataclass(frozen=True, slots=True)
class AddHearing(Order):
    """Keep a hearing; if it supersedes one, everyone who knew the old date is told."""

    case_id: int
    hearing: Hearing


@dataclass(frozen=True, slots=True)
class CallOff(Order):
    """Nobody sits at the known date: ``state`` is ``cancelled`` or ``adjourned_without_date``."""

    hearing: int
    state: HearingState = HearingState.CANCELLED


@dataclass(frozen=True, slots=True)
class AmendHearing(Order):
    """Keep other details of a hearing; its date and place in the chain stay."""

    hearing: int
    amended: Hearing


@dataclass(frozen=True, slots=True)
class HearingWords:
    """What a typed line was understood as; ``zone`` empty when no known city was in it."""

    day: date
    hour: time | None
    city: str
    zone: str
    rest: str = ""


@dataclass(frozen=True, slots=True)
class HearingRead(Want[HearingWords | None]):
    """A typed line, read; ``city`` stands in when the line names none."""

    typed: str
    city: str = ""
    zone: str = ""


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case with its hearings, by date."""

    id: int
    title: Localised
    chain: tuple[StoredHearing, ...]


@dataclass(frozen=True, slots=True)
class CasesNow(Want[tuple[CaseLine, ...]]):
    """Published cases, newest first."""


def stands(stored: StoredHearing | None) -> bool:
    """Whether a date may still be moved or called off."""
    return stored is not None and not stored.superseded and stored.hearing.state is HearingState.SCHEDULED


_OPEN = (HearingState.SCHEDULED, HearingState.ADJOURNED_WITHOUT_DATE, HearingState.OUTCOME_UNKNOWN)


def is_open(stored: StoredHearing | None) -> bool:
    """Whether another date may take its place: it stands, waits for a date, or nobody said how it went."""
    return stored is not None and not stored.superseded and stored.hearing.state in _OPEN


def may_be_answered(stored: StoredHearing | None) -> bool:
    """Whether it can still be said how it went: the hour is for the caller to look at."""
    return is_open(stored) and stored is not None and stored.hearing.state is not _OPEN[1]


def fresh_key(case: CaseLine) -> str:
    """A key for a date that no hearing of the case has."""
    taken = {stored.hearing.key for stored in case.chain}
    return next(key for n in range(1, len(taken) + 2) if (key := f"sitting{n}") not in taken)
