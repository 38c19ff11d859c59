"""Names of people and the words before them: "Ambassador Ms. Zhanar AITZHANOVA, Permanent ..."."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from alertbot.intake.paste.vocabulary import Vocabulary

LONGEST_PERSON = 60
LONGEST_KEY = 20
"""Characters, with room for the number that tells two alike apart."""

_PARTS = re.compile(r"([-'’])")
_AFTER_NAME = re.compile(r"\s?[,:;(–—]\s?|\s-\s")
_NOT_LETTERS = re.compile(r"[^a-z0-9]+")
_CYRILLIC = {
    ord(letter): latin
    for letters, latin in (
        ("аә", "a"),
        ("б", "b"),
        ("в", "v"),
        ("гґғ", "g"),
        ("д", "d"),
        ("еёэє", "e"),
        ("ж", "zh"),
        ("з", "z"),
        ("иії", "i"),
        ("йы", "y"),
        ("к", "k"),
        ("л", "l"),
        ("м", "m"),
        ("нң", "n"),
        ("оө", "o"),
        ("п", "p"),
        ("р", "r"),
        ("с", "s"),
        ("т", "t"),
        ("уўұү", "u"),
        ("ф", "f"),
        ("х", "kh"),
        ("ц", "ts"),
        ("ч", "ch"),
        ("ш", "sh"),
        ("щ", "shch"),
        ("ъь", ""),
        ("ю", "yu"),
        ("я", "ya"),
        ("қ", "q"),
        ("һ", "h"),
    )
    for letter in letters
}


@dataclass(frozen=True, slots=True)
class Named:
    """The start of an addressee's line: honorifics as printed, the person, and the office behind the name."""

    honorific: str
    person: str
    rest: str
    masculine: bool | None = None
    titled: str = ""


def restored(name: str) -> str:
    """A name out of ALL CAPS: "Nursultan NAZARBAEV" is "Nursultan Nazarbaev"; initials stay."""
    return " ".join(
        "".join(part.capitalize() for part in _PARTS.split(word))
        if word.isupper() and len(word) > 2
        else word
        for word in name.split()
    )


def split_name(text: str, vocabulary: Vocabulary) -> Named:
    """Honorific, person and office of a line. Without an honorific nobody is named: all is office."""
    honorifics: list[str] = []
    rest = text
    masculine: bool | None = None
    while (word := rest.split(" ", 1)[0]) and (kind := _honorific(word, vocabulary)):
        honorifics.append(word.rstrip("."))
        masculine = kind == "masculine" if kind in ("masculine", "feminine") else masculine
        rest = rest[len(word) :].lstrip()
    if not honorifics or masculine is None:
        return Named("", "", text)
    end = _AFTER_NAME.search(rest, 0, LONGEST_PERSON)
    person = rest[: end.start()] if end else rest
    if not 1 <= len(person.split()) <= 5 or len(person) > LONGEST_PERSON:
        return Named("", "", text)
    titled = honorifics[0] if _honorific(honorifics[0], vocabulary) == "titles" else ""
    office = rest[end.end() :] if end else ""
    return Named(" ".join(honorifics), restored(person.strip(" .")), office, masculine, titled)


def _honorific(word: str, vocabulary: Vocabulary) -> str:
    plain = word.rstrip(".").casefold()
    if not word[:1].isupper():
        return ""
    return next((kind for kind, words in vocabulary.honorifics.items() if plain in words), "")


def salutation(named: Named, vocabulary: Vocabulary) -> str:
    """The opening of a letter: "Dear Mr Nazarbaev,"; an office without a person has its own."""
    words = vocabulary.letter
    if not named.person:
        return words["salutation_office"]
    if named.masculine is None:
        return words["salutation_name"].format(person=named.person)
    suffix = "m" if named.masculine else "f"
    return words["salutation_person"].format(
        honorific=named.titled or words[f"honorific_{suffix}"],
        surname=named.person.split()[-1],
        dear=words.get(f"dear_{suffix}", ""),
    )


def key_of(name: str, taken: Iterable[str]) -> str:
    """A key as campaign files write it (a-z, 0-9, _, at most 24) for a name, unlike those that are taken."""
    latin = name.casefold().translate(_CYRILLIC)
    decomposed = unicodedata.normalize("NFKD", latin)
    words = _NOT_LETTERS.sub(" ", decomposed.encode("ascii", "ignore").decode()).split()
    while len("_".join(words)) > LONGEST_KEY and len(words) > 1:
        words.pop()
    key = "_".join(words)[:LONGEST_KEY] or "unnamed"
    used = set(taken)
    if key not in used:
        return key
    return next(numbered for count in range(2, len(used) + 3) if (numbered := f"{key}_{count}") not in used)
