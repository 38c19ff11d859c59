"""A bot's platform on a real homeserver, without the bot: what it hears is kept as the inbox keeps it."""

import asyncio
from collections.abc import AsyncGenerator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from alertbot.domain.subscriber import Address
from alertbot.errors import SendFailure
from alertbot.platforms.matrix.account import Account
from alertbot.platforms.matrix.talk import MatrixPlatform
from alertbot.ports import POSITION, Incoming
from alertbot.wording.tree import Block, Handout, Run, Utterance
from tests.support.matrix_person import MatrixPerson
from tests.support.synapse import PASSWORD, Synapse


class Drawers:
    """Forgets nothing, as long as the test lasts."""

    def __init__(self) -> None:
        self.content: dict[str, bytes] = {}

    async def get(self, name: str) -> bytes | None:
        return self.content.get(name)

    async def put(self, name: str, value: bytes) -> None:
        self.content[name] = value


class World:
    """``heard`` is what the platform brought, in order. ``forgetful``: batches are not kept."""

    def __init__(self, homeserver: Synapse, folder: Path) -> None:
        self.homeserver = homeserver
        self.folder = folder
        self.bot = homeserver.newcomer("bot")
        self.drawers = Drawers()
        self.heard: list[Incoming | None] = []
        self.after: int | None = None
        self.platform = self.make()

    def make(
        self,
        *,
        account: Account | None = None,
        organizers: Collection[str] = (),
        pins: Mapping[str, Collection[str]] | None = None,
    ) -> MatrixPlatform:
        """A platform over the same drawers: another start of the same installation."""
        self.platform = MatrixPlatform(
            account or Account(self.homeserver.url, self.bot, PASSWORD),
            self.drawers,
            self.folder / "matrix",
            organizers=organizers,
            pins=pins or {},
            poll_milliseconds=500,
        )
        return self.platform

    async def poll(self) -> Sequence[Incoming | None]:
        events = await self.platform.poll(self.after, wait=True)
        news = [self.platform.parse(event.raw) for event in events]
        for event in events:
            self.after = event.id
            if event.position is not None:
                self.drawers.content[POSITION] = event.position
        self.heard += news
        return news

    async def until_heard(self, many: int) -> list[Incoming]:
        """Poll until so many events that mean something were heard in all."""
        async with asyncio.timeout(60):
            while len(found := [one for one in self.heard if one is not None]) < many:
                await self.poll()
        return found

    async def show(self, to: str, words: str, handout: Handout | None = None) -> str:
        """Sent while the platform listens, as it always does."""
        listening = asyncio.create_task(self.listen())
        try:
            payload = self.platform.encode(Utterance((Block("paragraph", (Run(words),)),), handout=handout))
            return await self.platform.show(Address("matrix", to), payload)
        finally:
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)

    async def listen(self) -> None:
        while True:
            try:
                await self.poll()
            except SendFailure:
                await asyncio.sleep(0.1)

    @asynccontextmanager
    async def person(self, name: str) -> AsyncGenerator[MatrixPerson]:
        async with MatrixPerson(
            self.homeserver, self.homeserver.newcomer(name), self.folder / name
        ) as person:
            yield person

    @asynccontextmanager
    async def opened(self, **settings: Any) -> AsyncGenerator[MatrixPlatform]:
        platform = self.make(**settings)
        try:
            await platform.open()
            yield platform
        finally:
            await platform.close()


@asynccontextmanager
async def met(
    world: World, name: str = "ann", *, encrypted: bool = True
) -> AsyncGenerator[tuple[MatrixPerson, str]]:
    """A person who has opened a direct room with the bot, and its id."""
    async with world.person(name) as person:
        before = len([one for one in world.heard if one is not None])
        room = await person.opens(world.bot, encrypted=encrypted)
        await world.until_heard(before + 1)
        yield person, room
