"""The drill: a whole campaign to practise on the playground, with made-up people, so that nobody hears it."""

import asyncio
import time
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from alertbot.app.bot import Bot, Plan
from alertbot.app.campaigns import campaigns_directory, load_library
from alertbot.app.demo import HOLD, own_settings, seat_rooms
from alertbot.app.drill_text import LINES, example, summary
from alertbot.app.serving import opened_store, until_signalled
from alertbot.domain.drill import Checklist, DrillStep
from alertbot.domain.subscriber import Address, ChatKind, Interests, Organizer
from alertbot.journeys.drill import Practice
from alertbot.platforms.telegram.talk import TelegramPlatform
from alertbot.playground import Chat, Person, Playground, VirtualClock
from alertbot.ports import Store
from alertbot.store.documents import digest

RATE = 5
"""Messages per second: slow enough that somebody who practises can halt them halfway."""

LOOKED = 0.5
"""Seconds between two looks at what is done."""

ANN, OLGA, OMAR, IVA = 101, 201, 202, 203
PEOPLE = (
    Person(OLGA, "Olga Exercise", "en", "You: the organizer who writes"),
    Person(OMAR, "Omar Exercise", "en", "The organizer who approves"),
    Person(ANN, "Ann Exercise", "en", "A subscriber: what readers see"),
    Person(IVA, "Ива Пример", "ru", "Blocked the bot: what fails"),
)
NEWSROOM = Chat(-1003, "group", "EXERCISE newsroom", members=(OLGA, OMAR), administrators=(OLGA,))
ROOMS = (
    Chat(-1001, "group", "EXERCISE group", members=(ANN,), administrators=(OLGA,), bot="member"),
    Chat(-1004, "supergroup", "EXERCISE committee", members=(ANN,), administrators=(OMAR,), bot="member"),
    Chat(-1002, "channel", "EXERCISE channel", administrators=(OMAR,), bot="administrator"),
)
CROWD = (("en", 5_000_000_000), ("ru", 5_100_000_000), ("ro", 5_200_000_000))
"""Languages of the made-up recipients, and the first number of each."""


@dataclass(frozen=True, slots=True)
class Exercise:
    """What a drill is run with. ``tell`` gets every line to print; ``stop`` ends it."""

    at: datetime
    people: int
    tell: Callable[[str], None]
    ready: Callable[[str], None]
    port: int = 0


async def practise(exercise: Exercise, stop: asyncio.Event | None = None) -> Checklist:
    """``alertbot drill``: run until every step is done or ``stop`` is set; nothing it kept is left then."""
    clock, ending = VirtualClock(exercise.at), stop or until_signalled()
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="alertbot-drill-")))
        store = await stack.enter_async_context(opened_store(own_settings(folder)))
        playground = Playground(
            PEOPLE, (NEWSROOM, *ROOMS), clock=clock, bot_name="Alertbot EXERCISE", hints=_lines(Checklist())
        )
        url = await playground.start("127.0.0.1", exercise.port)
        stack.push_async_callback(playground.stop)
        await _gather(playground, store, exercise)
        platform = TelegramPlatform(playground.token, url)
        await platform.open()
        stack.push_async_callback(platform.close)
        bot = Bot(store, _plan(clock, platform, exercise.at))
        coach = Coach(store, playground, exercise)
        watching = asyncio.create_task(coach.watch(ending))
        exercise.ready(url)
        try:
            await bot.run(ending)
        finally:
            watching.cancel()
            await asyncio.gather(watching, return_exceptions=True)
        for line in summary(coach.checklist):
            exercise.tell(line)
        return coach.checklist


class Coach:
    """Ticks what the store says is done, on the page and wherever the drill prints."""

    def __init__(self, store: Store, playground: Playground, exercise: Exercise) -> None:
        self._store = store
        self._playground = playground
        self._tell = exercise.tell
        self._practice = Practice(digest)
        self._began = time.monotonic()
        self.checklist = Checklist()

    async def watch(self, ending: asyncio.Event) -> None:
        for line in _lines(self.checklist):
            self._tell(line)
        while not ending.is_set():
            await self.look()
            if self.checklist.complete:
                ending.set()
            await asyncio.sleep(LOOKED)

    async def look(self) -> None:
        async with self._store.transaction() as tx:
            found = await self._practice.look(tx)
        new = [step for step in DrillStep if step in found and step not in self.checklist.done]
        if not new:
            return
        passed = timedelta(seconds=time.monotonic() - self._began)
        self.checklist = self.checklist.with_steps(new, passed)
        for step in new:
            self._tell(_line(step, self.checklist))
        self._playground.hint(_lines(self.checklist))


def _lines(checklist: Checklist) -> tuple[str, ...]:
    return tuple(_line(step, checklist) for step in DrillStep)


def _line(step: DrillStep, checklist: Checklist) -> str:
    return f"{'✅' if step in checklist.done else '⬜'} {LINES[step]}"


async def _gather(playground: Playground, store: Store, exercise: Exercise) -> None:
    """Everybody who will hear the exercise, none of them real; one blocked the bot and it does not know."""
    addresses = [(Address("telegram", str(ANN)), "en"), (Address("telegram", str(IVA)), "ru")]
    for n, (language, first) in enumerate(CROWD):
        many = len(range(n, exercise.people, len(CROWD)))
        ids = playground.populate(many, first=first, language=language)
        addresses += [(Address("telegram", str(id)), language) for id in ids]
    async with store.transaction() as tx:
        for address, language in addresses:
            await tx.people.put(address, ChatKind.PERSON, language, Interests(), "exercise", exercise.at)
    await seat_rooms(store, ROOMS, exercise.at)
    playground.world.started.update((ANN, IVA, OLGA, OMAR))
    playground.world.blocked.add(IVA)
    playground.say(OMAR, NEWSROOM.id, example(exercise.at.date()))


def _plan(clock: VirtualClock, platform: TelegramPlatform, at: datetime) -> Plan:
    organizers = tuple(
        Organizer(name, (Address("telegram", str(id)),)) for name, id in (("olga", OLGA), ("omar", OMAR))
    )
    library = replace(load_library(campaigns_directory(), at.date()), cases=())
    return Plan(clock, (platform,), organizers, library, RATE, HOLD)
