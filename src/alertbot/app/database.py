"""Which database the settings name."""

import hashlib
from pathlib import Path

from alertbot.config import Settings
from alertbot.errors import ConfigurationError
from alertbot.store.engine import database_url, file_of


def database_file(settings: Settings) -> Path:
    """The SQLite file that the settings name."""
    if settings.database_url is None:
        return settings.data_dir / "alertbot.sqlite"
    file = file_of(database_url(settings.database_url.get_secret_value()))
    if file is None:
        raise ConfigurationError("ALERTBOT_DATABASE_URL must name a SQLite file.")
    return file


def database_tag(file: Path) -> str:
    """Tells one database from another without naming it: two bots on one machine are not mixed up."""
    return hashlib.sha256(str(file.resolve()).encode()).hexdigest()[:12]
