"""Questions about how a hearing went, the lawyer's links, and broadcasts to whoever acted."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("broadcast", sa.Column("acted", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_table(
        "question",
        sa.Column("hearing", ID, autoincrement=False, nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("asked", sa.BigInteger()),
        sa.ForeignKeyConstraint(
            ["hearing"], ["hearing.id"], name=op.f("fk_question_hearing"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("hearing", name=op.f("pk_question")),
    )
    _expect_what_lies_ahead()
    op.create_table(
        "capability",
        sa.Column("id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("code", sa.LargeBinary(), nullable=False),
        sa.Column("made_by", sa.String(length=64), nullable=False),
        sa.Column("expires", sa.BigInteger(), nullable=False),
        sa.Column("revoked", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("at_once", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case.id"], name=op.f("fk_capability_case_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_capability")),
        sa.UniqueConstraint("code", name=op.f("uq_capability_code")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "proposal",
        sa.Column("id", ID, nullable=False),
        sa.Column("capability", ID, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("hearing", ID),
        sa.Column("document", sa.Text()),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["capability"], ["capability.id"], name=op.f("fk_proposal_capability"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["hearing"], ["hearing.id"], name=op.f("fk_proposal_hearing"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_proposal_capability"), "proposal", ["capability"])


def _expect_what_lies_ahead() -> None:
    now = int(datetime.now(UTC).timestamp() * 1_000_000)
    expect = sa.text(
        "INSERT INTO question (hearing, state) SELECT id, 'waiting' FROM hearing "
        "WHERE state = 'scheduled' AND NOT superseded AND starts > :now"
    )
    op.get_bind().execute(expect, {"now": now})
