"""Words for peoples and of countries ("exemplian authorities"): data in ``words/peoples.toml``."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from alertbot.intake.places import plain

LONGEST_ENDING = 4
SHORTEST_STEM = 3

_ENDINGS = {
    "en": re.compile(r"(?:s|is?)?"),
    "de": re.compile(r"(?:e[nrsm]?)?"),
    "fr": re.compile(r"(?:n?e?s?)"),
    "es": re.compile(r"(?:[oae]s?|os|ay[oa]s?|s)"),
    "it": re.compile(r"(?:[oaei]|h[ei]|i[oae])"),
    "ru": re.compile(r"\w{0,4}"),
    "tr": re.compile(r"\w{0,4}"),
}
_WHOLE = 8
"""Letters of a Spanish or Italian word that may stand without an ending; a shorter one is somebody's name."""


def country_of_people(word: str, following: str, language: str) -> str | None:
    """The country (ISO 3166-1 alpha-2) whose people or adjective a word is, perhaps with the word behind it.

    English writes such words with a capital.
    """
    if language == "en" and not word[:1].isupper():
        return None
    stems, low = _stems(language), plain(word)
    for length in range(len(low), max(SHORTEST_STEM, len(low) - LONGEST_ENDING) - 1, -1):
        code = stems.get(low[:length])
        if code is not None and _may_end(low, length, language):
            return code
    return stems.get(f"{low} {plain(following)}") if following else None


def _may_end(low: str, length: int, language: str) -> bool:
    if language in ("es", "it") and length == len(low):
        return low.endswith("i") or length >= _WHOLE
    return _ENDINGS[language].fullmatch(low, length) is not None


@cache
def _stems(language: str) -> Mapping[str, str]:
    source = files("alertbot.intake.paste").joinpath("words/peoples.toml").read_text("utf-8")
    stems: dict[str, str] = {}
    words: list[str] = []
    for word in tomllib.loads(source)[language].split():
        if len(word) == 2 and word.isupper():
            stems[plain(" ".join(words))] = word
            words = []
        else:
            words.append(word)
    return stems
