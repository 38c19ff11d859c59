"""A letter in the address of the letter page, after its ``#``: browsers never send that part to a server.

The text is JSON, deflated (zlib, whose checksum tells a cut address from a whole one) and base64url-coded.
The page checks the same shape and the same limits again: whoever can write a link can write a hostile one.
"""

import re
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import date
from typing import Annotated, Literal
from urllib.parse import urlencode, urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from alertbot.domain.addressee import Addressee
from alertbot.domain.letter import Letter
from alertbot.errors import AlertbotError
from alertbot.letters.sheet import fax_numbers, letter_sheet, postal_addresses, readable_number

LONGEST_LINK = 4_000
"""Characters of the whole link; beyond that there is none."""

LARGEST_LETTER = 65_536
"""Bytes of an unpacked fragment; more is refused before it is unpacked."""

SIGNATURE_PLACE = "\ufdd0"
"""Stands where the signer's name goes. Unicode keeps this code point for such inner use: no text has it."""

_EMAIL = r"^[A-Za-z0-9][A-Za-z0-9._+-]*@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$"
_UNTEXTUAL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_UNLINEAR = re.compile(
    "[\n\u00ad\u061c\u180e\u200b\u200e\u200f\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb]"
)


class NamedLetter(AlertbotError):
    """A letter with a signer's name was to travel in a link; names are typed on the page instead."""


class BrokenLink(AlertbotError):
    """An address that holds no whole letter of the expected shape."""


def _text(value: str) -> str:
    if _UNTEXTUAL.search(value):
        raise ValueError("control or direction characters")
    return value


def _line(value: str) -> str:
    if _UNLINEAR.search(_text(value)) or "=?" in value:
        raise ValueError("not one plain line")
    return value


Line = Annotated[str, StringConstraints(max_length=500), AfterValidator(_line)]
Email = Annotated[str, StringConstraints(max_length=254, pattern=_EMAIL)]
Emails = Annotated[tuple[Email, ...], Field(max_length=10)]


class LinkedLetter(BaseModel):
    """What a link carries.

    ``body`` may hold :data:`SIGNATURE_PLACE`. ``others`` are for when ``to`` fails. ``recipient``, ``post``
    and ``fax`` make the address block on paper; ``fax_words`` say "Fax" and "or" in the letter's language.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, hide_input_in_errors=True)

    v: Literal[1] = 1
    key: Annotated[str, StringConstraints(max_length=60, pattern=r"^[A-Za-z0-9_-]+$")]
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}([_-]([A-Za-z]{2}|[A-Za-z]{4}))?$")]
    recipient: Annotated[tuple[Line, ...], Field(max_length=4)]
    to: Emails
    cc: Emails
    bcc: Emails
    others: Emails
    subject: Line
    body: Annotated[str, StringConstraints(min_length=1, max_length=20_000), AfterValidator(_text)]
    fax: Annotated[tuple[Line, ...], Field(max_length=6)]
    fax_words: tuple[Line, Line]
    post: Annotated[str, StringConstraints(max_length=600), AfterValidator(_text)]


def letter_link(public_url: str | None, letter: Letter, addressee: Addressee, locale: str) -> str | None:
    """The address that opens ``letter`` on the letter page, its own texts in ``locale`` (the reader's).

    Render the letter with ``signer=SIGNATURE_PLACE`` (or none): :class:`NamedLetter` for one with a name.
    ``None`` without a public address, beyond :data:`LONGEST_LINK`, for a letter the page would refuse, and
    for an organisation's own letter, which is read and not sent.
    """
    if letter.signer not in ("", SIGNATURE_PLACE):
        raise NamedLetter("a letter travels in a link without its signer's name")
    if not public_url or letter.letterhead:
        return None
    try:
        linked = _linked(letter, addressee)
    except ValidationError:
        return None
    link = f"{public_url.rstrip('/')}/letter?{urlencode({'lang': locale})}#{_packed(linked)}"
    return link if len(link) <= LONGEST_LINK else None


def read_link(link: str) -> LinkedLetter:
    """What :func:`letter_link` put into an address; :class:`BrokenLink` for anything else."""
    fragment = urlsplit(link).fragment
    if not re.fullmatch(r"[A-Za-z0-9_-]+", fragment) or len(fragment) > LONGEST_LINK:
        raise BrokenLink("the address holds no letter")
    unpacking = zlib.decompressobj()
    try:
        raw = unpacking.decompress(urlsafe_b64decode(fragment + "=" * (-len(fragment) % 4)), LARGEST_LETTER)
        if not unpacking.eof or unpacking.unused_data:
            raise BrokenLink("the letter is cut off or too long")
        return LinkedLetter.model_validate_json(raw)
    except (ValueError, zlib.error) as error:
        raise BrokenLink("the letter cannot be read") from error


def _linked(letter: Letter, addressee: Addressee) -> LinkedLetter:
    post = next(iter(postal_addresses(addressee)), "")
    # The page writes the day on which it is opened; the one here is left behind.
    sheet = letter_sheet(letter, addressee, date.min, post)
    return LinkedLetter(
        key=re.sub(r"[^A-Za-z0-9_-]+", "-", letter.addressee)[:60] or "letter",
        language=letter.language,
        recipient=sheet.recipient,
        to=tuple(part.strip() for part in letter.to.split(",") if part.strip()),
        cc=letter.cc,
        bcc=letter.bcc,
        others=letter.others,
        subject=letter.subject,
        body=letter.body,
        fax=tuple(map(readable_number, fax_numbers(addressee))),
        fax_words=(sheet.labels["fax"], sheet.labels["or"]),
        post=post,
    )


def _packed(letter: LinkedLetter) -> str:
    raw = zlib.compress(letter.model_dump_json().encode(), 9)
    return urlsafe_b64encode(raw).decode().rstrip("=")
