import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from alertbot.errors import ConfigurationError
from alertbot.store import migrations
from alertbot.store.codec import Codec
from alertbot.store.migrations import HEAD, migrate, revision
from alertbot.store.schema import metadata
from alertbot.store.store import SqlStore, open_store
from alertbot.store.vault import Vault


def scripts() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    return ScriptDirectory.from_config(config)


def test_there_is_one_head_and_the_program_knows_it() -> None:
    assert scripts().get_heads() == [HEAD]


def shape(path: Path) -> set[tuple[str, ...]]:
    """What SQLite was told, regardless of the order of constraints within a table."""
    with sqlite3.connect(path) as connection:
        rows = connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    connection.close()
    told = (" ".join(sql.replace('"', "").strip().removesuffix(")").split()) for (sql,) in rows)
    return {tuple(sorted(part.strip() for part in sql.split(","))) for sql in told if "alembic" not in sql}


def test_the_migrated_schema_is_the_one_the_program_works_with(tmp_path: Path) -> None:
    migrated, made = create_engine(f"sqlite:///{tmp_path}/a"), create_engine(f"sqlite:///{tmp_path}/b")
    with migrated.begin() as connection:
        migrate(connection)
        assert revision(connection) == HEAD
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    with made.begin() as connection:
        metadata.create_all(connection)
    migrated.dispose()
    made.dispose()
    assert shape(tmp_path / "a") == shape(tmp_path / "b")


def test_migrating_twice_changes_nothing(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path}/a")
    for _ in range(2):
        with engine.begin() as connection:
            migrate(connection)
    engine.dispose()


async def test_a_database_of_a_newer_release_is_left_alone(path: Path, vault: Vault, codec: Codec) -> None:
    async with open_store(path, vault, codec) as store, store.transaction() as tx:
        await tx.work.run(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(ConfigurationError, match="9999"):
        await SqlStore(path, vault, codec).open()


def test_every_table_and_index_can_be_said_to_postgresql() -> None:
    dialect = postgresql.dialect()
    for table in metadata.sorted_tables:
        assert str(CreateTable(table).compile(dialect=dialect))
        for index in table.indexes:
            said = str(CreateIndex(index).compile(dialect=dialect))
            partial = index.dialect_options["sqlite"]["where"] is not None
            assert ("WHERE" in said) == partial


FORBIDDEN = {"phone", "username", "first_name", "last_name", "photo", "bio", "ip", "letter", "user", "chat"}


def test_no_table_has_room_for_what_is_never_stored() -> None:
    for table in metadata.sorted_tables:
        assert not FORBIDDEN & {column.name for column in table.columns}
