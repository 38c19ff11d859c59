"""Text as a letter holds it: plain lines in NFC, without characters that act instead of being read."""

import re
import unicodedata

_JOINERS = frozenset("\u200c\u200d")
"""Persian and Indic names need them between two letters."""

_UNSEEN = frozenset({"Cf", "Cs", "Co"})

_LINE_ENDS = re.compile(r"\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_BLANK_LINES = re.compile(r"\n{3,}")
_DIRECTION_MARKS = frozenset(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))


def one_line(text: str) -> str:
    """Text somebody typed, as one line: no control or direction characters, single spaces, NFC."""
    spaced = ("" if unseen(c) else " " if unicodedata.category(c) == "Cc" else c for c in text)
    words = ("".join(spaced)).split()
    return unicodedata.normalize(
        "NFC", " ".join(filter(None, (word.strip("\u200c\u200d") for word in words)))
    )


def unseen(character: str) -> bool:
    """Whether it takes no place of its own: direction marks, zero-width characters, halves of a pair."""
    return character not in _JOINERS and unicodedata.category(character) in _UNSEEN


def tidy(text: str) -> str:
    """A letter's text: plain line ends, at most one blank line at once, no stray control characters, NFC."""
    lined = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    kept = "".join(c for c in lined if c == "\n" or not _stray(c))
    trimmed = "\n".join(line.rstrip() for line in kept.split("\n"))
    return unicodedata.normalize("NFC", _BLANK_LINES.sub("\n\n", trimmed).strip())


def _stray(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cs") or character in _DIRECTION_MARKS
