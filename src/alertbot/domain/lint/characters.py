"""Characters that cannot be seen, and words of two alphabets: how false addresses and names are made."""

import re
import unicodedata
from collections.abc import Iterator

from alertbot.domain.lint.passage import Passage
from alertbot.domain.lint.remark import Remark, RemarkKind

DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]")
"""Overrides, embeddings, isolates, and the tag characters that can carry a hidden text."""

_HIDDEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2060-\u2065\u206a-\u206f\u3164"
    "\ufeff\uffa0\ufff9-\ufffb]"
)
_JOINER = re.compile("[A-Za-z\u00c0-\u024f\u0370-\u052f][\u200c\u200d]|[\u200c\u200d][A-Za-z\u00c0-\u052f]")
"""Persian, Indic scripts and emoji need joiners; between these letters they only hide something."""

_UNSEEN = frozenset({"Cf", "Cc", "Cs", "Co", "Cn", "Zl", "Zp"})
_MARKS_THAT_DIRECT = frozenset("\u061c\u200e\u200f")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_TURN = re.compile("[A-Za-z\u00c0-\u024f][\u0370-\u052f]|[\u0370-\u052f][A-Za-z\u00c0-\u024f]")
_LONGEST_WORD = 40
_LONGEST_ADDRESS = 120
_ACRONYM_WITH_ENDING = re.compile("[A-Z]{2,}[\u0430-\u044f\u0451]{1,4}")


def named(character: str) -> str:
    """A character with its code point: ``а U+0430``; only the code point of one that cannot be seen."""
    code = f"U+{ord(character):04X}"
    return code if unicodedata.category(character) in _UNSEEN else f"{character} {code}"


def visible(text: str) -> str:
    """A text with the code points of the characters in it that cannot be seen: ``info<U+202E>@…``."""
    return "".join(f"<{named(c)}>" if unicodedata.category(c) in _UNSEEN else c for c in text)


def odd_letters(address: str) -> str:
    """The letters outside ASCII that an address holds, with their code points."""
    return ", ".join(dict.fromkeys(named(character) for character in address if not character.isascii()))


def hidden(passage: Passage) -> Iterator[Remark]:
    """The first of each kind in a text; who takes it out looks for the others, too."""
    text = passage.written or passage.text
    if text.isascii():
        return
    if found := DIRECTION.search(text):
        yield passage.remark(RemarkKind.HIDDEN_DIRECTION, found.start(), odd=named(found[0]))
    for mark in _HIDDEN.finditer(text):
        if not (mark[0] in _MARKS_THAT_DIRECT and _RIGHT_TO_LEFT.search(text)):
            yield passage.remark(RemarkKind.HIDDEN_MARK, mark.start(), odd=named(mark[0]))
            return
    if joiner := _JOINER.search(text):
        odd = joiner[0][1] if joiner[0][0] not in "\u200c\u200d" else joiner[0][0]
        yield passage.remark(RemarkKind.HIDDEN_MARK, joiner.start(), odd=named(odd))


def mixed(passage: Passage) -> Iterator[Remark]:
    """Each word that mixes Latin with Cyrillic or Greek, but not an acronym with a Russian ending."""
    text = passage.text
    if text.isascii():
        return
    told: set[str] = set()
    for turn in _TURN.finditer(text):
        start, word = _word_around(text, turn.start())
        if word not in told and not _ACRONYM_WITH_ENDING.fullmatch(word) and not _in_address(text, start):
            told.add(word)
            yield passage.remark(RemarkKind.MIXED_SCRIPTS, start, word=word, odd=_strangers(word))


def _in_address(text: str, at: int) -> bool:
    """Whether a word is part of an address, whose letters are looked at as a whole."""
    before = re.search(r"\S*\Z", text[max(0, at - _LONGEST_ADDRESS) : at])
    after = re.match(r"\S*", text[at : at + _LONGEST_ADDRESS])
    whole = (before[0] if before else "") + (after[0] if after else "")
    return "@" in whole or "://" in whole


def _word_around(text: str, at: int) -> tuple[int, str]:
    start, end = at, at + 1
    while start > max(0, at - _LONGEST_WORD) and text[start - 1].isalpha():
        start -= 1
    while end < min(len(text), at + _LONGEST_WORD) and text[end].isalpha():
        end += 1
    return start, text[start:end]


def _strangers(word: str) -> str:
    """The letters of the script that the word has fewer of."""
    latin = [c for c in word if c < "\u0250"]
    other = [c for c in word if c >= "\u0250"]
    return ", ".join(dict.fromkeys(named(c) for c in (latin if len(latin) <= len(other) else other)))
