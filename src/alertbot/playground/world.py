"""The state of the little world: people, chats, messages, files and updates. No network in here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from . import wire
from .clock import Clock
from .failures import PlaygroundError
from .files import Files
from .message import Message
from .seats import BotSeat, BotStatus, Chat, Person
from .updates import Updates
from .wire import Json

EventKind = Literal[
    "message",
    "edit",
    "delete",
    "typing",
    "answer",
    "query",
    "room",
    "person",
    "clock",
    "commands",
    "hints",
]


SUPERGROUPS = -1_002_000_000_000
"""Ids of groups that became supergroups count down from here, far from those that anybody seats."""


@dataclass(frozen=True)
class Event:
    """Something visible happened; `data` is what the page needs to show it."""

    kind: EventKind
    chat: int
    data: Json


@dataclass
class Room:
    chat: Chat
    statuses: dict[int, str]
    bot: BotStatus
    may_post: bool = True
    moved_to: int = 0
    """The supergroup that this group became; 0 while it is one."""

    @property
    def kind(self) -> str:
        return self.chat.kind

    def is_administrator(self, person: int) -> bool:
        return self.statuses.get(person) in ("creator", "administrator")


@dataclass
class Query:
    """A pressed button that waits for its answer."""

    person: int
    chat: int
    message: int
    answered: bool = False


def _no_messages() -> dict[int, dict[int, Message]]:
    return {}


@dataclass
class World:
    clock: Clock
    bot: BotSeat
    people: dict[int, Person] = field(default_factory=dict[int, Person])
    rooms: dict[int, Room] = field(default_factory=dict[int, Room])
    started: set[int] = field(default_factory=set[int])
    blocked: set[int] = field(default_factory=set[int])
    messages: dict[int, dict[int, Message]] = field(default_factory=_no_messages)
    queries: dict[str, Query] = field(default_factory=dict[str, Query])
    read: dict[tuple[int, int], int] = field(default_factory=dict[tuple[int, int], int])
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict[tuple[str, str], list[Json]])
    about: dict[tuple[str, str], str] = field(default_factory=dict[tuple[str, str], str])
    files: Files = field(default_factory=Files)
    updates: Updates = field(default_factory=Updates)
    listeners: list[Callable[[Event], None]] = field(default_factory=list[Callable[[Event], None]])
    last_ids: dict[int, int] = field(default_factory=dict[int, int])

    def seat(self, people: Iterable[Person], chats: Iterable[Chat]) -> None:
        for person in people:
            self.people[person.id] = person
        for chat in chats:
            self.rooms[chat.id] = Room(chat, _statuses(chat), chat.bot)

    def upgrade(self, old: int) -> Room:
        """A supergroup with the same people and the same bot under a new id; the group is kept as a sign."""
        room = self.rooms[old]
        number = SUPERGROUPS - len(self.rooms)
        room.moved_to = number
        seat = replace(room.chat, id=number, kind="supergroup")
        self.rooms[number] = Room(seat, dict(room.statuses), room.bot)
        return self.rooms[number]

    def now(self) -> datetime:
        return self.clock.now()

    def timestamp(self) -> int:
        return int(self.clock.now().timestamp())

    def announce(self, kind: EventKind, chat: int, data: Json) -> None:
        event = Event(kind, chat, data)
        for listener in self.listeners:
            listener(event)

    def person(self, person: int) -> Person:
        if person not in self.people:
            raise PlaygroundError(f"There is no person {person} in the playground.")
        return self.people[person]

    def room(self, chat: int) -> Room:
        if chat not in self.rooms:
            raise PlaygroundError(f"There is no group or channel {chat} in the playground.")
        return self.rooms[chat]

    def find(self, chat: int | str) -> int | None:
        """The id of a chat the bot may name by its id or by its @username."""
        if isinstance(chat, str):
            name = chat.removeprefix("@").lower()
            rooms = self.rooms.items()
            return next((key for key, room in rooms if room.chat.username.lower() == name), None)
        return chat if chat in self.rooms or chat in self.people else None

    def chat_wire(self, chat: int) -> Json:
        if chat in self.rooms:
            return wire.room_chat(self.rooms[chat].chat)
        return wire.private_chat(self.people[chat])

    def user_wire(self, user: int) -> Json:
        return wire.bot(self.bot) if user == self.bot.id else wire.user(self.person(user))

    def history(self, chat: int) -> list[Message]:
        return list(self.messages.get(chat, {}).values())

    def message(self, chat: int, message: int) -> Message | None:
        return self.messages.get(chat, {}).get(message)

    def post(self, chat: int, sender: int, content: Json) -> Message:
        """Puts a message into a chat; in a channel the channel itself is the sender."""
        shape = self.chat_wire(chat)
        author = {"sender_chat": shape} if shape["type"] == "channel" else {"from": self.user_wire(sender)}
        number = self._next_id(chat)
        head = {"message_id": number, **author, "chat": shape, "date": self.timestamp()}
        message = Message(head | content)
        self.messages.setdefault(chat, {})[number] = message
        self.announce("message", chat, {"message": message.wire, "by": sender})
        return message

    def replace(self, message: Message, changed: Json) -> Message:
        """The same message with a new wire form."""
        edited = Message(changed)
        self.messages[message.chat][message.id] = edited
        self.announce("edit", message.chat, {"message": edited.wire})
        return edited

    def remove(self, chat: int, message: int) -> None:
        del self.messages[chat][message]
        self.announce("delete", chat, {"message_id": message})

    def _next_id(self, chat: int) -> int:
        """Supergroups and channels count their own messages; all other chats of a bot share one count."""
        own = chat in self.rooms and self.rooms[chat].kind != "group"
        key = chat if own else 0
        self.last_ids[key] = self.last_ids.get(key, 0) + 1
        return self.last_ids[key]


def _statuses(chat: Chat) -> dict[int, str]:
    statuses = dict.fromkeys(chat.members, "member") | dict.fromkeys(chat.administrators, "administrator")
    if chat.administrators:
        statuses[chat.administrators[0]] = "creator"
    return statuses
