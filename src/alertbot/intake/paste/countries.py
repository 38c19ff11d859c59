"""Which country a text is about: the one it names most, its title counting for more."""

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import cast

from alertbot.intake.paste.vocabulary import LANGUAGES, Vocabulary
from alertbot.intake.places import known_places, plain

TITLE_WEIGHT = 3
MOST_WORDS = 40_000
SHORTEST_PLAIN = 4
"""Letters of a country's name that is known without its accents; "Cad." is a street in Turkish."""

HEAD_LINES = 6
HEAD_LENGTH = 500
LONGEST_SEARCHED = 150_000

_SHORT = {
    "usa": "US", "uk": "GB", "england": "GB", "scotland": "GB", "d c": "US", "uae": "AE", "drc": "CD",
    "viet nam": "VN", "burma": "MM", "ivory coast": "CI", "swaziland": "SZ", "holland": "NL",
    "east timor": "TL", "cape verde": "CV", "turkiye": "TR", "türkiye": "TR", "turkey": "TR",
}  # fmt: skip
_SHOUTED = {"UK": "GB", "USA": "US", "DRC": "CD", "UAE": "AE", "RDC": "CD"}
"""Countries' initials, which tell in a title and may be an organisation's elsewhere ("Amnesty UK")."""

_CONGOS = (
    (
        "CD",
        re.compile(
            r"(?:Democratic Republic of (?:the )?|[Rr]épublique démocratique du )Congo|\bDRC\b|Kinshasa"
        ),
    ),
    ("CG", re.compile(r"(?<!Democratic )Republic of (?:the )?Congo|République du Congo|Brazzaville")),
)
HOST_LINES = 5
LONGEST_ADDRESS_LINE = 90
_GOVERNMENT = re.compile(r"@(?:[\w-]{1,60}\.){0,4}(?:gov|gob|gouv|govt|go|gub|mil)\.([a-z]{2})(?![\w.-]*\w)")
POSTCODES = (
    ("GB", re.compile(r"(?<!\w)[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}(?!\w)")),
    ("US", re.compile(r"(?<!\w)(?:[A-Z]{2}|D\.C\.)\s\d{5}(?:-\d{4})?(?!\w)")),
    ("CA", re.compile(r"(?<!\w)[ABCEGHJ-NPRSTVXY]\d[A-Z]\s?\d[A-Z]\d(?!\w)")),
)
"""Shapes that no other country's postcodes have; the state's letters go with the American one."""

_WORD = re.compile(r"[^\W\d_]+")
_UNHYPHENED = re.compile(r"(?<![\w-])[^\W\d_]+|(?<=[\w-])(?<![A-Za-z]-)[^\W\d_]+")


@cache
def _names(language: str) -> Mapping[str, str]:
    """Territory names of a language in lower case (Unicode CLDR) to ISO 3166-1 alpha-2 codes."""
    from babel import Locale

    territories = cast("Mapping[str, str]", Locale.parse(language).territories)
    names = {
        _ending_cut(" ".join(_WORD.findall(name.casefold())), language): code
        for code, name in territories.items()
        if len(code) == 2 and code.isalpha() and code not in ("EU", "UN", "EZ", "ZZ", "XA", "XB")
    }
    accented = (name for name in names if not name.isascii() and len(name) >= SHORTEST_PLAIN)
    return {plain(name): names[name] for name in accented} | names


@cache
def _elsewhere() -> Mapping[str, str]:
    """Names of countries in the other languages that appeals come in ("México", "Türkiye")."""
    return {
        name: code for language in LANGUAGES if language != "ru" for name, code in _names(language).items()
    }


def _ending_cut(name: str, language: str) -> str:
    """Russian names without their case endings; two words in a row only as they are."""
    return name.rstrip("аеиоуыэюяйь") if language == "ru" and " " not in name and len(name) > 4 else name


def is_country(name: str, language: str) -> bool:
    """Whether a text is a country's name in the language or in English."""
    low = " ".join(_WORD.findall(name.casefold()))
    return any(_ending_cut(low, spoken) in _names(spoken) for spoken in (language, "en"))


def region_named(texts: list[str], vocabulary: Vocabulary) -> str | None:
    """The country in which the lines of an address end: the last city or country they name."""
    for code, shape in POSTCODES:
        if any(shape.search(text) for text in texts):
            return code
    words = [word for text in texts for word in _WORD.findall(text)][-40:]
    places = known_places().by_name
    for i in range(len(words) - 1, -1, -1):
        for taken in (words[i : i + 2], words[i : i + 1]):
            name = " ".join(taken).casefold()
            if not taken[0][0].isupper():
                continue
            code = _names(vocabulary.language).get(name) or _names("en").get(name) or _SHORT.get(name)
            place = places.get(plain(name)) if code is None and len(name) > 3 else None
            if code or place:
                return code or (place.country if place else None)
    return None


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
    text = without_hosts(text, vocabulary)
    counts = _counted(text, vocabulary)
    head = "\n".join([line for line in text.split("\n") if line][:HEAD_LINES])
    for code, count in _counted(f"{title}\n{head[:HEAD_LENGTH]}", vocabulary).items():
        counts[code] += count * TITLE_WEIGHT
    for word in _WORD.findall(title):
        if word in _SHOUTED:
            counts[_SHOUTED[word]] += TITLE_WEIGHT * 2 + len(re.findall(rf"\b{word}\b", text))
    governments = _by_government(text)
    if len(governments) == 1 and not _counted(title, vocabulary):
        return next(iter(governments))
    ranked = (counts or _by_government(text) or _by_other_names(text)).most_common(2)
    if len(ranked) == 2 and ranked[0][1] == ranked[1][1]:
        governments = _by_government(text).most_common(1)
        tied = {code for code, count in counts.items() if count == ranked[0][1]}
        return governments[0][0] if governments and governments[0][0] in tied else ""
    if not ranked:
        return ""
    return ranked[0][0]


def is_governments(address: str) -> bool:
    """Whether an email address is an authority's ("@adalet.gov.tr", "@president.gov.by")."""
    return _GOVERNMENT.search(address) is not None


def without_hosts(text: str, vocabulary: Vocabulary) -> str:
    """A text without the lines that say where an embassy stands: they name its host's country."""
    kept: list[str] = []
    below = 0
    for line in text.split("\n"):
        short = len(line) <= LONGEST_ADDRESS_LINE
        below = HOST_LINES if short and vocabulary.phrases["embassy"].search(line) else max(0, below - 1)
        words = line.split()
        host = 0 < below < HOST_LINES and short and bool(words) and is_country(words[-1], vocabulary.language)
        kept.append(" ".join(words[:-1]) if host else line)
    return "\n".join(kept)


def _by_government(text: str) -> Counter[str]:
    """For a text that names no country at all: whose authorities' addresses it prints ("@adalet.gov.tr")."""
    codes = _names("en").values()
    found = (match.group(1).upper() for match in _GOVERNMENT.finditer(text[:LONGEST_SEARCHED]))
    return Counter(code for code in found if code in codes)


def _by_other_names(text: str) -> Counter[str]:
    """For a text that names no country in its own language: other languages' names, then cities."""
    names, places = _elsewhere(), known_places().by_name
    found = [match.group() for match, _ in zip(_WORD.finditer(text), range(MOST_WORDS), strict=False)]
    words = [word for word in found if word[0].isupper() and len(word) > 3]
    codes = Counter(code for word in words if (code := names.get(word.casefold())) and not word.isascii())
    cities = (places.get(plain(word)) for word in words)
    return codes or Counter(place.country for place in cities if place is not None and place.country)


def _counted(text: str, vocabulary: Vocabulary) -> Counter[str]:
    language = vocabulary.language
    names = _names(language)
    demonyms = {word.casefold(): code for word, code in vocabulary.demonyms.items()}
    words = [match.group() for match, _ in zip(_UNHYPHENED.finditer(text), range(MOST_WORDS), strict=False)]
    counts: Counter[str] = Counter()
    for i, word in enumerate(words):
        low = word.casefold()
        code = demonyms.get(low) or next(
            (c for stem, c in demonyms.items() if language == "ru" and low.startswith(stem)), None
        )
        if code is None and word[0].isupper():
            code = names.get(_ending_cut(low, language)) or names.get(" ".join(words[i : i + 2]).casefold())
            code = code or (_SHORT.get(" ".join(words[i : i + 2]).casefold()) if language == "en" else None)
        if code is not None:
            counts[code] += 1
    for code, name in _CONGOS:
        counts.update({code: len(name.findall(text))})
    return +counts
