"""Letters that an organisation has sent itself and then published: nobody else is asked to write."""

import re

from alertbot.intake.paste.honorifics import without_honorific
from alertbot.intake.paste.names import is_name
from alertbot.intake.paste.page import Line, Section
from alertbot.intake.paste.signatures import signed
from alertbot.intake.paste.vocabulary import Vocabulary

ENVELOPE_LINES = 14
LONGEST_GREETING = 60
FEWEST_FIGURES = 6

_SENT = re.compile(
    r"\W{0,3}(?:(?:sent|transmitted|delivered|enviad[ao]|envoyée?|inviat[ao]|vorab|отправлено|gönderilmiştir)\s)?"
    r"(?:via|vía|by|par|por|per|a\smezzo|по|через)\s(?:(?:e-?mail|email|post|mail|correo|courriel|posta)\s(?:and|et|y|und|e|и)\s)?"
    r"(?:facsimile|fax|telefax|télécopie|факсу|факс)(?!\w)|\W{0,3}faks(?:la|\sile|\syoluyla)(?!\w)",
    re.IGNORECASE,
)
"""Stands in an envelope and says how the letter went."""

_COPY = re.compile(r"(?:c\.?\s?c\.?|cop\w{1,3}|kopien?|копи\w|bilgi)(?!\w)", re.IGNORECASE)


def is_sent_letter(lines: list[Line], vocabulary: Vocabulary) -> bool:
    """Whether a text is a letter that says how it was sent, with a name below it; a model's is left open."""
    filled = [line for line in lines if line.text]
    sent = next((at for at, line in enumerate(filled) if _SENT.match(line.text)), len(filled))
    below = filled[sent : sent + ENVELOPE_LINES]
    greeting = next((sent + at for at, line in enumerate(below) if _greets(line.text, vocabulary)), 0)
    if not greeting:
        return False
    signing = signed(filled)
    below = [line for line in filled[greeting + 1 :] if line.number in signing]
    if not any(is_name(without_honorific(line.text, vocabulary)[1], vocabulary) for line in below):
        return False
    if _copies_by_channel(filled[greeting + 1 :]):
        return False
    around = [*filled[:greeting], *(line for line in filled if line.number > below[-1].number)]
    return not any(vocabulary.phrases["request"].search(line.text) for line in around)


def _copies_by_channel(lines: list[Line]) -> bool:
    """Whether a block of copies prints how those in it are reached: that is printed for readers."""
    last = 0
    for line in lines:
        begins = not last and (line.section is Section.COPIES or _COPY.match(line.text))
        if begins or (last and line.number - last <= 1):
            last = line.number
            if "@" in line.text or sum(c.isdigit() for c in line.text) >= FEWEST_FIGURES:
                return True
    return False


def _greets(text: str, vocabulary: Vocabulary) -> bool:
    return len(text) <= LONGEST_GREETING and vocabulary.phrases["dear"].match(text) is not None
