"""A reading as a draft: a case and an appeal in the text's own language, for organizers to correct."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files

from alertbot.domain.addressee import Addressee, Channel, ChannelKind
from alertbot.domain.appeal import Action, ActionKind, Appeal
from alertbot.domain.case import Case, Source, TimelineEvent
from alertbot.domain.hearing import Hearing
from alertbot.domain.language import Localised
from alertbot.domain.letter import Copy, LetterPlan
from alertbot.intake.paste.people import key_of, salutation
from alertbot.intake.paste.reading import ReadAddressee, ReadChannel, ReadHearing, Reading
from alertbot.intake.paste.vocabulary import Vocabulary, vocabulary

LETTER_BYTES = 6_000
"""Of title and demands in a letter; the letter's own words and its template limit leave this much."""

_SYNTAX = re.compile(r"\{(?=[{%#])|[}%#](?=\})")
_SLOT = re.compile(r"\[(title|demands)\]")


def draft_from(reading: Reading, key: str, today: date) -> tuple[Case, Appeal]:
    """The case ``key`` and its appeal. A text that asks for nothing can only be shared.

    Sittings up to the day of issue, or to ``today`` when none is printed, become the case's timeline; later
    ones in a known zone its hearings.
    """
    past, coming = _split(reading, today)
    title = Localised({reading.language: reading.title})
    summary = Localised({reading.language: reading.summary})
    sources = tuple(_sources(reading))
    case = Case(
        key=key, title=title, summary=summary, country=reading.country, persons=reading.persons,
        timeline=tuple(_event(reading, hearing) for hearing in past),
        hearings=tuple(_hearings(reading, coming)),
        sources=sources,
    )  # fmt: skip
    return case, _appeal(reading, key, title, summary, sources)


def _appeal(
    reading: Reading, key: str, title: Localised, summary: Localised, sources: tuple[Source, ...]
) -> Appeal:
    actions = _actions(reading)
    addressees = tuple(_addressees(reading))
    return Appeal(
        case=key,
        key=_appeal_key(reading),
        kind=reading.kind.appeal_kind,
        title=title,
        summary=summary,
        text=Localised({reading.language: reading.text}),
        issuer=reading.issuer,
        issued_on=reading.issued_on,
        code=reading.code,
        reply_to=reading.reply_to,
        sign_by=reading.sign_by,
        demands=reading.demands,
        addressees=addressees,
        actions=tuple(Action(kind) for kind in actions),
        letter=_letter(reading) if ActionKind.WRITE in actions else None,
        sources=sources,
    )


def _appeal_key(reading: Reading) -> str:
    day = reading.issued_on.as_date()
    return f"{reading.kind}_{day:%Y%m%d}" if day else str(reading.kind)


def _addressees(reading: Reading) -> Iterator[Addressee]:
    words = vocabulary(reading.language)
    taken: list[str] = []
    for read in reading.addressees:
        named = read.person.split()[-1] if read.person else read.office
        taken.append(key_of(named or "addressee", taken))
        yield _addressee(read, taken[-1], words)


def _addressee(read: ReadAddressee, key: str, words: Vocabulary) -> Addressee:
    language = words.language
    return Addressee(
        key=key,
        office=Localised({language: read.office or (read.channels[0].value if read.channels else "")}),
        person=read.person,
        honorific=read.honorific,
        salutation=Localised({language: salutation(read, words)}),
        language=language,
        channels=tuple(_channels(read.channels)),
    )


def _channels(read: tuple[ReadChannel, ...]) -> Iterator[Channel]:
    """The channels; one that stands in for another becomes its alternative."""
    kept: list[ReadChannel] = []
    for one in (*read, None):
        if kept and (one is None or not one.instead):
            printed = " / ".join(channel.printed for channel in kept)
            yield Channel(kept[0].kind, kept[0].value, printed, tuple(channel.value for channel in kept[1:]))
            kept = []
        if one is not None:
            kept.append(one)


def _actions(reading: Reading) -> tuple[ActionKind, ...]:
    if not reading.addressees:
        return (ActionKind.SHARE,)
    reachable = any(addressee.channels for addressee in reading.addressees)
    write = (ActionKind.WRITE,) if reachable else ()
    return (*write, ActionKind.SIGN, ActionKind.SHARE)


def harmless(text: str) -> str:
    """Pasted text that cannot become template syntax: no brace is left beside another, a ``%`` or a ``#``."""
    return _SYNTAX.sub(r"\g<0> ", text)


@cache
def _template(language: str) -> str:
    return files("alertbot.intake.paste").joinpath(f"letters/{language}.j2").read_text("utf-8")


def _letter(reading: Reading) -> LetterPlan:
    """A plain letter: the title, the demands as far as a letter holds them, and room for one's own words."""
    title = harmless(reading.title.rstrip(" ."))
    slots = {"title": title, "demands": harmless("\n".join(_listed(reading)))}
    body = _SLOT.sub(lambda slot: slots[slot.group(1)], _template(reading.language))
    return LetterPlan(
        subject=Localised({reading.language: title}),
        body=Localised({reading.language: body}),
        copies=tuple(Copy(one.value) for one in reading.copies if one.kind is ChannelKind.EMAIL),
    )


def _listed(reading: Reading) -> Iterator[str]:
    left = LETTER_BYTES - len(reading.title.encode())
    for number, demand in enumerate(reading.demands, 1):
        line = f"{number}. {demand.text.pick(reading.language)}."
        left -= len(line.encode()) + 1
        if left < 0:
            return
        yield line


def _split(reading: Reading, today: date) -> tuple[list[ReadHearing], list[ReadHearing]]:
    since = reading.issued_on.as_date() or today
    coming = [hearing for hearing in reading.hearings if hearing.zone and hearing.is_after(since)]
    return [hearing for hearing in reading.hearings if hearing not in coming], coming


def _event(reading: Reading, hearing: ReadHearing) -> TimelineEvent:
    return TimelineEvent(hearing.when, Localised({reading.language: hearing.court or hearing.city}))


def _hearings(reading: Reading, coming: list[ReadHearing]) -> Iterator[Hearing]:
    """The first sitting of a day has the day's key, the next ones of that day are counted."""
    seen: Counter[date] = Counter()
    for hearing in coming:
        day = hearing.when.as_date()
        assert day is not None  # noqa: S101 - only full dates were chosen
        seen[day] += 1
        key = f"h{day:%Y%m%d}" + (f"_{seen[day]}" if seen[day] > 1 else "")
        court = Localised({reading.language: hearing.court} if hearing.court else {})
        yield Hearing(key, hearing.city, hearing.zone, day, hearing.hour, court)


def _sources(reading: Reading) -> Iterator[Source]:
    for link in reading.links:
        yield Source(link, link if link.lower().startswith("http") else "")
