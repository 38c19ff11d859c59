"""Who speaks in a letter, and whom it blames: an organisation's "we", a reproach to whoever reads it.

Patterns of phrases, not of meaning: they catch what a letter copied from an organisation brings along.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_BODIES_EN = (
    r"(?:(?:trade |labou?r |global )?unions?|federation|confederation|organi[sz]ations?|association|committee"
    r"|coalition|network|campaign|members|membership|affiliates|executive|signatories|undersigned)"
)
_BODIES_RU = (
    r"(?:профсоюз|профцентр|союз|федераци|конфедераци|организаци|объединени|ассоциаци|комитет|член"
    r"|коллектив)\w*"
)
_BODIES_RO = (
    r"(?:sindicat\w*|federați\w*|confederați\w*|organizați\w*|asociați\w*|comitet\w*|membri\w*|afiliați\w*)"
)

_ORGANISATION = (
    rf"on behalf of\s[^.!?]{{0,60}}?\b{_BODIES_EN}\b",
    rf"\bour(?:\s+[\w.,'’-]+){{0,2}}?\s+{_BODIES_EN}\b",
    r"\brepresenting\s+(?:\w+\s+){0,3}[\d.,]+\s+(?:\w+\s+){0,2}(?:workers|members|people|employees)\b",
    r"\bwe,?\s+the\s+undersigned\b",
    rf"\bthe\s+undersigned\s+{_BODIES_EN}\b",
    rf"\b(?:as|we are)\s+an?\s+(?:\w+\s+){{0,2}}?{_BODIES_EN},?\s+(?:we|that|which)\b",
    r"\bin\s+my\s+capacity\s+as\b",
    rf"\bот\s+имени\s[^.!?]{{0,60}}?\b{_BODIES_RU}",
    rf"\bнаш(?:а|е|и|его|ему|им|ем|ей|у|их|ими)?\s+(?:\w+\s+){{0,2}}?{_BODIES_RU}",
    r"\bмы,?\s+нижеподписавшиеся\b",
    rf"\bнижеподписавшиеся\s+{_BODIES_RU}",
    r"\bпредставля(?:я|ющ\w+|ем)\s[^.!?]{0,40}?\b(?:работник|трудящ|член)\w*",
    rf"\bîn\s+numele\s[^.!?]{{0,60}}?\b{_BODIES_RO}",
    rf"\b{_BODIES_RO}\s+(?:\w+\s+)?(?:nostru|noastră|noștri|noastre)\b",
    r"\bnoi,?\s+subsemna\w+",
    r"\bau\s+nom\s+de\s+(?:notre|nos)\b",
    r"\bnous,?\s+(?:les\s+)?soussigné\w*",
    r"\bim\s+namen\s+unsere[rs]?\b",
    r"\ben\s+nombre\s+de\s+(?:nuestr[oa]s?)\b",
    r"\b(?:los|las)\s+abajo\s+firmantes\b",
)

_WRONGS_EN = (
    r"(?:violat|persecut|tortur|imprison|jail|repress|harass|ignor|fail|refus|broke|abus|collud|profit)\w*"
)
_WRONGS_RU = (
    r"(?:наруша|наруши|преследу|пытае|арестов|посади|подавля|игнориру|отказ|бездейству|угрожа|мсти)\w*"
)

_REPROACH = (
    rf"\byou\s+(?:have\s+|are\s+|had\s+|were\s+|yourself\s+|still\s+)*{_WRONGS_EN}",
    r"\byou\s+(?:are|were)\s+(?:guilty|complicit|to\s+blame|responsible\s+for)\b",
    r"\byour\s+(?:\w+\s+)?(?:crimes?|violations?|guilt|persecution|repression|complicity|refusal|failure)\b",
    r"\b(?:ask|urge|demand|call\s+on|call\s+upon)\s+(?:that\s+)?you\s+(?:to\s+)?(?:at\s+once\s+)?(?:stop|cease|end)\b",
    rf"\bвы\s+(?:\w+\s+){{0,2}}?{_WRONGS_RU}",
    r"\bвы\s+(?:\w+\s+)?(?:виновн\w+|виноват\w*|ответственны\s+за|несёте\s+ответственность)",
    r"\bваш\w*\s+(?:\w+\s+)?(?:преступлени|нарушени|вин[аыуе]\b|преследовани|репресси|соучасти)\w*",
    r"\b(?:прошу|требую|призываю)\s+(?:от\s+)?вас\s+(?:немедленно\s+)?(?:прекратить|перестать)\b",
    r"\bați\s+(?:\w+\s+)?(?:încălcat|persecutat|arestat|torturat|ignorat|refuzat|hărțuit)\w*",
    r"\bsunteți\s+(?:\w+\s+)?(?:vinovat|responsabil|complice)\w*",
    r"\b(?:vă\s+(?:rog|cer|somez))\s+să\s+încetați\b",
)

_VOICES = re.compile("|".join(_ORGANISATION), re.IGNORECASE)
_REPROACHES = re.compile("|".join(_REPROACH), re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Phrase:
    """What was found, and on which line of its text (from 1)."""

    line: int
    words: str


def organisation_voice(text: str) -> tuple[Phrase, ...]:
    """Where ``text`` speaks as an organisation ("on behalf of our members"): wrong in a personal letter."""
    return tuple(_found(_VOICES, text))


def reproaches(text: str) -> tuple[Phrase, ...]:
    """Where ``text`` blames its reader ("you have violated"): wrong in a letter to a secondary addressee."""
    return tuple(_found(_REPROACHES, text))


def _found(pattern: re.Pattern[str], text: str) -> Iterator[Phrase]:
    for match in pattern.finditer(text):
        yield Phrase(text.count("\n", 0, match.start()) + 1, " ".join(match.group().split()))
