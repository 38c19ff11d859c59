"""``alertbot audit``: the trail read and checked beside a running bot, or without one."""

from collections.abc import Iterator
from dataclasses import dataclass

from alertbot.app.database import database_file
from alertbot.app.serving import codec_functions
from alertbot.config import Settings
from alertbot.domain.trail import SEAL, Entry, Trail
from alertbot.errors import ConfigurationError, StoreUnavailable
from alertbot.store.audit import SqlAudit
from alertbot.store.engine import reading_engine
from alertbot.store.reader import Reader
from alertbot.store.vault import KEY_FILE, Vault
from alertbot.store.work import Work


@dataclass(frozen=True, slots=True)
class Checked:
    """The newest entries, newest first, and how the whole trail stands."""

    entries: tuple[Entry, ...]
    trail: Trail


async def read_trail(settings: Settings, limit: int) -> Checked:
    """Writes nothing and takes no lock. Needs the master key, which the links are made with.

    :class:`ConfigurationError` when there is no database or no key.
    """
    file = database_file(settings)
    key = settings.master_key_file or settings.data_dir / KEY_FILE
    for needed, what in ((file, "database"), (key, "master key")):
        if not needed.is_file():
            raise ConfigurationError(f"There is no {what} at {needed}.")
    vault = Vault.unlock(settings.master_key_file, settings.data_dir)
    reader = Reader(reading_engine(file))
    try:
        async with reader.snapshot() as transaction:
            audit = SqlAudit(Work(transaction, vault, codec_functions()))
            return Checked(tuple(await audit.page(limit)), await audit.trail())
    except StoreUnavailable:
        raise ConfigurationError(
            f"The database {file} cannot be read; perhaps this release has not run on it yet."
        ) from None
    finally:
        await reader.close()


def lines(checked: Checked) -> Iterator[str]:
    """The entries for a person to read, oldest of them first, as a log is read."""
    for entry in reversed(checked.entries):
        when, who = f"{entry.at:%Y-%m-%d %H:%M:%S}Z", entry.who or "-"
        yield f"{entry.id:>6}  {when}  {who:<12}  {entry.what}  {entry.about}"


def verdict(trail: Trail) -> str:
    """Whether it is whole, and the seal to compare with one that somebody noted."""
    many = f"{trail.entries} entries, newest {trail.newest}, seal {trail.link[:SEAL] or 'none'}"
    if trail.intact:
        return f"the audit trail is whole: {many}"
    return f"the audit trail was changed by something other than alertbot: {many}"
