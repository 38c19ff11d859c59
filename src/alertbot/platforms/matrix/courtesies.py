"""Small signs that somebody is there: what was read, and that an answer is being written.

Best effort: they never hold anything up, and one that fails is not repeated. Receipts are public: that the
bot has read something tells nobody anything, and people see that it was heard."""

import asyncio
from collections.abc import Awaitable, Sequence
from contextlib import suppress
from typing import Any

from alertbot.errors import SendFailure
from alertbot.platforms.matrix.client import answered, library
from alertbot.platforms.matrix.events import Heard
from alertbot.platforms.matrix.rooms import Rooms

SLOW_SECONDS = 1.5
"""An answer that takes longer is announced."""

TYPING_MILLISECONDS = 20_000


class Courtesies:
    """Notices what is said in direct rooms, as an errand does, and is told when it was answered or read."""

    name = "courtesies"

    def __init__(self, client: Any, rooms: Rooms, *, slow: float = SLOW_SECONDS) -> None:
        self._client = client
        self._rooms = rooms
        self._slow = slow
        self._timers: dict[str, asyncio.TimerHandle] = {}
        self._typing: set[str] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    # --- an errand that leaves nothing to be done ----------------------------------------------------------

    def pack(self) -> Any:
        return None

    def load(self, kept: Any) -> None:
        del kept

    def notice(self, room: str, source: dict[str, Any]) -> None:
        said = source.get("type") == "m.room.message" and source.get("sender") == self._rooms.partner(room)
        if said and room not in self._timers:
            loop = asyncio.get_running_loop()
            self._timers[room] = loop.call_later(self._slow, self._begin, room)

    async def settle(self) -> Sequence[Heard]:
        return ()

    # --- signs --------------------------------------------------------------------------------------------

    def read(self, room: str, event: str) -> None:
        """An event is handled."""
        asked = self._client.update_receipt_marker(room, event, library.ReceiptType.read, None)
        self._do(asked)
        self.spoke(room)

    def spoke(self, room: str) -> None:
        """An answer is there, or none is needed."""
        timer = self._timers.pop(room, None)
        if timer is not None:
            timer.cancel()
        if room in self._typing:
            self._typing.discard(room)
            self._do(self._client.room_typing(room, False))

    async def close(self) -> None:
        for timer in self._timers.values():
            timer.cancel()
        self._timers.clear()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _begin(self, room: str) -> None:
        self._timers.pop(room, None)
        self._typing.add(room)
        self._do(self._client.room_typing(room, True, TYPING_MILLISECONDS))

    def _do(self, asked: Awaitable[Any]) -> None:
        task = asyncio.create_task(_tried(asked))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


async def _tried(asked: Awaitable[Any]) -> None:
    with suppress(SendFailure, library.LocalProtocolError):
        await answered(asked)
