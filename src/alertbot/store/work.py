"""What every repository works with: one transaction's statements, the vault and the codec."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol

from sqlalchemy import Executable, Row, Table
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import CursorResult

from alertbot.domain.subscriber import Address
from alertbot.store.codec import Codec
from alertbot.store.documents import dumps, loads
from alertbot.store.vault import Vault

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql


class Transaction(Protocol):
    """Whatever statements run in. ``execute_long`` is for those that may touch many rows."""

    @property
    def dialect(self) -> str: ...
    async def execute(self, statement: Executable, parameters: Any = None) -> CursorResult[Any]: ...
    async def execute_long(self, statement: Executable, parameters: Any = None) -> CursorResult[Any]: ...


@dataclass(frozen=True, slots=True)
class Work:
    """One transaction as its repositories see it."""

    transaction: Transaction
    vault: Vault
    codec: Codec

    async def run(self, statement: Executable, parameters: Any = None) -> CursorResult[Any]:
        return await self.transaction.execute(statement, parameters)

    async def rows(self, statement: Executable, parameters: Any = None) -> Sequence[Row[Any]]:
        return (await self.run(statement, parameters)).all()

    async def rows_long(self, statement: Executable) -> Sequence[Row[Any]]:
        """Rows that take long to find or to count."""
        return (await self.run_long(statement)).all()

    async def row(self, statement: Executable, parameters: Any = None) -> Row[Any] | None:
        return (await self.run(statement, parameters)).first()

    async def value(self, statement: Executable, parameters: Any = None) -> Any:
        return (await self.run(statement, parameters)).scalar()

    async def value_long(self, statement: Executable) -> Any:
        return (await self.run_long(statement)).scalar()

    async def run_long(self, statement: Executable) -> CursorResult[Any]:
        """A statement that may touch many rows: nobody else waits in the event loop for it."""
        return await self.transaction.execute_long(statement)

    async def changed(self, statement: Executable, parameters: Any = None) -> int:
        """How many rows a statement touched."""
        return (await self.run(statement, parameters)).rowcount

    async def changed_long(self, statement: Executable) -> int:
        return (await self.run_long(statement)).rowcount

    def insert_new(self, table: Table) -> "sqlite.Insert | postgresql.Insert":
        """An insert that passes over rows whose key exists: said differently by each dialect."""
        return _insert_new(self.transaction.dialect, table)

    def seal_address(self, place: str, address: Address, lookup: bytes | None = None) -> bytes:
        """Sealed to its own look-up, or to the one its row is found by: put into another row it does not
        open."""
        content = dumps([address.platform, address.chat, address.thread])
        return self.vault.seal(place, lookup or self.vault.lookup(address), content)

    def open_address(self, place: str, lookup: bytes, sealed: bytes) -> Address:
        return Address(*loads(self.vault.open(place, lookup, sealed)))


@cache
def _insert_new(dialect: str, table: Table) -> "sqlite.Insert | postgresql.Insert":
    if dialect == "postgresql":
        from sqlalchemy.dialects import postgresql

        return postgresql.insert(table).on_conflict_do_nothing()
    return sqlite.insert(table).on_conflict_do_nothing()


def given(**changes: Any) -> Mapping[str, Any]:
    """The changes that are not ``None``."""
    return {name: value for name, value in changes.items() if value is not None}
