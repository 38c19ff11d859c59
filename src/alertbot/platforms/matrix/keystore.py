"""The library's store, in which nobody can be read.

On its own the library encrypts keys, and writes beside them in clear whose they are and in which rooms they
count: a list of everybody who talks to the bot. Here those are sealed as well, each value always to the same
text, so that the library finds its rows."""

import base64
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any, cast

from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from nio.store import SqliteStore, models  # pyright: ignore[reportMissingTypeStubs]
from peewee import TextField  # pyright: ignore[reportMissingTypeStubs]

_models = cast("Any", models)
_Field = cast("type[Any]", TextField)
_Base = cast("type[Any]", SqliteStore)

_SEALED = 1
"""The ``user_version`` of a file whose columns are sealed."""


class Seal:
    """Words to and from sealed ones, under a key made of the one that the library encrypts keys with."""

    def __init__(self, pickle_key: str) -> None:
        made = HKDF(SHA256(), 64, None, b"alertbot matrix keystore").derive(pickle_key.encode())
        self._cipher = AESSIV(made)

    def close(self, words: str) -> str:
        return base64.b64encode(self._cipher.encrypt(words.encode(), None)).decode() if words else words

    def open(self, sealed: str) -> str:
        return self._cipher.decrypt(base64.b64decode(sealed), None).decode() if sealed else sealed


class _SealedField(_Field):
    """A column that is sealed in files that have a seal, and as ever in all others."""

    def db_value(self, value: Any) -> Any:
        seal = _seal_of(self)
        return seal.close(value) if seal and isinstance(value, str) else value

    def python_value(self, value: Any) -> Any:
        seal = _seal_of(self)
        return seal.open(value) if seal and isinstance(value, str) else value


def _seal_of(column: Any) -> Seal | None:
    return getattr(_about(column).database, "seal", None)


def _about(column: Any) -> Any:
    """What the library of tables knows of a column's table (its documentation, "Model options")."""
    return column.model._meta  # noqa: SLF001 - so documented


_COLUMNS: Sequence[Any] = (
    _models.DeviceKeys.user_id,
    _models.DeviceKeys.device_id,
    _models.DeviceKeys.display_name,
    _models.Keys.key,
    _models.OlmSessions.sender_key,
    _models.MegolmInboundSessions.sender_key,
    _models.MegolmInboundSessions.fp_key,
    _models.MegolmInboundSessions.room_id,
    _models.ForwardedChains.sender_key,
    _models.EncryptedRooms.room_id,
    _models.OutgoingKeyRequests.room_id,
)

for _column in _COLUMNS:
    # The library's tables are classes that all its stores share, so a column is taught here, once, for all.
    _column.__class__ = _SealedField


class SealedStore(_Base):
    """Opens a file of an earlier release, too, and seals it."""

    def __post_init__(self) -> None:
        super().__post_init__()  # pyright: ignore[reportUnknownMemberType]
        self.database.seal = self._seal = Seal(self.pickle_key)
        self.database.execute_sql("CREATE TABLE IF NOT EXISTS words (word TEXT NOT NULL)")
        if self.database.execute_sql("PRAGMA user_version").fetchone()[0] < _SEALED:
            with self.database.atomic():
                self._seal_what_is_there()

    def words(self) -> set[str]:
        """By which the homeserver knows this file for the newest one."""
        return {word for (word,) in self.database.execute_sql("SELECT word FROM words").fetchall()}

    def keep_words(self, *words: str) -> None:
        with self.database.atomic():
            self.database.execute_sql("DELETE FROM words")
            for word in words:
                self.database.execute_sql("INSERT INTO words VALUES (?)", (word,))

    def forget_room(self, room: str) -> None:
        """The keys to what was said in a room, and that it was there."""
        with self.database.bind_ctx(self.models), self.database.atomic():
            for table in (_models.EncryptedRooms, _models.OutgoingKeyRequests, _models.MegolmInboundSessions):
                table.delete().where(table.room_id == room).execute()

    def forget_person(self, user: str) -> None:
        """Their devices. The sealed channels to them stay: they name nobody, and whoever comes back goes on
        in them."""
        devices = _models.DeviceKeys
        with self.database.bind_ctx(self.models), self.database.atomic():
            theirs = [one.id for one in devices.select().where(devices.user_id == user)]
            for table in (_models.Keys, _models.DeviceTrustState):
                table.delete().where(table.device.in_(theirs)).execute()
            devices.delete().where(devices.id.in_(theirs)).execute()

    def _seal_what_is_there(self) -> None:
        for column in _COLUMNS:
            table, name = _about(column).table_name, column.column_name
            found = self.database.execute_sql(f"SELECT rowid, {name} FROM {table}").fetchall()  # noqa: S608 - the library's names
            for row, words in found:
                self.database.execute_sql(
                    f"UPDATE {table} SET {name} = ? WHERE rowid = ?",  # noqa: S608 - the library's names
                    (self._seal.close(words or ""), row),
                )
        self.database.execute_sql(f"PRAGMA user_version = {_SEALED}")

    def _get_device_ids(self, account: Any, devices: Sequence[Any]) -> Any:
        """Asked in words of SQL by the library, so what it looks for is sealed here."""
        close = self._seal.close
        sealed = [SimpleNamespace(user_id=close(one.user_id), id=close(one.id)) for one in devices]
        return super()._get_device_ids(account, sealed)  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
