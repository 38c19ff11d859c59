"""Corrections, withdrawals, updates, and what their broadcasts are aimed at."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    material = sa.Column("material", sa.Integer(), server_default="1", nullable=False)
    for column in (material, sa.Column("withdrawn", sa.BigInteger()), sa.Column("parent", ID)):
        op.add_column("appeal", column)
    purpose = sa.Column("purpose", sa.String(length=16), server_default="new", nullable=False)
    since = sa.Column("since", sa.Integer(), server_default="0", nullable=False)
    for column in (purpose, sa.Column("about", ID), since):
        op.add_column("draft", column)
    _create_aim()
    op.create_table(
        "withdrawal",
        sa.Column("appeal", ID, autoincrement=False, nullable=False),
        sa.Column("asked_by", sa.String(length=64), nullable=False),
        sa.Column("asked", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["appeal"], ["appeal.id"], name=op.f("fk_withdrawal_appeal"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("appeal", name=op.f("pk_withdrawal")),
    )


def _create_aim() -> None:
    op.create_table(
        "aim",
        sa.Column("broadcast", ID, autoincrement=False, nullable=False),
        sa.Column("redraws", ID),
        sa.Column("takes_back", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("got", ID),
        sa.Column("rest_of", ID),
        sa.Column("took", ID),
        sa.Column("acted_in", ID),
        sa.Column("below", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["broadcast"], ["broadcast.id"], name=op.f("fk_aim_broadcast"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("broadcast", name=op.f("pk_aim")),
    )
