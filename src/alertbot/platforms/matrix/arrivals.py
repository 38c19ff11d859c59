"""Coming into rooms and going out of them, as events tell it. Pure."""

from collections.abc import Sequence
from typing import Any


def is_about(event: Any, user: str) -> bool:
    return event.source.get("type") == "m.room.member" and event.source.get("state_key") == user


def is_farewell(event: Any, user: str) -> bool:
    """Whether the bot was in and is out now; an invitation that it declined is none."""
    return is_about(event, user) and unsigned(event).get("prev_content", {}).get("membership") == "join"


def made_by(info: Any, user: str) -> bool:
    """Whether it is their own room: while it is being made, it looks like any other."""
    events = (one.source for one in (*info.state, *info.timeline.events))
    return any(one.get("type") == "m.room.create" and one.get("sender") == user for one in events)


def unsigned(event: Any) -> dict[str, Any]:
    unsigned = event.source.get("unsigned")
    return unsigned if isinstance(unsigned, dict) else {}  # pyright: ignore[reportUnknownVariableType]


def arrival(events: Sequence[Any], user: str) -> int | None:
    """Where the bot itself came in, the last time; a change of its name is no arrival."""
    for n in range(len(events) - 1, -1, -1):
        if is_about(events[n], user) and events[n].source.get("content", {}).get("membership") == "join":
            before = unsigned(events[n]).get("prev_content", {})
            if before.get("membership") != "join":
                return n
    return None


def start_of(events: Sequence[Any], came: int, *, direct: bool) -> int:
    """From where a new room's events count: in a direct one from the invitation on, since its writer spoke to
    us; elsewhere what was said before we came was said to others."""
    if not direct:
        return came + 1
    invited = [n for n in range(came) if events[n].source.get("content", {}).get("membership") == "invite"]
    return invited[-1] + 1 if invited else 0
