"""Which links Telegram accepts, and the bot's own deep links."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.\-]*:")
_HOST_PORT = re.compile(r"[^/?#:]+:\d+(?:[/?#]|$)")
_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")


class WrongLink(ValueError):
    """The link in Telegram's words."""


@dataclass(frozen=True)
class DeepLink:
    username: str
    payload: str
    in_group: bool


def checked(url: str) -> str:
    """The link as Telegram keeps it; a bare host gets a scheme; only http, https and tg pass."""
    has_scheme = _SCHEME.match(url) and not _HOST_PORT.match(url)
    full = url if has_scheme else f"http://{url}"
    scheme = full.split(":", 1)[0].lower()
    if scheme == "tg":
        return full
    if scheme not in ("http", "https"):
        raise WrongLink("Unsupported URL protocol")
    return _checked_http(full)


def _checked_http(url: str) -> str:
    if any(character.isspace() for character in url):
        raise WrongLink("Wrong HTTP URL")
    try:
        host = urlsplit(url).hostname or ""
    except ValueError as error:
        raise WrongLink("Wrong HTTP URL") from error
    if not host:
        raise WrongLink("URL host is empty")
    if "." not in host.strip("."):
        raise WrongLink("Wrong HTTP URL")
    return url


def deep_link(url: str) -> DeepLink | None:
    """What a t.me or tg link to a bot asks for, or nothing when it is any other link."""
    parts = urlsplit(url if "://" in url else f"https://{url}")
    query = parse_qs(parts.query, keep_blank_values=True)
    if parts.scheme == "tg" and parts.netloc == "resolve":
        username = query.get("domain", [""])[0]
    elif parts.netloc.lower() in ("t.me", "telegram.me"):
        username = parts.path.strip("/")
    else:
        return None
    in_group = "startgroup" in query
    payload = query.get("startgroup" if in_group else "start", [""])[0]
    return DeepLink(username, payload, in_group) if username else None


def is_payload(text: str) -> bool:
    return _PAYLOAD.fullmatch(text) is not None
