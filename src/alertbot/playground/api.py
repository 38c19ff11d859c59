"""What every Bot API method gets to work with."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from . import markup, standing
from .entities import found
from .failures import bad_request
from .limits import Throttle
from .markup import Text
from .message import Message
from .parameters import Call, Param
from .utf16 import TEXT_LIMIT, units
from .wire import Json
from .world import Room, World

CAPTION_LIMIT = 1024
CHAT = Param("chat_id", "Integer or String", required=True)
MAX_ENTITIES = 100
_ENTITY_TYPES = frozenset(
    {
        "bold", "italic", "underline", "strikethrough", "spoiler", "blockquote", "expandable_blockquote",
        "code", "pre", "text_link", "text_mention", "custom_emoji", "url", "email", "mention", "hashtag",
        "cashtag", "bot_command", "phone_number", "date_time",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Api:
    world: World
    throttle: Throttle

    def chat(self, call: Call, name: str = "chat_id") -> int:
        """The chat a call names; the bot knows rooms, and people who have written to it at least once."""
        given = call.values.get(name)
        chat = self.world.find(given) if given is not None else None
        if chat is None:
            raise bad_request("chat not found" if given is not None else "chat_id is empty")
        return chat

    def room(self, call: Call) -> Room:
        """A group or channel the bot is in."""
        chat = self.chat(call)
        if chat not in self.world.rooms:
            raise bad_request("there are no administrators in the private chat")
        return standing.require_membership(self.world, chat)

    def is_group(self, chat: int) -> bool:
        return chat in self.world.rooms

    def own_message(self, chat: int, number: int, *, purpose: str) -> Message:
        """A message of the bot's; in a channel every post counts as its own."""
        message = self.world.message(chat, number)
        if message is None:
            raise bad_request(f"message to {purpose} not found")
        if message.sender != self.world.bot.id and "sender_chat" not in message.wire:
            raise bad_request(f"message can't be {purpose}ed")
        return message


@dataclass(frozen=True)
class Method:
    """One method: its parameters as data and the function that answers it."""

    name: str
    answer: Callable[[Api, Call], Any | Awaitable[Any]]
    params: tuple[Param, ...] = ()


def formatted(call: Call, name: str, entities: str) -> Text:
    """The text of a call with its entities, from HTML or given apart."""
    mode, source = call.text("parse_mode"), call.text(name)
    if mode and mode.lower() != "html":
        raise bad_request(f"the playground does not know the parse mode {mode}")
    given = call.array(entities)
    if mode:
        parsed = markup.parse(source)
    elif given:
        parsed = markup.trimmed(Text(source, _checked(given, source)))
    else:
        parsed = markup.plain(source)
    return Text(parsed.text, found(parsed.text, parsed.entities)[:MAX_ENTITIES])


def require_length(text: str, *, limit: int = TEXT_LIMIT) -> None:
    if units(text) > limit:
        raise bad_request("message caption is too long" if limit == CAPTION_LIMIT else "message is too long")


def _checked(entities: list[Json], text: str) -> list[Json]:
    size = units(text)
    for entity in entities:
        kind, offset, length = entity.get("type"), entity.get("offset"), entity.get("length")
        if kind not in _ENTITY_TYPES:
            raise markup.cannot_parse(f'unsupported entity type "{kind}"')
        if not isinstance(offset, int) or not isinstance(length, int) or offset < 0 or offset + length > size:
            raise markup.cannot_parse(f"entity {kind} lies outside of the text")
    return entities
