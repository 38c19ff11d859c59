"""Tables of authority: what proves that an organizer is the person and not only the account."""

from sqlalchemy import Boolean, Column, LargeBinary, SmallInteger, String, Table, false

from alertbot.store.columns import Id, Instant
from alertbot.store.schema_base import metadata

second_factor = Table(
    "second_factor",
    metadata,
    Column("organizer", String(64), primary_key=True),
    Column("secret", LargeBinary, nullable=False),
    Column("confirmed", Boolean, nullable=False, server_default=false()),
    Column("used", Id, nullable=False, server_default="0"),
    Column("wrong", SmallInteger, nullable=False, server_default="0"),
    Column("locked_until", Instant),
    Column("begun", Instant),
)
"""``secret`` is sealed to its row. ``used`` is the step of the last code that counted. ``begun`` is when the
secret was made; those made before that was noted have none."""
