"""The Matrix play: a real homeserver, real clients, and a bot that is killed at random instants meanwhile.

Matrix gives each message an id of our own by which a homeserver knows a repeat, so here nothing may come
twice at all: each question has one answer, each alert and each court notice comes once to every reader, and
everybody can read what came.
"""

import asyncio
import random
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from tests.support.synapse import PASSWORD, Synapse

from .lives import Life, Nursery
from .matrix_company import ORGANIZERS, SECONDS, Company
from .order import Birth
from .stage import MORNING

TITLE = "Free Ainur Kurmanov!"
RATE = 30
ANY_TIME, SOON, MESSAGES = 2.5, 0.15, 4
"""A kill comes at any instant, or within so many seconds after one of the next few messages."""

_LEDGER = "SELECT state, count(*) FROM delivery GROUP BY state"


@dataclass
class Outcome:
    """``messages``: how many readers were owed; ``lost`` and ``repeated``: messages too few or too many;
    ``unread``: events that a client could not decrypt; ``outages``: how often the homeserver was killed."""

    kills: int = 0
    outages: int = 0
    messages: int = 0
    lost: int = 0
    repeated: int = 0
    unread: int = 0
    wrongs: list[str] = field(default_factory=list[str])


class MatrixPlay:
    """``wanted``: kills, at least; rounds go on until there were so many."""

    def __init__(
        self,
        nursery: Nursery,
        homeserver: Synapse,
        folder: Path,
        *,
        seed: int,
        wanted: int,
        readers: int = 4,
        outages: bool = True,
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.outcome = Outcome()
        self._nursery = nursery
        self._homeserver = homeserver
        self._folder = folder
        self._wanted = wanted
        self._outages = outages
        self._chance = random.Random(f"matrix {seed}")  # noqa: S311 - which instants are chosen is no secret
        self._company = Company(homeserver, folder, readers)
        self._life: Life | None = None
        self._spared = asyncio.Event()

    async def play(self) -> Outcome:
        """From the first start on, which is not spared either."""
        await self._company.arrive()
        try:
            await self._begin()
            killing = asyncio.create_task(self._kill())
            try:
                await self._rounds()
                self._spared.set()
                await killing
                await self._end()
            except (LookupError, TimeoutError) as stuck:
                self.outcome.wrongs.append(f"stuck: {stuck}")
            finally:
                killing.cancel()
                await asyncio.gather(killing, return_exceptions=True)
        finally:
            if self._life is not None:
                await self._life.kill()
            await self._company.leave()
        return self.outcome

    # --- what people do -----------------------------------------------------------------------------------

    async def _rounds(self) -> None:
        company = self._company
        await company.open_rooms()
        for name in company.readers:
            await company.choose(name, "I agree")
        await self._publish()
        for name in company.readers:
            await company.choose(name, "Remind me")
        await company.organize("omar", "!hearing 20 October 2017 10:00 Almaty", "Save")
        number = 0
        while self.outcome.kills < self._wanted or not number:
            await asyncio.gather(*(self._sign_or_take_back(name) for name in company.readers))
            await self._move_the_hearing(outage=self._outages and number % 5 == 1)
            number += 1

    async def _publish(self) -> None:
        company = self._company
        await company.organize("olga", "!newappeal", "Free Ainur", "ask for approval")
        await company.organize("omar", "Approve")
        await company.all_see(TITLE)
        await self._settled()

    async def _sign_or_take_back(self, name: str) -> None:
        company = self._company
        await company.ask(name, "!appeals")
        await company.choose(name, "Ainur")
        await company.choose(name, "Take it back", "Sign")
        if "Sign without name" in company.texts(name)[-1]:
            await company.choose(name, "Sign without name")

    async def _move_the_hearing(self, *, outage: bool) -> None:
        company = self._company
        await company.organize("omar", "One day later", "Yes, move it")
        await company.notified(self._lose_the_homeserver if outage else None)
        await self._settled()

    async def _settled(self) -> None:
        """Until the ledger knows all that was sent: what can be chosen in an alert is kept once it does."""
        async with asyncio.timeout(SECONDS):
            while self._states().keys() - {"sent"}:  # noqa: ASYNC110 - nothing tells when a file changes
                await asyncio.sleep(0.1)

    async def _lose_the_homeserver(self) -> None:
        self.outcome.outages += 1
        await asyncio.to_thread(self._homeserver.kill)
        await asyncio.to_thread(self._homeserver.start)

    # --- what happens to the bot --------------------------------------------------------------------------

    async def _begin(self) -> None:
        clock = self._folder / "clock"
        if not clock.exists():
            clock.write_text(datetime.fromisoformat(MORNING).isoformat(), "utf-8")
        people = self._company.people
        pinned = [f"{people[name].user} {people[name].session_key}" for name in ORGANIZERS]
        settings = {
            "MATRIX_HOMESERVER": self._homeserver.url,
            "MATRIX_USER": self._company.account,
            "MATRIX_PASSWORD": PASSWORD,
            "MATRIX_DEVICES": ", ".join(pinned),
            "ORGANIZERS": ", ".join(f"{name}=matrix:{people[name].user}" for name in ORGANIZERS),
            "TELEGRAM_API_URL": "http://127.0.0.1:9",
            "CLOCK_FILE": str(clock),
            "DATA_DIR": str(self._folder / "data"),
            "LISTEN": "127.0.0.1:0",
            "RATE": str(RATE),
            "HOLD": "0",
            "CANARY": "0",
        }
        self._life = self._nursery.bear(Birth(str(self._folder), settings))

    async def _kill(self) -> None:
        while not self._spared.is_set():
            await self._some_instant()
            assert self._life is not None
            if not self._spared.is_set():
                ending = await self._life.kill()
                self.outcome.kills += ending.killed
                if not ending.killed:
                    self.outcome.wrongs.append(f"a life ended with {ending.code}: {self.log[-1500:]}")
                await self._begin()

    async def _some_instant(self) -> None:
        if self._chance.random() < 0.3:
            await asyncio.sleep(self._chance.uniform(0, ANY_TIME))
            return
        goal = self._company.arrived + self._chance.randint(1, MESSAGES)
        while self._company.arrived < goal and not self._spared.is_set():  # noqa: ASYNC110 - nothing tells
            await asyncio.sleep(0.02)
        await asyncio.sleep(self._chance.uniform(0, SOON))

    async def _end(self) -> None:
        """Nothing is left to do, the bot ends when asked to, and everybody has seen everything."""
        await self._settled()
        assert self._life is not None
        if code := (await self._life.stop()).code:
            self.outcome.wrongs.append(f"the last life ended with {code}")
        self._life = None
        await self._company.caught_up()
        self._count()

    def _count(self) -> None:
        company, outcome = self._company, self.outcome
        for name in company.readers:
            beside = company.balance(name)
            outcome.messages += company.owed[name]
            outcome.lost += max(0, -beside)
            outcome.repeated += max(0, beside)
        outcome.unread = sum(len(person.unreadable) for person in company.people.values())
        outcome.wrongs += company.wrongs()
        outcome.wrongs += [f"in the log: {word}" for word in ("Traceback", PASSWORD) if word in self.log]

    def _states(self) -> dict[str, int]:
        file = self._folder / "data" / "alertbot.sqlite"
        with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as ledger:
            return dict(ledger.execute(_LEDGER).fetchall())

    @property
    def log(self) -> str:
        file = self._folder / "log.txt"
        return file.read_text("utf-8") if file.exists() else ""
