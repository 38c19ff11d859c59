"""The people of the Matrix play: real clients in direct rooms with the bot, every second room encrypted."""

import asyncio
import re
import sqlite3
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack, closing
from pathlib import Path

from tests.support.matrix_person import MatrixPerson
from tests.support.synapse import Synapse

ORGANIZERS = ("olga", "omar")
SECONDS = 120.0
"""Until what has not been answered will not be answered any more: lives come and go meanwhile."""

_SAID = "SELECT event_id FROM events WHERE sender = ? AND type IN ('m.room.message', 'm.room.encrypted')"


class Company:
    """``owed``: how many messages each reader should have got by now, counted as they ask."""

    def __init__(self, homeserver: Synapse, folder: Path, readers: int) -> None:
        self.homeserver = homeserver
        self.account = homeserver.newcomer("bot")
        self.readers = tuple(f"reader{n}" for n in range(readers))
        self.people: dict[str, MatrixPerson] = {}
        self.rooms: dict[str, str] = {}
        self.owed = Counter[str]()
        self._folder = folder
        self._stack = AsyncExitStack()

    async def arrive(self) -> None:
        for name in (*ORGANIZERS, *self.readers):
            person = MatrixPerson(self.homeserver, self.homeserver.newcomer(name), self._folder / name)
            self.people[name] = await self._stack.enter_async_context(person)

    async def leave(self) -> None:
        await self._stack.aclose()

    def is_encrypted(self, name: str) -> bool:
        return name not in self.readers or self.readers.index(name) % 2 == 0

    async def open_rooms(self) -> None:
        """The bot says hello to everybody, once."""
        for name, person in self.people.items():
            self.rooms[name] = await person.opens(self.account, encrypted=self.is_encrypted(name))
        self.owed.update(self.readers)
        await asyncio.gather(*(self._answered(name) for name in self.readers))

    # --- asking -------------------------------------------------------------------------------------------

    async def ask(self, name: str, text: str) -> None:
        """Say something, and wait for the one message that answers it."""
        self.owed[name] += 1
        await self.people[name].says(self.rooms[name], text)
        await self._answered(name)

    async def choose(self, name: str, *parts: str) -> None:
        """Answer the newest message by the number of the choice that holds one of these, the earlier the
        better."""
        newest = self.texts(name)[-1]
        for part in parts:
            if found := _number(newest, part):
                await self.ask(name, found)
                return
        raise LookupError(f"{name} is not offered {parts[0]!r} but {newest!r}")

    async def organize(self, name: str, *steps: str) -> None:
        """Say the first of these, if it is a command, and then choose; organizers are also told of things
        that they did not ask for, so nothing is counted."""
        person, room = self.people[name], self.rooms[name]
        for step in steps:
            if step.startswith("!"):
                await person.says(room, step)
                continue
            await self._until(name, lambda step=step: _number(self.texts(name)[-1], step), step)
            await person.says(room, _number(self.texts(name)[-1], step))

    async def sees(self, name: str, part: str) -> None:
        await self._until(name, lambda: any(part in text for text in self.texts(name)), part)

    async def all_see(self, part: str) -> None:
        """A message that nobody asked for; every reader is owed it once."""
        self.owed.update(self.readers)
        await asyncio.gather(*(self.sees(name, part) for name in self.readers))

    async def notified(self, meanwhile: Callable[[], Awaitable[None]] | None) -> None:
        """The same, whatever it says; ``meanwhile`` happens as soon as the first of them has it."""
        self.owed.update(self.readers)
        answers = [asyncio.create_task(self._answered(name)) for name in self.readers]
        if meanwhile is not None:
            await asyncio.wait(answers, return_when=asyncio.FIRST_COMPLETED)
            await meanwhile()
        await asyncio.gather(*answers)

    def texts(self, name: str) -> list[str]:
        """What the bot said to somebody, whichever room it was in: it may make one for organizers."""
        return [one.body for one in self.people[name].said if one.sender == self.account] or [""]

    async def _answered(self, name: str) -> None:
        await self._until(name, lambda: self._read(name) >= self.owed[name], f"answer {self.owed[name]}")

    async def _until(self, name: str, holds: Callable[[], object], what: str) -> None:
        try:
            await self.people[name].until(lambda: bool(holds()), SECONDS)
        except TimeoutError:
            raise LookupError(f"{name} never saw {what!r} but {self.texts(name)[-2:]}") from None

    def _read(self, name: str) -> int:
        return sum(one.sender == self.account for one in self.people[name].said)

    # --- counting -----------------------------------------------------------------------------------------

    @property
    def arrived(self) -> int:
        """Messages of the bot that somebody has read."""
        return sum(self._read(name) for name in self.people)

    def said(self) -> set[str]:
        """The events of the bot that the homeserver keeps."""
        with closing(sqlite3.connect(f"{self.homeserver.database.as_uri()}?mode=ro", uri=True)) as database:
            return {row[0] for row in database.execute(_SAID, (self.account,))}

    async def caught_up(self) -> None:
        """Wait until everybody has seen everything."""
        said = self.said()
        async with asyncio.timeout(SECONDS):
            while said - self._seen():  # noqa: ASYNC110 - each person tells only of their own
                await asyncio.sleep(0.1)

    def _seen(self) -> set[str]:
        return {event for person in self.people.values() for event in person.seen}

    def wrongs(self) -> list[str]:
        """Who could not read something, or got more or less than they were owed."""
        found = [f"{name} cannot read an event" for name, one in self.people.items() if one.unreadable]
        for name in self.readers:
            read, owed = self._read(name), self.owed[name]
            if read != owed:
                found.append(f"{name} got {read} messages instead of {owed}: {self.texts(name)[-3:]}")
        return found

    def balance(self, name: str) -> int:
        """How many messages somebody got beyond what they were owed."""
        return self._read(name) - self.owed[name]


def _number(text: str, part: str) -> str:
    """Of the choice that holds a part; empty where none does."""
    found = re.search(rf"^(\d+)\. .*{re.escape(part)}", text, re.MULTILINE | re.IGNORECASE)
    return found[1] if found else ""
