"""What a text is: an appeal asks its readers to write, or asks an authority by numbered demands."""

import re

from alertbot.intake.paste.codes import codes_in
from alertbot.intake.paste.dispatch import is_sent_letter
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

LATEST_CORRECTION = 24
_MORE = (
    r"(?:further|more|additional|weitere[nr]?|neue[nr]?|zusätzliche[nr]?|autres?|nouve(?:aux|lles?)|más|otr[ao]s?|nuev[ao]s|ulteriori|altr[ie]|nuov[ie]"
    r"|дальнейш\w{2,3}|новы[хе]|başka|yeni|ek)"
)
_THINGS = (
    r"(?:action|appeal|letter|message|fax|e-?mail|campaigning|appell|aktion|brief|schreiben|fax|zuschrift|appel|lettre|courrier|courriel|intervention|accion|acción"
    r"|carta|apelaci|llamamiento|mensaje|correo|azion|letter|messagg|intervent|действи|письм|писем|обращени|акци|eylem|mektup|mesaj|faks|çağrı)\w{0,8}"
)
_NEEDED = (
    r"(?:requir\w+|need\w*|necessary|requested|erforderlich|nötig|notwendig|erbeten|nécessaires?|requis\w{0,2}|demandée?s?|utiles?|necesari\w+|requier\w+"
    r"|necesitan?|solicitan?|necessari\w?|richiest\w|occorr\w+|servono|serve|требу\w+|нужн\w*|необходим\w*)"
)
_NO_MORE = re.compile(
    rf"(?<!\w){_MORE}\s(?:[\w-]+\s){{0,2}}?{_THINGS}(?!\w)[^.!?;:]{{0,60}}?\s(?:(?:not|nicht|pas|no|non|не)\s(?:[\w-]+\s){{0,3}}{_NEEDED}|(?:gerek|iste|talep\sedil)m[ie]\w+)(?!\w)"
    rf"|(?<!\w)(?:not?|ne|n[’']\w+|non|не)\s(?:[\w-]+\s){{0,3}}?{_NEEDED}\s(?:[\w’'-]+\s){{0,2}}?(?:d[’'])?{_MORE}\s(?:[\w-]+\s)?{_THINGS}(?!\w)",
    re.IGNORECASE,
)
"""Who needs no more letters says so in any order of words."""

_OF = re.compile(r"\b(?:of|for|de|du|di|des|der|für)\s$", re.IGNORECASE)
"""The "Department of Correction" corrects nothing."""

_FROM_THEN = re.compile(
    r"(?<!\w)(?:after|nach\sdem|después\sdel?|après\sle|dopo\sil|после|sonra)(?!\w)", re.IGNORECASE
)
"""What shall end after a day has not ended yet."""

LONGEST_TOLD_HEAD = 120
_NEXT_OBSERVATORY = re.compile(r"OBS\s?\d{3}\.\d")


def kind_of(title: str, lines: list[Line], asks: bool, vocabulary: Vocabulary) -> TextKind:
    """What the text is; without a request it is a report, an outcome or a statement, and asks nobody."""
    phrases = vocabulary.phrases
    head = [line.text for line in lines if line.text][:HEAD_LINES]
    short = [text for text in (title, *head[:4]) if len(text) < LONGEST_TOLD_HEAD]
    if _is_correction(title, head, vocabulary):
        return TextKind.CORRECTION
    if asks and is_sent_letter(lines, vocabulary):
        return TextKind.STATEMENT
    if asks:
        return TextKind.UPDATE if _is_update(title, head, vocabulary) else TextKind.APPEAL
    if any(phrases["outcome"].search(text) for text in short):
        return TextKind.OUTCOME
    over = says_ended(lines, vocabulary) and not _is_unwanted(lines, vocabulary)
    if over or says_nothing_is_asked(lines, vocabulary):
        return TextKind.UPDATE if _is_update(title, head, vocabulary) else TextKind.OUTCOME
    if phrases["report"].search(title) or _is_report(head, vocabulary):
        return TextKind.REPORT
    return TextKind.STATEMENT if _states(lines, vocabulary) else TextKind.REPORT


def _is_report(head: list[str], vocabulary: Vocabulary) -> bool:
    """Whether one of the first lines is a title that calls the text a report."""
    report = vocabulary.phrases["report"]
    return any(
        found.start() == 0 or found.end() == len(text.rstrip(" .:"))
        for text in head[:4]
        if len(text) < LONGEST_TOLD_HEAD
        for found in report.finditer(text)
    )


def _is_correction(title: str, head: list[str], vocabulary: Vocabulary) -> bool:
    """Whether a title says so near its beginning ("Small correction"), or a first line right there."""
    correction = vocabulary.phrases["correction"]
    subject = _TAG.sub("", title)
    found = correction.search(subject[:LONGEST_TOLD_HEAD])
    at = found.start() if found else LATEST_CORRECTION + 1
    titled = at <= LATEST_CORRECTION and not _OF.search(subject[:at])
    return titled or any(correction.match(_TAG.sub("", text)) for text in head[:3])


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
    no_action = vocabulary.phrases["no_action"]
    return any(no_action.search(line.text) or _NO_MORE.search(line.text) for line in lines)


def _is_unwanted(lines: list[Line], vocabulary: Vocabulary) -> bool:
    """Whether those it is about want no letters now; that is no end of their case."""
    return any(vocabulary.phrases["unwanted"].search(line.text) for line in lines)


def _is_closed(lines: list[Line], vocabulary: Vocabulary) -> bool:
    filled = [line.text for line in lines if line.text]
    closed = vocabulary.phrases["ended"]
    return any(
        closed.search(text) and not _FROM_THEN.search(f"{before} {text}")
        for before, text in zip(["", *filled], filled, strict=False)
    )


def says_ended(lines: list[Line], vocabulary: Vocabulary) -> bool:
    """Whether it says that a campaign is over, or thanks those who wrote and asks no more below.

    Who prints officials' channels asks all the same.
    """
    phrases = vocabulary.phrases
    if _is_closed(lines, vocabulary) or _is_unwanted(lines, vocabulary):
        return True
    thanked = [at for at, line in enumerate(lines) if phrases["thanked"].search(line.text)]
    return bool(thanked) and request_line(lines[thanked[-1] + 1 :], vocabulary) is None


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
    head = [line.text for line in lines if line.text][:HEAD_LINES]
    lists = (Section.ADDRESSEES,) if _is_report(head, vocabulary) else (Section.ADDRESSEES, Section.ACTIONS)
    listed = any(line.section in lists and line.item for line in lines)
    opened = any(line.section is Section.ADDRESSEES and line.is_heading for line in lines)
    says = any(vocabulary.phrases["urgent"].search(text) for text in head)
    if any(_OBSERVATORY.fullmatch(line.text) for line in lines):
        return True
    coded = any(codes_in(text) for text in head if len(text) <= LONGEST_CODED)
    return listed or ((opened or is_letter or coded) and says)
