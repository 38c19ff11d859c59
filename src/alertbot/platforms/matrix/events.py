"""What was heard in a room, as it waits in the inbox, and what it means to us. Pure.

An event waits together with what was known when it came: what kind of room it was, and whether it came
encrypted from a device that the operator pinned. Neither may be asked of the homeserver later."""

import re
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, cast

import orjson

from alertbot.dialogue.engine import Command, Event, Lapsed, Line, Reacted
from alertbot.domain.subscriber import Address, ChatKind
from alertbot.errors import UnreadableEvent
from alertbot.platforms.matrix.view import clean
from alertbot.ports import Admitted, Arrived, FileRef, Incoming, Knocked, Membership, Migrated, Stayed
from alertbot.wording.transcript import Offer, answered

_COMMAND = re.compile(r"[!/]([A-Za-z0-9_]{1,32})(?:\s+(.*))?\Z", re.DOTALL)
_SPOKEN = frozenset({"m.text", "m.emote"})
MOST_CHOICES = 99
"""A number up to this one, written in answer to a message, is meant as one of its choices."""

_HANDED_OVER = frozenset({"m.file", "m.image"})
_SILENT = frozenset({"m.notice", "m.server_notice"})
"""What programs say: answering it could go on for ever."""


class What(StrEnum):
    SAID = "said"
    STARTED = "started"
    """Somebody asked the bot into a direct room."""
    UNREAD = "unread"
    """A message whose key has not come."""
    ENTERED = "entered"
    LEFT = "left"
    """The bot is out of a room, or the person out of a direct one."""
    MOVED = "moved"
    STAYED = "stayed"
    """A room claimed to go on elsewhere, and was not followed."""
    KNOCKED = "knocked"
    """Somebody asks to be let into a room, and organizers decide."""
    REACTED = "reacted"
    """Somebody tried to answer by a reaction."""
    NOTED = "noted"
    """Nothing happened that concerns a conversation; where to go on from has changed."""


@dataclass(frozen=True, slots=True)
class Heard:
    """Something that happened. ``room`` is its id; ``by`` the person who did it; ``trusted`` tells of a
    pinned device; ``content`` is what was said, decrypted, in ``event``; ``offered`` are the choices of the
    bot's message that it answers, each as label and packed tap, and ``above`` those of the bot's newest
    message above it."""

    what: What
    room: str = ""
    kind: ChatKind = ChatKind.PERSON
    by: str = ""
    trusted: bool = False
    to: str = ""
    title: str = field(default="", repr=False)
    content: Any = field(default=None, repr=False)
    event: str = ""
    offered: Any = field(default=None, repr=False)
    above: Any = field(default=None, repr=False)

    def pack(self) -> bytes:
        return orjson.dumps(
            {
                "what": self.what,
                "room": self.room,
                "kind": self.kind,
                "by": self.by,
                "trusted": self.trusted,
                "to": self.to,
                "title": clean(self.title),
                "content": self.content,
                "event": self.event,
                "offered": self.offered,
                "above": self.above,
            },
            default=str,
        )


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads for one platform, known as ``platform``."""

    platform: str

    def read(self, raw: bytes) -> Incoming | None:
        """What it means, ``None`` for what we do not follow; :class:`UnreadableEvent`."""
        with suppress(ValueError, TypeError, LookupError, AttributeError):
            return self._incoming(_unpacked(raw))
        # Raised apart from the first error, whose text would quote what somebody wrote.
        raise UnreadableEvent("an event does not have the shape Matrix promises")

    def _incoming(self, heard: Heard) -> Incoming | None:
        match heard.what:
            case What.NOTED:
                return None
            case What.SAID:
                return self._said(heard)
            case What.STARTED:
                return self._arrived(heard, Command("start", ""))
            case What.UNREAD:
                return self._arrived(heard) if heard.kind is ChatKind.PERSON else None
            case What.REACTED:
                return self._arrived(heard, Reacted())
            case What.MOVED:
                return Migrated(Address(self.platform, heard.room), heard.to)
            case What.STAYED:
                return Stayed(Address(self.platform, heard.room), closed=heard.to == "closed")
            case What.KNOCKED:
                return Knocked(Address(self.platform, heard.room))
            case What.ENTERED | What.LEFT:
                entered = heard.what is What.ENTERED
                return Admitted(
                    self._chat(heard),
                    heard.kind,
                    Membership.MEMBER if entered else Membership.OUT,
                    Address(self.platform, heard.by) if heard.by else None,
                    heard.title,
                )

    def _said(self, heard: Heard) -> Arrived | None:
        content = _object(heard.content)
        relation = content.get("m.relates_to")
        if isinstance(relation, dict) and cast("dict[str, Any]", relation).get("rel_type") == "m.replace":
            return None  # an edit must never give a command again
        kind = _text(content["msgtype"])
        if kind in _SILENT:
            return None
        if kind in _SPOKEN:
            return self._spoken(heard, _without_quote(content))
        if heard.kind is not ChatKind.PERSON:
            return None
        return self._arrived(heard, file=_file(content) if kind in _HANDED_OVER else None)

    def _spoken(self, heard: Heard, text: str) -> Arrived | None:
        """In rooms commands alone: nobody else's talk is ours."""
        event = _event(clean(text))
        if heard.kind is not ChatKind.PERSON and not isinstance(event, Command):
            return None
        if isinstance(event, Command):
            return self._arrived(heard, event, packed=(event.rest or None) if event.word == "start" else None)
        if isinstance(heard.offered, list) and (packed := _chosen(heard, text)) is not None:
            return self._arrived(heard, None if packed else Lapsed(), packed=packed or None)
        return self._arrived(heard, event)

    def _arrived(
        self, heard: Heard, event: Event | None = None, packed: str | None = None, file: FileRef | None = None
    ) -> Arrived:
        return Arrived(
            chat=self._chat(heard),
            kind=heard.kind,
            actor=Address(self.platform, heard.by),
            event=event,
            packed=packed,
            file=file,
            trusted=heard.trusted,
            said=f"{heard.room} {heard.event}" if heard.event else None,
            answers=_reference(heard) if heard.event and heard.kind is not ChatKind.PERSON else None,
            offers=None if heard.above is None else _offers(heard.above),
        )

    def _chat(self, heard: Heard) -> Address:
        """A person is known by their user id, whichever direct room they write in."""
        return Address(self.platform, heard.by if heard.kind is ChatKind.PERSON else heard.room)


def _unpacked(raw: bytes) -> Heard:
    read = _object(orjson.loads(raw))
    return Heard(
        What(_text(read["what"])),
        _text(read["room"]),
        ChatKind(_text(read["kind"])),
        _text(read["by"]),
        read["trusted"] is True,
        _text(read["to"]),
        _text(read["title"]),
        read["content"],
        _text(read.get("event", "")),
        read.get("offered"),
        read.get("above"),
    )


def _event(text: str) -> Event:
    found = _COMMAND.match(text.strip())
    if found is None:
        return Line(text)
    word, rest = found.groups()
    return Command(word.lower(), (rest or "").strip())


def _chosen(heard: Heard, text: str) -> str | None:
    """The packed tap that somebody means who answers a message of the bot's: empty for a number that it does
    not have, ``None`` for words that are no choice of it."""
    meant = answered(_offers(heard.offered), text)
    if meant is not None:
        return meant.packed
    return "" if answered(tuple(Offer("", "") for _ in range(MOST_CHOICES)), text) else None


def _offers(listed: Any) -> tuple[Offer, ...]:
    return tuple(Offer(_text(label), _text(packed)) for label, packed in listed)


def _reference(heard: Heard) -> str:
    """What an answer in a room refers to: the message, and the thread that it stands in."""
    relation = _object(heard.content).get("m.relates_to")
    known = cast("dict[str, Any]", relation) if isinstance(relation, dict) else {}
    root = known.get("event_id") if known.get("rel_type") == "m.thread" else None
    return f"{heard.event} {root}" if isinstance(root, str) else heard.event


def _without_quote(content: dict[str, Any]) -> str:
    """What somebody wrote, without the lines they answer to: older clients repeat those in front."""
    body = _text(content["body"])
    relation = content.get("m.relates_to")
    answers = isinstance(relation, dict) and "m.in_reply_to" in relation
    if not answers or not body.startswith("> "):
        return body
    lines = body.split("\n")
    quoted = next((n for n, line in enumerate(lines) if not line.startswith(">")), len(lines))
    return "\n".join(lines[quoted:]).strip("\n")


def _file(content: dict[str, Any]) -> FileRef:
    """``id`` holds where the file lies and, for an encrypted one, what opens it."""
    info = content.get("info")
    size = cast("dict[str, Any]", info).get("size") if isinstance(info, dict) else None
    name = content.get("filename", content.get("body", ""))
    sealed = content.get("file")
    if sealed is None:
        where: dict[str, str] = {"url": _text(content["url"])}
    else:
        kept = _object(sealed)
        key, hashes = _object(kept["key"]), _object(kept["hashes"])
        where = {
            "url": _text(kept["url"]),
            "key": _text(key["k"]),
            "hash": _text(hashes["sha256"]),
            "iv": _text(kept["iv"]),
        }
    right = isinstance(size, int) and not isinstance(size, bool) and 0 <= size < 1 << 63
    # With a name of its own, the body is a caption (Matrix 1.10, "Media captions").
    captioned = "filename" in content and content.get("body") != name
    caption = clean(_text(content["body"])) if captioned else ""
    return FileRef(orjson.dumps(where).decode(), clean(_text(name)), size if right else None, caption)


def _object(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise TypeError("no object")
    return cast("dict[str, Any]", value)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return value
