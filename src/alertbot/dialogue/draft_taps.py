"""The buttons of a draft. What stands in a list is named by its place and a mark of its content, so that a
button from before a change touches nothing else."""

import json
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any, ClassVar

from alertbot.dialogue.tap import Tap
from alertbot.domain.appeal import Appeal
from alertbot.domain.case import Case
from alertbot.domain.publication import Draft

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

SHORT_DIGEST = 16
"""Hexadecimal digits of a content's hash that a button carries: 64 bits against a mix-up."""

MARK = 6
"""Hexadecimal digits that tell two things in one list apart."""


def stamp(draft: Draft) -> str:
    """A short hash of a draft's content: the same after storing, another after any change."""
    return stamp_of(draft.case, draft.appeal)


def stamp_of(case: Case | None, appeal: Appeal | None) -> str:
    """The stamp that a draft with this content has."""
    return _hashed([asdict(part) for part in (case, appeal) if part])[:SHORT_DIGEST]


def mark(thing: "DataclassInstance") -> str:
    """A short hash of one thing in a list."""
    return _hashed(asdict(thing))[:MARK]


def _hashed(plain: Any) -> str:
    return sha256(json.dumps(plain, sort_keys=True, default=str).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Review(Tap):
    word: ClassVar[str] = "review"
    draft: int


@dataclass(frozen=True, slots=True)
class ReviewPage(Tap):
    """Another page of a long checklist; pages count from 1."""

    word: ClassVar[str] = "reviewpage"
    draft: int
    page: int


@dataclass(frozen=True, slots=True)
class Edit(Tap):
    """Change one field; ``language`` matters for title, summary and letter."""

    word: ClassVar[str] = "edit"
    draft: int
    part: str
    language: str


@dataclass(frozen=True, slots=True)
class Pick(Tap):
    """Give a field one of the values offered."""

    word: ClassVar[str] = "pick"
    draft: int
    part: str
    value: str


@dataclass(frozen=True, slots=True)
class Open(Tap):
    """Look at one thing in a list: ``part`` is ``addressee``, ``demand``, ``person`` or ``hearing``."""

    word: ClassVar[str] = "open"
    draft: int
    part: str
    at: int
    mark: str


@dataclass(frozen=True, slots=True)
class Change(Tap):
    """Change ``what`` about one thing in a list; ``channel_3`` is its fourth channel."""

    word: ClassVar[str] = "change"
    draft: int
    part: str
    at: int
    mark: str
    what: str


@dataclass(frozen=True, slots=True)
class Remove(Tap):
    """Take one thing out of a list, or ``what`` of it."""

    word: ClassVar[str] = "remove"
    draft: int
    part: str
    at: int
    mark: str
    what: str


@dataclass(frozen=True, slots=True)
class Settle(Tap):
    """What is asked about one line of the checklist is right as it stands."""

    word: ClassVar[str] = "settle"
    draft: int
    line: str
    mark: str


@dataclass(frozen=True, slots=True)
class KeepDate(Tap):
    """Keep the court date that was echoed; ``mark`` is that of the echo."""

    word: ClassVar[str] = "keepdate"
    draft: int
    mark: str


@dataclass(frozen=True, slots=True)
class Submit(Tap):
    """``digest`` is the :func:`stamp` of what was shown with the button."""

    word: ClassVar[str] = "submit"
    draft: int
    digest: str


@dataclass(frozen=True, slots=True)
class SubmitOpenEnded(Tap):
    """As :class:`Submit`, without the last day to act, which has passed."""

    word: ClassVar[str] = "submitopen"
    draft: int
    digest: str


@dataclass(frozen=True, slots=True)
class SubmitOn(Tap):
    """As :class:`Submit`, on the ground of this consent."""

    word: ClassVar[str] = "submiton"
    draft: int
    digest: str
    consent: str


@dataclass(frozen=True, slots=True)
class Translate(Tap):
    """Look at the languages of somebody else's draft."""

    word: ClassVar[str] = "translate"
    draft: int


@dataclass(frozen=True, slots=True)
class DropDraft(Tap):
    word: ClassVar[str] = "drop"
    draft: int
