"""An appeal on its way to its readers, and once it is out."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from alertbot.domain.appeal import Appeal
from alertbot.domain.case import Case


class DraftStage(StrEnum):
    OPEN = "open"
    SUBMITTED = "submitted"
    HOLD = "hold"
    PUBLISHED = "published"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something a pasted text leaves open; ``line`` counts from 1, 0 is the whole text."""

    code: str
    detail: str = ""
    line: int = 0


class Purpose(StrEnum):
    """What a draft is for. All but a new appeal are about one that is published already."""

    NEW = "new"
    CORRECTION = "correction"
    UPDATE = "update"
    OUTCOME = "outcome"

    @property
    def asks(self) -> bool:
        """Whether readers are asked for something, so that a last day that has passed keeps it back."""
        return self in (Purpose.NEW, Purpose.UPDATE)


@dataclass(frozen=True, slots=True)
class Draft:
    """An appeal on its way. ``author`` and ``approved_by`` are organizers' keys.

    ``pasted`` collects text while it is still arriving. ``digest`` is the SHA-256 of the canonical content
    that was submitted; approval is bound to it. ``published`` is set once published. ``doubts`` are what the
    reading of the text left open; ``settled`` names the questions that the author has answered with "it is
    right". ``about`` is the appeal that a draft of another :class:`Purpose` is about, ``since`` the version
    of it that the draft began with.
    """

    id: int
    author: str
    stage: DraftStage
    changed: datetime
    pasted: tuple[str, ...] = field(default=(), repr=False)
    case: Case | None = field(default=None, repr=False)
    appeal: Appeal | None = field(default=None, repr=False)
    digest: str = ""
    approved_by: str | None = None
    hold_until: datetime | None = None
    published: int | None = None
    doubts: tuple[Doubt, ...] = field(default=(), repr=False)
    settled: tuple[str, ...] = ()
    purpose: Purpose = Purpose.NEW
    about: int | None = None
    since: int = 0


@dataclass(frozen=True, slots=True)
class Published:
    """An appeal as its readers know it. ``case_id`` and ``id`` are the store's.

    ``material`` is the version since which nothing was wrong: buttons of an earlier one are stale. ``parent``
    is the appeal that an update is about.
    """

    id: int
    case_id: int
    version: int
    case: Case
    appeal: Appeal
    at: datetime
    closed: bool = False
    material: int = 1
    withdrawn: bool = False
    parent: int | None = None
