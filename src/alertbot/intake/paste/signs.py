"""Pictures that say what a number is, as chats print them: a fax machine, a telephone."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from alertbot.intake.paste.page import Line

_FAX, _PHONE = "\U0001f4e0\U0001f5b7\U0001f5a8", "\u260e\u260f\u2706\U0001f4de\U0001f57f\U0001f4f1\U0001f57b"
_TONE = "[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]?"
_SIGN = re.compile(
    rf"(?P<sign>[{_FAX}{_PHONE}]){_TONE}(?P<told>[^@\d+{_FAX}{_PHONE}]{{0,120}}"
    rf"(?:\d{{1,3}}(?:\s?[^\W\d_]|:)[^@\d+{_FAX}{_PHONE}]{{0,60}})?)"
    r"(?P<number>(?<![\w@./+-])\+?\(?\d[\d\s()./-]{5,24}\d)(?![\w@])"
)
_LABEL = re.compile(r"(?:fa[xk]s?|факс\w{0,2}|t[eé]l\w{0,8}|тел\w{0,8})\W{0,3}$", re.IGNORECASE)
LONGEST_LINE = 1_000


def with_labels(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines, with "Fax:" or "Tel:" before the number that a picture in front of it is drawn for."""
    for line in lines:
        known = len(line.text) <= LONGEST_LINE and not line.text.isascii()
        yield replace(line, text=_SIGN.sub(_labelled, line.text)) if known else line


def _labelled(match: re.Match[str]) -> str:
    sign, told, number = match["sign"], match["told"], match["number"]
    if _LABEL.search(told):
        return match.group()
    before = match.string[match.start() : match.start("told")]
    return f"{before}{told.rstrip()} {'Fax' if sign in _FAX else 'Tel'}: {number}"
