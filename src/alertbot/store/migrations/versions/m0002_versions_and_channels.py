"""Every version of an appeal is kept, and what was reported about channels."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "version",
        sa.Column("appeal", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["appeal"], ["appeal.id"], name=op.f("fk_version_appeal"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("appeal", "number", name=op.f("pk_version")),
    )
    op.execute("INSERT INTO version (appeal, number, document) SELECT id, version, document FROM appeal")
    op.create_table(
        "channel_health",
        sa.Column("appeal", ID, nullable=False),
        sa.Column("addressee", sa.String(length=24), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("trace", sa.String(length=8), nullable=False),
        sa.Column("suspect", sa.Boolean(), nullable=False),
        sa.Column("cleared", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["appeal"], ["appeal.id"], name=op.f("fk_channel_health_appeal"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("appeal", "addressee", "kind", "trace", name=op.f("pk_channel_health")),
    )
