"""What platforms remember, and until when they recognise a repeat."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "drawer",
        sa.Column("platform", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=16), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("platform", "name", name=op.f("pk_drawer")),
    )
    op.add_column("delivery", sa.Column("absorbed", sa.BigInteger()))
