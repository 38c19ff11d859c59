"""What became of messages: each edit of one is an event of its own, with everything the message says then,
and one that was taken back says nothing any more."""

from collections.abc import Collection
from typing import Any, cast
from urllib.parse import quote, urlencode

from alertbot.errors import SendFailure
from alertbot.platforms.matrix.wire import Wire, path_of

RELATIONS = "/_matrix/client/v1/rooms"
MOST_PAGES = 50


async def stands(wire: Wire, room: str, event: str) -> bool:
    """Whether a message is there and nobody took it back; what the homeserver does not say counts as no."""
    try:
        answer = await wire.ask("GET", path_of("rooms", room, "event", event))
    except SendFailure:
        return False
    return answer.ok and bool(answer.body.get("content"))


async def edits_of(wire: Wire, room: str, event: str) -> list[str]:
    """The ids of all events that edit this one; a :class:`SendFailure` when the homeserver does not say."""
    where = f"{RELATIONS}/{quote(room, safe='')}/relations/{quote(event, safe='')}/m.replace"
    found: list[str] = []
    page = {"limit": "100"}
    for _ in range(MOST_PAGES):
        answer = await wire.ask("GET", f"{where}?{urlencode(page)}")
        if answer.status == 404:
            break
        told = answer.checked()
        events = cast("list[dict[str, Any]]", told.get("chunk", []))
        found += [str(one["event_id"]) for one in events]
        further = told.get("next_batch")
        if not isinstance(further, str):
            break
        page["from"] = further
    return found


async def said_under(wire: Wire, room: str, transactions: Collection[str]) -> bool:
    """Whether the bot lately said something in a room under one of these ids, which homeservers tell the
    device that chose them."""
    query = urlencode({"dir": "b", "limit": "50"})
    answer = await wire.ask("GET", f"{path_of('rooms', room, 'messages')}?{query}")
    said = cast("list[dict[str, Any]]", answer.checked().get("chunk", []))
    return any(one.get("unsigned", {}).get("transaction_id") in transactions for one in said)
