"""What the paste reader knows about a language: headings, phrases, honorifics, and words that stand alone.

The knowledge is data in ``words/<language>.toml``; a language is added by adding a file of that shape.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from importlib.resources import files
from typing import Any

LANGUAGES = ("en", "ru", "fr", "es", "de", "it", "tr")
"""Languages with a file, in the order of preference when a text tells nothing."""

SHORTEST_LONG_HEADING = 10
"""Letters; shorter headings are too like other words to be known in spite of a slip of the pen."""

_NO_STREETS = frozenset(
    (
        *("republic", "federation", "kingdom", "state", "province", "region", "district", "city", "ciudad"),
        *("república", "république", "ville", "republik", "stadt", "repubblica", "città", "cumhuriyeti"),
        *("республика", "область", "район", "город", "д", "г", "complex", "way", "no", "d", "g", "zona"),
        *("delegación", "headquarters", "palais", "palace"),
    )
)
"""Words of places that also stand in the names of offices."""

_LETTERS = {"tr": frozenset("ğı"), "de": frozenset("ß"), "es": frozenset("ñ")}
"""Letters that no other of the languages writes."""

_ALSO_WORDS = frozenset(("don", "bay", "miss", "sir", "sem", "med", "col"))
"""Honorifics that are words or names in another language."""

_GERMAN_OFFICES = (
    r"(?<![\w-])(?:menschenrechts|justiz|innen|außen|finanz|bildungs|kultus|kultur|gesundheits|umwelt|arbeits|sozial|verteidigungs|verkehrs"
    r"|landwirtschafts|wirtschafts|energie|familien|polizei|gefängnis|landes|bundes|bezirks|kreis|stadt|regional|provinz|militär"
    r"|migrations|integrations|flüchtlings|ausländer|datenschutz|zoll|grenz|sicherheits|regierungs|staats|verfassungs|verwaltungs"
    r"|straf|wehr|ober|vize|werks|fabrik|personal|konzern|forst|berg|ermittlungs|untersuchungs|wahl|präsidial|straßen|jugend)"
    r"(?:beauftragte[rn]?|minister(?:in|ium|iums|s)?|amt(?:es)?|gericht(?:s|es)?|behörden?|kommission|direktor(?:in)?|direktion"
    r"|präsident(?:in)?|leiter(?:in|s)?|leitung|chef(?:in|s)?|verwaltung|kommissar(?:in)?|kommandant(?:in)?|staatsanwalt(?:schaft)?"
    r"|anwaltschaft|anwalt|sekretär(?:in)?|inspektion|inspekteur|abteilung|zentrale|rat|ausschuss|richter(?:in)?)(?!\w)"
)
"""Offices that German makes of two words: "Menschenrechtsbeauftragte"."""

_NEVER = r"(?!)"
_TABLE = re.compile(r"^\[(\w+)\]$", re.MULTILINE)


@dataclass(frozen=True)
class Glue:
    """Words that tell whether two words were pasted together (see the comments in the data)."""

    left: frozenset[str]
    weak_left: frozenset[str]
    right: frozenset[str]
    lexicon: frozenset[str]
    whole: frozenset[str]


class Patterns(Mapping[str, re.Pattern[str]]):
    """Patterns by name, each compiled when it is first used: one text needs half of them."""

    def __init__(self, makers: Mapping[str, Callable[[], re.Pattern[str]]]) -> None:
        self._makers = makers
        self._made: dict[str, re.Pattern[str]] = {}

    def __getitem__(self, name: str) -> re.Pattern[str]:
        if name not in self._made:
            self._made[name] = self._makers[name]()
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)


@dataclass(frozen=True)
class Vocabulary:
    """One language: compiled phrases, and headings squeezed as by :func:`squeeze`, the long by their length.

    Labels of channels, words of offices and places, and everyday honorifics are those of every language:
    an English appeal prints a Turkish ministry as it stands on the envelope.
    """

    language: str
    stop_words: frozenset[str]
    abbreviations: frozenset[str]
    headings: Mapping[str, frozenset[str]]
    long_headings: Mapping[str, Mapping[int, tuple[str, ...]]]
    heading_words: re.Pattern[str]
    openers: Mapping[str, re.Pattern[str]]
    phrases: Mapping[str, re.Pattern[str]]
    channels: Mapping[str, re.Pattern[str]]
    offices: re.Pattern[str]
    powers: re.Pattern[str]
    civil: re.Pattern[str]
    places: frozenset[str]
    streets: frozenset[str]
    titles: re.Pattern[str]
    court: re.Pattern[str]
    city: re.Pattern[str]
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
    return re.compile(_any_of(phrases), re.IGNORECASE)


def _any_of(phrases: Iterable[str]) -> str:
    sources = _by_first_letter(phrases, _source)
    return rf"(?<![\w-]){sources}" if sources else _NEVER


def _by_first_letter(phrases: Iterable[str], source: Callable[[str], str]) -> str:
    """The phrases as one group, the longest first: a look at one letter rules nearly all of them out."""
    groups: dict[str, list[str]] = {}
    for phrase in sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase)):
        groups.setdefault(phrase[0].upper(), []).append(source(phrase))
    letters = "".join(map(re.escape, groups))
    grouped = "|".join(f"(?:{'|'.join(group)})" for group in groups.values())
    return f"(?=[{letters}])(?:{grouped})" if groups else ""


def _source(phrase: str) -> str:
    words = [
        re.escape(word[:-1]) + r"\w{0,12}" if word.endswith("*") else re.escape(word)
        for word in phrase.split()
    ]
    return r"\s{0,3}".join(words) + (r"(?!\w)" if phrase[-1].isalnum() else "")


def _lines(sources: Iterable[str]) -> re.Pattern[str]:
    return re.compile(_any_line(sources), re.IGNORECASE)


def _any_line(sources: Iterable[str]) -> str:
    return "|".join(f"(?:{source})" for source in sources)


def _phrase(language: str, name: str) -> re.Pattern[str]:
    """A phrase; a request is also any sentence of a shape, because nobody can list its wordings."""
    shapes = _raw(language, "openers").get(name, ()) if name in ("request", "ask") else ()
    sources = [_any_of(_raw(language, "phrases")[name]), *([_any_line(shapes)] if shapes else ())]
    return re.compile("|".join(sources), re.IGNORECASE)


@cache
def _tables(language: str) -> Mapping[str, str]:
    """A language's file, table by table as it is written; what comes before the first one has no name."""
    source = files("alertbot.intake.paste").joinpath(f"words/{language}.toml").read_text("utf-8")
    head, *tables = _TABLE.split(source)
    return {"": head} | dict(zip(tables[::2], tables[1::2], strict=True))


@cache
def _raw(language: str, table: str = "") -> dict[str, Any]:
    """One table of a language's file: of most languages a text needs but two."""
    return tomllib.loads(_tables(language)[table])


@cache
def _of_all(section: str, entry: str) -> tuple[str, ...]:
    """An entry's words in every language."""
    return tuple(word for language in LANGUAGES for word in _raw(language, section)[entry])


@cache
def _channels() -> Mapping[str, re.Pattern[str]]:
    kinds = _raw("en", "channels")
    return {kind: _labels(_of_all("channels", kind)) for kind in kinds}


def _labels(labels: Iterable[str]) -> re.Pattern[str]:
    """Labels of channels; unlike a phrase, a label may be glued to the word or number around it."""
    words = _by_first_letter(labels, lambda label: re.escape(label).replace(r"\ ", r"\s{1,2}"))
    return re.compile(rf"(?:(?<![^\W_])|(?<=[a-zа-я\d])(?=[A-ZА-Я]))(?i:{words})(?![^\W\d_])")


@cache
def vocabulary(language: str) -> Vocabulary:
    """The vocabulary of a language in :data:`LANGUAGES`."""
    raw, words = _raw(language), _raw(language, "words")
    headings = _raw(language, "headings")
    squeezed = {name: frozenset(map(squeeze, lines)) for name, lines in headings.items()}
    return Vocabulary(
        language=language,
        stop_words=_words(raw["stop_words"]),
        abbreviations=_words(raw["abbreviations"]),
        headings=squeezed,
        long_headings={name: _long(keys) for name, keys in squeezed.items()},
        heading_words=pattern(f"{line} :" for lines in headings.values() for line in lines),
        openers=Patterns(
            {name: partial(_lines, sources) for name, sources in _raw(language, "openers").items()}
        ),
        phrases=Patterns({name: partial(_phrase, language, name) for name in _raw(language, "phrases")}),
        channels=_channels(),
        offices=_offices(),
        powers=_any_language("powers"),
        civil=_any_language("civil"),
        places=_places(),
        streets=_places() - _NO_STREETS,
        titles=_titles(),
        court=re.compile(words["court"]),
        city=_city(words["city"]),
        honorifics=_honorifics(_raw(language, "honorifics")),
        cues=pattern(_raw(language, "roles")["cues"]),
        demonyms=_raw(language, "demonyms"),
        letter=_raw(language, "letter"),
        glue=Glue(**{name: _words(words) for name, words in _raw(language, "glue").items()}),
    )


@cache
def _offices() -> re.Pattern[str]:
    return re.compile(f"{_any_of(_of_all('words', 'offices'))}|{_GERMAN_OFFICES}", re.IGNORECASE)


@cache
def _any_language(entry: str) -> re.Pattern[str]:
    compounds = f"|{_GERMAN_OFFICES}" if entry == "powers" else ""
    return re.compile(_any_of(_of_all("words", entry)) + compounds, re.IGNORECASE)


@cache
def _places() -> frozenset[str]:
    return frozenset(_of_all("words", "places"))


@cache
def _titles() -> re.Pattern[str]:
    return pattern(_of_all("words", "titles"))


def _city(before: str) -> re.Pattern[str]:
    return re.compile(
        rf"\b(?i:{before})\s(?:the\s)?(?:[Cc]ity\sof\s|городе\s|город\s)?"
        r"([^\W\d_a-zа-я][^\s,.;:)]{2,24}(?:\s[A-ZА-Я][^\s,.;:)]{2,20})?)"
    )


def _honorifics(own: Mapping[str, list[str]]) -> dict[str, frozenset[str]]:
    """A language's own, and of the others what no word of it looks like."""
    english = _raw("en", "honorifics")
    kinds = {name: frozenset([*titles, *english[name]]) for name, titles in own.items()}
    known = frozenset[str]().union(*kinds.values())
    for name in ("masculine", "feminine", "plain"):
        foreign = (word for word in _of_all("honorifics", name) if len(word) > 2 and word not in _ALSO_WORDS)
        kinds[name] |= frozenset(word for word in foreign if word not in known)
    return kinds


def _long(headings: Iterable[str]) -> dict[int, tuple[str, ...]]:
    """The headings that are long enough to be known in spite of a slip of the pen, by their length."""
    lengths = {len(heading) for heading in headings if len(heading) >= SHORTEST_LONG_HEADING}
    return {length: tuple(h for h in headings if len(h) == length) for length in lengths}


def _words(text: str) -> frozenset[str]:
    return frozenset(text.casefold().split())


def language_of(text: str) -> str:
    """The language of a text by its script and stop-words: the first 20,000 characters decide."""
    words = re.findall(r"[^\W\d_]+", text[:20_000].casefold())
    counts = {language: sum(map(_stop_words(language).__contains__, words)) for language in LANGUAGES}
    for language, letters in _LETTERS.items():
        counts[language] += sum(not letters.isdisjoint(word) for word in words)
    cyrillic = sum("а" <= word[0] <= "я" for word in words)
    if not any(counts.values()):
        return "ru" if cyrillic * 2 > len(words) else "en"
    return max(LANGUAGES, key=lambda language: counts[language])


@cache
def _stop_words(language: str) -> frozenset[str]:
    return _words(_raw(language)["stop_words"])
