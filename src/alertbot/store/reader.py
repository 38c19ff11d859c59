"""Looking without standing in the writers' way: long reads over a snapshot of the database."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import Executable
from sqlalchemy.engine import CursorResult
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from alertbot.errors import StoreUnavailable


class ReadingTransaction:
    """The statements of one snapshot. Each is handed to the connection's thread."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    @property
    def dialect(self) -> str:
        return self._connection.dialect.name

    async def execute(self, statement: Executable, parameters: Any = None) -> CursorResult[Any]:
        return await self._connection.execute(statement, parameters)

    async def execute_long(self, statement: Executable, parameters: Any = None) -> CursorResult[Any]:
        return await self._connection.execute(statement, parameters)


class Reader:
    """A connection that cannot write. SQLite's write-ahead log lets it see what was committed last while
    the next transaction is being written."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._turn = asyncio.Lock()

    @asynccontextmanager
    async def snapshot(self) -> AsyncGenerator[ReadingTransaction]:
        """One at a time. :class:`StoreUnavailable` when the database cannot be read."""
        async with self._turn:
            try:
                async with self._engine.connect() as connection:
                    # The driver begins only before it writes; every statement would see another state.
                    await connection.exec_driver_sql("BEGIN")
                    yield ReadingTransaction(connection)
            except OperationalError:
                raise StoreUnavailable("the database cannot be read") from None

    @asynccontextmanager
    async def closed(self) -> AsyncGenerator[None]:
        """Nobody reads inside the block: a snapshot keeps old text in the log."""
        async with self._turn:
            yield

    async def close(self) -> None:
        async with self._turn:
            await self._engine.dispose()
