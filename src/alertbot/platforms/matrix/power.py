"""Who may do what in a room, by its power levels. Pure (Client-Server API, "m.room.power_levels")."""

from collections.abc import Mapping
from typing import Any, cast

ADMINISTRATOR = 50
"""The power level from which apps call somebody a moderator, and from which a room's settings may be
changed."""

_USUAL_FOR_STATE = 50
_CREATORS_RULE = 12
"""From this room version on, a room's creators may do everything and stand in no list."""


def level(levels: Mapping[str, Any], user: str) -> int:
    return int(levels.get("users", {}).get(user, levels.get("users_default", 0)))


def needed_for_state(levels: Mapping[str, Any], kind: str) -> int:
    """What somebody needs to set a room's state of this kind."""
    return int(levels.get("events", {}).get(kind, levels.get("state_default", _USUAL_FOR_STATE)))


def rules_by_creation(create: Mapping[str, Any], user: str) -> bool:
    """Whether the room's ``m.room.create`` event alone lets them do everything."""
    content = cast("Mapping[str, Any]", create.get("content", {}))
    version = str(content.get("room_version", "1"))
    if not version.isdigit() or int(version) < _CREATORS_RULE:
        return False
    return user == create.get("sender") or user in content.get("additional_creators", ())
