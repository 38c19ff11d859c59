"""One account, one device: logging in once, and being the same device ever after.

What a device is lies in two places: its access token and owner keys are sealed with the bot's other secrets,
its message keys in the library's own file, encrypted with a key from there. Both or neither: a device without
its keys would receive everything and read nothing."""

import asyncio
import base64
import logging
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import orjson

from alertbot.errors import ConfigurationError, NotSent, SendFailure
from alertbot.platforms.matrix import generations, signing
from alertbot.platforms.matrix.account import Account
from alertbot.platforms.matrix.client import answered, make_client, store_file
from alertbot.platforms.matrix.failures import refused_token
from alertbot.platforms.matrix.signing import Owner
from alertbot.platforms.matrix.wire import Answer, Wire, path_of
from alertbot.ports import Drawer

log = logging.getLogger(__name__)

DRAWER = "session"
DEVICE_NAME = "alertbot"
_HOSTS_OWN = "/.well-known/matrix/client"
_REFUSED = (400, 401, 403)


@dataclass(frozen=True, slots=True)
class Device:
    """Who the bot is on the homeserver; ``pickle`` opens the library's file, ``shared`` once its keys are
    known."""

    user: str
    device: str
    token: str = field(repr=False)
    pickle: str = field(repr=False)
    seeds: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    shared: bool = False

    def pack(self) -> bytes:
        return orjson.dumps(
            {
                "user": self.user,
                "device": self.device,
                "token": self.token,
                "pickle": self.pickle,
                "seeds": dict(self.seeds),
                "shared": self.shared,
            }
        )

    @property
    def owner(self) -> Owner:
        return Owner(self.user, {role: base64.b64decode(seed) for role, seed in self.seeds.items()})


class Session:
    """Opens the account and keeps it open. ``folder`` is where the library's file lies."""

    def __init__(self, account: Account, drawer: Drawer, folder: Path) -> None:
        self._account = account
        self._drawer = drawer
        self._folder = folder
        self.wire = Wire(account.homeserver)
        self.client: Any = None
        self.user = account.user
        self._moves_on_at = 0.0

    async def open(self) -> None:
        """:class:`ConfigurationError` says what the operator has to set right; a :class:`SendFailure` when
        the homeserver does not answer: the same call may be made again."""
        await self.close()
        await self._discover()
        device = await self._present()
        self.user = device.user
        self._load(device)
        if await generations.is_put_back(self.wire, device.user, device.device, self.client.store):
            device = await self._instead_of(device)
            self._load(device)
        await self._move_on(device.device)
        if device.device not in (await signing.published(self.wire, device.user))[1]:
            self.client.olm.account.shared = (
                False  # whoever ended the session made the homeserver forget our keys
            )
        if self.client.should_upload_keys:
            await answered(self.client.keys_upload())
        if not device.shared:
            device = replace(device, shared=True)
            await self._keep(device)
        await self._sign(device)

    async def close(self) -> None:
        await self._unload()
        await self.wire.close()

    async def keep_up(self) -> None:
        """Now and then: see :mod:`generations`. What fails is tried again with the next call."""
        if self.client is not None and asyncio.get_running_loop().time() >= self._moves_on_at:
            with suppress(SendFailure):
                await self._move_on(self.client.device_id)

    async def _move_on(self, device: str) -> None:
        await generations.move_on(self.wire, self.user, device, self.client.store)
        self._moves_on_at = asyncio.get_running_loop().time() + generations.SECONDS

    def _load(self, device: Device) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.client = make_client(self.wire.base, device.user, self._folder, device.pickle)
        self.client.restore_login(device.user, device.device, device.token)
        store_file(self._folder, device.user, device.device).chmod(0o600)

    async def _unload(self) -> None:
        if self.client is not None:
            await self.client.close()
            if self.client.store is not None:
                self.client.store.database.close()
            self.client = None

    # --- where --------------------------------------------------------------------------------------------

    async def _discover(self) -> None:
        """A server's name leads to its address (Client-Server API, "Well-known URI"); an address is its
        own."""
        given = self._account.homeserver
        base = given if "://" in given else f"https://{given}"
        await self.wire.close()
        self.wire = Wire(base)
        try:
            answer = await self.wire.ask("GET", _HOSTS_OWN)
        except NotSent:
            if "://" in given:
                raise
            answer = Answer(404, {})
        found = answer.body.get("m.homeserver") if answer.ok else None
        told = found.get("base_url") if isinstance(found, dict) else None  # pyright: ignore[reportUnknownVariableType, reportUnknownMemberType]
        if isinstance(told, str) and urlsplit(told).scheme == "https" and "://" not in given:
            await self.wire.close()
            self.wire = Wire(told)

    # --- who ----------------------------------------------------------------------------------------------

    async def _present(self) -> Device:
        """The device we are, known to the homeserver and with its keys at hand; a new one if we are none
        yet."""
        kept = await self._kept()
        if kept is None:
            return await self._first(None)
        if not await self._accepted(kept.token):
            return await self._again(kept)
        if kept.shared and not store_file(self._folder, kept.user, kept.device).exists():
            return await self._without_keys(kept)
        self.wire.token = kept.token
        return kept

    async def _kept(self) -> Device | None:
        raw = await self._drawer.get(DRAWER)
        if raw is None:
            return None
        device = Device(**orjson.loads(raw))
        return device if device.user == self._account.user else None

    async def _keep(self, device: Device) -> None:
        await self._drawer.put(DRAWER, device.pack())

    async def _accepted(self, token: str) -> bool:
        self.wire.token = token
        answer = await self.wire.ask("GET", path_of("account", "whoami"))
        if refused_token(answer.status, answer.code):
            return False
        answer.checked()
        return True

    async def _first(self, seeds: Mapping[str, str] | None) -> Device:
        account = self._account
        if account.token is not None:
            device = await self._told_by(account.token)
            if device.device in (await signing.published(self.wire, device.user))[1]:
                raise ConfigurationError(
                    "ALERTBOT_MATRIX_TOKEN belongs to a device whose keys are not here, so it could read "
                    "nothing; log in anew for the bot alone, or set ALERTBOT_MATRIX_PASSWORD instead."
                )
        else:
            device = await self._log_in(None)
        owner = seeds or {r: base64.b64encode(s).decode() for r, s in Owner.new(device.user).seeds.items()}
        device = replace(device, seeds=owner)
        await self._keep(device)
        self.wire.token = device.token
        return device

    async def _again(self, kept: Device) -> Device:
        """The token no longer counts. With a password the same device gets a new one, and keeps its keys;
        where they are gone, a new device takes its place."""
        self.wire.token = ""
        given = self._account.token
        if given is None and not store_file(self._folder, kept.user, kept.device).exists():
            return await self._first(kept.seeds)
        if given is not None and given != kept.token:
            device = await self._told_by(given)
            if device.device != kept.device:
                return await self._first(kept.seeds)
            device = replace(kept, token=given)
        else:
            device = replace(kept, token=(await self._log_in(kept.device)).token)
        await self._keep(device)
        self.wire.token = device.token
        return device

    async def _without_keys(self, kept: Device) -> Device:
        if self._account.password is None:
            raise ConfigurationError(
                f"The bot's Matrix keys are missing from {self._folder}; bring that folder back from a "
                "backup, or set ALERTBOT_MATRIX_PASSWORD, and the bot makes itself a new device."
            )
        log.warning(
            "the keys of the bot's Matrix device are lost: it becomes a new one, and what was sent to the "
            "old one meanwhile cannot be read"
        )
        return await self._renewed(kept)

    async def _instead_of(self, kept: Device) -> Device:
        """The keys at hand are a copy of an earlier day."""
        await self._unload()
        if self._account.password is None:
            raise ConfigurationError(
                f"The bot's Matrix keys in {self._folder} are older than the ones it used last, so nobody "
                "could read it; bring the newest ones back, or set ALERTBOT_MATRIX_PASSWORD, and the bot "
                "makes itself a new device."
            )
        log.warning(
            "the keys of the bot's Matrix device are older than the ones it used last: it becomes a new "
            "device, and what was sent to the old one meanwhile cannot be read"
        )
        store_file(self._folder, kept.user, kept.device).unlink(missing_ok=True)
        return await self._renewed(kept)

    async def _renewed(self, kept: Device) -> Device:
        (await self.wire.ask("POST", path_of("logout"))).checked()
        self.wire.token = ""
        return await self._first(kept.seeds)

    async def _told_by(self, token: str) -> Device:
        """Whose token it is, by the homeserver's word."""
        self.wire.token = token
        answer = await self.wire.ask("GET", path_of("account", "whoami"))
        if refused_token(answer.status, answer.code):
            raise ConfigurationError(
                "ALERTBOT_MATRIX_TOKEN is not accepted by the homeserver; set a valid one."
            )
        told = answer.checked()
        if told.get("user_id") != self._account.user:
            raise ConfigurationError(
                "ALERTBOT_MATRIX_TOKEN belongs to another user than ALERTBOT_MATRIX_USER."
            )
        device = told.get("device_id")
        if not isinstance(device, str):
            raise ConfigurationError(
                "ALERTBOT_MATRIX_TOKEN belongs to no device, so it cannot encrypt; log in with a password."
            )
        return Device(self._account.user, device, token, _new_pickle())

    async def _log_in(self, device: str | None) -> Device:
        account = self._account
        body: dict[str, Any] = {"initial_device_display_name": DEVICE_NAME}
        if device is not None:
            body["device_id"] = device
        answer: Answer | None = None
        for way in self._ways(first=device is None):
            answer = await self.wire.ask("POST", path_of("login"), body | way)
            if answer.status not in _REFUSED:
                break
        if answer is None:
            raise ConfigurationError(
                "The homeserver does not know the bot's session; set ALERTBOT_MATRIX_PASSWORD or a new "
                "ALERTBOT_MATRIX_TOKEN."
            )
        if answer.status in _REFUSED:
            raise ConfigurationError(
                "The homeserver refuses ALERTBOT_MATRIX_USER with what was set to log in."
            )
        told = answer.checked()
        if told.get("user_id") != account.user:
            raise ConfigurationError(
                "The homeserver knows the bot under another name than ALERTBOT_MATRIX_USER."
            )
        return Device(account.user, str(told["device_id"]), str(told["access_token"]), _new_pickle())

    def _ways(self, *, first: bool) -> list[dict[str, Any]]:
        """How we may log in, in the order tried: a one-time token that is spent may still be set."""
        account, ways = self._account, list[dict[str, Any]]()
        if account.login_token is not None and first:
            ways.append({"type": "m.login.token", "token": account.login_token})
        if account.password is not None:
            who = {"type": "m.id.user", "user": account.user}
            ways.append({"type": "m.login.password", "identifier": who, "password": account.password})
        return ways

    # --- whom others trust --------------------------------------------------------------------------------

    async def _sign(self, device: Device) -> None:
        try:
            await signing.sign_device(self.wire, device.owner, device.device, self._account.password)
        except signing.ForeignKeys:
            log.warning(
                "this Matrix account was already cross-signed by somebody else, so the bot cannot sign its "
                "own device and some apps will not show its messages; verify it from the app that signed, or "
                "give the bot an account of its own"
            )
        except signing.PasswordNeeded:
            log.warning(
                "the homeserver wants a password before it lets the bot sign its own device; start it once "
                "with ALERTBOT_MATRIX_PASSWORD, or some apps will not show its messages"
            )


def _new_pickle() -> str:
    return base64.urlsafe_b64encode(os.urandom(32)).decode()
