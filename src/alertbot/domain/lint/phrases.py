"""Phrases that tell who speaks in a letter and whom it blames, in English, Russian, Romanian and some others.

Patterns of phrases, not of meaning: they catch what a letter copied from an organisation brings along.
"""

import re
from collections.abc import Iterator

from alertbot.domain.lint.words import with_commas

Phrase = tuple[int, str]
"""Where it begins in its text, and its words on one line."""

_BODIES_EN = (
    r"(?:(?:trade |labou?r |global )?unions?|federation|confederation|organi[sz]ations?|association|committee"
    r"|coalition|network|campaign|members(?! of parliament)|membership|affiliates|executive|signatories"
    r"|undersigned)"
)
_BODIES_RU = (
    r"(?:профсоюз|профцентр|союз|федераци|конфедераци|организаци|объединени|ассоциаци|комитет"
    r"|член(?!\w* сем)|коллектив)\w*"
)
_BODIES_RO = (
    r"(?:sindicat\w*|federați\w*|confederați\w*|organizați\w*|asociați\w*|comitet\w*|membri\w*|afiliați\w*)"
)
_ORGANISATION = (
    rf"\bon behalf of\s[^.!?]{{0,60}}?\b{_BODIES_EN}\b",
    rf"\bour(?:\s+[\w.,'’-]+){{0,2}}?\s+{_BODIES_EN}\b",
    r"\brepresenting\s+(?:\w+\s+){0,3}[\d.,]+\s+(?:\w+\s+){0,2}(?:workers|members|people|employees)\b",
    r"\bwe,?\s+the\s+undersigned\b",
    rf"\bthe\s+undersigned\s+{_BODIES_EN}\b",
    rf"\b(?:as|we are)\s+an?\s+(?:\w+\s+){{0,2}}?{_BODIES_EN},?\s+(?:we|that|which)\b",
    r"\bwe\s+(?:represent|speak\s+for)\b",
    r"\bin\s+my\s+capacity\s+as\b",
    rf"\bот\s+(?:имени|лица)\s[^.!?]{{0,60}}?\b{_BODIES_RU}",
    rf"\bнаш(?:а|е|и|его|ему|им|ем|ей|у|их|ими)?\s+(?:\w+\s+){{0,2}}?{_BODIES_RU}",
    r"\bмы,?\s+нижеподписавшиеся\b",
    rf"\bнижеподписавшиеся\s+{_BODIES_RU}",
    r"\bпредставля(?:я|ющ\w+|ем)\s[^.!?]{0,40}?\b(?:работник|трудящ|член)\w*",
    rf"\bîn\s+numele\s[^.!?]{{0,60}}?\b{_BODIES_RO}",
    rf"\b{_BODIES_RO}\s+(?:\w+\s+)?(?:nostru|noastră|noștri|noastre)\b",
    r"\bnoi,?\s+subsemna\w+",
    r"\bnoi\s+reprezentăm\b",
    r"\bau\s+nom\s+de\s+(?:notre|nos)\b",
    r"\bnous,?\s+(?:les\s+)?soussigné\w*",
    r"\bim\s+namen\s+unsere[rs]?\b",
    r"\ben\s+nombre\s+de\s+(?:nuestr[oa]s?)\b",
    r"\b(?:los|las)\s+abajo\s+firmantes\b",
)
_WRONGS_EN = (
    r"(?:violat|persecut|tortur|imprison|jail|repress|harass|ignor|fail|refus|broke|abus|collud|profit"
    r"|fir(?=ed)"
    r"|betray|lied|cover(?=ed up))\w*"
)
_WRONGS_RU = (
    r"(?:наруша|наруши|преследу|пытае|арестов|посади|подавля|игнориру|отказ|бездейству|угрожа|мсти|увол"
    r"|преда)\w*"
)
_REPROACH = (
    rf"\byou\s+(?:have\s+|are\s+|had\s+|were\s+|yourself\s+|still\s+)*{_WRONGS_EN}",
    r"\byou\s+(?:are|were)\s+(?:guilty|complicit|to\s+blame|responsible\s+for)\b",
    r"\byour\s+(?:\w+\s+)?(?:crimes?|violations?|guilt|persecution|repression|complicity|refusal|failure"
    r"|lies)\b",
    r"\b(?:ask|urge|demand|call\s+on|call\s+upon)\s+(?:that\s+)?you\s+(?:to\s+)?(?:at\s+once\s+)?(?:stop"
    r"|cease|end)\b",
    r"\bshame\s+on\s+you\b",
    r"\b(?:i|we)\s+(?:condemn|accuse|blame|denounce)\s+you",
    rf"\bвы\s+(?:\w+\s+){{0,2}}?{_WRONGS_RU}",
    r"\bвы\s+(?:\w+\s+)?(?:виновн\w+|виноват\w*|ответственны\s+за|нес[её]те\s+ответственность)",
    r"\bваш\w*\s+(?:\w+\s+)?(?:преступлени|нарушени|вин[аыуе]\b|преследовани|репресси|соучасти)\w*",
    r"\b(?:прошу|требую|призываю)\s+(?:от\s+)?вас\s+(?:немедленно\s+)?(?:прекратить|перестать)\b",
    r"\bпозор\s+вам\b",
    r"\b(?:обвиняю|осуждаю|обвиняем|осуждаем)\s+вас\b",
    r"\bați\s+(?:\w+\s+)?(?:încălcat|persecutat|arestat|torturat|ignorat|refuzat|hărțuit|concediat)\w*",
    r"\bsunteți\s+(?:\w+\s+)?(?:vinovat|responsabil|complice)\w*",
    r"\bvă\s+(?:acuz|condamn|învinuiesc)\w*",
    r"\bvă\s+(?:rog|cer|somez)\s+să\s+încetați\b",
)
_VOICES = re.compile("|".join(_ORGANISATION), re.IGNORECASE)
_REPROACHES = re.compile("|".join(_REPROACH), re.IGNORECASE)


def organisation_voice(text: str) -> Iterator[Phrase]:
    """Where a text speaks as an organisation ("on behalf of our members"): wrong in a personal letter."""
    return _found(_VOICES, text)


def reproaches(text: str) -> Iterator[Phrase]:
    """Where a text blames its reader ("you have violated"): wrong in a letter to a secondary addressee."""
    return _found(_REPROACHES, text)


def _found(pattern: re.Pattern[str], text: str) -> Iterator[Phrase]:
    for match in pattern.finditer(with_commas(text)):
        yield match.start(), " ".join(text[match.start() : match.end()].split())
