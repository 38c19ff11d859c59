"""The taps of the conversation about court dates."""

from dataclasses import dataclass
from typing import ClassVar

from alertbot.dialogue.tap import Tap


@dataclass(frozen=True, slots=True)
class ForCase(Tap):
    word: ClassVar[str] = "forcase"
    case: int


@dataclass(frozen=True, slots=True)
class SaveHearing(Tap):
    """Save what its own message showed: ``day`` as 20171020, ``echo`` as the hour and a mark of the place.

    ``instead`` is the store's id of the hearing it replaces, or 0.
    """

    word: ClassVar[str] = "savehearing"
    case: int
    day: int
    echo: str
    instead: int


@dataclass(frozen=True, slots=True)
class ShowHearing(Tap):
    word: ClassVar[str] = "hearing"
    case: int
    key: str


@dataclass(frozen=True, slots=True)
class MoveByDay(Tap):
    word: ClassVar[str] = "nextday"
    case: int
    key: str


@dataclass(frozen=True, slots=True)
class MoveTo(Tap):
    word: ClassVar[str] = "movehearing"
    case: int
    key: str


@dataclass(frozen=True, slots=True)
class CancelHearing(Tap):
    """``sure`` 1 does it, 0 asks."""

    word: ClassVar[str] = "offhearing"
    case: int
    key: str
    sure: int


@dataclass(frozen=True, slots=True)
class ForgetIt(Tap):
    word: ClassVar[str] = "forgetit"


@dataclass(frozen=True, slots=True)
class Undate(Tap):
    """Adjourned without a new date; ``sure`` 1 does it, 0 asks."""

    word: ClassVar[str] = "undate"
    case: int
    key: str
    sure: int


@dataclass(frozen=True, slots=True)
class SetField(Tap):
    """Change a detail of the date that is being asked about."""

    word: ClassVar[str] = "setfield"
    case: int
    field: str


@dataclass(frozen=True, slots=True)
class ChangeField(Tap):
    """Change a detail of a hearing that is kept."""

    word: ClassVar[str] = "changefield"
    case: int
    key: str
    field: str
