"""The exercises that run beside the real bot: who is in which, and how each of them ends."""

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

import structlog

from alertbot.dialogue.drill import Practices
from alertbot.dialogue.drill_board import interrupted, left, timed_out
from alertbot.dialogue.engine import Event
from alertbot.dialogue.screen import Screen
from alertbot.domain.subscriber import Address
from alertbot.errors import NotSent
from alertbot.faultlines import where
from alertbot.journeys.desk import Desk, Who
from alertbot.ports import Store

from .drill_pane import ChatPane, Sitter
from .drill_stage import Build, Exercise
from .drill_window import COLLEAGUE, WRITER

log = structlog.get_logger(__name__)

LASTS = timedelta(hours=3)
"""After this an exercise ends by itself."""

MOST = 3
"""Exercises at a time: each is a small bot with a database of its own."""

IDS = 10**12


@dataclass(slots=True)
class _Running:
    exercise: Exercise
    pane: ChatPane
    began: datetime
    farewell: Screen | None = None
    ended: bool = False
    task: asyncio.Task[None] | None = None

    def seat_of(self, chat: Address) -> str | None:
        found = (seat for seat, sitter in self.pane.sitters.items() if sitter.address == chat)
        return next(found, None)

    @property
    def joinable(self) -> bool:
        return not self.ended and COLLEAGUE not in self.pane.sitters

    def has(self, organizer: str | None) -> bool:
        sitters = self.pane.sitters.values()
        return not self.ended and any(sitter.organizer == organizer for sitter in sitters)


class Exercises:
    """Fulfils :class:`alertbot.journeys.rehearsing.Stages`. ``wake`` is called when rows were queued."""

    def __init__(self, store: Store, desk: Desk, wake: Callable[[], None], build: Build) -> None:
        self._store = store
        self._desk = desk
        self._wake = wake
        self._build = build
        self._running: dict[int, _Running] = {}
        self._closed = False

    def seen(self, chat: Address, organizer: str | None) -> Practices:
        living = [one for one in self._running.values() if not one.ended]
        own = next((one for one in living if one.seat_of(chat)), None)
        open_ones = [id for id, one in self._running.items() if one.joinable and not one.has(organizer)]
        return Practices(
            replace(own.exercise.practice, alone=own.joinable) if own else None,
            tuple(reversed(open_ones)),
            elsewhere=own is None and any(one.has(organizer) for one in living),
            full=self._closed or len(self._running) >= MOST,
            next_id=secrets.randbelow(IDS),
        )

    def begin(self, id: int, who: Who) -> None:
        pane = ChatPane(self._store, self._desk, self._wake)
        pane.sitters[WRITER] = _sitter(who)
        now = self._desk.clock.now()
        exercise = Exercise(id, now, pane, self._build, partial(self._age, id))
        running = self._running[id] = _Running(exercise, pane, now)
        running.task = asyncio.create_task(self._play(id, running), name="exercise")

    def join(self, id: int, who: Who) -> None:
        running = self._running.get(id)
        if running is not None and running.joinable:
            running.pane.sitters[COLLEAGUE] = _sitter(who)

    def end(self, id: int, who: Who) -> None:
        running = self._running.get(id)
        seat = running.seat_of(who.chat) if running else None
        if running is not None and seat is not None:
            running.pane.sitters.pop(seat)
            self._stop(running, left())

    def hear(self, who: Who, event: Event) -> None:
        if found := self._find(who):
            found[0].exercise.hears(found[1], event)

    def press(self, who: Who, number: int) -> None:
        if found := self._find(who):
            found[0].exercise.feels(found[1], number)

    def help(self, who: Who, what: str) -> None:
        if found := self._find(who):
            found[0].exercise.helps(found[1], what)

    async def close(self) -> None:
        """The bot stops: every exercise is over, and whoever is in one is told with the next start."""
        self._closed = True
        for running in self._running.values():
            self._stop(running, interrupted())
        tasks = [running.task for running in self._running.values() if running.task]
        await asyncio.gather(*tasks, return_exceptions=True)

    def _find(self, who: Who) -> tuple[_Running, str] | None:
        for running in self._running.values():
            seat = running.seat_of(who.chat)
            if seat is not None and not running.ended:
                return running, seat
        return None

    def _stop(self, running: _Running, farewell: Screen) -> None:
        if not running.ended:
            running.ended, running.farewell = True, farewell
        running.exercise.stop()

    async def _age(self, id: int) -> None:
        running = self._running[id]
        if self._desk.clock.now() - running.began >= LASTS:
            self._stop(running, timed_out())

    async def _play(self, id: int, running: _Running) -> None:
        try:
            await running.exercise.run()
        except Exception as error:  # noqa: BLE001 - an exercise that fails must not touch the real bot
            log.error("exercise_failed", **where(error))  # noqa: TRY400 - values stay out of logs
            running.farewell = running.farewell or interrupted()
        del self._running[id]
        if running.exercise.practice.next is None:
            await self._release(running)
            return
        for seat in tuple(running.pane.sitters):
            try:
                await running.pane.tell(seat, running.farewell or interrupted())
            except NotSent:
                log.warning("exercise_ended_unheard")

    async def _release(self, running: _Running) -> None:
        """Every step is done: what comes next is meant for the real bot. In every other case the chats stay
        where they are, so that a line somebody is typing for the exercise is refused, not taken for real."""
        async with self._store.transaction() as tx:
            for sitter in running.pane.sitters.values():
                await tx.talks.end(sitter.address)


def _sitter(who: Who) -> Sitter:
    return Sitter(who.organizer or "", who.chat, who.locale)
