"""How often a hearing's details were changed."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("hearing", sa.Column("amended", sa.Integer(), server_default=sa.text("0"), nullable=False))
