"""Telegram's HTML, read as strictly as it may be: what is shown, or why the message is refused.

Written from "HTML style" and "Formatting options" of the Bot API, with nothing taken from the bot.
"""

import re
from functools import lru_cache
from html import unescape

_TOKEN = re.compile(
    r"<(?P<close>/)?(?P<tag>[a-zA-Z-]+)(?P<attributes>(?:\s+[^<>]*)?)>|&(?P<entity>#?\w+);|(?P<odd>[<&])"
)
_SAME = {"strong": "b", "em": "i", "ins": "u", "strike": "s", "del": "s"}
_PLAIN = {"b", "i", "u", "s", "code", "pre", "tg-spoiler", "blockquote"}
_ATTRIBUTE = re.compile(r'\s+([a-z-]+)(?:="([^"]*)")?')
_ALLOWED = {"a": "href", "span": "class", "tg-emoji": "emoji-id", "code": "class"}
_ENTITIES = {"lt", "gt", "amp", "quot"}


class Unparsable(ValueError):
    """Telegram would answer: can't parse entities."""


@lru_cache(maxsize=4096)
def shown(markup: str) -> str:
    """The text that a reader sees, as it counts towards the limits; :class:`Unparsable`."""
    out: list[str] = []
    open_tags: list[str] = []
    at = 0
    for token in _TOKEN.finditer(markup):
        out.append(markup[at : token.start()])
        at = token.end()
        if token["odd"]:
            raise Unparsable(f"a bare {token['odd']} in the text")
        if token["entity"]:
            out.append(_character(token["entity"]))
        elif token["close"]:
            _close(open_tags, token["tag"])
        else:
            _open(open_tags, token["tag"], token["attributes"])
    if open_tags:
        raise Unparsable(f"{open_tags[-1]} is not closed")
    return ("".join(out) + markup[at:]).strip()


def length(text: str) -> int:
    """UTF-16 units, in which Telegram counts entities; never fewer than characters."""
    return len(text.encode("utf-16-le")) // 2


def _character(entity: str) -> str:
    if not entity.startswith("#") and entity not in _ENTITIES:
        raise Unparsable(f"unknown entity {entity}")
    return unescape(f"&{entity};")


def _close(open_tags: list[str], tag: str) -> None:
    tag = _SAME.get(tag, tag)
    if not open_tags or open_tags.pop() != tag:
        raise Unparsable(f"unexpected end of {tag}")


def _open(open_tags: list[str], tag: str, attributes: str) -> None:
    tag = _SAME.get(tag, tag)
    if tag not in _PLAIN and tag not in _ALLOWED:
        raise Unparsable(f"unsupported tag {tag}")
    given = dict(_ATTRIBUTE.findall(attributes))
    if len("".join(_ATTRIBUTE.sub("", attributes).split())):
        raise Unparsable(f"unreadable attributes of {tag}")
    allowed = {"expandable"} if tag == "blockquote" else {_ALLOWED.get(tag, "")}
    if set(given) - allowed or (tag == "a" and not given.get("href")):
        raise Unparsable(f"attributes of {tag}")
    inside_code = any(outer in ("code", "pre") for outer in open_tags)
    if inside_code and (tag != "code" or open_tags[-1] != "pre"):
        raise Unparsable(f"{tag} inside code")
    if tag == "blockquote" and "blockquote" in open_tags:
        raise Unparsable("a quotation inside a quotation")
    open_tags.append(tag)
