"""What can be tapped, asked and ordered on the way from an appeal to a letter that is sent.

``office`` always counts the addressees of the version that the tap names, from 0. ``language`` is one of the
letter's own or :data:`THEIRS`.
"""

from dataclasses import dataclass, field
from typing import ClassVar

from alertbot.dialogue.engine import Order, Want
from alertbot.dialogue.screen import File
from alertbot.dialogue.tap import Tap
from alertbot.domain.addressee import Addressee
from alertbot.domain.channel_health import Contact
from alertbot.domain.letter import Letter
from alertbot.domain.publication import Published

THEIRS = "theirs"
"""Each office in the language it reads, where there is a letter in it."""


@dataclass(frozen=True, slots=True)
class ToggleOffice(Tap):
    word: ClassVar[str] = "office"
    appeal: int
    version: int
    office: int


@dataclass(frozen=True, slots=True)
class AllOffices(Tap):
    word: ClassVar[str] = "offices"
    appeal: int
    version: int
    on: int


@dataclass(frozen=True, slots=True)
class Prepare(Tap):
    word: ClassVar[str] = "prepare"
    appeal: int
    version: int


@dataclass(frozen=True, slots=True)
class InLanguage(Tap):
    word: ClassVar[str] = "lang"
    appeal: int
    version: int
    language: str


@dataclass(frozen=True, slots=True)
class OwnSentence(Tap):
    word: ClassVar[str] = "own"
    appeal: int
    version: int


@dataclass(frozen=True, slots=True)
class OwnName(Tap):
    word: ClassVar[str] = "signer"
    appeal: int
    version: int


@dataclass(frozen=True, slots=True)
class TakeLetters(Tap):
    word: ClassVar[str] = "take"
    appeal: int
    version: int


@dataclass(frozen=True, slots=True)
class ShowWays(Tap):
    """The ways to one office, and the forms its letter can be taken in."""

    word: ClassVar[str] = "ways"
    appeal: int
    version: int
    office: int
    language: str


@dataclass(frozen=True, slots=True)
class TakeFile(Tap):
    """``what`` is a form and a language: ``fax_ru``."""

    word: ClassVar[str] = "file"
    appeal: int
    version: int
    office: int
    what: str


@dataclass(frozen=True, slots=True)
class AskCountry(Tap):
    word: ClassVar[str] = "whose"
    appeal: int
    version: int
    office: int
    language: str


@dataclass(frozen=True, slots=True)
class InCountry(Tap):
    """``country`` is one of those the table has an embassy in (ISO 3166-1 alpha-2)."""

    word: ClassVar[str] = "inland"
    appeal: int
    version: int
    office: int
    country: str


@dataclass(frozen=True, slots=True)
class ForgetMine(Tap):
    """Forget the sentence and the name that were typed for these letters."""

    word: ClassVar[str] = "forget"
    appeal: int
    version: int


@dataclass(frozen=True, slots=True)
class Mine:
    """What one signer adds to the letters: language, one sentence, a name; any may be empty but the first."""

    language: str = THEIRS
    sentence: str = field(default="", repr=False)
    signer: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class ReadyLetter:
    """A rendered letter and the office it reaches. ``page`` opens it in a browser; empty where it cannot."""

    letter: Letter
    addressee: Addressee
    page: str = field(default="", repr=False)
    translation: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class VersionOf(Want[Published | None]):
    """An appeal as one of its versions was."""

    appeal: int
    number: int


@dataclass(frozen=True, slots=True)
class SuspectsOf(Want[frozenset[Contact]]):
    """The contacts of an appeal's offices that are in doubt."""

    appeal: int


@dataclass(frozen=True, slots=True)
class Letters(Want[tuple[ReadyLetter, ...]]):
    """The letters to some offices of one version of an appeal."""

    appeal: int
    version: int
    offices: tuple[int, ...]
    mine: Mine


@dataclass(frozen=True, slots=True)
class Made:
    """A file, or ``None`` with the characters that stood in the way (perhaps none that can be named)."""

    file: File | None
    unprintable: str = ""


@dataclass(frozen=True, slots=True)
class FileOf(Want[Made]):
    """One letter in one form: ``eml``, ``fax``, ``post``, ``docx`` or ``picture``."""

    appeal: int
    version: int
    office: int
    form: str
    mine: Mine


@dataclass(frozen=True, slots=True)
class AtEmbassy:
    """What the answer to "which country?" leads to, and nothing of it is kept.

    ``country`` is ``None`` when nobody could tell which one was meant; ``ready`` is ``None`` where the table
    has no embassy there. ``files`` are the forms that the embassy's channels need.
    """

    country: str | None = field(repr=False)
    ready: ReadyLetter | None = None
    files: tuple[tuple[str, File], ...] = ()


@dataclass(frozen=True, slots=True)
class EmbassyIn(Want[AtEmbassy]):
    """The letter to the embassy in the country that somebody typed or chose."""

    appeal: int
    version: int
    office: int
    named: str = field(repr=False)
    mine: Mine


@dataclass(frozen=True, slots=True)
class HostsOf(Want[tuple[str, ...]]):
    """The countries in which an embassy of the appeal's country is known."""

    appeal: int


@dataclass(frozen=True, slots=True)
class TookLetters(Order):
    appeal: int
    version: int
    addressees: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SaidSent(Tap):
    """ "I sent it": to one office, by a channel of one ``kind``."""

    word: ClassVar[str] = "sent"
    appeal: int
    version: int
    office: int
    kind: str


@dataclass(frozen=True, slots=True)
class Trouble(Tap):
    """A letter did not get through: which way, and how?"""

    word: ClassVar[str] = "trouble"
    appeal: int
    version: int
    office: int


@dataclass(frozen=True, slots=True)
class ReportFailure(Tap):
    """``what`` is a failure and a contact's trace: ``bounced_0a1b2c3d``."""

    word: ClassVar[str] = "failed"
    appeal: int
    version: int
    office: int
    what: str
