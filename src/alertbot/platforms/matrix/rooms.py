"""Who sits where: which rooms are one person's, and who may bring the bot into others.

A person is written to in a direct room, which only they and the bot sit in. As soon as somebody else comes
in, it is a room like any other, and the next message opens a new one or finds nobody."""

import logging
from collections.abc import Collection, Mapping
from contextlib import suppress
from typing import Any, cast

from alertbot.domain.subscriber import ChatKind
from alertbot.errors import NotSent, RecipientGone, SendFailure
from alertbot.platforms.matrix.client import answered, library
from alertbot.platforms.matrix.power import ADMINISTRATOR, level, rules_by_creation
from alertbot.platforms.matrix.wire import Wire, path_of

log = logging.getLogger(__name__)

ENCRYPTED = {
    "type": "m.room.encryption",
    "state_key": "",
    "content": {"algorithm": "m.megolm.v1.aes-sha2"},
}


class Rooms:
    """``organizers``: the user ids that may bring the bot into rooms, and that it may write to first.

    ``successors``: rooms that others name as where they go on, and whether those had the power to say so."""

    def __init__(self, wire: Wire, client: Any, organizers: Collection[str]) -> None:
        self._wire = wire
        self._client = client
        self._organizers = frozenset(organizers)
        self._direct: dict[str, list[str]] = {}
        self.successors: dict[str, bool] = {}

    @property
    def _own(self) -> str:
        return self._client.user_id

    async def open(self) -> None:
        """Read which rooms are direct, as the account remembers them."""
        answer = await self._wire.ask("GET", self._direct_path())
        found: Mapping[str, Any] = {} if answer.status == 404 else answer.checked()
        self._direct = {
            user: [room for room in cast("list[Any]", rooms) if isinstance(room, str)]
            for user, rooms in found.items()
            if isinstance(rooms, list)
        }

    # --- what a room is -----------------------------------------------------------------------------------

    def kind(self, room: str) -> ChatKind:
        if self.partner(room) is not None:
            return ChatKind.PERSON
        known = self._client.rooms.get(room)
        defaults = known.power_levels.defaults if known is not None else None
        silent = defaults is not None and defaults.events_default > defaults.users_default
        return ChatKind.CHANNEL if silent else ChatKind.GROUP

    def partner(self, room: str) -> str | None:
        """Whose direct room it is, as long as nobody else sits in it."""
        user = self.whose(room)
        members = self.members(room)
        return user if user is not None and members <= {user, self._own} else None

    def members(self, room: str) -> set[str]:
        """Who is in, or invited."""
        known = self._client.rooms.get(room)
        return set(known.users) | set(known.invited_users) if known is not None else set()

    def title(self, room: str) -> str:
        known = self._client.rooms.get(room)
        return (known.named_room_name() or "") if known is not None else ""

    def is_space(self, room: str) -> bool:
        """A space holds rooms; nobody speaks in it."""
        known = self._client.rooms.get(room)
        return known is not None and known.room_type == "m.space"

    def is_encrypted(self, room: str) -> bool:
        known = self._client.rooms.get(room)
        return known is not None and bool(known.encrypted)

    def has_organizer(self, user: str) -> bool:
        return user in self._organizers

    def direct_room(self, user: str) -> str | None:
        """The newest direct room that the person sits in, encrypted ones first."""
        theirs = [
            room
            for room in self._direct.get(user, ())
            if room in self._client.rooms and user in self.members(room) and self.partner(room) == user
        ]
        return max(theirs, key=lambda room: (self.is_encrypted(room), theirs.index(room)), default=None)

    def is_hushed(self, room: str) -> bool:
        """Whether others sit in a direct room of somebody who may not bring the bot into any other."""
        user = self.whose(room)
        return user is not None and user not in self._organizers and self.partner(room) is None

    def others_of(self, user: str, room: str) -> list[str]:
        """Their direct rooms besides this one, the newest first."""
        return [one for one in self._direct.get(user, ())[::-1] if one != room and one in self._client.rooms]

    def whose(self, room: str) -> str | None:
        """For whom it was opened, whoever else may sit in it by now."""
        return next((user for user, rooms in self._direct.items() if room in rooms), None)

    # --- getting to people --------------------------------------------------------------------------------

    async def reach(self, user: str) -> str:
        """The room to write to somebody in. Organizers are invited into a new, encrypted one, which the next
        sync brings; whoever else has none has left: :class:`RecipientGone`."""
        found = self.direct_room(user)
        if found is not None:
            return found
        if user not in self._organizers:
            raise RecipientGone("no direct room")
        if (found := await self._opened_before(user)) is not None:
            await self.remember(user, found)
            return found
        made = await answered(
            self._client.room_create(
                is_direct=True,
                invite=[user],
                preset=library.RoomPreset.trusted_private_chat,
                initial_state=[ENCRYPTED],
            )
        )
        await self.remember(user, made.room_id)
        return made.room_id

    async def _opened_before(self, user: str) -> str | None:
        """A room that the bot made for them and died, or was not answered, before it was written down."""
        for room, known in self._client.rooms.items():
            for_them = self.members(room) == {user, self._own} and not known.name and not known.room_type
            if for_them and self.whose(room) is None and await self._made(room):
                return room
        return None

    async def _made(self, room: str) -> bool:
        path = path_of("rooms", room, "state", "m.room.create") + "?format=event"
        return (await self._wire.ask("GET", path)).checked().get("sender") == self._own

    async def remember(self, user: str, room: str) -> None:
        """From now on the room counts as this person's."""
        if room in self._direct.get(user, ()):
            return
        self._direct.setdefault(user, []).append(room)
        await self._write()

    async def leave(self, room: str) -> None:
        """Go, and forget that it was anybody's; best effort: an empty room does no harm."""
        user = self.whose(room)
        if user is not None:
            self._direct[user].remove(room)
            if not self._direct[user]:
                del self._direct[user]
        with suppress(SendFailure):
            await answered(self._client.room_leave(room))
            await self._write()
            await answered(self._client.room_forget(room))
        self._client.forget(room, *([user] if user else []))

    async def _write(self) -> None:
        (await self._wire.ask("PUT", self._direct_path(), self._direct)).checked()

    def _direct_path(self) -> str:
        return path_of("user", self._own, "account_data", "m.direct")

    # --- being brought along ------------------------------------------------------------------------------

    async def answer(self, room: str, inviter: str, *, direct: bool) -> None:
        """An invitation: from anybody into a direct room or one that a room we are in goes on as, from
        organizers into any other; else refused. :class:`NotSent` while it is not known which it is."""
        rightful = self.successors.get(room)
        if rightful is False:
            raise NotSent("a room's move is not looked at yet")
        if not rightful and not direct and inviter not in self._organizers:
            log.info("an invitation into a room was refused: only organizers may bring the bot there")
            await answered(self._client.room_leave(room))
            return
        if direct:
            await self.remember(inviter, room)
        await answered(self._client.join(room))

    async def is_administrator(self, room: str, user: str) -> bool:
        """By the room's power levels as they stand now; ``False`` when the homeserver does not say."""
        try:
            levels = (
                await self._wire.ask("GET", path_of("rooms", room, "state", "m.room.power_levels"))
            ).checked()
            if level(levels, user) >= ADMINISTRATOR:
                return True
            answer = await self._wire.ask(
                "GET", path_of("rooms", room, "state") + "/m.room.create?format=event"
            )
            return rules_by_creation(answer.checked(), user)
        except (SendFailure, ValueError, TypeError, AttributeError):
            return False
