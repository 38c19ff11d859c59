"""What the bot says, found by message id, so that a better wording breaks no test."""

import re
from functools import cache

from alertbot.wording.catalogue import Catalogues, locales_directory
from alertbot.wording.markup import Pattern, Slot

_ISOLATES: dict[int, None] = dict.fromkeys((0x2066, 0x2067, 0x2068, 0x2069))


_read = Catalogues.read


@cache
def catalogues() -> Catalogues:
    return _read(locales_directory())


def tidy(text: str) -> str:
    """Without direction isolates, white space folded."""
    return " ".join(text.translate(_ISOLATES).split())


@cache
def matching(what: str, locale: str = "") -> re.Pattern[str]:
    """What fits a message of the catalogues in one language or any; a text that is no id fits as it is."""
    book = catalogues()
    if what not in book["en"].messages:
        return re.compile(re.escape(tidy(what)))
    codes = (locale,) if locale else book.supported
    forms = (form for code in codes for form in book[code].messages.get(what, ()))
    return re.compile("|".join(dict.fromkeys(_spelled(form) for form in forms)))


def _spelled(form: Pattern) -> str:
    pieces = (".*?" if isinstance(piece, Slot) else re.escape(_folded(piece.text)) for piece in form)
    return "".join(pieces).strip().removeprefix(r"\ ").removesuffix(r"\ ")


def _folded(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def means(label: str, what: str, locale: str = "") -> bool:
    """Whether a button's label is a whole message of the catalogues, or holds a piece of text."""
    pattern = matching(what, locale)
    if what not in catalogues()["en"].messages:
        return bool(pattern.search(tidy(label)))
    shown = tidy(label)
    return bool(pattern.fullmatch(shown) or pattern.fullmatch(re.sub(r"^(✅|▫️) ", "", shown)))
