"""A small cast, a clock that stands still, and a bot that talks to the playground over loopback."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from telegram import Bot

from alertbot.playground import Chat, Limits, Person, Playground, VirtualClock

ANN, BEN, CLEO, DAN = 1001, 1002, 1003, 1004
GROUP, SMALL, CHANNEL = -1001001, -1001002, -1001003
NOON = datetime(2017, 9, 27, 12, 0, tzinfo=UTC)

PEOPLE = (
    Person(ANN, "Ann", "ru", "Subscriber", username="ann"),
    Person(BEN, "Ben", "en", "Organizer"),
    Person(CLEO, "Cleo", "es", "Subscriber"),
    Person(DAN, "Dan", "ar", "Never started"),
)
CHATS = (
    Chat(GROUP, "supergroup", "Oil workers", members=(ANN, BEN), administrators=(BEN,), bot="member"),
    Chat(SMALL, "group", "Family", members=(ANN, CLEO), administrators=(ANN,)),
    Chat(
        CHANNEL,
        "channel",
        "Labour alerts",
        members=(ANN, BEN, CLEO),
        administrators=(BEN,),
        bot="administrator",
        username="labouralerts",
    ),
)


@pytest.fixture(autouse=True)
def waiting_times_are_durations(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library warns about its older form of `retry_after`, and warnings are errors here."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock(NOON, runs=False)


@pytest.fixture
async def playground(clock: VirtualClock) -> AsyncIterator[Playground]:
    """Without limits; the tests of the limits make their own."""
    async with Playground(PEOPLE, CHATS, clock=clock, limits=Limits(enabled=False)) as running:
        yield running


@pytest.fixture
async def bot(playground: Playground) -> AsyncIterator[Bot]:
    made = Bot(playground.token, base_url=playground.base_url, base_file_url=playground.base_file_url)
    async with made:
        yield made


@pytest.fixture
def idle(clock: VirtualClock) -> Playground:
    """A playground whose server is not running: people act, and the updates wait."""
    return Playground(PEOPLE, CHATS, clock=clock)
