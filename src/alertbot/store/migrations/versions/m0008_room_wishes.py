"""What rooms wish, who looks after them, and what their administrators are asked."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
OPEN = sa.text("state IN ('waiting', 'asked')")


def upgrade() -> None:
    op.create_table(
        "room_wish",
        sa.Column("room", ID, autoincrement=False, nullable=False),
        sa.Column("most", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("asks", sa.Boolean(), server_default=sa.false(), nullable=False),
        _of_room("room_wish"),
        sa.PrimaryKeyConstraint("room", name=op.f("pk_room_wish")),
    )
    op.create_table(
        "room_keeper",
        sa.Column("id", ID, nullable=False),
        sa.Column("room", ID, nullable=False),
        sa.Column("lookup", sa.LargeBinary(), nullable=False),
        sa.Column("address", sa.LargeBinary(), nullable=False),
        sa.Column("asked", sa.Boolean(), server_default=sa.false(), nullable=False),
        _of_room("room_keeper"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room_keeper")),
        sa.UniqueConstraint("room", "lookup", name=op.f("uq_room_keeper_room_lookup")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_room_keeper_lookup"), "room_keeper", ["lookup"])
    _create_question()


def _create_question() -> None:
    op.create_table(
        "room_question",
        sa.Column("room", ID, autoincrement=False, nullable=False),
        sa.Column("broadcast", ID, autoincrement=False, nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        _of_room("room_question"),
        sa.ForeignKeyConstraint(
            ["broadcast"], ["broadcast.id"], name=op.f("fk_room_question_broadcast"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("room", "broadcast", name=op.f("pk_room_question")),
    )
    op.create_index(
        "room_question_open", "room_question", ["until"], sqlite_where=OPEN, postgresql_where=OPEN
    )


def _of_room(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["room"], ["subscriber.id"], name=op.f(f"fk_{table}_room"), ondelete="CASCADE"
    )
