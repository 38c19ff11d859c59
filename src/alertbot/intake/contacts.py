"""Telephone numbers, email addresses and links as people type them, made regular.

Numbers become E.164 (ITU-T E.164, "+" and digits only). "/ 74 56 67" after a full number is the same line
with another ending, as letterheads write it. Nothing is looked up on a network.
"""

import re
from dataclasses import dataclass

LONGEST_LINE = 20_000
"""Characters of one line that are searched for contacts; no printed address is longer."""

# A number without a country code counts only right after a label ("Tel: 8 ..."): dates are figures, too.
_NUMBER = re.compile(
    r"(?<![\w@.])\(?\s?\+\s?\d[\d\s()\-–.]{4,36}|(?:(?<=:)|(?<=: )|(?<=\. ))\(?\d[\d\s()\-–.]{4,36}"
)
_SHORT_ENDING = re.compile(r"\s{0,2}/\s{0,2}(\d[\d\s\-–.]{0,14})(?!\w)")
_TRUNK_ZERO = re.compile(r"\(\s?0\s?\)")
_LINK = re.compile(r"(?:https?://|(?<![\w@/.])www\.)[^\s<>\"“”«»]{2,500}", re.IGNORECASE)
_LOCAL_PART = frozenset("abcdefghijklmnopqrstuvwxyz0123456789._%+-!#$&'*=?^`{|}~")


@dataclass(frozen=True, slots=True)
class Found:
    """A contact in a text: its regular ``value``, what was ``printed``, and where."""

    value: str
    printed: str
    start: int
    end: int


def phone_number(printed: str, region: str | None = None) -> str | None:
    """A number in E.164, or ``None`` when it cannot be one.

    ``region`` (ISO 3166-1 alpha-2) is needed for numbers without a country code.
    """
    import phonenumbers

    cleaned = _TRUNK_ZERO.sub(" ", printed).replace("–", "-")
    digits = re.sub(r"[^\d+]", "", cleaned)
    if not 5 <= len(digits) <= 20 or (not digits.startswith("+") and region is None):
        return None
    try:
        number = phonenumbers.parse(digits, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def other_ending(number: str, ending: str) -> str | None:
    """``+77172745631`` with the ending ``74 56 67`` is ``+77172745667``: the last digits are replaced."""
    digits = re.sub(r"\D", "", ending)
    if not 1 <= len(digits) <= 8 or len(digits) + 3 > len(number):
        return None
    return phone_number(number[: -len(digits)] + digits)


def phone_numbers(text: str, region: str | None = None) -> tuple[Found, ...]:
    """The numbers of one line, with those that only print another ending."""
    found: list[Found] = []
    at = 0
    text = text[:LONGEST_LINE]
    while match := _NUMBER.search(text, at):
        at = match.end()
        value = phone_number(match.group(), region)
        if value is None:
            continue
        printed = _trimmed(match.group())
        found.append(Found(value, printed, match.start(), match.end()))
        while ending := _SHORT_ENDING.match(text, at):
            second = other_ending(value, ending.group(1))
            if second is None:
                break
            at = ending.end()
            found.append(Found(second, ending.group(1).strip(" .-–"), ending.start(1), at))
    return tuple(found)


def _trimmed(printed: str) -> str:
    printed = printed.rstrip(" .-–(\t").lstrip()
    return printed[1:].lstrip() if printed.startswith("(") and ")" not in printed else printed


def email_address(printed: str) -> str | None:
    """The bare address, or ``None`` when it is none. The local part keeps its case (RFC 5321, 2.4)."""
    from email_validator import EmailNotValidError, validate_email

    try:
        return validate_email(printed, check_deliverability=False).normalized
    except EmailNotValidError:
        return None


def email_addresses(text: str) -> tuple[Found, ...]:
    """The addresses of one line, without a label glued before them or a full stop after them."""
    found: list[Found] = []
    text = text[:LONGEST_LINE]
    for at in (match.start() for match in re.finditer("@", text)):
        start, end = _local_start(text, at), _domain_end(text, at)
        value = email_address(text[start:end])
        if value is not None:
            found.append(Found(value, text[start:end], start, end))
    return tuple(found)


def _local_start(text: str, at: int) -> int:
    start = at
    while start > max(0, at - 64) and text[start - 1].lower() in _LOCAL_PART:
        start -= 1
    while start < at and text[start] in ".'`-":
        start += 1
    return start


def _domain_end(text: str, at: int) -> int:
    end = at + 1
    while end < min(len(text), at + 254) and (text[end].isalnum() or text[end] in ".-"):
        end += 1
    while text[end - 1] in ".-":
        end -= 1
    return end


def links(text: str) -> tuple[Found, ...]:
    """Web addresses as printed, without the punctuation of the sentence around them."""
    return tuple(
        Found(printed, printed, match.start(), match.start() + len(printed))
        for match in _LINK.finditer(text)
        if (printed := match.group().rstrip(".,;:!?)]}'’"))
    )
