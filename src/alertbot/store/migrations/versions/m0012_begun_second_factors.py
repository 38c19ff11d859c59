"""When a second factor was begun: one that nobody confirms is let go."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("second_factor", sa.Column("begun", sa.BigInteger(), nullable=True))
