"""Lines as their writer meant them: mail programs break paragraphs, chats glue whole appeals together."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from alertbot.intake.paste.breaks import glue_of
from alertbot.intake.paste.mails import is_mark, is_of_head, label_of
from alertbot.intake.paste.page import ITEM_MARK, Line
from alertbot.intake.paste.vocabulary import Vocabulary

LONGEST_PRINTED_LINE = 112
"""Characters: a text with a longer line was not wrapped by a mail program."""

FEWEST_FULL = 2
NEARLY = 16
"""Characters: where no other line is nearly as long as the longest, no mail program broke them."""

LONGEST_PARAGRAPH = 2_500
"""Characters: a longer line holds more than a paragraph."""

_BULLET = re.compile(r"\s(?=[·•▪●◦‣∙]\s?\S)")
_NUMBER = re.compile(
    r"(?<=[;:.])\s(?:(?:and|и)\s)?(?=(?:[ivx]{1,5}|\d{1,2})[.)]\s)|(?<=[;,]\sand)\s(?=[ivx]{1,5}\.\s)"
)
_TORN_OFFICE = re.compile(
    r"(?:of|for|de|del|du|des|di|della|dei|der|für)\s(?=[^\W\d_a-zа-я]|la\s|los\s|the\s|l['’])"
)
_SENTENCE_END = re.compile(r"[.!)]\s(?=[^\W\d_a-zа-я])")
_CHANNEL = re.compile(r"@|\d[\d\s()/-]{5,20}\d")
_HYPHEN = re.compile(r"[a-zà-ÿ]{2}-$")
FEWEST_HYPHENS = 3
"""Words torn at line ends that show that a page tears them everywhere, addresses too."""

_NUMBER_ENDS = re.compile(r"\d[\d\s()./-]{5,}\d\)?$")
_LEADS_ON = re.compile(
    r"(?:or|and|to|with|at|in|ext|ou|et|à|pour|y|o|a|para|con|oder|und|an|e|per|и|или|доб|ve|veya|dahili)\b"
)
LONGEST_OPEN = 80
_ENDS_OPEN = re.compile(
    r"^[^\d@:.]{4,}\s(?:of|of\sthe|for|and|de|de\sla|del|des|du|y|et|für|und|von|der|di|della|dei|e)$"
)
"""A line of an office that goes on below: "Minister of", "Presidente de la Corte Superior de"."""

FEWEST_SMALL = 2
"""Words in small letters that make a line part of a sentence, and no line of a letterhead."""

_NAME_OPEN = re.compile(r"\s[^\W\d_a-zа-я](?:[\w’'-]{2,25}|\.)$")
_SURNAME_BEHIND = re.compile(
    r"[^\W\d_a-zа-я][\w’'-]{2,30}(?:\s[^\W\d_a-zа-я][\w’'-]{2,30})?\s?[,(:–—-]{1,2}\s?(?:(?:\w{1,12}[.:]?\s){0,3}\(?\+?\d[\d\s()-]{4}|\S{2,40}@)"
)

_OTHER_NUMBER = re.compile(r"(?:or|and|ou|et|oder|und|o|y|e|или|и|veya|ve)\s[(+]?\d[\d\s()/.-]{4}")
"""What follows a number and its line break: "or 71 354 331"."""

LONGEST_LEAD = 30
"""Characters between the beginning of a sentence about copies and what says so: "Please send us ..."."""

LONGEST_CLOSED = 60
"""Characters of a line that is the rest of a bracket: "Sehr geehrter Herr Generaldirektor)"."""

_SENTENCE_START = re.compile(r"[.:;\d]\s{1,2}$")


def paragraphs(lines: list[Line], vocabulary: Vocabulary) -> list[Line]:
    """Wrapped lines joined, and glued paragraphs parted; the rest as it is."""
    return list(_parted(_unwrapped(lines, vocabulary), vocabulary))


def _unwrapped(lines: list[Line], vocabulary: Vocabulary) -> list[Line]:
    longest = sorted((len(line.text) for line in lines if not is_of_head(line.text)), reverse=True)[
        :FEWEST_FULL
    ]
    width = longest[0] if longest and longest[-1] > longest[0] - NEARLY else 0
    hyphenates = sum(_HYPHEN.search(line.text) is not None for line in lines) >= FEWEST_HYPHENS
    joined: list[Line] = []
    pieces: list[str] = []
    last = ""
    for line in lines:
        glue = glue_of(last, line.text, vocabulary) if joined else None
        goes_on = joined and _goes_on(last, line.text, width) and not _turns(last, line.text, vocabulary)
        if glue is not None or goes_on:
            if glue == "" and hyphenates:
                pieces[-1] = pieces[-1].removesuffix("-")
            pieces += [" " if glue is None else glue, line.text]
        else:
            if joined:
                joined[-1] = replace(joined[-1], text="".join(pieces))
            joined.append(line)
            pieces = [line.text]
        last = line.text
    if joined:
        joined[-1] = replace(joined[-1], text="".join(pieces))
    return joined


def _goes_on(before: str, after: str, width: int) -> bool:
    """Whether the line break was a mail program's: the next word did not fit, or stands in mid-sentence."""
    if not before or not after or ITEM_MARK.match(after) or _is_of_mail(before, after):
        return False
    torn = _tears(before, after)
    if torn is not None:
        return torn
    if _NUMBER_ENDS.search(before) and not _LEADS_ON.match(after) and width > LONGEST_PRINTED_LINE:
        return False
    if width <= LONGEST_PRINTED_LINE:
        return width >= 50 and len(before) + 1 + len(after.split(" ", 1)[0]) > width
    ends = before[-1] in ".:;!?…" or "@" in after.split(" ", 1)[0]
    return 40 <= len(before) <= LONGEST_PRINTED_LINE and not ends and after[0].islower()


def _is_of_mail(before: str, after: str) -> bool:
    """Whether one of two lines stands alone: a rule, a forward mark, a header; a long subject is folded."""
    alone = any(is_mark(text) or not any(c.isalnum() for c in text) for text in (before, after))
    return alone or bool(label_of(after)) or label_of(before) in ("from", "date", "other")


def _turns(before: str, after: str, vocabulary: Vocabulary) -> bool:
    """Whether somebody's channels are followed by those who get copies: joined, all would count as copies."""
    copies = vocabulary.phrases["copies"].search(after, 0, LONGEST_LEAD * 2)
    return copies is not None and copies.start() <= LONGEST_LEAD and _CHANNEL.search(before) is not None


def _tears(before: str, after: str) -> bool | None:
    """Whether a break tears an office, a bracket or a list of numbers; ``None`` when words do not tell."""
    if "@" in before.rsplit(" ", 1)[-1] and after[0].isupper():
        return False
    if "@" in after.split(" ", 1)[0] and before[-1].isalnum() and not before.rsplit(" ", 1)[-1].islower():
        return False
    if _TORN_OFFICE.match(after) and len(before.split()) <= 3 and before.replace(" ", "").isalpha():
        return True
    if before[-1] in ":;" and after[0].isupper():
        return False
    open_office = _ENDS_OPEN.search(before) and len(before) <= LONGEST_OPEN and after[0].isupper()
    closes = ")" in after[:LONGEST_LEAD] or (len(after) <= LONGEST_CLOSED and after.endswith(")"))
    bracket = before.rfind("(") > before.rfind(")") and closes and "@" not in before
    number = before[-1].isdigit() and _OTHER_NUMBER.match(after)
    return True if open_office or bracket or number or _tears_name(before, after) else None


def _tears_name(before: str, after: str) -> bool:
    """Whether a break tears a name behind its office: "of the hospital Amos Brian" / "Testwell, fax ..."."""
    if not (_NAME_OPEN.search(before) and _SURNAME_BEHIND.match(after)):
        return False
    return sum(word[:1].islower() for word in before.split()) >= FEWEST_SMALL and "@" not in before


def _parted(lines: Iterable[Line], vocabulary: Vocabulary) -> Iterator[Line]:
    for line in lines:
        if len(line.text) <= LONGEST_PARAGRAPH:
            yield from _copies_apart(line, vocabulary)
            continue
        parts = _before_phrases(_NUMBER.sub("\n", _BULLET.sub("\n", line.text)), vocabulary)
        yield from (replace(line, text=part.strip()) for part in parts.split("\n") if part.strip())


def _copies_apart(line: Line, vocabulary: Vocabulary) -> Iterator[Line]:
    """ "Write to the Minister (fax ...). Please copy your letters to us@...": a sentence about copies behind
    somebody's channels stands alone, or all of them would count as copies."""
    begins = _copies_begin(line.text, vocabulary)
    if not begins:
        yield line
        return
    for part in (line.text[:begins], line.text[begins:]):
        yield replace(line, text=part.strip())


def _copies_begin(text: str, vocabulary: Vocabulary) -> int:
    """Where the sentence about copies begins behind channels; 0 where there is none."""
    copies = vocabulary.phrases["copies"].search(text)
    if copies is None:
        return 0
    # One character more than what stands before it: the capital that a sentence begins with.
    ends = [match.end() for match in _SENTENCE_END.finditer(text, 0, copies.start() + 1)]
    if not ends or copies.start() - ends[-1] > LONGEST_LEAD or not _CHANNEL.search(text, 0, ends[-1]):
        return 0
    return ends[-1]


def _before_phrases(text: str, vocabulary: Vocabulary) -> str:
    """Headings on lines of their own, and a new line where a sentence asks or gives the issuer's contact."""
    text = vocabulary.heading_words.sub(lambda match: f"\n{match.group().strip()}\n", text)
    for name in ("request", "contact"):
        found = vocabulary.phrases[name].finditer(text)
        cuts = [
            match.start()
            for match in found
            if match.group()[0].isupper()
            or _SENTENCE_START.search(text, max(0, match.start() - 3), match.start())
        ]
        text = "\n".join(text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True))
    return text
