"""An exercise in the chat: a whole small bot of its own, over a store that is thrown away.

This was chosen over a second mode of the real bot, because then nothing has to remember whether it is in
earnest: the exercise's bot is the real code, and everything it owns is made up. Its database is a file in a
temporary folder, sealed with a key that only this process ever had; its only messenger is a
:class:`~alertbot.app.drill_window.Window`, which knows seats and no addresses; its clock is its own. The real
store holds none of its drafts, appeals, broadcasts or recipients, only rows to the organizers who sat down in
it, written by :mod:`alertbot.app.drill_pane` alone.
"""

import asyncio
import secrets
import time
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from alertbot.app.codecs import codec_functions
from alertbot.dialogue.drill_board import Practice, came, ticked
from alertbot.dialogue.engine import Command, Event, Line
from alertbot.domain.drill import DrillStep
from alertbot.domain.subscriber import Address, ChatKind, Interests, Organizer
from alertbot.errors import NotSent
from alertbot.journeys.drill import Practice as Look
from alertbot.ports import Clock, Platform, Store
from alertbot.store.documents import digest
from alertbot.store.store import open_store
from alertbot.store.vault import Vault

from .drill_pane import ChatPane
from .drill_text import example
from .drill_window import COLLEAGUE, PLATFORM, SEATS, WRITER, Window

RATE = 4
"""Messages a second: slow enough to be stopped halfway."""

READERS = 80
"""Made-up recipients."""

HOLD, CANARY = 20.0, 5.0
"""Seconds between approval and sending, and of these the ones in which organizers have it first."""

LANGUAGES = ("en", "ru", "ro")
LOOKED = 0.5
"""Seconds between two looks at what is done."""

PASSES = {"hour": timedelta(hours=1), "day": timedelta(days=1)}


class Runs(Protocol):
    """A bot."""

    async def run(self, stop: asyncio.Event) -> None: ...


Build = Callable[[Store, Clock, Platform, tuple[Organizer, ...]], Runs]


class ExerciseClock:
    """Runs on from where it was set, and ahead when somebody asks for it."""

    def __init__(self, at: datetime) -> None:
        self._at, self._since = at, time.monotonic()

    def now(self) -> datetime:
        return self._at + timedelta(seconds=time.monotonic() - self._since)

    def advance(self, by: timedelta) -> None:
        self._at += by


class Exercise:
    """``each`` is called with every look. Ends when it is stopped or every step is done."""

    def __init__(
        self, id: int, at: datetime, pane: ChatPane, build: Build, each: Callable[[], Awaitable[None]]
    ) -> None:
        self._pane = pane
        self._build = build
        self._each = each
        self._clock = ExerciseClock(at)
        self._window = Window(id, pane)
        self._stop = asyncio.Event()
        self._look = Look(digest)
        self._company = 0
        self.practice = Practice(id)

    # --- what those who practise do -----------------------------------------------------------------------

    def hears(self, seat: str, event: Event) -> None:
        self._window.says(seat, event, self._language(seat))

    def feels(self, seat: str, number: int) -> None:
        self._window.presses(seat, number, self._language(seat))

    def helps(self, seat: str, what: str) -> None:
        """``text``, ``hour`` or ``day``; anything else is nothing."""
        if what == "text":
            self.hears(seat, Command("newappeal"))
            self.hears(seat, Line(example(self._clock.now().date())))
        elif passes := PASSES.get(what):
            self._clock.advance(passes)

    def stop(self) -> None:
        self._stop.set()

    # --- running ------------------------------------------------------------------------------------------

    async def run(self) -> None:
        with TemporaryDirectory(prefix="alertbot-exercise-") as folder:
            vault, file = Vault(secrets.token_bytes(32)), Path(folder) / "exercise.sqlite"
            async with open_store(file, vault, codec_functions()) as store:
                await _gather(store, self._clock.now())
                organizers = tuple(Organizer(seat, (Address(PLATFORM, seat),)) for seat in SEATS)
                watching = asyncio.create_task(self._watch(store))
                try:
                    await self._build(store, self._clock, self._window, organizers).run(self._stop)
                finally:
                    watching.cancel()
                    await asyncio.gather(watching, return_exceptions=True)

    async def _watch(self, store: Store) -> None:
        try:
            while not self._stop.is_set():
                await self._welcome(store)
                await self._tick(store)
                await self._pane.refresh()
                await self._each()
                await asyncio.sleep(LOOKED)
        finally:
            self._stop.set()

    async def _welcome(self, store: Store) -> None:
        """Whoever sat down since the last look is a reader as well, and so sees what readers get."""
        newcomers = tuple(self._pane.sitters.items())[self._company :]
        for seat, sitter in newcomers:
            async with store.transaction() as tx:
                where, now = Address(PLATFORM, seat), self._clock.now()
                await tx.people.put(where, ChatKind.PERSON, sitter.locale, Interests(), "exercise", now)
            if seat == COLLEAGUE:
                await self._pane.tell(WRITER, came())
                await self._window.seat_colleague()
        self._company += len(newcomers)

    async def _tick(self, store: Store) -> None:
        async with store.transaction() as tx:
            found = await self._look.look(tx)
        new = tuple(step for step in DrillStep if step in found - self.practice.done)
        if not new:
            return
        alone = COLLEAGUE not in self._pane.sitters
        told = Practice(self.practice.id, self.practice.done.union(new), alone)
        try:
            say = self._pane.comment if told.next else self._pane.tell
            for seat in SEATS:
                await say(seat, ticked(told, new))
        except NotSent:
            return
        self.practice = told
        if told.next is None:
            self._stop.set()

    def _language(self, seat: str) -> str:
        """A made-up colleague speaks as whoever practises does."""
        sitters = self._pane.sitters
        return next((sitters[one].locale for one in (seat, *SEATS) if one in sitters), LANGUAGES[0])


async def _gather(store: Store, now: datetime) -> None:
    """Readers who are names and nothing else; the first of them blocked the bot, and it does not know."""
    async with store.transaction() as tx:
        for n in range(READERS):
            where, language = Address(PLATFORM, f"reader-{n}"), LANGUAGES[n % len(LANGUAGES)]
            await tx.people.put(where, ChatKind.PERSON, language, Interests(), "exercise", now)
