"""What a pasted text was read as: facts as printed, and warnings where the text leaves something open."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from alertbot.domain.addressee import ChannelKind
from alertbot.domain.appeal import AppealKind, Demand
from alertbot.domain.case import Person
from alertbot.domain.language import When


class TextKind(StrEnum):
    """What a text is. A correction is published as an update of the appeal it corrects."""

    APPEAL = "appeal"
    UPDATE = "update"
    CORRECTION = "correction"
    REPORT = "report"
    STATEMENT = "statement"
    OUTCOME = "outcome"

    @property
    def appeal_kind(self) -> AppealKind:
        return AppealKind.UPDATE if self is TextKind.CORRECTION else AppealKind(self.value)


@dataclass(frozen=True, slots=True)
class Span:
    """Where something is printed: characters ``start`` to ``end`` of the text as it was pasted."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ReadingWarning:
    """Something the reader would have had to guess. ``line`` counts from 1 in the paste; 0 is the whole."""

    code: str
    detail: str = ""
    line: int = 0

    @property
    def message_id(self) -> str:
        """The catalogue message for people; it may use ``detail`` and ``line``."""
        return f"paste.{self.code}"


@dataclass(frozen=True, slots=True)
class ReadChannel:
    """``value`` is regular (E.164, a bare address, lines of a postal address, a URL); ``printed`` is not.

    ``instead`` marks one that stands in for the channel before it ("a or b"). ``line`` is where it stands.
    """

    kind: ChannelKind
    value: str
    printed: str
    line: int = 0
    instead: bool = False
    sure: bool = True


@dataclass(frozen=True, slots=True)
class ReadAddressee:
    """An office as printed; ``salutation`` is empty unless the text prints one.

    ``masculine`` is what the honorific tells, ``titled`` the title to greet with ("Ambassador").
    """

    line: int
    office: str
    person: str = ""
    honorific: str = ""
    masculine: bool | None = None
    titled: str = ""
    salutation: str = ""
    channels: tuple[ReadChannel, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadHearing:
    """A sitting of a court the text reports. ``zone`` (IANA) is empty when the city is not known."""

    when: When
    hour: time | None = None
    court: str = ""
    city: str = ""
    zone: str = ""

    def is_after(self, day: date) -> bool:
        """Whether it is known to be on a later day."""
        mine = self.when.as_date()
        return mine is not None and mine > day


@dataclass(frozen=True, slots=True)
class Reading:
    """A pasted text, read. ``language`` (ISO 639-1) is the text's own; empty strings mean "not printed"."""

    language: str
    title: str
    kind: TextKind
    issuer: str = ""
    issued_on: When = When()
    code: str = ""
    country: str = ""
    sign_by: date | None = None
    sign_by_printed: str = ""
    addressees: tuple[ReadAddressee, ...] = ()
    copies: tuple[ReadChannel, ...] = ()
    demands: tuple[Demand, ...] = ()
    hearings: tuple[ReadHearing, ...] = ()
    persons: tuple[Person, ...] = ()
    links: tuple[str, ...] = ()
    reply_to: str = ""
    sign_elsewhere: bool = False
    text: str = ""
    summary: str = ""
    warnings: tuple[ReadingWarning, ...] = ()
