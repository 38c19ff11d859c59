"""Knocking at the bot's announcement rooms: it opens, or organizers hear of it and open themselves.

Only rooms made by the bot say what it does there; anywhere else, whoever looks after a room decides."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from alertbot.errors import RecipientGone, Rejected, SendFailure
from alertbot.platforms.matrix.events import Heard, What
from alertbot.platforms.matrix.rooms import Rooms
from alertbot.platforms.matrix.spaces import KNOCKS
from alertbot.platforms.matrix.wire import Wire, path_of

MOST_WAITING = 500
"""People at doors; whoever came first is forgotten first, and knocks again."""


class Knocks:
    name = "knocks"

    def __init__(self, wire: Wire, rooms: Rooms) -> None:
        self._wire = wire
        self._rooms = rooms
        self._waiting: list[tuple[str, str]] = []
        self._told: dict[str, str] = {}

    # --- an errand ----------------------------------------------------------------------------------------

    def pack(self) -> dict[str, Any]:
        return {"waiting": [list(one) for one in self._waiting], "told": dict(self._told)}

    def load(self, kept: Any) -> None:
        self._waiting = [(room, person) for room, person in kept["waiting"]]
        self._told = dict(kept["told"])

    def notice(self, room: str, source: dict[str, Any]) -> None:
        content, person = source.get("content"), source.get("state_key")
        if source.get("type") != "m.room.member" or not isinstance(content, dict):
            return
        knocks = content.get("membership") == "knock"  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
        if knocks and isinstance(person, str) and (room, person) not in self._waiting:
            self._waiting = [*self._waiting, (room, person)][-MOST_WAITING:]

    async def settle(self) -> Sequence[Heard]:
        heard: list[Heard] = []
        for room, person in list(self._waiting):
            with suppress(SendFailure):
                heard += await self._open(room, person)
                self._waiting.remove((room, person))
        return heard

    # --- one knock ----------------------------------------------------------------------------------------

    async def _open(self, room: str, person: str) -> list[Heard]:
        with suppress(Rejected, RecipientGone):  # they went away, or it is not ours to open
            kept = (await self._wire.ask("GET", path_of("rooms", room, "state", KNOCKS))).checked()
            if kept.get("accept") is not True:
                return self._tell(room)
            (await self._wire.ask("POST", path_of("rooms", room, "invite"), {"user_id": person})).checked()
        return []

    def _tell(self, room: str) -> list[Heard]:
        """Once a day and room: whoever knocks again and again must not fill organizers' chats."""
        today = datetime.now(UTC).date().isoformat()
        if self._told.get(room) == today:
            return []
        self._told[room] = today
        return [Heard(What.KNOCKED, room, self._rooms.kind(room))]
