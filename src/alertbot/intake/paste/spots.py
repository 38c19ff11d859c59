"""Where a text prints how officials are reached: nobody prints that without wanting it used."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from alertbot.intake.contacts import email_addresses
from alertbot.intake.paste.calls import calls_in
from alertbot.intake.paste.channels import channels_of
from alertbot.intake.paste.countries import is_governments
from alertbot.intake.paste.leads import LEADS_BACK
from alertbot.intake.paste.names import is_name
from alertbot.intake.paste.page import Line, Section, asks_for_itself
from alertbot.intake.paste.signatures import closes
from alertbot.intake.paste.vocabulary import Vocabulary, squeeze

OFFICE_ABOVE = 6
"""Lines with text above a channel in which its office is named."""

FEWEST_FIGURES = 6
LONGEST_LINE = 3_000
LONGEST_CLAUSE = 260
"""Characters before a channel that may name whose it is."""

SHORTEST_SENTENCE = 80
TOLD_WORDS = 4
"""Small words before a channel that make it part of a sentence: its office is named there or nowhere."""

SMALL_WORDS = 8
"""Of a sentence; a line of an address has fewer."""

MOST_BETWEEN = 4
"""Lines with text between two officials of one list."""

HEAD_LINES = 3
"""Of a text, in which it may say who speaks."""

MOST_ABOVE = 3
"""Lines above an office that name who holds it."""

LONGEST_ABOVE = 90
LEADING_WORDS = 2
"""Small words behind an association that make what follows somebody it only speaks of."""

_SENTENCE_END = re.compile(r"[.!?…]\s+(?=[\"“«(]?[^\W\d_a-zа-я])")
_BRACKET = re.compile(r"\([^()]{0,200}\)")
_REMARK = re.compile(r"\([^()]*\)")
"""A line that is nothing but a bracket, as salutations are: it names no office."""

_NAMED_BEHIND = re.compile(
    r"\s?\((?!(?:via|through|c/o|by|über|durch|par|por|tramite|presso|через|üzerinden|aracılığıyla)\b)",
    re.IGNORECASE,
)
"""A bracket behind a channel that says whose it is, and not by whom it goes."""

_FIGURES = re.compile(r"[\s.:：№#°(]{0,4}(?:[^\W\d_]{1,8}\s){0,3}(\+?\d[\d\s()/.–-]{4,24}\d)")
_STREET = re.compile(
    r"(?<![^\s(])\d{1,4}(?:[-/]\d{1,4})?[a-z]?,?\s(?:(?:bd|av|rue|bld|blvd)\b[^,|;:]{1,40}|(?:[^\W\d_][\w’'.-]{1,20}\s){1,2}"
    r"(?:court|gardens?|palace|street|road|square|place|avenue)\b)",
    re.IGNORECASE,
)
"""The office in "3 Palace Court" or "5, bd du Roi Albert" is none."""

_ALONE = re.compile(r"\+?\(?\d[\d\s()/.-]{5,30}\d")
"""Figures alone on a line, below whom they ring."""

_FOR_PRESS = re.compile(r"(?:press|media|presse|prensa|stampa|basin|pressa)", re.IGNORECASE)
_IN_COPY = re.compile(r"(?<!\w)(?:in|en|im|на|в)\s(?:cc|copy|kopie|copie|copia|копии)(?!\w)", re.IGNORECASE)
_HEADER = re.compile(
    r"(?:from|sender|reply-to|von|absender|de|da|от|gönderen|mailto|list-\w+|message-id)\s?:", re.IGNORECASE
)
"""Of a mail: who sent it."""

_ENDS_LETTER = re.compile(
    r"(?:(?:many\s)?thank(?:s|\syou)(?=\W{0,3}$)|vielen\sdank(?=\W{0,3}$)|(?:muchas\s)?gracias(?=\W{0,3}$)|merci(?=\W{0,3}$)"
    r"|yours|sincerely|faithfully|(?:best|kind|warm)\s(?:regards|wishes)|regards|in\ssolidarity|respectfully"
    r"|atentamente|saludos|un\sabrazo|besos|mit\s\w+\sgrüßen|grüße|cordialement|salutations|fraternellement|distinti\ssaluti"
    r"|saluti|cordiali|с\sуважением|saygılar\w*)(?!\w)[^@]{0,30}$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Spot:
    """A channel of an official: lines ``first`` (its office) to ``last`` of those with text."""

    first: int
    last: int


def spots_in(filled: Sequence[Line], regions: tuple[str, ...], vocabulary: Vocabulary) -> Iterator[Spot]:
    """The channels of officials in lines that have text, in order."""
    found = list(_found(filled, regions, vocabulary))
    contacts = {spot.first for spot in found if filled[spot.last].section is Section.CONTACT}
    for spot in found:
        if len(contacts) > 1 or spot.first not in contacts:
            yield spot


def _found(filled: Sequence[Line], regions: tuple[str, ...], vocabulary: Vocabulary) -> Iterator[Spot]:
    """Every spot; a single one under "Contact:" is the issuer's, several are those to write to."""
    for at, line in enumerate(filled):
        if line.section is Section.COPIES or _HEADER.match(line.text):
            continue
        ends = _printed(line.text, regions, vocabulary)
        own = _IN_COPY.search(line.text) is not None
        for clause in clauses(line.text, ends):
            own = own or is_own(nearest(clause), vocabulary)
            first = None if own else _office_of(clause, filled, at, vocabulary)
            if first is not None:
                yield Spot(first, at)
                break
        else:
            if not own and _is_of_government(line.text):
                yield Spot(at, at)


def opened(lines: Sequence[Line], spots: Sequence[Spot], vocabulary: Vocabulary) -> list[Line]:
    """The lines; those of officials' addresses become a list of addressees, wherever they stand."""
    filled = [line for line in lines if line.text and line.section is not Section.MAIL]
    numbers = {
        number
        for begins, ends in _stretches(filled, spots, vocabulary)
        for number in range(filled[begins].number, filled[ends].number + 1)
    }
    return [
        replace(line, section=Section.ADDRESSEES, is_heading=False)
        if line.number in numbers and line.section is not Section.MAIL
        else line
        for line in lines
    ]


def _stretches(
    filled: Sequence[Line], spots: Sequence[Spot], vocabulary: Vocabulary
) -> Iterator[tuple[int, int]]:
    """From the first line of a list of officials to its last channel; sentences part two lists."""
    begins = ends = -1
    for spot in spots:
        between = filled[ends + 1 : spot.first]
        near = ends >= 0 and len(between) <= MOST_BETWEEN and not any(tells(line.text) for line in between)
        if not near:
            if ends >= 0:
                yield begins, ends
            begins = _top(filled, spot.first, ends, vocabulary)
        ends = _bottom(filled, max(ends, spot.last), vocabulary)
    if ends >= 0:
        yield begins, ends


def _bottom(filled: Sequence[Line], last: int, vocabulary: Vocabulary) -> int:
    """The last line of a list: further officials go on in it, and channels with no blank line before them."""
    while last + 1 < len(filled) and _goes_on(filled[last], filled[last + 1], vocabulary):
        last += 1
    return last


def _goes_on(line: Line, below: Line, vocabulary: Vocabulary) -> bool:
    text = below.text
    theirs = is_own(text, vocabulary) or vocabulary.civil.search(text) or _ENDS_LETTER.match(text)
    if theirs or tells(text) or below.is_heading or below.section in (Section.CONTACT, Section.COPIES):
        return False
    reached = "@" in text or sum(c.isdigit() for c in text) >= FEWEST_FIGURES
    named = len(text) <= LONGEST_ABOVE and text[-1] not in ".:!?" and is_official(text, vocabulary)
    return named or (reached and below.number - line.number == 1)


def _top(filled: Sequence[Line], first: int, floor: int, vocabulary: Vocabulary) -> int:
    """The first line of an address: above the office may stand, with no blank line, who holds it."""
    top = first
    while top - 1 > floor and first - top < MOST_ABOVE:
        above, text = filled[top - 1], filled[top - 1].text
        adjacent = filled[top].number - above.number == 1 and not filled[top].item
        if not adjacent or len(text) > LONGEST_ABOVE or text[-1] in ":.!?" or above.is_heading:
            break
        if tells(text) or is_own(text, vocabulary):
            break
        top -= 1
    return top


def _printed(text: str, regions: tuple[str, ...], vocabulary: Vocabulary) -> tuple[tuple[int, int], ...]:
    """Where the channels of a line stand, and labelled figures that are no number of these countries."""
    figures = sum(c.isdigit() for c in text) >= FEWEST_FIGURES
    if len(text) > LONGEST_LINE or not (figures or email_addresses(text)):
        return ()
    found = channels_of(text, regions, vocabulary)
    if found is not None:
        return found.spots
    if _ALONE.fullmatch(text):
        return ((0, len(text)),)
    labels = (vocabulary.channels[kind].finditer(text) for kind in ("fax", "phone"))
    numbers = (_FIGURES.match(text, label.end()) for each in labels for label in each)
    return tuple((number.start(1), number.end()) for number in numbers if number is not None)


def _is_of_government(text: str) -> bool:
    """Whether a line prints an address of a government that is not for journalists."""
    mails = (found.value for found in email_addresses(text))
    return any(is_governments(mail) and not _FOR_PRESS.match(mail) for mail in mails)


def clauses(text: str, spots: Sequence[tuple[int, int]]) -> Iterator[str]:
    """What stands before each channel of a line, from the channel before it on; a bracket may follow."""
    end = 0
    for start, after in spots:
        if start >= end:
            yield text[max(end, start - LONGEST_CLAUSE) : start]
            end = after
    if end and _NAMED_BEHIND.match(text, end):
        yield text[end : end + LONGEST_CLAUSE]


def _office_of(clause: str, filled: Sequence[Line], at: int, vocabulary: Vocabulary) -> int | None:
    """The line that names the official of a channel: its own, or one of the address above it."""
    if is_official(clause, vocabulary):
        return None if _is_signed(filled, at) else at
    if vocabulary.civil.search(clause) or _small_words(clause) > TOLD_WORDS:
        return None
    for above in range(at - 1, max(-1, at - 1 - OFFICE_ABOVE), -1):
        line = filled[above]
        parted = (line.section is Section.CONTACT) is not (filled[at].section is Section.CONTACT)
        if above == at - 1 and LEADS_BACK.search(clause) and is_official(line.text, vocabulary):
            return above
        if above < at - 1 and _leads_on(line, vocabulary):
            return above + 1
        if parted or line.is_heading or _is_sentence(line.text) or _closes(line.text):
            return None
        if is_official(line.text, vocabulary) and not _REMARK.fullmatch(line.text):
            return None if _is_signed(filled, above) else above
        if is_own(line.text, vocabulary) or vocabulary.civil.search(line.text):
            return None
    return None


def _leads_on(line: Line, vocabulary: Vocabulary) -> bool:
    """Whether a line asks to write to whoever stands below its colon, whatever their office is called."""
    text = line.text
    return text.endswith(":") and not is_own(text, vocabulary) and calls_in(text, vocabulary)


def _is_signed(filled: Sequence[Line], at: int) -> bool:
    """Whether "In solidarity," stands right above an office: then it is the writer's own."""
    above = filled[max(0, at - MOST_ABOVE) : at]
    return any(_closes(line.text) for line in above)


def _closes(text: str) -> bool:
    return _ENDS_LETTER.match(text) is not None or closes(text)


def nearest(clause: str) -> str:
    """The last sentence of what stands before a channel, and of that what is behind its last colon."""
    last = max((match.end() for match in _SENTENCE_END.finditer(clause)), default=0)
    return clause[last:]


def is_own(text: str, vocabulary: Vocabulary) -> bool:
    """Whether words make the channel behind them the issuer's: for journalists, for readers, for copies."""
    phrases = vocabulary.phrases
    return asks_for_itself(text) or any(
        phrases[name].search(text) is not None for name in ("own", "contact", "copies")
    )


def is_official(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a text names an office of the state or of a firm, and no association of citizens."""
    streets = [match.span() for match in _STREET.finditer(text)]
    powers = [
        match.start()
        for match in vocabulary.powers.finditer(text)
        if not any(start <= match.start() < end for start, end in streets)
    ]
    civil = [match.end() for match in vocabulary.civil.finditer(text)]
    if not powers or not civil:
        return bool(powers)
    between = text[max(civil) : max(powers)]
    return max(powers) > max(civil) and (_small_words(between) >= LEADING_WORDS or ":" in between)


def tells(text: str) -> bool:
    """Whether a line is a sentence and no part of an address; what a bracket says is neither."""
    text = _BRACKET.sub("", text)
    return len(text) > SHORTEST_SENTENCE and _small_words(text) > SMALL_WORDS


def _is_sentence(text: str) -> bool:
    return tells(text) or (text[-1] in ".!?…" and _small_words(text) > TOLD_WORDS)


def _small_words(text: str) -> int:
    return sum(word[:1].islower() for word in text.split())


def _calls_itself(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a line is a title that calls the text a statement."""
    return len(text) <= LONGEST_ABOVE and vocabulary.phrases["statement"].match(text) is not None


def is_signed(filled: Sequence[Line], spots: Sequence[Spot], vocabulary: Vocabulary) -> bool:
    """Whether the only official of a text is the one who signs it: name, office and channels end it."""
    if not spots or len({spot.first for spot in spots}) > 1 or spots[-1].last < len(filled) - 1:
        return False
    if filled[spots[0].first].section in (Section.ADDRESSEES, Section.ACTIONS):
        return False
    parts = [squeeze(part) for part in filled[spots[0].first].text.split(",") if " " in part.strip()]
    heads = [squeeze(line.text) for line in filled[: min(HEAD_LINES, spots[0].first)]]
    if any(part in head for part in parts for head in heads):
        return True
    if any(_calls_itself(line.text, vocabulary) for line in filled[:HEAD_LINES]):
        return True
    top = _top(filled, spots[0].first, -1, vocabulary)
    return 0 < top < spots[-1].last and is_name(filled[top].text, vocabulary)
