"""A bot process before the judge, and the people who play with it."""

from collections.abc import AsyncGenerator, Iterable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from alertbot.app.serving import opened_store
from alertbot.config import Settings
from alertbot.domain.subscriber import Address, ChatKind, Interests
from tests.support.judge import TOKEN, Judge
from tests.support.judge_limits import Limits

from .process import BotProcess

OLGA, OMAR = 201, 202
"""The organizers."""

ANN = 101
CASE, APPEAL = "kurmanov", "solidarity"
MORNING = "2017-10-04T08:00:00Z"
ALERT = "sign-"
"""How the data of an alert's first button begins."""


class Stage:
    """``judge`` and ``bot``, a clock file, and the steps that several tests take."""

    def __init__(self, folder: Path, judge: Judge, **settings: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.judge = judge
        self.clock_file = folder / "clock"
        self.set_clock(MORNING)
        self._settings = {
            "TELEGRAM_API_URL": judge.url,
            "TELEGRAM_TOKEN": TOKEN,
            "ORGANIZERS": f"olga=telegram:{OLGA}, omar=telegram:{OMAR}",
            "CLOCK_FILE": str(self.clock_file),
            "HOLD": "0",
            "LISTEN": "127.0.0.1:0",
            **settings,
        }
        self.bot = BotProcess(folder / "bot", self._settings)

    def another(self, folder: Path, **settings: str) -> BotProcess:
        """A second installation with the same settings, but for those given."""
        return BotProcess(folder, {**self._settings, **settings})

    def set_clock(self, instant: str) -> None:
        """Written beside and moved into place, so that nobody reads half of it."""
        beside = self.clock_file.with_suffix(".new")
        beside.write_text(instant, "utf-8")
        beside.replace(self.clock_file)

    async def seat(self, people: Iterable[int], locale: str = "en") -> None:
        """Subscribe people and (negative ids) groups without a word, while no bot runs."""
        settings = Settings(data_dir=self.bot.data)
        now = datetime.fromisoformat(MORNING).astimezone(UTC)
        async with opened_store(settings) as store, store.transaction() as tx:
            for person in people:
                address = Address("telegram", str(person))
                kind = ChatKind.PERSON if person > 0 else ChatKind.GROUP
                await tx.people.put(address, kind, locale, Interests(), "2", now)

    async def subscribe(self, person: int) -> None:
        self.judge.say(person, "/start")
        await self.judge.offered(person, "agree-en")
        self.judge.tap(person, "agree-en")
        await self.judge.offered(person, "appeals")

    async def submit(self) -> None:
        """Olga takes the prepared appeal and submits it."""
        self.judge.say(OLGA, "/newappeal")
        await self.judge.offered(OLGA, f"prepared-{CASE}-{APPEAL}")
        self.judge.tap(OLGA, f"prepared-{CASE}-{APPEAL}")
        await self.judge.offered(OLGA, "submit-")
        self.judge.tap(OLGA, "submit-")

    async def approve(self) -> None:
        """Omar approves what waits."""
        await self.judge.offered(OMAR, "approve-")
        self.judge.tap(OMAR, "approve-")

    async def publish(self) -> None:
        await self.submit()
        await self.approve()

    def clean(self) -> None:
        """What must hold after every play: no rule broken, and no secret told."""
        assert not self.judge.violations, self.judge.violations[:5]
        assert TOKEN not in self.bot.log
        assert TOKEN.partition(":")[2] not in self.bot.log
        assert "Traceback" not in self.bot.log


@asynccontextmanager
async def staged(folder: Path, *, limits: Limits | None = None, **settings: str) -> AsyncGenerator[Stage]:
    """A judge that runs and a bot that may be started; both are gone afterwards."""
    judge = Judge(limits or Limits())
    await judge.start()
    stage = Stage(folder, judge, **settings)
    judge.watch = stage.bot.look
    try:
        yield stage
    finally:
        await stage.bot.kill()
        await judge.stop()
