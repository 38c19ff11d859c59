"""Telephone numbers, email addresses and links as people type them, made regular.

Numbers become E.164 (ITU-T E.164, "+" and digits only). "/ 74 56 67" after a full number is the same line
with another ending, as letterheads write it. Nothing is looked up on a network.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from alertbot.intake.numbers import Number, full_number, other_ending, phone_number, split_run

__all__ = [
    "Found",
    "email_address",
    "email_addresses",
    "links",
    "other_ending",
    "phone_number",
    "phone_numbers",
]

LONGEST_LINE = 20_000
"""Characters of one line that are searched for contacts; no printed address is longer."""

_DIGITS = r"\d[\d\s()\-‐‑–—.]{4,40}"
LABEL_BEHIND = (
    r"(?:[Ff]a[xk]s?|FA[XK]|[Ff]acs[ií]mil\w{0,3}|[Tt][ée]l[ée]copie\w{0,3}|[Tt]elefax|[Bb]elgegeçer|[Фф]акс|[Pp]hone|[Tt]ele(?:fon|phone)\w{0,2}"
    r"|[Tt]él[ée]phone|[Tt]eléfono|[Tt][ée]l|[Тт]ел(?:ефон)?|[Mm]obile?|[Cc]ell(?:ulare?)?|[Mm]óvil|[Mm]obil|[Hh]andy|[Mm]об|office|switchboard|[omrhf]\))(?!\w)"
)
"""What a number is, printed behind it: "51 1 000 0000 (fax)"."""

# A number without a country code counts only right after a label ("Tel: 8 ..."): dates are figures, too.
_NUMBER = re.compile(
    rf"(?<![\w@.+/-])011-[1-9]\d{{0,2}}[\s-]{_DIGITS}|"
    r"(?<![\w@.])\(?\s?(?:\+{1,2}|0\s?0)\s?\(?\d{1,3}\)?[\s./-]{0,3}(?:\(0\)\s?)?\(?\d{1,5}\)?\s?/\s?\d[\d\s.-]{4,14}\d(?![\w@])|"
    r"(?<![\w@./+-])\(?0\d{1,5}\)?(?:\s?/\s?|\s[–-]\s)\d[\d\s.-]{4,14}\d(?![\w@])"
    rf"|(?<![\w@.])\(?\s?\+{{1,2}}\s?\(?\s?{_DIGITS}"
    rf"|(?<![\w@.+/-])\(?0\s?0[\s-]?{_DIGITS}"
    rf"|(?:(?<=[:：])|(?<=[:：]\s)|(?<=[:：]\s\s)|(?<=\.\s)|(?<=[Ff][Aa][Xx]\s)|(?<=[Tt][Ee][Ll]\s))\(?{_DIGITS}"
    r"|(?<=[A-Za-zА-Яа-я:])\+\s?\(?\s?\d[\d\s()\-‐‑–—.]{6,40}"
    r"|(?<![\w@./+-])0\d(?:[\s.-]?\d){7,9}(?![\w@])"
    rf"|(?<![\w@.])\(?[Ii]nt(?:l|ernational)?\.?\)?\s?{_DIGITS}"
    r"|(?<![\w@./+-])\([1-9]\d{0,2}[\s-]\d{1,5}\)\s?[/-]?\d[\d\s-]{3,12}\d(?![\w@])"
    r"|(?<![\w@./+-])\(\d{2,5}\)\s?[/-]?\d[\d\s-]{3,12}\d(?![\w@])|(?<![\w@./+-])(?:1[-.])?\d{3}[-.]\d{3}[-.]\d{4}(?![\w@-])"
    rf"|(?<=факс\s)\(?{_DIGITS}|(?<=[Ff]aks\s)\(?{_DIGITS}|(?<=fax\s[–-]\s)\(?{_DIGITS}"
    r"|(?<![\w@./+-])0-\d{3}-\d{3}[\s-]\d{2}[\s-]?\d{2}(?!\d)"
    rf"|(?<![\w@.+/-])8[\s-]10[\s-]{_DIGITS}|(?<![\w@.+/-])\d[\d\s().-]{{6,22}}\d(?=\s?\(?\s?{LABEL_BEHIND})"
)
_RUN = re.compile(rf"\(?{_DIGITS}")
_JOINT = re.compile(
    r"\s{0,2}(?:,\s(?i:telefax|fax|faks|факс)\.?:?\s(?=[-–]\d)|/|,|;|\+(?=\s\d)|\((?:or|ou|o|oder|или|veya)\b|\boder/und\b|\bund/oder\b|\band/or\b|\bet\sle\b|\bund\b|\bor\b|\bou\b|\b[oó]\b|\boder\b|\bили\b|\bveya\b|\band\b|\by\b|\bet\b)\s{0,2}"
)
_NEXT = re.compile(r"[-‐‑–]?\s?\(?\d[\d\s()\-‐‑–—.]{0,20}(?![\w@/])")
_ENDINGS = re.compile(r"\d{2,8}(?=(?:\s?/\s?\d{2,8}){1,6}(?![\w@/]))")
"""The first of several endings of one length with nothing but slashes between: "/4366/8763"."""

FEWEST_REPEATED = 7
"""Figures behind a "+" that only joins: the area code of the number before it, and a line."""

_LINK = re.compile(r"(?:https?://|(?<![\w@/.])www\.)[^\s<>\"“”«»]{2,500}", re.IGNORECASE)
_LOCAL_PART = frozenset("abcdefghijklmnopqrstuvwxyz0123456789._%+-!#$&'*=?^`{|}~")
_ACCENTED = frozenset("àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿşğıœ")
"""Letters that some mail servers would take, but that in an official's address are a slip of the pen."""

_EVERYDAY = re.compile(
    r"(?=.{6,120}$)[A-Za-z0-9]{1,40}(?:[._-][A-Za-z0-9]{1,40}){0,6}"
    r"@(?:[A-Za-z0-9]{1,40}(?:-[A-Za-z0-9]{1,40}){0,4}\.){1,5}(?:com|org|net|int|edu|gov|[A-Za-z]{2})"
)
_GLUED_AFTER = re.compile(
    r"(?<=\.[a-z]{2})(?:[A-ZА-Я][\w-]{1,14})$|(?<=\.[a-z]{3})(?:[A-ZА-Я][\w-]{1,14})$"
    r"|(?<=\.[a-z]{4})(?:[A-ZА-Я][\w-]{1,14})$"
    r"|(?<=\.[a-z]{2})(?:and|or|und|oder|fax|tel|phone|please)$"
)
_GLUED_BEFORE = re.compile(r"(?:E-?[Mm]ail|EMAIL|E-MAIL|[Mm]ailto|Correo|Courriel)(?=[a-z0-9])")
_FIGURES = re.compile(r"\d{2,7}(?=[A-Za-z])")
_OPEN_NUMBER = re.compile(r"\+\s?\d[\d\s()-]{2,26}[\s-]$")
"""A number with its country code that goes on in the figures glued to an address behind it."""

_GLUED_TO = re.compile(
    r"\b(?:letters?|messages?|cop(?:y|ies)|appeals?|protests?|e-?mails?)\s(?=to[a-z]{5,60}@)", re.IGNORECASE
)
_AT = r"(?:at|ät|a|et|@|at\ssign|arroba|arobase?|chez|собака|собачка|chiocciola|klammeraffe)"
_DOT = r"(?:dot|punto|point|punkt|ponto|nokta|точка|\.)"
_OPEN, _CLOSE = r"[\[({<*|~]{1,2}", r"[\])}>*|~]{1,2}"
_MASKED_DOT = re.compile(rf"\s{{0,2}}{_OPEN}\s?{_DOT}\s?{_CLOSE}\s{{0,2}}", re.IGNORECASE)
_MASKED = re.compile(
    rf"(?<![\w.+-])([\w.+-]{{1,60}}?)(?:\s{{0,2}}{_OPEN}\s?{_AT}\s?{_CLOSE}\s{{0,2}}|\s[-_]at[-_]\s)"
    rf"([\w-]{{1,60}}(?:(?:\.|{_MASKED_DOT.pattern})[\w-]{{2,30}}){{1,4}})",
    re.IGNORECASE,
)
_SPELLED_BODY = (
    r"([\w.+-]{2,60})\s(?:at|chez|arroba|arobase|AT)\s((?:[\w-]{1,60}\.){1,4}[a-z]{2,10})(?![\w@/.]\w)"
)
_SPELLED = re.compile(rf"(?:^|(?<=:)|(?<=:\s)){_SPELLED_BODY}")
_SPELLED_NEXT = re.compile(
    rf"\s?(?:[,;]|\s(?:or|and|y|o|et|ou|und|oder|e|или|и|ve|veya)\s)\s?{_SPELLED_BODY}"
)
_WORD_DOT = re.compile(r"\s(?:dot|punto|point|punkt|ponto|nokta|точка)\s|\.", re.IGNORECASE)
_DOTTED = re.compile(
    r"(?<![\w@.+-])([\w.+-]{2,60})\s(?:at|arroba|arobase?|собака|chiocciola|klammeraffe)\s"
    r"([\w-]{2,60}(?:\s(?:dot|punto|point|punkt|ponto|nokta|точка)\s[\w-]{2,30}){1,4})(?![\w@])",
    re.IGNORECASE,
)
_NAMED_AT = re.compile(
    r"(?<![\w@.+-])([\w.+-]{2,60})\s(?:arroba|arobase|собака|chiocciola|klammeraffe)\s"
    r"((?:[\w-]{1,60}\.){1,4}[a-z]{2,10})(?![\w@])",
    re.IGNORECASE,
)
"""With words that mean nothing but the sign."""

_DOMAIN = r"([\w-]{1,60}(?:\.[\w-]{2,30}){1,4})(?![\w@])"
_SPACED = re.compile(
    rf"(?:(?<=[Mm]ail: )|(?<=[Mm]ail ))([\w.+-]{{2,60}})\s{{0,2}}@\s{{0,2}}{_DOMAIN}"
    rf"|(?<![\w.+-])(?=[\w+-]{{0,40}}[._\d])([\w.+-]{{3,60}})\s?@\s{_DOMAIN}"
)
_INNER = frozenset(("gov", "gob", "gouv", "gub", "govt", "co", "com", "org", "ac", "go", "edu", "mil"))
"""Parts of a domain that a country's letters follow."""

LONGEST_ENDING = 4
"""Letters of what a domain ends in; a longer word is no end of one."""

_TORN_DOMAIN = re.compile(
    r"(?<![\w.+-])([\w.+-]{2,60})@([\w-]{1,40}(?:\.[\w-]{1,40}){0,2})"
    r"(?:(?:\s\.\s?|\.\s)(?=[a-z]{2,4}\.[a-z]{2}(?!\w)|(?:com|org|net|int)(?!\w))"
    r"|,(?=[a-z]{2}(?!\w)|(?:com|org|net|int|[a-z]{2,4}\.[a-z]{2})(?!\w)))"
    r"((?:[a-z]{2,4}\.)?[a-z]{2,3})(?![\w@])"
)
"""A blank or a comma for a dot, with nothing but the end of a domain behind it: "info@example. gov.xy"."""


@dataclass(frozen=True, slots=True)
class Found:
    """A contact in a text: its regular ``value``, what was ``printed``, and where.

    ``sure`` is false when reading it took more than cleaning: an address in disguise, a number that no
    present numbering plan knows.
    """

    value: str
    printed: str
    start: int
    end: int
    sure: bool = True


def phone_numbers(text: str, region: str | None = None, labelled: Iterable[int] = ()) -> tuple[Found, ...]:
    """The numbers of one line, with those that only print another ending.

    ``labelled`` are the places where figures begin that a label calls a number, whatever their shape.
    """
    found: list[Found] = []
    at = 0
    text = text[:LONGEST_LINE]
    runs = _Runs(text, labelled)
    while match := runs.next(at):
        at = max(match.end(), at + 1)
        numbers = split_run(match.group(), region)
        if not numbers:
            continue
        found += [_shifted(number, text, match.start()) for number in numbers]
        at = found[-1].end
        for other in _others(text, found[-1], region):
            found.append(other)
            at = other.end
    return tuple(found)


class _Runs:
    """The figures of a line that may be a number: in a number's shape, or where a label says so."""

    def __init__(self, text: str, labelled: Iterable[int]) -> None:
        self._text = text
        self._spots = sorted(labelled, reverse=True)
        self._shaped = _NUMBER.search(text)

    def next(self, at: int) -> re.Match[str] | None:
        """The first of them that begins at or behind a place."""
        if self._shaped is not None and self._shaped.start() < at:
            self._shaped = _NUMBER.search(self._text, at)
        shaped = self._shaped
        while self._spots and (shaped is None or self._spots[-1] < shaped.start()):
            spot = self._spots.pop()
            run = _RUN.match(self._text, spot) if spot >= at else None
            if run is not None:
                return run
        return shaped


def _shifted(number: Number, text: str, offset: int) -> Found:
    start, end = number.start + offset, number.end + offset
    return Found(number.value, text[start:end], start, end, number.sure)


def _others(text: str, first: Found, region: str | None) -> Iterator[Found]:
    """ "/ 50 78", "or 74-56-67", ", -12": other lines of the office whose number was printed first."""
    last = first
    while joint := _JOINT.match(text, last.end):
        following = _NEXT.match(text, joint.end()) or _one_of_endings(text, joint.end())
        if following is None:
            return
        printed = following.group().rstrip(" .-–(\t")
        mark = joint.group().strip()
        alike = mark == "," and _is_alike(last.printed, printed)
        value = other_ending(last.value, printed) if alike else _other(last.value, printed, mark, region)
        if value is None:
            return
        last = Found(value, printed, joint.end(), joint.end() + len(printed), last.sure)
        yield last


def _is_alike(before: str, printed: str) -> bool:
    """Whether figures behind a comma are grouped as the number's last ones, and too many for a postcode."""
    shapes = [re.sub(r"\d", "9", text) for text in (before, printed)]
    return shapes[1].count("9") >= FEWEST_REPEATED and shapes[0].endswith(shapes[1])


def _one_of_endings(text: str, at: int) -> re.Match[str] | None:
    """The next of "4366/8763"; a date's figures ("/12/2009") are not of one length."""
    first = _ENDINGS.match(text, at)
    if first is None:
        return None
    rest = re.match(r"(?:\s?/\s?\d{2,8}){1,6}", text[first.end() :])
    others = re.findall(r"\d+", rest.group()) if rest else []
    return first if all(len(other) == len(first.group()) for other in others) else None


def _other(before: str, printed: str, joint: str, region: str | None) -> str | None:
    """A whole number of the same country when its digits are one, else another ending.

    After a comma only short figures count as an ending: a house number or a postcode may follow there.
    """
    digits = re.sub(r"\D", "", printed)
    if joint == "+":
        same = len(digits) >= FEWEST_REPEATED and before[-len(digits) :][:3] == digits[:3]
        return before[: -len(digits)] + digits if same else None
    if len(digits) >= 8:
        full = full_number(printed, region)
        if full and full.sure:
            return full.value
    if joint == "," and not (
        printed.startswith(("-", "–")) or re.fullmatch(r"\d{2,3}[\s-]\d\d[\s-]\d\d", printed)
    ):
        return None
    return other_ending(before, digits)


def email_address(printed: str) -> str | None:
    """The bare address, or ``None`` when it is none. The local part keeps its case (RFC 5321, 2.4).

    An everyday address needs no library to be known as one; loading it costs a process a tenth of a second.
    """
    if _EVERYDAY.fullmatch(printed):
        local, _, domain = printed.partition("@")
        return f"{local}@{domain.lower()}"
    from email_validator import EmailNotValidError, validate_email

    try:
        return validate_email(printed, check_deliverability=False).normalized
    except EmailNotValidError:
        return None


def email_addresses(text: str) -> tuple[Found, ...]:
    """The addresses of one line, without a label glued to them or a full stop after them.

    "name [at] domain.org" is read, but not ``sure``.
    """
    text = text[:LONGEST_LINE].replace("＠", "@")
    torn = list(_torn(text))
    whole = [one for one in _plain_addresses(text) if not any(_overlap(one, other) for other in torn)]
    masked: list[Found] = []
    for one in _disguised(text):
        if not any(_overlap(one, other) for other in (*whole, *torn, *masked)):
            masked.append(one)
    return tuple(sorted([*whole, *torn, *masked], key=lambda one: one.start))


def _overlap(one: Found, other: Found) -> bool:
    return one.start < other.end and other.start < one.end


def _plain_addresses(text: str) -> Iterator[Found]:
    for at in (match.start() for match in re.finditer("@", text)):
        start, end = _local_start(text, at), _domain_end(text, at)
        glued = _glued(text, start, at)
        start += glued
        value = email_address(text[start:end]) if start < at and end > at + 1 else None
        if value is not None:
            yield Found(value, text[start:end], start, end, sure=not glued)


def _glued(text: str, start: int, at: int) -> int:
    """How much of an address belongs to what stands before it: a number's last figures, or a "to".

    "copies of your messages toname@example.org": nobody sends a letter an address without its "to".
    """
    before = max(0, start - 30)
    figures = _FIGURES.match(text, start, at)
    if figures is not None and _OPEN_NUMBER.search(text[before:start]):
        return figures.end() - start
    is_to = any(match.end() == start for match in _GLUED_TO.finditer(text, before))
    return len("to") if is_to else 0


def _disguised(text: str) -> Iterator[Found]:
    yield from _spelled_out(text)
    for match in _DOTTED.finditer(text):
        yield from _joined(match, match[1], _WORD_DOT.sub(".", match[2]))
    for match in _NAMED_AT.finditer(text):
        yield from _joined(match, match[1], match[2])
    if not any(mark in text for mark in "@[({<*|~-_"):
        return
    for match in _MASKED.finditer(text):
        yield from _joined(match, match[1], _MASKED_DOT.sub(".", match[2]))
    for match in _SPACED.finditer(text) if "@" in text else ():
        if " " in match.group():
            yield from _joined(match, match[1] or match[3], match[2] or match[4])


def _joined(match: re.Match[str], local: str, domain: str) -> Iterator[Found]:
    value = email_address(f"{local}@{domain}")
    if value is not None:
        yield Found(value, match.group(), match.start(), match.end(), sure=False)


def _torn(text: str) -> Iterator[Found]:
    """Addresses whose domain a slip of the pen parted."""
    for match in _TORN_DOMAIN.finditer(text) if "@" in text else ():
        rest = match.group()[len(match[1]) + 1 + len(match[2]) :]
        last = match[2].rsplit(".", 1)[-1]
        slip = last == match[2] or len(last) > LONGEST_ENDING or (rest.startswith(",") and last in _INNER)
        if slip:
            yield from _joined(match, match[1], f"{match[2]}.{match[3]}")


def _spelled_out(text: str) -> Iterator[Found]:
    """ "name at example.org" where nothing else can stand: a whole line, or a list behind a colon."""
    at = 0
    while match := _SPELLED.search(text, at):
        at = match.end()
        value = email_address(f"{match[1]}@{match[2]}")
        whole = match.start() == 0 and not text[match.end() :].strip(" .,;")
        opened = text[: match.start(1)].rstrip()[-1:] == ":"
        while value is not None and (whole or opened):
            yield Found(value, text[match.start(1) : match.end(2)], match.start(1), match.end(2), sure=False)
            at = match.end()
            following = _SPELLED_NEXT.match(text, at)
            if following is None:
                break
            match, value = following, email_address(f"{following[1]}@{following[2]}")


def _local_start(text: str, at: int) -> int:
    start = at
    while start > max(0, at - 64) and text[start - 1].lower() in _LOCAL_PART:
        start -= 1
    if start > 0 and text[start - 1].lower() in _ACCENTED:
        return at
    while start < at and text[start] in ".'`-":
        start += 1
    glued = _GLUED_BEFORE.match(text, start, at)
    return glued.end() if glued else start


def _domain_end(text: str, at: int) -> int:
    end = at + 1
    while end < min(len(text), at + 254) and (text[end].isalnum() or text[end] in ".-"):
        end += 1
    while text[end - 1] in ".-":
        end -= 1
    glued = _GLUED_AFTER.search(text[at:end])
    return at + glued.start() if glued else end


def links(text: str) -> tuple[Found, ...]:
    """Web addresses as printed, without the punctuation of the sentence around them."""
    return tuple(
        Found(printed, printed, match.start(), match.start() + len(printed))
        for match in _LINK.finditer(text)
        if (printed := match.group().rstrip(".,;:!?)]}'’"))
    )
