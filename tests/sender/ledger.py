"""A store in memory, as much of it as the sender uses, and a platform that does what a test tells it."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import cast

from alertbot.dialogue.screen import Screen, text
from alertbot.domain.delivery import DeliveryState, Priority
from alertbot.domain.subscriber import Address, ChatKind
from alertbot.errors import StaleTap
from alertbot.ports import BroadcastScreens, Capabilities, Claimed, Clock, Offer, Platform, Result, Store
from alertbot.ports.ledger import NEVER_ABSORBED
from alertbot.sender import Sender
from alertbot.wording.tree import Block, Button, Run, Utterance

from .virtual import now

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
WAITING = (DeliveryState.QUEUED, DeliveryState.PARKED)


def utterance(words: str, *labels: str) -> Utterance:
    rows = tuple((Button(label, tap=f"tap-{label}"),) for label in labels)
    return Utterance((Block("paragraph", (Run(words),)),), rows)


class LoopClock:
    """Wall time that runs with the loop's."""

    def now(self) -> datetime:
        return NOON + timedelta(seconds=now() - 1000.0)


@dataclass
class Row:
    claimed: Claimed
    state: DeliveryState = DeliveryState.QUEUED
    due: datetime = NOON
    message: str | None = None
    reason: str = ""
    history: list[DeliveryState] = field(default_factory=list[DeliveryState])


class Ledger:
    """Rows by id. ``broken`` transactions fail when they commit; ``commits`` counts the good ones."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.rows: dict[int, Row] = {}
        self.moves: list[tuple[Address, str]] = []
        self.offered: dict[Address, list[Offer]] = {}
        self.asked_for_screens = 0
        self.unreadable: set[int] = set()
        self.withdrawn: set[int | None] = set()
        self.edition = 0
        self.broken = 0
        self.commits = 0
        self.most_unsettled = 0
        self._lock = asyncio.Lock()

    def add(
        self,
        chat: str,
        said: Utterance | None = None,
        *,
        platform: str = "fake",
        kind: ChatKind = ChatKind.PERSON,
        broadcast: int | None = None,
        priority: Priority | None = None,
        amends: str | None = None,
        once: bool = False,
        locale: str = "en",
        tries: int = 0,
    ) -> Row:
        number = len(self.rows) + 1
        said = None if broadcast else said or utterance(f"to {chat}")
        lane = priority if priority is not None else Priority.ALERT if broadcast else Priority.ANSWER
        to = Address(platform, chat)
        claimed = Claimed(
            number, to, kind, chat.encode(), tries, lane, broadcast, said, amends, locale, once=once
        )
        self.rows[number] = Row(claimed, due=self.clock.now())
        return self.rows[number]

    @asynccontextmanager
    async def transaction(self, *, first: bool = False) -> AsyncGenerator["Ledger", None]:
        async with self._lock:
            kept = {id: replace(row, history=list(row.history)) for id, row in self.rows.items()}
            await asyncio.sleep(0.005)
            try:
                yield self
                self._commit()
            except BaseException:
                for id, row in kept.items():
                    self.rows[id].__dict__.update(row.__dict__)
                raise
            self.commits += 1
            self.most_unsettled = max(self.most_unsettled, self.count(DeliveryState.SENDING))

    def _commit(self) -> None:
        if self.broken:
            self.broken -= 1
            raise OSError("disk full")

    def count(self, state: DeliveryState) -> int:
        return sum(row.state is state for row in self.rows.values())

    # --- the repositories, all in one -----------------------------------------------------------------------

    @property
    def outbox(self) -> "Ledger":
        return self

    @property
    def people(self) -> "Ledger":
        return self

    @property
    def talks(self) -> "Ledger":
        return self

    async def screens(self, broadcast: int) -> BroadcastScreens:
        self.asked_for_screens += 1
        if broadcast in self.unreadable:
            raise StaleTap("unknown")
        now = f"{broadcast} reworded" if self.edition else str(broadcast)
        return BroadcastScreens(Screen((text(f"alert {now}"),)), Screen((text(f"room {now}"),)))

    async def parked(self, at: datetime) -> list[tuple[Address, datetime]]:
        kept = [row for row in self.rows.values() if row.state is DeliveryState.PARKED and row.due > at]
        return [(row.claimed.to, row.due) for row in kept]

    async def claim(
        self,
        limit: int,
        at: datetime,
        busy: Collection[bytes],
        absorbs: Mapping[str, timedelta] = NEVER_ABSORBED,
    ) -> list[Claimed]:
        taken = {
            *busy,
            *(r.claimed.recipient for r in self.rows.values() if r.state is DeliveryState.SENDING),
        }
        out: list[Claimed] = []
        for row in sorted(self.rows.values(), key=lambda row: (row.claimed.priority, row.claimed.id)):
            stands = row.state in WAITING and row.claimed.broadcast not in self.withdrawn
            if stands and row.claimed.recipient not in taken and len(out) < limit:
                taken.add(row.claimed.recipient)  # also when it is not due: it holds back those behind it
                if row.due <= at:
                    if row.claimed.to.platform in absorbs and row.claimed.absorbed_until is None:
                        until = at + absorbs[row.claimed.to.platform]
                        row.claimed = replace(row.claimed, absorbed_until=until)
                    row.claimed = replace(row.claimed, edition=self.edition)
                    row.state = DeliveryState.SENDING
                    out.append(row.claimed)
        return out

    async def record(self, results: Sequence[Result], at: datetime) -> None:
        for result in results:
            row = self.rows[result.id]
            assert row.state is DeliveryState.SENDING
            row.state, row.message, row.reason = result.state, result.message, result.reason
            row.due = result.not_before or at
            row.claimed = replace(row.claimed, tries=result.tries)
            row.history.append(result.state)

    async def wanted(self, rows: Collection[int], at: datetime) -> Mapping[int, int]:
        return {id: self.edition for id in rows if self.rows[id].claimed.broadcast not in self.withdrawn}

    async def recover(self, at: datetime, *, everything: bool = False) -> Mapping[DeliveryState, int]:
        assert everything
        left = [row for row in self.rows.values() if row.state is DeliveryState.SENDING]
        for row in left:
            row.state, row.due = DeliveryState.QUEUED, at
        return {DeliveryState.QUEUED: len(left)}

    async def next_due(self, at: datetime) -> datetime | None:
        return min((r.due for r in self.rows.values() if r.state in WAITING and r.due > at), default=None)

    async def move(self, address: Address, chat: str) -> None:
        self.moves.append((address, chat))
        for row in self.rows.values():
            if row.claimed.to == address:
                row.claimed = replace(row.claimed, to=Address(address.platform, chat))

    async def offer(self, chat: Address, offers: Sequence[Offer], at: datetime) -> None:
        self.offered[chat] = list(offers)


@dataclass
class FakePlatform:
    """``answer`` is asked for every message: it may wait, raise or return."""

    name: str = "fake"
    buttons: bool = True
    answer: Callable[[Address], Awaitable[None]] | None = None
    edit: Callable[[Address], Awaitable[None]] | None = None
    shown: list[tuple[Address, str]] = field(default_factory=list[tuple[Address, str]])
    amended: list[tuple[Address, str, str]] = field(default_factory=list[tuple[Address, str, str]])
    times: list[float] = field(default_factory=list[float])
    encoded: int = 0
    on_the_way: int = 0
    most_on_the_way: int = 0

    @property
    def can(self) -> Capabilities:
        return Capabilities(self.buttons, edit=True, longest=4096, largest_file=1)

    def encode(self, said: Utterance) -> str:
        self.encoded += 1
        if said.plain() == "unspeakable":
            raise ValueError("private words")
        return said.plain()

    async def show(self, to: Address, payload: str) -> str:
        self.on_the_way += 1
        self.most_on_the_way = max(self.most_on_the_way, self.on_the_way)
        try:
            if self.answer:
                await self.answer(to)
        finally:
            self.on_the_way -= 1
        self.shown.append((to, payload))
        self.times.append(now())
        return str(len(self.shown))

    async def amend(self, to: Address, message: str, payload: str) -> None:
        if self.edit:
            await self.edit(to)
        self.amended.append((to, message, payload))

    async def delete(self, to: Address, message: str) -> None:
        self.amended.append((to, message, ""))


def word(screens: BroadcastScreens, room: bool, locale: str, zone: str | None) -> Utterance:
    part = (screens.room if room else screens.person).parts[0]
    return utterance(f"{part.words} in {locale}", "Sign")


@dataclass
class Stage:
    """A sender over a ledger and platforms, for one scene."""

    ledger: Ledger
    sender: Sender
    platforms: dict[str, FakePlatform]
    running: asyncio.Task[None] | None = None

    @property
    def platform(self) -> FakePlatform:
        return self.platforms["fake"]

    def begin(self) -> None:
        self.running = asyncio.create_task(self.sender.run())

    async def until(self, done: Callable[[], bool], seconds: float = 120.0) -> float:
        """Virtual seconds until it is so."""
        begun = now()
        while not done():
            assert now() - begun < seconds, "it never happened"
            await asyncio.sleep(0.01 if seconds < 1000 else 0.1)
        return now() - begun

    async def settled(self, seconds: float = 120.0) -> float:
        return await self.until(lambda: all(r.state.is_final for r in self.ledger.rows.values()), seconds)


def stage(rate: int = 25, *platforms: FakePlatform) -> Stage:
    clock = LoopClock()
    ledger = Ledger(clock)
    named = {platform.name: platform for platform in platforms or (FakePlatform(),)}
    sender = Sender(cast("Store", ledger), cast("dict[str, Platform]", named), word, clock, rate, now=now)
    return Stage(ledger, sender, named)
