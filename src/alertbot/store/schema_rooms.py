"""Tables of rooms: what they wish, who looks after them, and what their administrators are asked."""

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Index,
    LargeBinary,
    SmallInteger,
    Table,
    UniqueConstraint,
    false,
    literal_column,
)

from alertbot.store.columns import Id, Instant, Word
from alertbot.store.schema_base import metadata, refers_to
from alertbot.store.words import RoomQuestionState

room_wish = Table(
    "room_wish",
    metadata,
    Column(
        "room", Id, refers_to("subscriber.id", on_delete="CASCADE"), primary_key=True, autoincrement=False
    ),
    Column("most", SmallInteger, nullable=False, server_default="0"),
    Column("asks", Boolean, nullable=False, server_default=false()),
)
"""``most`` alerts a day, 0 for all. A room without a row wishes nothing."""

room_keeper = Table(
    "room_keeper",
    metadata,
    Column("id", Id, primary_key=True),
    Column("room", Id, refers_to("subscriber.id", on_delete="CASCADE"), nullable=False),
    Column("lookup", LargeBinary, nullable=False, index=True),
    Column("address", LargeBinary, nullable=False),
    Column("asked", Boolean, nullable=False, server_default=false()),
    UniqueConstraint("room", "lookup"),
    sqlite_autoincrement=True,
)
"""Who set a room up, sealed; ``asked`` tells who wants to see its alerts first."""

room_question = Table(
    "room_question",
    metadata,
    Column(
        "room", Id, refers_to("subscriber.id", on_delete="CASCADE"), primary_key=True, autoincrement=False
    ),
    Column(
        "broadcast", Id, refers_to("broadcast.id", on_delete="CASCADE"), primary_key=True, autoincrement=False
    ),
    Column("state", Word(RoomQuestionState), nullable=False),
    Column("until", Instant, nullable=False),
)
"""A broadcast that a room's administrators see first. It has no delivery there until they say so."""


def question_open() -> ColumnElement[bool]:
    states = (RoomQuestionState.WAITING, RoomQuestionState.ASKED)
    return room_question.c.state.in_([literal_column(f"'{state.value}'") for state in states])


Index(
    "room_question_open",
    room_question.c.until,
    sqlite_where=question_open(),
    postgresql_where=question_open(),
)
