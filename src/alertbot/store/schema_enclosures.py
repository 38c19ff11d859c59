"""The table of pictures and documents that go with an appeal."""

from sqlalchemy import Column, Index, LargeBinary, Table

from alertbot.store.columns import Id
from alertbot.store.schema_base import metadata, refers_to

enclosure = Table(
    "enclosure",
    metadata,
    Column("id", Id, primary_key=True),
    Column("draft", Id, refers_to("draft.id", on_delete="CASCADE")),
    Column("appeal", Id, refers_to("appeal.id", on_delete="CASCADE")),
    Column("name", LargeBinary, nullable=False),
    Column("content", LargeBinary, nullable=False),
)
"""``name`` is a keyed hash of the content's digest, ``content`` is sealed. A row goes with its draft, or with
its appeal once that is out."""

enclosure_names = Index("ix_enclosure_name", enclosure.c.name)
