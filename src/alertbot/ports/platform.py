"""What a messenger must do for the bot. Adding one means writing this and passing the contract suite."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from alertbot.dialogue.engine import Document
from alertbot.domain.subscriber import Address
from alertbot.ports.events import FileRef, Incoming, RawEvent
from alertbot.wording.tree import Utterance


@dataclass(frozen=True, slots=True)
class Capabilities:
    """``buttons`` false: choices are numbered and the offered ones are kept with the chat."""

    buttons: bool
    edit: bool
    longest: int
    """UTF-16 units of one message's text."""
    largest_file: int
    """Bytes of a file the bot can fetch."""
    delete_within: float = 0.0
    """Seconds for which a message of the bot's can be deleted for everybody; 0 for never."""
    absorbs: float = 0.0
    """Seconds for which a repeat of the same delivery is recognised and shown once; 0 for never."""
    threads: bool = False
    """Whether a message to a room whose address's thread is the reference of another message stands in that
    one's thread."""
    holds_back: bool = False
    """Whether a request is written no sooner than its :class:`alertbot.ports.Trip` opens: it may be begun a
    little before then."""
    networks: bool = False
    """Whether the bot can make a space and an announcement room itself: :class:`alertbot.ports.Networks`."""


Payload = Any
"""An utterance in a platform's own shape: made once, sent to many. Only its platform looks inside."""


class Platform(Protocol):
    """A messenger. Adding one means writing this and passing the contract suite."""

    @property
    def name(self) -> str: ...

    @property
    def can(self) -> Capabilities: ...

    @property
    def home(self) -> str:
        """What a packed tap is appended to for a link into the private chat; empty until open, or where there
        are none."""
        ...

    async def open(self) -> None:
        """Connect and learn the bot's own name; :class:`ConfigurationError` when the platform refuses us."""
        ...

    async def close(self) -> None: ...

    async def poll(self, after: int | None, *, wait: bool = True) -> Sequence[RawEvent]:
        """The events behind ``after``, waiting some seconds for one unless told not to; asking confirms
        everything up to it."""
        ...

    def parse(self, raw: bytes) -> Incoming | None:
        """What a raw event means, or ``None`` for one we do not follow; :class:`UnreadableEvent`."""
        ...

    async def fetch(self, file: FileRef) -> Document:
        """A file somebody sent; without content when it is larger than the platform hands out."""
        ...

    def encode(self, utterance: Utterance) -> Payload:
        """The utterance as this platform sends it. Pure; called once per language, not per recipient."""
        ...

    async def show(self, to: Address, payload: Payload) -> str:
        """Send, and tell the message's reference; raises a :class:`SendFailure`."""
        ...

    async def amend(self, to: Address, message: str, payload: Payload) -> None:
        """Redraw a sent message; unchanged content is no error; :class:`NothingToAmend` when it is gone."""
        ...

    async def delete(self, to: Address, message: str) -> None:
        """Take a message away for everybody in the chat; one that is gone already is no error.
        :class:`NothingToAmend` where the platform does not allow it (any more)."""
        ...

    async def acknowledge(self, tap: str, notice: str | None) -> None:
        """Answer a tap, or tell that what was said is read and handled; best effort: never raises a
        :class:`SendFailure`."""
        ...

    async def is_administrator(self, room: Address, person: Address) -> bool:
        """Asked live, every time; ``False`` when the platform cannot say."""
        ...

    async def introduce(self, commands: Mapping[str, Sequence[tuple[str, str]]]) -> None:
        """Publish the command menu: locale to (command, description); best effort."""
        ...
