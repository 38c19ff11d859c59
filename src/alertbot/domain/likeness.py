"""Names that sound alike, however they are spelled: Semenyuk, Semeniuc and Семенюк are one.

A word of a name is folded to its sounds. Where a spelling may be read in more than one way (the English J of
Jumagulov is the Ж of Жумагулов, the German one of Jewgenij is not) it has several foldings, and two words are
alike when they share one. Endings are left out, for Kharkov, Kharkova and the Russian Харьковой.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import product

_LETTERS_OF = {
    "a": "аә", "b": "б", "v": "в", "g": "гґғ", "d": "д", "e": "еєэ", "io": "ё", "zh": "ж", "z": "з",
    "i": "иіїйыӣј", "k": "кқ", "l": "л", "m": "м", "n": "нң", "o": "оө", "p": "п", "r": "р", "s": "с",
    "t": "т", "u": "уұүӯў", "f": "ф", "kh": "хҳ", "h": "һ", "ts": "ц", "ch": "чҷћ", "sh": "шщ", "iu": "ю",
    "ia": "я", "": "ьъ", "dj": "ђџ",
}  # fmt: skip
_CYRILLIC = {letter: sound for sound, letters in _LETTERS_OF.items() for letter in letters}
_MARKED = {
    "ş": "sh", "ș": "sh", "š": "sh", "ç": "ch", "č": "ch", "ć": "ch", "ž": "zh", "ż": "zh", "ţ": "ts",
    "ț": "ts", "ı": "i", "ł": "l", "đ": "dj", "ß": "s", "æ": "e", "ø": "o",
}  # fmt: skip
_LETTERS = str.maketrans({**_CYRILLIC, **_MARKED})

_SURE = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("shch|stch|schtsch", "S"),
        ("tsch|tch|cz", "C"),
        ("dsch|dzh|zh|dj", "Z"),
        ("sch|sh|sz", "S"),
        ("ts|tz", "T"),
        ("ph", "f"),
        ("th", "t"),
        ("ck", "k"),
        ("kh|gh", "h"),
        ("ou", "u"),
        ("(?<=[oe])(?:ff?|w)$", "v"),
        ("[gh]", "h"),
        ("w", "v"),
        ("q", "k"),
        ("(?<!^)x", "ks"),
        ("^ole(?=ks)", "ale"),
    )
)
"""Read one after another; what a later one must not see again is written as a capital."""

_DOUBTFUL = re.compile("ch|c|j|x")
_VOWELS = "aeiouy"
_MOST_READINGS = 16

_GLIDE = re.compile(r"[iy]+(?=[aeu])")
_IO = re.compile(r"[iy]+o")
_BROAD = re.compile(r"ea")
_ENDING = re.compile(r"(?<=..)(?<=[^aeiou])[aeiou]+$")
_DOUBLE = re.compile(r"(.)\1+")

_WORD = re.compile(r"[^\W\d_]+(?:[-'’ʼ`ʹ][^\W\d_]+)*")
_SILENT = re.compile(r"['’ʼ`ʹ]")

LONG = 6
"""Sounds a word must have for one of them to be another: shorter names differ by one all the time."""

LEAST = 3
"""Letters that a search begins with; fewer would find half of all names."""


def words(name: str) -> list[str]:
    """The words of a name, in small letters; a hyphen parts two of them."""
    found = _WORD.findall(unicodedata.normalize("NFC", name).casefold())
    return [part for word in found for part in _SILENT.sub("", word).split("-") if part]


@lru_cache(maxsize=32_768)
def sounds(word: str) -> frozenset[str]:
    """All foldings of one word of a name; empty when it has no letter that is known here."""
    latin = word.casefold().translate(_LETTERS)
    bare = "".join(c for c in unicodedata.normalize("NFD", latin) if not unicodedata.combining(c))
    for pattern, sound in _SURE:
        bare = pattern.sub(sound, bare.translate(_LETTERS))
    return frozenset(filter(None, map(_settled, _readings(bare))))


def _readings(word: str) -> Iterator[str]:
    """Every way to read the letters that stand for different sounds in different languages."""
    parts: list[tuple[str, ...]] = []
    at = 0
    for doubtful in _DOUBTFUL.finditer(word):
        parts.append((word[at : doubtful.start()],))
        parts.append(_possible(doubtful.group(), word[doubtful.end() : doubtful.end() + 1]))
        at = doubtful.end()
    parts.append((word[at:],))
    for number, reading in enumerate(product(*parts)):
        if number == _MOST_READINGS:
            return
        yield "".join(reading)


def _possible(letters: str, following: str) -> tuple[str, ...]:
    soft = following in ("e", "i", "y") and bool(following)
    match letters:
        case "ch":
            return ("C", "h", "k")
        case "c":
            return ("C", "s", "T") if soft else ("k",)
        case "j":
            return ("i", "Z") if following in _VOWELS and following else ("i",)
        case _:
            return ("ks", "h")


def _settled(word: str) -> str:
    """Without glides, doubled letters and the ending."""
    word = _IO.sub("e", word)
    word = _GLIDE.sub("", word).replace("y", "i")
    word = _DOUBLE.sub(r"\1", _BROAD.sub("a", word))
    return _ENDING.sub("", word)


def alike(one: str, other: str) -> bool:
    """Whether two words of names are the same, spelled in whatever way, or but for a slip in a long one."""
    mine, theirs = sounds(one), sounds(other)
    return bool(mine & theirs) or any(_slip(a, b) for a in mine for b in theirs)


def _slip(one: str, other: str) -> bool:
    if min(len(one), len(other)) < LONG or one[0] != other[0] or abs(len(one) - len(other)) > 1:
        return False
    from rapidfuzz.distance import OSA  # 30 ms to import, which a start need not spend

    return OSA.distance(one, other, score_cutoff=1) <= 1


def same_name(one: str, other: str) -> bool:
    """Whether two names may be one person's: each word of the shorter is one of the longer's, in any order.

    An initial stands for a word that begins with it. A single word is nobody's name alone, and one word at
    least must sound the same without a slip.
    """
    short, long = sorted((words(one), words(other)), key=len)
    if len(short) < 2 or not any(_exact(a, b) for a in short for b in long):
        return False
    left = list(long)
    for word in sorted(short, key=len, reverse=True):
        found = next((other for other in left if _stands_for(word, other)), None)
        if found is None:
            return False
        left.remove(found)
    return True


def _exact(one: str, other: str) -> bool:
    return min(len(one), len(other)) > 1 and bool(sounds(one) & sounds(other))


def _stands_for(one: str, other: str) -> bool:
    if len(one) > 1 and len(other) > 1:
        return alike(one, other)
    mine, theirs = (one.translate(_LETTERS)[:1], other.translate(_LETTERS)[:1])
    return mine == theirs or (mine in _VOWELS and theirs in _VOWELS)


def found_in(searched: str, name: str) -> bool:
    """Whether every word somebody searches for is a word of the name, or the beginning of one."""
    wanted, there = words(searched), words(name)
    return bool(wanted) and all(any(_begins(word, other) for other in there) for word in wanted)


def _begins(searched: str, word: str) -> bool:
    if len(searched) < LEAST:
        return searched == word
    return alike(searched, word) or word.startswith(searched)
