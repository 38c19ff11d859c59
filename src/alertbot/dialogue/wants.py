"""Questions to the store that more than one conversation asks."""

from collections.abc import Mapping
from dataclasses import dataclass

from alertbot.dialogue.engine import Event, State, Tapped, Want
from alertbot.domain.hearing import StoredHearing
from alertbot.domain.publication import Published
from alertbot.domain.signature import Support
from alertbot.domain.subscriber import Room


def appeal_meant(state: State | None, event: Event) -> int:
    """The id of the appeal that a tap names, or else the one a conversation is about; 0 for none."""
    if isinstance(event, Tapped):
        return int(getattr(event.tap, "appeal", 0))
    return int(state.data["appeal"]) if state else 0


@dataclass(frozen=True, slots=True)
class AppealOf(Want[Published | None]):
    id: int


@dataclass(frozen=True, slots=True)
class RoomToSetUp(Want[Room | None]):
    """A room, if this account administrates it right now; asked live."""

    id: int


@dataclass(frozen=True, slots=True)
class OpenAppeals(Want[tuple[Published, ...]]):
    """Open appeals, newest first; with ``letters`` only those that plan a letter."""

    letters: bool = False


@dataclass(frozen=True, slots=True)
class SupportOf(Want[Support]):
    """How this account stands to an appeal."""

    appeal: int


@dataclass(frozen=True, slots=True)
class HearingsOf(Want[tuple[StoredHearing, ...]]):
    """The hearing chain of an appeal's case, by date; empty for an unknown appeal."""

    appeal: int


@dataclass(frozen=True, slots=True)
class Follows(Want[bool]):
    """Whether this subscriber asked for a case's reminders."""

    appeal: int


@dataclass(frozen=True, slots=True)
class Choices:
    """Countries and topics there is anything about; ``locales``: language code to its own name."""

    countries: tuple[str, ...]
    topics: tuple[str, ...]
    locales: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ChoicesNow(Want[Choices]):
    pass
