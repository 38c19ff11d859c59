"""The table of what platforms remember between two starts."""

from sqlalchemy import Column, LargeBinary, String, Table

from alertbot.store.schema_base import metadata

drawer = Table(
    "drawer",
    metadata,
    Column("platform", String(16), primary_key=True),
    Column("name", String(16), primary_key=True),
    Column("content", LargeBinary, nullable=False),
)
"""``content`` is sealed: access tokens, owner keys, and where to go on."""
