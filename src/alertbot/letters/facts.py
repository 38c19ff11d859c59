"""The facts of a text: names, dates, numbers, addresses, and the words of demands; counted, so comparable.

Two wordings tell the same when they hold the same facts equally often. What counts is told by form alone, and
rather too much counts than too little: a wording refused without need is a nuisance, a changed fact a harm.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

STEM = 6
"""Letters at the beginning of a demand's word that must agree; shorter words join sentences together."""

_TOKEN = re.compile(
    r"[\w.+-]+@[\w.-]*\w|https?://\S+"  # addresses
    r"|\+?\d(?:[\w.,:/()-]*\w)?"  # numbers, hours, dates, codes
    r"|[^\W\d_](?:[\w’'-]*\w)?"  # words
    r"|[.!?…:]+|\n"  # where the next sentence may begin
)
_ENDS = frozenset(".!?…:\n")
_ABBREVIATION = 3
"""Letters of "Mr." or "Art.": a full stop after so short a word with a capital ends no sentence."""


def facts(text: str, language: str, names: Iterable[str] = (), stems: Iterable[str] = ()) -> Counter[str]:
    """Every fact of ``text`` and how often it stands there.

    A word with a capital is a name unless a sentence begins with it; at such a beginning it is one when it is
    among ``names``. ``stems`` are :func:`stems_of` the demands.
    """
    known, stemmed = frozenset(names), frozenset(stems)
    return Counter(_facts(text, _signs(language), known, stemmed))


def names_in(text: str, language: str) -> frozenset[str]:
    """The words of ``text`` that its capitals prove to be names."""
    signs = _signs(language)
    return frozenset(word for word, begins in _tokens(text) if not begins and signs.is_name(word))


def stems_of(texts: Iterable[str]) -> frozenset[str]:
    """The beginnings of the longer words of demands: ``investigate`` and ``investigation`` share theirs."""
    words = (word for text in texts for word in re.findall(r"[^\W\d_]+", text))
    return frozenset(word[:STEM].casefold() for word in words if len(word) >= STEM)


class _Signs:
    """How facts look in one language."""

    def __init__(self, language: str) -> None:
        rules = _rules().get(language, {})
        self.words = re.compile("|".join(rules.get("words", ())) or r"(?!)", re.IGNORECASE)
        self.courtesy = re.compile("|".join(rules.get("courtesy", ())) or r"(?!)")
        self.nouns = bool(rules.get("nouns"))
        self.days = _days(language).difference(rules.get("ordinary", ()))

    def is_name(self, word: str) -> bool:
        return word[0].isupper() and not self.nouns and not self.courtesy.fullmatch(word)

    def is_fact(self, word: str) -> bool:
        """Whether it is one wherever it stands: an address, a number, a month or a day."""
        if not word[0].isalpha() or "@" in word or "//" in word:
            return True
        return word in self.days or bool(self.words.fullmatch(word))


def _facts(text: str, signs: _Signs, known: frozenset[str], stems: frozenset[str]) -> Iterator[str]:
    for word, begins in _tokens(text):
        if signs.is_fact(word) or word in known or (not begins and signs.is_name(word)):
            yield word
        if stems and len(word) >= STEM and word[:STEM].casefold() in stems:
            yield f"{word[:STEM].casefold()}…"


def _tokens(text: str) -> Iterator[tuple[str, bool]]:
    """Each word and number, and whether a sentence may begin with it."""
    begins, before = True, ""
    for match in _TOKEN.finditer(text):
        found = match.group()
        if found[0] in _ENDS:
            begins = begins or found != "." or not _is_short(before)
            before = ""
        else:
            yield found, begins
            begins, before = False, found


def _is_short(word: str) -> bool:
    return len(word) <= _ABBREVIATION and word[:1].isupper()


@cache
def _signs(language: str) -> _Signs:
    return _Signs(language.partition("_")[0])


@cache
def _rules() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(files("alertbot.letters").joinpath("facts.toml").read_text(encoding="utf-8"))


def _days(language: str) -> frozenset[str]:
    """The names of months and days of the week, as dates in running text hold them."""
    from babel import Locale, UnknownLocaleError  # costs a quarter of a second, and only variants need it

    try:
        locale = Locale.parse(language)
    except (ValueError, UnknownLocaleError):
        return frozenset()
    tables = (locale.months, locale.days)
    names = (name for table in tables for context in table for name in table[context]["wide"].values())
    return frozenset(names)
