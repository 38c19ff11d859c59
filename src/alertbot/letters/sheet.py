"""What stands on a paper letter besides its text: date, recipient, number or address, code, signature."""

import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files

from alertbot.domain.addressee import Addressee, Channel, ChannelKind
from alertbot.domain.letter import Letter

_DATED_AS = {"en": "en_GB"}
"""Letters cross borders: the day before the month, which is a word, is read alike everywhere."""

_RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


@dataclass(frozen=True, slots=True)
class Sheet:
    """A letter on paper, for ``paper.as_pdf``, ``paper.as_picture`` and ``word.as_docx``.

    ``labels`` are in the letter's language. ``numbers`` (E.164) make it a fax sheet: the first is dialled,
    the others stand behind "or". ``address`` is the postal block, its lines as the source prints them.
    ``paragraphs`` are the body without the signer's name, which stands under the signature line.
    ``letterhead`` holds the lines above an organisation's letter.
    """

    language: str
    right_to_left: bool
    on: date
    labels: Mapping[str, str]
    recipient: tuple[str, ...]
    subject: str
    paragraphs: tuple[str, ...] = field(repr=False)
    code: str = ""
    numbers: tuple[str, ...] = ()
    address: str = ""
    signer: str = field(default="", repr=False)
    letterhead: str = ""

    @property
    def written_on(self) -> str:
        """The day in the letter's language: "4 октября 2017 г."."""
        from babel import Locale, UnknownLocaleError
        from babel.dates import format_date

        try:
            locale = Locale.parse(_DATED_AS.get(self.language, self.language.replace("-", "_")))
        except (ValueError, UnknownLocaleError):
            return self.on.isoformat()
        return format_date(self.on, "long", locale=locale)


def fax_numbers(addressee: Addressee) -> tuple[str, ...]:
    """Every fax number of an office (E.164), in the order to try them."""
    channels = addressee.channels_of(ChannelKind.FAX)
    return tuple(dict.fromkeys(number for channel in channels for number in channel.values))


def postal_addresses(addressee: Addressee) -> tuple[str, ...]:
    """Every postal address of an office, with the words and lines of its source."""
    printed = (_as_printed(channel) for channel in addressee.channels_of(ChannelKind.POST))
    return tuple(dict.fromkeys(address for found in printed for address in found if address))


def fax_sheet(letter: Letter, addressee: Addressee, numbers: tuple[str, ...], on: date) -> Sheet:
    """A fax to the first of ``numbers``; put the picked one first, or give it alone."""
    return _sheet(letter, addressee, on, numbers=numbers)


def letter_sheet(letter: Letter, addressee: Addressee, on: date, address: str = "") -> Sheet:
    """A letter to post, or without ``address`` one to hand over."""
    return _sheet(letter, addressee, on, address=address)


def readable_number(number: str) -> str:
    """An E.164 number in groups, as a person reads it off: ``+7 717 274 5631``."""
    import phonenumbers

    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def runs_right_to_left(text: str, otherwise: bool = False) -> bool:
    """Whether the first character of ``text`` that has a direction runs from right to left."""
    directions = (unicodedata.bidirectional(character) for character in text)
    strong = next((direction for direction in directions if direction in ("L", "R", "AL")), None)
    return otherwise if strong is None else strong != "L"


def _sheet(
    letter: Letter, addressee: Addressee, on: date, numbers: tuple[str, ...] = (), address: str = ""
) -> Sheet:
    body, signer = _unsigned(letter)
    language = letter.language.replace("-", "_").partition("_")[0]
    return Sheet(
        language=letter.language,
        right_to_left=language in _RIGHT_TO_LEFT,
        on=on,
        labels=_labels().get(language) or _labels()["en"],
        recipient=_recipient(addressee, letter.language, address),
        subject=letter.subject,
        paragraphs=tuple(paragraph for paragraph in body.split("\n\n") if paragraph.strip()),
        code=letter.code,
        numbers=numbers,
        address=address,
        signer=signer,
        letterhead=letter.letterhead,
    )


def _recipient(addressee: Addressee, language: str, address: str) -> tuple[str, ...]:
    """Person and office, each once: a printed address block may begin with them."""
    person = addressee.persons.texts.get(language) or addressee.person
    if person and language == "en" and addressee.honorific:
        person = f"{addressee.honorific} {person}"
    lines = (person, addressee.office.pick(language))
    return tuple(line for line in lines if line and line.casefold() not in address.casefold())


def _unsigned(letter: Letter) -> tuple[str, str]:
    """The body without the name at its end, and the name for under the signature line."""
    body = letter.body.rstrip()
    last = body.rpartition("\n")[2].strip()
    if letter.signer and last == letter.signer:
        return body.removesuffix(letter.signer).rstrip(), letter.signer
    return body, letter.signer


def _as_printed(channel: Channel) -> tuple[str, ...]:
    return (channel.printed or channel.value, *channel.alternatives)


@cache
def _labels() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(files("alertbot.letters").joinpath("labels.toml").read_text(encoding="utf-8"))
