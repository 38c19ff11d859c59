"""Which figures of a line are a telephone number without printing a country's code, and which are wrong."""

import re
from collections.abc import Iterable, Iterator

from alertbot.intake.contacts import LABEL_BEHIND, Found
from alertbot.intake.numbers import old_number, phone_number
from alertbot.intake.paste.vocabulary import Vocabulary

RING = re.compile(
    r"\b(?:call|ring|llam(?:e|en|ar|a)|telefon\w*|anruf\w*|ruft|appel(?:er|ez)|звон\w*|ara(?:yın|yalım))\b",
    re.IGNORECASE,
)
_GAP = re.compile(
    r"[\s.:：№#°*_–-]{0,6}(?:(?:nos?|nr|num(?:ber|ero|éro)s?|numaras[ıi]|hatt[ıi]|номер\w{0,2}|line|n|al|allo|at|on|to|under|unter"
    r"|an|au|под|по|der|die|del?|di|auf)\b[\s.:°º-]{0,4}){0,2}(?=\(?\d)"
)
"""Between a label and its figures: "fax al numero 06 ..."."""

_LAST = re.compile(r"(?<![\w@./+,:-])(?<!\d\s)\d{2,4}(?:[\s-]\d{2,4}){1,4}(?=\W{0,3}$)")
"""Figures at the end of a line, in groups."""

LONGEST_TAIL, LONGEST_RUN = 3, 28
"""Characters behind the last figures of a line, and of these with what is behind them."""

_OLD = re.compile(r"\(?0\d{1,5}\)?[\s/.-]{0,2}\d[\d\s.-]{3,12}\d(?!\w)")
BEHIND = re.compile(rf"\s?\(?\s?{LABEL_BEHIND}(?!\s?[:：]?\s?[+(]?\d)")
WRONG_REACH = 60
_WRONG = (
    r"(?:wrong|incorrect|falsch\w{0,2}|errat[oaie]|sbagliat[oaie]|equivocad[oa]s?|incorrect[oa]s?|err[óo]ne[oa]s?|fausse?|erronée?"
    r"|неверн\w{1,3}|неправильн\w{1,3}|ошибочн\w{1,3}|yanlış)"
)
_WRONG_BEFORE = re.compile(
    rf"(?<!\w){_WRONG}(?:\s(?:fax|number|nummer|n[uú]mero|numéro|номер|numara))?[\s:.)\]*–-]{{1,4}}[+(]{{0,2}}$"
    r"|(?<!\w)(?:instead\sof|anstatt|statt|anstelle\svon|вместо|en\slugar\sdel?|en\svez\sdel?|au\slieu\sd[ue]|invece\sd[ie]l?)"
    r"\s[^\d.;]{0,20}[+(]{0,2}$",
    re.IGNORECASE,
)
_WRONG_AFTER = re.compile(
    rf"[^\d.;+@]{{0,30}}(?<!\w){_WRONG}(?!\w)|[^\d.;+@]{{0,30}}\b(?:do\snot|don['’]t)\s(?:call|use|ring|fax)\b"
    r"|\s?\(?\s?(?:yerine|nicht\s(?:mehr\s)?(?:anrufen|benutzen|verwenden)|non\schiamate|no\sllam[ea]n?|не\sзвон\w{2,4}|aramayın)",
    re.IGNORECASE,
)

FEWEST_LOCAL, MOST_LOCAL = 5, 8
"""Figures of a number that leaves out the area code of the one before it."""

FEWEST_BEFORE = 4
"""Characters before a line's own figures: "+43 1"."""

CARRIED = 30
"""Characters between a number and the next one that shares its area code."""

_LOCAL = re.compile(r"\d[\d\s.-]{3,9}\d(?![\w@/.-]{0,30}\d)")
LONGEST_CODE = 3
"""Figures of a country's code that no day of a date has."""

_CODED = re.compile(r"(?<![\w@./+-])([1-9]\d{1,2})-(?=\(?\d{1,4}\)?[\s-]?\d{3})")
_DIALLED = re.compile(r"(?:\+|(?<!\d)00)\s?\(?([1-9]\d{0,2})(?=[\s()./-])")
_IN_BRACKET = re.compile(r"\(?[1-9]\d{0,2}(?:[\s-]?\d{1,5})?\)")
"""A country's code, perhaps with the area's: "(993 12) 00-00-00"."""

_AMERICAN = re.compile(r"1[-.][2-9]\d\d[-.]\d{3}[-.]\d{4}(?!\d)")
_BESIDE = re.compile(r"@[\w.-]{3,60}\s{0,2}[/;,|–—-]\s{0,2}(?=\(?\d)")
"""Figures right behind an address and a mark."""

LONGEST_LEAD = 120
_GROUPS = re.compile(r"\d{1,4}(?:[\s.-]\d{2,4}){1,4}")
_OF_FILES = re.compile(
    r"(?<!\w)(?:cas[eo]s?|files?|expediente|causa|radicado|dossier|affaire|akte\w*|az|konto|iban|account|cuenta|compte|conto|дел[оау]"
    r"|сч[её]т\w*|dosya|esas|hesap|articles?|art|decree|law|ref\w*|pag\w*|code|código|codice|cap|zip|plz|since|date[ds]?|born)(?!\w)",
    re.IGNORECASE,
)
"""Words before the figures of a file, an account or an article of a law."""

_ALONE = re.compile(
    r"\d{1,3}[\s.-]\d[\d\s.-]{5,14}\d(?:\s?\([^()]{0,80}\))?"
    r"|\d{2,4}[\s.-]\d{3,4}(?:[\s.-]\d{2,4}){0,3}"
)


def labelled_figures(text: str, vocabulary: Vocabulary) -> Iterator[int]:
    """Where figures begin right behind a label of numbers, or at the end of a line that asks to ring."""
    for kind in ("phone", "fax"):
        for label in vocabulary.channels[kind].finditer(text):
            gap = _GAP.match(text, label.end())
            if gap is not None:
                yield gap.end()
    last = _LAST.search(text, max(0, len(text) - LONGEST_RUN))
    if last is not None and rings(text[: last.start()], vocabulary):
        yield last.start()
    yield from beside_address(text)


def rings(text: str, vocabulary: Vocabulary) -> bool:
    return RING.search(text) is not None or any(
        vocabulary.channels[kind].search(text) for kind in ("phone", "fax")
    )


def old_numbers(
    text: str, regions: tuple[str, ...], labelled: tuple[int, ...], found: list[Found]
) -> Iterator[Found]:
    """Labelled numbers of plans of years ago, that nothing else was read in."""
    for region in regions:
        for start in labelled:
            run = _OLD.match(text, start)
            if run is None or any(one.start < run.end() and start < one.end for one in found):
                continue
            number = old_number(run.group(), region)
            if number is not None:
                yield Found(number.value, run.group(), start, run.end(), sure=False)


def is_wrong(text: str, number: Found) -> bool:
    """Whether the text itself calls a number wrong, or asks not to use it."""
    before = text[max(0, number.start - WRONG_REACH) : number.start]
    after = text[number.end : number.end + WRONG_REACH]
    return _WRONG_BEFORE.search(before) is not None or _WRONG_AFTER.match(after) is not None


def ends_a_call(text: str, number: Found, vocabulary: Vocabulary) -> bool:
    """ "Ring Chief Officer A. Testov 7000 0000": figures at the end of a line that asks to ring."""
    if len(text) - number.end > LONGEST_TAIL:
        return False
    last = _LAST.match(text, number.start)
    return last is not None and rings(text[: number.start], vocabulary)


def carried_numbers(text: str, labelled: Iterable[int], found: list[Found], above: str) -> Iterator[Found]:
    """Labelled figures without an area code, with that of the number before them or on the line above."""
    for start in labelled:
        run = _LOCAL.match(text, start)
        taken = [one for one in found if run and one.start < run.end() and start < one.end]
        if run is None or (taken and ([one.start for one in taken] != [start] or run.group()[0] == "0")):
            continue
        digits = re.sub(r"\D", "", run.group())
        near = [one for one in found if 0 <= start - one.end <= CARRIED and "@" not in text[one.end : start]]
        whole = near[-1].value if near else above if start <= CARRIED else ""
        value = _with_area(whole, digits) if not taken or (near and _is_coded_abroad(near[-1])) else ""
        if value and value not in [one.value for one in taken]:
            yield Found(value, run.group(), start, run.end(), sure=False)


def _is_coded_abroad(number: Found) -> bool:
    return number.printed.lstrip("( ").startswith(("+", "00"))


def _with_area(whole: str, digits: str) -> str:
    fits = FEWEST_LOCAL <= len(digits) <= MOST_LOCAL and len(whole) >= len(digits) + FEWEST_BEFORE
    value = phone_number(whole[: -len(digits)] + digits) if fits else None
    return value if value and is_valid(value) else ""


def is_valid(value: str) -> bool:
    """Whether some numbering plan of today has a number (E.164)."""
    import phonenumbers

    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(value))
    except phonenumbers.NumberParseException:
        return False


def beside_address(text: str) -> Iterator[int]:
    """Where figures begin behind an address: "press@example.org / 22 000 00 00"."""
    return (match.end() for match in _BESIDE.finditer(text))


def coded_figures(text: str, regions: tuple[str, ...]) -> Iterator[int]:
    """Where figures begin with the code of a country, parted from them: "263-4-000000"."""
    import phonenumbers

    codes = {str(phonenumbers.country_code_for_region(region)) for region in regions}
    return (match.start() for match in _CODED.finditer(text) if match[1] in codes)


def beside_coded(text: str, regions: tuple[str, ...]) -> tuple[str, ...]:
    """The countries, first the one whose code another number of the same official prints."""
    import phonenumbers

    codes = set(_DIALLED.findall(text))
    beside = [code for code in regions if str(phonenumbers.country_code_for_region(code)) in codes]
    return tuple(dict.fromkeys((*beside, *regions)))


def is_coded(text: str, number: Found) -> bool:
    """Whether a number begins with a country's code and a hyphen or in a bracket, and only lacks its "+"."""
    if text.startswith("(", number.start) or text[: number.start].endswith("("):
        return is_valid(number.value) and _IN_BRACKET.match(text, number.start) is not None
    if _AMERICAN.match(text, number.start):
        return is_valid(number.value)
    coded = _CODED.match(text, number.start)
    if coded is None or not number.value.startswith(f"+{coded[1]}"):
        return False
    return is_valid(number.value) or (number.sure and len(coded[1]) == LONGEST_CODE)


def is_beside_address(text: str, number: Found) -> bool:
    """Whether a number that is valid in its country stands right behind an address and a mark."""
    before = text[max(0, number.start - CARRIED) : number.start]
    return any(start == len(before) for start in beside_address(before + "0")) and is_valid(number.value)


def stands_alone(text: str) -> bool:
    """Whether a line is nothing but figures in groups, as a number is."""
    return _ALONE.fullmatch(text.strip(" .;,*_•-–")) is not None


def stands_behind_office(text: str, number: Found, vocabulary: Vocabulary) -> bool:
    """ "Court of Testville, Judge A. Sample: 2444-0000": behind an office and its colon, all alone."""
    before, after = text[: number.start].rstrip(" (+"), text[number.end :]
    lead = before[-LONGEST_LEAD:]
    grouped = _GROUPS.fullmatch(number.printed.strip(" ().")) is not None
    ends = not after.strip(" .)") or after.lstrip(" )")[:1] in ";,"
    if not (before.endswith(":") and grouped and ends and is_valid(number.value)):
        return False
    return vocabulary.offices.search(lead) is not None and _OF_FILES.search(lead) is None
