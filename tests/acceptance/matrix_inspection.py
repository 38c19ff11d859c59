"""What the homeserver itself has seen, read from its own tables and answers without any code of the bot."""

import base64
import json
import sqlite3
from collections import Counter
from contextlib import closing
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from tests.support.synapse import Synapse

_KINDS = """
SELECT type, count(*) FROM events
 WHERE room_id IN (SELECT room_id FROM events WHERE type = 'm.room.encryption')
   AND event_id NOT IN (SELECT event_id FROM state_events)
 GROUP BY type
"""
_REACTIONS = "SELECT count(*) FROM events WHERE sender = ? AND type = 'm.reaction'"


def said_in_encrypted_rooms(homeserver: Synapse) -> Counter[str]:
    """How many events of each kind, those that describe a room left out."""
    with closing(_tables(homeserver)) as tables:
        return Counter(dict(tables.execute(_KINDS).fetchall()))


def reactions_of(homeserver: Synapse, user: str) -> int:
    with closing(_tables(homeserver)) as tables:
        return tables.execute(_REACTIONS, (user,)).fetchone()[0]


def check_devices(homeserver: Synapse, user: str, stranger: str) -> int:
    """How many devices a stranger's app is told of; ``InvalidSignature`` unless each is signed by its owner's
    self-signing key, and that one by the owner's master key."""
    token = homeserver.log_in(stranger).token
    asked: dict[str, dict[str, list[str]]] = {"device_keys": {user: []}}
    told = homeserver.ask("POST", "/_matrix/client/v3/keys/query", asked, token)
    master, own = told["master_keys"][user], told["self_signing_keys"][user]
    _check(own, user, _key(master))
    devices = told["device_keys"][user].values()
    for device in devices:
        _check(device, user, _key(own))
    return len(devices)


def _check(signed: dict[str, Any], user: str, by: str) -> None:
    bare = {name: value for name, value in signed.items() if name not in ("signatures", "unsigned")}
    words = json.dumps(bare, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    signature = base64.b64decode(signed["signatures"][user][f"ed25519:{by}"] + "==")
    Ed25519PublicKey.from_public_bytes(base64.b64decode(by + "==")).verify(signature, words)


def _key(described: dict[str, Any]) -> str:
    return str(next(iter(described["keys"].values())))


def _tables(homeserver: Synapse) -> sqlite3.Connection:
    return sqlite3.connect(f"{homeserver.database.as_uri()}?mode=ro", uri=True)
