"""The real bot over a store of its own, in front of people who can be told what to do.

After every action the stage waits until the bot has handled what came and sent what it owes, so that what
people see, and what they do not see, is certain. Time stands still until it is told to pass.
"""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Self, TypeVar

from sqlalchemy import and_, func, select

from alertbot.app.bot import Bot, Plan
from alertbot.app.campaigns import campaigns_directory, load_library
from alertbot.app.names import lock_names
from alertbot.app.serving import codec_functions
from alertbot.domain.delivery import BroadcastState, DeliveryState
from alertbot.domain.publication import Published
from alertbot.domain.subscriber import Address, Organizer
from alertbot.intake import Library
from alertbot.playground import VirtualClock
from alertbot.ports import Payload, Platform, Tx
from alertbot.store.schema import delivery
from alertbot.store.store import SqlStore, SqlTx
from alertbot.store.vault import Vault

from .actor import Actor
from .cast import START, organizers

T = TypeVar("T")

HOLD = 60.0
RATE = 1000
PATIENCE = 45.0
"""Seconds until a bot that does not calm down fails its test."""

ASKED_AGAIN = 0.012
"""Seconds between two looks at whether the bot is done: the store tells nobody that it has changed."""


@cache
def library(day: date) -> Library:
    return load_library(campaigns_directory(), day)


class Gate:
    """Stands before a platform and keeps messages to one chat waiting."""

    def __init__(self, platform: Platform, chat: str) -> None:
        self.waiting = 0
        self._chat = chat
        self._show = platform.show
        self._opened = asyncio.Event()
        setattr(platform, "show", self._later)  # noqa: B010 - a method is put in another's place

    def open(self) -> None:
        self._opened.set()

    async def _later(self, to: Address, payload: Payload) -> str:
        if to.chat == self._chat and not self._opened.is_set():
            self.waiting += 1
            await self._opened.wait()
            self.waiting -= 1
        return await self._show(to, payload)


class Unanswered(Gate):
    """Lets messages through, and keeps to itself that they arrived."""

    async def _later(self, to: Address, payload: Payload) -> str:
        shown = await self._show(to, payload)
        if to.chat == self._chat:
            self.waiting += 1
            await self._opened.wait()
        return shown


class Stage(ABC):
    """``ann`` and ``boris`` read English and Russian, ``carla`` Romanian; ``olga`` and ``omar`` organize."""

    ann: Actor
    boris: Actor
    carla: Actor
    olga: Actor
    omar: Actor

    def __init__(self, folder: Path, *, at: datetime = START, hold: float = HOLD) -> None:
        self.clock = VirtualClock(at, runs=False)
        self.vault = Vault(bytes(range(32)))
        self.store = SqlStore(folder / "alertbot.sqlite", self.vault, codec_functions(), data=folder)
        self._hold = hold
        self.names_key: bytes | None = None
        self._stop = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._bot: Bot | None = None
        self._gate: Gate | None = None

    # --- what a platform provides -------------------------------------------------------------------------

    @property
    @abstractmethod
    def platform(self) -> Platform: ...

    @abstractmethod
    def actor(self, name: str) -> Actor: ...

    @abstractmethod
    def unheard(self) -> bool:
        """Whether something has happened that the bot has not confirmed yet."""

    @abstractmethod
    async def raise_curtain(self) -> None:
        """Make the platform ready to be opened."""

    @abstractmethod
    async def drop_curtain(self) -> None: ...

    def organizers(self) -> tuple[Organizer, ...]:
        return organizers(self.platform.name)

    # --- the bot ------------------------------------------------------------------------------------------

    async def __aenter__(self) -> Self:
        await self.store.open()
        await self.raise_curtain()
        for name in ("ann", "boris", "carla", "olga", "omar"):
            setattr(self, name, self.actor(name))
        try:
            await self.begin()
        except BaseException:
            await self.__aexit__()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.end()
        await self.drop_curtain()
        await self.store.close()

    @property
    def bot(self) -> Bot:
        assert self._bot is not None
        return self._bot

    async def begin(self) -> None:
        """A new bot over what the store holds."""
        await self.platform.open()
        self.vault.names = self.names_key
        await lock_names(self.store, locks=self.names_key is not None)
        plan = Plan(self.clock, (self.platform,), self.organizers(), library(START.date()), RATE, self._hold)
        self._bot = Bot(self.store, replace(plan, names_key=self.names_key))
        self._stop = asyncio.Event()
        self._task = asyncio.create_task(self._bot.run(self._stop))
        await self.calm()

    async def end(self) -> None:
        if self._gate is not None:
            self._gate.open()
        self._stop.set()
        if self._task is not None:
            await self._task
            await self.platform.close()
        self._task = None

    async def die(self) -> None:
        """The bot is gone at once: whatever is on its way has no result, as after a crash."""
        self._gate = None
        await getattr(self.bot, "_sender").drain(0)  # noqa: B009 - nobody else may give up like that
        await self.end()

    async def restart(self) -> None:
        """The bot is stopped, and another one begins with what the store holds."""
        await self.end()
        await self.begin()

    # --- time ---------------------------------------------------------------------------------------------

    async def pass_time(self, **how_long: float) -> None:
        """Time passes at once; the bot looks at what is due, as it does every second."""
        await self.until(self.clock.now() + timedelta(**how_long))

    async def until(self, instant: datetime) -> None:
        for actor in (self.ann, self.boris, self.carla, self.olga, self.omar):
            actor.looks_away()
        self.clock.jump(instant)
        await self.look()

    async def look(self) -> None:
        """Twice: what the first look sends, the second one finds finished."""
        for _ in range(2):
            await self.bot.look()
            await self.calm()

    async def calm(self) -> None:
        """Until everything that happened is answered, and everything that may be sent is sent."""
        async with asyncio.timeout(PATIENCE):
            while not await self._is_calm():
                assert self._task is not None
                if self._task.done():
                    self._task.result()
                    raise AssertionError("the bot has ended")
                await asyncio.sleep(ASKED_AGAIN)

    async def _is_calm(self) -> bool:
        if self.unheard():
            return False
        async with self.store.transaction() as tx:
            if await tx.inbox.waiting(self.platform.name, 1):
                return False
            counts = await tx.outbox.counts()
            on_the_way = counts.get(DeliveryState.QUEUED, 0) + counts.get(DeliveryState.SENDING, 0)
            on_the_way -= self._gate.waiting if self._gate else 0
            on_the_way -= await self._waiting_for_a_date(tx)
            if not on_the_way:
                return True
            paused = [p for p in await tx.outbox.running() if p.state is BroadcastState.PAUSED]
        return on_the_way == sum(p.counts.get(DeliveryState.QUEUED, 0) for p in paused)

    async def _waiting_for_a_date(self, tx: SqlTx) -> int:
        """Rows of broadcasts that a room's wishes put off."""
        later = and_(delivery.c.broadcast.is_not(None), delivery.c.due > self.clock.now())
        put_off = select(func.count()).where(delivery.c.state == DeliveryState.QUEUED, later)
        return await tx.work.value(put_off)

    # --- a slow platform ----------------------------------------------------------------------------------

    def leave_unwritten(self, actor: Actor) -> None:
        """Messages to this person arrive, and the bot does not learn of it before it dies."""
        self._gate = Unanswered(self.platform, actor.chat)

    def hold_back(self, actor: Actor) -> None:
        """Messages to this person stay on their way until they are let through."""
        self._gate = Gate(self.platform, actor.chat)

    async def let_through(self) -> None:
        assert self._gate is not None
        self._gate.open()
        self._gate = None
        await self.calm()

    # --- short ways ---------------------------------------------------------------------------------------

    async def subscribe(self, *names: str) -> None:
        for name in names:
            await getattr(self, name).subscribe()

    async def publish(self, key: str, **changes: Any) -> Published:
        """A prepared appeal, perhaps changed, straight into the store, without telling anybody."""
        case, _, appeal = key.partition("/")
        prepared = next(p for p in library(START.date()).cases if p.case.key == case)
        chosen = next(a for a in prepared.appeals if a.key == appeal or not appeal)
        async with self.store.transaction() as tx:
            return await tx.appeals.publish(prepared.case, replace(chosen, **changes), self.clock.now())

    async def submit_prepared(self, title: str) -> None:
        """Olga picks a prepared case and asks for approval."""
        await self.olga.says("/newappeal")
        await self.olga.taps(title)
        await self.olga.taps("review.submit")

    async def announce(self, title: str) -> None:
        """A prepared case all the way out: drafted, approved by somebody else, held, sent."""
        await self.submit_prepared(title)
        await self.omar.taps("approve.yes")
        await self.pass_time(seconds=HOLD + 1)

    async def asked(self, question: Callable[[Tx], Awaitable[T]]) -> T:
        """What the store answers."""
        async with self.store.transaction() as tx:
            return await question(tx)
