"""Cross-signing: the bot's owner keys sign its device, so that other people's apps trust it.

matrix-nio cannot do this, and apps leave devices out that nobody signed. Three keys are made once and kept: a
later device of the same account is signed with them too. Keys that somebody else made are never replaced."""

import base64
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

import orjson
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from alertbot.platforms.matrix.wire import Answer, Wire, path_of

ROLES = ("master", "self_signing", "user_signing")
_UNSIGNED = ("signatures", "unsigned")


class ForeignKeys(Exception):
    """The account has cross-signing keys that are not ours."""


class PasswordNeeded(Exception):
    """The homeserver wants the account's password before it takes cross-signing keys."""


@dataclass(frozen=True, slots=True)
class Owner:
    """The owner keys of one account: ``seeds`` by role, 32 bytes each."""

    user: str
    seeds: Mapping[str, bytes] = field(repr=False)

    @classmethod
    def new(cls, user: str) -> "Owner":
        return cls(user, {role: os.urandom(32) for role in ROLES})

    def key_id(self, role: str) -> str:
        return f"ed25519:{self.public(role)}"

    def public(self, role: str) -> str:
        return _base64(self._key(role).public_key().public_bytes_raw())

    def signed(self, role: str, what: Mapping[str, Any]) -> dict[str, Any]:
        """``what`` with the signature of the key in ``role`` added to it."""
        signature = _base64(self._key(role).sign(canonical(what)))
        signatures = cast("dict[str, dict[str, str]]", what.get("signatures", {}))
        own = {**signatures.get(self.user, {}), self.key_id(role): signature}
        return {**what, "signatures": {**signatures, self.user: own}}

    def described(self, role: str) -> dict[str, Any]:
        """A public key as the homeserver keeps it."""
        key = {self.key_id(role): self.public(role)}
        described: dict[str, Any] = {"user_id": self.user, "usage": [role], "keys": key}
        return described if role == "master" else self.signed("master", described)

    def _key(self, role: str) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seeds[role])


async def published(wire: Wire, user: str) -> tuple[str | None, Mapping[str, Mapping[str, Any]]]:
    """What the homeserver holds of an account: its public master key, and its devices' keys by id."""
    found = (await wire.ask("POST", path_of("keys", "query"), {"device_keys": {user: []}})).checked()
    master = found.get("master_keys", {}).get(user, {}).get("keys", {})
    return next(iter(master.values()), None), found.get("device_keys", {}).get(user, {})


async def sign_device(wire: Wire, owner: Owner, device: str, password: str | None) -> None:
    """Publish the owner keys, if the account has none, and sign the device with them. May be repeated.

    :class:`ForeignKeys`, :class:`PasswordNeeded`, or a :class:`SendFailure`.
    """
    master, devices = await published(wire, owner.user)
    if master is None:
        await _publish(wire, owner, password)
    elif master != owner.public("master"):
        raise ForeignKeys
    keys = {name: value for name, value in devices[device].items() if name != "unsigned"}
    if owner.key_id("self_signing") in keys.get("signatures", {}).get(owner.user, {}):
        return
    signed = {owner.user: {device: owner.signed("self_signing", keys)}}
    (await wire.ask("POST", path_of("keys", "signatures", "upload"), signed)).checked()


async def _publish(wire: Wire, owner: Owner, password: str | None) -> None:
    body = {f"{role}_key": owner.described(role) for role in ROLES}
    answer = await _upload(wire, body)
    if answer.status == 401 and "session" in answer.body:
        if password is None:
            raise PasswordNeeded
        proof = {
            "type": "m.login.password",
            "identifier": {"type": "m.id.user", "user": owner.user},
            "password": password,
            "session": answer.body["session"],
        }
        answer = await _upload(wire, {**body, "auth": proof})
    answer.checked()


async def _upload(wire: Wire, body: Mapping[str, Any]) -> Answer:
    return await wire.ask("POST", path_of("keys", "device_signing", "upload"), body)


def canonical(what: Mapping[str, Any]) -> bytes:
    """What is signed of an object: canonical JSON without its signatures (appendices, "Signing JSON")."""
    signed = {name: value for name, value in what.items() if name not in _UNSIGNED}
    return orjson.dumps(signed, option=orjson.OPT_SORT_KEYS)


def _base64(raw: bytes) -> str:
    return base64.b64encode(raw).decode().rstrip("=")
