"""A space for a campaign, with the room in which its alerts are announced: one event reaches everybody.

Only the bot can write there and change it. Each room is made under an alias that follows from its plan, and
homeservers give an alias once: whatever dies in between, the next try finds what is there and goes on."""

import re
import unicodedata
from collections.abc import Mapping
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from alertbot.domain.network import Entrance, Network, NetworkPlan
from alertbot.errors import Rejected
from alertbot.platforms.matrix.power import ADMINISTRATOR
from alertbot.platforms.matrix.rooms import ENCRYPTED
from alertbot.platforms.matrix.wire import Wire, path_of

KNOCKS = "org.alertbot.knocks"
"""State of a room made here: ``accept`` tells whether the bot lets in whoever knocks."""

SPACE = "m.space"
_BOT = 100
_LONGEST_SLUG = 24
_IN_USE = "M_ROOM_IN_USE"


class Spaces:
    """``own`` is the bot's user id."""

    def __init__(self, wire: Wire, own: str) -> None:
        self._wire = wire
        self._own = own
        self._server = own.partition(":")[2]

    async def open(self, plan: NetworkPlan, person: str) -> Network:
        """See :meth:`alertbot.ports.networks.Networks.open_network`."""
        alias = alias_of(plan, self._own)
        space = await self._made(f"{alias}-space", _space(plan, person))
        room = await self._made(alias, _room(plan, person, space))
        await self._put(space, "m.room.join_rules", "", _space_rule(plan.entrance, room))
        await self._put(space, "m.space.child", room, {"via": [self._server], "suggested": True})
        await self._put(room, "m.space.parent", space, {"via": [self._server], "canonical": True})
        for one in (space, room):
            await self._empower(one, person)
        return Network(space, room, f"https://matrix.to/#/{quote(self._full(alias), safe=':')}")

    # --- one room -----------------------------------------------------------------------------------------

    async def _made(self, alias: str, body: Mapping[str, Any]) -> str:
        found = await self._standing(alias)
        if found is not None:
            return found
        answer = await self._wire.ask("POST", path_of("createRoom"), {**body, "room_alias_name": alias})
        if answer.code == _IN_USE and (found := await self._standing(alias)) is not None:
            return found
        return str(answer.checked()["room_id"])

    async def _standing(self, alias: str) -> str | None:
        """The room of ours that has the alias; :class:`Rejected` when it is somebody else's."""
        answer = await self._wire.ask("GET", path_of("directory", "room", self._full(alias)))
        if answer.status == 404:
            return None
        room = str(answer.checked()["room_id"])
        created = await self._wire.ask(
            "GET", path_of("rooms", room, "state", "m.room.create") + "?format=event"
        )
        if created.checked().get("sender") != self._own:
            raise Rejected("alias-taken")
        return room

    async def _empower(self, room: str, person: str) -> None:
        """Whoever asked for it may let people in and put them out, and set the room up; not write in it."""
        path = path_of("rooms", room, "state", "m.room.power_levels")
        levels = (await self._wire.ask("GET", path)).checked()
        users = levels.get("users", {})
        if person not in users:
            changed = {**levels, "users": {**users, person: ADMINISTRATOR}}
            (await self._wire.ask("PUT", path, changed)).checked()

    async def _put(self, room: str, kind: str, key: str, content: Mapping[str, Any]) -> None:
        (await self._wire.ask("PUT", path_of("rooms", room, "state", kind, key), content)).checked()

    def _full(self, alias: str) -> str:
        return f"#{alias}:{self._server}"


def alias_of(plan: NetworkPlan, own: str) -> str:
    """The local part of the room's alias: readable, and the same for the same plan and bot alone."""
    plain = unicodedata.normalize("NFKD", plan.name).encode("ascii", "ignore").decode().lower()
    slug = "-".join(re.findall("[a-z0-9]+", plain))[:_LONGEST_SLUG].strip("-")
    digest = sha256(f"{own}\n{plan.key}\n{plan.name}".encode()).hexdigest()[:8]
    return f"{slug or 'alerts'}-{digest}"


def _space(plan: NetworkPlan, person: str) -> dict[str, Any]:
    return {
        "name": plan.name,
        "preset": "private_chat",
        "creation_content": {"type": SPACE},
        "invite": [person],
        "power_level_content_override": _levels(events_default=_BOT, events={}),
    }


def _room(plan: NetworkPlan, person: str, space: str) -> dict[str, Any]:
    state = [
        {"type": "m.room.join_rules", "state_key": "", "content": _room_rule(plan.entrance, space)},
        {"type": "m.room.history_visibility", "state_key": "", "content": {"history_visibility": "joined"}},
        {"type": KNOCKS, "state_key": "", "content": {"accept": plan.entrance is Entrance.KNOCK}},
        *([ENCRYPTED] if plan.sealed else []),
    ]
    said = {"m.room.message": _BOT, "m.room.encrypted": _BOT}
    return {
        "name": plan.name,
        "preset": "private_chat",
        "initial_state": state,
        "invite": [person],
        "power_level_content_override": _levels(events_default=ADMINISTRATOR, events=said),
    }


def _levels(*, events_default: int, events: Mapping[str, int]) -> dict[str, Any]:
    """Without ``users``: homeservers give whoever makes a room what they need, and newer room versions refuse
    to hear it said."""
    moderate = dict.fromkeys(("invite", "kick", "ban", "redact"), ADMINISTRATOR)
    levels = {"users_default": 0, "events_default": events_default, "state_default": _BOT}
    return {**levels, **moderate, "events": dict(events)}


def _room_rule(entrance: Entrance, space: str) -> dict[str, Any]:
    match entrance:
        case Entrance.PUBLIC:
            return {"join_rule": "public"}
        case Entrance.KNOCK | Entrance.ASKED:
            return {"join_rule": "knock"}
        case Entrance.MEMBERS:
            return _members_of(space)


def _space_rule(entrance: Entrance, room: str) -> dict[str, Any]:
    match entrance:
        case Entrance.PUBLIC:
            return {"join_rule": "public"}
        case Entrance.KNOCK | Entrance.ASKED:
            return _members_of(room)
        case Entrance.MEMBERS:
            return {"join_rule": "invite"}


def _members_of(room: str) -> dict[str, Any]:
    return {"join_rule": "restricted", "allow": [{"type": "m.room_membership", "room_id": room}]}
