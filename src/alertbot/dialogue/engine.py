"""The shape of every conversation: ``step(state, event, facts) -> Step``, without await, clock or store.

A conversation first says what it *wants* to know; the journeys look those facts up in the transaction that
will store the outcome; then it steps. Nothing it does is visible until that transaction commits.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar, cast

from alertbot.dialogue.screen import Screen, Words
from alertbot.dialogue.tap import Tap
from alertbot.domain.authority import Role
from alertbot.domain.subscriber import ChatKind, Subscriber

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Command:
    """A typed ``/word rest``."""

    word: str
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Tapped:
    tap: Tap


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text that is no command."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Document:
    """A file somebody sent; ``content`` is ``None`` when it was too large to fetch. ``caption`` is what they
    wrote with it."""

    name: str = field(repr=False)
    content: bytes | None = field(repr=False)
    caption: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Lapsed:
    """A tap that no longer means anything: unknown, malformed or from an older release."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A message of a kind nobody here can read: a sticker, a voice note, a photo."""


@dataclass(frozen=True, slots=True)
class Reacted:
    """A reaction to a message, which no platform keeps from its servers: no answer, whatever it meant."""


Event = Command | Tapped | Line | Document | Lapsed | Unreadable | Reacted


class Want(Generic[T]):
    """A question to the store. Subclasses are frozen dataclasses; ``T`` is the type of the answer."""


class Order:
    """Something to be done in the same transaction. Subclasses are frozen dataclasses."""


@dataclass(frozen=True, slots=True)
class State:
    """Where a conversation stands: its name, its step and what was said so far (JSON values only)."""

    conversation: str
    step: str
    data: Mapping[str, Any] = field(default_factory=dict[str, Any], repr=False)

    def at(self, step: str, **changes: Any) -> "State":
        return State(self.conversation, step, {**self.data, **changes})


@dataclass(frozen=True, slots=True)
class Facts:
    """What a step may know.

    ``organizer`` is the person's key when the account is an organizer's, ``role`` what they are. ``home`` is
    what a packed tap is appended to for a link into the private chat; empty where the platform has no such
    links. ``topic`` is the forum topic that somebody speaks in. ``platform``: what it can see is not the same
    everywhere, and people are told. ``unvouched``: it is an organizer's account, but nobody vouches for the
    device.
    """

    now: datetime
    locale: str
    chat: ChatKind
    subscriber: Subscriber | None
    organizer: str | None
    home: str = ""
    found: Mapping[Want[Any], Any] = field(default_factory=dict[Want[Any], Any], repr=False)
    role: Role | None = None
    topic: str | None = None
    platform: str = ""
    unvouched: bool = False

    def __getitem__(self, want: Want[T]) -> T:
        return cast("T", self.found[want])


@dataclass(frozen=True, slots=True)
class Step:
    """What follows from an event.

    ``screens`` go to whoever caused it. ``state`` replaces the conversation's (``None`` ends it; ``KEEP``
    leaves it). ``orders`` are carried out first, in order. ``notice`` is a short line over the chat.
    ``locale`` puts the screens into another language than the reader's present one.
    """

    screens: tuple[Screen, ...] = ()
    state: "State | Keep | None" = None
    orders: tuple[Order, ...] = ()
    notice: Words | None = None
    locale: str | None = None


@dataclass(frozen=True, slots=True)
class Keep:
    """Leave the conversation where it stands."""


KEEP = Keep()


@dataclass(frozen=True, slots=True)
class Conversation:
    """One dialogue, as data: what it answers to, what it wants to know, how it steps.

    ``commands`` and ``taps`` start or continue it; ``organizers`` keeps it to organizers; ``rooms`` tells
    that its commands are typed in rooms, by administrators. All others happen in private chats only.
    """

    name: str
    step: Callable[[State | None, Event, Facts], Step]
    wants: Callable[[State | None, Event], tuple[Want[Any], ...]]
    commands: frozenset[str] = frozenset()
    taps: tuple[type[Tap], ...] = ()
    organizers: bool = False
    rooms: bool = False
