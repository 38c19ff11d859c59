"""The kinds of text a campaign file holds, what each must look like, and what it means."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from functools import cache
from importlib.resources import files
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import available_timezones

import phonenumbers
from babel import Locale
from email_validator import EmailNotValidError, validate_email
from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints

from alertbot.domain.language import Localised, When
from alertbot.domain.lint.characters import odd_letters, visible
from alertbot.intake.yaml_file import shown
from alertbot.letters.template import VALUES, check_template

LONGEST_TEXT = 12_000
"""Characters of one text in one language; the longest seed appeal has 10,417."""

LONGEST_KEY = 24
FIRST_YEAR = 1900
YEARS_AHEAD = 20
"""Days to act on and court dates outside of these are slips of the hand."""

_TAKEN = frozenset({"caller", "kwargs", "loop", "self", "super", "varargs"})
"""Names that mean something to the template language; its keywords are no names at all."""

_KEY = r"^[a-z0-9][a-z0-9_]*$"
_DATE = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?\Z|(?P<m>\d\d)-(?P<d>\d\d)\Z", re.ASCII
)
_KEEPS_ITS_LINE = re.compile(r"\n(?!(?:[-•*–] |\d{1,2}[.)] ))")


def near(wrong: str, known: list[str]) -> str:
    """ "; did you mean `x`?" when something known is close to what was written, else nothing."""
    from rapidfuzz import process  # loaded only once something is wrong: files at start-up seldom are

    found = process.extractOne(wrong, known, score_cutoff=70)
    return f"; did you mean `{found[0]}`?" if found else ""


def when_of(written: str, printed: str = "") -> When:
    """The date in ``2017-10-04``, ``2012-06``, ``2012`` or ``04-27`` (year unknown), else ``ValueError``."""
    found = _DATE.match(written)
    if not found:
        raise ValueError(
            f"`{shown(written)}` is not a date: write 2017-10-04, 2012-06, 04-27 (year unknown) "
            "or `printed:` with the words of the source"
        )
    parts = (found["year"], found["month"] or found["m"], found["day"] or found["d"])
    try:
        # 2000 is a leap year, so that 29 February may stand where the year is unknown.
        date(*(int(part or other) for part, other in zip(parts, (2000, 1, 1), strict=True)))
    except ValueError:
        raise ValueError(f"`{shown(written)}` is not in the calendar") from None
    year, month, day = (int(part) if part else None for part in parts)
    return When(year, month, day, printed)


def day_of(written: str) -> date:
    """A whole calendar day; ``ValueError`` when a part of it is missing."""
    day = when_of(written).as_date()
    if day is None:
        raise ValueError(f"`{shown(written)}` is not a whole date; write it like 2017-09-28")
    return day


def likely_day_of(written: str) -> date:
    """A whole day between 1900 and twenty years from now; ``ValueError`` for a slip of the hand."""
    day = day_of(written)
    last = datetime.now(UTC).year + YEARS_AHEAD
    if not FIRST_YEAR <= day.year <= last:
        raise ValueError(f"`{shown(written)}` is not likely: write a day between {FIRST_YEAR} and {last}")
    return day


def hour_of(written: str) -> time:
    """Wall time like ``10:00``; ``ValueError`` otherwise."""
    if not re.fullmatch(r"[0-9]{2}:[0-9]{2}", written):
        raise ValueError(f"`{shown(written)}` is not a time; write it like 09:30")
    try:
        return time.fromisoformat(written)
    except ValueError:
        raise ValueError(f"`{shown(written)}` is not a time of day") from None


def e164_of(written: str) -> str:
    """A telephone or fax number in E.164 (``+77172740548``); ``ValueError`` when it cannot be one."""
    if any(character.isalnum() and not character.isascii() for character in written):
        raise ValueError(f"`{shown(written)}` has digits or letters outside ASCII; type it anew")
    try:
        number = phonenumbers.parse(written, None)
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_possible_number(number):
        raise ValueError(f"`{shown(written)}` is not a number anyone can dial; write + and the country code")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def email_of(written: str) -> str:
    """An ASCII email address; ``ValueError`` otherwise. Nothing is looked up."""
    if written.count("@") > 1:
        raise ValueError(
            f"`{shown(written)}` is more than one address; write one here and, in a channel, the others "
            "under `alternatives`"
        )
    if not written.isascii():
        raise ValueError(
            f"`{shown(visible(written))}` has letters outside ASCII, {odd_letters(written)}: type it anew"
        )
    if written.endswith("."):
        raise ValueError(f"`{shown(written)}` ends in a full stop; write `{shown(written.rstrip('.'))}`")
    try:
        found = validate_email(written, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError as error:
        raise ValueError(f"`{shown(written)}` is not an email address: {error}") from None
    return found.normalized


def url_of(written: str) -> str:
    """An http(s) address in ASCII with a host; ``ValueError`` otherwise."""
    if not written.isascii():
        raise ValueError(
            f"`{shown(written)}` has letters outside ASCII; copy it from a browser's address bar"
        )
    sentence = f"`{shown(written)}` is not a web address; write it like https://example.org/page"
    try:
        parts = urlsplit(written)
        fits = parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.username
    except ValueError:
        raise ValueError(sentence) from None
    if not fits or re.search(r"\s", written):
        raise ValueError(sentence)
    return written


@cache
def _countries() -> frozenset[str]:
    table = (files("tzdata") / "zoneinfo" / "iso3166.tab").read_text("utf-8")
    return frozenset(line[:2] for line in table.splitlines() if line and not line.startswith("#"))


@cache
def _languages() -> frozenset[str]:
    return frozenset(code for code in map(str, Locale("en").languages) if len(code) == 2)


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def country_of(written: str) -> str:
    """An ISO 3166-1 alpha-2 code; ``ValueError`` otherwise."""
    if written not in _countries():
        hint = f"; did you mean `{written.upper()}`?" if written.upper() in _countries() else ""
        raise ValueError(
            f"`{shown(written)}` is not a country's two-letter code (ISO 3166), such as KZ{hint}"
        )
    return written


def language_of(written: str) -> str:
    """An ISO 639-1 code; ``ValueError`` otherwise."""
    if written not in _languages():
        raise ValueError(f"`{shown(written)}` is not a language's two-letter code (ISO 639-1), such as en")
    return written


def is_language(written: str) -> bool:
    return written in _languages()


def is_key(written: str) -> bool:
    """Whether this may name a case, an appeal or a part of one."""
    return len(written) <= LONGEST_KEY and bool(re.match(_KEY[:-1] + r"\Z", written))


def zone_of(written: str) -> str:
    """An IANA zone name; ``ValueError`` otherwise."""
    if written not in _zones():
        raise ValueError(f"`{shown(written)}` is not an IANA time zone{near(written, sorted(_zones()))}")
    return written


def prose(written: str) -> str:
    """Text as readers get it, in NFC: an empty line parts paragraphs, other line breaks only suit the file.

    A line that begins like an item of a list keeps its place.
    """
    paragraphs = re.split(r"\n\s*\n", unicodedata.normalize("NFC", written).strip())
    return "\n\n".join(_KEEPS_ITS_LINE.sub(" ", part.strip()) for part in paragraphs)


def lines_of(written: str) -> str:
    """Text whose line breaks stay, as in an address block or a letterhead; NFC, no empty lines."""
    lines = (line.strip() for line in unicodedata.normalize("NFC", written).splitlines())
    return "\n".join(line for line in lines if line)


def slot_of(written: str) -> str:
    """A name that a letter's template may use for words that vary; ``ValueError`` otherwise."""
    refused = check_template(f"{{{{ {written} }}}}", frozenset({written}))
    if refused or written in VALUES or written in _TAKEN:
        raise ValueError(f"`{shown(written)}` has a meaning of its own in letters; choose another name")
    return written


def localised(texts: Mapping[str, str] | None) -> Localised:
    return Localised({language: prose(text) for language, text in (texts or {}).items()})


def _checked(text: str) -> str:
    if not text.strip():
        raise ValueError("there is no text here")
    return text


class Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


def checked_by(convert: Callable[[str], object]) -> AfterValidator:
    """A text that ``convert`` understands, kept as it is written."""

    def check(written: str) -> str:
        convert(written)
        return written

    return AfterValidator(check)


Key = Annotated[str, StringConstraints(pattern=_KEY, max_length=LONGEST_KEY)]
"""Keys travel in buttons, whose alphabet has no hyphen."""
Words = Annotated[str, StringConstraints(max_length=LONGEST_TEXT), AfterValidator(_checked)]
Language = Annotated[str, AfterValidator(language_of)]
Texts = dict[Language, Words]
Slot = Annotated[Key, AfterValidator(slot_of)]
Country = Annotated[str, AfterValidator(country_of)]
Zone = Annotated[str, AfterValidator(zone_of)]
Email = Annotated[str, AfterValidator(email_of)]
Url = Annotated[str, AfterValidator(url_of)]
