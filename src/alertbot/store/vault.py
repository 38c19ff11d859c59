"""The vault: every key the store needs, derived from one master key that lies outside the database.

A sealed value is one byte of key id, twelve random bytes and an AES-256-GCM text whose additional data name
the table, the column and the row it belongs to: moved anywhere else it does not open. A look-up is a keyed
hash, because all Telegram ids that exist can be hashed in an hour.
"""

import base64
import binascii
import hmac
import os
import stat
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from alertbot.domain.subscriber import Address
from alertbot.errors import ConfigurationError, SealBroken

KEY_BYTES = 32
LOOKUP_BYTES = 16
KEY_FILE = "master.key"
_NONCE_BYTES = 12


class Vault:
    """Seals, opens and looks up. ``beside_data``: the key lies in the data directory, worth a warning.
    ``names``: the organisation's public key (32 bytes), to which signers' names are sealed."""

    def __init__(self, master: bytes, *, beside_data: bool = False, names: bytes | None = None) -> None:
        if len(master) != KEY_BYTES:
            raise ConfigurationError(f"The master key must be {KEY_BYTES} bytes long.")
        self._id = _derive(master, "key id")[:1]
        self._sealing = AESGCM(_derive(master, "sealing"))
        self._looking = _derive(master, "look-up")
        self._chaining = _derive(master, "audit")
        self._coding = _derive(master, "code")
        self.beside_data = beside_data
        self.names = names

    @classmethod
    def unlock(cls, key_file: Path | None, data: Path, names: bytes | None = None) -> Self:
        """The vault of a configured key file, or of one kept (and made if need be) in the data directory.

        :class:`ConfigurationError` when the file cannot be read, holds no key or is open to others.
        """
        if key_file is not None:
            return cls(read_key(key_file), names=names)
        path = data / KEY_FILE
        if not path.exists():
            make_key(path)
        return cls(read_key(path), beside_data=True, names=names)

    def __repr__(self) -> str:
        return "Vault(hidden)"

    def seal(self, place: str, row: bytes | int, plain: bytes) -> bytes:
        """Encrypt for one place (``table|column``) and one row."""
        nonce = os.urandom(_NONCE_BYTES)
        return self._id + nonce + self._sealing.encrypt(nonce, plain, _bound_to(place, row))

    def open(self, place: str, row: bytes | int, sealed: bytes) -> bytes:
        """What was sealed for this place and row; :class:`SealBroken` for anything else."""
        if sealed[:1] != self._id:
            raise SealBroken(f"A value in {place} was sealed with another master key.")
        nonce, text = sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :]
        try:
            return self._sealing.decrypt(nonce, text, _bound_to(place, row))
        except (InvalidTag, ValueError):
            raise SealBroken(f"A sealed value in {place} is damaged or not in its place.") from None

    def lookup(self, address: Address) -> bytes:
        """The keyed hash an address is found by (16 bytes)."""
        thread = "" if address.thread is None else f"#{address.thread}"
        said = "\0".join((address.platform, address.chat, thread))
        return hmac.digest(self._looking, said.encode("utf-8", "surrogatepass"), sha256)[:LOOKUP_BYTES]

    def code(self, code: str) -> bytes:
        """The keyed hash a secret code is found by (32 bytes)."""
        return hmac.digest(self._coding, code.encode("utf-8", "surrogatepass"), sha256)

    def chain(self, before: bytes, entry: bytes) -> bytes:
        """The link of an audit entry to the one before it (32 bytes)."""
        return hmac.digest(self._chaining, before + entry, sha256)


def new_key() -> bytes:
    """A random key: an appeal's own, under which its signatures and marks are tagged."""
    return os.urandom(KEY_BYTES)


def tag(key: bytes, lookup: bytes, what: str) -> bytes:
    """The trace one address leaves under an appeal's key; without that key it names nobody."""
    return hmac.digest(key, lookup + what.encode(), sha256)[:LOOKUP_BYTES]


def read_key(path: Path) -> bytes:
    """The master key in a file, 32 raw bytes or their base64.

    :class:`ConfigurationError` says what is wrong with the file.
    """
    try:
        mode = path.stat().st_mode
        content = path.read_bytes()
    except OSError as problem:
        raise ConfigurationError(
            f"The master key file {path} cannot be read ({problem.strerror}); "
            "put 32 random bytes there, raw or as base64."
        ) from None
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise ConfigurationError(f"Others may read the master key file {path}; run: chmod 600 {path}")
    if len(content) == KEY_BYTES:
        return content
    with suppress(binascii.Error):
        key = base64.b64decode(
            content.strip(), altchars=b"-_" if b"-" in content or b"_" in content else None
        )
        if len(key) == KEY_BYTES:
            return key
    raise ConfigurationError(f"The master key file {path} must hold 32 bytes, raw or as base64.")


def make_key(path: Path) -> None:
    """Write a new key that only this user can read; whole or not at all, and never over an old one."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(base64.b64encode(new_key()) + b"\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        with suppress(FileExistsError):
            path.hardlink_to(unfinished)
    finally:
        unfinished.unlink()
    _sync_directory(path.parent)


def _sync_directory(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _derive(master: bytes, purpose: str) -> bytes:
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=f"alertbot {purpose}".encode()).derive(master)


def _bound_to(place: str, row: bytes | int) -> bytes:
    return f"{place}|".encode() + (str(row).encode() if isinstance(row, int) else row)
