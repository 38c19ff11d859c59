"""Taps: typed choices that fit a Telegram button and a deep link.

A packed tap is the tap's word and its fields joined by ``-``: ``sign-7-1``. It keeps to the alphabet of a
deep link (``A-Z a-z 0-9 _ -``, 64 characters: Bot API, "Deep linking") so that the same value works as a
button in a private chat and as a link out of a room. It names rows by id and carries the version it was
made for; it never carries authority, which is read from the store every time.
"""

import re
from dataclasses import dataclass, fields
from typing import Any, ClassVar, Self, get_type_hints

from alertbot.errors import StaleTap

LONGEST = 64
"""Bytes of a packed tap: the smaller of callback_data (64 bytes) and a start parameter (64 characters)."""

_WORD = re.compile(r"[A-Za-z0-9_]*\Z")


@dataclass(frozen=True, slots=True)
class Tap:
    """A choice as it comes back. Subclasses are frozen dataclasses of ``int`` and ``str`` fields."""

    word: ClassVar[str] = ""

    def pack(self) -> str:
        """The tap as text of at most 64 bytes; ``ValueError`` when a field does not fit."""
        values = [str(getattr(self, field.name)) for field in fields(self)]
        if not all(_WORD.match(value) for value in values):
            raise ValueError(f"a field of {type(self).__name__} has characters a button cannot carry")
        packed = "-".join([self.word, *values])
        if len(packed) > LONGEST:
            raise ValueError(f"{type(self).__name__} does not fit a button")
        return packed

    @classmethod
    def unpack(cls, values: list[str]) -> Self:
        hints = get_type_hints(cls)
        names = [field.name for field in fields(cls)]
        if len(names) != len(values):
            raise StaleTap(cls.word)
        read: dict[str, Any] = {n: _read(hints[n], v) for n, v in zip(names, values, strict=True)}
        return cls(**read)


def _read(kind: type, value: str) -> int | str:
    if not _WORD.match(value):
        raise StaleTap("tap")
    if kind is not int:
        return value
    if not (value.isascii() and value.isdigit() and len(value) <= 18):
        raise StaleTap("tap")
    return int(value)


class TapBook:
    """Every tap the dialogues know, by word."""

    def __init__(self, kinds: tuple[type[Tap], ...]) -> None:
        self._kinds = {kind.word: kind for kind in kinds}
        if len(self._kinds) != len(kinds):
            raise ValueError("two taps share a word")

    def unpack(self, packed: str) -> Tap:
        """The tap that ``packed`` stands for; :class:`StaleTap` for anything unknown."""
        word, *values = packed.split("-")
        kind = self._kinds.get(word)
        if kind is None or len(packed) > LONGEST:
            raise StaleTap("tap")
        return kind.unpack(values)
