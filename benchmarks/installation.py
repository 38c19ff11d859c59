"""An installation of alertbot: a folder with a key and a ledger, seeded once and copied for each run."""

import shutil
import sqlite3
import sys
from collections.abc import Iterable, Mapping
from contextlib import closing
from datetime import UTC, datetime
from os import urandom
from pathlib import Path

from alertbot.app.serving import opened_store
from alertbot.config import Settings
from alertbot.domain.delivery import BroadcastKind, DeliveryState, Priority
from alertbot.domain.subscriber import Address, ChatKind, Interests
from alertbot.ports import Audience
from alertbot.store.people import PLACE
from alertbot.store.store import SqlStore
from alertbot.store.vault import make_key

from . import alert
from .message import TOKEN

PLATFORM = "telegram"
KEY = "master.key"
DATABASE = "alertbot.sqlite"
PROGRAM = Path(sys.executable).parent / "alertbot"
ORGANIZERS = "ann=telegram:201, ben=telegram:202"
FIRST = 10_000_000
"""The first of the audience's chats."""

Place = tuple[bytes, bytes]
"""A subscriber's look-up and sealed address."""

_BROADCAST = 1
"""The id of the first broadcast of all."""

_AT_ONCE = 5_000


def settings(folder: Path) -> Settings:
    return Settings(data_dir=folder / "data", master_key_file=folder / KEY)


def environment(folder: Path, url: str, rate: int) -> Mapping[str, str]:
    """The variables that ``alertbot run`` is set up by."""
    named = {
        "DATA_DIR": str(folder / "data"),
        "MASTER_KEY_FILE": str(folder / KEY),
        "TELEGRAM_API_URL": url,
        "TELEGRAM_TOKEN": TOKEN,
        "ORGANIZERS": ORGANIZERS,
        "RATE": str(rate),
        "LISTEN": "127.0.0.1:0",
    }
    return {f"ALERTBOT_{name}": value for name, value in named.items()}


def copied(template: Path, folder: Path) -> Path:
    """The same installation once more, in a folder that is not there yet."""
    return Path(shutil.copytree(template, folder))


async def found(folder: Path) -> None:
    """An installation that knows nobody."""
    make_key(folder / KEY)
    async with opened_store(settings(folder)):
        pass


async def seed(folder: Path, audience: range) -> str:
    """An installation whose audience is subscribed and whose alert waits in the ledger, a row for everybody.
    The data of a button that signs the appeal."""
    await found(folder)
    async with opened_store(settings(folder)) as store:
        await _seat(store, audience[0])
        places = await _sealed(store, audience[1:])
    _copy_first(folder, places)
    async with opened_store(settings(folder)) as store:
        await begin(store)
        await _enqueue(store)
        return await _publish(store)


async def crowd(folder: Path, many: int) -> None:
    """An installation with so many subscribers, all as large as real ones, at places that cannot be opened:
    enough to add rows for, not to be written to."""
    await found(folder)
    async with opened_store(settings(folder)) as store:
        await _seat(store, FIRST)
        ((lookup, address),) = await _sealed(store, range(FIRST, FIRST + 1))
    _copy_first(folder, ((urandom(len(lookup)), urandom(len(address))) for _ in range(many - 1)))


async def _seat(store: SqlStore, chat: int) -> None:
    async with store.transaction() as tx:
        address = Address(PLATFORM, str(chat))
        await tx.people.put(address, ChatKind.PERSON, "en", Interests(), "1", datetime.now(UTC))


async def _sealed(store: SqlStore, chats: range) -> list[Place]:
    addresses = [Address(PLATFORM, str(chat)) for chat in chats]
    async with store.transaction() as tx:
        return [(tx.work.vault.lookup(to), tx.work.seal_address(PLACE, to)) for to in addresses]


def _copy_first(folder: Path, places: Iterable[Place]) -> None:
    """Everybody else is like the first subscriber, but for the place. One by one they would take minutes."""
    with closing(sqlite3.connect(folder / "data" / DATABASE)) as database, database:
        database.row_factory = sqlite3.Row
        first = dict(database.execute("SELECT * FROM subscriber").fetchone())
        named = ", ".join(f'"{name}"' for name in first if name != "id")
        values = ", ".join(f":{name}" for name in first if name != "id")
        rows = ({**first, "lookup": lookup, "address": address} for lookup, address in places)
        # The names are the table's own.
        database.executemany(f"INSERT INTO subscriber ({named}) VALUES ({values})", rows)  # noqa: S608


async def begin(store: SqlStore) -> None:
    """Begin the broadcast to everybody; its rows follow."""
    async with store.transaction() as tx:
        await tx.outbox.broadcast(
            BroadcastKind.ALERT, alert.screens(), Audience(), Priority.ALERT, datetime.now(UTC), key="bench"
        )


async def _enqueue(store: SqlStore) -> None:
    added = 1
    while added:
        async with store.transaction() as tx:
            added = await tx.outbox.enqueue(_AT_ONCE, datetime.now(UTC))


async def begin_with_one(folder: Path) -> None:
    """Begin the broadcast, and add a row for the first subscriber alone."""
    async with opened_store(settings(folder)) as store:
        await begin(store)
        async with store.transaction() as tx:
            await tx.outbox.enqueue(1, datetime.now(UTC))


async def over(folder: Path) -> int:
    """How many of the broadcast's rows are final: sent, or given up. Of an installation that does not run."""
    async with opened_store(settings(folder)) as store:
        return sum(many for state, many in (await states(store)).items() if state.is_final)


async def states(store: SqlStore) -> Mapping[DeliveryState, int]:
    """How the broadcast's rows stand."""
    async with store.snapshot() as tx:
        progress = await tx.outbox.progress(_BROADCAST)
    return progress.counts if progress else {}


async def _publish(store: SqlStore) -> str:
    async with store.transaction() as tx:
        published = await tx.appeals.publish(alert.case(), alert.appeal(), datetime.now(UTC))
    return alert.signing(published.id, published.version)
