"""An organisation's voice in a letter that one person signs: "our union", "we, the undersigned"."""

import re
from collections.abc import Iterator

from alertbot.domain.appeal import Appeal
from alertbot.domain.case import Case
from alertbot.domain.letter import LetterMode
from alertbot.domain.lint.passage import Passage
from alertbot.domain.lint.remark import Remark, RemarkKind
from alertbot.domain.lint.words import WORD, folded

_EN = (
    r"\bour (?:\d[\d.,]* (?:million )?)?(?:\w+ ){0,2}?(?:unions?|organi[sz]ations?|(?:con)?federations?"
    r"|association"
    r"|members(?:hip)?(?! of parliament)|affiliates?|committee|branch)\b",
    r"\bwe,? (?:the )?(?:undersigned|members of|workers of|trade unionists of)",
    r"\b(?:on|in) behalf of (?:our|my|the|its|all|more than"
    r"|over)? ?(?:\d[\d.,]* )?(?:million )?(?:\w+ ){0,2}?"
    r"(?:unions?|organi[sz]ations?|(?:con)?federation|association|members(?:hip)?|affiliates?|workers"
    r"|committee)\b",
    r"\bwe (?:represent|speak for|write on behalf)\b",
    r"\b(?:representing|represents|which represents|that represents) (?:more than |over |some |about "
    r"|nearly )?[\d.,]+"
    r" (?:million |thousand )?(?:\w+ )?(?:workers|members|people)\b",
    r"\bas an? (?:(?:\w+ )?(?:organi[sz]ation|union|federation|confederation))(?=,| we\b)",
)
_RU = (
    r"\bнаш\w{0,3} (?:\w+ )?(?:проф)?союз\w*",
    r"\bнаш\w{0,3} (?:\w+ )?(?:организаци|федераци|конфедераци|объединени|ассоциаци|комитет|движени"
    r"|член(?!\w* сем))\w*",
    r"\bмы, (?:нижеподписавшиеся|члены|работники|профсоюз\w*)",
    r"\bнижеподписавши\w+",
    r"\bот (?:имени|лица) (?:наш\w+ |всех |своих |своей |своего )?(?:\w+ )?(?:член|профсоюз|союз|организаци"
    r"|федераци"
    r"|конфедераци|объединени|работник|трудящи)\w*",
    r"\b(?:мы представляем|представляющ\w+ (?:более |свыше |около )?\d)",
)
_RO = (
    r"\b(?:sindicat|organizati|federati|confederati|asociati|uniune|comitet|miscare)\w* (?:noastr[ae]"
    r"|nostru|noastre)\b",
    r"\bmembri\w* nostri\b",
    r"\bnoi,? (?:subsemnat\w+|membrii|sindicatul)",
    r"\bsubsemnatii\b",
    r"\b(?:in numele|din partea) (?:tuturor )?(?:membr|sindicat|organizati|federati|confederati|asociati"
    r"|muncitor)\w*",
    r"\b(?:noi )?reprezentam\b",
)
_VOICES = re.compile("|".join((*_EN, *_RU, *_RO)), re.IGNORECASE)
_BEHALF = re.compile(
    r"\b(?:on behalf of|от имени|от лица|în numele|in numele"
    r"|din partea) (?:the )?(?P<whom>[^.,;:!?\n]{2,80})",
    re.IGNORECASE,
)
_ACCENTS = str.maketrans("ăâîșşțţĂÂÎȘŞȚŢ", "aaissttAAISSTT")


def organisation_voice(appeal: Appeal, case: Case | None, passages: tuple[Passage, ...]) -> Iterator[Remark]:
    """Each such phrase of a personal letter; ``passages`` are the letter's."""
    if appeal.letter is None or appeal.letter.mode is not LetterMode.PERSONAL:
        return
    issuer = {folded(word) for word in WORD.findall(appeal.issuer) if word[0].isupper() and len(word) > 3}
    people = {folded(w) for p in (case.persons if case else ()) for w in WORD.findall(p.name)}
    for passage in passages:
        text = passage.text.translate(_ACCENTS)
        ends = -1
        for found in sorted(
            (*_VOICES.finditer(text), *_behalfs(text, issuer, people)), key=re.Match[str].start
        ):
            if found.start() >= ends:
                words = " ".join(passage.text[found.start() : found.end()].split())
                yield passage.remark(RemarkKind.ORGANISATION_VOICE, found.start(), words=words)
                ends = found.end()


def _behalfs(text: str, issuer: set[str], people: set[str]) -> Iterator[re.Match[str]]:
    """ "On behalf of" the issuer itself; on behalf of the prisoner is what a letter is for."""
    for found in _BEHALF.finditer(text):
        words = {folded(word) for word in WORD.findall(found["whom"])}
        if words & issuer and not words & people:
            yield found
