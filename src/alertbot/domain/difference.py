"""What differs between two versions of an appeal, field by field, for whoever approves the newer one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from alertbot.domain.appeal import Appeal
from alertbot.domain.case import Case
from alertbot.domain.language import Localised

AROUND = 24
"""Characters shown on both sides of what changed in a longer text."""


class Field(StrEnum):
    CASE = "case"
    COUNTRY = "country"
    PERSON = "person"
    HEARING = "hearing"
    KIND = "kind"
    TITLE = "title"
    SUMMARY = "summary"
    TEXT = "text"
    ISSUER = "issuer"
    CODE = "code"
    REPLY_TO = "reply_to"
    SIGN_BY = "sign_by"
    EXPIRES = "expires"
    CONSENT = "consent"
    DEMAND = "demand"
    ADDRESSEE = "addressee"
    CHANNEL = "channel"
    ACTION = "action"
    SUBJECT = "subject"
    LETTER = "letter"
    COPY = "copy"
    SOURCE = "source"
    ENCLOSURE = "enclosure"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Difference:
    """``about`` tells entries of one field apart: a language, an office. An empty ``before`` means added, an
    empty ``after`` removed; both are empty for ``other``, which stands for whatever has no name here."""

    field: Field
    about: str
    before: str
    after: str


Version = tuple[Case, Appeal]
_Entry = tuple[Field, str]
_ORDER = {field: rank for rank, field in enumerate(Field)}


def differences(old: Version, new: Version) -> tuple[Difference, ...]:
    """In the order of an appeal; empty only when nothing at all differs."""
    before, after = dict(_flat(*old)), dict(_flat(*new))
    found = tuple(
        Difference(*entry, *_around_the_change(before.get(entry, ""), after.get(entry, "")))
        for entry in _entries(before, after)
        if before.get(entry, "") != after.get(entry, "")
    )
    return found or ((Difference(Field.OTHER, "", "", ""),) if old != new else ())


def _entries(before: Mapping[_Entry, str], after: Mapping[_Entry, str]) -> list[_Entry]:
    return sorted(dict.fromkeys((*before, *after)), key=lambda entry: _ORDER[entry[0]])


def _flat(case: Case, appeal: Appeal) -> Iterator[tuple[_Entry, str]]:
    yield from _of_case(case)
    yield (Field.KIND, ""), appeal.kind.value
    yield from _texts(Field.TITLE, appeal.title)
    yield from _texts(Field.SUMMARY, appeal.summary)
    yield from _texts(Field.TEXT, appeal.text)
    yield (Field.ISSUER, ""), appeal.issuer
    yield (Field.CODE, ""), appeal.code
    yield (Field.REPLY_TO, ""), appeal.reply_to
    yield (Field.SIGN_BY, ""), str(appeal.sign_by or "")
    yield (Field.EXPIRES, ""), str(appeal.expires or "")
    yield (Field.CONSENT, ""), appeal.consent.value
    for demand in appeal.demands:
        yield from _texts(Field.DEMAND, demand.text, demand.key)
    yield from _addressees(appeal)
    for action in appeal.actions:
        about = f"{action.kind.value} {action.url}".strip()
        yield (Field.ACTION, about), action.text.pick() or about
    yield from _letter(appeal)
    for source in appeal.sources:
        yield (Field.SOURCE, source.title), source.url or source.title
    for enclosure in appeal.enclosures:
        yield (Field.ENCLOSURE, enclosure.digest[:8]), enclosure.caption.pick() or enclosure.kind.value


def _of_case(case: Case) -> Iterator[tuple[_Entry, str]]:
    yield from _texts(Field.CASE, case.title)
    yield (Field.COUNTRY, ""), case.country
    for person in case.persons:
        yield (Field.PERSON, person.key), person.name
    for hearing in case.hearings:
        when = f"{hearing.day} {hearing.hour or ''} {hearing.city} {hearing.state.value}"
        yield (Field.HEARING, hearing.key), " ".join(when.split())


def _addressees(appeal: Appeal) -> Iterator[tuple[_Entry, str]]:
    for addressee in appeal.addressees:
        name = ", ".join(
            filter(None, (addressee.person or addressee.persons.pick(), addressee.office.pick()))
        )
        yield (Field.ADDRESSEE, addressee.key), name or addressee.key
        for channel in addressee.channels:
            for value in channel.values:
                yield (Field.CHANNEL, f"{addressee.key}, {channel.kind.value} {value}"), value


def _letter(appeal: Appeal) -> Iterator[tuple[_Entry, str]]:
    if appeal.letter is None:
        return
    yield from _texts(Field.SUBJECT, appeal.letter.subject)
    yield from _texts(Field.LETTER, appeal.letter.body)
    for copy in appeal.letter.copies:
        yield (Field.COPY, copy.email), copy.email


def _texts(field: Field, texts: Localised, about: str = "") -> Iterator[tuple[_Entry, str]]:
    for language, words in texts.texts.items():
        yield (field, f"{about} {language}".strip()), words


def _around_the_change(before: str, after: str) -> tuple[str, str]:
    """Both, cut to what differs and a few words around it; whole where one of them is empty or short."""
    if not before or not after or max(len(before), len(after)) <= 4 * AROUND:
        return before, after
    shorter = min(len(before), len(after))
    start = next((n for n in range(shorter) if before[n] != after[n]), shorter)
    room = range(shorter - start)
    end = next((n for n in room if before[-1 - n] != after[-1 - n]), len(room))
    return _cut(before, start, len(before) - end), _cut(after, start, len(after) - end)


def _cut(text: str, start: int, end: int) -> str:
    first, last = max(0, start - AROUND), min(len(text), end + AROUND)
    return ("…" if first else "") + text[first:last] + ("…" if last < len(text) else "")
