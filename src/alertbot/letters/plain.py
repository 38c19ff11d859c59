"""Text as a letter holds it: plain lines in NFC, without characters that act instead of being read."""

import re
import unicodedata

_JOINERS = frozenset("\u200c\u200d")
"""Persian and Indic names need them between two letters."""

_UNSEEN = frozenset({"Cf", "Cs", "Co"})

_LINE_ENDS = re.compile(r"\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_BLANK_LINES = re.compile(r"\n{3,}")
_TRAILING = re.compile(r"[^\S\n]+$", re.MULTILINE)
_STRAY = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters, what turns the direction of text, and halves of pairs."""


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
    trimmed = _TRAILING.sub("", _STRAY.sub("", lined))
    return unicodedata.normalize("NFC", _BLANK_LINES.sub("\n\n", trimmed).strip())
