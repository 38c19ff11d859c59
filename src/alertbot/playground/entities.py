"""Entities Telegram finds by itself in a text: links, addresses, mentions and commands."""

from __future__ import annotations

import re
from typing import Any

from .utf16 import units

_FINDERS = (
    ("url", re.compile(r"(?:https?://|(?<![\w@.])t\.me/)[^\s<>\"]*[^\s<>\"'.,;:!?)\]]", re.IGNORECASE)),
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("mention", re.compile(r"(?<![\w@/])@[A-Za-z]\w{3,31}")),
    ("bot_command", re.compile(r"(?<![\w/@])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z]\w{3,31})?(?![\w/])")),
    ("hashtag", re.compile(r"(?<![\w#&])#\w*[^\W\d_]\w*")),
)


def found(text: str, taken: list[dict[str, Any]] | None = None) -> list[dict[str, Any]]:
    """The entities of a text: `taken` ones first, found ones only where nothing else already stands."""
    result = list(taken or [])
    spans = [(e["offset"], e["offset"] + e["length"]) for e in result if e["type"] in _CLOSED]
    for kind, pattern in _FINDERS:
        for match in pattern.finditer(text):
            start = units(text[: match.start()])
            end = start + units(match.group())
            if all(end <= left or start >= right for left, right in spans):
                spans.append((start, end))
                result.append({"type": kind, "offset": start, "length": end - start})
    return ordered(result)


_CLOSED = frozenset({"code", "pre", "text_link", "text_mention", "custom_emoji"})


def ordered(entities: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))
