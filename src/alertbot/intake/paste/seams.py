"""Lines that pasting ran into each other: a new one begins where a number, a bracket or a word ends."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from alertbot.intake.paste.page import Line
from alertbot.intake.paste.vocabulary import Vocabulary

LONGEST_LINE = 3_000
FEWEST_FIGURES = 6
REACH = 24
"""Characters before a seam in which the figures of its number stand."""

LONGEST_WORD = 60

_LAST = re.compile(r"[^\W\d_]+$")
_WORD = re.compile(r"\w+")
_AFTER_NUMBER = re.compile(r"(?<=\d)(?=[^\W\d_a-zа-я][a-zа-яà-ÿ]{3,})|(?<=\d)(?=\([^\W\d_][^)]{3,80}\)$)")
_AFTER_BRACKET = re.compile(r"(?<=[\w.]\))(?=[^\W\d_a-zа-я][a-zа-яà-ÿ]{2,}\s[^\W\d_a-zа-я])")
_WITHIN_WORD = re.compile(r"(?<=[a-zа-яà-ÿ]{3})(?=[^\W\d_a-zа-я][a-zа-яà-ÿ]{3,20}(?!\w))")
_SENTENCE = re.compile(r"(?<=[a-zà-ÿ]{3})\.(?=[^\W\d_a-zа-я][a-zà-ÿ]{2,12}(?:\s\+?\(?\d|\s?:))")
_ACRONYM = re.compile(r"(?<=[^\W\d_a-zа-я]{3}):(?=[cC]/)")


def parted(lines: Iterable[Line], vocabulary: Vocabulary) -> Iterator[Line]:
    """The lines, with a new one wherever an address was run into the next line of its letterhead."""
    for line in lines:
        if len(line.text) > LONGEST_LINE:
            yield line
            continue
        text = _ACRONYM.sub(": ", _SENTENCE.sub(". ", line.text))
        cuts = sorted(
            {*_behind_numbers(text, vocabulary), *_behind_brackets(text), *_within_words(text, vocabulary)}
        )
        ends = [*cuts, len(text)]
        pieces = [text[start:end].strip() for start, end in zip([0, *cuts], ends, strict=True)]
        yield from (replace(line, text=piece) for piece in pieces) if cuts else (replace(line, text=text),)


def _behind_numbers(text: str, vocabulary: Vocabulary) -> Iterator[int]:
    """ "Fax: +231 226482Mission of ..."; what a bracket calls a fax stays with its number."""
    for seam in _AFTER_NUMBER.finditer(text):
        before = text[max(0, seam.start() - REACH) : seam.start()]
        figures = re.search(r"\+?[\d\s().-]*$", before)
        after = text[seam.start() : seam.start() + REACH]
        labelled = any(pattern.match(after.lstrip("( ")) for pattern in vocabulary.channels.values())
        if figures and sum(c.isdigit() for c in figures.group()) >= FEWEST_FIGURES and not labelled:
            yield seam.start()


def _behind_brackets(text: str) -> Iterator[int]:
    return (seam.start() for seam in _AFTER_BRACKET.finditer(text))


def _within_words(text: str, vocabulary: Vocabulary) -> Iterator[int]:
    """ "GarciaPresidente de ...": only before the title of an office or the first word of an address."""
    for seam in _WITHIN_WORD.finditer(text):
        after = _WITHIN_WORD.sub(" ", text[seam.start() : seam.start() + LONGEST_WORD])
        word, left = (
            _WORD.match(after),
            _LAST.search(text[max(0, seam.start() - LONGEST_WORD) : seam.start()]),
        )
        if word is None or left is None or _is_of_office(left.group(), vocabulary):
            continue
        named = (names.match(after) for names in (vocabulary.titles, vocabulary.offices))
        if (
            any(one is not None and one.end() >= word.end() for one in named)
            or word.group().casefold() in vocabulary.streets
        ):
            yield seam.start()


def _is_of_office(word: str, vocabulary: Vocabulary) -> bool:
    """ "ProsecutorGeneral", "HumanRights": both halves are one office's, and no line ended between them."""
    return word.lower() in vocabulary.glue.lexicon or vocabulary.offices.fullmatch(word) is not None
