"""Pictures and documents that go with an appeal."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "enclosure",
        sa.Column("id", id, nullable=False),
        sa.Column("draft", id, nullable=True),
        sa.Column("appeal", id, nullable=True),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["draft"], ["draft.id"], name=op.f("fk_enclosure_draft"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["appeal"], ["appeal.id"], name=op.f("fk_enclosure_appeal"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enclosure")),
    )
    op.create_index("ix_enclosure_name", "enclosure", ["name"])
