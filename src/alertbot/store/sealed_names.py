"""Names sealed to the organisation's public key: nothing on this machine can open them.

An organisation may change its key. A box tells nobody which one opens it, so a mark of the key is kept
beside it.
"""

from hashlib import sha256

from nacl.public import PublicKey, SealedBox

PADDED = 512
"""Bytes that every name fills before it is sealed, so that its length tells nothing: a name has at most 80
characters, and none takes more than four bytes."""


BOX_BYTES = PADDED + 48
"""Of a sealed box: its own public key of 32 bytes and an authenticator of 16 come on top."""


def sealed_to(key: bytes, name: bytes) -> bytes:
    """A name (UTF-8) in an anonymous sealed box (X25519, libsodium). ``key``: 32 bytes, the public key."""
    return SealedBox(PublicKey(key)).encrypt(name.ljust(PADDED, b"\0"))


MARK_BYTES = 8
"""Of the key's mark before a box: enough to tell the few keys that an organisation ever has apart."""


def key_mark(key: bytes) -> str:
    """What a public key is known by where its boxes are: 16 hexadecimal digits of its SHA-256."""
    return sha256(key).hexdigest()[: 2 * MARK_BYTES]


def locked(key: bytes, name: bytes) -> bytes:
    """A name as it is kept: the mark of the key, and the box."""
    return bytes.fromhex(key_mark(key)) + sealed_to(key, name)


def is_box(kept: bytes) -> bool:
    """Whether something kept as a name is a sealed box, with a mark or from before there were marks: no
    name is so long."""
    return len(kept) in (BOX_BYTES, MARK_BYTES + BOX_BYTES)


def marked(kept: bytes) -> tuple[str, bytes]:
    """The mark of the key, empty for a box from before there were marks, and the box."""
    return kept[:-BOX_BYTES].hex(), kept[-BOX_BYTES:]
