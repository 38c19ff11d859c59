"""Letters: how an appeal plans them, what one is once rendered, and how a long one is cut for a chat."""

from dataclasses import dataclass, field
from enum import StrEnum

from alertbot.domain.language import Localised


class LetterMode(StrEnum):
    """A personal letter is written by each signer; an organisation's letter is shown, not imitated."""

    PERSONAL = "personal"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class Copy:
    """Somebody who gets a copy of each letter, as the appeal asks."""

    email: str
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class LetterPlan:
    """Subject and body template source per language; blocks inside the body look at the letter group."""

    subject: Localised
    body: Localised
    copies: tuple[Copy, ...] = ()
    mode: LetterMode = LetterMode.PERSONAL


@dataclass(frozen=True, slots=True)
class Letter:
    """Rendered for one signer and one addressee: handed over, never stored.

    ``code`` is the appeal's, with its version when that is above 1; ``signer`` is empty unless the signer
    gave a name. Both also stand in the body, where its text has a place for them.
    """

    addressee: str
    language: str
    subject: str
    body: str
    to: str = ""
    cc: tuple[str, ...] = ()
    bcc: tuple[str, ...] = ()
    code: str = ""
    signer: str = field(default="", repr=False)
