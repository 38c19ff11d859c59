"""An organisation's voice in a letter that one person signs: "our union", "we, the undersigned"."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from alertbot.domain.appeal import Appeal
from alertbot.domain.case import Case
from alertbot.domain.letter import LetterMode
from alertbot.domain.lint.passage import Passage
from alertbot.domain.lint.phrases import Phrase, organisation_voice
from alertbot.domain.lint.remark import Remark, RemarkKind
from alertbot.domain.lint.words import WORD, folded

_BEHALF = re.compile(
    r"\b(?:on behalf of|от имени|от лица|în numele|din partea) (?:the )?(?P<whom>[^.,;:!?\n]{2,80})",
    re.IGNORECASE,
)
_SHORTEST = 4
"""Letters of a word that can tell an issuer from others."""


def voices(appeal: Appeal, case: Case | None, passages: tuple[Passage, ...]) -> Iterator[Remark]:
    """Each such phrase of a personal letter; ``passages`` are the letter's."""
    if appeal.letter is None or appeal.letter.mode is not LetterMode.PERSONAL:
        return
    issuer = _names((appeal.issuer,))
    people = _names(
        name for p in (case.persons if case else ()) for name in (p.name, *p.names.texts.values())
    )
    for passage in passages:
        ends = -1
        for start, words in sorted(
            chain(organisation_voice(passage.text), _behalfs(passage.text, issuer, people))
        ):
            if start >= ends:
                yield passage.remark(RemarkKind.ORGANISATION_VOICE, start, words=words)
                ends = start + len(words)


def _names(names: Iterable[str]) -> set[str]:
    words = (word for name in names for word in WORD.findall(name))
    return {folded(word) for word in words if word[0].isupper() and len(word) >= _SHORTEST}


def _behalfs(text: str, issuer: set[str], people: set[str]) -> Iterator[Phrase]:
    """ "On behalf of" the issuer itself; on behalf of the prisoner is what a letter is for."""
    for found in _BEHALF.finditer(text):
        words = {folded(word) for word in WORD.findall(found["whom"])}
        if words & issuer and not words & people:
            yield found.start(), " ".join(found[0].split())
