"""Words of asking that ask nobody to write to an official: told of others, or for the issuer's own ends."""

import re

from alertbot.intake.paste.vocabulary import Vocabulary

LONGEST_THING = 25
"""Characters behind a request in which it says what to send."""

LONGEST_ASKED = 45
"""Characters of a request in which it says who is asked: an official is asked by the text itself."""

_TOWARDS = re.compile(
    r"\b(?:an|beim?|ante|presso|auprès|devant|write\sto|в|к|перед)\s(?:\w+\s){0,3}$", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"[.!?…][\"”’»)\]]{0,3}\s+")
_OF_OTHERS = re.compile(
    r"\b(?:which|whom|where|who|were|was|been)\s(?:\w{1,12}\s){0,2}$"
    r"|\b(?:how|used|able|unable|tried|tries|began|wanted|plan(?:s|ned)?|refuse[sd]?|promised|agreed|decided|learnt|learned"
    r"|taught|he|she|they)\s(?:\w{1,12}\s){0,4}?(?:to|will|would|could)\s$",
    re.IGNORECASE,
)
"""Behind these words stands what somebody else may write, or has written."""

_PURPOSE = re.compile(
    r"\W{0,4}(?:for|to|if\syou|für|um|wer|wenn|para|si|pour|per|se|для|чтобы|если)\s", re.IGNORECASE
)
"""A sentence that begins so says what a request is good for."""


def is_told(text: str, request: re.Match[str], vocabulary: Vocabulary) -> bool:
    """Whether a request stands behind "for more information", wants readers' own things ("your application"),
    or tells what others may do or did."""
    at = request.start()
    start = max((seam.end() for seam in _SENTENCE_END.finditer(text, 0, at)), default=0)
    before, phrases = text[start:at], vocabulary.phrases
    verb = at + len(request.group().split(" ", 1)[0])
    official = vocabulary.powers.search(text, verb, min(request.end(), at + LONGEST_ASKED))
    between = text[at : official.start()] if official else ""
    asked = official is not None and official.end() < request.end() and "," not in between
    if asked and not _TOWARDS.search(between):
        return True
    own = phrases["things"].search(text, at, request.end() + LONGEST_THING)
    own = own or (_PURPOSE.match(before) and phrases["things"].search(before))
    return bool(own or phrases["contact"].search(before) or _OF_OTHERS.search(before))
