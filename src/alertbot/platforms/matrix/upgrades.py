"""Rooms that go on under another id, followed only where that is true.

Whoever may speak in a room could name any other room as its successor, and whoever makes a room can name any
other as its predecessor. So both must say so: the old room through somebody who has the power for it, and the
new one in the event that created it (Client-Server API, "Room upgrades")."""

import logging
from collections.abc import Mapping, Sequence
from contextlib import suppress
from enum import StrEnum
from typing import Any, cast
from urllib.parse import urlencode

from alertbot.domain.subscriber import ChatKind
from alertbot.errors import RecipientGone, RecipientMoved, Rejected, SendFailure, TryLater
from alertbot.platforms.matrix.events import Heard, What
from alertbot.platforms.matrix.power import level, needed_for_state, rules_by_creation
from alertbot.platforms.matrix.rooms import Rooms
from alertbot.platforms.matrix.wire import Wire, path_of

log = logging.getLogger(__name__)

TOMBSTONE = "m.room.tombstone"
SOON = 5.0
"""Seconds after which a message to a room that is about to move is tried again."""


class Stands(StrEnum):
    """How far a room's move has come. ``closed``: nobody let the bot into the new room yet."""

    CLAIMED = "claimed"
    CLOSED = "closed"


class Upgrades:
    """``moved``: rooms that were followed since the start, and where to."""

    name = "upgrades"

    def __init__(self, wire: Wire, client: Any, rooms: Rooms) -> None:
        self._wire = wire
        self._client = client
        self._rooms = rooms
        self._moves: dict[str, Stands] = {}
        self._told: set[str] = set()
        self.moved: dict[str, str] = {}

    # --- an errand ----------------------------------------------------------------------------------------

    def pack(self) -> dict[str, Any]:
        moves = {room: str(stands) for room, stands in self._moves.items()}
        return {"moves": moves, "told": sorted(self._told), "to": self._rooms.successors}

    def load(self, kept: Any) -> None:
        self._moves = {room: Stands(stands) for room, stands in kept["moves"].items()}
        self._told = set(kept["told"])
        self._rooms.successors.update(kept["to"])

    def notice(self, room: str, source: dict[str, Any]) -> None:
        if source.get("type") != TOMBSTONE or source.get("state_key") != "":
            return
        claimed = _text(source.get("content"), "replacement_room")
        if claimed:
            self._rooms.successors.setdefault(claimed, False)
            self._moves[room] = Stands.CLAIMED

    async def settle(self) -> Sequence[Heard]:
        heard: list[Heard] = []
        for room, stands in list(self._moves.items()):
            with suppress(SendFailure):
                if stands is Stands.CLAIMED or await self._is_let_in(room):
                    heard += await self._look(room, told=stands is Stands.CLOSED)
        return heard

    # --- for whoever sends --------------------------------------------------------------------------------

    def redirect(self, room: str) -> None:
        """:class:`RecipientMoved` for a room that goes on elsewhere."""
        if room in self.moved:
            raise RecipientMoved(self.moved[room])

    async def meaning(self, room: str, failure: Rejected) -> SendFailure:
        """What a refusal means: a room that is about to move takes the message later, elsewhere."""
        if self._moves.get(room) is Stands.CLOSED or room in self._told:
            return failure
        with suppress(SendFailure):
            if room in self._moves or await self._state(room, TOMBSTONE) is not None:
                return TryLater(SOON)
        return failure

    # --- one room -----------------------------------------------------------------------------------------

    async def _look(self, old: str, *, told: bool) -> list[Heard]:
        """Follow one room as far as it goes now."""
        tombstone = await self._state(old, TOMBSTONE) or {}
        new, sender = _text(tombstone.get("content"), "replacement_room"), str(tombstone.get("sender", ""))
        if not new or not await self._had_power(old, sender):
            return self._refused(old, new)
        self._rooms.successors[new] = True
        was_in = new in self._client.rooms
        if not was_in and not await self._enter(new, sender):
            self._moves[old] = Stands.CLOSED
            return [] if told else self._stay(old, closed=True)
        if not await self._came_from(new, old):
            if told or not was_in:
                await self._rooms.leave(new)
            return self._refused(old, new)
        return await self._follow(old, new)

    async def _follow(self, old: str, new: str) -> list[Heard]:
        """Nothing can be sent to the new room before a sync has shown it."""
        person = self._rooms.whose(old)
        if person is not None:
            await self._rooms.remember(person, new)
        if new not in self._client.rooms:
            return []
        del self._moves[old]
        del self._rooms.successors[new]
        self._told.discard(old)
        log.info("a room was followed to its successor")
        if person is not None:
            return []
        self.moved[old] = new
        return [Heard(What.MOVED, old, self._rooms.kind(new), to=new)]

    def _refused(self, old: str, new: str) -> list[Heard]:
        """Said once: whoever made it false could do so again and again."""
        log.warning("a room claimed to go on elsewhere, and that was not so: it stays where it is")
        del self._moves[old]
        self._rooms.successors.pop(new, None)
        if old in self._told:
            return []
        self._told.add(old)
        return self._stay(old, closed=False)

    def _stay(self, old: str, *, closed: bool) -> list[Heard]:
        kind = self._rooms.kind(old)
        return (
            [] if kind is ChatKind.PERSON else [Heard(What.STAYED, old, kind, to="closed" if closed else "")]
        )

    # --- what is so ---------------------------------------------------------------------------------------

    async def _is_let_in(self, old: str) -> bool:
        """Whether somebody let the bot into the room that the old one leads to."""
        tombstone = await self._state(old, TOMBSTONE) or {}
        return _text(tombstone.get("content"), "replacement_room") in self._client.rooms

    async def _had_power(self, room: str, sender: str) -> bool:
        """Asked live. A room without power levels moves nowhere."""
        levels = (await self._state(room, "m.room.power_levels") or {}).get("content", {})
        create = await self._state(room, "m.room.create") or {}
        try:
            enough = bool(levels) and level(levels, sender) >= needed_for_state(levels, TOMBSTONE)
            return enough or rules_by_creation(create, sender)
        except (ValueError, TypeError, AttributeError):
            return False

    async def _came_from(self, new: str, old: str) -> bool:
        """Whether the new room was made as the old one's successor; the event of the old room that it names,
        if any, must stand there."""
        create = await self._state(new, "m.room.create") or {}
        before = _object(_object(create.get("content")).get("predecessor"))
        if _text(before, "room_id") != old:
            return False
        last = _text(before, "event_id")
        return not last or (await self._wire.ask("GET", path_of("rooms", old, "event", last))).ok

    async def _enter(self, room: str, sender: str) -> bool:
        """Whether the room lets the bot in; asked through the server of whoever moved it."""
        server = sender.partition(":")[2]
        through = urlencode([("via", server), ("server_name", server)])
        answer = await self._wire.ask("POST", f"{path_of('join', room)}?{through}", {})
        try:
            answer.checked()
        except (Rejected, RecipientGone):
            return False
        return True

    async def _state(self, room: str, kind: str) -> Mapping[str, Any] | None:
        """A state event as it stands now, ``None`` where there is none."""
        answer = await self._wire.ask("GET", path_of("rooms", room, "state", kind) + "?format=event")
        return None if answer.status == 404 else answer.checked()


def _object(value: object) -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", value) if isinstance(value, dict) else {}


def _text(content: object, name: str) -> str:
    value = _object(content).get(name)
    return value if isinstance(value, str) else ""
