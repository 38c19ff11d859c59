"""Read receipts and typing signs: best effort, never in anybody's way."""

import asyncio
from typing import Any, cast

from alertbot.platforms.matrix.courtesies import Courtesies
from alertbot.platforms.matrix.rooms import Rooms

ANN, ROOM = "@ann:localhost", "!direct:localhost"
SAID = {"type": "m.room.message", "sender": ANN}


class Client:
    """Writes down what is asked for; ``down`` makes every request fail."""

    def __init__(self, *, down: bool = False) -> None:
        self.asked: list[tuple[Any, ...]] = []
        self.down = down

    async def room_typing(self, *what: Any) -> object:
        return self._asked("typing", *what)

    async def update_receipt_marker(self, room: str, event: str, *_: Any) -> object:
        return self._asked("read", room, event)

    def _asked(self, *what: Any) -> object:
        self.asked.append(what)
        if self.down:
            raise TimeoutError
        return object()


class DirectRooms:
    def partner(self, room: str) -> str | None:
        return ANN if room == ROOM else None


def courtesies(client: Client, slow: float) -> Courtesies:
    return Courtesies(client, cast("Rooms", DirectRooms()), slow=slow)


async def turns() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


async def test_a_quick_answer_is_not_announced() -> None:
    client = Client()
    signs = courtesies(client, 60)
    signs.notice(ROOM, SAID)
    signs.spoke(ROOM)
    await turns()

    assert not client.asked


async def test_a_slow_answer_is_announced_until_it_is_there() -> None:
    client = Client()
    signs = courtesies(client, 0)
    signs.notice(ROOM, SAID)
    await turns()
    signs.spoke(ROOM)
    await turns()

    assert [(what, state) for what, _, state, *_ in client.asked] == [("typing", True), ("typing", False)]


async def test_only_what_is_said_in_a_direct_room_is_announced() -> None:
    client = Client()
    signs = courtesies(client, 0)
    signs.notice("!group:localhost", SAID)
    signs.notice(ROOM, {"type": "m.room.message", "sender": "@bot:localhost"})
    signs.notice(ROOM, {"type": "m.reaction", "sender": ANN})
    await turns()

    assert not client.asked


async def test_what_was_handled_is_read_and_nobody_waits_for_that() -> None:
    client = Client()
    signs = courtesies(client, 0)
    signs.read(ROOM, "$said")
    assert not client.asked
    await turns()

    assert client.asked == [("read", ROOM, "$said")]


async def test_a_homeserver_that_does_not_answer_harms_nobody() -> None:
    client = Client(down=True)
    signs = courtesies(client, 0)
    signs.notice(ROOM, SAID)
    signs.read(ROOM, "$said")
    await turns()
    await signs.close()

    assert client.asked


async def test_after_the_end_nothing_more_is_asked() -> None:
    client = Client()
    signs = courtesies(client, 0)
    signs.notice(ROOM, SAID)
    await signs.close()
    await turns()

    assert not client.asked
