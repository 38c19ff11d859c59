"""``alertbot petition`` and ``alertbot names-key``: the petition printed, names included where the key is.

This is the only place that reads the organisation's private key. It runs on a computer of theirs, needs no
network and no database, and is no part of the running bot.
"""

import asyncio
import base64
import binascii
import os
import stat
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from alertbot.app.database import database_file
from alertbot.app.serving import codec_functions
from alertbot.config import Settings
from alertbot.domain.figures import figures
from alertbot.domain.publication import Published
from alertbot.errors import ConfigurationError, StoreUnavailable
from alertbot.journeys.petitions import petition_of
from alertbot.letters.petition import Petition, as_pdf, from_file
from alertbot.store.appeals import SqlAppeals
from alertbot.store.engine import reading_engine
from alertbot.store.figures import SqlFigures
from alertbot.store.reader import Reader
from alertbot.store.vault import KEY_BYTES, Vault, new_key
from alertbot.store.work import Work
from alertbot.wording.catalogue import Catalogues, locales_directory
from alertbot.wording.speech import Wording


@dataclass(frozen=True, slots=True)
class PetitionOrder:
    """``appeal`` is ``case`` or ``case/appeal``. ``names`` is the file that the bot exported, ``key`` the
    private key's; without them the petition has counts alone, read from the bot's database."""

    appeal: str
    locale: str
    names: Path | None
    key: Path | None


def printed(order: PetitionOrder, settings: Settings | None) -> bytes:
    """The petition as PDF. ``settings`` name the database where no file of names is given.

    Raises :class:`ConfigurationError` for an order that cannot be carried out.
    """
    if order.names is None:
        if settings is None:
            raise ConfigurationError("without --names the settings of the bot are needed")
        return as_pdf(asyncio.run(_counted(order, settings)))
    petition, sealed = from_file(_read(order.names))
    case, _, appeal = order.appeal.partition("/")
    if case != petition.case or (appeal and appeal != petition.appeal):
        raise ConfigurationError(f"{order.names} is the petition of {petition.case}/{petition.appeal}")
    if order.key is None:
        raise ConfigurationError("--names needs --key, the file that alertbot names-key made")
    return as_pdf(replace(petition, names=opened(sealed, read_private_key(order.key))))


def opened(sealed: list[bytes], private: bytes) -> tuple[str, ...]:
    """The names in sealed boxes; :class:`ConfigurationError` when they were sealed to another key."""
    from nacl.exceptions import CryptoError
    from nacl.public import PrivateKey, SealedBox

    box = SealedBox(PrivateKey(private))
    try:
        return tuple(box.decrypt(one).rstrip(b"\0").decode() for one in sealed)
    except (CryptoError, UnicodeDecodeError):
        raise ConfigurationError("the names were sealed to another key, or the file is damaged") from None


def make_names_key(file: Path) -> str:
    """Write a new private key that only this user can read, never over an old one; the public key in base64.

    :class:`ConfigurationError` when it cannot be written.
    """
    from nacl.public import PrivateKey

    private = PrivateKey.generate()
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise ConfigurationError(f"{file} exists already; nothing was written") from None
    except OSError as error:
        raise ConfigurationError(f"{file} cannot be written: {error.strerror}") from None
    with os.fdopen(handle, "wb") as out:
        out.write(base64.b64encode(bytes(private)) + b"\n")
    return base64.b64encode(bytes(private.public_key)).decode("ascii")


def read_private_key(file: Path) -> bytes:
    """The private key in a file; :class:`ConfigurationError` when it is none, or others may read it."""
    content = _read(file)
    if file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise ConfigurationError(f"others may read the key file {file}; run: chmod 600 {file}")
    try:
        key = base64.b64decode(content.strip(), validate=True)
    except binascii.Error:
        key = b""
    if len(key) != KEY_BYTES:
        raise ConfigurationError(f"{file} holds no key that alertbot names-key made")
    return key


async def _counted(order: PetitionOrder, settings: Settings) -> Petition:
    """From the bot's own database, beside it or without it; what is read there is plain and needs no key."""
    file = database_file(settings)
    if not file.is_file():
        raise ConfigurationError(f"There is no database at {file}; give the exported file with --names.")
    reader = Reader(reading_engine(file))
    try:
        async with reader.snapshot() as transaction:
            work = Work(transaction, Vault(new_key()), codec_functions())
            of = await _published(SqlAppeals(work), order.appeal)
            counts = await SqlFigures(work).counts(of.id)
    except StoreUnavailable:
        raise ConfigurationError(f"The database {file} cannot be read.") from None
    finally:
        await reader.close()
    if counts is None:
        raise ConfigurationError(f"{order.appeal} is not published")
    wording = Wording(Catalogues.read(locales_directory()))
    return petition_of(of, figures(counts, datetime.now(UTC).date()), wording, order.locale)


async def _published(appeals: SqlAppeals, named: str) -> Published:
    case, _, key = named.partition("/")
    id = await appeals.find_case(case)
    found = (
        [one for one in await appeals.of_case(id) if key in ("", one.appeal.key)] if id is not None else []
    )
    if not found:
        raise ConfigurationError(f"{named} is not published")
    return found[0]


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise ConfigurationError(f"{file} cannot be read: {error.strerror}") from None
