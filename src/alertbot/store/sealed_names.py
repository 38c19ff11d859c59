"""Names sealed to the organisation's public key: nothing on this machine can open them."""

from nacl.public import PublicKey, SealedBox

PADDED = 512
"""Bytes that every name fills before it is sealed, so that its length tells nothing: a name has at most 80
characters, and none takes more than four bytes."""


BOX_BYTES = PADDED + 48
"""Of a sealed box: its own public key of 32 bytes and an authenticator of 16 come on top."""


def sealed_to(key: bytes, name: bytes) -> bytes:
    """A name (UTF-8) in an anonymous sealed box (X25519, libsodium). ``key``: 32 bytes, the public key."""
    return SealedBox(PublicKey(key)).encrypt(name.ljust(PADDED, b"\0"))


def is_box(kept: bytes) -> bool:
    """Whether something kept as a name is a sealed box: no name is so long."""
    return len(kept) == BOX_BYTES
