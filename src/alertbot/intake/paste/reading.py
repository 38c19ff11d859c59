"""What a pasted text was read as: facts as printed, and warnings where the text leaves something open."""

from dataclasses import dataclass
from datetime import date, time

from alertbot.domain.addressee import Addressee
from alertbot.domain.appeal import AppealKind, Demand
from alertbot.domain.case import Person
from alertbot.domain.language import When
from alertbot.domain.letter import Copy


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
    kind: AppealKind
    issuer: str = ""
    issued_on: When = When()
    code: str = ""
    country: str = ""
    sign_by: date | None = None
    addressees: tuple[Addressee, ...] = ()
    copies: tuple[Copy, ...] = ()
    demands: tuple[Demand, ...] = ()
    hearings: tuple[ReadHearing, ...] = ()
    persons: tuple[Person, ...] = ()
    links: tuple[str, ...] = ()
    reply_to: str = ""
    sign_elsewhere: bool = False
    text: str = ""
    summary: str = ""
    warnings: tuple[ReadingWarning, ...] = ()
