"""Letters: how an appeal plans them, what one is once rendered, and how a long one is cut for a chat."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from alertbot.domain.language import Localised

_SYNTAX = re.compile(r"\{(?=[{%#])|[}%#](?=\})")


def plain_source(text: str) -> str:
    """Typed text as a template that says just that: no brace is left beside another, a ``%`` or a ``#``."""
    return _SYNTAX.sub(r"\g<0> ", text)


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
    """Subject and body template source per language; blocks inside the body look at the letter group.

    ``variants``: slot to language to the words that may stand in it; the first are the canonical ones.
    ``letterhead``: the lines on the paper of an organisation's letter, as its source prints them.
    """

    subject: Localised
    body: Localised
    copies: tuple[Copy, ...] = ()
    mode: LetterMode = LetterMode.PERSONAL
    variants: Mapping[str, Mapping[str, tuple[str, ...]]] = field(
        default_factory=dict[str, Mapping[str, tuple[str, ...]]]
    )
    letterhead: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """Rendered for one signer and one addressee: handed over, never stored.

    ``to`` is one address; ``others`` are further ones of the same office, offered for when that one fails,
    never as recipients. ``code`` is the appeal's with its version ("KAZ 001 v2"), empty when it has none;
    ``signer`` is empty unless the signer gave a name. Both also stand in the body, where its text has a
    place for them. An organisation's letter has a ``letterhead``, no signer and no ``to``: it is shown.
    """

    addressee: str
    language: str
    subject: str
    body: str = field(repr=False)
    to: str = ""
    cc: tuple[str, ...] = ()
    bcc: tuple[str, ...] = ()
    code: str = ""
    signer: str = field(default="", repr=False)
    others: tuple[str, ...] = ()
    letterhead: str = ""
