"""A bot that anybody may talk to as anybody: raw updates in, what was shown and ordered out."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import func, select

from alertbot.app.bot import Bot, Plan
from alertbot.app.serving import codec_functions
from alertbot.dialogue.engine import State
from alertbot.dialogue.screen import Localised, Say, Screen
from alertbot.domain.publication import Draft, DraftStage
from alertbot.domain.subscriber import Address, ChatKind, Interests, Organizer, SubscriberState
from alertbot.platforms.telegram.events import Reader
from alertbot.platforms.transcript import TranscriptPlatform
from alertbot.playground import VirtualClock
from alertbot.ports import Arrived, Capabilities, Incoming, Platform, RawEvent, Tx
from alertbot.store.documents import digest
from alertbot.store.schema import audit
from alertbot.store.schema import draft as table
from alertbot.store.store import SqlStore
from alertbot.store.vault import Vault
from tests.support.cast import START
from tests.support.stage import library

BOT = 42
STRANGER, SUBSCRIBER, BLOCKED, OLGA, OMAR, REVOKED = 9001, 9002, 9003, 2001, 2002, 2003
OLGA_ON_MATRIX = "@olga:example.org"
ORGANIZERS = (
    Organizer("olga", (Address("telegram", str(OLGA)), Address("matrix", OLGA_ON_MATRIX))),
    Organizer("omar", (Address("telegram", str(OMAR)),)),
)


class Wire(TranscriptPlatform):
    """Telegram's way of reading updates, with nothing behind it. Everybody administrates every room."""

    @property
    def can(self) -> Capabilities:
        return Capabilities(buttons=True, edit=True, longest=4096, largest_file=20_000_000)

    @property
    def home(self) -> str:
        return "https://t.me/alert_bot?start="

    def parse(self, raw: bytes) -> Incoming | None:
        return Reader("telegram", BOT, "alert_bot").read(raw)

    async def is_administrator(self, room: Address, person: Address) -> bool:
        return True


class UnverifiedDevices(TranscriptPlatform):
    """Matrix, for a sender whose device nobody has verified: the platform vouches for no person."""

    def parse(self, raw: bytes) -> Incoming | None:
        incoming = super().parse(raw)
        return replace(incoming, actor=None) if isinstance(incoming, Arrived) else incoming


@dataclass
class Seen:
    """What came of one event: sentences by id, and orders by name."""

    sentences: list[str] = field(default_factory=list[str])
    orders: list[str] = field(default_factory=list[str])


@dataclass
class World:
    store: SqlStore
    bot: Bot
    drafts: tuple[Draft, Draft, Draft]
    """Olga's: open, submitted, held."""
    seen: Seen = field(default_factory=Seen)
    events: int = 0

    async def hear(self, platform: Platform, raw: dict[str, Any], *, before: bool = False) -> Seen:
        """Handle an event as the bot does; ``before``: it was handled long ago, and comes once more."""
        self.events += 1
        self.seen.sentences.clear()
        self.seen.orders.clear()
        event = RawEvent(self.events, orjson.dumps({"update_id": self.events, **raw}))
        if before and not await self._is_new_after_it_was_handled(platform, event):
            return self.seen
        conversing = self.bot._conversing  # pyright: ignore[reportPrivateUsage]
        await conversing.handle(platform, event, platform.parse(event.raw))
        return self.seen

    async def _is_new_after_it_was_handled(self, platform: Platform, event: RawEvent) -> bool:
        async with self.store.transaction() as tx:
            await tx.inbox.add(platform.name, [event], START)
            await tx.inbox.done(platform.name, event.id)
            await tx.inbox.add(platform.name, [event], START)
            return bool(await tx.inbox.waiting(platform.name, 1))

    async def restore(self) -> None:
        """The drafts as they were; nobody is in the middle of anything."""
        async with self.store.transaction() as tx:
            for draft in self.drafts:
                await tx.drafts.save(draft)
            for person in (OLGA, OMAR):
                await tx.talks.end(Address("telegram", str(person)))
            await tx.talks.end(Address("matrix", OLGA_ON_MATRIX))

    async def left(self) -> tuple[list[tuple[Any, ...]], int]:
        """What an order could have changed: the drafts' rows, and how much stands in the audit trail."""
        async with self.store.transaction() as tx:
            rows = await tx.work.rows(select(table.c.id, table.c.stage, table.c.changed, table.c.digest))
            return sorted(tuple(row) for row in rows), await tx.work.value(select(func.count(audit.c.id)))


def _sentences(screen: Screen) -> list[str]:
    return [
        part.words.id
        if isinstance(part.words, Say)
        else ""
        if isinstance(part.words, Localised)
        else part.words
        for part in screen.parts
    ]


def _watch(bot: Bot, seen: Seen) -> None:
    """Note what is shown and ordered; screens are noted in place of being queued."""

    async def show(tx: Tx, to: Address, screen: Screen, *_: Any, **__: Any) -> None:
        seen.sentences += _sentences(screen)

    def noting(do: Any) -> Any:
        async def noted(tx: Tx, order: Any, who: Any) -> None:
            seen.orders.append(type(order).__name__)
            await do(tx, order, who)

        return noted

    bot._desk.show = show  # pyright: ignore
    conversing: Any = bot._conversing  # pyright: ignore[reportPrivateUsage]
    conversing._does = {order: noting(do) for order, do in conversing._does.items()}


async def _drafts(tx: Tx) -> tuple[Draft, Draft, Draft]:
    prepared = next(p for p in library(START.date()).cases if p.case.key == "kurmanov")
    case, appeal = prepared.case, prepared.appeals[0]
    hash = digest(case, appeal)
    begun = [await tx.drafts.begin("olga", START) for _ in range(3)]
    filled = [replace(one, case=case, appeal=appeal) for one in begun]
    submitted = replace(filled[1], stage=DraftStage.SUBMITTED, digest=hash)
    held = replace(
        filled[2], stage=DraftStage.HOLD, digest=hash, approved_by="omar", hold_until=START.replace(year=2018)
    )
    for draft in (filled[0], submitted, held):
        await tx.drafts.save(draft)
    return filled[0], submitted, held


async def _people(tx: Tx) -> None:
    for person in (SUBSCRIBER, BLOCKED, REVOKED):
        address = Address("telegram", str(person))
        known = await tx.people.put(address, ChatKind.PERSON, "en", Interests(), "1", START)
        if person == BLOCKED:
            await tx.people.set_state(known.id, SubscriberState.GONE)
    halfway = State("new_appeal", "collect", {"draft": 1})
    await tx.talks.keep(Address("telegram", str(REVOKED)), halfway, START)


@asynccontextmanager
async def opened(folder: Path, platforms: tuple[Platform, ...]) -> AsyncGenerator[World]:
    store = SqlStore(folder / "alertbot.sqlite", Vault(bytes(range(32))), codec_functions(), data=folder)
    await store.open()
    try:
        clock = VirtualClock(START, runs=False)
        bot = Bot(store, Plan(clock, platforms, ORGANIZERS, library(START.date()), 25, 60.0))
        async with store.transaction() as tx:
            await _people(tx)
            drafts = await _drafts(tx)
        seen = Seen()
        _watch(bot, seen)
        yield World(store, bot, drafts, seen)
    finally:
        await store.close()
