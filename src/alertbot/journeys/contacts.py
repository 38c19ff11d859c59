"""Addresses that organizers type, and whose they are. Blocking: for a thread, never for the loop."""

import re
from datetime import date

from alertbot.dialogue.draft_orders import Contacts
from alertbot.domain.addressee import Channel, ChannelKind
from alertbot.intake.contacts import Found, email_addresses, links, phone_number, phone_numbers
from alertbot.intake.paste import draft_from, read_paste

_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
_LIST = {
    "en": "Please write to the authorities and ask them to act.\n\nAddresses:\n· {typed}",
    "ru": "Пожалуйста, напишите властям и попросите их вмешаться.\n\nАдреса:\n· {typed}",
}
"""The list that a typed addressee is read as part of."""

_FAX = re.compile(r"fax|факс", re.IGNORECASE)
_LABEL = re.compile(
    r"[\s,;:.–—-]*(?:(?:e-?mail|fax|tel(?:efon|ephone)?|phone|адрес|почта|факс|тел(?:ефон)?)\.?\s*:?\s*)*\Z",
    re.IGNORECASE,
)
_WORDS_BEFORE = 40
"""Characters before a number in which "fax" makes it one."""


def contacts_in(typed: str, country: str, today: date) -> Contacts:
    """Every address of a message, and the person and the office that it names before the first one.

    A number after the word "fax" is a fax, any other a telephone; ``country`` (ISO 3166-1 alpha-2) is whose
    numbers may lack their country code.
    """
    text = " ".join(typed.split())
    numbers = phone_numbers(text, country or None) or _bare_number(text, country)
    emails, pages = email_addresses(text), links(text)
    channels = [
        *(Channel(ChannelKind.EMAIL, found.value, found.printed) for found in emails),
        *(Channel(_kind(text, found), found.value, found.printed) for found in numbers),
        *(Channel(ChannelKind.WEBFORM, found.value, found.printed) for found in pages),
    ]
    first = min((found.start for found in (*emails, *numbers, *pages)), default=len(text))
    return _named(typed, _LABEL.sub("", text[:first]).strip(), tuple(channels), today)


def _bare_number(text: str, country: str) -> tuple[Found, ...]:
    """A message that is a number and nothing else, perhaps without its country code."""
    start = next((at for at, character in enumerate(text) if character.isdigit() or character in "+("), None)
    if start is None or any(character.isalpha() for character in text[start:]):
        return ()
    value = phone_number(text[start:], country or None)
    return (Found(value, text[start:], start, len(text)),) if value else ()


def _kind(text: str, number: Found) -> ChannelKind:
    before = text[max(0, number.start - _WORDS_BEFORE) : number.start]
    return ChannelKind.FAX if _FAX.search(before) else ChannelKind.PHONE


def _named(typed: str, words: str, channels: tuple[Channel, ...], today: date) -> Contacts:
    """The paste's own reader says who is meant, as it would in a list of addresses."""
    listed = _LIST["ru" if _CYRILLIC.search(words) else "en"].format(typed=" ".join(typed.split()))
    _, appeal = draft_from(read_paste(listed, today), "typed", today)
    found = appeal.addressees[0] if len(appeal.addressees) == 1 else None
    if found is None or not found.person:
        return Contacts(channels, office=words)
    office, greeting = found.office.pick(found.language), found.salutation.pick(found.language)
    return Contacts(channels, found.honorific, found.person, office, greeting)
