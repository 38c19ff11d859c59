"""Warnings: what a text leaves open, and what was read but should be looked at by a person."""

import re
from collections.abc import Iterator
from datetime import date

from alertbot.domain.addressee import ChannelKind
from alertbot.intake.paste import facts
from alertbot.intake.paste.channels import channels_of
from alertbot.intake.paste.datelines import issued
from alertbot.intake.paste.deadlines import Deadline
from alertbot.intake.paste.page import Line, Section
from alertbot.intake.paste.reading import ReadAddressee, Reading, ReadingWarning
from alertbot.intake.paste.vocabulary import Vocabulary

MOST_WARNINGS = 12
"""Of one kind; a text with more dates without years has shown what is wrong with it."""

FEWEST_FIGURES = 5
"""Of a telephone number; with fewer, a label stands before something else."""

FEWEST_LOST = 6
TOLD_APART = 5
"""Last figures by which numbers are told apart."""

LONGEST_SEARCHED = 5_000
"""Characters of a line."""

_LABELLED = re.compile(
    r"[\s.:：№#°]{0,4}(?:(?:nos?|numbers?|nr|n)\b[\s.:]{0,3})?(\+?\(?\d[\d\s()/.–-]{4,24}\d)(?![\w@])"
)
_LISTS = (Section.ACTIONS, Section.ADDRESSEES)
_SECOND = re.compile(r"\s?/|[–-](?=\d{1,3}$)|\s\(")
"""What parts a number from another ending behind it."""

_SHAPED = re.compile(r"(?<![\w@./+-])(\(?\d{3}\)?[\s.-]{1,2}\d{3}[.-]\d{4})(?![\w@-])")


def doubts_of(
    reading: Reading,
    lines: list[Line],
    title: Line | None,
    deadline: Deadline | None,
    words: Vocabulary,
    today: date,
    *,
    asks: bool,
) -> tuple[ReadingWarning, ...]:
    """The warnings of one reading: the whole text's first, then the dates', then the addressees'."""
    found: list[ReadingWarning] = []
    if not asks:
        found.append(ReadingWarning("no_request"))
    elif not reading.code:
        found.append(ReadingWarning("code_missing", line=facts.code_is_asked(lines, words)))
    if title is None:
        found.append(ReadingWarning("title_missing", reading.title))
    if not reading.country:
        found.append(ReadingWarning("country_missing"))
    found += _dates(reading, lines, deadline, words, today)
    for word, number in list(facts.dead_links(lines, words))[:MOST_WARNINGS]:
        found.append(ReadingWarning("link_without_address", word, number))
    found += _addressees(reading)
    found += list(_unread_numbers(reading, words))[:MOST_WARNINGS]
    found += list(_lost_numbers(reading, lines, words))[:MOST_WARNINGS] if asks else []
    since = reading.issued_on.as_date() or today
    homeless = [h for h in reading.hearings if not h.zone and h.is_after(since)]
    found += [ReadingWarning("hearing_without_city", h.when.printed) for h in homeless[:MOST_WARNINGS]]
    return tuple(dict.fromkeys(found))


def _dates(
    reading: Reading, lines: list[Line], deadline: Deadline | None, words: Vocabulary, today: date
) -> Iterator[ReadingWarning]:
    day = issued(lines, words, today)
    if day is None:
        yield ReadingWarning("date_missing")
    elif day[0].choices:
        yield ReadingWarning("ambiguous_date", day[0].when.printed, day[1].number)
    if deadline is not None and deadline.day is None:
        yield ReadingWarning("deadline_unclear", deadline.printed, deadline.line)
    is_dated = reading.issued_on.as_date() is not None
    for when, number in list(facts.unknown_years(lines, words, today))[:MOST_WARNINGS]:
        if not is_dated:
            yield ReadingWarning("year_missing", when.printed, number)


def _addressees(reading: Reading) -> Iterator[ReadingWarning]:
    for addressee in reading.addressees:
        if not addressee.channels:
            yield ReadingWarning("no_address", _shown(addressee), addressee.line)
    every = [*(one for addressee in reading.addressees for one in addressee.channels), *reading.copies]
    for channel in [one for one in every if not one.sure][:MOST_WARNINGS]:
        code = "address_disguised" if channel.kind is ChannelKind.EMAIL else "number_unsure"
        yield ReadingWarning(code, channel.printed, channel.line)


def _unread_numbers(reading: Reading, words: Vocabulary) -> Iterator[ReadingWarning]:
    """Numbers as dialled in a country that the text does not name: they stay lines of the postal address."""
    for addressee in reading.addressees:
        posts = [one.value for one in addressee.channels if one.kind is ChannelKind.POST]
        for line in "\n".join(posts).split("\n"):
            labelled = any(words.channels[kind].match(line) for kind in (ChannelKind.FAX, ChannelKind.PHONE))
            if labelled and sum(c.isdigit() for c in line) >= FEWEST_FIGURES:
                yield ReadingWarning("number_without_country", line, addressee.line)


def _lost_numbers(reading: Reading, lines: list[Line], words: Vocabulary) -> Iterator[ReadingWarning]:
    """Figures behind a label, or of a telephone number's shape, in a list of officials, that nobody got."""
    every = [*(one for addressee in reading.addressees for one in addressee.channels), *reading.copies]
    known = "\n".join(_figures(one.value) + "\n" + _figures(one.printed) for one in every)
    rung = any(one.kind in (ChannelKind.FAX, ChannelKind.PHONE) for one in every)
    places = _LISTS if rung else (*_LISTS, Section.OPENING, Section.DESCRIPTION)
    for line in lines:
        if line.section not in places or sum(map(str.isdigit, line.text)) < FEWEST_LOST:
            continue
        for printed in _numbers_in(line, reading.country, words):
            first = _figures(_SECOND.split(printed)[0])
            figures = first if len(first) >= FEWEST_LOST else _figures(printed)
            if len(figures) >= FEWEST_LOST and figures[-TOLD_APART:] not in known:
                yield ReadingWarning("number_unsure", printed, line.number)


def _numbers_in(line: Line, country: str, words: Vocabulary) -> Iterator[str]:
    """What a line prints as numbers: behind a label or, in a list of officials, in their shape."""
    text = line.text[:LONGEST_SEARCHED]
    labels = (words.channels[kind].finditer(text) for kind in ("fax", "phone"))
    spots = [_LABELLED.match(text, label.end()) for found in labels for label in found]
    shaped = _SHAPED.finditer(text) if line.section in _LISTS else ()
    printed = [match.group(1).strip() for match in (*spots, *shaped) if match is not None]
    found = channels_of(text, (country,), words) if country and line.section in _LISTS else None
    printed += [one.printed for one in found.channels if one.kind is not ChannelKind.EMAIL] if found else []
    yield from {_figures(one)[-TOLD_APART:]: one for one in reversed(printed)}.values()


def _figures(text: str) -> str:
    return re.sub(r"\D", "", text)


def _shown(addressee: ReadAddressee) -> str:
    return addressee.person or addressee.office
