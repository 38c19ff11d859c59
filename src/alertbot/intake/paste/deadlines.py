"""The last day to act, where the text names one; a missing year only where the issue date settles it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from alertbot.intake.paste.days import PrintedDay, printed_days
from alertbot.intake.paste.limits import Limit, Telling, limits_in, resolved
from alertbot.intake.paste.page import Line, Section, sentences
from alertbot.intake.paste.terms import LONGEST_GAP, Terms, terms
from alertbot.intake.paste.vocabulary import Vocabulary

LONGEST_LINE = 900
SHORTEST_LABEL = 60
"""Characters of a line that may be a label and its day, below a heading."""

SHORTEST_TOLD = 200
"""Characters of a line whose sentences are read one by one; in a shorter one they speak of one thing."""

LONGEST_URGING = 100
"""Characters of a sentence that goes on with the request of its paragraph: "Don't stop until Friday"."""

LONGEST_PLEASE = 10
"""Characters before the word for a last day in a line that says nothing else: "Please by 30 June"."""

_ASKING = (Section.ACTIONS, Section.ADDRESSEES, Section.COPIES)

HEAD_LINES = 3
"""Lines in which the one year of a text may stand that prints no day of issue."""

_ARTICLE = re.compile(r"(?:\s(?:the|den|il|el|le))?(?:\s\w{3,10}(?:day|tag|di|ì),?)?$", re.IGNORECASE)
_I_ASK = re.compile(
    r"(?<!\w)(?:I\s(?:ask|urge|call|request)|we\surge\syour|je\svous\s(?:demande|prie)|nous\svous\sdemandons\sde"
    r"|les?\s(?:pido|solicito|ruego|exijo)|ich\s(?:bitte|fordere|appelliere)|vi\s(?:chiedo|chiediamo|esorto)"
    r"|le\s(?:chiedo|scrivo)|(?:прошу|призываю|требую)\sвас|sizden\s(?:rica|talep)\sediyor\w{2,3})(?!\w)",
    re.IGNORECASE,
)
_AT_LAW = re.compile(
    r"(?<!\w)(?:(?:fil\w{1,3}|lodg\w{1,3}|submit|bring|brought|enter)\s(?:an\s|his\s|her\s|their\s|the\s)?appeal(?!s\sto)|appeal\s(?:against|the\s(?:verdict|sentence|ruling|decision|judge?ment))"
    r"|(?:berufung|revision|rechtsmittel|einspruch|beschwerde)\s(?:\w+\s)?(?:ein(?:zu)?leg\w+|eingelegt)|(?:faire|fait|interjet\w+)\sappel|se\spourvoir|pourvoi"
    r"|(?:interpon\w+|present\w+)\s(?:\w+\s)?(?:recurso|apelación)|apelar|ricorr\w+\sin\sappello|(?:present\w+|propo\w+)\s(?:il\s)?ricorso"
    r"|апелляционн\w+\sжалоб\w|(?:подать|подаст|подать\sна)\sапелляци\w|обжалова\w+|temyiz\w*|istinaf\w*)(?!\w)",
    re.IGNORECASE,
)
"""What lawyers do until a day is asked of no reader."""

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Deadline:
    """``day`` is ``None`` when a day is printed but its year or its order of figures stays open.

    ``is_told`` when the words point to a day that stands elsewhere: one printed as the last day is surer.
    """

    day: date | None
    printed: str
    line: int
    is_told: bool = False


def sign_by_of(
    lines: list[Line], issued: date | None, vocabulary: Vocabulary, today: date
) -> Deadline | None:
    """The last day to act ("send appeals before 15 November 2017"): the first certain one, else the first."""
    found = [*_direct(lines, issued, vocabulary, today), *_told(lines, issued, vocabulary, today)]
    sure = sorted((one for one in found if one.day), key=lambda one: one.is_told)
    return sure[0] if sure else next(iter(found), None)


def _direct(
    lines: list[Line], issued: date | None, vocabulary: Vocabulary, today: date
) -> Iterator[Deadline]:
    """Days right behind a word like "before", in a line that asks for letters."""
    words = terms(vocabulary.language)
    for index, line in enumerate(lines):
        if not _asks(line, lines[max(0, index - 1) : index], vocabulary):
            continue
        for day in printed_days(line.text, (vocabulary.language,), today):
            before = line.text[max(0, day.start - LONGEST_GAP) : day.start]
            others = words.moved.search(before) or _is_of_letter(before, words)
            if not others and _is_cued(line.text, day, vocabulary):
                yield Deadline(resolved(day, issued), day.when.printed, line.number)


def _told(lines: list[Line], issued: date | None, vocabulary: Vocabulary, today: date) -> Iterator[Deadline]:
    """Days that a sentence about letters, calls or signatures sets in any other way."""
    words = terms(vocabulary.language)
    held = _held(lines, issued, vocabulary, today)
    since = issued or _head_year(lines)
    named: list[date] = []
    listed = False
    for line, following in pairwise([*lines, Line(0, "")]):
        listed = listed or line.section in _ASKING
        if not line.text or len(line.text) > LONGEST_LINE:
            continue
        is_torn = _is_torn(line.text, words) or _goes_on(line.text, following.text)
        text = f"{line.text} {following.text}" if is_torn else line.text
        for sentence in sentences(text, vocabulary):
            telling = Telling(sentence, issued, since, tuple(named), held)
            if _is_acting(line, sentence, vocabulary, words) or (listed and _begins_cued(line.text, words)):
                yield from (_deadline(one, line) for one in limits_in(telling, words, today))
            days = (resolved(day, since) for day in printed_days(sentence, (words.language,), today))
            named += [day for day in days if day]


def _is_torn(text: str, words: Terms) -> bool:
    """Whether a line ends in "before" or the like: the day stands on the next one."""
    tail = max(0, len(text) - LONGEST_GAP)
    return any(words.is_small(text[cue.end() :]) for cue in words.cues.finditer(text, tail))


def _goes_on(text: str, following: str) -> bool:
    """Whether a long line breaks off within a sentence."""
    return len(text) >= SHORTEST_LABEL and text[-1] not in ".!?:;" and following[:1].islower()


def _deadline(limit: Limit, line: Line) -> Deadline:
    return Deadline(limit.day, limit.printed, line.number, limit.is_told)


def _is_acting(line: Line, sentence: str, vocabulary: Vocabulary, words: Terms) -> bool:
    """Whether a sentence speaks of writing, ringing or signing, or is but a label and its day."""
    if words.moved.search(sentence) or _is_of_letter(sentence, words) or _AT_LAW.search(sentence):
        return False
    told = line.text if len(line.text) <= SHORTEST_TOLD else sentence
    if words.acting.search(told) or vocabulary.phrases["request"].search(sentence):
        return True
    urges = vocabulary.openers["calls"].search(line.text) or words.acting.search(line.text)
    if len(sentence) < LONGEST_URGING and urges:
        return True
    return len(line.text) < SHORTEST_LABEL and words.nouns.search(sentence) is not None


def _begins_cued(text: str, words: Terms) -> bool:
    """ "before 30 June", "Bitte bis zum 10.10.": the end of a request that a list of officials parts."""
    if len(text) >= SHORTEST_LABEL:
        return False
    cue = words.cues.search(text, 0, LONGEST_PLEASE * 2)
    if cue is not None and cue.start() <= LONGEST_PLEASE:
        return text[cue.end() : cue.end() + 2].strip()[:1].isdigit()
    return text[:1].isdigit() and words.behind.search(text) is not None


def _is_of_letter(sentence: str, words: Terms) -> bool:
    """Whether a sentence is a letter's own: it asks the official for something, not the reader to write."""
    return _I_ASK.search(sentence) is not None and words.acting.search(sentence) is None


def _held(lines: list[Line], issued: date | None, vocabulary: Vocabulary, today: date) -> frozenset[date]:
    """The days, not before the day of issue, in sentences that tell of a hearing or the like."""
    words = terms(vocabulary.language)
    found = (
        resolved(day, issued)
        for line in lines
        if len(line.text) <= LONGEST_LINE and vocabulary.phrases["hearing"].search(line.text)
        for sentence in sentences(line.text, vocabulary)
        if vocabulary.phrases["hearing"].search(sentence)
        for day in printed_days(sentence, (words.language,), today)
    )
    return frozenset(day for day in found if day and (issued is None or day >= issued))


def _head_year(lines: list[Line]) -> date | None:
    """The first day of the one year that the head of a text without a day of issue prints."""
    head = "\n".join([line.text for line in lines if line.text][:HEAD_LINES])
    years = set(_YEAR.findall(head))
    return date(int(years.pop()), 1, 1) if len(years) == 1 else None


def _asks(line: Line, before: list[Line], vocabulary: Vocabulary) -> bool:
    """Whether a line asks for letters, or says until when: appeals, letters, signatures, action."""
    if not line.text or len(line.text) > LONGEST_LINE:
        return False
    phrases = vocabulary.phrases
    return (
        line.is_heading
        or phrases["request"].search(line.text) is not None
        or phrases["writes"].search(line.text) is not None
        or (len(line.text) < SHORTEST_LABEL and any(one.is_heading for one in before))
    )


def _is_cued(text: str, day: PrintedDay, vocabulary: Vocabulary) -> bool:
    before = text[max(0, day.start - 60) : day.start].rstrip(" :,*(")
    shorter = _ARTICLE.sub("", before).rstrip(" :,*(")
    ends = {cue.end() for way in (before, shorter) for cue in vocabulary.phrases["sign_by"].finditer(way)}
    if ends & {len(before), len(shorter)}:
        return True
    after = text[day.end :].lstrip(" ,’'")
    return vocabulary.phrases["sign_by_after"].match(after) is not None
