"""What the operator says about the bot's Matrix account. Pure: reading settings must not load a crypto
library."""

from dataclasses import dataclass, field

KEY_LENGTH = 43
"""Characters of an Ed25519 key in base64 without its end."""


@dataclass(frozen=True, slots=True)
class Account:
    """``homeserver`` is an address, or a server's name that leads to one. ``token`` is an access token,
    ``login_token`` a one-time one from single sign-on."""

    homeserver: str
    user: str
    password: str | None = field(default=None, repr=False)
    token: str | None = field(default=None, repr=False)
    login_token: str | None = field(default=None, repr=False)


def read_devices(text: str) -> dict[str, frozenset[str]]:
    """``@ann:example.org AbCd EfGh …, @omar:example.org …``: one entry, one device, its session key with or
    without spaces.

    ``ValueError`` for an entry that is neither.
    """
    devices: dict[str, set[str]] = {}
    for number, entry in enumerate((one.split() for one in text.split(",") if one.strip()), 1):
        user, key = entry[0], "".join(entry[1:]).rstrip("=")
        if not user.startswith("@") or ":" not in user or len(key) != KEY_LENGTH:
            raise ValueError(f"entry {number} should look like @ann:example.org followed by a session key")
        devices.setdefault(user, set()).add(key)
    return {user: frozenset(keys) for user, keys in devices.items()}
