"""What every table is made with: one collection of them, and names for their constraints."""

from sqlalchemy import MetaData
from sqlalchemy.schema import ForeignKey

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


def refers_to(column: str, *, on_delete: str) -> ForeignKey:
    return ForeignKey(column, ondelete=on_delete)
