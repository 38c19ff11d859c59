"""Requests worded as no list foresees: a word for writing or ringing, and officials' channels below it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from alertbot.intake.paste.names import is_office
from alertbot.intake.paste.page import Line
from alertbot.intake.paste.told import LONGEST_THING
from alertbot.intake.paste.vocabulary import Vocabulary

REACH = 16
"""Lines with text below a request in which the first official's channel stands."""

OFFICE_ABOVE = 5
"""Lines with text above a channel in which its office is named."""

MOST_SENTENCES = 1
"""Between a request and the first address."""

SHORTEST_SENTENCE = 80
FEWEST_FIGURES = 6
LONGEST_LINE = 3_000

_PASSED = re.compile(
    r"\b(?:was|were|been|had|has|have|wurden?|worden|ont|avait|han|fueron|hanno)\b[^.!?]{0,30}$",
    re.IGNORECASE,
)
"""What others asked or did before is told, not asked."""


_WITNESS = re.compile(
    r"\b(?:any(?:one|body)\swho|those\swho|witnesses|toute\spersonne|tous\sceux\squi|témoins?|qui(?:en|enes)\shaya\w?|testigos?|chi\s(?:ha|avesse)\svisto"
    r"|testimoni|wer\s(?:etwas\s)?(?:gesehen|beobachtet)|zeugen|очевидц\w+|свидетел\w+|(?:всех|тех),\sкто|görenler\w*|tanıklar\w*)\b[^.!?]{0,80}$",
    re.IGNORECASE,
)
"""What the police or a family asks of witnesses is asked of no reader."""

_MENU = re.compile(r"\s[»›|•·]\s|(?<!\w)A\+\s?/?\s?A-")
LONGEST_MENU = 160
LONGEST_WITNESS = 110


def with_calls(lines: Iterable[Line], vocabulary: Vocabulary) -> Iterator[Line]:
    """The lines; those that ask somebody to write to the officials printed in or below them are marked."""
    kept = list(lines)
    filled = [line for line in kept if line.text]
    reached = [at for at, _ in enumerate(filled) if _is_official(filled, at, vocabulary)]
    calling = {line.number for line in _calling(filled, reached, vocabulary)}
    for line in kept:
        yield replace(line, asks=True) if line.text and line.number in calling else line


def _calling(filled: list[Line], reached: list[int], vocabulary: Vocabulary) -> Iterator[Line]:
    for at, line in enumerate(filled):
        spot = next((spot for spot in reached if at <= spot <= at + REACH), None)
        if spot is None or sum(_tells(other.text) for other in filled[at + 1 : spot]) > MOST_SENTENCES:
            continue
        if calls_in(line.text, vocabulary) and not vocabulary.phrases["contact"].match(line.text):
            yield line


def calls_in(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a line has a word for writing or ringing, of nothing past and no application."""
    things = vocabulary.phrases["things"]
    return not _is_menu(text) and any(
        not _PASSED.search(text[max(0, call.start() - 40) : call.start()])
        and not _WITNESS.search(text, max(0, call.start() - LONGEST_WITNESS), call.start())
        and not things.search(text, call.end(), call.end() + LONGEST_THING)
        for call in vocabulary.openers["calls"].finditer(text[:LONGEST_LINE])
    )


def _is_menu(text: str) -> bool:
    """ "News » Asia   A+ A-   Print   Send": what a web page's reader may press."""
    short = len(text) <= LONGEST_MENU and text[-1:] not in ".!?:"
    return (
        short
        and "@" not in text
        and sum(c.isdigit() for c in text) < FEWEST_FIGURES
        and bool(_MENU.search(text))
    )


def _tells(text: str) -> bool:
    """Whether a line is a sentence and no part of an address."""
    return len(text) > SHORTEST_SENTENCE and sum(word[:1].islower() for word in text.split()) > 8


def _is_official(filled: list[Line], at: int, vocabulary: Vocabulary) -> bool:
    """Whether a line prints a channel that belongs to an office named in it or right above it."""
    if not _has_channel(filled[at].text, vocabulary):
        return False
    above = filled[max(0, at - OFFICE_ABOVE) : at + 1]
    if any(vocabulary.phrases["contact"].search(line.text) for line in above):
        return False
    return any(len(line.text) < LONGEST_LINE and is_office(line.text, vocabulary) for line in above)


def _has_channel(text: str, vocabulary: Vocabulary) -> bool:
    if "@" in text:
        return True
    if sum(c.isdigit() for c in text) < FEWEST_FIGURES:
        return False
    return any(vocabulary.channels[kind].search(text) for kind in ("fax", "phone"))
