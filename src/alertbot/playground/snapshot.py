"""What the chat page shows, as data."""

from __future__ import annotations

from typing import Any

from .profile import description_for
from .seats import Person
from .wire import Json
from .world import Event, Room, World

MAX_HISTORY = 300


def snapshot(world: World, seats: list[int], hints: tuple[str, ...], *, can_jump: bool) -> Json:
    people = [world.people[person] for person in seats]
    return {
        "bot": {"id": world.bot.id, "name": world.bot.name, "username": world.bot.username},
        "people": [_person(world, person) for person in people],
        "rooms": [room_view(room) for room in world.rooms.values()],
        "messages": {str(chat): _history(world, chat) for chat in [*seats, *world.rooms]},
        "read": [
            [person, chat, message] for (person, chat), message in world.read.items() if person in seats
        ],
        "hints": list(hints),
        "can_jump": can_jump,
        "clock": clock_view(world),
    }


def clock_view(world: World) -> Json:
    return {"now": world.now().isoformat()}


def public_event(world: World, event: Event) -> Json:
    """An event as the page gets it; the clock's carries the time, all others their chat."""
    if event.kind == "clock":
        return clock_view(world)
    return {"chat": event.chat, **event.data}


def _person(world: World, person: Person) -> Json:
    return {
        "id": person.id,
        "name": person.name,
        "language": person.language,
        "role": person.role,
        "started": person.id in world.started,
        "blocked": person.id in world.blocked,
        "about": description_for(world, person.id),
    }


def room_view(room: Room) -> Json:
    """A room as the page knows it; `moved` is the supergroup it became, or 0."""
    members: dict[str, Any] = {str(person): status for person, status in room.statuses.items()}
    return {
        "id": room.chat.id,
        "kind": room.kind,
        "title": room.chat.title,
        "members": members,
        "bot": room.bot,
        "moved": room.moved_to,
    }


def _history(world: World, chat: int) -> list[Json]:
    return [message.wire for message in world.history(chat)[-MAX_HISTORY:]]
