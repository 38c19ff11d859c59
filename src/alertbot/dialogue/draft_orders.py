"""What the conversation about a draft asks, knows and orders."""

from dataclasses import dataclass, field
from datetime import date

from alertbot.dialogue.engine import Order, Want
from alertbot.domain.addressee import Channel
from alertbot.domain.appeal import Appeal
from alertbot.domain.case import Case
from alertbot.domain.language import Localised
from alertbot.domain.publication import Doubt

NAME = "new_appeal"
"""The conversation's name, in every state it leaves."""


@dataclass(frozen=True, slots=True)
class BeginDraft(Order):
    """Begin a draft under the id that :class:`NextDraft` told."""

    draft: int


@dataclass(frozen=True, slots=True)
class AddText(Order):
    draft: int
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class FillDraft(Order):
    """Give a draft its content. ``doubts`` and ``settled`` stay as they are where they are ``None``."""

    draft: int
    case: Case
    appeal: Appeal
    doubts: tuple[Doubt, ...] | None = None
    settled: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class SubmitDraft(Order):
    """Freeze the content by its hash and ask every other organizer."""

    draft: int


@dataclass(frozen=True, slots=True)
class Drop(Order):
    draft: int


@dataclass(frozen=True, slots=True)
class NextDraft(Want[int]):
    """The id that a draft begun in answer to this event gets."""


@dataclass(frozen=True, slots=True)
class PreparedLine:
    case: str
    appeal: str
    title: Localised


@dataclass(frozen=True, slots=True)
class PreparedNow(Want[tuple[PreparedLine, ...]]):
    """The campaign files at hand."""


@dataclass(frozen=True, slots=True)
class PreparedOne(Want[tuple[Case, Appeal] | None]):
    case: str
    appeal: str


@dataclass(frozen=True, slots=True)
class Understood:
    """What a text or file was read as; ``doubts`` are for the organizer to settle, ``faults`` refuse it."""

    case: Case | None
    appeal: Appeal | None
    doubts: tuple[Doubt, ...] = ()
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadDraft(Want[Understood | None]):
    """The pasted text of the asker's own draft, read; ``None`` without text, or once it has content."""

    draft: int


@dataclass(frozen=True, slots=True)
class ReadWith(Want[Understood | None]):
    """The pasted text of the asker's own draft with one more message behind it, read; 0 is no draft yet."""

    draft: int
    more: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ReadFile(Want[Understood]):
    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class DayNamed(Want[date | None]):
    """The day somebody typed."""

    typed: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class CountryNamed(Want[str | None]):
    """The ISO 3166-1 alpha-2 code of the country somebody typed."""

    typed: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Contacts:
    """An addressee as typed in one message: the words before the first address, and the addresses.

    ``salutation`` is the greeting that the name's honorific asks for, empty without one.
    """

    channels: tuple[Channel, ...] = ()
    honorific: str = ""
    person: str = ""
    office: str = ""
    salutation: str = ""


@dataclass(frozen=True, slots=True)
class ContactsTyped(Want[Contacts]):
    """Addresses, and whose they are; numbers without a country code are those of the draft's country."""

    draft: int
    typed: str = field(repr=False)
