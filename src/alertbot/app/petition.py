"""``alertbot petition`` and ``alertbot names-key``: the petition printed, names included where the key is.

This is the only place that reads the organisation's private key. It runs on a computer of theirs, needs no
network and no database, and is no part of the running bot.
"""

import asyncio
import base64
import binascii
import os
import stat
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from alertbot.app.database import database_file
from alertbot.app.serving import codec_functions
from alertbot.config import Settings
from alertbot.domain.figures import figures
from alertbot.domain.publication import Published
from alertbot.errors import ConfigurationError, StoreUnavailable
from alertbot.journeys.petitions import petition_of
from alertbot.letters.petition import Petition, Sealed, as_pdf, from_file
from alertbot.store.appeals import SqlAppeals
from alertbot.store.engine import reading_engine
from alertbot.store.figures import SqlFigures
from alertbot.store.reader import Reader
from alertbot.store.sealed_names import key_mark
from alertbot.store.vault import KEY_BYTES, Vault, new_key
from alertbot.store.work import Work
from alertbot.wording.catalogue import Catalogues, locales_directory
from alertbot.wording.speech import Wording

if TYPE_CHECKING:
    from nacl.public import PrivateKey


@dataclass(frozen=True, slots=True)
class PetitionOrder:
    """``appeal`` is ``case`` or ``case/appeal``. ``names`` is the file that the bot exported, ``key`` the
    keys' private
    files; without them the petition has counts alone, read from the bot's database. ``tell`` gets a sentence
    about names that none of the keys opens."""

    appeal: str
    locale: str
    names: Path | None
    keys: tuple[Path, ...] = ()
    tell: Callable[[str], None] = print


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
    if not order.keys:
        raise ConfigurationError("--names needs --key, the file that alertbot names-key made")
    found = opened(sealed, [read_private_key(key) for key in order.keys])
    for mark, many in found.closed.items():
        order.tell(_missing(mark, many))
    return as_pdf(replace(petition, names=found.names))


@dataclass(frozen=True, slots=True)
class Opened:
    """``closed``: how many boxes none of the keys opened, by the mark of the key that they were sealed to."""

    names: tuple[str, ...] = field(repr=False)
    closed: Mapping[str, int]


def opened(sealed: Sealed, privates: Iterable[bytes]) -> Opened:
    """The names in sealed boxes, as far as these private keys open them.

    :class:`ConfigurationError` when a box is damaged, or none is opened of those there are.
    """
    from nacl.public import PrivateKey

    keys = {key_mark(bytes(key.public_key)): key for key in (PrivateKey(one) for one in privates)}
    names: list[str] = []
    closed: dict[str, int] = {}
    for mark, boxes in sealed.items():
        usable = [keys[mark]] if mark in keys else [] if mark else list(keys.values())
        found = [_opened(box, usable) for box in boxes]
        names += [name for name in found if name is not None]
        if missing := found.count(None):
            closed[mark] = missing
        if missing and mark in keys:
            raise ConfigurationError("the names' file is damaged; export it again")
    if closed and not names:
        raise ConfigurationError(
            f"the names were sealed to another key{_marks(closed)}, or the file is damaged"
        )
    return Opened(tuple(names), closed)


def _opened(box: bytes, keys: "list[PrivateKey]") -> str | None:
    from nacl.exceptions import CryptoError
    from nacl.public import SealedBox

    for key in keys:
        with suppress(CryptoError, UnicodeDecodeError):
            return SealedBox(key).decrypt(box).rstrip(b"\0").decode()
    return None


def _marks(closed: Mapping[str, int]) -> str:
    known = [mark for mark in closed if mark]
    return f" ({', '.join(known)})" if known else ""


def _missing(mark: str, many: int) -> str:
    of = f"to the key {mark}" if mark else "to a key that is not known"
    return f"{many} of the names are sealed {of}, and not printed; give its file with --key too"


def make_names_key(file: Path) -> tuple[str, str]:
    """Write a new private key that only this user can read, never over an old one; the public key in base64,
    and the mark that it is known by in petitions' files.

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
    public = bytes(private.public_key)
    return base64.b64encode(public).decode("ascii"), key_mark(public)


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
