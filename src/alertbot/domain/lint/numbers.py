"""Numbers in figures and in words, in the languages the rules know."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from alertbot.domain.lint.words import folded, with_commas

_TEENS = "одиннадцат двенадцат тринадцат четырнадцат пятнадцат шестнадцат семнадцат восемнадцат девятнадцат"
_UNITS = {
    "en": "two:2 three:3 four:4 five:5 six:6 seven:7 eight:8 nine:9 ten:10 eleven:11 twelve:12 thirteen:13"
    " fourteen:14 fifteen:15 sixteen:16 seventeen:17 eighteen:18 nineteen:19",
    "ru": "два:2 две:2 двух:2 двум:2 двумя:2 двое:2 двоих:2 двоим:2 три:3 трёх:3 трём:3 тремя:3 трое:3"
    " троих:3 троим:3 четыре:4 четырёх:4 четырём:4 четверо:4 четверых:4 четверым:4 пять:5 пяти:5 пятью:5"
    " пятеро:5 пятерых:5 пятерым:5 шесть:6 шести:6 шестью:6 шестеро:6 шестерых:6 шестерым:6 семь:7 семи:7"
    " семью:7 семеро:7 семерых:7 семерым:7 восемь:8 восьми:8 восьмеро:8 восьмерых:8 девять:9 девяти:9"
    " девятеро:9 девятерых:9 десять:10 десяти:10 десятеро:10 десятерых:10 "
    + " ".join(f"{teen}{end}:{n}" for n, teen in enumerate(_TEENS.split(), 11) for end in ("ь", "и", "ью")),
    "ro": "doi:2 două:2 trei:3 patru:4 cinci:5 șase:6 șapte:7 opt:8 zece:10 unsprezece:11 doisprezece:12"
    " douăsprezece:12 treisprezece:13 paisprezece:14 cincisprezece:15 șaisprezece:16 șaptesprezece:17"
    " optsprezece:18 nouăsprezece:19",
}
_TENS = {
    "en": "twenty:20 thirty:30 forty:40 fifty:50 sixty:60 seventy:70 eighty:80 ninety:90",
    "ru": "двадцать:20 двадцати:20 тридцать:30 тридцати:30 сорок:40 сорока:40 пятьдесят:50 пятидесяти:50"
    " шестьдесят:60 шестидесяти:60 семьдесят:70 семидесяти:70 восемьдесят:80 восьмидесяти:80 девяносто:90"
    " девяноста:90 сто:100 ста:100",
    "ro": "douăzeci:20 treizeci:30 patruzeci:40 cincizeci:50 șaizeci:60 șaptezeci:70 optzeci:80 nouăzeci:90",
}
_ONES = {
    "en": "one:1",
    "ru": "один:1 одного:1 одному:1 одна:1 одну:1 одной:1",
    "ro": "unu:1 unul:1 una:1 nouă:9",
}
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
_BETWEEN = {"en": re.compile(r"[- ]"), "ru": re.compile(r" "), "ro": re.compile(r" (?:și|si|şi) ")}


@dataclass(frozen=True, slots=True)
class Number:
    value: int
    start: int
    end: int
    figures: bool
    """Whether it is written with digits."""


def numbers(text: str, language: str) -> Iterator[Number]:
    """Whole numbers up to 9,999 in the order of the text; "one" alone is an article and not counted."""
    words = _words(language)
    pending: Number | None = None
    for found in _TOKEN.finditer(with_commas(text)):
        value, role = words.get(found[0].lower()) or _figures(found[0])
        if not role:
            continue
        here = Number(value, found.start(), found.end(), figures=role == "figures")
        if pending and role in ("unit", "one") and value < 10 and _joined(text, pending, here, language):
            yield Number(pending.value + value, pending.start, here.end, figures=False)
            pending = None
            continue
        if pending:
            yield pending
        pending = here if role == "ten" else None
        if role in ("unit", "figures"):
            yield here
    if pending:
        yield pending


def _figures(token: str) -> tuple[int, str]:
    whole = len(token) <= 4 and token.isascii() and token.isdigit()
    return (int(token), "figures") if whole else (0, "")


def _joined(text: str, tens: Number, unit: Number, language: str) -> bool:
    pattern = _BETWEEN.get(language)
    return bool(pattern and pattern.fullmatch(text[tens.end : unit.start]))


@cache
def _words(language: str) -> Mapping[str, tuple[int, str]]:
    named = (("unit", _UNITS), ("ten", _TENS), ("one", _ONES))
    return {
        spelled: (int(value), role)
        for role, tables in named
        for word, _, value in (pair.partition(":") for pair in tables.get(language, "").split())
        for spelled in dict.fromkeys((word, folded(word)))
    }
