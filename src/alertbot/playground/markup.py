"""Formatted text, read from HTML the way Telegram reads it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from .entities import ordered
from .failures import ApiError, bad_request
from .links import WrongLink, checked
from .utf16 import units

_KINDS = {
    "b": "bold", "strong": "bold",
    "i": "italic", "em": "italic",
    "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough",
    "span": "spoiler", "tg-spoiler": "spoiler",
    "code": "code", "pre": "pre", "a": "text_link",
    "blockquote": "blockquote", "tg-emoji": "custom_emoji",
}  # fmt: skip
_MEANINGFUL = {"a": "href", "code": "class", "span": "class", "tg-emoji": "emoji-id"}
_NAME = re.compile(r"[^\s>]*")
_ATTRIBUTE = re.compile(
    r"""([^\s=>/"']+)\s*(?:(=)\s*(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9.\-]+)(?=[\s>])|))?\s*"""
)
_REFERENCE = re.compile(r"&(?:#[xX]([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot));?")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_PLAIN = re.compile(r"[^<&]+")
_CONTROL = {code: " " for code in range(32) if chr(code) not in "\n\r"} | {ord("\r"): None}


@dataclass(frozen=True)
class Text:
    text: str
    entities: list[dict[str, Any]]


@dataclass(frozen=True)
class _Open:
    tag: str
    argument: str
    offset: int
    piece: int


def parse(source: str) -> Text:
    """The text and the entities of Telegram's HTML; raises what Telegram would answer."""
    return trimmed(_Parser(source.translate(_CONTROL)).parse())


def plain(source: str) -> Text:
    return trimmed(Text(source.translate(_CONTROL), []))


def trimmed(formatted: Text) -> Text:
    """Without the white space around the text, entities moved along."""
    body = formatted.text.rstrip()
    lead = len(body) - len(body.lstrip())
    shift, size = units(body[:lead]), units(body[lead:])
    kept: list[dict[str, Any]] = []
    for entity in formatted.entities:
        start = max(0, entity["offset"] - shift)
        end = min(size, entity["offset"] + entity["length"] - shift)
        if end > start:
            kept.append(entity | {"offset": start, "length": end - start})
    return Text(body[lead:], ordered(kept))


class _Parser:
    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0
        self._pieces: list[str] = []
        self._length = 0
        self._open: list[_Open] = []
        self._entities: list[dict[str, Any]] = []

    def parse(self) -> Text:
        while self._at < len(self._source):
            if run := _PLAIN.match(self._source, self._at):
                self._add(run.group(), run.end())
            elif self._source[self._at] == "&":
                self._reference()
            elif self._source.startswith("</", self._at):
                self._end_tag()
            else:
                self._start_tag()
        if self._open:
            raise cannot_parse(f'Can\'t find end tag corresponding to start tag "{self._open[-1].tag}"')
        return Text("".join(self._pieces), _without_nested_code(self._entities))

    def _add(self, text: str, end: int) -> None:
        self._pieces.append(text)
        self._length += units(text)
        self._at = end

    def _reference(self) -> None:
        match = _REFERENCE.match(self._source, self._at)
        character = _decoded(match) if match else ""
        if match and character:
            self._add(character, match.end())
        else:
            self._add("&", self._at + 1)

    def _start_tag(self) -> None:
        begin = self._at
        name = _NAME.match(self._source, begin + 1)
        if name is None or name.end() == len(self._source):
            raise self._error("Unclosed start tag", begin)
        tag = name.group().lower()
        if tag not in _KINDS:
            raise self._error(f'Unsupported start tag "{tag}"', begin)
        argument = self._attributes(tag, name.end(), begin)
        if tag == "span" and argument != "tg-spoiler":
            raise self._error('Tag "span" must have class "tg-spoiler"', begin)
        self._open.append(_Open(tag, argument, self._length, len(self._pieces)))

    def _attributes(self, tag: str, at: int, begin: int) -> str:
        """The one attribute that means something for this tag; moves on behind the tag."""
        argument = ""
        source = self._source
        at = _skip_spaces(source, at)
        while at < len(source) and source[at] != ">":
            match = _ATTRIBUTE.match(source, at)
            if match is None:
                raise self._error(f'Empty attribute name in the tag "{tag}"', begin)
            name, equals, *values = match.groups()
            value = next((value for value in values if value is not None), None)
            if equals and value is None:
                raise self._bad_value(match.end(), begin)
            if name == _MEANINGFUL.get(tag) or (tag, name) == ("blockquote", "expandable"):
                argument = _unescaped(value or name)
            at = match.end()
        if at >= len(source):
            raise self._error("Unclosed start tag", begin)
        self._at = at + 1
        return argument

    def _bad_value(self, at: int, begin: int) -> ApiError:
        if at >= len(self._source) or self._source[at] in "\"'":
            return self._error("Unclosed start tag", begin)
        return self._error("Unexpected end of name token", at)

    def _end_tag(self) -> None:
        begin = self._at
        name = _NAME.match(self._source, begin + 2)
        end = _skip_spaces(self._source, name.end() if name else begin + 2)
        if not self._open:
            raise self._error("Unexpected end tag", begin)
        if name is None or self._source[end : end + 1] != ">":
            raise self._error("Unclosed end tag", begin)
        opened = self._open.pop()
        found = name.group().lower()
        if found not in ("", opened.tag):
            raise self._error(
                f'Unmatched end tag at byte offset {self._offset(begin)}, expected "</{opened.tag}>", '
                f'found "</{found}>"'
            )
        self._at = end + 1
        self._close(opened)

    def _close(self, opened: _Open) -> None:
        length = self._length - opened.offset
        inner = "".join(self._pieces[opened.piece :])
        extra = _extra(opened, inner)
        if length and extra is not None:
            self._entities.append(
                {"type": _KINDS[opened.tag], "offset": opened.offset, "length": length} | extra
            )

    def _offset(self, at: int) -> int:
        return len(self._source[:at].encode("utf-8", "surrogatepass"))

    def _error(self, what: str, at: int | None = None) -> ApiError:
        return cannot_parse(what if at is None else f"{what} at byte offset {self._offset(at)}")


def cannot_parse(what: str) -> ApiError:
    return bad_request(f"can't parse entities: {what}")


def _extra(opened: _Open, inner: str) -> dict[str, Any] | None:
    """The fields an entity has beside type and place; nothing at all where Telegram drops the entity."""
    if opened.tag == "a":
        return _link(opened.argument or inner)
    if opened.tag == "blockquote" and opened.argument:
        return {"type": "expandable_blockquote"}
    if opened.tag == "tg-emoji":
        return {"custom_emoji_id": opened.argument} if opened.argument.isdigit() else None
    if opened.tag == "code" and opened.argument.startswith("language-"):
        return {"language": opened.argument.removeprefix("language-")}
    return {}


def _link(url: str) -> dict[str, Any] | None:
    try:
        return {"url": checked(url)}
    except WrongLink:
        return None


def _without_nested_code(entities: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Nothing nests inside code; the one exception is code that names the language of its block."""
    kept: list[dict[str, Any]] = []
    for entity in sorted(entities, key=lambda one: (one["offset"], -one["length"], one["type"] != "pre")):
        outer = next((one for one in kept if one["type"] in ("pre", "code") and _inside(entity, one)), None)
        if outer is None:
            kept.append(entity if entity["type"] != "code" else _without(entity, "language"))
        elif "language" in entity and outer["type"] == "pre" and entity["length"] == outer["length"]:
            outer["language"] = entity["language"]
    return kept


def _without(entity: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in entity.items() if key != name}


def _inside(inner: dict[str, Any], outer: dict[str, Any]) -> bool:
    end = outer["offset"] + outer["length"]
    return outer["offset"] <= inner["offset"] and inner["offset"] + inner["length"] <= end


def _decoded(match: re.Match[str]) -> str:
    hexadecimal, decimal, name = match.groups()
    if name:
        return _NAMED[name]
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    valid = 0 < code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF
    return chr(code).translate(_CONTROL) if valid else ""


def _unescaped(value: str) -> str:
    return _REFERENCE.sub(lambda match: _decoded(match) or match.group(), value)


def _skip_spaces(source: str, at: int) -> int:
    while at < len(source) and source[at].isspace():
        at += 1
    return at
