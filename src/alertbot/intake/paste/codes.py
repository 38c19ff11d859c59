"""An appeal's own code, as its issuer prints it: "UA: 211/17", "KAZ 001 / 0917 / OBS 096", "RAN 31/13"."""

import re

from alertbot.intake.paste.page import Line
from alertbot.intake.paste.vocabulary import Vocabulary

LONGEST_LINE = 400
FEWEST_OF_LIST = 3
"""Different codes that make a text a list of other appeals."""

_OBSERVATORY = re.compile(r"(?<!\w)[A-Z]{3}\s?\d{3}\s?/\s?\d{4}\s?/\s?OBS\s?\d{3}(?:\.\d{1,2})?(?!\d)")
_URGENT_ACTION = re.compile(
    r"(?<!\w)(?:UA|AU|AE|EX|EXTRA|СА)(?:[-–\s](?=\d))?\s?[:№]?\s{0,3}(?P<number>\d{1,3}/(?:19|20)?\d{2}(?:-\d{1,2}(?!\d))?|\d{1,3}\.\d{2}(?!\.))(?![\d/])"
)
_RAPID_ACTION = re.compile(
    r"(?<!\w)RAN\s?(?:No\.?\s?)?:?\s?\d{1,3}[/-](?:20)?\d{2}(?:\sUpdate\s#?\d{1,2})?(?!\d)"
)
_CASE_CODE = re.compile(
    r"(?<![\w-])[A-Z]{2,6}-(?:UAC|UAU|UA|FUA|HAC|HAU)-\d{1,3}-(?:19|20)\d\d(?!\d)"
    r"|(?<![\w-])(?:UA|UP|FA|HA|UAC|UAU)-\d{1,3}-(?:19|20)\d\d(?![\d-])"
    r"|(?<=[Cc]as[eo]\s)[A-Z]{3}\s\d{6}(?:\.\d{1,2})?(?!\d)|(?:(?<=[Cc]as\s)|(?<=Fall\s)|(?<=Дело\s))[A-Z]{3}\s\d{6}(?:\.\d{1,2})?(?!\d)"
)
_INDEX = re.compile(r"(?<!\w)(?:AFR|AMR|ASA|EUR|MDE|IOR|ACT|POL)\s?\d{2}/\d{3,5}/(?:19|20)\d\d(?!\d)")
_STRUCTURED = re.compile(r"(?<![\w/@.-])[A-Z]{2,6}(?:[/-][A-Z0-9]{1,6}){2,5}(?![\w/@.-])")
_NUMBERED = re.compile(
    r"(?:N[or°º]|№|N[uú]m|Num[ée]ro)\.?\s?[°º]?\s?(\d{1,4}\s?[/-]\s?(?:19|20)\d\d)[.\s]{0,2}$", re.IGNORECASE
)
"""Codes of other issuers, in a text's head: "UAB/EXA/2/SEP/1995", "No. 14/2007"."""

HEAD_LINES = 8
LONGEST_HEAD = 160
_SEPARATOR = re.compile(r"[:№#]?\s?(?:No\.?\s?)?:?\s{0,3}")
_CODE = re.compile(r"[A-ZА-Я0-9][A-ZА-Я0-9./ -]{2,40}\d[A-Z0-9]{0,3}(?:/[A-Z]{1,4})?(?![\w./])")
_EXAMPLE = re.compile(
    r"\b(?:e\.?\s?g|p\.?\s?ej|ej|par\sex|p\.\s?ex|ex|z\.\s?B|bsp|es|ad\sesempio|напр|örn)\b[.:,\s]{0,3}$",
    re.IGNORECASE,
)
_OTHERS = ("previous", "related", "prior", "library", "http", "www.")


def code_of(lines: list[Line], vocabulary: Vocabulary) -> str:
    """The appeal's own code, as printed; a document's index number when there is nothing better."""
    short = [line.text for line in lines if len(line.text) <= LONGEST_LINE and not _is_of_another(line.text)]
    head = [line.text for line in lines if line.text][:HEAD_LINES]
    head = [text for text in head if len(text) <= LONGEST_HEAD and text[-1] not in ".!?"]
    for pattern in (_OBSERVATORY, _CASE_CODE, _URGENT_ACTION, _RAPID_ACTION):
        found = next((code for text in short if (code := _first(pattern, text))), "")
        if found:
            return found if _is_own(found, pattern, short, head) else ""
    labelled = next((code for text in short if (code := _labelled(text, vocabulary))), "")
    index = next((match.group() for text in short if (match := _INDEX.search(text))), "")
    return labelled or _in_head(head, vocabulary) or _only_in_prose(lines) or index


def _is_own(code: str, pattern: re.Pattern[str], short: list[str], head: list[str]) -> bool:
    """Whether a code is the text's own: one of many that no head prints is an item's in a list of news."""
    codes = {match.group().strip() for text in short for match in pattern.finditer(text)}
    return len(codes) < FEWEST_OF_LIST or any(code in text for text in head)


def _in_head(head: list[str], vocabulary: Vocabulary) -> str:
    """A code of an issuer's own shape in the head of a text."""
    for text in head:
        codes = (match.group() for match in _STRUCTURED.finditer(text))
        structured = next((code for code in codes if re.search(r"\d", code) and not _INDEX.search(code)), "")
        if structured:
            return structured
        numbered = _NUMBERED.search(text)
        if numbered is not None and any(vocabulary.phrases["urgent"].search(one) for one in head):
            return numbered[1]
    return ""


def _first(pattern: re.Pattern[str], text: str) -> str:
    """The first code of a line that does not stand there as an example ("e.g. UA 25/99")."""
    codes = (match for match in pattern.finditer(text) if not _EXAMPLE.search(text[: match.start()]))
    return next((match.group().strip() for match in codes), "")


def _only_in_prose(lines: list[Line]) -> str:
    """The one urgent action that long paragraphs speak of; two different ones settle nothing."""
    told = [line.text for line in lines if len(line.text) > LONGEST_LINE and not _is_of_another(line.text)]
    codes = {
        code for text in told for pattern in (_OBSERVATORY, _URGENT_ACTION) if (code := _first(pattern, text))
    }
    return codes.pop() if len(codes) == 1 else ""


def codes_in(text: str) -> bool:
    """Whether a short line prints a code of one of the known shapes."""
    shapes = (_OBSERVATORY, _URGENT_ACTION, _RAPID_ACTION, _INDEX)
    return len(text) < 160 and any(shape.search(text) for shape in shapes)


def _is_of_another(text: str) -> bool:
    """A line that points to an earlier appeal prints that one's code."""
    low = text.casefold()
    return any(word in low for word in _OTHERS)


def _labelled(text: str, vocabulary: Vocabulary) -> str:
    for label in vocabulary.phrases["code"].finditer(text):
        mark = _SEPARATOR.match(text, label.end())
        code = _CODE.match(text, mark.end()) if mark and ":" in mark.group() else None
        if code is not None:
            return code.group().strip(" ./-")
    return ""
