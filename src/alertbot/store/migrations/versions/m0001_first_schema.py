"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _audit()
    _canary()
    _case()
    _inbox()
    _subscriber()
    _talk()
    _appeal()
    _follow()
    _hearing()
    _room()
    _broadcast()
    _draft()
    _mark()
    _signature()
    _delivery()
    _delivery_indexes()
    _reminder()


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", ID, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("who", sa.String(length=64), nullable=False),
        sa.Column("what", sa.String(length=64), nullable=False),
        sa.Column("about", sa.String(length=200), nullable=False),
        sa.Column("link", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
        sqlite_autoincrement=True,
    )


def _canary() -> None:
    op.create_table(
        "canary",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_canary")),
    )


def _case() -> None:
    op.create_table(
        "case",
        sa.Column("id", ID, nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("topics", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case")),
        sa.UniqueConstraint("key", name=op.f("uq_case_key")),
    )


def _inbox() -> None:
    op.create_table(
        "inbox",
        sa.Column("platform", sa.String(length=16), nullable=False),
        sa.Column("event", ID, autoincrement=False, nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("raw", sa.LargeBinary()),
        sa.Column("reason", sa.String(length=64), server_default="", nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("platform", "event", name=op.f("pk_inbox")),
    )
    op.create_index(
        "inbox_waiting",
        "inbox",
        ["platform", "event"],
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )


def _subscriber() -> None:
    op.create_table(
        "subscriber",
        sa.Column("id", ID, nullable=False),
        sa.Column("lookup", sa.LargeBinary(), nullable=False),
        sa.Column("address", sa.LargeBinary(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("locale", sa.String(length=35), nullable=False),
        sa.Column("countries", sa.Text(), nullable=False),
        sa.Column("topics", sa.Text(), nullable=False),
        sa.Column("zone", sa.String(length=64)),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("consent", sa.String(length=32), nullable=False),
        sa.Column("joined", sa.Date(), nullable=False),
        sa.Column("seen", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscriber")),
        sa.UniqueConstraint("lookup", name=op.f("uq_subscriber_lookup")),
        sqlite_autoincrement=True,
    )


def _talk() -> None:
    op.create_table(
        "talk",
        sa.Column("lookup", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.LargeBinary()),
        sa.Column("stated", sa.BigInteger()),
        sa.Column("offers", sa.LargeBinary()),
        sa.Column("offered", sa.BigInteger()),
        sa.PrimaryKeyConstraint("lookup", name=op.f("pk_talk")),
    )


def _appeal() -> None:
    op.create_table(
        "appeal",
        sa.Column("id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("letters", sa.Boolean(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("closes", sa.BigInteger()),
        sa.Column("closed", sa.BigInteger()),
        sa.Column("tags", sa.LargeBinary()),
        sa.Column("kept", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_appeal_case_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeal")),
        sa.UniqueConstraint("case_id", "key", name=op.f("uq_appeal_case_id_key")),
    )


def _follow() -> None:
    op.create_table(
        "follow",
        sa.Column("subscriber", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_follow_case_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["subscriber"], ["subscriber.id"], name=op.f("fk_follow_subscriber"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("subscriber", "case_id", name=op.f("pk_follow")),
    )


def _hearing() -> None:
    op.create_table(
        "hearing",
        sa.Column("id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("starts", sa.BigInteger(), nullable=False),
        sa.Column("superseded", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case.id"], name=op.f("fk_hearing_case_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hearing")),
        sa.UniqueConstraint("case_id", "key", name=op.f("uq_hearing_case_id_key")),
    )


def _room() -> None:
    op.create_table(
        "room",
        sa.Column("subscriber", ID, nullable=False),
        sa.Column("title", sa.LargeBinary(), nullable=False),
        sa.Column("owner", sa.LargeBinary()),
        sa.ForeignKeyConstraint(
            ["subscriber"], ["subscriber.id"], name=op.f("fk_room_subscriber"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("subscriber", name=op.f("pk_room")),
    )
    op.create_index(op.f("ix_room_owner"), "room", ["owner"])


def _broadcast() -> None:
    op.create_table(
        "broadcast",
        sa.Column("id", ID, nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("priority", sa.SmallInteger(), nullable=False),
        sa.Column("person", sa.LargeBinary(), nullable=False),
        sa.Column("room", sa.LargeBinary(), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("topics", sa.Text(), nullable=False),
        sa.Column("case_id", ID),
        sa.Column("told_of", sa.Text(), nullable=False),
        sa.Column("appeal", ID),
        sa.Column("hearing", ID),
        sa.Column("begun", sa.BigInteger(), nullable=False),
        sa.Column("not_before", sa.BigInteger()),
        sa.Column("reached", ID, server_default="0", nullable=False),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("over", sa.BigInteger()),
        sa.Column("folded", sa.Text()),
        sa.ForeignKeyConstraint(
            ["appeal"], ["appeal.id"], name=op.f("fk_broadcast_appeal"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case.id"], name=op.f("fk_broadcast_case_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["hearing"], ["hearing.id"], name=op.f("fk_broadcast_hearing"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_broadcast")),
        sa.UniqueConstraint("key", name=op.f("uq_broadcast_key")),
    )
    op.create_index(op.f("ix_broadcast_hearing"), "broadcast", ["hearing"])


def _draft() -> None:
    op.create_table(
        "draft",
        sa.Column("id", ID, nullable=False),
        sa.Column("author", sa.String(length=64), nullable=False),
        sa.Column("stage", sa.String(length=16), nullable=False),
        sa.Column("changed", sa.BigInteger(), nullable=False),
        sa.Column("content", sa.LargeBinary()),
        sa.Column("digest", sa.String(length=64), server_default="", nullable=False),
        sa.Column("approved_by", sa.String(length=64)),
        sa.Column("hold_until", sa.BigInteger()),
        sa.Column("published", ID),
        sa.ForeignKeyConstraint(
            ["published"], ["appeal.id"], name=op.f("fk_draft_published"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sqlite_autoincrement=True,
    )


def _mark() -> None:
    op.create_table(
        "mark",
        sa.Column("appeal", ID, nullable=False),
        sa.Column("what", sa.String(length=128), nullable=False),
        sa.Column("tag", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["appeal"], ["appeal.id"], name=op.f("fk_mark_appeal"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("appeal", "what", "tag", name=op.f("pk_mark")),
    )


def _signature() -> None:
    op.create_table(
        "signature",
        sa.Column("appeal", ID, nullable=False),
        sa.Column("tag", sa.LargeBinary(), nullable=False),
        sa.Column("mode", sa.String(length=16), nullable=False),
        sa.Column("name", sa.LargeBinary()),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["appeal"], ["appeal.id"], name=op.f("fk_signature_appeal"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("appeal", "tag", name=op.f("pk_signature")),
    )


def _delivery() -> None:
    op.create_table(
        "delivery",
        sa.Column("id", ID, nullable=False),
        sa.Column("broadcast", ID),
        sa.Column("subscriber", ID),
        sa.Column("recipient", sa.LargeBinary()),
        sa.Column("key", sa.String(length=200)),
        sa.Column("priority", sa.SmallInteger(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.Column("leased", sa.BigInteger()),
        sa.Column("tries", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("once", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("address", sa.LargeBinary()),
        sa.Column("payload", sa.LargeBinary()),
        sa.Column("amends", sa.LargeBinary()),
        sa.Column("message", sa.LargeBinary()),
        sa.Column("reason", sa.String(length=64), server_default="", nullable=False),
        sa.Column("finished", sa.BigInteger()),
        sa.CheckConstraint(
            "(broadcast IS NULL) = (recipient IS NOT NULL)", name=op.f("ck_delivery_answer_row")
        ),
        sa.CheckConstraint(
            "(broadcast IS NULL) = (subscriber IS NULL)", name=op.f("ck_delivery_broadcast_row")
        ),
        sa.ForeignKeyConstraint(
            ["broadcast"], ["broadcast.id"], name=op.f("fk_delivery_broadcast"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["subscriber"], ["subscriber.id"], name=op.f("fk_delivery_subscriber"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
        sa.UniqueConstraint("subscriber", "broadcast", name=op.f("uq_delivery_subscriber_broadcast")),
        sqlite_autoincrement=True,
    )


def _delivery_indexes() -> None:
    op.create_index(
        "delivery_in_flight",
        "delivery",
        ["state"],
        sqlite_where=sa.text("state = 'sending'"),
        postgresql_where=sa.text("state = 'sending'"),
    )
    op.create_index(
        "delivery_key",
        "delivery",
        ["key"],
        unique=True,
        sqlite_where=sa.text("key IS NOT NULL"),
        postgresql_where=sa.text("key IS NOT NULL"),
    )
    op.create_index("delivery_progress", "delivery", ["broadcast", "state"])
    op.create_index(
        "delivery_recipient",
        "delivery",
        ["recipient", "id"],
        sqlite_where=sa.text("recipient IS NOT NULL"),
        postgresql_where=sa.text("recipient IS NOT NULL"),
    )
    op.create_index(
        "delivery_waiting",
        "delivery",
        ["broadcast", "due", "id"],
        sqlite_where=sa.text("state IN ('queued', 'parked')"),
        postgresql_where=sa.text("state IN ('queued', 'parked')"),
    )


def _reminder() -> None:
    op.create_table(
        "reminder",
        sa.Column("id", ID, nullable=False),
        sa.Column("hearing", ID, nullable=False),
        sa.Column("offset", sa.String(length=16), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.Column("useless_after", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("broadcast", ID),
        sa.ForeignKeyConstraint(
            ["broadcast"], ["broadcast.id"], name=op.f("fk_reminder_broadcast"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["hearing"], ["hearing.id"], name=op.f("fk_reminder_hearing"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
        sa.UniqueConstraint("hearing", "offset", name=op.f("uq_reminder_hearing_offset")),
    )
    op.create_index(
        "reminder_open",
        "reminder",
        ["due"],
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
