"""The head of an appeal: title, issuer, issue date, code, last day, kind, links and summary."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from alertbot.domain.language import When
from alertbot.intake.contacts import email_addresses, links
from alertbot.intake.paste.codes import codes_in
from alertbot.intake.paste.countries import is_country
from alertbot.intake.paste.datelines import date_line
from alertbot.intake.paste.days import printed_days
from alertbot.intake.paste.page import Line, Section, sentences
from alertbot.intake.paste.vocabulary import Vocabulary

LONGEST_TITLE = 200
LONGEST_SUMMARY = 600
SHORTEST_TOLD = 60
"""Characters; shorter lines are headings, addresses and signatures."""

LONGEST_CUT_TITLE = 118
HEAD_LINES = 15
SHORTEST_BESIDE_BANNER = 24
"""Letters and figures beside "urgent action" that make a line a title of its own."""

MOST_LINKS = 100

_TOLD = re.compile(
    r",?\s(?:has\s(?:received|been)|have\s(?:received|been)|a\sreçu|a\sété|ha\srecibido|ha\ssido|ha\sricevuto|"
    r"hat\sneue|wurde|получил[ао]?)\b"
)
_SUBJECT = re.compile(
    r"^(?:re|subject|objet|concerne|asunto|betreff|betr\.|oggetto|тема|konu)\s?:\s{0,3}(?=\S)", re.IGNORECASE
)
_NOTE_MARK = re.compile(r"\s?\[\d{1,3}\]")
_NAME_ENDS = re.compile(r"\s(?:representing|which|who|to|in order|and I)\b|[.;:,]")
_ENDS_A_SENTENCE = re.compile(r"[.!?…:][\"”’»)\]]{0,3}(?:\[\d{1,3}\]){0,3}$")


def title_of(lines: list[Line], vocabulary: Vocabulary, today: date) -> Line | None:
    """The first line, when it is short enough for a title and neither a date, a link nor a letter's head."""
    filled = [line for line in lines if line.text]
    subject = next((line for line in filled[:HEAD_LINES] if _SUBJECT.match(line.text)), None)
    if subject is not None:
        return replace(subject, text=_SUBJECT.sub("", subject.text, count=1))
    filled = [line for line in filled if line.section is not Section.MAIL]
    for line in _below_masthead(filled, vocabulary, today):
        if _is_date_line(line.text, vocabulary, today) or line.is_heading or is_banner(line.text, vocabulary):
            continue
        if line.item and any(other.text == line.item for other in lines):
            continue
        is_head = len(line.text) > LONGEST_TITLE or links(line.text) or email_addresses(line.text)
        return None if is_head or line.item else line
    return None


def _below_masthead(filled: list[Line], vocabulary: Vocabulary, today: date) -> list[Line]:
    """The lines without an issuer's name that stands above the date, with the title below it."""
    if len(filled) > 3 and _is_date_line(filled[1].text, vocabulary, today):
        title, body = filled[2].text, filled[3].text
        if len(title) <= LONGEST_TITLE and not _ENDS_A_SENTENCE.search(title) and len(body) > SHORTEST_TOLD:
            return filled[2:]
    return filled


def is_banner(text: str, vocabulary: Vocabulary) -> bool:
    """What stands above a title: "URGENT ACTION", the issuer's code, the country alone on a line."""
    if codes_in(text) or is_country(text.strip(" .:"), vocabulary.language):
        return True
    banner = vocabulary.phrases["urgent"].search(text)
    rest = text[: banner.start()] + text[banner.end() :] if banner else text
    return banner is not None and sum(c.isalnum() for c in rest) < SHORTEST_BESIDE_BANNER


def _is_date_line(text: str, vocabulary: Vocabulary, today: date) -> bool:
    return date_line(text, vocabulary, today) is not None


def issuer_of(lines: list[Line], vocabulary: Vocabulary) -> str:
    """Who speaks: the subject of "... requests your urgent intervention", or "on behalf of ..."."""
    for line in lines:
        match = vocabulary.phrases["requests_your"].search(line.text, 0, 400)
        if match is not None and 3 < match.start() < 300 and ". " not in line.text[: match.start()]:
            subject = _TOLD.split(line.text[: match.start()], maxsplit=1)[0]
            return subject.strip(" ,")
    for line in lines:
        match = vocabulary.phrases["on_behalf"].search(line.text)
        if match is not None:
            rest = line.text[match.end() : match.end() + 120].strip()
            end = _NAME_ENDS.search(rest)
            name = rest[: end.start()] if end else rest
            return name if name[:1].isupper() else ""
    return ""


def code_is_asked(lines: list[Line], vocabulary: Vocabulary) -> int:
    """The line that asks to quote a code, or 0."""
    return next((line.number for line in lines if vocabulary.phrases["code_asked"].search(line.text)), 0)


def reply_to_of(lines: list[Line], letter_starts: int) -> str:
    """The issuer's own address: from its contact section, or from a letterhead above the addressee."""
    for line in lines:
        if line.section is Section.CONTACT or line.number < letter_starts:
            emails = email_addresses(line.text)
            if emails:
                return emails[0].value
    return ""


def links_of(lines: list[Line]) -> tuple[str, ...]:
    found = dict.fromkeys(link.value for line in lines for link in links(line.text))
    return tuple(found)[:MOST_LINKS]


def dead_links(lines: list[Line], vocabulary: Vocabulary) -> Iterator[tuple[str, int]]:
    """Words that were a link before pasting ("Go here to sign"), with their lines."""
    for line in lines:
        match = vocabulary.phrases["link"].search(line.text)
        if match is not None and not links(line.text):
            yield match.group(), line.number


def summary_of(lines: list[Line], title: Line | None, vocabulary: Vocabulary) -> str:
    """The first sentences of the description, or else of the whole text, as many as fit."""
    told = [line for line in lines if line is not title and not line.is_heading and _is_told(line)]
    for section in (Section.DESCRIPTION, Section.OPENING):
        described = [line for line in told if line.section is section]
        if described:
            return _first_sentences(described, vocabulary)
    return _first_sentences(told, vocabulary)


def _is_told(line: Line) -> bool:
    return len(line.text) >= SHORTEST_TOLD and _ENDS_A_SENTENCE.search(line.text) is not None


def _first_sentences(lines: list[Line], vocabulary: Vocabulary) -> str:
    kept: list[str] = []
    for line in lines:
        for sentence in sentences(_NOTE_MARK.sub("", line.text[:20_000]), vocabulary):
            if sum(map(len, kept)) + len(kept) + len(sentence) > LONGEST_SUMMARY:
                return " ".join(kept) or _cut(sentence, LONGEST_SUMMARY - 1)
            kept.append(sentence)
    return " ".join(kept)


def cut_title(text: str, vocabulary: Vocabulary) -> str:
    """A title out of the first sentence, for a text that prints none."""
    first = next(sentences(text, vocabulary), "")
    return _cut(first, LONGEST_CUT_TITLE)


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[:longest].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def unknown_years(lines: list[Line], vocabulary: Vocabulary, today: date) -> Iterator[tuple[When, int]]:
    """Days printed without a year, each once."""
    seen: set[tuple[int | None, int | None]] = set()
    for line in lines:
        for day in printed_days(line.text, (vocabulary.language,), today):
            key = (day.when.month, day.when.day)
            if day.when.year is None and not day.choices and key not in seen:
                seen.add(key)
                yield day.when, line.number
