"""A play's stage: a data folder, a clock, the witness, and one life after the other."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from shutil import copytree

from tests.support.judge import TOKEN

from .books import Books, Entry
from .lives import Ending, Life, Nursery
from .order import Birth
from .witness import Memory, Witness

OLGA, OMAR = 201, 202
"""The organizers."""

MORNING = "2017-10-04T08:00:00+00:00"
RATE = 30
"""Messages a second, Telegram's limit for everybody."""

IN_FLIGHT = 4
"""Messages sent whose result is not yet written, at most, at that rate."""

LOOK = 0.02
"""Seconds between two looks into the ledger, which tells nobody when it changes."""

PATIENCE = 45.0
"""Seconds until whatever has not happened will not happen any more."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Where plays begin: the data of a bot that ended well, what everybody's chat shows, and the time."""

    data: Path
    memory: Memory
    time: datetime
    people: tuple[int, ...]


class Stage:
    """``bug``: what is wrong with the bots that live here from now on; empty for nothing."""

    def __init__(
        self,
        nursery: Nursery,
        folder: Path,
        people: tuple[int, ...],
        *,
        seed: str = "",
        scene: Scene | None = None,
        patience: float = PATIENCE,
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.people = people
        self.witness = Witness(seed, scene.memory if scene else None)
        self.witness.clock = lambda: self.now().timestamp()
        self.books = Books(self.data / "alertbot.sqlite", people)
        self.endings: dict[int, Ending] = {}
        self.pages: dict[int, Entry | None] = {}
        """How each life ended, and what the ledger said then, by its number."""
        self._nursery = nursery
        self.bug = ""
        self._patience = patience
        self._life: Life | None = None
        if scene is not None:
            copytree(scene.data, self.data)
        self.before = (self.books.look() if scene else None) or Entry(0)
        """What the ledger said when the play began."""
        self._clock = folder / "clock"
        self.set_clock(scene.time if scene else datetime.fromisoformat(MORNING))

    @property
    def data(self) -> Path:
        return self.folder / "data"

    # --- time ---------------------------------------------------------------------------------------------

    def set_clock(self, at: datetime) -> None:
        """Written beside and moved into place, so that nobody reads half of it."""
        self._at, self._since = at, asyncio.get_running_loop().time()
        beside = self._clock.with_suffix(".new")
        beside.write_text(at.isoformat(), "utf-8")
        beside.replace(self._clock)

    def pass_time(self, seconds: float) -> None:
        self.set_clock(self.now() + timedelta(seconds=seconds))

    def now(self) -> datetime:
        return self._at + timedelta(seconds=asyncio.get_running_loop().time() - self._since)

    # --- lives --------------------------------------------------------------------------------------------

    async def seat(self) -> None:
        """Subscribe everybody without a word."""
        settings = {"DATA_DIR": str(self.data)}
        birth = Birth(str(self.folder), settings, seats=self.people, seated=MORNING)
        ending = await self._nursery.bear(birth).ended()
        if ending.code:
            raise RuntimeError(f"nobody could be seated: {self.log[-2000:]}")

    def begin(self, settings: Mapping[str, str], end_at: int | None = None) -> Life:
        """A new life, on a clock that goes on from where it stands; ``end_at`` as in :class:`Birth`."""
        self.set_clock(self.now())
        given = {
            "TELEGRAM_API_URL": self.witness.address(self._number),
            "TELEGRAM_TOKEN": TOKEN,
            "ORGANIZERS": f"olga=telegram:{OLGA}, omar=telegram:{OMAR}",
            "CLOCK_FILE": str(self._clock),
            "DATA_DIR": str(self.data),
            "LISTEN": "127.0.0.1:0",
            "RATE": str(RATE),
            "HOLD": "0",
            **settings,
        }
        self._life = self._nursery.bear(Birth(str(self.folder), given, end_at, self.bug))
        return self._life

    async def kill(self) -> Ending:
        return self._end(await self._living.kill())

    async def stop(self) -> Ending:
        return self._end(await self._living.stop())

    @property
    def is_played(self) -> bool:
        """Whether a life has begun and was neither killed, stopped nor buried."""
        return self._life is not None

    @property
    def is_dead(self) -> bool:
        return self._living.ending is not None

    def bury(self) -> Ending | None:
        """How the life ended, if it did so on its own."""
        ending = self._living.ending
        return self._end(ending) if ending else None

    async def clear(self) -> None:
        """Whatever happened: nobody lives here any more."""
        if self._life is not None:
            await self._life.kill()
        await self.witness.stop()

    @property
    def _number(self) -> int:
        """Of the life that is lived or comes next; the first one is 1."""
        return len(self.endings) + 1

    @property
    def _living(self) -> Life:
        if self._life is None:
            raise RuntimeError("nobody lives")
        return self._life

    def _end(self, ending: Ending) -> Ending:
        number = self._number
        self.endings[number], self.pages[number] = ending, self.books.look()
        self._life = None
        return ending

    # --- waiting ------------------------------------------------------------------------------------------

    async def until(self, holds: Callable[[], object]) -> None:
        """Wait until something holds; ``TimeoutError``."""
        async with asyncio.timeout(self._patience):
            while not holds():  # noqa: ASYNC110 - nothing tells when another process's file changes
                await asyncio.sleep(LOOK)

    async def awake(self) -> None:
        """Wait until the life that began last listens, or is over."""
        await self.until(lambda: self._life is None or self.is_dead or self._number in self.witness.listeners)

    async def offered(self, chat: int, begins: str) -> None:
        """Wait for a button."""
        await self.until(lambda: self.witness.find_button(chat, begins))

    async def calm(self) -> None:
        """Wait until everything that happened is handled, and everything that may be sent is sent."""
        await self.until(self.is_calm)

    async def idle(self) -> None:
        """Wait until there is nothing to do before its hour: a hold or a canary may still run."""
        await self.until(self._is_idle)

    def _is_idle(self) -> bool:
        entry = self.books.look() if self.witness.heard_all else None
        return entry is not None and not entry.busy

    def is_calm(self) -> bool:
        entry = self.books.look() if self.witness.heard_all else None
        return entry is not None and not entry.open

    def broadcasts(self, kind: str) -> int:
        """How many of a kind have begun."""
        entry = self.books.look()
        return entry.broadcasts[kind] if entry else 0

    @property
    def log(self) -> str:
        """Everything all lives so far have said."""
        file = self.folder / "log.txt"
        return file.read_text("utf-8") if file.exists() else ""

    def scene(self, folder: Path) -> Scene:
        """What others may begin with. The last life must have ended well."""
        return Scene(Path(copytree(self.data, folder)), self.witness.memory(), self.now(), self.people)
