"""Conversations as plain text with numbered choices, in memory: a platform without buttons.

It is what the same script must pass over beside Telegram and Matrix, and shows what a reader without
buttons would see. People talk through :meth:`TranscriptPlatform.say` and its sisters.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson

from alertbot.dialogue.engine import Command, Document, Event, Line
from alertbot.domain.subscriber import Address, ChatKind
from alertbot.errors import NothingToAmend, RecipientGone, UnreadableEvent
from alertbot.ports import Admitted, Arrived, Capabilities, FileRef, Incoming, Membership, RawEvent
from alertbot.wording.transcript import Offer, transcribe
from alertbot.wording.tree import Handout, Utterance

LONGEST = 65_536
LARGEST_FILE = 20_000_000
DELETABLE_SECONDS = 48 * 3600.0


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as it stands in a chat: its reference, its text with the numbered choices, its file."""

    message: str
    text: str = field(repr=False)
    handout: Handout | None = None
    offers: tuple[Offer, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Page:
    """The payload: a whole message but for its chat."""

    text: str = field(repr=False)
    handout: Handout | None = None
    offers: tuple[Offer, ...] = field(default=(), repr=False)


class TranscriptPlatform:
    """``chats`` keeps what stands in each chat, oldest first."""

    def __init__(self, name: str = "transcript") -> None:
        self._name = name
        self.chats: dict[str, list[Shown]] = {}
        self.notices: list[str] = []
        self.commands: Mapping[str, Sequence[tuple[str, str]]] = {}
        self.administrators: set[tuple[str, str]] = set()
        """(chat, person) of those who may set a room up."""
        self.gone: set[str] = set()
        """Chats that take no more messages."""
        self._events: list[RawEvent] = []
        self._files: dict[str, bytes] = {}
        self._rang = asyncio.Event()
        self._sent = 0

    @property
    def name(self) -> str:
        return self._name

    @property
    def can(self) -> Capabilities:
        return Capabilities(
            buttons=False,
            edit=True,
            longest=LONGEST,
            largest_file=LARGEST_FILE,
            delete_within=DELETABLE_SECONDS,
        )

    @property
    def home(self) -> str:
        return ""

    async def open(self) -> None:
        """Nothing to connect to."""

    async def close(self) -> None:
        """Nothing to disconnect from."""

    # --- what people do -----------------------------------------------------------------------------------

    def say(self, person: str, text: str, *, chat: str | None = None, language: str = "en") -> None:
        """A person types a line or a command, in the private chat or in a room."""
        stands = self.chats.get(person, []) if chat is None else []
        above = [[offer.label, offer.packed] for offer in stands[-1].offers] if stands else []
        self._happened(
            what="said", chat=chat or person, room=chat is not None, by=person, text=text, above=above,
            language=language,
        )  # fmt: skip

    def send_file(
        self, person: str, name: str, content: bytes, *, caption: str = "", language: str = "en"
    ) -> None:
        id = str(len(self._files) + 1)
        self._files[id] = content
        self._happened(
            what="sent", chat=person, room=False, by=person, file=id, name=name, size=len(content),
            caption=caption, language=language,
        )  # fmt: skip

    def follow(self, person: str, packed: str, *, language: str = "en") -> None:
        """A person follows a link into the private chat."""
        self._happened(what="followed", chat=person, room=False, by=person, packed=packed, language=language)

    def bring(self, person: str, chat: str, title: str, *, administrator: bool = True) -> None:
        """A person adds the bot to a room."""
        if administrator:
            self.administrators.add((chat, person))
        self.gone.discard(chat)
        self._happened(what="brought", chat=chat, room=True, by=person, title=title)

    def remove(self, person: str, chat: str | None = None) -> None:
        """A person removes the bot from a room, or blocks it in the private chat."""
        self.gone.add(chat or person)
        self._happened(what="removed", chat=chat or person, room=chat is not None, by=person)

    def last(self, chat: str) -> Shown:
        """The newest message of a chat; ``LookupError`` when there is none."""
        return self.chats.get(chat, [])[-1]

    # --- the platform -------------------------------------------------------------------------------------

    async def poll(self, after: int | None, *, wait: bool = True) -> Sequence[RawEvent]:
        """Waits for an event without end: whoever polls is cancelled at the end."""
        while not (waiting := self._events[after or 0 :]):
            if not wait:
                return ()
            self._rang.clear()
            await self._rang.wait()
        return waiting

    def parse(self, raw: bytes) -> Incoming | None:
        try:
            return self._incoming(orjson.loads(raw))
        except (ValueError, TypeError, LookupError):
            pass
        raise UnreadableEvent("a transcript event is misshapen")

    async def fetch(self, file: FileRef) -> Document:
        content = self._files[file.id]
        return Document(file.name, content if len(content) <= LARGEST_FILE else None)

    def encode(self, utterance: Utterance) -> Page:
        said = transcribe(utterance)
        return Page(said.text, utterance.handout, said.offers)

    async def show(self, to: Address, payload: Page) -> str:
        if to.chat in self.gone:
            raise RecipientGone("gone")
        self._sent += 1
        shown = Shown(str(self._sent), payload.text, payload.handout, payload.offers)
        self.chats.setdefault(to.chat, []).append(shown)
        return shown.message

    async def amend(self, to: Address, message: str, payload: Page) -> None:
        stands = self.chats.get(to.chat, [])
        at = next((index for index, shown in enumerate(stands) if shown.message == message), None)
        if at is None or to.chat in self.gone:
            raise NothingToAmend("gone")
        stands[at] = Shown(message, payload.text, payload.handout, payload.offers)

    async def delete(self, to: Address, message: str) -> None:
        if to.chat in self.gone:
            raise NothingToAmend("gone")
        stands = self.chats.get(to.chat, [])
        stands[:] = [shown for shown in stands if shown.message != message]

    async def acknowledge(self, tap: str, notice: str | None) -> None:
        if notice:
            self.notices.append(notice)

    async def is_administrator(self, room: Address, person: Address) -> bool:
        return (room.chat, person.chat) in self.administrators

    async def introduce(self, commands: Mapping[str, Sequence[tuple[str, str]]]) -> None:
        self.commands = commands

    # --- events -------------------------------------------------------------------------------------------

    def _happened(self, **event: str | int | bool | list[list[str]]) -> None:
        self._events.append(RawEvent(len(self._events) + 1, orjson.dumps(event)))
        self._rang.set()

    def _incoming(self, event: Mapping[str, Any]) -> Incoming:
        chat = Address(self._name, event["chat"])
        person = Address(self._name, event["by"])
        kind = ChatKind.GROUP if event["room"] else ChatKind.PERSON
        match event["what"]:
            case "brought":
                return Admitted(chat, kind, Membership.MEMBER, person, event["title"])
            case "removed":
                return Admitted(chat, kind, Membership.OUT, person)
            case "followed":
                started = Command("start", event["packed"])
                return Arrived(chat, kind, person, started, event["packed"], language=event["language"])
            case "sent":
                file = FileRef(event["file"], event["name"], int(event["size"]), event.get("caption", ""))
                return Arrived(chat, kind, person, file=file, language=event["language"])
            case _:
                above = tuple(Offer(label, packed) for label, packed in event.get("above", ())) or None
                said = _event(event["text"])
                return Arrived(chat, kind, person, said, language=event["language"], offers=above)


def _event(text: str) -> Event:
    if not text.startswith("/"):
        return Line(text)
    word, _, rest = text[1:].partition(" ")
    return Command(word.lower(), rest.strip())
