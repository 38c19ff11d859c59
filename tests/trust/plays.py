"""The plays: what people do before, while and after lives are taken, and what the bot owes them for it."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import pairwise
from typing import ClassVar

from .stage import IN_FLIGHT, OLGA, OMAR, Stage
from .witness import Arrival

CASE, APPEAL = "kurmanov", "solidarity"
EVENINGS = tuple(datetime(2017, 10, day, 12, 0, 2, tzinfo=UTC) for day in (13, 17, 19))
"""Just after six in the evening in Almaty: 7, 3 and 1 day before the court sits."""

FIRST = 10_001


class Play(ABC):
    """``few`` people play where every crash point gets its turn, ``many`` where lives end at any instant."""

    name: ClassVar[str]
    few: ClassVar[int]
    many: ClassVar[int]
    settings: ClassVar[Mapping[str, str]] = {}
    once: ClassVar[bool] = False
    """Whether nothing that people get may come twice."""

    silent: ClassVar[bool] = False
    """Whether nobody is owed anything."""

    broadcasts: ClassVar[Mapping[str, int]] = {"alert": 1}
    """How many there must have been of each kind in the end."""

    states: ClassVar[tuple[str, ...]] = ()
    """In which states, beside sent and in doubt, rows may be in the end."""

    def crowd(self, size: int) -> tuple[int, ...]:
        return tuple(range(FIRST, FIRST + size))

    @abstractmethod
    async def prepare(self, stage: Stage) -> None:
        """Before an undisturbed bot: how it comes to the moment at which the play begins."""

    def begin(self, stage: Stage) -> None:
        """While nobody lives: what happens just before the first life."""
        return

    async def go_on(self, stage: Stage) -> None:
        """While lives come and go: what happens next."""
        return

    def is_owed(self, stage: Stage, text: str) -> bool:
        """Whether everyone must get a text that they get when nobody kills the bot."""
        return True

    def wrongs(self, stage: Stage) -> list[str]:
        """What only this play can see to be wrong, after its end."""
        return []


class Broadcast(Play):
    """An approved appeal, whose hold is over at the first look, goes to everyone."""

    name = "broadcast"
    few, many = 3, 90
    settings: ClassVar = {"HOLD": "3600", "CANARY": "0"}

    async def prepare(self, stage: Stage) -> None:
        await submit(stage)
        await approve(stage)
        for organizer in (OLGA, OMAR):
            await stage.offered(organizer, "cancel-")

    def begin(self, stage: Stage) -> None:
        stage.pass_time(3600)


class Publish(Play):
    """The second organizer's approval, the hold, the broadcast."""

    name = "publish"
    few, many = 2, 12
    settings: ClassVar = {"HOLD": "1"}

    async def prepare(self, stage: Stage) -> None:
        await submit(stage)
        await stage.offered(OMAR, "approve-")
        await stage.calm()

    def begin(self, stage: Stage) -> None:
        stage.witness.tap(OMAR, "approve-")

    async def go_on(self, stage: Stage) -> None:
        await stage.until(lambda: stage.broadcasts("alert"))


class Waves(Play):
    """Everyone presses the same button, a few at a time, the next few once these have their answer."""

    begins: ClassVar[str]
    answer: ClassVar[str]
    wave: ClassVar[int]

    def begin(self, stage: Stage) -> None:
        self._press(stage, 0)

    def _press(self, stage: Stage, first: int) -> None:
        for person in stage.people[first : first + self.wave]:
            stage.witness.tap(person, self.begins)

    async def go_on(self, stage: Stage) -> None:
        for first in range(0, len(stage.people), self.wave):
            if first:
                self._press(stage, first)
            wave = stage.people[first : first + self.wave]
            await stage.until(lambda wave=wave: all(self._is_answered(stage, one) for one in wave))

    def _is_answered(self, stage: Stage, person: int) -> bool:
        """Shown, or listed because nobody knows whether it was."""
        if stage.witness.find_button(person, self.answer):
            return True
        return stage.is_calm()

    async def _lead_to(self, stage: Stage, button: str, answer: str) -> None:
        for person in stage.people:
            stage.witness.tap(person, button)
        await stage.calm()
        for person in stage.people:
            await stage.offered(person, answer)


class Sign(Waves):
    """Everyone taps *Count me*."""

    name = "sign tap"
    few, many = 2, 42
    begins, answer, wave = "count-", "unsign-", 6

    async def prepare(self, stage: Stage) -> None:
        await publish(stage)
        await self._lead_to(stage, "sign-", "count-")

    def wrongs(self, stage: Stage) -> list[str]:
        entry = stage.books.look()
        counted = entry.signatures if entry else 0
        if counted == len(stage.people):
            return []
        return [f"{counted} signatures of {len(stage.people)} people who tapped"]


class Letter(Waves):
    """Everyone takes a letter along: what is said and shown in it may never come twice."""

    name = "letter"
    few, many = 1, 16
    begins, answer, wave = "take-", "write-1-1", 4
    once = True

    async def prepare(self, stage: Stage) -> None:
        await publish(stage)
        steps = ("write-", "offices-", "office-", "prepare-", "take-")
        for button, answer in pairwise(steps):
            await self._lead_to(stage, button, answer)

    def _is_answered(self, stage: Stage, person: int) -> bool:
        last = stage.witness.messages(person)[-1].buttons
        return any(data.startswith(self.answer) for data in last) or stage.is_calm()


class Reminder(Play):
    """The court sits on a known day, and everyone who follows the case is reminded on three evenings."""

    name = "reminder"
    few, many = 2, 20
    broadcasts: ClassVar = {"alert": 1, "reminder": 3}

    async def prepare(self, stage: Stage) -> None:
        await publish(stage)
        for person in stage.people:
            stage.witness.tap(person, "remind-")
        await stage.calm()
        stage.witness.say(OLGA, "/hearing 20 October 2017 10:00 Almaty")
        await stage.offered(OLGA, "savehearing-1-")
        stage.witness.tap(OLGA, "savehearing-1-")
        await stage.offered(OLGA, "nextday-")
        await stage.calm()

    def begin(self, stage: Stage) -> None:
        stage.set_clock(EVENINGS[0])

    async def go_on(self, stage: Stage) -> None:
        for number, evening in enumerate(EVENINGS, 1):
            if number > 1:
                stage.set_clock(evening)
            await stage.until(lambda number=number: stage.broadcasts("reminder") == number)
            await stage.calm()


class Moved(Reminder):
    """The court's date moves at the very moment at which the first reminder of the old one is due."""

    name = "moved date"
    few, many = 2, 12
    broadcasts: ClassVar = {"alert": 1, "notice": 1}

    async def prepare(self, stage: Stage) -> None:
        await super().prepare(stage)
        stage.witness.tap(OLGA, "nextday-")
        await stage.until(lambda: "savehearing-" in stage.witness.messages(OLGA)[-1].keyboard)
        await stage.calm()

    def begin(self, stage: Stage) -> None:
        super().begin(stage)
        stage.witness.tap(OLGA, "savehearing-")

    async def go_on(self, stage: Stage) -> None:
        await stage.until(lambda: stage.broadcasts("notice"))


class Overtaken(Moved):
    """The court's date moves while people are being reminded of the old one."""

    name = "moved midway"
    few, many = 12, 50
    broadcasts: ClassVar = {"alert": 1, "reminder": 1, "notice": 1}
    states: ClassVar = ("superseded",)

    def begin(self, stage: Stage) -> None:
        stage.set_clock(EVENINGS[0])

    async def go_on(self, stage: Stage) -> None:
        await stage.until(lambda: len(to_people(stage)) >= len(stage.people) // 3)
        stage.witness.tap(OLGA, "savehearing-")
        await super().go_on(stage)

    def is_owed(self, stage: Stage, text: str) -> bool:
        return text != to_people(stage)[0].text

    def wrongs(self, stage: Stage) -> list[str]:
        """Once the move was known, the old date left no more than was on its way, and in no later life."""
        old = to_people(stage)[0].text
        lives = [arrival.life if arrival.text == old else 0 for arrival in stage.witness.arrivals]
        late = list(filter(None, lives[lives.index(0) :]))
        moved = min(life for life, page in stage.pages.items() if page and page.broadcasts["notice"])
        found = [f"the old date left in life {life}, moved in {moved}" for life in late if life > moved]
        return found if len(late) <= IN_FLIGHT else [*found, f"the old date left {len(late)} times after it"]


def to_people(stage: Stage) -> list[Arrival]:
    return [arrival for arrival in stage.witness.arrivals if arrival.chat >= FIRST]


async def submit(stage: Stage) -> None:
    """Olga takes the prepared appeal and asks for approval."""
    stage.witness.say(OLGA, "/newappeal")
    await stage.offered(OLGA, f"prepared-{CASE}-{APPEAL}")
    stage.witness.tap(OLGA, f"prepared-{CASE}-{APPEAL}")
    await stage.offered(OLGA, "submit-")
    stage.witness.tap(OLGA, "submit-")


async def approve(stage: Stage) -> None:
    await stage.offered(OMAR, "approve-")
    stage.witness.tap(OMAR, "approve-")


async def publish(stage: Stage) -> None:
    """An appeal all the way out to everybody."""
    await submit(stage)
    await approve(stage)
    for person in stage.people:
        await stage.offered(person, "sign-")
    await stage.calm()
