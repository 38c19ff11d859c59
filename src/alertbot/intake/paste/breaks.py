"""Channels that a line break tore apart: a label above its number, an address or a number in two halves."""

import re

from alertbot.intake.contacts import phone_number
from alertbot.intake.paste.figures import is_valid
from alertbot.intake.paste.vocabulary import Vocabulary

LONGEST_LABEL = 30
"""Characters of a line that ends in a label, when its value is printed below."""

_VALUE = re.compile(r"[+(]?\s?\d[\d\s()./-]{4,}|\S+@\S")
_FIRST_HALF = re.compile(r"(?:\+|\(|(?<![\d.])0)[\d\s().-]{1,16}$")
_SECOND_HALF = re.compile(
    r"[\d(][\d\s()-]{1,13}(?=$|[;,.)/]|\s(?:ext|int|or|ou|et|o|y|oder|und|или|ve)\b)", re.IGNORECASE
)
_ADDRESS_HALF = re.compile(r"[\w-]@(?:[\w-]{1,40}\.)*$|[\w-]@[\w.-]{1,60}[.-]$")
_ADDRESS_REST = re.compile(r"@?[a-z0-9][\w-]*(?:\.[\w-]+)*\.[a-z]{2,6}(?![\w@])|[a-z]{2,3}(?=[;,)]|$)")
FEWEST, MOST = 8, 15
"""Figures of a whole number."""


def glue_of(before: str, after: str, vocabulary: Vocabulary) -> str | None:
    """What goes between two lines that tear a channel apart; ``None`` when they tear none."""
    if not before or not after:
        return None
    if _ADDRESS_HALF.search(before) and _ADDRESS_REST.match(after):
        return ""
    is_label = len(before) <= LONGEST_LABEL or before.endswith(":")
    if is_label and _ends_in_label(before[-LONGEST_LABEL:], vocabulary) and _VALUE.match(after):
        return " "
    return " " if _is_torn_number(before, after) else None


def _ends_in_label(text: str, vocabulary: Vocabulary) -> bool:
    bare = text.rstrip(" .:：")
    return any(
        found.end() == len(bare)
        for kind in ("fax", "phone", "email")
        for found in vocabulary.channels[kind].finditer(bare)
    )


def _is_torn_number(before: str, after: str) -> bool:
    first, second = _FIRST_HALF.search(before), _SECOND_HALF.match(after)
    if first is None or second is None:
        return False
    figures, more = _figures(first.group()), _figures(second.group())
    whole = FEWEST <= len(figures) + len(more) <= MOST and 2 <= len(more) <= FEWEST
    if first.group()[0] != "+":
        short = len(figures) < FEWEST - (first.group()[0] == "(")
        return whole and (short or _lacks(figures.removeprefix("00"), more))
    return whole and phone_number(f"+{figures}") is None and phone_number(f"+{figures}{more}") is not None


def _lacks(coded: str, more: str) -> bool:
    """Whether figures that begin with a country's code are a number of today only with those below them."""
    value = phone_number(f"+{coded}{more}") if not coded.startswith("0") else None
    return value is not None and is_valid(value) and not is_valid(f"+{coded}")


def _figures(text: str) -> str:
    return re.sub(r"\D", "", text)
