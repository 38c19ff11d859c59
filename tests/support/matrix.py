"""The stage's Matrix: a real homeserver, and people with real encrypting clients in direct rooms."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Collection, Sequence
from contextlib import AsyncExitStack
from datetime import datetime
from pathlib import Path
from typing import Any

from alertbot.app.drawers import StoreDrawer
from alertbot.domain.subscriber import Address, Organizer
from alertbot.platforms.matrix.account import Account
from alertbot.platforms.matrix.events import What
from alertbot.platforms.matrix.talk import MatrixPlatform
from alertbot.ports import RawEvent

from .actor import Actor, Seen, Settle
from .cast import LANGUAGES, NAMES, START
from .matrix_person import MatrixPerson, Said
from .paper import numbered
from .stage import HOLD, Stage
from .synapse import PASSWORD, Synapse

OWN_NAMES = {"ru": "Русский", "ro": "Română"}
_COMMAND = re.compile(r"(?<![\w!])!(?=[a-z])")
_COUNTED = frozenset(f'"what":"{what}"'.encode() for what in (What.SAID, What.STARTED))


class CountingMatrix(MatrixPlatform):
    """Counts what it heard and what it said, so that the stage knows when everybody has read everything."""

    heard = 0
    confirmed = 0

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.spoken: list[tuple[str, str]] = []
        self.taken_back: set[str] = set()

    async def poll(self, after: int | None, *, wait: bool = True) -> Sequence[RawEvent]:
        self.confirmed = self.heard
        events = await super().poll(after, wait=wait)
        self.heard += sum(any(mark in event.raw for mark in _COUNTED) for event in events)
        return events

    async def delete(self, to: Address, message: str) -> None:
        await super().delete(to, message)
        self.taken_back.update(message.split(" ")[1:])

    async def _send(self, room: str, content: Any, part: str) -> str:
        event = await super()._send(room, content, part)
        self.spoken.append((room, event))
        return event


class MatrixActor(Actor):
    """Answers by number and by word in turn, in a direct room of their own. ``arrive`` opens that room for
    those who have none yet."""

    def __init__(
        self, name: str, settle: Settle, person: MatrixPerson, room: str, arrive: Callable[[], Awaitable[str]]
    ) -> None:
        super().__init__(name, settle)
        self.person = person
        self.room = room
        self._arrive = arrive
        self.tasks: set[asyncio.Task[Any]] = set()
        self.done = 0
        self._last: asyncio.Task[Any] | None = None
        self._by_word = False

    @property
    def chat(self) -> str:
        return self.person.user

    async def subscribe(self) -> None:
        """Matrix tells nobody's language, so whoever reads another one chooses it first."""
        await self.start()
        language = LANGUAGES[self.name]
        if language != "en":
            await self.taps(OWN_NAMES[language])
        await self.taps("welcome.agree")

    async def _doing(self, act: Callable[[], None]) -> None:
        if not self.room:
            self.room = await self._arrive()
            await self._settle()
        await super()._doing(act)

    def messages(self) -> list[Seen]:
        mine = [one for one in self.person.said if one.room == self.room and one.sender != self.person.user]
        return _joined(mine)

    def _type(self, text: str) -> None:
        typed = f"!{text[1:]}" if text.startswith("/") else text
        self._in_turn(self.person.says(self.room, typed))

    def _choose(self, message: Seen, label: str) -> None:
        newest = self.messages()[-1]
        assert message.id == newest.id, f"{self.name} can only answer the newest message: {newest.text}"
        self._by_word = not self._by_word
        by_word = self._by_word and message.labels.count(label) == 1
        self._type(label if by_word else str(message.labels.index(label) + 1))

    def _send(self, name: str, content: bytes, caption: str) -> None:
        self._in_turn(self.person.hands_over(self.room, name, content, caption))

    def _follow(self, packed: str) -> None:
        self._type(f"/start {packed}")

    async def notices(self) -> list[str]:
        return []

    def _in_turn(self, act: Any) -> None:
        before = self._last

        async def later() -> None:
            if before is not None:
                await asyncio.wait({before})
            await act
            self.done += 1

        self._last = asyncio.create_task(later())
        self.tasks.add(self._last)
        self._last.add_done_callback(self.tasks.discard)


def _joined(messages: list[Said]) -> list[Seen]:
    """A file comes as a message of its own behind its words; a reader takes the two for one."""
    out: list[Seen] = []
    for one in messages:
        if one.file_name and out and not out[-1].file_name:
            out[-1] = Seen(out[-1].id, out[-1].text, out[-1].labels, one.file_name, one.file)
            continue
        text, labels = numbered(_with_slashes(one.body))
        words = "" if one.file_name else text
        out.append(Seen(one.event, words, labels, one.file_name, one.file))
    return out


def _with_slashes(text: str) -> str:
    """Commands as every other platform shows them."""
    return _COMMAND.sub("/", text)


class MatrixStage(Stage):
    """``late``: who opens an app only when they have something to say; each who is there takes half a
    second."""

    homeserver: Synapse
    late: Collection[str] = ()

    def __init__(self, folder: Path, *, at: datetime = START, hold: float = HOLD) -> None:
        super().__init__(folder, at=at, hold=hold)
        self._folder = folder
        self._stack = AsyncExitStack()
        self._platform: CountingMatrix | None = None
        self._people: dict[str, MatrixPerson] = {}
        self._rooms: dict[str, str] = {}
        self._actors: list[MatrixActor] = []
        self._heard_before = 0
        self._account = ""

    @property
    def platform(self) -> CountingMatrix:
        assert self._platform is not None
        return self._platform

    @property
    def account(self) -> str:
        """The bot's user id."""
        return self._account

    def person(self, name: str) -> MatrixPerson:
        return self._people[name]

    def overheard(self) -> list[str]:
        """What was said in anybody's room and a server on the way can read: messages in clear, reactions."""
        people = self._people.values()
        in_clear = [one.event for person in people for one in person.said if not one.encrypted]
        return in_clear + [event for person in people for event in person.reactions]

    def unreadable(self) -> list[str]:
        """What was said to somebody without the key for it."""
        return [event for person in self._people.values() for event in person.unreadable]

    def organizers(self) -> tuple[Organizer, ...]:
        return tuple(
            Organizer(name, (Address("matrix", self._people[name].user),)) for name in ("olga", "omar")
        )

    def actor(self, name: str) -> MatrixActor:
        async def arrive() -> str:
            return await self._arrives(name)

        actor = MatrixActor(name, self.calm, self._people[name], self._rooms.get(name, ""), arrive)
        self._actors.append(actor)
        return actor

    def unheard(self) -> bool:
        asked = sum(actor.done for actor in self._actors) + len(self._rooms)
        if any(actor.tasks for actor in self._actors) or asked > self._heard_before + self.platform.confirmed:
            return True
        people = self._people.values()
        seen = {event for person in people for event in person.seen}
        if any(event not in seen for _, event in self.platform.spoken):
            return True
        return any(one.event in self.platform.taken_back for person in people for one in person.said)

    async def raise_curtain(self) -> None:
        hs = self.homeserver
        names = ["bot", *NAMES]
        users = await asyncio.gather(*(asyncio.to_thread(hs.newcomer, name) for name in names))
        self._account = users[0]
        self._people = {
            n: MatrixPerson(hs, u, self._folder / n) for n, u in zip(NAMES, users[1:], strict=True)
        }
        await asyncio.gather(*(self._arrives(name) for name in NAMES if name not in self.late))

    async def _arrives(self, name: str) -> str:
        """Somebody opens their app, and a direct room with the bot; its id."""
        person = await self._stack.enter_async_context(self._people[name])
        self._rooms[name] = await person.opens(self._account)
        return self._rooms[name]

    async def drop_curtain(self) -> None:
        await self._stack.aclose()

    async def begin(self) -> None:
        first = self._platform is None
        if self._platform is not None:
            self._heard_before += self._platform.heard
        pins = {self._people[name].user: [self._people[name].session_key] for name in ("olga", "omar")}
        self._platform = CountingMatrix(
            Account(self.homeserver.url, self._account, PASSWORD),
            StoreDrawer(self.store, "matrix"),
            self._folder / "matrix",
            organizers=list(pins),
            pins=pins,
            poll_milliseconds=1000,
        )
        await super().begin()
        if first:  # whoever opens a room is greeted in it
            for actor in self._actors:
                actor.looks_away()
