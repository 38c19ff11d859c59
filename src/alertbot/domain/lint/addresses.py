"""Addresses and numbers that reach nobody, or somebody else; offices that are written to twice.

Letters outside ASCII in an address are refused: ``press@аkorda.kz`` (with a Cyrillic а) is another server's.
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from alertbot.domain.addressee import Addressee, ChannelKind
from alertbot.domain.appeal import Appeal
from alertbot.domain.case import Case, Source
from alertbot.domain.lint.characters import odd_letters, visible
from alertbot.domain.lint.passage import Passage
from alertbot.domain.lint.remark import Place, Remark, RemarkKind
from alertbot.domain.lint.words import folded

_E164 = re.compile(r"\+[1-9][0-9]{6,14}")
"""ITU-T E.164: a plus and at most 15 digits; no country has shorter numbers than seven with its code."""

_EMAIL = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[A-Za-z0-9-]+\.)+[A-Za-z0-9-]{2,}"
)
_WRITTEN_EMAIL = re.compile(r"[^`\s<>()\[\]«»\"“”„,;:/]{1,64}@[^\s<>()\[\]«»\"“”„,;:/@]{1,253}")
_WRITTEN_LINK = re.compile(r"https?://[^\s<>«»\"“”„]{1,2000}", re.IGNORECASE)
_CYRILLIC_END = re.compile("\\.[\u0400-\u052f]+(?::\\d+)?\\Z")


def addresses(appeal: Appeal) -> Iterator[Remark]:
    """Faults in the channels, copies and links of an appeal."""
    for index, addressee in enumerate(appeal.addressees):
        for number, channel in enumerate(addressee.channels):
            place: Place = ("addressees", index, "channels", number)
            yield from _address(channel.kind, channel.value, (*place, "value"))
            for rank, other in enumerate(channel.alternatives):
                yield from _address(channel.kind, other, (*place, "alternatives", rank))
    for index, copy in enumerate(appeal.letter.copies if appeal.letter else ()):
        yield from _email(copy.email, ("letter", "copies", index, "email"))
    if appeal.reply_to:
        yield from _email(appeal.reply_to, ("reply_to",))
    for index, action in enumerate(appeal.actions):
        yield from _link(action.url, ("actions", index, "url"))
    yield from _sources(appeal.sources)


def case_addresses(case: Case) -> Iterator[Remark]:
    yield from _sources(case.sources)


def written_addresses(passage: Passage) -> Iterator[Remark]:
    """Addresses within a text that hold other letters than they seem to."""
    if passage.text.isascii():
        return
    for found in _WRITTEN_EMAIL.finditer(passage.text):
        address = found[0].rstrip(".!?…")
        if not address.isascii():
            yield passage.remark(
                RemarkKind.ODD_LETTERS, found.start(), address=visible(address), odd=odd_letters(address)
            )
    for found in _WRITTEN_LINK.finditer(passage.text):
        if odd := _odd_host(found[0]):
            yield passage.remark(RemarkKind.ODD_LETTERS, found.start(), address=visible(found[0]), odd=odd)


def doubled(appeal: Appeal) -> Iterator[Remark]:
    """Addressees whose office and person are those of one above."""
    seen: dict[tuple[str, str], str] = {}
    for index, addressee in enumerate(appeal.addressees):
        for name in _identities(addressee):
            first = seen.setdefault(name, addressee.key)
            if first != addressee.key:
                yield Remark(RemarkKind.SAME_ADDRESSEE, ("addressees", index), {"addressee": first})
                break


def _identities(addressee: Addressee) -> Iterator[tuple[str, str]]:
    """What makes an office the same as another: its name in a language, with whoever is in it."""
    person = folded(" ".join(addressee.person.split()))
    for language, office in addressee.office.texts.items():
        yield language, f"{folded(' '.join(office.split()))}\n{person}"


def _address(kind: ChannelKind, value: str, place: Place) -> Iterator[Remark]:
    match kind:
        case ChannelKind.EMAIL:
            yield from _email(value, place)
        case ChannelKind.FAX | ChannelKind.PHONE:
            if not _E164.fullmatch(value):
                yield Remark(RemarkKind.BAD_NUMBER, place, {"number": visible(value)})
        case ChannelKind.WEBFORM:
            yield from _link(value, place)
        case _:
            pass


def _email(address: str, place: Place) -> Iterator[Remark]:
    if not address.isascii():
        yield Remark(
            RemarkKind.ODD_LETTERS, place, {"address": visible(address), "odd": odd_letters(address)}
        )
    elif address.rstrip().endswith("."):
        better = address.rstrip(". ")
        yield Remark(RemarkKind.TRAILING_DOT, place, {"address": address, "better": better})
    elif not _EMAIL.fullmatch(address):
        yield Remark(RemarkKind.BAD_ADDRESS, place, {"address": visible(address)})


def _sources(sources: tuple[Source, ...]) -> Iterator[Remark]:
    for index, source in enumerate(sources):
        yield from _link(source.url, ("sources", index, "url"))


def _link(url: str, place: Place) -> Iterator[Remark]:
    if odd := _odd_host(url):
        yield Remark(RemarkKind.ODD_LETTERS, place, {"address": visible(url), "odd": odd})


def _odd_host(url: str) -> str:
    """What is odd in a link's host; a host in Cyrillic throughout, its ending too, is somebody's own name."""
    if url.isascii():
        return ""
    try:
        host = urlsplit(url).netloc
    except ValueError:
        return ""
    if _CYRILLIC_END.search(host) and not re.search("[A-Za-z]", host):
        return ""
    return odd_letters(host)
