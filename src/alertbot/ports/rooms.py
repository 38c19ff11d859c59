"""What rooms wish, who looks after them, and what their administrators are asked before it is posted."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from alertbot.domain.room_wishes import Wishes
from alertbot.domain.subscriber import Address


@dataclass(frozen=True, slots=True)
class Keeper:
    """Somebody who set a room up; ``asked``: they want to see its alerts before they are posted."""

    address: Address = field(repr=False)
    asked: bool


@dataclass(frozen=True, slots=True)
class RoomQuestion:
    """A broadcast that waits for a room's administrators, ``until`` an instant; ``stopped``: an organizer
    halted it meanwhile."""

    room: int
    broadcast: int
    until: datetime
    stopped: bool


class RoomWishes(Protocol):
    """Rooms are named by their subscriber's id."""

    async def wishes(self, room: int) -> Wishes:
        """What a room wishes; the defaults for one that never said anything."""
        ...

    async def wish(self, room: int, wishes: Wishes) -> None: ...

    async def topic(self, room: int) -> str | None:
        """The forum topic its messages go to; ``None`` where there is none, or the general one."""
        ...

    async def use_topic(self, room: int, topic: str | None) -> None: ...

    async def keep(self, room: int, person: Address, *, asked: bool | None = None) -> None:
        """Remember who looks after a room; ``asked`` ``None`` leaves it as it was."""
        ...

    async def let_go(self, room: int, person: Address) -> None:
        """This person looks after the room no longer."""
        ...

    async def keepers(self, room: int) -> Sequence[Keeper]:
        """In the order in which they came; where nobody is known, whoever brought the bot there, if that is a
        subscriber."""
        ...

    async def forget(self, room: int) -> None:
        """Delete everything chosen for a room: wishes, interests, quiet hours, topic, mutes, questions and
        who looked after it. Its address stays for as long as any other of somebody who left."""
        ...

    async def unasked(self, limit: int) -> Sequence[RoomQuestion]:
        """Questions that nobody was asked yet."""
        ...

    async def asked(self, room: int, broadcast: int) -> None: ...

    async def unanswered(self, now: datetime, limit: int) -> Sequence[RoomQuestion]:
        """Questions whose time is over."""
        ...

    async def lapse(self, room: int, broadcast: int) -> None:
        """Nobody answered: it will not be posted."""
        ...

    async def would_come(self, room: int, broadcast: int, now: datetime) -> datetime | None:
        """When a broadcast would come to a room that is asked about it; ``None`` when that is decided, its
        time is over, or it cannot go out any more."""
        ...

    async def post(self, room: int, broadcast: int, now: datetime) -> None:
        """Let a broadcast go to a room, when :meth:`would_come` says; nothing when it cannot."""
        ...

    async def decline(self, room: int, broadcast: int) -> None:
        """Neither this goes to the room, nor reminders of its case before another alert of it does."""
        ...
