"""The one connection that writes: how it is opened, and how its transactions survive cancellation.

Cancelling a task in the middle of a statement would leave the connection inside a half-done transaction, and
the next commit would publish it. So every statement runs to its end in a task of its own, the caller's
cancellation is kept until then, and what was begun is rolled back.
"""

import asyncio
import fcntl
import os
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import asynccontextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, Executable, event, make_url
from sqlalchemy.engine import Connection, CursorResult
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from alertbot.errors import ConfigurationError, StoreUnavailable

T = TypeVar("T")

LOCK_FILE = "alertbot.lock"
_DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "postgresql": "postgresql+asyncpg",
    "postgres": "postgresql+asyncpg",
}
_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "busy_timeout=5000",
    "foreign_keys=ON",
    "secure_delete=ON",
    "trusted_schema=OFF",
    "temp_store=MEMORY",
    "cache_size=-32768",
)


def database_url(where: str | Path) -> URL:
    """A database address with its asynchronous driver; a path means a SQLite file there."""
    if isinstance(where, Path) or "://" not in where:
        return URL.create(_DRIVERS["sqlite"], database=str(where))
    try:
        url = make_url(where)
    except ArgumentError:
        raise ConfigurationError(
            "The database address cannot be read; write sqlite:///file or a path."
        ) from None
    backend = url.drivername.partition("+")[0]
    if backend not in _DRIVERS:
        raise ConfigurationError(
            f"A database of kind {backend!r} is not supported; use SQLite or PostgreSQL."
        )
    return url.set(drivername=_DRIVERS[backend])


def file_of(url: URL) -> Path | None:
    """The file of a SQLite database, or ``None`` for another kind; memory databases are refused."""
    if url.get_backend_name() != "sqlite":
        return None
    if not url.database or url.database == ":memory:":
        raise ConfigurationError("The database needs a file; one in memory would forget every send.")
    return Path(url.database)


def make_engine(url: URL) -> AsyncEngine:
    """An engine with one connection, durable and strict."""
    engine = create_async_engine(url, pool_size=1, max_overflow=0)
    if url.get_backend_name() == "sqlite":
        event.listen(engine.sync_engine, "connect", _prepare)
        event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _prepare(connection: DBAPIConnection, _record: Any) -> None:
    # The driver must not open transactions on its own: a deferred one fails when it turns to writing.
    connection.isolation_level = None
    cursor = connection.cursor()
    try:
        for pragma in _PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
    finally:
        cursor.close()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def prepare_file(path: Path) -> None:
    """Make the database file so that only this user can read it; its companions inherit the mode."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as problem:
        raise ConfigurationError(f"The database {path} cannot be opened ({problem.strerror}).") from None
    try:
        os.fchmod(handle, 0o600)
    finally:
        os.close(handle)


class Lock:
    """An exclusive lock on a data directory, given back by the system when the process ends."""

    def __init__(self, data: Path) -> None:
        self._path = data / LOCK_FILE
        self._handle: int | None = None

    def take(self) -> None:
        """:class:`ConfigurationError` when another process holds it."""
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(handle)
            raise ConfigurationError(
                f"Another alertbot is running on {self._path.parent}; stop it first, "
                "or give this one its own data directory."
            ) from None
        self._handle = handle

    def release(self) -> None:
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


async def uninterrupted(work: Coroutine[Any, Any, T]) -> T:
    """Run to the end even when the caller is cancelled meanwhile; the cancellation is raised afterwards."""
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        while not task.done():
            with suppress(asyncio.CancelledError):
                await asyncio.wait([task])
        if not task.cancelled():
            task.exception()
        raise


class Transaction:
    """The statements of one open transaction; of no use once it is over."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        self._over = False

    @property
    def dialect(self) -> str:
        return self._connection.dialect.name

    async def execute(self, statement: Executable, parameters: Any = None) -> CursorResult[Any]:
        """Run one statement; its rows are already fetched."""
        self._check()
        return await uninterrupted(self._connection.execute(statement, parameters))

    async def call(self, function: Callable[[Connection], T]) -> T:
        """Run a function that takes the synchronous connection."""
        self._check()
        return await uninterrupted(self._connection.run_sync(function))

    def end(self) -> None:
        self._over = True

    def _check(self) -> None:
        if self._over:
            raise RuntimeError("this transaction is over")


class Writer:
    """The open connection and the order of those who want to write."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        self._turn = asyncio.Lock()
        self._line = asyncio.Lock()

    @asynccontextmanager
    async def transaction(self, *, first: bool = False) -> AsyncGenerator[Transaction]:
        """One at a time; committed at the end, rolled back on any exception, cancellation included.

        ``first``: past the line that everybody else stands in, whose head alone waits for its turn. So the
        sender keeps its pace while a thousand people tap. :class:`StoreUnavailable` when the database does
        not take it.
        """
        async with nullcontext() if first else self._line, self._turn:
            transaction = Transaction(self._connection)
            try:
                await uninterrupted(self._begin())
                yield transaction
                transaction.end()
                await uninterrupted(self._connection.commit())
            except OperationalError:
                transaction.end()
                await uninterrupted(self._connection.rollback())
                # The driver's message quotes the statement and its values.
                raise StoreUnavailable("the database is locked, full or broken") from None
            except BaseException:
                transaction.end()
                await uninterrupted(self._connection.rollback())
                raise

    async def _begin(self) -> None:
        await self._connection.begin()

    async def truncate_log(self) -> None:
        """Empty SQLite's write-ahead log, where deleted text lives on until then."""
        if self._connection.dialect.name == "sqlite":
            async with self._turn:
                await uninterrupted(self._truncate())

    async def _truncate(self) -> None:
        # Through the driver: asking SQLAlchemy would begin a transaction first.
        raw = await self._connection.get_raw_connection()
        driver: Any = raw.driver_connection
        cursor = await driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        await cursor.close()

    async def close(self) -> None:
        """Waits for the transaction that is running, if any."""
        async with self._turn:
            await uninterrupted(self._connection.close())
