"""JSON and text as they cross Telegram's wire.

Telegram may send what a strict reader refuses: half a surrogate pair in a name, a number beyond 64 bits.
One such update must not make the batch around it unreadable.
"""

import json
import re
from dataclasses import dataclass, field
from typing import Any

import orjson

_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = {code: " " for code in (*range(32), 127) if chr(code) != "\n"}


@dataclass(frozen=True, slots=True)
class Written:
    """Parameters as the members of a JSON object, without its braces: what is the same for every chat is
    written once. It stands under :data:`WRITTEN` beside a request's other parameters."""

    members: bytes = field(repr=False)


WRITTEN = "written"


def read(raw: bytes) -> Any:
    """The value ``raw`` stands for; ``ValueError`` when it is no JSON at all."""
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError:
        return json.loads(raw.decode("utf-8", "replace"))


def write(value: Any) -> bytes:
    """The value as JSON that :func:`read` reads back."""
    try:
        return orjson.dumps(value)
    except TypeError:
        return json.dumps(value).encode()


def whole(text: str) -> str:
    """The text with halves of surrogate pairs replaced, so that it can be stored and sent."""
    return _SURROGATE.sub("\ufffd", text)


def clean(text: str) -> str:
    """The text without what Telegram would drop or refuse: control characters, halves of characters."""
    return whole(text).replace("\r\n", "\n").replace("\r", "\n").translate(_CONTROL)
