"""Tables of what is counted, and what keeps the audit trail as it was written."""

from sqlalchemy import DDL, Column, Date, Integer, LargeBinary, String, Table, event

from alertbot.domain.figures import Counted
from alertbot.store.columns import Id, Word
from alertbot.store.schema_base import metadata, refers_to

tally = Table(
    "tally",
    metadata,
    Column("appeal", Id, refers_to("appeal.id", on_delete="CASCADE"), primary_key=True),
    Column("what", Word(Counted), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("kind", String(35), primary_key=True),
    Column("many", Integer, nullable=False),
)
"""How often something was done on a day. ``kind`` is a language or a channel. No row is about one person."""

audit_floor = Table(
    "audit_floor",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("upto", Id, nullable=False),
    Column("link", LargeBinary, nullable=False),
    Column("proof", LargeBinary, nullable=False),
)
"""Where the audit trail begins once its oldest entries have outlived their time: the last entry that is gone,
its link, and a proof under the key outside the database that the bot itself let them go."""

AUDIT_GUARDS = (
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
"""A fault of ours, or a hand in the database, is refused; whoever removes these is found out by the chain."""

for guard in AUDIT_GUARDS:
    event.listen(metadata, "after_create", DDL(guard).execute_if(dialect="sqlite"))
