"""Who receives what: addresses, subscribers, interests and organizers."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from alertbot.domain.authority import Deed, Role, may


class ChatKind(StrEnum):
    PERSON = "person"
    GROUP = "group"
    CHANNEL = "channel"

    @property
    def is_room(self) -> bool:
        return self is not ChatKind.PERSON


class SubscriberState(StrEnum):
    """``waiting``: a room nobody has set up yet. ``gone``: it blocked the bot or ceased to exist."""

    ACTIVE = "active"
    WAITING = "waiting"
    STOPPED = "stopped"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Address:
    """Where a platform delivers: its name, its own chat id as text, and a forum topic if any."""

    platform: str
    chat: str
    thread: str | None = None

    def __repr__(self) -> str:
        return f"Address({self.platform}, hidden)"


@dataclass(frozen=True, slots=True)
class Interests:
    """Countries (ISO 3166-1 alpha-2) and topic keys; an empty tuple means all of them."""

    countries: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()

    def match(self, country: str, topics: tuple[str, ...]) -> bool:
        wants_country = not self.countries or country in self.countries
        wants_topic = not self.topics or not topics or bool(set(self.topics) & set(topics))
        return wants_country and wants_topic


@dataclass(frozen=True, slots=True)
class Subscriber:
    """``zone`` is an IANA name or ``None``: court time with its UTC offset is shown then."""

    id: int
    kind: ChatKind
    locale: str
    interests: Interests = Interests()
    zone: str | None = None
    state: SubscriberState = SubscriberState.ACTIVE
    consent: str = ""


@dataclass(frozen=True, slots=True)
class Organizer:
    """A person who may do what their role grants; ``key`` is one per person, whatever their accounts."""

    key: str
    accounts: tuple[Address, ...]
    role: Role = Role.ORGANIZER


def can_publish(organizers: Iterable[Organizer]) -> bool:
    """Whether there is somebody who submits, and somebody else who approves."""
    everybody = tuple(organizers)
    return any(
        may(author.role, Deed.SUBMIT) and may(other.role, Deed.APPROVE) and author.key != other.key
        for author in everybody
        for other in everybody
    )


@dataclass(frozen=True, slots=True)
class Room:
    """A room somebody brought the bot to, as that person sees it in their settings."""

    subscriber: Subscriber
    title: str = field(repr=False)
