"""Taps that lead from one conversation into another, so that cards need not know the conversations."""

from dataclasses import dataclass
from typing import ClassVar

from alertbot.dialogue.tap import Tap


@dataclass(frozen=True, slots=True)
class ShowAppeals(Tap):
    word: ClassVar[str] = "appeals"


@dataclass(frozen=True, slots=True)
class ShowSettings(Tap):
    word: ClassVar[str] = "settings"


@dataclass(frozen=True, slots=True)
class ShowInterests(Tap):
    """Choose countries and topics; ``room`` 0 means one's own."""

    word: ClassVar[str] = "interests"
    room: int


@dataclass(frozen=True, slots=True)
class ShowAppeal(Tap):
    word: ClassVar[str] = "appeal"
    appeal: int


@dataclass(frozen=True, slots=True)
class FullCase(Tap):
    word: ClassVar[str] = "case"
    appeal: int


@dataclass(frozen=True, slots=True)
class Sign(Tap):
    word: ClassVar[str] = "sign"
    appeal: int
    version: int


@dataclass(frozen=True, slots=True)
class WriteLetters(Tap):
    word: ClassVar[str] = "write"
    appeal: int
    version: int


@dataclass(frozen=True, slots=True)
class RemindMe(Tap):
    """Be reminded of a case's court dates (``on`` 1) or no longer (0), however it stood before."""

    word: ClassVar[str] = "remind"
    appeal: int
    on: int


@dataclass(frozen=True, slots=True)
class ToCalendar(Tap):
    """A court date as a file for calendars, found by any key of its chain; empty: all dates of the case."""

    word: ClassVar[str] = "ical"
    appeal: int
    key: str


@dataclass(frozen=True, slots=True)
class Share(Tap):
    word: ClassVar[str] = "share"
    appeal: int


@dataclass(frozen=True, slots=True)
class SetUpRoom(Tap):
    word: ClassVar[str] = "room"
    room: int


@dataclass(frozen=True, slots=True)
class SetUpHere(Tap):
    """Set a room up, coming from one of its forum topics."""

    word: ClassVar[str] = "here"
    room: int
    topic: int


@dataclass(frozen=True, slots=True)
class ShowRoomWishes(Tap):
    """How alerts come to a room: how many a day, when, where, and who sees them first."""

    word: ClassVar[str] = "wishes"
    room: int


@dataclass(frozen=True, slots=True)
class MuteCase(Tap):
    """No reminders of a case's dates (``on`` 1), or again (0); ``room`` 0 means for oneself.

    Whoever was told of a date still hears that it moves or is called off.
    """

    word: ClassVar[str] = "mute"
    room: int
    case: int
    on: int


@dataclass(frozen=True, slots=True)
class LawyersLinks(Tap):
    """Show or make the lawyer's link of a case; ``case`` 0 asks which one."""

    word: ClassVar[str] = "lawyerslinks"
    case: int


@dataclass(frozen=True, slots=True)
class ShowStats(Tap):
    """How far an appeal has come."""

    word: ClassVar[str] = "stats"
    appeal: int


@dataclass(frozen=True, slots=True)
class PrintPetition(Tap):
    """The appeal as a petition on paper."""

    word: ClassVar[str] = "petition"
    appeal: int


@dataclass(frozen=True, slots=True)
class ExportOf(Tap):
    """What of an appeal may be taken out of the bot."""

    word: ClassVar[str] = "export"
    appeal: int
