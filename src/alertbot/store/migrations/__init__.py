"""The schema's history, and how a database gets to its newest state inside the running program."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from alertbot.errors import ConfigurationError

HEAD = "0012"
"""The newest revision; a test proves it is the only head."""

_HERE = Path(__file__).parent


def migrate(connection: Connection) -> None:
    """Bring the schema to :data:`HEAD` inside the caller's transaction.

    :class:`ConfigurationError` for a database that a newer release has changed.
    """
    current = revision(connection)
    if current == HEAD:
        return
    # Alembic takes a tenth of a second to import; a database that is up to date does not need it.
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(_HERE).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError:
        raise ConfigurationError(
            f"The database has revision {current}, which this release does not know; use a newer alertbot."
        ) from None


def revision(connection: Connection) -> str | None:
    """The revision a database is at; ``None`` for a new one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
