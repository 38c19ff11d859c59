"""The demonstration: the whole bot against the local playground, with made-up people and a clock to turn."""

from collections.abc import Callable
from contextlib import AsyncExitStack
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from alertbot.app.bot import Bot, Plan
from alertbot.app.campaigns import campaigns_directory, load_library
from alertbot.app.database import database_file
from alertbot.app.health import Heart
from alertbot.app.served import served
from alertbot.app.serving import opened_store, until_signalled
from alertbot.config import Settings
from alertbot.domain.subscriber import Address, ChatKind, Organizer, SubscriberState
from alertbot.platforms.telegram.talk import TelegramPlatform
from alertbot.playground import Chat, Person, Playground, VirtualClock
from alertbot.ports import Store

HOLD = 10.0
"""Seconds between approval and sending in the demonstration: long enough to press Cancel."""

RATE = 25


PEOPLE = (
    Person(101, "Ann Example", "en", "Subscriber, reads English"),
    Person(102, "Борис Пример", "ru", "Subscriber, reads Russian"),
    Person(201, "Olga Example", "en", "Organizer, writes appeals"),
    Person(202, "Omar Example", "en", "Organizer, approves them"),
)
GROUP = Chat(-1001, "group", "Example Group", members=(101, 102), administrators=(201,), bot="member")
CHANNEL = Chat(
    -1002, "channel", "Example Alerts", members=(101, 102), administrators=(202,), bot="administrator"
)
ORGANIZERS = (201, 202)

HINTS = (
    "As Ann and as Борис: press START, then agree.",
    "As Olga: /newappeal, pick a prepared case or paste a text, then ask for approval.",
    "As Omar: preview it and approve. It goes out ten seconds later.",
    "As Ann: sign, write letters, press Remind me.",
    "As Olga: /hearing tomorrow 10:00 Shymkent. Save it, then move it by a day.",
    "Turn the clock above to the next reminder.",
    "The people you act as are made up; nothing leaves this machine.",
)


async def demonstrate(*, port: int, at: datetime, ready: Callable[[str], None]) -> None:
    """``alertbot demo``: run until interrupted; ``ready`` gets the address. Nothing it kept is left then."""
    clock = VirtualClock(at)
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="alertbot-demo-")))
        settings = own_settings(folder)
        store = await stack.enter_async_context(opened_store(settings))

        async def next_due() -> datetime | None:
            async with store.transaction() as tx:
                return await tx.reminders.next_due()

        playground = Playground(PEOPLE, (GROUP, CHANNEL), clock=clock, next_due=next_due, hints=HINTS)
        url = await playground.start("127.0.0.1", port)
        stack.push_async_callback(playground.stop)
        await seat_rooms(store, (GROUP, CHANNEL), at)
        platform = TelegramPlatform(playground.token, url)
        await platform.open()
        stack.push_async_callback(platform.close)
        heart = Heart(clock)
        file = database_file(settings)
        page = served("127.0.0.1:0", store, clock, heart, database=file, public=True)
        address = await stack.enter_async_context(page)
        bot = Bot(store, _plan(clock, platform, at, address), heart)
        for organizer in ORGANIZERS:
            playground.press_start(organizer)
        ready(url)
        await bot.run(until_signalled())


def own_settings(folder: Path) -> Settings:
    """Settings that keep everything in ``folder``, whatever database and key this machine's own bot has."""
    return Settings(data_dir=folder / "data", database_url=None, master_key_file=None)


def _plan(clock: VirtualClock, platform: TelegramPlatform, at: datetime, public_url: str | None) -> Plan:
    organizers = tuple(
        Organizer(f"organizer{n}", (Address("telegram", str(id)),)) for n, id in enumerate(ORGANIZERS, 1)
    )
    library = load_library(campaigns_directory(), at.date())
    return Plan(clock, (platform,), organizers, library, RATE, HOLD, public_url)


async def seat_rooms(store: Store, rooms: tuple[Chat, ...], at: datetime) -> None:
    """Groups and channels are subscribed already; anybody can take the bot out and bring it again."""
    async with store.transaction() as tx:
        for chat in rooms:
            kind = ChatKind.CHANNEL if chat.kind == "channel" else ChatKind.GROUP
            address = Address("telegram", str(chat.id))
            by = Address("telegram", str(chat.administrators[0]))
            room = await tx.people.bring(address, kind, chat.title, by, "en", at)
            await tx.people.set_state(room.id, SubscriberState.ACTIVE)
