"""Totals that are not the sum of their parts: thirteen, twenty-one and four are not thirty-seven."""

import re
from collections.abc import Iterator
from itertools import combinations

from alertbot.domain.case import Case
from alertbot.domain.lint.counts import Count, counts
from alertbot.domain.lint.passage import Passage
from alertbot.domain.lint.remark import Remark, RemarkKind
from alertbot.domain.lint.words import WORD, folded, one_word, sentences

_EQUATION = re.compile(
    r"(?<![\d.,])(\d{1,6}(?:\s?\+\s?\d{1,6}){1,9})\s?=\s?(\d{1,7})(?![\d,]|\.\d)", re.ASCII
)
_LISTING = re.compile(r":\s|\s\(|\s[—–]\s")
_OF_THEM = re.compile(
    r"\b(?:of (?:the |these |those |all )?|out of (?:the )?|из (?:этих |всех )?|dintre (?:cei |cele )?"
    r"|din (?:cei |cele )?)\Z",
    re.I,
)
_ITEM = re.compile(r",\s*(?:and |и |а |și |iar )?|;\s*|\s(?:and|и|а|și|iar)\s", re.I)
_ITEM_BEGINS = re.compile(
    r"(?:another |the |other |a further |ещё |еще |остальные |alți |alte |încă )?\Z", re.I
)
_NOT_ALL = re.compile(
    r"\b(?:among|including|some of|such as|most|mainly|for example|several|в том числе|среди|например"
    r"|включая|inclusiv|printre|între care|de exemplu)\b",
    re.I,
)
_ROUGHLY = re.compile(
    r"\b(?:at least|more than|over|about|around|nearly|almost|не менее|более|около|свыше|почти"
    r"|cel puțin|peste|aproape|circa|vreo)\s+\Z",
    re.I,
)
_NAMING = re.compile(r":|\bare\b|\bwere\b|\s[—–]\s|\bsunt\b")
_MOST_PARTS = 8
_MOST_NAMED = 20


def wrong_sums(passage: Passage, case: Case | None = None) -> Iterator[Remark]:
    """Equations that are wrong, and totals whose full list of parts or names makes another number."""
    for found in _EQUATION.finditer(passage.text):
        parts = [int(part) for part in re.findall(r"\d+", found[1])]
        if sum(parts) != int(found[2]):
            yield _wrong(passage, found.start(), int(found[2]), parts)
    numbers = list(counts(passage.text, passage.language)) if passage.language else []
    if not numbers:
        return
    inner: set[int] = set()
    for span in _spans(sentences(passage.text)):
        yield from _listed(passage, span, _inside(numbers, span), inner)
        if case and len(case.persons) > 1:
            yield from _named_wrongly(passage, span, _inside(numbers, span), case)
    earlier: list[int] = []
    for span in _spans(_paragraphs(passage.text)):
        people = [count for count in _inside(numbers, span) if count.people]
        parts = [count for count in people if count.number.start not in inner]
        yield from _tallied(passage, parts, earlier)
        earlier = [count.value for count in people]


def _spans(pieces: list[tuple[int, str]]) -> list[tuple[int, int]]:
    return [(start, start + len(piece)) for start, piece in pieces]


def _inside(numbers: list[Count], span: tuple[int, int]) -> list[Count]:
    return [count for count in numbers if span[0] <= count.number.start < span[1]]


def _paragraphs(text: str) -> list[tuple[int, str]]:
    return [(found.start(), found[0]) for found in re.finditer(r"(?:.+\n?)+", text)]


def _listed(passage: Passage, span: tuple[int, int], found: list[Count], inner: set[int]) -> Iterator[Remark]:
    """ "21 were released: five …, sixteen …". What the list counts is added to ``inner``."""
    if len(found) < 3:
        return
    for total, begins, ends in _heads(passage.text, span, found):
        parts = _parts(passage.text[begins:ends], begins, found)
        if len(parts) < 2:
            continue
        inner |= {part.number.start for part in parts}
        values = [part.value for part in parts]
        sure = not _partly(passage.text, (span[0], ends), [total, *parts]) and max(values) < total.value
        if sure and sum(values) != total.value:
            yield _wrong(passage, total.number.start, total.value, values)
        return


def _partly(text: str, span: tuple[int, int], found: list[Count]) -> bool:
    """Whether a text says that it does not list all, or that its numbers are rough."""
    before = (text[max(0, count.number.start - 24) : count.number.start] for count in found)
    return bool(_NOT_ALL.search(text, *span)) or any(map(_ROUGHLY.search, before))


def _heads(text: str, span: tuple[int, int], found: list[Count]) -> Iterator[tuple[Count, int, int]]:
    """Totals that a list may follow, with where that list begins and ends."""
    for listing in _LISTING.finditer(text, *span):
        before = [count for count in found if count.number.end <= listing.start()]
        closing = text.find(")", listing.end(), span[1]) if "(" in listing[0] else span[1]
        if before and closing > 0:
            yield before[-1], listing.end(), closing
    for at, count in enumerate(found):
        if _OF_THEM.search(text[span[0] : count.number.start]):
            comma = text.find(",", count.number.end, span[1])
            if comma > 0:
                later = next((one.number.start for one in found[at + 1 : at + 2]), comma + 1)
                yield count, min(comma + 1, later), span[1]


def _parts(listing: str, begins: int, found: list[Count]) -> list[Count]:
    """The counts with which the items of a list begin."""
    starts = {0, *(item.end() for item in _ITEM.finditer(listing))}
    parts: list[Count] = []
    for count in found:
        at = count.number.start - begins
        if not 0 <= at < len(listing):
            continue
        item = max(start for start in starts if start <= at)
        if _ITEM_BEGINS.fullmatch(listing[item:at].lstrip()):
            parts.append(count)
    return parts


def _tallied(passage: Passage, people: list[Count], earlier: list[int]) -> Iterator[Remark]:
    """A paragraph that tells what became of all: 37 were tried, 13 sentenced, 21 released, 3 acquitted."""
    values = [count.value for count in people]
    total = max((*values, *earlier), default=0)
    parts = [value for value in values if value < total]
    if not 3 <= len(parts) <= _MOST_PARTS:
        return
    sums = {sum(some) for size in range(2, len(parts) + 1) for some in combinations(parts, size)}
    missed = sum(parts) - total
    if total not in sums and not sums & set(earlier) and abs(missed) <= max(2, total // 5):
        first = next((c for c in people if c.value == total), people[0])
        yield _wrong(passage, first.number.start, total, parts)


def _wrong(passage: Passage, start: int, total: int, parts: list[int]) -> Remark:
    made = " + ".join(map(str, parts))
    return passage.remark(RemarkKind.WRONG_SUM, start, total=total, parts=made, sum=sum(parts))


def _named_wrongly(
    passage: Passage, span: tuple[int, int], found: list[Count], case: Case
) -> Iterator[Remark]:
    """ "The five are …" with the names of four."""
    for total in (c for c in found[:1] if _counts_names(c)):
        listing = _NAMING.search(passage.text, total.number.end, span[1])
        if listing is None or _partly(passage.text, span, [total]):
            continue
        before = _named(passage.text[span[0] : listing.end()], case, passage.language)
        named = _named(passage.text[listing.end() : span[1]], case, passage.language)
        if before == 0 and named >= 2 and named != total.value:
            at = total.number.start
            yield passage.remark(RemarkKind.WRONG_HEADCOUNT, at, total=total.value, named=named)


def _counts_names(count: Count) -> bool:
    return 2 <= count.value <= _MOST_NAMED and (count.people or not count.number.figures)


def _named(text: str, case: Case, language: str) -> int:
    """How many of the case's people a text names by their last names."""
    words = [folded(word) for word in WORD.findall(text) if word[0].isupper()]
    names = [WORD.findall(person.names.texts.get(language) or person.name) for person in case.persons]
    last = {folded(name[-1]) for name in names if name}
    return sum(any(one_word(word, name, language) for word in words) for name in last)
