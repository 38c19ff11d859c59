"""A paste as lines: cleaned, without the furniture of web pages, sorted into the sections of an appeal."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from alertbot.intake.paste.columns import in_one_column
from alertbot.intake.paste.days import printed_days
from alertbot.intake.paste.headings import opens_addresses, opens_letter
from alertbot.intake.paste.mails import heads_of
from alertbot.intake.paste.told import is_told
from alertbot.intake.paste.vocabulary import Vocabulary, squeeze

LONGEST_HEADING = 90
LONGEST_OPENER = 240
LONGEST_DATELINE = 70
MOST_LINES = 3_000
"""Of one paste; ten times as many as the longest seed appeal has."""

MOST_JOINED_MARKS = 100
"""Longer words stay as they are: composing them is quadratic in the number of accents."""

_INVISIBLE = dict.fromkeys(
    [*range(9), 11, 12, *range(14, 32), 127, 0xAD, 0x200B, 0x200E, 0x200F, 0xFEFF, *range(0x202A, 0x202F),
     *range(0x2060, 0x206A)]
)  # fmt: skip
ITEM_MARK = re.compile(
    r"\s{0,8}(?:\(?(?P<number>[ivx]{1,5}|\d{1,2}|[a-zабв](?=\.)|[a-zа-яA-HА-Д](?=\)))[.)](?!(?:er|re|[oatdr]{1,2})\s|[ºª°])(?![\d+(]|[\w.-]{0,60}@)"
    r"|(?P<bullet>[-=–—]{1,2}>|[·•▪●◦‣∙■□➢►✓*\uf0a7\uf0b7\uf076\uf0d8–—-]\ufe0f?"
    r"|(?:[\u2190-\u21ff\u2460-\u2473\u2600-\u27bf\u2b00-\u2bff\U0001f300-\U0001faff][\ufe0f\U0001f3fb-\U0001f3ff]?){1,3}))\s{0,8}(?=\S)"
)
_QUOTED = re.compile(r"^(?:>\s?){1,9}")
_COMMENT_COUNT = re.compile(r"\d{1,5}\s\w{1,20}$")
_SENTENCE = re.compile(r"(?<=[.!?…])[\"”’»)\]]{0,3}(?:\[\d{1,3}\])?\s+(?=[\"“«(\[]?[^\W\d_a-zа-я])")
_FOOTNOTE = re.compile(r"\[\d{1,3}\]\s?\S")
_AND = re.compile(r"\s(?:and|y|et|und|e|ve|и|а также)$", re.IGNORECASE)
_COPY_CLAUSE = re.compile(
    r"(?:(?<=[,;)] )|(?<=[,;)]))(?:(?:and|y|et|und|e|ve|и)\s)?"
    r"(?:(?:with|con|avec|mit|с)\s)?(?:(?:a|una|une)\s)?$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_ADVERT = re.compile(r"(?:report this|advert|publici|werbung|pubblicit|реклам|reklam)", re.IGNORECASE)
_SOCIAL = re.compile(
    r"(?:[\s•|·,]{0,3}(?:twitter|facebook|email|e-mail|print|whatsapp|telegram|linkedin|reddit|tumblr|pinterest|google\+?|pocket|more)){1,10}",
    re.IGNORECASE,
)
TAIL_MARK = "\u2042"
"""Stands where a blog's furniture stood: whatever list was open ends there."""

_TO_US = re.compile(
    r"(?:envoyez|écrivez|contactez)-nous|\b(?:send|write|e-?mail|contact|tell|inform)\s(?:to\s)?us\b|\b(?:scrive|manda|invia)teci\b"
    r"|\b(?:escrí[bv]\w{1,3}|enví\w{1,3}|infórme\w?)nos\b|\b(?:schreib|schick|mail|sende)\w{0,2}\suns\b|\b(?:пишите|сообщите)\sнам\b",
    re.IGNORECASE,
)
"""The issuer asks to be written to itself."""

_COPY = re.compile(r"\b(?:copy|copies|copi[ae]s?|kopien?|копи[юя])\b", re.IGNORECASE)
LONGEST_CALL = 160
_CALL_TO = re.compile(
    r"\b(?:(?:send|address)\b[^.:@]{0,60}\b(?:letters?|messages?|appeals?|protests?|faxes|e-?mails?)\b[^.:@]{0,110}\bto|write\sto"
    r"|envoyez\b[^.:@]{0,60}\s(?:à|au)|écrivez\s(?:à|au)|envíen?\b[^.:@]{0,60}\sa|escriban?\sa|scrivete\sa|inviate\b[^.:@]{0,60}\sa"
    r"|schreib\w{1,3}(?:\ssie)?\san)\s?:(?=\s|$)",
    re.IGNORECASE,
)
_LEADS_ON = re.compile(
    r"\b(?:an|to|à|aux?|a|al|alla|ai|кому|в\sадрес|на\sадрес|şu\sadres\w*)\s?:$", re.IGNORECASE
)
"""Officials follow such a line, whatever it says before."""


class Section(Enum):
    """Where in an appeal a line stands."""

    OPENING = "opening"
    DESCRIPTION = "description"
    BACKGROUND = "background"
    ACTIONS = "actions"
    ADDRESSEES = "addressees"
    COPIES = "copies"
    CONTACT = "contact"
    NOTES = "notes"
    MAIL = "mail"


_OPENERS = ("copies", "addressees")
_LISTS = (Section.ADDRESSEES, Section.COPIES, Section.ACTIONS)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the paste; ``number`` counts from 1 in the paste as it came. Empty text is a blank line.

    ``is_alone``: its heading stood on the same line, so that a blank line ends the section again.
    ``asks``: it asks to write to officials whose channels follow.
    """

    number: int
    text: str
    section: Section = Section.OPENING
    is_heading: bool = False
    is_alone: bool = False
    asks: bool = False

    @property
    def item(self) -> str:
        """The text behind an item's mark ("i.", "2)", a bullet), or nothing when this is no item."""
        mark = ITEM_MARK.match(self.text)
        return self.text[mark.end() :] if mark else ""

    @property
    def is_numbered(self) -> bool:
        mark = ITEM_MARK.match(self.text)
        return mark is not None and mark["number"] is not None

    @property
    def is_footnote(self) -> bool:
        return _FOOTNOTE.match(self.text) is not None


def lines_of(text: str) -> list[Line]:
    """The lines of a paste: composed (NFC), nothing invisible, white space and blank lines folded."""
    cleaned = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").translate(_INVISIBLE)
    composed = cleaned.encode("utf-8", "replace").decode("utf-8")
    lines: list[Line] = []
    for number, line in in_one_column(composed.split("\n")):
        folded = _QUOTED.sub("", " ".join(map(_composed, line.split())), count=1)
        if folded or (lines and lines[-1].text):
            lines.append(Line(number, folded))
    return lines or [Line(1, "")]


def _composed(word: str) -> str:
    return word if word.isascii() or len(word) > MOST_JOINED_MARKS else unicodedata.normalize("NFC", word)


def without_furniture(lines: Iterable[Line], vocabulary: Vocabulary) -> list[Line]:
    """The lines without what a blog or a browser puts around a text."""
    kept: list[Line] = []
    for line in lines:
        if not _is_furniture(line.text, vocabulary):
            kept.append(line)
        elif vocabulary.phrases["chrome"].match(line.text) and not _ADVERT.match(line.text):
            kept.append(replace(line, text=TAIL_MARK))
    return kept


def _is_furniture(text: str, vocabulary: Vocabulary) -> bool:
    if not text or len(text) > 200 or "@" in text.split(" ", 1)[0][1:]:
        return False
    if not any(c.isalnum() for c in text):
        return True
    if text.lower().strip("• ") in ("home", "главная") or text.startswith("• >"):
        return True
    if vocabulary.phrases["chrome"].match(text):
        return _YEAR.search(text) is None
    if _SOCIAL.fullmatch(text):
        return True
    return bool(_COMMENT_COUNT.match(text)) and vocabulary.phrases["comments"].search(text) is not None


def items_of(lines: list[Line], vocabulary: Vocabulary) -> list[list[Line]]:
    """The items of an archive page, each up to the line that files it away; usually one."""
    items: list[list[Line]] = [[]]
    for line in lines:
        items[-1].append(line)
        if len(line.text) <= 200 and vocabulary.phrases["item_ends"].match(line.text):
            items.append([])
    return [item for item in items if sum(len(line.text) for line in item) > 200] or [lines]


def sections(lines: Iterable[Line], vocabulary: Vocabulary) -> list[Line]:
    """The lines, each with its section; a heading belongs to the section it opens."""
    sorted_lines: list[Line] = []
    section = Section.OPENING
    alone = False
    whole = list(lines)
    heads = {whole[at].number for at in heads_of([line.text for line in whole], vocabulary)}
    for line in _opened(whole, vocabulary, heads):
        if line.text and line.number in heads:
            sorted_lines.append(replace(line, section=Section.MAIL, is_heading=False))
            section, alone = Section.OPENING, False
            continue
        if line.text == TAIL_MARK:
            section = Section.NOTES if section in _LISTS else section
            continue
        heading = heading_of(line.text, vocabulary) or opened_by(line.text, section, vocabulary)
        if not line.text and alone and section is Section.COPIES:
            section = Section.NOTES
        alone = line.is_alone or (alone and bool(line.text))
        if heading is not None:
            section = heading
        elif line.is_footnote:
            section = Section.NOTES
        else:
            section = _section_of_sentence(line, section, vocabulary)
        is_heading = heading is not None and heading is not Section.NOTES
        sorted_lines.append(replace(line, section=section, is_heading=is_heading))
    return sorted_lines


def _opened(lines: Iterable[Line], vocabulary: Vocabulary, heads: set[int]) -> Iterator[Line]:
    """The lines, with a heading parted from what follows it: "Copies to: Embassy of ..."."""
    parted = (part for whole in lines for part in _before_opener(whole, vocabulary))
    for line in (part for whole in parted for part in _before_copies(whole, vocabulary)):
        if line.number in heads:
            yield line
            continue
        heading = vocabulary.heading_words.match(line.text)
        rest = line.text[heading.end() :].strip() if heading else ""
        label = heading.group().rstrip(": ") if heading else ""
        if heading is None or not rest or vocabulary.channels["post"].fullmatch(label):
            head, rest = _inline_opener(line.text, vocabulary)
        else:
            head = heading.group().strip()
        if head:
            yield replace(line, text=head)
            yield replace(line, text=rest, is_alone=_has_contact(rest))
        else:
            yield line


def _before_opener(line: Line, vocabulary: Vocabulary) -> Iterator[Line]:
    """A paragraph that ends in, or goes on behind, "Write to:": the addresses come after its colon."""
    at = 0
    for call in _CALL_TO.finditer(line.text) if len(line.text) > LONGEST_CALL else ():
        start = max((m.end() for m in _SENTENCE.finditer(line.text, at, call.start() + 1)), default=at)
        if start > at:
            yield replace(line, text=line.text[at:start].strip())
        yield replace(line, text=line.text[start : call.end()].strip())
        at = call.end()
    rest = line.text[at:].strip()
    if rest or not at:
        yield replace(line, text=rest) if at else line


def _before_copies(line: Line, vocabulary: Vocabulary) -> Iterator[Line]:
    """A line that lists addresses and then says who gets copies, parted there."""
    found = vocabulary.phrases["copies"].search(line.text, 40) if len(line.text) > 120 else None
    found = None if found is not None and is_for_diplomats(line.text, found.end(), vocabulary) else found
    start = found.start() if found else 0
    if found is not None and line.text[found.end() : found.end() + 1] != ":":
        sentence = max((m.end() for m in _SENTENCE.finditer(line.text, 0, start)), default=0)
        clause = _COPY_CLAUSE.search(line.text[sentence:start])
        start = sentence if clause is None else sentence + clause.start()
    if not start or not _has_contact(line.text[:start]):
        yield line
        return
    yield replace(line, text=_AND.sub("", line.text[:start].strip()))
    yield replace(line, text=line.text[start:])


def is_for_diplomats(text: str, at: int, vocabulary: Vocabulary) -> bool:
    """Whether a list follows copies that go to embassies: "with copies to diplomats in your country: ..."."""
    aside, colon, _ = text[at : at + LONGEST_OPENER].partition(":")
    return bool(colon) and "@" not in aside and vocabulary.phrases["diplomats"].search(aside) is not None


def _inline_opener(text: str, vocabulary: Vocabulary) -> tuple[str, str]:
    """ "Copies to: a@b.org" parted behind its colon."""
    head, colon, rest = text[:LONGEST_OPENER].partition(":")
    if not colon or not rest.strip() or len(head) > 120:
        return "", text
    if any(cue.end() == len(head) for cue in vocabulary.phrases["sign_by"].finditer(head)):
        return "", text
    is_open = head.count("(") > head.count(")") or _has_contact(head)
    if is_open or vocabulary.phrases["contact"].match(head) or asks_for_itself(head):
        return "", text
    names = _OPENERS if "@" in rest else (*_OPENERS, "alone")
    opens = any(vocabulary.openers[name].fullmatch(f"{head}:".strip()) for name in names)
    return (f"{head}:", text[len(head) + 1 :].strip()) if opens else ("", text)


def asks_for_itself(text: str) -> bool:
    """ "Send us your pictures at ...": what the issuer wants for itself, but for copies of the letters."""
    return _TO_US.search(text) is not None and _COPY.search(text) is None


def _has_contact(text: str) -> bool:
    return "@" in text or sum(c.isdigit() for c in text) >= 6


def opened_by(text: str, section: Section, vocabulary: Vocabulary) -> Section | None:
    """The section a whole line opens: "PLEASE SEND APPEALS BEFORE 9 NOVEMBER 2017 TO:", "And copies to:"."""
    bare = text.strip("*# ")
    if section in _LISTS and vocabulary.openers["ends"].match(bare) and not _LEADS_ON.search(bare):
        return Section.COPIES if vocabulary.phrases["diplomats"].search(bare) else Section.NOTES
    if not 2 <= len(bare) <= LONGEST_OPENER:
        return None
    if opens_addresses(text):
        return Section.ADDRESSEES
    if section is Section.ADDRESSEES and opens_letter(text):
        return Section.NOTES
    if vocabulary.openers["copies"].fullmatch(bare):
        return Section.COPIES
    if vocabulary.openers["alone"].fullmatch(bare):
        return Section.ADDRESSEES
    about_language = any(m.end() >= len(bare) - 2 for m in vocabulary.phrases["language"].finditer(bare))
    opens = vocabulary.openers["addressees"].fullmatch(bare) and not about_language
    return Section.ADDRESSEES if opens else None


def _section_of_sentence(line: Line, section: Section, vocabulary: Vocabulary) -> Section:
    if section in _LISTS and asks_for_itself(line.text) and _has_contact(line.text):
        return Section.CONTACT
    if section in _LISTS and (_is_dateline(line.text, vocabulary) or _asks_to_tell(line.text, vocabulary)):
        return Section.CONTACT
    if (
        section is not Section.CONTACT
        and len(line.text) <= 300
        and vocabulary.phrases["contact"].match(line.text)
    ):
        return Section.CONTACT
    opens = section in (Section.OPENING, Section.DESCRIPTION, Section.BACKGROUND)
    if opens and (line.asks or _requests(line.text, vocabulary)):
        return Section.ACTIONS
    reopens = section in (Section.CONTACT, Section.COPIES)
    if reopens and line.text and vocabulary.phrases["request"].match(line.text):
        return Section.ACTIONS
    calls = line.text.endswith(":") and vocabulary.phrases["asks_authorities"].search(line.text)
    if opens and calls and vocabulary.phrases["authorities"].search(line.text):
        return Section.ACTIONS
    return section


def _requests(text: str, vocabulary: Vocabulary) -> bool:
    found = vocabulary.phrases["request"].finditer(text)
    return any(not is_told(text, match, vocabulary) for match in found)


def _is_dateline(text: str, vocabulary: Vocabulary) -> bool:
    """ "Geneva-Paris, 12 June 2013": below it an issuer signs, with its own numbers."""
    year = _YEAR.search(text) if len(text) <= LONGEST_DATELINE else None
    if year is None or vocabulary.phrases["sign_by"].search(text):
        return False
    day = next(printed_days(text, (vocabulary.language,), date.max), None)
    place, comma, _ = text[: day.start if day else 0].partition(",")
    named = bool(comma) and place[:1].isupper() and len(place.split()) <= 4 and "@" not in place
    return day is not None and named and len(text) - day.end <= 6


def _asks_to_tell(text: str, vocabulary: Vocabulary) -> bool:
    """ "Tell us what you did, quoting the code of this appeal": what follows is the issuer's."""
    phrases = vocabulary.phrases
    if len(text) > 300 or text.endswith(":") or phrases["request"].search(text):
        return False
    return phrases["code_asked"].search(text) is not None


def heading_of(text: str, vocabulary: Vocabulary) -> Section | None:
    """The section a heading opens, found through glue and a slip of the pen; ``None`` for other lines."""
    if not 2 <= len(text) <= LONGEST_HEADING:
        return None
    key = squeeze(text)
    for name, headings in vocabulary.headings.items():
        long = vocabulary.long_headings[name]
        near = (heading for length in range(len(key) - 1, len(key) + 2) for heading in long.get(length, ()))
        if key in headings or any(_is_slip(key, heading) for heading in near):
            return Section(name)
    return None


def _is_slip(key: str, heading: str) -> bool:
    """Whether a heading is printed with a slip of the pen; most are told apart at both ends."""
    if key[:3] != heading[:3] and key[-3:] != heading[-3:]:
        return False
    from rapidfuzz import fuzz

    return fuzz.ratio(key, heading) >= 93


def sentences(text: str, vocabulary: Vocabulary) -> Iterator[str]:
    """The sentences of a paragraph; "Mr. Kurmanov" and "J. Raina" do not end one."""
    start = 0
    for after in (*sentence_starts(text, vocabulary), len(text)):
        if text[start:after].strip():
            yield text[start:after].strip()
        start = after


def sentence_starts(text: str, vocabulary: Vocabulary) -> Iterator[int]:
    """Where the second and each later sentence of a paragraph begins; German writes "23. Mai"."""
    start = 0
    for seam in _SENTENCE.finditer(text):
        words = text[max(start, seam.start() - 30) : seam.start()].split()
        last = words[-1].rstrip(".").lstrip('(“"«').casefold() if words else ""
        is_ordinal = vocabulary.language == "de" and len(last) == 2 and last.isdigit()
        is_short = last in vocabulary.abbreviations or (len(last) <= 4 and last in vocabulary.streets)
        if len(last) == 1 or is_ordinal or is_short:
            continue
        yield seam.end()
        start = seam.end()
