"""Names on their way out: sealed to the organisation's public key, which nothing on this machine can open."""

from collections.abc import Iterable

from nacl.public import PublicKey, SealedBox

PADDED = 512
"""Bytes that every name fills before it is sealed, so that its length tells nothing: a name has at most 80
characters, and none takes more than four bytes."""


def sealed_to(key: bytes, names: Iterable[str]) -> list[bytes]:
    """Each name in an anonymous sealed box (X25519, libsodium), in an order that tells nothing.

    ``key`` is the 32 bytes of the public key.
    """
    box = SealedBox(PublicKey(key))
    # The boxes begin with random bytes: sorted, they stand in random order.
    return sorted(box.encrypt(_padded(name)) for name in names)


def _padded(name: str) -> bytes:
    return name.encode().ljust(PADDED, b"\0")
