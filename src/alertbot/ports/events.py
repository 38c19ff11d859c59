"""What reaches the bot from a platform."""

from dataclasses import dataclass, field
from enum import StrEnum

from alertbot.dialogue.engine import Event
from alertbot.domain.subscriber import Address, ChatKind
from alertbot.wording.transcript import Offer


@dataclass(frozen=True, slots=True)
class RawEvent:
    """One event as the platform sent it: its id (ordered within the platform) and its bytes.

    ``position`` is where a platform that does not count by ids goes on once this event is kept.
    """

    id: int
    raw: bytes = field(repr=False)
    position: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class FileRef:
    """A file that can be fetched from the platform; ``size`` in bytes, ``None`` when unknown. ``caption`` is
    what was written with it."""

    id: str = field(repr=False)
    name: str = field(repr=False)
    size: int | None
    caption: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Arrived:
    """An event in a conversation with one chat.

    ``actor`` is the person's own address, also inside a room; ``None`` where nobody can be told (a channel
    post, an anonymous administrator). ``message`` is the message a tap belongs to. ``tap`` is the
    platform's handle for answering a tap. ``language`` is the platform's guess (BCP 47) or ``None``.
    ``file`` is set instead of ``event`` while its content is not fetched. ``packed`` holds a tap or a deep
    link as it came: unpacking it is the dialogue's business. ``trusted`` false: the platform cannot vouch
    for who it is, so nobody's authority comes with it. ``said`` is the platform's handle of what was said, to
    tell that it was read; ``answers``, in a room, is what an answer refers to: it stands as its address's
    thread. ``offers`` are the choices that stood above what was said, ``None`` where the platform cannot
    tell: then those kept with the chat count.
    """

    chat: Address
    kind: ChatKind
    actor: Address | None
    event: Event | None = None
    packed: str | None = None
    file: FileRef | None = None
    message: str | None = None
    tap: str | None = None
    language: str | None = None
    trusted: bool = True
    said: str | None = None
    answers: str | None = None
    offers: tuple[Offer, ...] | None = field(default=None, repr=False)


class Membership(StrEnum):
    """What the bot became in a chat."""

    MEMBER = "member"
    """It may write there."""
    OUT = "out"
    """It was removed, blocked, or may not write."""


@dataclass(frozen=True, slots=True)
class Admitted:
    """The bot was added to a chat, promoted, removed or blocked there. ``title`` names a room."""

    chat: Address
    kind: ChatKind
    membership: Membership
    by: Address | None
    title: str = field(default="", repr=False)
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Migrated:
    """A chat goes on under a new id."""

    chat: Address
    to: str


@dataclass(frozen=True, slots=True)
class Stayed:
    """A room was said to go on elsewhere, and the bot stays: that was not so, or the new room is ``closed``
    to it."""

    chat: Address
    closed: bool


@dataclass(frozen=True, slots=True)
class Knocked:
    """Somebody asks to be let into a room, and its organizers decide."""

    chat: Address


Incoming = Arrived | Admitted | Migrated | Stayed | Knocked
