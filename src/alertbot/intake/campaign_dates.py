"""Dates in a case file: court hearings, and days that are known long before."""

from typing import Annotated

from alertbot.domain.hearing import Hearing, HearingState
from alertbot.domain.milestone import Milestone, MilestoneKind
from alertbot.intake.campaign_fields import (
    Entry,
    Key,
    Texts,
    Words,
    Zone,
    checked_by,
    day_of,
    hour_of,
    likely_day_of,
    localised,
    prose,
)

LikelyDay = Annotated[str, checked_by(likely_day_of)]
Hour = Annotated[str, checked_by(hour_of)]


class HearingEntry(Entry):
    key: Key
    city: Words
    zone: Zone
    day: LikelyDay
    hour: Hour | None = None
    court: Texts | None = None
    stage: Texts | None = None
    state: HearingState = HearingState.SCHEDULED
    supersedes: Key | None = None
    source: Words | None = None
    note: Texts | None = None
    address: Texts | None = None
    room: Words | None = None
    case_number: Words | None = None
    public: bool | None = None

    def value(self) -> Hearing:
        return Hearing(
            key=self.key,
            city=prose(self.city),
            zone=self.zone,
            day=day_of(self.day),
            hour=hour_of(self.hour) if self.hour else None,
            court=localised(self.court),
            stage=localised(self.stage),
            state=self.state,
            supersedes=self.supersedes,
            source=prose(self.source or ""),
            note=localised(self.note),
            address=localised(self.address),
            room=prose(self.room or ""),
            case_number=prose(self.case_number or ""),
            public=self.public,
        )


class MilestoneEntry(Entry):
    """``anniversary``: of what happened on ``day``; it comes every year."""

    key: Key
    kind: MilestoneKind
    day: LikelyDay
    zone: Zone
    text: Texts
    source: Words | None = None

    def value(self) -> Milestone:
        text, source = localised(self.text), prose(self.source or "")
        return Milestone(self.key, self.kind, day_of(self.day), self.zone, text, source)
