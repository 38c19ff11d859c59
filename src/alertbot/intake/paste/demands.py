"""What a text asks for: the numbered list after its request, or the sentences that ask."""

import re

from alertbot.domain.appeal import Demand
from alertbot.domain.language import Localised
from alertbot.intake.contacts import email_addresses
from alertbot.intake.paste.page import Line, Section, sentences
from alertbot.intake.paste.vocabulary import Vocabulary

MOST_DEMANDS = 60
LONGEST_DEMAND = 1500

_LIST_ENDS = re.compile(r"[\s;,.]{0,4}(?:[;,]\s(?:and|и))?[\s;,.]{0,4}$")
_NAME_AND_TO = re.compile(r"^\s?,[^,]{1,60},\s?")
_LINK_WORD = re.compile(r"^\s?(?:to|that)\s", re.IGNORECASE)


def demands_of(lines: list[Line], vocabulary: Vocabulary) -> tuple[Demand, ...]:
    """The demands in order, each once."""
    texts = (
        _listed(lines, vocabulary)
        or _unmarked(lines)
        or _begun(lines, vocabulary)
        or _asked(lines, vocabulary)
    )
    distinct = dict.fromkeys(text for text in texts if text)
    return tuple(
        Demand(f"demand_{number}", Localised({vocabulary.language: text}))
        for number, text in enumerate(list(distinct)[:MOST_DEMANDS], 1)
    )


def _listed(lines: list[Line], vocabulary: Vocabulary) -> list[str]:
    """The items of the requesting section that name no person to write to and no channel."""
    numbered = [line for line in lines if line.section is Section.ACTIONS and line.is_numbered]
    items = numbered or [line for line in lines if line.section is Section.ACTIONS and line.item]
    return [
        _tidied(line.item)
        for line in items
        if not email_addresses(line.item) and _is_no_office(line.item, vocabulary)
    ]


def _unmarked(lines: list[Line]) -> list[str]:
    """Lines below "urging the authorities to:" that lost their marks when they were copied: each but the last
    ends with a semicolon."""
    found: list[str] = []
    below = False
    for line in (line for line in lines if line.section is Section.ACTIONS):
        text = line.text.strip()
        if below and text and (text.endswith(";") or found):
            found.append(_tidied(text))
            below = text.endswith((";", "; and"))
        elif not found:
            below = text.endswith(":") or (below and not text)
    return found if len(found) > 1 else []


def _begun(lines: list[Line], vocabulary: Vocabulary) -> list[str]:
    """Lines without marks that begin as requests do: "Calling on the authorities to ..."."""
    starts = vocabulary.phrases["demand_starts"]
    asking = [line for line in lines if line.section is Section.ACTIONS and starts.match(line.text)]
    return [_tidied(line.text) for line in asking if len(line.text) > 20]


def _is_no_office(item: str, vocabulary: Vocabulary) -> bool:
    first = item.split(" ", 1)[0].rstrip(".").casefold()
    named = any(first in words for words in vocabulary.honorifics.values())
    labelled = any(
        kind.search(item) for name, kind in vocabulary.channels.items() if name in ("fax", "phone")
    )
    return not named and not labelled


def _asked(lines: list[Line], vocabulary: Vocabulary) -> list[str]:
    ask, demanding = vocabulary.phrases["ask"], vocabulary.phrases["demanding"]
    request = vocabulary.phrases["request"]
    found: list[str] = []
    for line in lines:
        if not ask.search(line.text) and not request.search(line.text):
            continue
        for sentence in sentences(line.text, vocabulary):
            match = ask.search(sentence) or (demanding.search(sentence) if request.search(sentence) else None)
            if match is not None:
                rest = _NAME_AND_TO.sub(" ", sentence[match.end() :], count=1)
                found.append(_tidied(_LINK_WORD.sub("", rest, count=1)))
    return found


def _tidied(text: str) -> str:
    """A demand as a line of its own: without the list's "; and", beginning with a capital."""
    kept = _LIST_ENDS.sub("", text[:LONGEST_DEMAND].strip())
    return kept[:1].upper() + kept[1:]
