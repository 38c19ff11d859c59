"""Settings, from the environment and ``alertbot.toml``; secrets also from files (``ALERTBOT_X_FILE``)."""

import base64
import os
import re
import tomllib
from dataclasses import replace
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from alertbot.domain.authority import Role
from alertbot.domain.subscriber import Address, Organizer
from alertbot.errors import ConfigurationError
from alertbot.platforms.matrix.account import read_devices

PREFIX = "ALERTBOT_"
SECRETS = (
    "telegram_token",
    "database_url",
    "organizers",
    "matrix_password",
    "matrix_token",
    "matrix_login_token",
)
"""Settings that may also come from a file named by ``ALERTBOT_<NAME>_FILE``."""


NAMES_KEY_BYTES = 32

FREE_RATE = 30
"""Messages a second that Telegram allows every bot (Bots FAQ); up to 1,000 are sold for Stars."""


class Settings(BaseSettings):
    """What ``alertbot run`` is told. ``rate``: messages per second; ``hold``: seconds."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, toml_file="alertbot.toml", extra="ignore", frozen=True, hide_input_in_errors=True
    )

    telegram_token: SecretStr | None = None
    telegram_api_url: str = "https://api.telegram.org"
    matrix_homeserver: str | None = None
    matrix_user: str | None = None
    matrix_password: SecretStr | None = None
    matrix_token: SecretStr | None = None
    matrix_login_token: SecretStr | None = None
    matrix_devices: Annotated[dict[str, frozenset[str]], NoDecode] = Field(default_factory=dict, repr=False)
    data_dir: Path = Path("data")
    database_url: SecretStr | None = None
    campaigns_dir: Path | None = None
    organizers: Annotated[tuple[Organizer, ...], NoDecode] = Field(default=(), repr=False)
    rate: int = Field(default=25, ge=1, le=1000)
    paid_broadcast: bool | None = None
    hold: float = Field(default=60, ge=0, le=86_400)
    canary: float = Field(default=60, ge=0, le=86_400)
    break_glass: bool = False
    second_factor: Literal["offered", "required"] = "offered"
    master_key_file: Path | None = None
    clock_file: Path | None = None
    public_url: str | None = None
    names_key: str | None = None
    listen: str = "127.0.0.1:8088"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)

    @property
    def pays(self) -> bool:
        """Whether messages beyond Telegram's free rate may be charged; unless told otherwise, when the rate
        is beyond it."""
        return self.rate > FREE_RATE if self.paid_broadcast is None else self.paid_broadcast

    @field_validator("organizers", mode="before")
    @classmethod
    def _read_organizers(cls, value: Any) -> Any:
        return read_organizers(value) if isinstance(value, str) else value

    @field_validator("matrix_devices", mode="before")
    @classmethod
    def _read_devices(cls, value: Any) -> Any:
        return read_devices(value) if isinstance(value, str) else value

    @field_validator("matrix_user")
    @classmethod
    def _is_a_user_id(cls, value: str | None) -> str | None:
        if value and not re.fullmatch(r"@[^\s:]+:[^\s]+", value):
            raise ValueError("must look like @alertbot:example.org")
        return value or None

    @field_validator("matrix_homeserver")
    @classmethod
    def _is_a_homeserver(cls, value: str | None) -> str | None:
        parts = urlsplit(value if value and "://" in value else f"https://{value or 'none'}")
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("must look like https://matrix.example.org or example.org")
        if parts.scheme == "http" and not is_loopback(value or ""):
            raise ValueError("plain http is for loopback only; the token would travel in the open")
        return value.rstrip("/") if value else None

    @field_validator("telegram_token")
    @classmethod
    def _looks_like_a_token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not re.fullmatch(r"\d+:[A-Za-z0-9_-]{3,}", value.get_secret_value().strip()):
            raise ValueError("does not look like a bot token (digits, a colon, letters)")
        return value

    @field_validator("database_url")
    @classmethod
    def _is_sqlite(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not value.get_secret_value().startswith("sqlite:"):
            raise ValueError("must begin with sqlite: (this release keeps its data in one SQLite file)")
        return value

    @field_validator("listen")
    @classmethod
    def _is_host_and_port(cls, value: str) -> str:
        split_listen(value)
        return value

    @field_validator("telegram_api_url")
    @classmethod
    def _is_an_address(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("must look like https://host or http://127.0.0.1:8081")
        if parts.scheme == "http" and not is_loopback(value):
            raise ValueError("plain http is for loopback only; the token would travel in the open")
        return value.rstrip("/")

    @field_validator("public_url")
    @classmethod
    def _is_a_public_address(cls, value: str | None) -> str | None:
        return read_public_url(value) if value else None

    @field_validator("names_key")
    @classmethod
    def _is_a_public_key(cls, value: str | None) -> str | None:
        if value:
            read_names_key(value)
        return value or None

    @model_validator(mode="after")
    def _clock_needs_loopback(self) -> "Settings":
        on_telegram = self.telegram_token is not None or not self.matrix_user
        if self.clock_file is not None and on_telegram and not is_loopback(self.telegram_api_url):
            raise ValueError("clock_file is accepted with a loopback telegram_api_url only")
        if self.clock_file is not None and self.matrix_user and not is_loopback(self.matrix_homeserver or ""):
            raise ValueError("clock_file is accepted with a loopback matrix_homeserver only")
        return self


def split_listen(value: str) -> tuple[str, int]:
    """Host and port of ``127.0.0.1:8088`` or ``[::1]:8088``; ``ValueError`` for anything else."""
    try:
        parts = urlsplit(f"//{value.strip()}")
        host, port = parts.hostname, parts.port
    except ValueError:
        raise ValueError("must look like 127.0.0.1:8088") from None
    if not host or port is None or value.strip() not in (f"{host}:{port}", f"[{host}]:{port}"):
        raise ValueError("must look like 127.0.0.1:8088")
    return host, port


def is_loopback(url: str) -> bool:
    """Whether a URL stays on this machine."""
    host = urlsplit(url).hostname or ""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def read_public_url(text: str) -> str:
    """Where people's browsers reach what the bot serves: ``https://host``, perhaps with a path, no end slash.

    ``ValueError`` for plain http beyond loopback (browsers copy and unpack on secure pages only) and for
    anything after the path.
    """
    parts = urlsplit(text.strip())
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("must look like https://letters.example.org")
    if parts.scheme == "http" and not is_loopback(text):
        raise ValueError("must begin with https://; plain http is for loopback only")
    if parts.query or parts.fragment or "@" in parts.netloc or not re.fullmatch(r"[!-~]+", text.strip()):
        raise ValueError("must be a plain address: no user name, no space, nothing after ? or #")
    return text.strip().rstrip("/")


def read_names_key(text: str) -> bytes:
    """The 32 bytes of an X25519 public key in base64; ``ValueError`` for anything else."""
    try:
        key = base64.b64decode(text.strip(), validate=True)
    except ValueError:
        key = b""
    if len(key) != NAMES_KEY_BYTES:
        raise ValueError("must be the public key that alertbot names-key printed")
    return key


def names_key_of(settings: Settings) -> bytes | None:
    """The public key that names are sealed to, if one is set."""
    return read_names_key(settings.names_key) if settings.names_key else None


def load_settings() -> Settings:
    """The settings in force; :class:`ConfigurationError` names the first one that is wrong."""
    try:
        return Settings(**_from_files())
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        name = PREFIX + "_".join(str(part) for part in first["loc"][:1]).upper()
        reason = first["msg"].removeprefix("Value error, ")
        raise ConfigurationError(f"{name.rstrip('_')}: {reason}.") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"alertbot.toml cannot be read: {error}.") from None


def _from_files() -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in SECRETS:
        path = os.environ.get(f"{PREFIX}{name.upper()}_FILE")
        if path:
            try:
                found[name] = Path(path).read_text("utf-8").strip()
            except (OSError, UnicodeDecodeError):
                raise ConfigurationError(
                    f"{PREFIX}{name.upper()}_FILE names a file that cannot be read."
                ) from None
    return found


_ACCOUNT = re.compile(r"(telegram:\d{1,19}|matrix:@[^\s:+,]+:[^\s+,]+)\Z")


def read_organizers(text: str) -> tuple[Organizer, ...]:
    """``telegram:1001, ann:reviewer=telegram:1002+matrix:@ann:example.org``: one entry, one person.

    A role stands behind the name. Where nobody is called owner, the first entry without a role is.
    ``ValueError`` for an entry that is neither, for an account that two persons claim, and without an owner.
    """
    entries = [entry.strip() for entry in text.split(",")]
    read = [_organizer(entry, n) for n, entry in enumerate(entries, 1) if entry]
    accounts = [account for organizer, _ in read for account in organizer.accounts]
    if len(set(accounts)) != len(accounts):
        raise ValueError("an account stands in two entries; one entry is one person")
    if len({organizer.key for organizer, _ in read}) != len(read):
        raise ValueError("two entries have the same name")
    return _with_an_owner([organizer for organizer, _ in read], [stated for _, stated in read])


def _with_an_owner(organizers: list[Organizer], stated: list[bool]) -> tuple[Organizer, ...]:
    if not organizers or any(organizer.role is Role.OWNER for organizer in organizers):
        return tuple(organizers)
    if all(stated):
        raise ValueError("nobody is the owner; write one entry as ann:owner=telegram:1001")
    first = stated.index(False)
    organizers[first] = replace(organizers[first], role=Role.OWNER)
    return tuple(organizers)


def _organizer(entry: str, number: int) -> tuple[Organizer, bool]:
    """An entry, and whether it states a role."""
    named, _, accounts = entry.rpartition("=")
    parts = [part.strip() for part in accounts.split("+")]
    if not all(_ACCOUNT.match(part) for part in parts):
        raise ValueError(f"entry {number} should look like telegram:1001 or ann=telegram:1002")
    name, colon, role = named.partition(":")
    if colon and role.strip() not in list(Role):
        raise ValueError(f"entry {number} has a role that is none of {', '.join(Role)}")
    key = name.strip() or f"organizer{number}"
    addresses = tuple(Address(*part.split(":", 1)) for part in parts)
    return Organizer(key, addresses, Role(role.strip()) if colon else Role.ORGANIZER), bool(colon)
