"""Milestones of a case: days that are known long before."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from alertbot.domain.language import Localised


class MilestoneKind(StrEnum):
    RELEASE = "release"
    SENTENCE_END = "sentence_end"
    ANNIVERSARY = "anniversary"


@dataclass(frozen=True, slots=True)
class Milestone:
    """A day in ``zone`` (an IANA name). An anniversary's ``day`` is the first one; it comes each year."""

    key: str
    kind: MilestoneKind
    day: date
    zone: str
    text: Localised
    source: str = ""

    def in_year(self, year: int) -> date:
        """The day in another year; 29 February is kept on the 28th where there is none."""
        try:
            return self.day.replace(year=year)
        except ValueError:
            return date(year, 2, 28)
