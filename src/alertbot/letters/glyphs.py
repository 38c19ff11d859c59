"""Which characters the shipped fonts can print, known without opening them.

``press/coverage.txt`` lists the ranges that the fonts hold both in regular and in bold weight; a test
compares it with the fonts themselves.
"""

import unicodedata
from functools import cache
from importlib.resources import files
from itertools import chain

from alertbot.errors import UndeliverableLetter

_UNSEEN = frozenset("\n\u2066\u2067\u2068\u2069")
"""What leaves no mark on paper and needs no glyph: the end of a line, marks around another direction."""


class UnprintableLetter(UndeliverableLetter):
    """A letter holds ``characters`` that the fonts lack; on paper each would be an empty box."""

    def __init__(self, characters: tuple[str, ...]) -> None:
        named = ", ".join(character_name(character) for character in characters)
        super().__init__(f"the letter cannot be printed, the fonts lack: {named}")
        self.characters = characters


def missing_glyphs(text: str) -> tuple[str, ...]:
    """The characters of ``text`` that cannot be printed, each once, in their order; empty for most texts."""
    return tuple(sorted(set(text) - _printable(), key=text.index))


def character_name(character: str) -> str:
    """How a character is called in Unicode, with its number: ``"中" CJK UNIFIED IDEOGRAPH-4E2D (U+4E2D)``.

    Several, of which only their combination is lacking, are only shown.
    """
    if len(character) != 1:
        return f'"{character}"'
    shown = f'"{character}"' if character.isprintable() else ""
    return " ".join(filter(None, (shown, unicodedata.name(character, ""), f"(U+{ord(character):04X})")))


@cache
def _printable() -> frozenset[str]:
    lines = files("alertbot.letters").joinpath("press", "coverage.txt").read_text("ascii").split()
    ranges = (line.partition("-") for line in lines)
    points = (range(int(first, 16), int(last or first, 16) + 1) for first, _, last in ranges)
    return _UNSEEN.union(map(chr, chain.from_iterable(points)))
