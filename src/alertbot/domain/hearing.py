"""Hearings: wall time at a court, and the chain that grows when a date moves."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum

from alertbot.domain.language import Localised
from alertbot.domain.walltime import OddHour, instant, odd_hour

PLANNING_HOUR = time(9, 0)
"""A hearing without a known hour is planned as 09:00 at the court, and shown as "time not yet known"."""


DETAILS = ("court", "address", "room", "stage", "case_number", "public", "source", "note")
"""What may change while the date stands."""


class HearingState(StrEnum):
    """``adjourned``: another date took its place. ``adjourned_without_date``: none is set yet."""

    SCHEDULED = "scheduled"
    ADJOURNED = "adjourned"
    ADJOURNED_WITHOUT_DATE = "without_date"
    CANCELLED = "cancelled"
    HELD = "held"
    OUTCOME_UNKNOWN = "outcome_unknown"


@dataclass(frozen=True, slots=True)
class Hearing:
    """A sitting of a court. ``day`` and ``hour`` are wall time in ``zone`` (an IANA name).

    ``public``: whether people may sit in; ``None`` when nobody said.
    """

    key: str
    city: str
    zone: str
    day: date
    hour: time | None = None
    court: Localised = Localised()
    stage: Localised = Localised()
    state: HearingState = HearingState.SCHEDULED
    supersedes: str | None = None
    source: str = ""
    note: Localised = Localised()
    address: Localised = Localised()
    room: str = ""
    case_number: str = ""
    public: bool | None = None

    @property
    def clock(self) -> time:
        """The wall time it is planned at."""
        return self.hour or PLANNING_HOUR

    @property
    def starts(self) -> datetime:
        """The instant (UTC) the court sits, or is planned to when the hour is unknown."""
        return instant(self.day, self.clock, self.zone)

    @property
    def odd_hour(self) -> OddHour | None:
        """Set when the clocks change on that day so that its hour comes twice, or not at all."""
        return odd_hour(self.day, self.clock, self.zone)

    def moved_to(self, key: str, day: date, hour: time | None, source: str = "") -> "Hearing":
        """The hearing that takes this one's place at another time."""
        return replace(
            self,
            key=key,
            day=day,
            hour=hour,
            source=source,
            state=HearingState.SCHEDULED,
            supersedes=self.key,
        )

    def is_elsewhere(self, other: "Hearing") -> bool:
        """Whether somebody who goes where ``other`` said on the same day stands before the wrong house. A
        court or street that was not known until now sent nobody anywhere."""
        known = (other.court, self.court), (other.address, self.address), (other.city, self.city)
        return any(before and before != after for before, after in known)

    def with_changes(self, before: "Hearing", after: "Hearing") -> "Hearing":
        """With those details that differ between two versions of a document; whatever else became known of
        this one since stays."""
        changed = [name for name in DETAILS if getattr(after, name) != getattr(before, name)]
        return replace(self, **{name: getattr(after, name) for name in changed})


def current(chain: tuple[Hearing, ...]) -> tuple[Hearing, ...]:
    """The hearings that nothing supersedes, by date."""
    superseded = {hearing.supersedes for hearing in chain}
    return tuple(sorted((h for h in chain if h.key not in superseded), key=lambda h: h.starts))


@dataclass(frozen=True, slots=True)
class StoredHearing:
    """``superseded`` is set when another hearing took its place; ``amended`` counts how often its details
    were changed."""

    id: int
    case_id: int
    hearing: Hearing
    superseded: bool = False
    amended: int = 0
