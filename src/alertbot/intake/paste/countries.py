"""Which country a text is about: the one it names most, its title counting for more."""

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import cast

from alertbot.intake.paste.vocabulary import Vocabulary

TITLE_WEIGHT = 3
MOST_WORDS = 40_000

_WORD = re.compile(r"[^\W\d_]+")


@cache
def _names(language: str) -> Mapping[str, str]:
    """Territory names of a language in lower case (Unicode CLDR) to ISO 3166-1 alpha-2 codes."""
    from babel import Locale

    territories = cast("Mapping[str, str]", Locale.parse(language).territories)
    return {
        _ending_cut(" ".join(_WORD.findall(name.casefold())), language): code
        for code, name in territories.items()
        if len(code) == 2 and code.isalpha() and code not in ("EU", "UN", "EZ", "ZZ", "XA", "XB")
    }


def _ending_cut(name: str, language: str) -> str:
    """Russian names without their case endings; two words in a row only as they are."""
    return name.rstrip("аеиоуыэюяйь") if language == "ru" and " " not in name and len(name) > 4 else name


def country_named(typed: str, languages: tuple[str, ...]) -> str | None:
    """The country somebody typed, by its name in one of the languages or by its two-letter code."""
    words = " ".join(_WORD.findall(typed.casefold()))
    for language in languages:
        code = _names(language).get(_ending_cut(words, language))
        if code or words.upper() in _names(language).values():
            return code or words.upper()
    return None


def country_of(title: str, text: str, vocabulary: Vocabulary) -> str:
    """The ISO 3166-1 alpha-2 code, or an empty string when no country or two are named equally often."""
    counts = _counted(text, vocabulary)
    for code, count in _counted(title, vocabulary).items():
        counts[code] += count * TITLE_WEIGHT
    ranked = counts.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
        return ""
    return ranked[0][0]


def _counted(text: str, vocabulary: Vocabulary) -> Counter[str]:
    language = vocabulary.language
    names = _names(language)
    demonyms = {word.casefold(): code for word, code in vocabulary.demonyms.items()}
    words = [match.group() for match, _ in zip(_WORD.finditer(text), range(MOST_WORDS), strict=False)]
    counts: Counter[str] = Counter()
    for i, word in enumerate(words):
        low = word.casefold()
        code = demonyms.get(low) or next(
            (c for stem, c in demonyms.items() if language == "ru" and low.startswith(stem)), None
        )
        if code is None and word[0].isupper():
            code = names.get(_ending_cut(low, language)) or names.get(" ".join(words[i : i + 2]).casefold())
        if code is not None:
            counts[code] += 1
    return counts
