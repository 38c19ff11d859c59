"""Where a letter or a mail is signed: whoever is named there writes, and is nobody to write to."""

import re
from collections.abc import Iterable, Iterator

from alertbot.intake.paste.page import Line

LONGEST_CLOSING = 60
LONGEST_SIGNED = 90
"""Characters of a line of a signature."""

MOST_LINES = 8
"""Of a signature."""

_CLOSING = re.compile(
    r"\W{0,3}(?:(?:yours|sincerely|respectfully|(?:best|kind|warm|fraternal)\s(?:regards|wishes|greetings)|regards|greetings|in\s(?:solidarity|unity|struggle)"
    r"|with\s(?:\w+\s)?(?:regards|respect|greetings|thanks|solidarity)|solidarity|signed|thank\syou(?:\sin\sadvance)?|thanks|cheers|love"
    r"|atentamente|saludos|un\s(?:fuerte\s)?abrazo|cordialmente|besos|solidariamente|mit\s(?:\w+\s){1,3}grüßen|(?:\w+\s)?grüße|(?:\w+\s)?gruß|hochachtungsvoll|herzlich"
    r"|cordialement|salutations|fraternellement|amicalement|bien\sà\svous|veuillez\sagréer|distinti\ssaluti|cordiali\ssaluti|saluti|un\sabbraccio"
    r"|solidairement|en\ssolidarité|solidarités|amitiés|en\slutte|en\ssolidaridad|con\ssolidaridad|fraternalmente|in\ssolidarität"
    r"|solidarisch\w{0,2}|in\ssolidarietà|con\ssolidarietà|solidali|fraterni|солидарно|в\sсолидарности|искренне|с\sтоварищеск\w{2,3}|dayanışma\sile|dostça|selamlar"
    r"|с\sуважением|с\sсолидарностью|с\sприветом|saygılar\w*|saygıyla|dayanışmayla|sevgiler\w*)(?!\w))[^@:\d]{0,40}$",
    re.IGNORECASE,
)


def closes(text: str) -> bool:
    """Whether a line closes a letter, so that its writer stands below."""
    return 0 < len(text) <= LONGEST_CLOSING and _CLOSING.match(text) is not None


def signed(lines: Iterable[Line]) -> set[int]:
    """The numbers of the lines that sign: a closing, and the short lines right below it."""
    return set(_signed(list(lines)))


def _signed(lines: list[Line]) -> Iterator[int]:
    left = 0
    begun = False
    for line in lines:
        if closes(line.text):
            left, begun = MOST_LINES, False
            yield line.number
            continue
        if not line.text:
            left = 0 if begun else left
            continue
        if left and len(line.text) <= LONGEST_SIGNED and not line.is_heading:
            yield line.number
            left, begun = left - 1, True
        else:
            left = 0
