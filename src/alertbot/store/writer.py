"""The one connection that writes, and how its transactions survive cancellation.

A statement takes a tenth of a millisecond and runs where it is called: handing each one to a thread cost five
times as much, and under load every hand-over stood in line in the event loop. What may take long (a commit's
flush to disk, another process's lock, statements over many rows) runs in the connection's own thread, and to
its end even when the caller is cancelled meanwhile: a connection left in a half-done transaction would
publish it with the next commit.
"""

import asyncio
import sqlite3
from collections import deque
from collections.abc import AsyncGenerator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from typing import Any, TypeVar, cast

from sqlalchemy import Executable
from sqlalchemy.engine import Connection, CursorResult, Engine
from sqlalchemy.exc import OperationalError

from alertbot.errors import StoreBusy, StoreUnavailable
from alertbot.store.engine import LOCK_SECONDS

T = TypeVar("T")

FEWEST, FAIR = 4, 16
"""Transactions of everybody else's that go between two of the sender's: so many at least, and at most."""

FAIR_SECONDS = 0.1
"""After so long a few are enough: the rows the sender leases next make up for no longer wait, and where the
disk is slow or somebody holds the database sixteen would take minutes."""


async def uninterrupted(work: "asyncio.Future[T]") -> T:
    """Wait for the end even when the caller is cancelled meanwhile; the cancellation is raised afterwards."""
    try:
        return await asyncio.shield(work)
    except asyncio.CancelledError:
        while not work.done():
            with suppress(asyncio.CancelledError):
                await asyncio.wait([work])
        if not work.cancelled():
            work.exception()
        raise


class Thread:
    """The thread that a connection's long work runs in."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")

    async def run(self, function: Callable[..., T], *arguments: Any) -> T:
        # The thread begins at once: as a task of its own this would wait for the event loop's next round.
        began = asyncio.get_running_loop().run_in_executor(self._pool, function, *arguments)
        return await uninterrupted(began)

    def close(self) -> None:
        self._pool.shutdown(wait=False)


class WritingTransaction:
    """The statements of one open transaction; of no use once it is over."""

    def __init__(self, connection: Connection, thread: Thread) -> None:
        self._connection = connection
        self._thread = thread
        self._over = False
        self.called = False

    @property
    def dialect(self) -> str:
        return self._connection.dialect.name

    async def execute(self, statement: Executable, parameters: Any = None) -> CursorResult[Any]:
        """Run one statement here and now."""
        self._check()
        return self._connection.execute(statement, parameters)

    async def execute_long(self, statement: Executable, parameters: Any = None) -> CursorResult[Any]:
        """Run one statement that may touch many rows, in the thread."""
        self._check()
        return await self._thread.run(self._connection.execute, statement, parameters)

    async def call(self, function: Callable[[Connection], T]) -> T:
        """Run a function that takes the connection, in the thread."""
        self._check()
        self.called = True
        return await self._thread.run(function, self._connection)

    def end(self) -> None:
        self._over = True

    def _check(self) -> None:
        if self._over:
            raise RuntimeError("this transaction is over")


class Turns:
    """The order of those who want to write: as they came, but for who goes first.

    Who goes first passes the line, and lets :data:`FAIR` of it go before going first again, fewer when that
    takes long: the sender keeps its pace while a thousand people tap, and people are answered while it sends
    a thousand messages a second.
    """

    def __init__(self) -> None:
        self._line: deque[asyncio.Future[None]] = deque()
        self._first: deque[asyncio.Future[None]] = deque()
        self._asked = 0.0
        self._taken = False
        self._since_first = 0

    @asynccontextmanager
    async def turn(self, *, first: bool = False) -> AsyncGenerator[None]:
        await self._wait(first=first)
        try:
            yield
        finally:
            self._pass_on()

    async def _wait(self, *, first: bool) -> None:
        loop = asyncio.get_running_loop()
        mine: asyncio.Future[None] = loop.create_future()
        if first and not self._first:
            self._asked = loop.time()
        (self._first if first else self._line).append(mine)
        if not self._taken:
            self._pass_on()
        try:
            await mine
        except asyncio.CancelledError:
            if mine.done() and not mine.cancelled():
                self._pass_on()
            raise

    def _pass_on(self) -> None:
        self._taken = False
        while waiting := self._next():
            if not waiting.done():
                self._taken = True
                waiting.set_result(None)
                return

    def _next(self) -> "asyncio.Future[None] | None":
        if self._first and (not self._line or self._have_enough_gone()):
            self._since_first = 0
            return self._first.popleft()
        self._since_first += 1
        return self._line.popleft() if self._line else None

    def _have_enough_gone(self) -> bool:
        waits_long = asyncio.get_running_loop().time() - self._asked >= FAIR_SECONDS
        return self._since_first >= (FEWEST if waits_long else FAIR)


def _unavailable(problem: OperationalError) -> StoreUnavailable:
    """What it means, without the driver's message: that quotes the statement and its values."""
    code = getattr(problem.orig, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return StoreBusy("Another program holds the database; end it, or wait until it is done.")
    return StoreUnavailable("The database cannot be written: the disk is full, broken or closed to us.")


class Writer:
    """The open connection, and one transaction at a time."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._thread = Thread()
        self._connection = engine.connect()
        self._turns = Turns()

    @property
    def _driver(self) -> sqlite3.Connection:
        return cast("sqlite3.Connection", self._connection.connection.driver_connection)

    @asynccontextmanager
    async def transaction(self, *, first: bool = False) -> AsyncGenerator[WritingTransaction]:
        """One at a time; committed at the end, rolled back on any exception, cancellation included.

        ``first``: past the line, see :class:`Turns`. :class:`StoreUnavailable` when the database does not
        take it.
        """
        async with self._turns.turn(first=first):
            transaction = WritingTransaction(self._connection, self._thread)
            try:
                await self._begin()
                before = self._driver.total_changes
                yield transaction
                transaction.end()
                await self._commit(unchanged=not transaction.called and self._driver.total_changes == before)
            except OperationalError as problem:
                transaction.end()
                await self._thread.run(self._roll_back)
                raise _unavailable(problem) from None
            except BaseException:
                transaction.end()
                await self._thread.run(self._roll_back)
                raise

    async def _begin(self) -> None:
        """Take the write lock: at once where nobody holds it, else waiting in the thread."""
        self._connection.begin()
        try:
            self._lock(0)
        except sqlite3.OperationalError:
            await self._thread.run(self._lock_patiently)

    def _lock(self, seconds: float) -> None:
        self._driver.execute(f"PRAGMA busy_timeout={int(seconds * 1000)}")
        self._driver.execute("BEGIN IMMEDIATE")

    def _lock_patiently(self) -> None:
        try:
            self._lock(LOCK_SECONDS)
        except sqlite3.OperationalError as problem:
            raise OperationalError("BEGIN IMMEDIATE", None, problem) from None

    async def _commit(self, *, unchanged: bool) -> None:
        if unchanged:  # nothing to flush to disk, so nothing to wait for
            self._connection.commit()
        else:
            await self._thread.run(self._connection.commit)

    def _roll_back(self) -> None:
        self._connection.rollback()
        # After a commit that failed SQLAlchemy takes the transaction for over, and SQLite may not.
        if self._driver.in_transaction:
            self._driver.rollback()

    async def truncate_log(self) -> None:
        """Empty the write-ahead log, where deleted text lives on until then."""
        async with self._turns.turn():
            await self._thread.run(self._truncate)

    def _truncate(self) -> None:
        # A statement whose rows are not taken is in progress, and no transaction can be committed then.
        self._driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    async def close(self) -> None:
        """Waits for the transaction that is running, if any."""
        async with self._turns.turn():
            await self._thread.run(self._close)
        self._thread.close()

    def _close(self) -> None:
        self._connection.close()
        self._engine.dispose()
