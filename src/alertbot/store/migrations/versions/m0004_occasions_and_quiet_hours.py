"""Reminders of last days and milestones, muted cases, and quiet hours."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
OPEN = sa.text("state = 'open'")
QUIET = sa.text("quiet IS NOT NULL")


def upgrade() -> None:
    op.add_column("subscriber", sa.Column("quiet", sa.String(length=8)))
    op.create_index("subscriber_quiet", "subscriber", ["quiet"], sqlite_where=QUIET, postgresql_where=QUIET)
    for name in ("followers", "early"):
        column = sa.Column(name, sa.Boolean(), server_default=sa.false(), nullable=False)
        op.add_column("broadcast", column)
    _create_mute()
    _create_occasion()
    _let_reminders_be_of_occasions()


def _create_mute() -> None:
    op.create_table(
        "mute",
        sa.Column("subscriber", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["subscriber"], ["subscriber.id"], name=op.f("fk_mute_subscriber"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_mute_case_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("subscriber", "case_id", name=op.f("pk_mute")),
    )


def _create_occasion() -> None:
    op.create_table(
        "occasion",
        sa.Column("id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("appeal", ID),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("ends", sa.BigInteger(), nullable=False),
        sa.Column("over", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case.id"], name=op.f("fk_occasion_case_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["appeal"], ["appeal.id"], name=op.f("fk_occasion_appeal"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_occasion")),
        sa.UniqueConstraint("case_id", "key", "day", name=op.f("uq_occasion_case_id_key_day")),
    )


def _let_reminders_be_of_occasions() -> None:
    """SQLite cannot make a column empty again, so the table is written anew. Nothing refers to it."""
    op.drop_index("reminder_open", table_name="reminder")
    with op.batch_alter_table("reminder") as batch:
        batch.alter_column("hearing", existing_type=ID, nullable=True)
        batch.add_column(sa.Column("occasion", ID))
        batch.create_foreign_key(
            op.f("fk_reminder_occasion"), "occasion", ["occasion"], ["id"], ondelete="CASCADE"
        )
        batch.create_unique_constraint(op.f("uq_reminder_occasion_offset"), ["occasion", "offset"])
        batch.create_check_constraint(
            op.f("ck_reminder_one_of_two"), "(hearing IS NULL) <> (occasion IS NULL)"
        )
    op.create_index("reminder_open", "reminder", ["due"], sqlite_where=OPEN, postgresql_where=OPEN)
    op.create_index(op.f("ix_reminder_broadcast"), "reminder", ["broadcast"])
