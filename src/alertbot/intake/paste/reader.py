"""Reads a pasted appeal: raw text to facts, with warnings instead of guesses. Works offline."""

from dataclasses import replace
from datetime import date

from alertbot.domain.addressee import Addressee
from alertbot.domain.language import When
from alertbot.intake.paste import facts
from alertbot.intake.paste.countries import country_of
from alertbot.intake.paste.courts import hearings_of
from alertbot.intake.paste.demands import demands_of
from alertbot.intake.paste.glue import mended
from alertbot.intake.paste.offices import OfficeReader, Offices
from alertbot.intake.paste.page import (
    MOST_LINES,
    Line,
    Section,
    items_of,
    lines_of,
    sections,
    without_furniture,
)
from alertbot.intake.paste.persons import persons_of
from alertbot.intake.paste.reading import Reading, ReadingWarning
from alertbot.intake.paste.vocabulary import Vocabulary, language_of, vocabulary
from alertbot.intake.paste.wrapping import paragraphs

LONGEST_TEXT = 150_000
"""Characters, some fifty pages; what comes after is not read, and a warning says so."""

MOST_WARNINGS = 12
"""Of one kind; a text with more dates without years has shown what is wrong with it."""


def read_paste(text: str, today: date) -> Reading:
    """Reads a text as pasted in a chat. Never raises for any text; the same text reads the same.

    ``today`` tells two-figure years apart, and which sittings lie ahead when no day of issue is printed.
    Blocking: some 70 ms for an appeal of four pages.
    """
    words = vocabulary(language_of(text[:LONGEST_TEXT]))
    lines = lines_of(text[:LONGEST_TEXT])
    is_cut = len(text) > LONGEST_TEXT or len(lines) > MOST_LINES
    lines = _mended(paragraphs(lines[:MOST_LINES], words), words)
    items = [without_furniture(item, words) for item in items_of(lines, words)]
    items = [item for item in items if item] or [[Line(0, "")]]
    chosen = max(items, key=lambda item: _weight(item, words)) if len(items) > 1 else items[0]
    reading = _read(sections(chosen, words), words, today)
    warnings = [*_other_items(items, chosen), *_cut_off(is_cut, lines)]
    return replace(reading, warnings=(*reading.warnings, *warnings))


def _mended(lines: list[Line], words: Vocabulary) -> list[Line]:
    texts = mended((line.text for line in lines), words)
    return [replace(line, text=" ".join(text.split())) for line, text in zip(lines, texts, strict=True)]


def _weight(item: list[Line], words: Vocabulary) -> int:
    """How much an item asks its readers to write: its request lines and its addresses."""
    asks = sum(words.phrases["request"].search(line.text) is not None for line in item)
    return asks * 2 + sum("@" in line.text for line in item) * 2 if asks else 0


def _read(lines: list[Line], words: Vocabulary, today: date) -> Reading:
    """Facts that any text may hold; what only a request holds is added when there is one."""
    title = facts.title_of(lines, words, today)
    title_text = title.text.rstrip(". ") if title else ""
    requests = facts.request_line(lines, words) is not None
    summary = facts.summary_of(lines, title, words)
    day = facts.issued(lines, words, today)
    told = Reading(
        language=words.language,
        title=title_text or facts.cut_title(summary, words),
        kind=facts.kind_of(title_text, requests, words),
        issuer=facts.issuer_of(lines, words),
        issued_on=day[0].when if day else When(),
        code=facts.code_of(lines, words),
        country=country_of(title_text, "\n".join(line.text for line in lines), words),
        hearings=hearings_of(lines, words, today),
        persons=persons_of(title_text, lines, (), (), words),
        links=facts.links_of(lines),
        text=_text(lines),
        summary=summary,
    )
    offices = OfficeReader(words, told.country).read(lines) if requests else Offices((), ())
    reading = _asked(told, title, lines, offices, words, today) if requests else told
    reading = replace(reading, reply_to=facts.reply_to_of(lines, _letter_starts(offices, lines)))
    return replace(reading, warnings=tuple(_warnings(reading, lines, offices, title, words, today)))


def _asked(
    told: Reading, title: Line | None, lines: list[Line], offices: Offices, words: Vocabulary, today: date
) -> Reading:
    """The reading with what the text asks for, and of whom."""
    demands = demands_of(lines, words)
    demanded = tuple(demand.text.pick(words.language) for demand in demands)
    officials = tuple(addressee.person for addressee in offices.addressees if addressee.person)
    return replace(
        told,
        title=facts.cut_title(demanded[0], words) if title is None and demanded else told.title,
        sign_by=facts.sign_by_of(lines, words, today),
        addressees=offices.addressees,
        copies=facts.copies_of(lines, words),
        demands=demands,
        persons=persons_of(told.title if title else "", lines, demanded, officials, words),
        sign_elsewhere=any(words.phrases["sign_elsewhere"].search(line.text) for line in lines),
    )


def _letter_starts(offices: Offices, lines: list[Line]) -> int:
    """The line of a letter's addressee: above it stands the sender's own letterhead."""
    listed = any(line.section is Section.ADDRESSEES for line in lines)
    return offices.lines[0] if len(offices.lines) == 1 and not listed else 0


def _text(lines: list[Line]) -> str:
    kept: list[str] = []
    for line in lines:
        if line.text or (kept and kept[-1]):
            kept.append(line.text)
    return "\n".join(kept).strip()


def _warnings(
    reading: Reading, lines: list[Line], offices: Offices, title: Line | None, words: Vocabulary, today: date
) -> list[ReadingWarning]:
    found: list[ReadingWarning] = []
    if facts.request_line(lines, words) is None:
        found.append(ReadingWarning("no_request"))
    elif not reading.code:
        found.append(ReadingWarning("code_missing", line=facts.code_is_asked(lines, words)))
    if title is None:
        found.append(ReadingWarning("title_missing", reading.title))
    if not reading.country:
        found.append(ReadingWarning("country_missing"))
    found += _date_warnings(lines, words, today)
    for word, number in list(facts.dead_links(lines, words))[:MOST_WARNINGS]:
        found.append(ReadingWarning("link_without_address", word, number))
    for addressee, number in zip(offices.addressees, offices.lines, strict=True):
        if not addressee.channels:
            found.append(ReadingWarning("no_address", _shown(addressee), number))
    since = reading.issued_on.as_date() or today
    homeless = [h for h in reading.hearings if not h.zone and h.is_after(since)]
    found += [ReadingWarning("hearing_without_city", h.when.printed) for h in homeless[:MOST_WARNINGS]]
    return found


def _shown(addressee: Addressee) -> str:
    return addressee.person or addressee.office.pick(addressee.language)


def _date_warnings(lines: list[Line], words: Vocabulary, today: date) -> list[ReadingWarning]:
    found: list[ReadingWarning] = []
    day = facts.issued(lines, words, today)
    if day is None:
        found.append(ReadingWarning("date_missing"))
    elif day[0].choices:
        found.append(ReadingWarning("ambiguous_date", day[0].when.printed, day[1].number))
    for when, number in list(facts.unknown_years(lines, words, today))[:MOST_WARNINGS]:
        found.append(ReadingWarning("year_missing", when.printed, number))
    return found


def _other_items(items: list[list[Line]], chosen: list[Line]) -> list[ReadingWarning]:
    """A page of several texts: which others there are; one is read."""
    if len(items) == 1:
        return []
    firsts = [next((line for line in item if line.text), item[0]) for item in items if item is not chosen]
    return [ReadingWarning("several_items", line.text[:80], line.number) for line in firsts[:MOST_WARNINGS]]


def _cut_off(is_cut: bool, lines: list[Line]) -> list[ReadingWarning]:
    return [ReadingWarning("text_too_long", line=lines[-1].number)] if is_cut else []
