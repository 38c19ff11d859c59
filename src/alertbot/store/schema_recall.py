"""Tables of what follows an appeal: whom a broadcast is aimed at, and who asked to withdraw it."""

from sqlalchemy import Boolean, Column, Integer, String, Table, false

from alertbot.store.columns import Id, Instant
from alertbot.store.schema_base import metadata, refers_to

aim = Table(
    "aim",
    metadata,
    Column(
        "broadcast", Id, refers_to("broadcast.id", on_delete="CASCADE"), primary_key=True, autoincrement=False
    ),
    Column("redraws", Id),
    Column("takes_back", Boolean, nullable=False, server_default=false()),
    Column("got", Id),
    Column("rest_of", Id),
    Column("took", Id),
    Column("acted_in", Id),
    Column("below", Integer, nullable=False, server_default="0"),
)
"""``redraws`` is the broadcast whose copies are redrawn, or deleted if it ``takes_back``. ``got`` adds
whoever was sent this appeal, ``rest_of`` leaves them out, ``acted_in`` adds whoever acted in a case
or follows it; ``took`` is whoever took a letter of it ``below`` a version."""

withdrawal = Table(
    "withdrawal",
    metadata,
    Column("appeal", Id, refers_to("appeal.id", on_delete="CASCADE"), primary_key=True, autoincrement=False),
    Column("asked_by", String(64), nullable=False),
    Column("asked", Instant, nullable=False),
)
"""Asked for by one organizer, and not yet confirmed or refused by another."""
