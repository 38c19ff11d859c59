"""Pinned devices: whose words count as an organizer's.

A homeserver could add a device of its own to somebody's account and speak for them. So the operator writes
down the session keys of the organizers' devices, as their apps show them, and only those count."""

from collections.abc import Collection, Mapping
from contextlib import suppress
from typing import Any

from alertbot.errors import SendFailure
from alertbot.platforms.matrix.client import answered, library


class Pins:
    """``keys``: user id to the session keys of the devices that count."""

    def __init__(self, keys: Mapping[str, Collection[str]]) -> None:
        self._keys = {user: frozenset(pinned) for user, pinned in keys.items()}

    async def trusts(self, client: Any, room: str, event: Any, sender: str) -> bool:
        """Whether an event came encrypted, straight from a pinned device of its sender.

        The key that a message was encrypted with belongs to the device that signed it with its pinned key;
        what somebody passed on proves nothing about who wrote it."""
        if sender not in self._keys or not getattr(event, "decrypted", False):
            return False
        session = client.olm.inbound_group_store.get(room, event.sender_key, event.session_id)
        if session is None or session.forwarding_chain:
            return False
        return self._is_pinned(client, sender, event.sender_key) or (
            await _asked_anew(client, sender) and self._is_pinned(client, sender, event.sender_key)
        )

    def _is_pinned(self, client: Any, user: str, sender_key: str) -> bool:
        return any(
            device.curve25519 == sender_key and device.ed25519 in self._keys[user]
            for device in client.device_store.active_user_devices(user)
        )


async def _asked_anew(client: Any, user: str) -> bool:
    """Fetch somebody's device keys: a device is heard of before its keys are."""
    client.olm.users_for_key_query.add(user)
    with suppress(SendFailure, library.LocalProtocolError):
        await answered(client.keys_query())
        return True
    return False
