"""Words as the rules compare them: without accents and case, and with their endings in mind.

English, Russian and Romanian are known; of other languages a word's last letters say nothing, so that a rule
keeps silent rather than take grammar for a mistake.
"""

import re
import unicodedata
from functools import lru_cache

WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
SENTENCE = re.compile(r"[^.!?…\n]+(?:[.!?…](?!\s|$)[^.!?…\n]*)*[.!?…]*")


def listed(words: str) -> frozenset[str]:
    """The words of one line, parted by single spaces; a space in front stands for the empty word."""
    return frozenset(words.split(" "))


_CYRILLIC = listed("ru uk be bg kk ky mk sr tg mn")
_ENDINGS = {
    "en": listed(" s es y ies er ers al ly an n ed d ing e ion ions"),
    "ru": listed(
        " а я о е у ю ы и й ь ой ей ою ею ом ем ам ям ами ями ах ях ов ев ий ый ая яя ое ее ые ие ого его ому"
        " ему ым им ых их ыми ими ую юю ия ии ию ием иям иями иях ью ья ье ьи ьям ьями ьях ской ского скому"
        " ским ских ская ский ское ские"
    ),
    "ro": listed(
        " a ul ului le lui ei ii i ilor or lor e u uri urile urilor ea iei ele elor ia ie iile iilor eau in"
        " ina"
    ),
}
_OTHER_ENDING = 3
"""Letters at a word's end that may be grammar in a language that is not known here."""

_FLEETING = re.compile(r"[еёо]([^аеёиоуыэюяйь])$")


_COMMAS = str.maketrans("şţŞŢ", "șțȘȚ")


def with_commas(text: str) -> str:
    """Romanian with the commas it is spelled with, in place of the cedillas of old keyboards."""
    return text.translate(_COMMAS)


@lru_cache(maxsize=8_192)
def folded(word: str) -> str:
    """The word in small letters, without the accents of Latin letters, ё as е, and without a final 's."""
    small = re.sub(r"['’]s$", "", word.casefold())
    if small.isascii():
        return small
    small = small.replace("ё", "е")
    parts = unicodedata.normalize("NFD", small)
    return "".join(c for c in unicodedata.normalize("NFC", _without_accents(parts)))


def _without_accents(parts: str) -> str:
    kept: list[str] = []
    for character in parts:
        if unicodedata.combining(character) and kept and kept[-1].isascii():
            continue
        kept.append(character)
    return "".join(kept)


@lru_cache(maxsize=32_768)
def one_word(first: str, second: str, language: str) -> bool:
    """Whether two folded words are forms of one ("Харькова", "Харьковой")."""
    if first == second:
        return True
    shared = _shared(first, second)
    if _differ_by_endings(first, second, shared, language):
        return True
    if language == "en":
        # British and American spelling: "Organisation" and "Labour" are no slips.
        return (first := _american(first)) == (second := _american(second)) or _differ_by_endings(
            first, second, _shared(first, second), language
        )
    if language not in _CYRILLIC:
        return False
    one, other = (_FLEETING.sub(r"\1", word) for word in (first, second))
    return (one, other) != (first, second) and _differ_by_endings(one, other, _shared(one, other), language)


def _american(word: str) -> str:
    return (
        word.replace("isation", "ization").replace("our", "or").replace("ise", "ize").replace("ence", "ense")
    )


def _differ_by_endings(first: str, second: str, shared: int, language: str) -> bool:
    if shared < min(3, len(first), len(second)):
        return False
    tails = first[shared:], second[shared:]
    endings = _ENDINGS.get("ru" if language in _CYRILLIC else language)
    if endings is None:
        return max(map(len, tails)) <= _OTHER_ENDING
    # An ending may begin inside of what both share: "Curtea" and "Curtii" part at "t".
    return any(
        all(first[cut:shared] + tail in endings for tail in tails)
        for cut in range(shared, max(shared - 3, 2), -1)
    )


def _shared(first: str, second: str) -> int:
    count = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        count += 1
    return count


def shared_letters(first: str, second: str) -> int:
    """How many letters two words begin with in common."""
    return _shared(first, second)


def sentences(text: str) -> list[tuple[int, str]]:
    """The sentences of a text, each with its offset. A full stop inside a number or an address is none."""
    return [(found.start(), found[0]) for found in SENTENCE.finditer(text)]
