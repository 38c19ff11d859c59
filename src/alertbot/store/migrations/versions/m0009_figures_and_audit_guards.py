"""Daily counts without a trace of who was counted, and an audit trail that the database itself keeps."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

GUARDS = (
    "CREATE TRIGGER audit_stays BEFORE UPDATE ON audit "
    "BEGIN SELECT RAISE(ABORT, 'an audit entry is never changed'); END",
    "CREATE TRIGGER audit_kept BEFORE DELETE ON audit "
    "WHEN old.id > coalesce((SELECT max(upto) FROM audit_floor), 0) "
    "BEGIN SELECT RAISE(ABORT, 'an audit entry is never taken out'); END",
    "CREATE TRIGGER audit_unreplaced BEFORE INSERT ON audit "
    "WHEN new.id > 0 AND new.id <= coalesce((SELECT max(id) FROM audit), 0) "
    "BEGIN SELECT RAISE(ABORT, 'an audit entry is only added at the end'); END",
    "CREATE TRIGGER audit_floor_rises BEFORE UPDATE ON audit_floor WHEN new.upto < old.upto "
    "BEGIN SELECT RAISE(ABORT, 'what is gone from the audit trail does not come back'); END",
    "CREATE TRIGGER audit_floor_kept BEFORE DELETE ON audit_floor "
    "BEGIN SELECT RAISE(ABORT, 'the beginning of the audit trail is never taken out'); END",
)


def upgrade() -> None:
    op.create_table(
        "tally",
        sa.Column("appeal", ID, nullable=False),
        sa.Column("what", sa.String(length=16), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=35), nullable=False),
        sa.Column("many", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["appeal"], ["appeal.id"], name=op.f("fk_tally_appeal"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("appeal", "what", "day", "kind", name=op.f("pk_tally")),
    )
    op.create_table(
        "audit_floor",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("upto", ID, nullable=False),
        sa.Column("link", sa.LargeBinary(), nullable=False),
        sa.Column("proof", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_floor")),
    )
    if op.get_bind().dialect.name == "sqlite":
        for guard in GUARDS:
            op.execute(guard)
