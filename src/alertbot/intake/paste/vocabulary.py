"""What the paste reader knows about a language: headings, phrases, honorifics, and words that stand alone.

The knowledge is data in ``words/<language>.toml``; a language is added by adding a file of that shape.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("en", "ru")
"""Languages with a file, in the order of preference when a text tells nothing."""

_NEVER = re.compile(r"(?!)")


@dataclass(frozen=True)
class Glue:
    """Words that tell whether two words were pasted together (see the comments in the data)."""

    left: frozenset[str]
    weak_left: frozenset[str]
    right: frozenset[str]
    lexicon: frozenset[str]
    whole: frozenset[str]


@dataclass(frozen=True)
class Vocabulary:
    """One language: compiled phrases and channel labels, headings squeezed as by :func:`squeeze`."""

    language: str
    stop_words: frozenset[str]
    abbreviations: frozenset[str]
    headings: Mapping[str, frozenset[str]]
    heading_words: re.Pattern[str]
    phrases: Mapping[str, re.Pattern[str]]
    channels: Mapping[str, re.Pattern[str]]
    honorifics: Mapping[str, frozenset[str]]
    cues: re.Pattern[str]
    demonyms: Mapping[str, str]
    letter: Mapping[str, str]
    glue: Glue


def squeeze(text: str) -> str:
    """Lower case letters and digits only, so that glued and spaced headings compare equal."""
    return "".join(c for c in text.casefold() if c.isalnum())


def pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    """A case-blind, linear pattern for any of the phrases; the longest is tried first."""
    sources = [_source(phrase) for phrase in sorted(phrases, key=len, reverse=True)]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(sources)})", re.IGNORECASE) if sources else _NEVER


def _source(phrase: str) -> str:
    words = [
        re.escape(word[:-1]) + r"\w{0,12}" if word.endswith("*") else re.escape(word)
        for word in phrase.split()
    ]
    return r"\s{0,3}".join(words) + (r"(?!\w)" if phrase[-1].isalnum() else "")


@cache
def vocabulary(language: str) -> Vocabulary:
    """The vocabulary of a language in :data:`LANGUAGES`."""
    source = files("alertbot.intake.paste").joinpath(f"words/{language}.toml").read_text("utf-8")
    raw: dict[str, Any] = tomllib.loads(source)
    return Vocabulary(
        language=language,
        stop_words=_words(raw["stop_words"]),
        abbreviations=_words(raw["abbreviations"]),
        headings={name: frozenset(map(squeeze, lines)) for name, lines in raw["headings"].items()},
        heading_words=pattern(f"{line}:" for lines in raw["headings"].values() for line in lines),
        phrases={name: pattern(phrases) for name, phrases in raw["phrases"].items()},
        channels={name: pattern(labels) for name, labels in raw["channels"].items()},
        honorifics={name: frozenset(titles) for name, titles in raw["honorifics"].items()},
        cues=pattern(raw["roles"]["cues"]),
        demonyms=raw["demonyms"],
        letter=raw["letter"],
        glue=Glue(**{name: _words(words) for name, words in raw["glue"].items()}),
    )


def _words(text: str) -> frozenset[str]:
    return frozenset(text.casefold().split())


def language_of(text: str) -> str:
    """The language of a text by its script and stop-words: the first 20,000 characters decide."""
    words = re.findall(r"[^\W\d_]+", text[:20_000].casefold())
    counts = {
        language: sum(word in vocabulary(language).stop_words for word in words) for language in LANGUAGES
    }
    cyrillic = sum("а" <= word[0] <= "я" for word in words)
    if not any(counts.values()):
        return "ru" if cyrillic * 2 > len(words) else "en"
    return max(LANGUAGES, key=lambda language: counts[language])
