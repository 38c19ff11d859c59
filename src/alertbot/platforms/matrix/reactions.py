"""Reactions: never an answer, because they are not encrypted, even in encrypted rooms.

Whoever tries one in their direct room is told so, once. None is taken, not even where a choice gives
nothing away: what works for a language today is tried for a signature tomorrow, and then servers have seen
it."""

from collections.abc import Sequence
from typing import Any

from alertbot.domain.subscriber import ChatKind
from alertbot.platforms.matrix.events import Heard, What
from alertbot.platforms.matrix.rooms import Rooms

MOST_TOLD = 1_000
"""People who were told and are remembered; after that many others somebody may hear it again."""


class Reactions:
    name = "reactions"

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms
        self._told: list[str] = []
        self._asking: list[tuple[str, str]] = []

    def pack(self) -> Any:
        return list(self._told)

    def load(self, kept: Any) -> None:
        self._told = [person for person in kept if isinstance(person, str)]

    def notice(self, room: str, source: dict[str, Any]) -> None:
        person = self._rooms.partner(room)
        if source.get("type") != "m.reaction" or person is None or source.get("sender") != person:
            return
        if person not in self._told:
            self._told = [*self._told, person][-MOST_TOLD:]
            self._asking.append((room, person))

    async def settle(self) -> Sequence[Heard]:
        """Whoever left is forgotten."""
        self._told = [person for person in self._told if self._rooms.direct_room(person) is not None]
        asking, self._asking = self._asking, []
        return [Heard(What.REACTED, room, ChatKind.PERSON, person) for room, person in asking]
