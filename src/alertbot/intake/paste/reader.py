"""Reads a pasted appeal: raw text to facts, with warnings instead of guesses. Works offline."""

from dataclasses import replace
from datetime import date

from alertbot.domain.language import When
from alertbot.intake.paste import facts
from alertbot.intake.paste.codes import code_of
from alertbot.intake.paste.countries import country_of
from alertbot.intake.paste.courts import hearings_of
from alertbot.intake.paste.datelines import issued
from alertbot.intake.paste.deadlines import Deadline, sign_by_of
from alertbot.intake.paste.demands import demands_of
from alertbot.intake.paste.doubts import MOST_WARNINGS, doubts_of
from alertbot.intake.paste.glue import mended
from alertbot.intake.paste.kinds import kind_of
from alertbot.intake.paste.offices import Offices
from alertbot.intake.paste.page import (
    MOST_LINES,
    TAIL_MARK,
    Line,
    Section,
    items_of,
    lines_of,
    sections,
    without_furniture,
)
from alertbot.intake.paste.persons import persons_of
from alertbot.intake.paste.reading import Reading, ReadingWarning
from alertbot.intake.paste.regions import country_settled
from alertbot.intake.paste.request import request_of
from alertbot.intake.paste.seams import parted
from alertbot.intake.paste.signs import with_labels
from alertbot.intake.paste.vocabulary import Vocabulary, language_of, vocabulary
from alertbot.intake.paste.wrapping import paragraphs

LONGEST_TEXT = 150_000
"""Characters, some fifty pages; what comes after is not read, and a warning says so."""


def read_paste(text: str, today: date) -> Reading:
    """Reads a text as pasted in a chat. Never raises for any text; the same text reads the same.

    ``today`` tells two-figure years apart, and which sittings lie ahead when no day of issue is printed.
    Blocking: some 70 ms for an appeal of four pages.
    """
    words = vocabulary(language_of(text[:LONGEST_TEXT]))
    lines = lines_of(text[:LONGEST_TEXT])
    is_cut = len(text) > LONGEST_TEXT or len(lines) > MOST_LINES
    lines = _mended(paragraphs(list(with_labels(parted(lines[:MOST_LINES], words))), words), words)
    items = [without_furniture(item, words) for item in items_of(lines, words)]
    items = [item for item in items if item] or [[Line(0, "")]]
    chosen = max(items, key=lambda item: _weight(item, words)) if len(items) > 1 else items[0]
    reading = _read(chosen, words, today)
    warnings = [*_other_items(items, chosen), *_cut_off(is_cut, lines)]
    return replace(reading, warnings=(*reading.warnings, *warnings))


def _mended(lines: list[Line], words: Vocabulary) -> list[Line]:
    texts = mended((line.text for line in lines), words)
    return [replace(line, text=" ".join(text.split())) for line, text in zip(lines, texts, strict=True)]


def _weight(item: list[Line], words: Vocabulary) -> int:
    """How much an item asks its readers to write: its request lines and its addresses."""
    asks = sum(words.phrases["request"].search(line.text) is not None for line in item)
    return asks * 2 + sum("@" in line.text for line in item) * 2 if asks else 0


def _read(item: list[Line], words: Vocabulary, today: date) -> Reading:
    """Facts that any text may hold; what only a request holds is added when there is one."""
    lines = sections(item, words)
    title = facts.title_of(lines, words, today)
    title_text = title.text.rstrip(". ") if title else ""
    summary = facts.summary_of(lines, title, words)
    day = issued(lines, words, today)
    text = "\n".join(line.text for line in lines)
    country = country_settled(country_of(title_text, text, words), text, words.language)
    request = request_of(item, country, words)
    lines, offices, asks = request.lines, request.offices, request.asks
    told = Reading(
        language=words.language,
        title=title_text or facts.cut_title(summary, words),
        kind=kind_of(title_text, lines, asks, words),
        issuer=facts.issuer_of(lines, words),
        issued_on=day[0].when if day else When(),
        code=code_of(lines, words),
        country=country,
        hearings=hearings_of(lines, words, today),
        persons=persons_of(title_text, lines, (), (), words),
        links=facts.links_of(lines),
        text=_text(lines),
        summary=summary,
        reply_to=facts.reply_to_of(lines, _letter_starts(offices, lines) if asks else 0),
    )
    deadline = sign_by_of(lines, told.issued_on.as_date(), words, today) if asks else None
    reading = _asked(told, title, lines, offices, deadline, words) if asks else told
    doubts = doubts_of(reading, lines, title, deadline, words, today, asks=asks)
    return replace(reading, warnings=(*request.doubts(), *doubts))


def _asked(
    told: Reading,
    title: Line | None,
    lines: list[Line],
    offices: Offices,
    deadline: Deadline | None,
    words: Vocabulary,
) -> Reading:
    """The reading with what the text asks for, and of whom."""
    demands = demands_of(lines, words)
    demanded = tuple(demand.text.pick(words.language) for demand in demands)
    officials = tuple(addressee.person for addressee in offices.addressees if addressee.person)
    return replace(
        told,
        title=facts.cut_title(demanded[0], words) if title is None and demanded else told.title,
        sign_by=deadline.day if deadline else None,
        sign_by_printed=deadline.printed if deadline and deadline.day else "",
        addressees=offices.addressees,
        copies=offices.copies,
        demands=demands,
        persons=persons_of(told.title if title else "", lines, demanded, officials, words),
        sign_elsewhere=any(words.phrases["sign_elsewhere"].search(line.text) for line in lines),
    )


def _letter_starts(offices: Offices, lines: list[Line]) -> int:
    """The line of a letter's addressee: above it stands the sender's own letterhead."""
    listed = any(line.section is Section.ADDRESSEES for line in lines)
    return offices.addressees[0].line if len(offices.addressees) == 1 and not listed else 0


def _text(lines: list[Line]) -> str:
    kept: list[str] = []
    for line in lines:
        if line.text or (kept and kept[-1]):
            kept.append(line.text)
    return "\n".join(kept).strip()


def _other_items(items: list[list[Line]], chosen: list[Line]) -> list[ReadingWarning]:
    """A page of several texts: which others there are; one is read."""
    if len(items) == 1:
        return []
    firsts = [
        next((line for line in item if line.text not in ("", TAIL_MARK)), item[0])
        for item in items
        if item is not chosen
    ]
    return [ReadingWarning("several_items", line.text[:80], line.number) for line in firsts[:MOST_WARNINGS]]


def _cut_off(is_cut: bool, lines: list[Line]) -> list[ReadingWarning]:
    return [ReadingWarning("text_too_long", line=lines[-1].number)] if is_cut else []
