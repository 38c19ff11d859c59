"""Column types: how instants, words and lists of words stand in the database, on every dialect alike."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from enum import IntEnum, StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
    Dialect,
    Integer,
    SmallInteger,
    String,
    Text,
    TypeDecorator,
    literal,
    type_coerce,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Id = BigInteger().with_variant(Integer, "sqlite")
"""Row ids; SQLite numbers rows by itself only in a column called INTEGER."""


class Instant(TypeDecorator[datetime]):
    """An aware datetime, kept as whole microseconds since 1970 UTC so that order is the order of time."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        return (value - _EPOCH) // timedelta(microseconds=1)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return None if value is None else _EPOCH + timedelta(microseconds=int(value))


class Word(TypeDecorator[StrEnum]):
    """A member of an enumeration of words, kept as the word."""

    impl = String
    cache_ok = True

    def __init__(self, kind: type[StrEnum]) -> None:
        super().__init__(16)
        self.kind = kind
        self._known = {member.value: member for member in kind}

    def process_bind_param(self, value: StrEnum | str | None, dialect: Dialect) -> str | None:
        return None if value is None else self.kind(value).value

    def process_result_value(self, value: Any, dialect: Dialect) -> StrEnum | None:
        return None if value is None else self._known.get(value) or self.kind(value)


class Rank(TypeDecorator[IntEnum]):
    """A member of an enumeration of numbers, kept as the number."""

    impl = SmallInteger
    cache_ok = True

    def __init__(self, kind: type[IntEnum]) -> None:
        super().__init__()
        self.kind = kind
        self._known = {member.value: member for member in kind}

    def process_bind_param(self, value: IntEnum | int | None, dialect: Dialect) -> int | None:
        return None if value is None else int(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> IntEnum | None:
        known = self._known.get(value)
        return known if known is not None or value is None else self.kind(value)


class WordList(TypeDecorator[tuple[str, ...]]):
    """Words between commas (``,KZ,MD,``), so that plain SQL finds one; empty text for none."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Sequence[str] | None, dialect: Dialect) -> str | None:
        if not value:
            return "" if value is not None else None
        if any("," in word or not word for word in value):
            raise ValueError("a word in a list is empty or holds a comma")
        return f",{','.join(value)},"

    def process_result_value(self, value: Any, dialect: Dialect) -> tuple[str, ...] | None:
        return None if value is None else tuple(word for word in value.split(",") if word)


class Holds(FunctionElement[bool]):
    """Whether a :class:`WordList` holds a word. Case counts, which ``LIKE`` on SQLite ignores."""

    type = Boolean()
    name = "holds"
    inherit_cache = True

    def __init__(self, column: ColumnElement[Any], word: str) -> None:
        super().__init__(type_coerce(column, Text), literal(f",{word},", Text))


@compiles(Holds)
def _holds_in_sqlite(element: Holds, compiler: SQLCompiler, **options: Any) -> str:
    return f"(instr({compiler.process(element.clauses, **options)}) > 0)"


@compiles(Holds, "postgresql")
def _holds_in_postgresql(element: Holds, compiler: SQLCompiler, **options: Any) -> str:
    return f"(strpos({compiler.process(element.clauses, **options)}) > 0)"
