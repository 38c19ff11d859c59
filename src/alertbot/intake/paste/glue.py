"""Takes apart words that pasting glued together ("Presidentof"), only where the text itself proves it."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from alertbot.intake.paste.vocabulary import Vocabulary

LONGEST_TOKEN = 40
"""Characters; anything longer is no pair of glued words."""

_NO_JOINTS = ("a", "an", "the")
_JOINTS = ("and", "in", "at", "on", "to", "of", "for", "by", "is")
"""What no sentence has behind an article: "Anand" and "Thein" are names."""

_TOKEN = re.compile(r"[^\W\d_]+")
_CHUNK = re.compile(r"\S+")
_ENDING = re.compile(r"(?<=[^\W\d_])['’][^\W\d_]{1,6}(?!\w)")
_ADDRESS = re.compile(r"@|://|^www\.|\w\.(?:com|org|net|eu|info|[a-z]{2})\b", re.IGNORECASE)
_AFTER_TITLE = re.compile(r"\b(Mr|Mrs|Ms|Dr|Messrs|Prof)\.(?=[^\W\d_])")
_BEFORE_BRACKET = re.compile(r"(?<=[^\W\d_])\((?=[^\W\d_]{2})")
_FIGURE_COMMA = re.compile(r"(?<=[^\W\d_] )(\d{1,2}),(?=(?:19|20)\d\d\b)")
_SENTENCE_END = re.compile(r"(?<=[a-zа-я\])])\.(?=[A-ZА-Я][^\W\d_A-ZА-Я]*\s)")
_COMMA = re.compile(r"(?<=[^\W\d_]),(?=[^\W\d_]{2})")
_FIGURE_THEN_WORD = re.compile(r"(?<![\w.,/:-])(\d{1,7}(?:\.\d{1,3})?)([a-zа-я]{4,20})(?!\w)")
_WORD_THEN_FIGURE = re.compile(r"(?<![\w.-])([^\W\d_]{4,20})(\d{1,4})(?!\w|\.[^\W\d_])")


@dataclass(frozen=True)
class Evidence:
    """What stands apart in a text: forms as written, their lower case, and pairs of neighbours."""

    forms: Counter[str]
    lower: Counter[str]
    pairs: frozenset[tuple[str, str]]

    @classmethod
    def of(cls, text: str) -> "Evidence":
        words = _TOKEN.findall(text)
        lowered = [word.lower() for word in words]
        pairs = frozenset(pairwise(lowered))
        return cls(Counter(words), Counter(lowered), pairs)


class Mender:
    """Mends the glued words of one text. ``mended`` keeps what it cannot prove."""

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        self._glue = vocabulary.glue
        # A Turkish ending behind a name ("Cezaevi'nde") is no word that stands apart.
        self._evidence = Evidence.of(_ENDING.sub("", text) if vocabulary.language == "tr" else text)
        self._known: dict[str, str] = {}

    def mended(self, line: str) -> str:
        line = _AFTER_TITLE.sub(r"\1. ", line)
        line = _SENTENCE_END.sub(self._end_of_sentence, line)
        line = _FIGURE_COMMA.sub(r"\1, ", line)
        line = _CHUNK.sub(self._chunk, line)
        return _AFTER_TITLE.sub(r"\1. ", line)

    def _end_of_sentence(self, match: re.Match[str]) -> str:
        rest = _TOKEN.match(match.string, match.end())
        return ". " if rest and self._is_word(rest.group().lower()) else "."

    def _chunk(self, match: re.Match[str]) -> str:
        chunk = match.group()
        if _ADDRESS.search(chunk[:300]):
            return chunk
        following = match.string[match.end() : match.end() + 2].strip()
        chunk = _COMMA.sub(", ", _BEFORE_BRACKET.sub(" (", chunk))
        chunk = _FIGURE_THEN_WORD.sub(self._figure, chunk)
        chunk = _WORD_THEN_FIGURE.sub(self._figure, chunk)
        return _TOKEN.sub(lambda token: self._token(token.group(), following), chunk)

    def _figure(self, match: re.Match[str]) -> str:
        word = next(part for part in match.groups() if not part[0].isdecimal())
        return " ".join(match.groups()) if self._is_word(word.lower()) else match.group()

    def _is_word(self, lower: str) -> bool:
        return lower in self._evidence.lower or lower in self._glue.lexicon

    def _token(self, token: str, following: str) -> str:
        if not 4 <= len(token) <= LONGEST_TOKEN or token.isupper() or token.lower() in self._glue.whole:
            return token
        if token not in self._known:
            self._known[token] = self._split(token)
        split = self._known[token]
        if split.endswith(" an") and following[:1].lower() not in tuple("aeiouh"):
            return token
        return split

    def _split(self, token: str) -> str:
        cuts = [cut for cut in range(1, len(token)) if self._proves(token, token[:cut], token[cut:])]
        paired = [cut for cut in cuts if (token[:cut].lower(), token[cut:].lower()) in self._evidence.pairs]
        chosen = paired if len(paired) == 1 else cuts
        return f"{token[: chosen[0]]} {token[chosen[0] :]}" if len(chosen) == 1 else token

    def _proves(self, token: str, left: str, right: str) -> bool:
        low_left, low_right = left.lower(), right.lower()
        paired = (low_left, low_right) in self._evidence.pairs
        if self._evidence.lower[token.lower()] > 1 and not paired:
            return False
        if not (self._stands_apart(left, low_left) and self._right_stands_apart(right, low_right)):
            return False
        if low_left == low_right or (low_left in _NO_JOINTS and right in _JOINTS):
            return False
        if right[0].isupper():
            return left[-1].islower() or (left.isupper() and len(left) > 1 and right[1:].islower())
        if not right.islower() or self._may_be_a_name(left, low_left, right):
            return False
        return (left[1:].islower() or left.isupper()) and self._joins(low_left, low_right, paired)

    def _may_be_a_name(self, left: str, lower: str, right: str) -> bool:
        """ "European" is not "Europe an": a capitalised half must also be an ordinary word of the text."""
        ordinary = lower in self._evidence.forms or lower in self._glue.lexicon or left.isupper()
        return left[0].isupper() and right in ("an", "at", "in", "is", "on") and not ordinary

    def _stands_apart(self, left: str, lower: str) -> bool:
        if len(left) == 1:
            return lower == "a" and lower in self._glue.left
        return left in self._evidence.forms or lower in self._evidence.lower or self._listed(lower)

    def _right_stands_apart(self, right: str, lower: str) -> bool:
        return len(right) > 1 and (right in self._evidence.forms or self._listed(lower))

    def _listed(self, lower: str) -> bool:
        return lower in self._glue.lexicon or lower in self._glue.left or lower in self._glue.right

    def _joins(self, left: str, right: str, paired: bool) -> bool:
        """Whether a lower-case seam is certain: a known pair, a function word, or two long words."""
        if paired and min(len(left), len(right)) > 2:
            return True
        if left in self._glue.weak_left:
            return right in self._glue.right
        if left in self._glue.left:
            return right in self._glue.right or right in self._glue.lexicon or len(right) >= 4
        if right in self._glue.right:
            return len(left) >= 3
        return len(left) >= 4 and len(right) >= 4


def mended(lines: Iterable[str], vocabulary: Vocabulary) -> list[str]:
    """The lines with their glued words taken apart."""
    kept = list(lines)
    mender = Mender("\n".join(kept), vocabulary)
    return [mender.mended(line) for line in kept]
