"""The demonstration on Matrix: the whole bot on a homeserver of its own, with made-up people who encrypt."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from alertbot.app.bot import Bot, Plan
from alertbot.app.campaigns import campaigns_directory, load_library
from alertbot.app.database import database_file
from alertbot.app.demo import HOLD, RATE, own_settings
from alertbot.app.demo_seat import MatrixSeat
from alertbot.app.drawers import StoreDrawer
from alertbot.app.health import Heart
from alertbot.app.served import served
from alertbot.app.serving import opened_store, until_signalled
from alertbot.domain.subscriber import Address, Organizer
from alertbot.errors import ConfigurationError
from alertbot.platforms.matrix.account import Account
from alertbot.platforms.matrix.talk import MatrixPlatform
from alertbot.playground import VirtualClock
from alertbot.playground.homeserver import NAME, Synapse, free_port, missing
from alertbot.playground.seatpage import SeatPage
from alertbot.ports import Store

USUAL_PORT = 8008
"""Where apps look for a homeserver on this machine."""

PASSWORD = "example-password"  # noqa: S105 - opens nothing but a server on this machine
BOT = "alertbot"
ROOM = "Example Group"
PEOPLE = (
    ("ann", "Ann Example", "Subscriber, reads English", "en"),
    ("boris", "Борис Пример", "Subscriber, reads Russian", "ru"),
    ("olga", "Olga Example", "Organizer, writes appeals", "en"),
    ("omar", "Omar Example", "Organizer, approves them", "en"),
)
ORGANIZERS = ("olga", "omar")
HINTS = (
    "As Ann: answer the welcome with the number of your choice, or in its words.",
    "As Борис: type Русский, then agree.",
    "As Olga: !newappeal, pick a prepared case or paste a text, then ask for approval.",
    "As Omar: preview it and approve. It goes out ten seconds later, to the group as well.",
    "As Ann: reply to an older message with a number: that message's choice is meant.",
    "As Ann: sign, and write letters: the files come encrypted.",
    "As Olga: !hearing tomorrow 10:00 Shymkent. Turn the clock above to the next reminder.",
    "The people you act as are made up; nothing leaves this machine.",
)


@dataclass(frozen=True, slots=True)
class Ready:
    """What whoever started it is told: the page, the homeserver, and who can sign in there."""

    page: str
    homeserver: str
    users: tuple[str, ...]
    password: str = field(default=PASSWORD, repr=False)


async def demonstrate_on_matrix(*, port: int, at: datetime, ready: Callable[[Ready], None]) -> None:
    """``alertbot demo --matrix``: run until interrupted. Nothing it kept is left then.

    :class:`ConfigurationError` when Synapse is not installed.
    """
    if why := missing():
        raise ConfigurationError(why)
    stop = until_signalled()
    clock = VirtualClock(at)
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="alertbot-demo-")))
        homeserver = await _homeserver(stack, folder / "homeserver")
        settings = own_settings(folder)
        store = await stack.enter_async_context(opened_store(settings))
        page, seats = await _seated(stack, store, clock, homeserver, folder)
        url = await page.start("127.0.0.1", port)
        stack.push_async_callback(page.stop)
        platform = _platform(store, homeserver, folder, seats)
        await platform.open()
        stack.push_async_callback(platform.close)
        heart = Heart(clock)
        letters = served("127.0.0.1:0", store, clock, heart, database=database_file(settings), public=True)
        address = await stack.enter_async_context(letters)
        bot = Bot(store, _plan(clock, platform, seats, at, address), heart)
        moving_in = asyncio.create_task(_move_in(seats))
        stack.callback(moving_in.cancel)
        ready(Ready(url, _by_name(homeserver.url), tuple(seat.user for seat in seats)))
        await bot.run(stop)


async def _homeserver(stack: AsyncExitStack, folder: Path) -> Synapse:
    homeserver = Synapse(folder, port=free_port(USUAL_PORT))
    await asyncio.to_thread(homeserver.__enter__)
    stack.push_async_callback(asyncio.to_thread, homeserver.stop)
    await asyncio.to_thread(homeserver.register, BOT, PASSWORD, title="Alertbot")
    return homeserver


async def _seated(
    stack: AsyncExitStack, store: Store, clock: VirtualClock, homeserver: Synapse, folder: Path
) -> tuple[SeatPage, list[MatrixSeat]]:
    async def next_due() -> datetime | None:
        async with store.transaction() as tx:
            return await tx.reminders.next_due()

    def seen() -> None:
        page.changed()

    seats = [MatrixSeat(_user(key), name, role, speaks, seen) for key, name, role, speaks in PEOPLE]
    page = SeatPage(seats, clock, next_due, hints=HINTS)
    for (key, *_), seat in zip(PEOPLE, seats, strict=True):
        user = await asyncio.to_thread(homeserver.register, key, PASSWORD, title=seat.name)
        login = await asyncio.to_thread(homeserver.log_in, user, PASSWORD)
        await asyncio.to_thread((folder / key).mkdir)
        await seat.open(homeserver.url, login, folder / key)
        stack.push_async_callback(seat.close)
    return page, seats


def _platform(store: Store, homeserver: Synapse, folder: Path, seats: Sequence[MatrixSeat]) -> MatrixPlatform:
    """The organizers' devices are pinned: in the demonstration nobody has to read a key to anybody."""
    pins = {seat.user: [seat.session_key] for seat in _organizers(seats)}
    account = Account(homeserver.url, _user(BOT), PASSWORD)
    drawer = StoreDrawer(store, "matrix")
    return MatrixPlatform(account, drawer, folder / "matrix", organizers=list(pins), pins=pins)


def _organizers(seats: Sequence[MatrixSeat]) -> list[MatrixSeat]:
    return [seat for (key, *_), seat in zip(PEOPLE, seats, strict=True) if key in ORGANIZERS]


def _plan(
    clock: VirtualClock,
    platform: MatrixPlatform,
    seats: Sequence[MatrixSeat],
    at: datetime,
    public_url: str | None,
) -> Plan:
    organizers = tuple(
        Organizer(f"organizer{n}", (Address("matrix", seat.user),))
        for n, seat in enumerate(_organizers(seats), 1)
    )
    library = load_library(campaigns_directory(), at.date())
    return Plan(clock, (platform,), organizers, library, RATE, HOLD, public_url)


async def _move_in(seats: Sequence[MatrixSeat]) -> None:
    """Everybody asks the bot into a direct room, and an organizer brings it into a room of several."""
    bot = _user(BOT)
    for seat in seats:
        await seat.makes_room([bot], direct=True)
    owner, *_ = _organizers(seats)
    guests = [seat.user for seat in seats if seat not in _organizers(seats)]
    room = await owner.makes_room([bot, *guests], title=ROOM)
    await owner.until(lambda: owner.sits_with(room, bot))
    await owner.say(room, "!subscribe")


def _user(name: str) -> str:
    return f"@{name}:{NAME}"


def _by_name(url: str) -> str:
    return url.replace("127.0.0.1", "localhost")
