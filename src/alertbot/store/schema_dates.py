"""Tables of dates: hearings and other occasions, their reminders and questions, and who may propose them."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ColumnElement,
    Date,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    literal_column,
    text,
)

from alertbot.domain.hearing import HearingState
from alertbot.domain.proposal import ProposalKind
from alertbot.store.columns import Id, Instant, Word
from alertbot.store.schema_base import metadata, refers_to
from alertbot.store.words import ProposalState, QuestionState, ReminderState

mute = Table(
    "mute",
    metadata,
    Column("subscriber", Id, refers_to("subscriber.id", on_delete="CASCADE"), primary_key=True),
    Column("case_id", Id, refers_to("case.id", on_delete="CASCADE"), primary_key=True),
)

hearing = Table(
    "hearing",
    metadata,
    Column("id", Id, primary_key=True),
    Column("case_id", Id, refers_to("case.id", on_delete="CASCADE"), nullable=False),
    Column("key", String(200), nullable=False),
    Column("document", Text, nullable=False),
    Column("state", Word(HearingState), nullable=False),
    Column("starts", Instant, nullable=False),
    Column("superseded", Boolean, nullable=False),
    Column("amended", Integer, nullable=False, server_default=text("0")),
    UniqueConstraint("case_id", "key"),
)

occasion = Table(
    "occasion",
    metadata,
    Column("id", Id, primary_key=True),
    Column("case_id", Id, refers_to("case.id", on_delete="CASCADE"), nullable=False),
    Column("appeal", Id, refers_to("appeal.id", on_delete="CASCADE")),
    Column("key", String(200), nullable=False),
    Column("day", Date, nullable=False),
    Column("document", Text, nullable=False),
    Column("ends", Instant, nullable=False),
    Column("over", Boolean, nullable=False, server_default=false()),
    UniqueConstraint("case_id", "key", "day"),
)
"""Last days to act and milestones. ``over``: it was taken back, or is on another day now."""

reminder = Table(
    "reminder",
    metadata,
    Column("id", Id, primary_key=True),
    Column("hearing", Id, refers_to("hearing.id", on_delete="CASCADE")),
    Column("occasion", Id, refers_to("occasion.id", on_delete="CASCADE")),
    Column("offset", String(16), nullable=False),
    Column("due", Instant, nullable=False),
    Column("useless_after", Instant, nullable=False),
    Column("state", Word(ReminderState), nullable=False),
    Column("broadcast", Id, refers_to("broadcast.id", on_delete="SET NULL"), index=True),
    UniqueConstraint("hearing", "offset"),
    UniqueConstraint("occasion", "offset"),
    CheckConstraint("(hearing IS NULL) <> (occasion IS NULL)", name="one_of_two"),
)


def reminder_open() -> ColumnElement[bool]:
    return reminder.c.state == literal_column(f"'{ReminderState.OPEN.value}'")


Index("reminder_open", reminder.c.due, sqlite_where=reminder_open(), postgresql_where=reminder_open())

question = Table(
    "question",
    metadata,
    Column(
        "hearing", Id, refers_to("hearing.id", on_delete="CASCADE"), primary_key=True, autoincrement=False
    ),
    Column("state", Word(QuestionState), nullable=False),
    Column("asked", Instant),
)
"""Whether organizers were asked how a hearing went."""

capability = Table(
    "capability",
    metadata,
    Column("id", Id, primary_key=True),
    Column("case_id", Id, refers_to("case.id", on_delete="CASCADE"), nullable=False),
    Column("code", LargeBinary, nullable=False, unique=True),
    Column("made_by", String(64), nullable=False),
    Column("expires", Instant, nullable=False),
    Column("revoked", Boolean, nullable=False, server_default=false()),
    Column("at_once", Boolean, nullable=False, server_default=false()),
    sqlite_autoincrement=True,
)
"""``code`` is a keyed hash; whoever uses the link is nowhere in it."""

proposal = Table(
    "proposal",
    metadata,
    Column("id", Id, primary_key=True),
    Column("capability", Id, refers_to("capability.id", on_delete="CASCADE"), nullable=False, index=True),
    Column("kind", Word(ProposalKind), nullable=False),
    Column("hearing", Id, refers_to("hearing.id", on_delete="CASCADE")),
    Column("document", Text),
    Column("day", Date, nullable=False),
    Column("state", Word(ProposalState), nullable=False),
    sqlite_autoincrement=True,
)
