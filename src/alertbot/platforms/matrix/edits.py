"""What edits left behind: each edit of a message is an event of its own, with everything the message says
then."""

from typing import Any, cast
from urllib.parse import quote, urlencode

from alertbot.platforms.matrix.wire import Wire

RELATIONS = "/_matrix/client/v1/rooms"
MOST_PAGES = 50


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
