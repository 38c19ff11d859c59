"""What a text is: an appeal asks its readers to write, or asks an authority by numbered demands."""

import re

from alertbot.intake.paste.codes import codes_in
from alertbot.intake.paste.page import Line, Section, heading_of
from alertbot.intake.paste.reading import TextKind
from alertbot.intake.paste.told import is_told
from alertbot.intake.paste.vocabulary import Vocabulary

HEAD_LINES = 8
"""Of a text, in which it says what it is."""

LONGEST_GREETING = 60
LONGEST_CODED = 80
"""Characters of a line that prints the text's own code; in a sentence it is another's."""

QUOTE_REACH = 2_000
_LOW_QUOTED = re.compile(r"„[^„“”]{0,400}[“”]")
_OBSERVATORY = re.compile(r"[A-Z]{3}\s?\d{3}\s?/\s?\d{4}\s?/\s?OBS\s?\d{3}(?:\.\d{1,2})?")
"""Alone on a line: the Observatory numbers nothing but its urgent appeals and their updates."""

_TAG = re.compile(
    r"^(?:\s?(?:\[[^\[\]]{1,40}\]|(?:re|fwd?|fw|aw|wg|tr|rv|rif|ynt|i|r)\s?:)){1,4}\s?", re.IGNORECASE
)
"""What mailing lists and mail programs put before a subject."""

LONGEST_TOLD_HEAD = 120
_NEXT_OBSERVATORY = re.compile(r"OBS\s?\d{3}\.\d")


def kind_of(title: str, lines: list[Line], asks: bool, vocabulary: Vocabulary) -> TextKind:
    """What the text is; without a request it is a report, an outcome or a statement, and asks nobody."""
    phrases = vocabulary.phrases
    head = [line.text for line in lines if line.text][:HEAD_LINES]
    short = [text for text in (title, *head[:4]) if len(text) < LONGEST_TOLD_HEAD]
    if _is_correction(title, head, vocabulary):
        return TextKind.CORRECTION
    if asks:
        return TextKind.UPDATE if _is_update(title, head, vocabulary) else TextKind.APPEAL
    if any(phrases["outcome"].search(text) for text in short):
        return TextKind.OUTCOME
    if says_nothing_is_asked(lines, vocabulary) or says_ended(lines, vocabulary):
        return TextKind.UPDATE if _is_update(title, head, vocabulary) else TextKind.OUTCOME
    if phrases["report"].search(title) or any(phrases["report"].match(text) for text in head[:2]):
        return TextKind.REPORT
    return TextKind.STATEMENT if _states(lines, vocabulary) else TextKind.REPORT


def _is_correction(title: str, head: list[str], vocabulary: Vocabulary) -> bool:
    correction = vocabulary.phrases["correction"]
    subject = title[:LONGEST_TOLD_HEAD]
    return correction.search(subject) is not None or any(
        correction.match(_TAG.sub("", text)) for text in head[:3]
    )


def _states(lines: list[Line], vocabulary: Vocabulary) -> bool:
    """Whether a text says what somebody thinks or demands; one that only tells what happened is a report."""
    phrases = vocabulary.phrases
    return any(
        phrases["statement"].search(line.text) or phrases["states"].search(line.text) for line in lines
    )


def _is_update(title: str, head: list[str], vocabulary: Vocabulary) -> bool:
    if any(_NEXT_OBSERVATORY.search(text) for text in head):
        return True
    return any(
        vocabulary.phrases["update"].match(_TAG.sub("", text))
        for text in (title, *head)
        if len(text) < 200 and not _only_parts(text, vocabulary)
    )


def _only_parts(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a line is but the heading of what else there is to know."""
    return heading_of(text.rstrip(": "), vocabulary) in (Section.CONTACT, Section.BACKGROUND)


def request_line(lines: list[Line], vocabulary: Vocabulary) -> Line | None:
    """The first line that asks the reader to write or to sign; what it quotes somebody saying does not."""
    greets = any(vocabulary.phrases["dear"].match(line.text) and len(line.text) < 100 for line in lines)
    for line in lines:
        for match in vocabulary.phrases["request"].finditer(line.text):
            asks_official = vocabulary.phrases["ask"].match(line.text, match.start()) is not None
            if is_told(line.text, match, vocabulary):
                continue
            if not is_quoted(line.text, match.start()) and (greets or not asks_official):
                return line
    return None


def is_quoted(text: str, at: int) -> bool:
    """Whether a quotation is open at a place in a line."""
    before = text[: max(0, at - QUOTE_REACH)] + _LOW_QUOTED.sub("", text[max(0, at - QUOTE_REACH) : at])
    if any(
        before.rfind(opened) > before.rfind(closed) for opened, closed in (("“", "”"), ("«", "»"), ("„", "“"))
    ):
        return True
    return before.count('"') % 2 == 1


def _has_letter_head(lines: list[Line], vocabulary: Vocabulary) -> bool:
    """Whether a letter is printed with its "To:" and, below it, its greeting."""
    opened = [line.number for line in lines if vocabulary.openers["alone"].fullmatch(line.text)]
    return bool(opened) and any(
        line.number > opened[0]
        and len(line.text) <= LONGEST_GREETING
        and vocabulary.phrases["dear"].match(line.text)
        for line in lines
    )


def says_nothing_is_asked(lines: list[Line], vocabulary: Vocabulary) -> bool:
    """Whether a text says itself that nobody is asked to do anything any longer."""
    return any(vocabulary.phrases["no_action"].search(line.text) for line in lines)


def says_ended(lines: list[Line], vocabulary: Vocabulary) -> bool:
    """Whether it thanks or says that a campaign is over; who prints officials' channels asks all the same."""
    return any(vocabulary.phrases["ended"].search(line.text) for line in lines)


def asks_readers(lines: list[Line], vocabulary: Vocabulary, *, is_letter: bool) -> bool:
    """Whether a text asks: its readers to act, a letter's addressee, or an authority, with items below."""
    if says_nothing_is_asked(lines, vocabulary) or says_ended(lines, vocabulary):
        return False
    if any(line.asks for line in lines) or request_line(lines, vocabulary) is not None:
        return True
    if is_letter and any(vocabulary.phrases["ask"].search(line.text) for line in lines):
        return True
    if _has_letter_head(lines, vocabulary):
        return True
    listed = any(line.section in (Section.ADDRESSEES, Section.ACTIONS) and line.item for line in lines)
    opened = any(line.section is Section.ADDRESSEES and line.is_heading for line in lines)
    head = [line.text for line in lines if line.text][:HEAD_LINES]
    says = any(vocabulary.phrases["urgent"].search(text) for text in head)
    if any(_OBSERVATORY.fullmatch(line.text) for line in lines):
        return True
    coded = any(codes_in(text) for text in head if len(text) <= LONGEST_CODED)
    return listed or ((opened or is_letter or coded) and says)
