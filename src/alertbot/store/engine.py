"""Where the database is, how its connections are opened, and the lock against a second instance."""

import fcntl
import os
import sqlite3
from pathlib import Path

from sqlalchemy import URL, Engine, StaticPool, create_engine, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from alertbot.errors import ConfigurationError

LOCK_FILE = "alertbot.lock"
_BACKENDS = {"sqlite": "sqlite", "postgresql": "postgresql", "postgres": "postgresql"}
_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "secure_delete=ON",
    "trusted_schema=OFF",
    "temp_store=MEMORY",
    "cache_size=-32768",
)
LOCK_SECONDS = 5.0
"""How long another process's write lock is waited for."""


def database_url(where: str | Path) -> URL:
    """A database address; a path means a SQLite file there. :class:`ConfigurationError` for another kind."""
    if isinstance(where, Path) or "://" not in where:
        return URL.create("sqlite", database=str(where))
    try:
        url = make_url(where)
    except ArgumentError:
        raise ConfigurationError(
            "The database address cannot be read; write sqlite:///file or a path."
        ) from None
    backend = url.drivername.partition("+")[0]
    if backend not in _BACKENDS:
        raise ConfigurationError(
            f"A database of kind {backend!r} is not supported; use SQLite or PostgreSQL."
        )
    return url.set(drivername=_BACKENDS[backend])


def file_of(url: URL) -> Path | None:
    """The file of a SQLite database, or ``None`` for another kind; memory databases are refused."""
    if url.get_backend_name() != "sqlite":
        return None
    if not url.database or url.database == ":memory:":
        raise ConfigurationError("The database needs a file; one in memory would forget every send.")
    return Path(url.database)


def writing_engine(path: Path) -> Engine:
    """An engine with one connection, durable and strict, that any one thread at a time may use."""
    return create_engine("sqlite://", creator=lambda: _open(path), poolclass=StaticPool)


def _open(path: Path) -> sqlite3.Connection:
    # The driver must not open transactions on its own: a deferred one fails when it turns to writing.
    connection = sqlite3.connect(path, timeout=LOCK_SECONDS, isolation_level=None, check_same_thread=False)
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    return connection


def reading_engine(path: Path) -> AsyncEngine:
    """An engine whose one connection lives in a thread of its own and cannot write."""
    read_only = {"mode": "ro", "uri": "true"}
    address = URL.create("sqlite+aiosqlite", database=path.absolute().as_uri(), query=read_only)
    return create_async_engine(address, pool_size=1, max_overflow=0)


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
