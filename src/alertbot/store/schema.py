"""Every table; those of dates have a module of their own.

What names a person or a chat is sealed (see the vault) or a keyed hash; the rest is plain. ``lookup`` is an
address's keyed hash. Person rows carry days, never hours. Texts of published cases, appeals and hearings are
public and stand as canonical JSON.
"""

from typing import Any

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ColumnElement,
    Date,
    FromClause,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    literal_column,
)

from alertbot.domain.delivery import BroadcastKind, BroadcastState, DeliveryState, Priority
from alertbot.domain.publication import DraftStage, Purpose
from alertbot.domain.signature import SignatureMode
from alertbot.domain.subscriber import ChatKind, SubscriberState
from alertbot.store.columns import Id, Instant, Rank, Word, WordList
from alertbot.store.schema_authority import second_factor as second_factor
from alertbot.store.schema_base import metadata as metadata
from alertbot.store.schema_base import refers_to
from alertbot.store.schema_dates import capability as capability
from alertbot.store.schema_dates import hearing as hearing
from alertbot.store.schema_dates import mute as mute
from alertbot.store.schema_dates import occasion as occasion
from alertbot.store.schema_dates import proposal as proposal
from alertbot.store.schema_dates import question as question
from alertbot.store.schema_dates import reminder as reminder
from alertbot.store.schema_dates import reminder_open as reminder_open
from alertbot.store.schema_drawers import drawer as drawer
from alertbot.store.schema_enclosures import enclosure as enclosure
from alertbot.store.schema_figures import audit_floor as audit_floor
from alertbot.store.schema_figures import tally as tally
from alertbot.store.schema_recall import aim as aim
from alertbot.store.schema_recall import withdrawal as withdrawal
from alertbot.store.schema_rooms import question_open as question_open
from alertbot.store.schema_rooms import room_keeper as room_keeper
from alertbot.store.schema_rooms import room_question as room_question
from alertbot.store.schema_rooms import room_wish as room_wish
from alertbot.store.words import EventState

canary = Table(
    "canary",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
)
"""One sealed row: opening it at start tells whether the master key is the right one."""

inbox = Table(
    "inbox",
    metadata,
    Column("platform", String(16), primary_key=True),
    Column("event", Id, primary_key=True, autoincrement=False),
    Column("state", Word(EventState), nullable=False),
    Column("raw", LargeBinary),
    Column("reason", String(64), nullable=False, server_default=""),
    Column("at", Instant, nullable=False),
)


def event_waits() -> ColumnElement[bool]:
    return inbox.c.state == literal_column(f"'{EventState.WAITING.value}'")


Index(
    "inbox_waiting",
    inbox.c.platform,
    inbox.c.event,
    sqlite_where=event_waits(),
    postgresql_where=event_waits(),
)

subscriber = Table(
    "subscriber",
    metadata,
    Column("id", Id, primary_key=True),
    Column("lookup", LargeBinary, nullable=False, unique=True),
    Column("address", LargeBinary, nullable=False),
    Column("kind", Word(ChatKind), nullable=False),
    Column("locale", String(35), nullable=False),
    Column("countries", WordList, nullable=False),
    Column("topics", WordList, nullable=False),
    Column("zone", String(64)),
    Column("state", Word(SubscriberState), nullable=False),
    Column("consent", String(32), nullable=False),
    Column("joined", Date, nullable=False),
    Column("seen", Date, nullable=False),
    Column("quiet", String(8)),
    sqlite_autoincrement=True,
)
"""``seen`` is the last day it subscribed or a message reached it; ``quiet`` holds hours such as ``22-8``."""

Index(
    "subscriber_quiet",
    subscriber.c.quiet,
    sqlite_where=subscriber.c.quiet.is_not(None),
    postgresql_where=subscriber.c.quiet.is_not(None),
)

room = Table(
    "room",
    metadata,
    Column("subscriber", Id, refers_to("subscriber.id", on_delete="CASCADE"), primary_key=True),
    Column("title", LargeBinary, nullable=False),
    Column("owner", LargeBinary, index=True),
)
"""``owner`` is the look-up of the person who brought the bot there."""

talk = Table(
    "talk",
    metadata,
    Column("lookup", LargeBinary, primary_key=True),
    Column("state", LargeBinary),
    Column("stated", Instant),
    Column("offers", LargeBinary),
    Column("offered", Instant),
)

case = Table(
    "case",
    metadata,
    Column("id", Id, primary_key=True),
    Column("key", String(200), nullable=False, unique=True),
    Column("country", String(2), nullable=False),
    Column("topics", WordList, nullable=False),
    Column("document", Text, nullable=False),
)

appeal = Table(
    "appeal",
    metadata,
    Column("id", Id, primary_key=True),
    Column("case_id", Id, refers_to("case.id", on_delete="CASCADE"), nullable=False),
    Column("key", String(200), nullable=False),
    Column("version", Integer, nullable=False),
    Column("document", Text, nullable=False),
    Column("letters", Boolean, nullable=False),
    Column("at", Instant, nullable=False),
    Column("closes", Instant),
    Column("closed", Instant),
    Column("tags", LargeBinary),
    Column("kept", Integer, nullable=False, server_default="0"),
    Column("material", Integer, nullable=False, server_default="1"),
    Column("withdrawn", Instant),
    Column("parent", Id),
    UniqueConstraint("case_id", "key"),
)
"""``tags`` is the sealed key of its signatures and marks; without it only the number ``kept`` remains.
``material`` is the version since which nothing was wrong, ``parent`` the appeal that an update is about."""

version = Table(
    "version",
    metadata,
    Column("appeal", Id, refers_to("appeal.id", on_delete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("document", Text, nullable=False),
)
"""Every version there was, for those who hold a letter or a button of an older one."""

channel_health = Table(
    "channel_health",
    metadata,
    Column("appeal", Id, refers_to("appeal.id", on_delete="CASCADE"), primary_key=True),
    Column("addressee", String(24), primary_key=True),
    Column("kind", String(24), primary_key=True),
    Column("trace", String(8), primary_key=True),
    Column("suspect", Boolean, nullable=False),
    Column("cleared", Integer, nullable=False, server_default="0"),
)
"""``cleared``: how many reports there had been when an organizer last found the channel sound."""

draft = Table(
    "draft",
    metadata,
    Column("id", Id, primary_key=True),
    Column("author", String(64), nullable=False),
    Column("stage", Word(DraftStage), nullable=False),
    Column("changed", Instant, nullable=False),
    Column("content", LargeBinary),
    Column("digest", String(64), nullable=False, server_default=""),
    Column("approved_by", String(64)),
    Column("hold_until", Instant),
    Column("published", Id, refers_to("appeal.id", on_delete="SET NULL")),
    Column("purpose", Word(Purpose), nullable=False, server_default=Purpose.NEW.value),
    Column("about", Id),
    Column("since", Integer, nullable=False, server_default="0"),
    sqlite_autoincrement=True,
)

signature = Table(
    "signature",
    metadata,
    Column("appeal", Id, refers_to("appeal.id", on_delete="CASCADE"), primary_key=True),
    Column("tag", LargeBinary, primary_key=True),
    Column("mode", Word(SignatureMode), nullable=False),
    Column("name", LargeBinary),
    Column("day", Date, nullable=False),
)

mark = Table(
    "mark",
    metadata,
    Column("appeal", Id, refers_to("appeal.id", on_delete="CASCADE"), primary_key=True),
    Column("what", String(128), primary_key=True),
    Column("tag", LargeBinary, primary_key=True),
)

follow = Table(
    "follow",
    metadata,
    Column("subscriber", Id, refers_to("subscriber.id", on_delete="CASCADE"), primary_key=True),
    Column("case_id", Id, refers_to("case.id", on_delete="CASCADE"), primary_key=True),
)

broadcast = Table(
    "broadcast",
    metadata,
    Column("id", Id, primary_key=True),
    Column("key", String(200), nullable=False, unique=True),
    Column("kind", Word(BroadcastKind), nullable=False),
    Column("state", Word(BroadcastState), nullable=False),
    Column("priority", Rank(Priority), nullable=False),
    Column("person", LargeBinary, nullable=False),
    Column("room", LargeBinary, nullable=False),
    Column("country", String(2), nullable=False),
    Column("topics", WordList, nullable=False),
    Column("case_id", Id, refers_to("case.id", on_delete="CASCADE")),
    Column("told_of", WordList, nullable=False),
    Column("appeal", Id, refers_to("appeal.id", on_delete="SET NULL")),
    Column("hearing", Id, refers_to("hearing.id", on_delete="SET NULL"), index=True),
    Column("begun", Instant, nullable=False),
    Column("not_before", Instant),
    Column("reached", Id, nullable=False, server_default="0"),
    Column("complete", Boolean, nullable=False),
    Column("over", Instant),
    Column("folded", Text),
    Column("acted", Boolean, nullable=False, server_default=false()),
    Column("followers", Boolean, nullable=False, server_default=false()),
    Column("early", Boolean, nullable=False, server_default=false()),
)
"""``reached`` is the subscriber the rows have got to; while it is ``early``, only those with quiet hours have
rows. ``folded`` holds the counts once rows are gone."""

delivery = Table(
    "delivery",
    metadata,
    Column("id", Id, primary_key=True),
    Column("broadcast", Id, refers_to("broadcast.id", on_delete="CASCADE")),
    Column("subscriber", Id, refers_to("subscriber.id", on_delete="CASCADE")),
    Column("recipient", LargeBinary),
    Column("key", String(200)),
    Column("priority", SmallInteger, nullable=False),
    Column("state", Word(DeliveryState), nullable=False),
    Column("due", Instant, nullable=False),
    Column("leased", Instant),
    Column("absorbed", Instant),
    Column("tries", SmallInteger, nullable=False, server_default="0"),
    Column("once", Boolean, nullable=False, server_default=false()),
    Column("address", LargeBinary),
    Column("payload", LargeBinary),
    Column("amends", LargeBinary),
    Column("message", LargeBinary),
    Column("reason", String(64), nullable=False, server_default=""),
    Column("finished", Instant),
    UniqueConstraint("subscriber", "broadcast"),
    CheckConstraint("(broadcast IS NULL) = (subscriber IS NULL)", name="broadcast_row"),
    CheckConstraint("(broadcast IS NULL) = (recipient IS NOT NULL)", name="answer_row"),
    sqlite_autoincrement=True,
)
"""The ledger: a broadcast's rows name a subscriber, an answer's row a look-up with its sealed address.
``absorbed``: until when its platform recognises a repeat of it, where one does."""


def _words(column: ColumnElement[Any], *states: DeliveryState) -> ColumnElement[bool]:
    # A partial index serves only a query that repeats its condition letter by letter, so no parameters.
    return column.in_([literal_column(f"'{state.value}'") for state in states])


def waiting(rows: FromClause = delivery) -> ColumnElement[bool]:
    """Not yet leased: queued, or parked until the platform lets the chat be written to again."""
    return _words(rows.c.state, DeliveryState.QUEUED, DeliveryState.PARKED)


def unfinished(rows: FromClause = delivery) -> ColumnElement[bool]:
    return _words(rows.c.state, DeliveryState.QUEUED, DeliveryState.PARKED, DeliveryState.SENDING)


def in_flight(rows: FromClause = delivery) -> ColumnElement[bool]:
    return rows.c.state == literal_column(f"'{DeliveryState.SENDING.value}'")


Index("delivery_progress", delivery.c.broadcast, delivery.c.state)
Index(
    "delivery_waiting",
    delivery.c.broadcast,
    delivery.c.due,
    delivery.c.id,
    sqlite_where=waiting(),
    postgresql_where=waiting(),
)
Index("delivery_in_flight", delivery.c.state, sqlite_where=in_flight(), postgresql_where=in_flight())
Index(
    "delivery_recipient",
    delivery.c.recipient,
    delivery.c.id,
    sqlite_where=delivery.c.recipient.is_not(None),
    postgresql_where=delivery.c.recipient.is_not(None),
)
Index(
    "delivery_key",
    delivery.c.key,
    unique=True,
    sqlite_where=delivery.c.key.is_not(None),
    postgresql_where=delivery.c.key.is_not(None),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Id, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("who", String(64), nullable=False),
    Column("what", String(64), nullable=False),
    Column("about", String(200), nullable=False),
    Column("link", LargeBinary, nullable=False),
    sqlite_autoincrement=True,
)
"""``link`` chains each entry to the one before under a key outside the database."""
