"""Names that are nearly others: "Social Resistance" where the rest says "Socialist Resistance".

Compared are pairs of neighbouring words within a name, so that one word may differ and the other vouches for
it, and single names with names that stand there far more often or belong to the case's people.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from alertbot.domain.appeal import Appeal
from alertbot.domain.case import Case
from alertbot.domain.lint.passage import Passage
from alertbot.domain.lint.remark import Remark, RemarkKind
from alertbot.domain.lint.words import WORD, folded, listed, one_word, shared_letters

MOST_DISTINCT = 400
"""Different names of one language that are compared; the longest seed appeal has 90."""

_JOINED = re.compile(r"[ \n](?:(?:of|for|the|de|din|al|ai|ale)[ \n]){0,2}")
_OPEN_QUOTE = "«„“"
_MONTHS_AND_TITLES = listed(
    "january february march april may june july august september october november december monday tuesday"
    " wednesday thursday friday saturday sunday mr mrs ms dr dear"
)
_MORE_OFTEN = 3
"""Times that a single name must stand there for another to be taken for its misspelling."""
_LEAST = 5
_LEAST_ALONE = 6
_LONG = 8
"""Letters: beside another word that is the same, alone, and alone with two slips. Shorter names differ by a
letter all the time."""


@dataclass(frozen=True, slots=True)
class _Word:
    passage: Passage
    start: int
    text: str
    fold: str


@dataclass(slots=True)
class _Seen:
    """A name in one spelling (or its forms), where it first stands in each text, and how often in all."""

    words: tuple[str, ...]
    text: str
    count: int = 0
    places: dict[tuple[str | int, ...], tuple[Passage, int]] = field(
        default_factory=dict[tuple[str | int, ...], tuple[Passage, int]]
    )

    def add(self, word: _Word) -> None:
        self.count += 1
        self.places.setdefault(word.passage.place, (word.passage, word.start))


@dataclass(frozen=True, slots=True)
class _Known:
    """Every word of a name that the case or the appeal itself gives somebody, by its first letter."""

    words: Mapping[str, Mapping[str, str]]

    @classmethod
    def of(cls, case: Case | None, appeal: Appeal | None) -> "_Known":
        names: list[str] = []
        for person in case.persons if case else ():
            names += [person.name, *person.aliases, *person.names.texts.values()]
        for addressee in appeal.addressees if appeal else ():
            names += [addressee.person, *addressee.persons.texts.values()]
        words: dict[str, dict[str, str]] = {}
        for word in (word for name in names for word in WORD.findall(name)):
            words.setdefault(folded(word)[:1], {})[folded(word)] = word
        return cls(words)

    def beside(self, word: str) -> Mapping[str, str]:
        return self.words.get(word[:1], {})

    def holds(self, word: str, language: str) -> bool:
        return any(one_word(word, other, language) for other in self.beside(word))


def misspelt(passages: Iterable[Passage], case: Case | None, appeal: Appeal | None) -> Iterator[Remark]:
    """``passages`` in reading order: of two equally frequent spellings the later one is asked about."""
    texts = list(passages)
    known = _Known.of(case, appeal)
    for language in dict.fromkeys(p.language for p in texts if p.language):
        own = [p for p in texts if p.language in (language, "")]
        yield from _of_language(own, known, language)


def _of_language(passages: list[Passage], known: _Known, language: str) -> Iterator[Remark]:
    runs = [run for passage in passages for run in _runs(passage)]
    common = frozenset(_small_words(passages))
    told: set[tuple[object, ...]] = set()
    found = (
        *_near_pairs(_counted_pairs(runs), known, language),
        *_near_names(_counted_words(runs), known, common, language),
    )
    for seen, other in found:
        for passage, start, name, near in _spots(seen, other):
            spot = (passage.place, start)
            overlaps = any((passage.place, at) in told for at in range(start, start + len(name)))
            if passage.language == language and not overlaps:
                told.add(spot)
                yield passage.remark(RemarkKind.MISSPELT, start, name=name, other=near)


def _spots(seen: _Seen, other: _Seen) -> Iterator[tuple[Passage, int, str, str]]:
    """Where the rarer spelling stands. If only the case has it, and only the appeal has the other one, it is
    asked about where the other one stands first."""
    own = [(passage, at) for passage, at in seen.places.values() if not passage.lent]
    for passage, at in own:
        yield passage, at, seen.text, other.text
    if not own and not any(passage.lent for passage, _ in other.places.values()):
        for passage, at in list(other.places.values())[:1]:
            yield passage, at, other.text, seen.text


def _small_words(passages: list[Passage]) -> set[str]:
    return {folded(word) for p in passages for word in WORD.findall(p.text) if word[0].islower()}


def _runs(passage: Passage) -> Iterator[list[_Word]]:
    """Words with capitals that stand together, and what stands in quotation marks after a capital."""
    text = passage.text
    run: list[_Word] = []
    end = 0
    quoted = False
    for found in WORD.finditer(text):
        start, word = found.start(), found[0]
        capital = word[0].isupper()
        joined = bool(run) and bool(_JOINED.fullmatch(text, end, start))
        opened = start > 0 and text[start - 1] in _OPEN_QUOTE
        quoted = (quoted and joined and not opened) or (opened and capital)
        end = found.end()
        fold = folded(word) if capital or quoted else ""
        named = bool(fold) and fold not in _MONTHS_AND_TITLES
        if run and (opened or not joined or not named):
            yield run
            run = []
        if named:
            run.append(_Word(passage, start, word, fold))
    if run:
        yield run


def _counted_pairs(runs: list[list[_Word]]) -> list[_Seen]:
    seen: dict[tuple[str, ...], _Seen] = {}
    for run in runs:
        for first, second in pairwise(run):
            words = (first.fold, second.fold)
            seen.setdefault(words, _Seen(words, f"{first.text} {second.text}")).add(first)
    return list(seen.values())[:MOST_DISTINCT]


def _counted_words(runs: list[list[_Word]]) -> list[_Seen]:
    seen: dict[tuple[str, ...], _Seen] = {}
    for word in (word for run in runs for word in run if word.text[0].isupper()):
        seen.setdefault((word.fold,), _Seen((word.fold,), word.text)).add(word)
    return list(seen.values())[:MOST_DISTINCT]


def _near_pairs(pairs: list[_Seen], known: _Known, language: str) -> Iterator[tuple[_Seen, _Seen]]:
    for alike in _buckets(pairs):
        totals = _totals(alike, language)
        for later, second in enumerate(alike):
            for earlier, first in enumerate(alike[:later]):
                if not _nearly(first.words, second.words, language):
                    continue
                swapped = totals[earlier] < totals[later]
                rare, frequent = (first, second) if swapped else (second, first)
                if not all(known.holds(word, language) for word in rare.words):
                    yield rare, frequent


def _buckets(names: list[_Seen]) -> Iterator[list[_Seen]]:
    """Names whose words begin with the same letters: no others are near to each other."""
    found: dict[str, list[_Seen]] = {}
    for name in names:
        found.setdefault("".join(word[:1] for word in name.words), []).append(name)
    return iter(found.values())


def _totals(names: list[_Seen], language: str) -> list[int]:
    """How often each name stands there in any of its forms."""
    return [
        sum(
            other.count
            for other in names
            if all(one_word(a, b, language) for a, b in zip(name.words, other.words, strict=True))
        )
        for name in names
    ]


def _nearly(first: tuple[str, ...], second: tuple[str, ...], language: str) -> bool:
    """One word the same in any form, the other nearly."""
    same = [one_word(a, b, language) for a, b in zip(first, second, strict=True)]
    if same.count(True) != 1:
        return False
    a, b = (pair[same.index(False)] for pair in (first, second))
    return min(len(a), len(b)) >= _LEAST and (shared_letters(a, b) >= _LEAST or _similar(a, b))


def _similar(first: str, second: str) -> bool:
    from rapidfuzz.distance import Indel  # 30 ms to import, which a start need not spend on sound files

    return Indel.normalized_similarity(first, second) >= 0.8


def _near_names(
    names: list[_Seen], known: _Known, common: frozenset[str], language: str
) -> Iterator[tuple[_Seen, _Seen]]:
    for alike in _buckets(names):
        totals = _totals(alike, language)
        often = list(zip(alike, totals, strict=True))
        for name, total in zip(alike, totals, strict=True):
            word = name.words[0]
            if len(word) < _LEAST_ALONE or word in common or known.holds(word, language):
                continue
            trusted = [other for other, count in often if count >= _MORE_OFTEN * total]
            trusted += [_Seen((other,), text) for other, text in known.beside(word).items()]
            near = next((other for other in trusted if _one_slip(word, other.words[0], language)), None)
            if near is not None:
                yield name, near


def _one_slip(word: str, other: str, language: str) -> bool:
    """Whether one letter (two in a long name) is wrong, missing, too many or in another's place."""
    if word[:1] != other[:1] or abs(len(word) - len(other)) > 3 or len(other) < _LEAST_ALONE:
        return False
    if word.startswith(other) or other.startswith(word) or one_word(word, other, language):
        return False
    from rapidfuzz.distance import OSA

    most = 1 if min(len(word), len(other)) < _LONG else 2
    first, second = _stems(word, other)
    if min(len(first), len(second)) < _LEAST:
        return False
    return 0 < OSA.distance(first, second, score_cutoff=most) <= most


def _stems(word: str, other: str) -> tuple[str, str]:
    """Russian names without their last vowels, which grammar changes."""
    if word.isascii() or not ("а" <= word[0] <= "я"):
        return word, other
    return word.rstrip("аеиоуыэюяйьм"), other.rstrip("аеиоуыэюяйьм")
