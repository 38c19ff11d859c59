"""Choices as they stand in the bot's own messages: who quotes one of them and writes "2" means its second.

A message carries its choices with it, so that an answer to an old one needs no memory here. They are ids, not
authority: what they lead to is looked up, and asked for again, whenever one comes back."""

from collections.abc import Mapping
from typing import Any, cast

from alertbot.errors import RecipientGone, Rejected
from alertbot.platforms.matrix.client import library
from alertbot.platforms.matrix.view import CHOICES
from alertbot.platforms.matrix.wire import Wire, path_of

Listed = list[list[str]] | None
"""Choices, each as label and packed tap; ``None`` for what has none."""

NOTHING: list[list[str]] = []


def quoted(content: Any) -> list[str]:
    """The messages that a message answers, the nearest first: what it quotes, and the root of its thread."""
    relation = content.get("m.relates_to") if isinstance(content, dict) else None  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
    if not isinstance(relation, dict):
        return []
    known = cast("dict[str, Any]", relation)
    near = known.get("m.in_reply_to")
    found = [cast("dict[str, Any]", near).get("event_id")] if isinstance(near, dict) else []
    if known.get("rel_type") == "m.thread":
        found.append(known.get("event_id"))
    return [event for event in found if isinstance(event, str)]


class Choices:
    """Looks choices up on the homeserver, in messages that only this device can have written."""

    def __init__(self, wire: Wire, client: Any) -> None:
        self._wire = wire
        self._client = client

    async def offered(self, room: str, content: Any) -> list[list[str]] | None:
        """The label and the packed tap of every choice of the bot's message that ``content`` answers, or
        ``None`` when it answers none of the bot's. :class:`SendFailure` when the homeserver does not say."""
        for event in quoted(content):
            found = await self._of(room, event)
            if found is not None:
                return found
        return None

    async def _of(self, room: str, event: str) -> list[list[str]] | None:
        try:
            source = (await self._wire.ask("GET", path_of("rooms", room, "event", event))).checked()
        except (Rejected, RecipientGone):
            return NOTHING  # somebody answers what nobody can see any more
        if source.get("sender") != self._client.user_id:
            return None
        newest = _edit(source)
        content = self.read(room, newest) if newest else None
        shown = content.get("m.new_content") if content else self.read(room, source)
        return _listed(shown)

    def of(self, content: Mapping[str, Any]) -> Listed:
        """The choices that a message carries."""
        return _listed(content) or None

    def read(self, room: str, source: Mapping[str, Any]) -> dict[str, Any] | None:
        """What a message of ours says, as the homeserver holds it; ``None`` when that cannot be told."""
        event = library.Event.parse_event({**source, "room_id": room})
        if isinstance(event, library.MegolmEvent):
            event.room_id = room
            try:
                event = self._client.decrypt_event(event)
            except (library.EncryptionError, AssertionError):
                return None
        return self.said(room, event)

    def said(self, room: str, event: Any) -> dict[str, Any] | None:
        """What a message of ours says that is open already; in an encrypted room only what came encrypted is
        ours."""
        if isinstance(event, library.MegolmEvent):
            return None
        known = self._client.rooms.get(room)
        decrypted = getattr(event, "decrypted", False)
        ours = event.verified if decrypted else known is not None and not known.encrypted
        return event.source.get("content") if ours else None


def _edit(source: Mapping[str, Any]) -> dict[str, Any] | None:
    """The message's newest edit, which homeservers send along (Client-Server API, "Event replacements")."""
    found: Any = source
    for name in ("unsigned", "m.relations", "m.replace"):
        found = cast("dict[str, Any]", found).get(name) if isinstance(found, dict) else None
    edit = cast("dict[str, Any]", found) if isinstance(found, dict) else {}
    own = edit.get("sender") == source.get("sender")
    return edit if own and isinstance(edit.get("content"), dict) else None


def _listed(content: Any) -> list[list[str]]:
    listed = cast("dict[str, Any]", content).get(CHOICES) if isinstance(content, dict) else None
    if not isinstance(listed, list):
        return NOTHING
    rows = [cast("list[Any]", row) for row in cast("list[Any]", listed) if isinstance(row, list)]
    return [row for row in rows if len(row) == 2 and all(isinstance(part, str) for part in row)]
