"""One printed telephone number to E.164, with what tells how sure that reading is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

_TRUNK_ZERO = re.compile(r"\(\s?0\s?\)")
_INTERNATIONAL = re.compile(
    r"^\(?\s?0\s?0(?=[\s-]?\(?\s?[1-9])|^\(?\s?\+{1,2}\s?\(?(?:\s?0\s?0)?|^\(?int(?:l|ernational)?\.?\)?\s?(?=\(?\d)",
    re.IGNORECASE,
)
_INNER_ZERO = re.compile(r"\(\s?0(?=\d{2,4}\s?\))(\s?)")
"""A trunk zero within the area code's brackets: "+90 (0312) ..."; Italy's belongs to its numbers."""

_EXIT = re.compile(r"\(?(?:011|8[\s-]?10)\)?[\s.-]{1,3}\(?(\d{1,3})(?=[\s().-])")
"""What is dialled before a number abroad, in North America and in countries of the former Soviet Union."""

_TOWN_011 = frozenset(("ZA", "IT", "IN", "BR", "AR", "RS", "ET", "MN", "MY", "JP", "SY"))
"""Where 011 is what one dials for a town or for mobile telephones."""

_DIALLED_8 = frozenset(("UZ", "TM", "TJ", "KG", "AZ", "AM", "GE", "MD", "UA", "KZ", "RU"))
_EIGHT = re.compile(r"\(?8[\s-]?\(?\d")
"""What was dialled before a town's code in the Soviet Union, and still is printed: "(8-373) 000-00-00"."""

_FIRST_GROUP = re.compile(r"\(?\s?(\d{1,5})(?!\d)")
_SEAM = re.compile(r"[\s‐‑–—-]{1,3}(?=\d)|\s{1,3}(?=\(\d)")
_ENDS = " .-‐‑–—(\t\n"

_RANGE = re.compile(r"(?<!\d)(\d{3,9})\s?[‐‑–—-]\s?(\d{1,3})$")
"""A line's last group of figures and the end of a range: "99210062-64"."""

FEWEST_BEFORE_RANGE = 5
"""Figures of a group that ends in a range for certain; "4863-65" does when the whole is no valid number."""

_ENDING = re.compile(r"\d{3}\s?[‐‑–—-]\s?\d{1,3}$")

MOST_OF_RANGE = 9
"""Lines of one office; a longer range is something else."""

_DIRECT_DIALLED = ("+49", "+43")
"""Where the figures behind a dash are dialled with the number before it."""

FEWEST_CUT = 5
"""Digits behind a number that a blank parts from it: a postcode has as many, fewer are the number's own."""

FEWEST_DIALLED = 9
"""Digits of a number with its trunk zero and area code."""

SHORTEST, LONGEST = 8, 15
"""Digits of an international number with its country code; 15 is the limit of E.164."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a run of figures. ``sure`` is false when no present numbering plan has such a number."""

    value: str
    start: int
    end: int
    sure: bool = True


def phone_number(printed: str, region: str | None = None) -> str | None:
    """A number in E.164, or ``None`` when it cannot be one.

    ``region`` (ISO 3166-1 alpha-2) is needed for numbers without a country code.
    """
    number = full_number(printed, region)
    return number.value if number and number.sure else None


def full_number(printed: str, region: str | None) -> Number | None:
    """The whole of ``printed`` as one number, perhaps of an older numbering plan (then not ``sure``)."""
    international = _INTERNATIONAL.match(printed)
    digits = _digits(printed[international.end() :] if international else printed)
    end = len(printed.rstrip(_ENDS))
    if international:
        value, sure = _international(digits)
        within = _INNER_ZERO.sub(r"(\1", printed[international.end() :])
        if not sure and within != printed[international.end() :]:
            value, sure = _international(_digits(within))
            value = value if sure else ""
    else:
        value, sure = _with_own_code(printed, digits, region) or _national(printed, digits, region)
    return Number(value, 0, end, sure) if value else None


def _digits(printed: str) -> str:
    return re.sub(r"\D", "", _TRUNK_ZERO.sub(" ", printed))


def _international(digits: str) -> tuple[str, bool]:
    import phonenumbers

    try:
        number = phonenumbers.parse(f"+{digits}")
    except phonenumbers.NumberParseException:
        return "", False
    if phonenumbers.is_possible_number(number) and len(digits) >= 7:
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164), True
    country = len(str(number.country_code))
    known = number.country_code in phonenumbers.COUNTRY_CODE_TO_REGION_CODE
    fits = SHORTEST <= len(digits) <= LONGEST - 1 and len(digits) - country >= 5
    return (f"+{digits}", False) if known and fits else ("", False)


def _national(printed: str, digits: str, region: str | None) -> tuple[str, bool]:
    """A number as dialled inside ``region``, or one whose "+" was left out."""
    import phonenumbers

    for exit_code in ("810", "011"):
        if digits.startswith(exit_code) and len(digits) > 11 and _valid_abroad(digits[3:]):
            return _international(digits[3:])
    if _dials_abroad(printed, digits, region):
        return _international(digits[3:])
    digits = _without_old_trunk(digits, region)
    if region is not None and 5 <= len(digits) <= 15:
        try:
            number = phonenumbers.parse(digits, region)
        except phonenumbers.NumberParseException:
            return "", False
        if phonenumbers.is_valid_number(number):
            return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164), True
        if region in _DIALLED_8 and digits[0] == "8" and _EIGHT.match(printed):
            return _national(digits[1:], digits[1:], region)
    return (f"+{digits}", False) if _starts_abroad(printed, digits) else ("", False)


def old_number(printed: str, region: str) -> Number | None:
    """A number with its trunk zero, as long as the country's are, of a plan of years ago; never sure."""
    import phonenumbers

    digits = _digits(printed)
    if not digits.startswith("0") or len(digits) < FEWEST_DIALLED:
        return None
    try:
        number = phonenumbers.parse(digits, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    value = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return Number(value, 0, len(printed.rstrip(_ENDS)), sure=False)


def _dials_abroad(printed: str, digits: str, region: str | None) -> bool:
    """Whether a number begins with an exit code and a country's, each a group: "011-385-1-444-532".

    Where 011 is a town's code a number that is valid as it stands is dialled within the country.
    """
    import phonenumbers

    exits = _EXIT.match(printed)
    if exits is None or int(exits[1]) not in phonenumbers.COUNTRY_CODE_TO_REGION_CODE or len(digits) < 10:
        return False
    if region not in _TOWN_011:
        return True
    try:
        return not phonenumbers.is_valid_number(phonenumbers.parse(digits, region))
    except phonenumbers.NumberParseException:
        return True


def _without_old_trunk(digits: str, region: str | None) -> str:
    """Mexico dialled 01 before the area code until 2019."""
    return digits[2:] if region == "MX" and len(digits) == 12 and digits.startswith("01") else digits


def _starts_abroad(printed: str, digits: str) -> bool:
    """Whether only the "+" is missing: "(495) 350 ..." is a town's code, although +49 is a country's."""
    import phonenumbers

    group = _FIRST_GROUP.match(printed)
    if not _valid_abroad(digits):
        return False
    code = str(phonenumbers.parse(f"+{digits}").country_code)
    return group is None or group[1] == code or (len(group[1]) > len(code) and not printed.startswith("("))


def _with_own_code(printed: str, digits: str, region: str | None) -> tuple[str, bool] | None:
    """ "(57) (8) 871 08 99" in Colombia: the country code, printed without its "+"."""
    import phonenumbers

    group = _FIRST_GROUP.match(printed)
    code = str(phonenumbers.country_code_for_region(region)) if region else ""
    if group is not None and len(code) > 1 and group[1] == f"0{code}" and _valid_abroad(digits[1:]):
        return _international(digits[1:])
    if group is None or not code or not group[1].startswith(code) or not 9 <= len(digits) <= LONGEST:
        return None
    if len(group[1]) == len(digits) or len(group[1]) > len(code) + 3:
        return None
    try:
        if phonenumbers.is_valid_number(phonenumbers.parse(digits, region)):
            return None
    except phonenumbers.NumberParseException:
        return None
    value, sure = _international(digits)
    return (value, sure) if value else None


def lacks_trunk(printed: str, region: str) -> bool:
    """Whether a number leaves out the zero that numbers begin with when they are dialled in a country."""
    from phonenumbers.phonemetadata import PhoneMetadata

    plan = PhoneMetadata.metadata_for_region(region)
    return plan is not None and plan.national_prefix == "0" and printed.lstrip("( ")[:1] not in "0+"


def _valid_abroad(digits: str) -> bool:
    import phonenumbers

    if not SHORTEST + 2 <= len(digits) <= LONGEST or digits.startswith("0"):
        return False
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(f"+{digits}"))
    except phonenumbers.NumberParseException:
        return False


def other_ending(number: str, ending: str) -> str | None:
    """``+77172745631`` with the ending ``74 56 67`` is ``+77172745667``: the last digits are replaced."""
    digits = re.sub(r"\D", "", ending)
    if not 1 <= len(digits) <= 8 or len(digits) + 3 > len(number):
        return None
    before = full_number(number, None)
    other = full_number(number[: -len(digits)] + digits, None)
    return other.value if other and before and other.sure >= before.sure else None


def split_run(run: str, region: str | None) -> tuple[Number, ...]:
    """The numbers in a run of figures: usually one; "+7 7172 74 56 31-12" is two of the same office."""
    printed = run.rstrip(_ENDS)
    lead = len(printed) - len(printed.lstrip())
    if printed.lstrip().startswith("(") and ")" not in printed:
        lead = printed.index("(") + 1
    body = printed[lead:].lstrip()
    lead = len(printed) - len(body)
    several = _range(body, region)
    if several:
        return tuple(_moved(number, lead) for number in several)
    whole = full_number(body, region)
    is_sure = whole is not None and whole.sure
    if whole is not None and _dials_abroad(body, _digits(body), region):
        return (_moved(whole, lead),)
    if whole is not None and is_sure and (_is_valid(whole.value) or not _ENDING.search(body)):
        return (_moved(whole, lead),)
    for first, rest in _cuts(body, region):
        if is_sure and not rest:
            break
        return tuple(_moved(number, lead) for number in (first, *rest))
    return (_moved(whole, lead),) if whole else ()


def _range(body: str, region: str | None) -> tuple[Number, ...]:
    """ "+92 42 99210062-64": the lines 62, 63 and 64 of one office, never one number with all the figures."""
    printed = _RANGE.search(body)
    first = full_number(body[: printed.end(1)], region) if printed else None
    if printed is None or first is None or first.value.startswith(_DIRECT_DIALLED):
        return ()
    ending = printed[2]
    start = int(first.value[-len(ending) :])
    if not 1 <= int(ending) - start <= MOST_OF_RANGE or len(first.value) < SHORTEST + 1:
        return ()
    if len(printed[1]) < FEWEST_BEFORE_RANGE and not _is_ending(body, first, region):
        return ()
    others = (
        f"{first.value[: -len(ending)]}{line:0{len(ending)}}" for line in range(start + 1, int(ending) + 1)
    )
    return (
        replace(first, end=printed.end(1)),
        *(Number(other, printed.start(2), len(body), first.sure) for other in others),
    )


def _is_ending(body: str, first: Number, region: str | None) -> bool:
    """Whether figures are a valid number only without the ending behind their dash."""
    whole = full_number(body, region)
    return first.sure and _is_valid(first.value) and not (whole and whole.sure and _is_valid(whole.value))


def _moved(number: Number, by: int) -> Number:
    return Number(number.value, number.start + by, number.end + by, number.sure)


def _cuts(body: str, region: str | None) -> Iterator[tuple[Number, tuple[Number, ...]]]:
    """The longest beginning that is a number, and an ending behind a dash, as no postcode has one."""
    for seam in reversed(list(_SEAM.finditer(body))):
        first = full_number(body[: seam.start()], region)
        if first is None or not first.sure or not _is_valid(first.value):
            continue
        ending = body[seam.end() :]
        digits = re.sub(r"\D", "", ending)
        dashed = not seam.group().isspace()
        if not dashed and len(digits) < FEWEST_CUT:
            continue
        second = other_ending(first.value, digits) if dashed and 1 <= len(digits) <= 8 else None
        rest = (Number(second, seam.end(), len(body)),) if second else ()
        yield first, rest


def _is_valid(value: str) -> bool:
    import phonenumbers

    return phonenumbers.is_valid_number(phonenumbers.parse(value))
