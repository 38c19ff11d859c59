"""An appeal: one published text about a case, and what it asks its readers to do."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from alertbot.domain.addressee import Addressee
from alertbot.domain.case import Source
from alertbot.domain.enclosure import Enclosure, EnclosureKind
from alertbot.domain.language import Localised, When
from alertbot.domain.letter import LetterPlan


class AppealKind(StrEnum):
    APPEAL = "appeal"
    UPDATE = "update"
    REPORT = "report"
    STATEMENT = "statement"
    OUTCOME = "outcome"


class DemandOutcome(StrEnum):
    OPEN = "open"
    MET = "met"
    REFUSED = "refused"
    PARTLY = "partly"


@dataclass(frozen=True, slots=True)
class Demand:
    """One thing asked for, with its own outcome."""

    key: str
    text: Localised
    beneficiaries: tuple[str, ...] = ()
    outcome: DemandOutcome = DemandOutcome.OPEN
    outcome_on: When | None = None


class ActionKind(StrEnum):
    WRITE = "write"
    SIGN = "sign"
    SIGN_ELSEWHERE = "sign_elsewhere"
    CALL = "call"
    BOYCOTT = "boycott"
    ATTEND = "attend"
    SHARE = "share"


class ConsentBasis(StrEnum):
    """Who agreed that the story is told; ``published``: its issuer has made it public already."""

    UNKNOWN = ""
    PERSON = "person"
    FAMILY = "family"
    LAWYER = "lawyer"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class Action:
    """What a reader can do. ``text`` explains it; ``url`` is for actions that happen elsewhere."""

    kind: ActionKind
    text: Localised = Localised()
    url: str = ""


@dataclass(frozen=True, slots=True)
class Appeal:
    """``case`` and ``key`` name it; together they are unique. ``sign_by`` is the last day (UTC) to act.

    ``expires`` is the last day (UTC) it stays open, with a ``sign_by`` or without: no story goes on asking
    for ever. ``consent`` tells on what ground it is public.
    """

    case: str
    key: str
    kind: AppealKind
    title: Localised
    summary: Localised
    text: Localised = Localised()
    issuer: str = ""
    issued_on: When = When()
    code: str = ""
    reply_to: str = ""
    sign_by: date | None = None
    demands: tuple[Demand, ...] = ()
    addressees: tuple[Addressee, ...] = ()
    actions: tuple[Action, ...] = ()
    letter: LetterPlan | None = None
    sources: tuple[Source, ...] = ()
    consent: ConsentBasis = ConsentBasis.UNKNOWN
    expires: date | None = None
    enclosures: tuple[Enclosure, ...] = ()

    def offers(self, kind: ActionKind) -> bool:
        return any(action.kind is kind for action in self.actions)

    def encloses(self, kind: EnclosureKind) -> bool:
        return any(enclosure.kind is kind for enclosure in self.enclosures)

    def addressee(self, key: str) -> Addressee | None:
        return next((a for a in self.addressees if a.key == key), None)

    @property
    def closes(self) -> datetime | None:
        """The first instant (UTC) after the last day to act, or after the day it expires if earlier."""
        last = min((day for day in (self.sign_by, self.expires) if day), default=None)
        if last is None:
            return None
        if last == date.max:
            return datetime.max.replace(tzinfo=UTC)
        return datetime.combine(last + timedelta(days=1), time(), UTC)

    def is_open(self, now: datetime) -> bool:
        return self.closes is None or now < self.closes
