"""Names of people and the words before them: "Ambassador Ms. Zhanar AITZHANOVA, Permanent ..."."""

import re
import unicodedata
from collections.abc import Iterable

from alertbot.intake.paste.reading import ReadAddressee
from alertbot.intake.paste.vocabulary import Vocabulary

LONGEST_KEY = 20
"""Characters, with room for the number that tells two alike apart."""

_PARTS = re.compile(r"([-'’])")
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?){1,3}[^\W\d_]?\.?")
_NUMERAL = re.compile(r"[IVX]{1,4}\.?")
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


_ARTICLES = {"AL": "Al", "EL": "El", "DE": "de", "DA": "da", "DI": "di", "DU": "du", "LA": "la"}
"""Words of two letters that belong to a name and are no initials."""


def restored(name: str) -> str:
    """A name out of ALL CAPS: "Nursultan NAZARBAEV" is "Nursultan Nazarbaev", and "AL HAMDI" "Al Hamdi".
    Initials stay."""
    shouts = any(word.isupper() and len(word) > 2 for word in name.split())
    return " ".join(
        _ARTICLES[word]
        if shouts and word in _ARTICLES
        else "".join(part.capitalize() for part in _PARTS.split(word))
        if word.isupper() and len(word) > 2 and not (_INITIALS.fullmatch(word) or _NUMERAL.fullmatch(word))
        else word
        for word in name.split()
    )


def salutation(named: ReadAddressee, vocabulary: Vocabulary) -> str:
    """The opening of a letter: as printed, else "Dear Mr Nazarbaev,", or an office's own."""
    words = vocabulary.letter
    if named.salutation:
        return _in_language(named.salutation, vocabulary).rstrip(" ,:!.") + words["salutation_office"][-1]
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


def _in_language(printed: str, vocabulary: Vocabulary) -> str:
    """Of "Dear President / Sehr geehrter Herr Präsident" the one in the text's own language."""
    ways = [way.strip() for way in printed.split("/") if way.strip()]
    return next((way for way in ways if vocabulary.phrases["dear"].match(way)), ways[0] if ways else printed)


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
