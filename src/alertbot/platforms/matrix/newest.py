"""Which choices somebody had before them when they wrote: those of the bot's newest message above theirs.

What was offered last is kept with the chat as well, but written down only once the homeserver has answered,
and the answer to one message is kept before it is seen. So the room itself is asked what stood there."""

from collections.abc import Mapping
from typing import Any, cast
from urllib.parse import urlencode

import orjson

from alertbot.errors import RecipientGone, Rejected
from alertbot.platforms.matrix.choices import Choices, Listed
from alertbot.platforms.matrix.wire import Wire, path_of

MOST_ROOMS = 2_000
"""Rooms whose newest message is remembered; any other is asked for. A list takes a few hundred bytes."""

LOOKED_AT = 40
"""Events asked for around a message, half of them before it: redrawn messages lie among them."""


class Newest:
    """Follows the direct rooms. What a sync tells counts once :meth:`keep` says that all of it was taken in:
    a sync that fails half-way is told again from its beginning."""

    def __init__(self, wire: Wire, user: str, choices: Choices) -> None:
        self._wire = wire
        self._user = user
        self._choices = choices
        self._known: dict[str, tuple[str, Listed]] = {}
        self._news: dict[str, tuple[str, Listed] | None] = {}

    def begin(self) -> None:
        self._news = {}

    def keep(self) -> None:
        for room, found in self._news.items():
            self._known.pop(room, None)
            if found is not None:
                self._known[room] = found
        for room in list(self._known)[:-MOST_ROOMS]:
            del self._known[room]
        self._news = {}

    def miss(self, room: str) -> None:
        """Something may have been said there that was not heard."""
        self._news[room] = None

    def notice(self, room: str, event: Any) -> None:
        """An event as it came in a room, the oldest first."""
        source: dict[str, Any] = event.source
        if source.get("type") == "m.room.redaction":
            self.miss(room)
        if source.get("sender") != self._user:
            return
        replaced, known = _replaced(source), self._standing(room)
        if replaced:
            if known is None or known[0] == replaced:
                self.miss(room)
            return
        if _is_message(source):
            said = self._choices.said(room, event)
            if said is not None:
                self._news[room] = str(source.get("event_id")), self._choices.of(said)
            elif source.get("type") == "m.room.encrypted":
                self.miss(room)

    async def above(self, room: str, event: str, *, late: bool = False) -> Listed:
        """What the bot's newest message above ``event`` offers; ``None`` for nothing or if nobody can tell.
        ``late``: more was said since. :class:`SendFailure` when the homeserver does not say."""
        known = None if late else self._standing(room)
        if known is None:
            known = await self._asked(room, event)
            if known is not None and not late:
                self._news[room] = known
        return known[1] if known else None

    def _standing(self, room: str) -> tuple[str, Listed] | None:
        return self._news[room] if room in self._news else self._known.get(room)

    async def _asked(self, room: str, event: str) -> tuple[str, Listed] | None:
        wanted = {"senders": [self._user], "types": ["m.room.message", "m.room.encrypted"]}
        query = urlencode({"limit": LOOKED_AT, "filter": orjson.dumps(wanted).decode()})
        try:
            asked = await self._wire.ask("GET", f"{path_of('rooms', room, 'context', event)}?{query}")
            told = asked.checked().get("events_before")
        except (Rejected, RecipientGone):
            return None
        return self._newest(room, cast("list[dict[str, Any]]", told) if isinstance(told, list) else [])

    def _newest(self, room: str, before: list[dict[str, Any]]) -> tuple[str, Listed] | None:
        """From the bot's own events, the newest first."""
        redrawn: dict[str, dict[str, Any]] = {}
        for source in before:
            if not source.get("content"):
                continue  # taken back: nobody sees it any more
            if replaced := _replaced(source):
                redrawn.setdefault(replaced, source)
                continue
            id = str(source.get("event_id"))
            said = self._choices.read(room, redrawn.get(id, source))
            if said is None:
                if source.get("type") == "m.room.encrypted":
                    return None
                continue  # not from this device, whoever wrote it
            said = said.get("m.new_content", said) if id in redrawn else said
            if said.get("msgtype") == "m.text":
                return id, self._choices.of(said)
        return None


def _is_message(source: Mapping[str, Any]) -> bool:
    content = source.get("content")
    files = ("m.file", "m.image")  # stand below the words that they go with
    known = cast("dict[str, Any]", content) if isinstance(content, dict) else {}
    return source.get("type") in ("m.room.message", "m.room.encrypted") and known.get("msgtype") not in files


def _replaced(source: Mapping[str, Any]) -> str:
    """The message that an event redraws; empty for any other event."""
    content = source.get("content")
    relation = cast("dict[str, Any]", content).get("m.relates_to") if isinstance(content, dict) else None
    known = cast("dict[str, Any]", relation) if isinstance(relation, dict) else {}
    event = known.get("event_id") if known.get("rel_type") == "m.replace" else None
    return event if isinstance(event, str) else ""
