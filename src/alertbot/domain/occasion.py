"""Occasions besides hearings: last days to act, release dates, ends of sentences and anniversaries."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from alertbot.domain.appeal import Appeal
from alertbot.domain.case import Case
from alertbot.domain.language import Localised
from alertbot.domain.milestone import Milestone, MilestoneKind
from alertbot.domain.walltime import instant

MIDNIGHT = time(0, 0)


class OccasionKind(StrEnum):
    SIGN_BY = "sign_by"
    RELEASE = "release"
    SENTENCE_END = "sentence_end"
    ANNIVERSARY = "anniversary"


@dataclass(frozen=True, slots=True)
class Occasion:
    """A day people are reminded of. ``key`` is one per case; another ``day`` makes it another occasion.

    ``appeal`` is the key of the appeal that a last day belongs to.
    """

    key: str
    kind: OccasionKind
    day: date
    zone: str
    text: Localised = Localised()
    appeal: str = ""

    @property
    def ends(self) -> datetime:
        """The instant (UTC) its day is over where it happens."""
        if self.day == date.max:
            return datetime.max.replace(tzinfo=UTC)
        return instant(self.day + timedelta(days=1), MIDNIGHT, self.zone)


@dataclass(frozen=True, slots=True)
class StoredOccasion:
    """``appeal`` is the store's id of the appeal a last day belongs to."""

    id: int
    case_id: int
    occasion: Occasion
    appeal: int | None = None


def last_day(appeal: Appeal) -> Occasion | None:
    """The last day to act on an appeal, which ends at midnight UTC."""
    if appeal.sign_by is None:
        return None
    return Occasion(
        f"sign_by.{appeal.key}", OccasionKind.SIGN_BY, appeal.sign_by, "UTC", appeal.title, appeal.key
    )


def milestones(case: Case, now: datetime) -> tuple[Occasion, ...]:
    """What still lies ahead of a case's milestones; of an anniversary the next one."""
    found = (_occasion(milestone, now) for milestone in case.milestones)
    return tuple(occasion for occasion in found if occasion.ends > now)


def milestone_text(case: Case, occasion: Occasion) -> Localised:
    """What a milestone's day is about as the case has it now; as it was told where the case lacks it now."""
    return next((m.text for m in case.milestones if _key(m) == occasion.key), occasion.text)


def _key(milestone: Milestone) -> str:
    return f"milestone.{milestone.key}"


def _occasion(milestone: Milestone, now: datetime) -> Occasion:
    def on(day: date) -> Occasion:
        kind = OccasionKind(milestone.kind)
        return Occasion(_key(milestone), kind, day, milestone.zone, milestone.text)

    if milestone.kind is not MilestoneKind.ANNIVERSARY:
        return on(milestone.day)
    years = range(max(milestone.day.year, now.year - 1), now.year + 3)
    return next(on(day) for day in map(milestone.in_year, years) if on(day).ends > now)
