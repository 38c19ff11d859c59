"""What stands before a name and is no part of it: "His Excellency", "Gral. PNP (r)", "Excmo.", "Sayın"."""

import re

from alertbot.intake.paste.vocabulary import Vocabulary

PARTICLES = frozenset(
    ("al", "el", "bin", "ibn", "ben", "bint", "de", "del", "la", "las", "los", "der", "den", "van", "von",
     "di", "da", "dos", "das", "du", "le", "ould", "oglu", "kyzy", "uulu", "abu", "y", "e",
     "mint", "binti", "uld", "dit")
)  # fmt: skip
"""Words in small letters within names."""

ALSO_NAMES = frozenset(
    ("sultan", "king", "emir", "amir", "judge", "prince", "khan", "malik", "union", "leader", "bank", "home",
     "justice", "chamber", "mayor", "major", "head", "chief")
)  # fmt: skip
"""Surnames that are words of offices."""

NAMESAKES = frozenset(
    (
        "mauricio",
        "georgia",
        "jordan",
        "chad",
        "israel",
        "kenya",
        "kenia",
        "india",
        "salvador",
        "dominica",
        "cyprus",
        "malta",
    )
)
"""First names that are countries' names, too."""

_GRAND = re.compile(
    r"(?:H\.?\s?E\.?|HE|S\.?\s?E\.?\s?(?:M\.)?|I\.\s?E\.|(?:His|Her|Your)\sExcellenc(?:y|ies)|Son\sExc(?:ellence|\.)"
    r"|(?:Su|Vuestra)\sExcelencia|(?:Seine|Ihre)\sExzellenz|Sua\sEccellenza|(?:Его|Её|Ее)\sПревосходительств[оу]"
    r"|(?:Sayın\s)?Ekselansları|(?:The\s)?(?:(?:Rt|Right|Most)\.?\s)?Hon(?:ou?rable|'?ble|\.|(?=\s))"
    r"|Excelent[íi]sim[oa]s?(?:\sSeñora?|\sSra?\.?)?|(?:Excm|Ilm|Ilustr[íi]sim|Ecc\.m|Ill\.m)[oa]s?\.?(?:\sSra?\.?|\sSig\.(?:ra)?)?(?:\sD(?:ñ?a|oña|on)?\.)?"
    r"|Sra?\.\sD(?:ñ?a)?\.|(?:HRH|(?:His|Her)\s(?:Royal\sHighness|Majesty))(?:\s(?:Prince|King|Princess|Queen))?|Prince(?:ss)?"
    r"|HH|HM|YA?B(?:hg)?|A[yj]atol+ah?|Аятолл[аыуе]|Sheikh|Shaikh|Sayyid|Shri|Smt|Datuk(?:\sSeri)?|Dato['’]?(?:\sSeri|\sSri)?|Tan\sSri|Samdech"
    r"|(?-i:(?:IGP|DIGP?|DGP|SSP|DSP|ASP|OIC|SHO)(?=\s[^\W\d_a-zа-я][a-z]))"
    r"|(?:Gov|Sec|Usec|Amb|Rep|Sen|Atty|Engr)(?=\.\s)|Counsel(?:l)?or|Barrister|Alhaji?|Hajj[ia])(?=[\s.])\.?\s{0,2}",
    re.IGNORECASE,
)
_WORD_OF_RANK = (
    r"(?:(?:senior|first|second|vice|rear|field|air|contre|wing|group)[\s-])?"
    r"(?:lieutenant|lieut|lt|l[ée]utnant|tte|teniente|ten|tenente|brig(?:adier)?|maj(?:or)?|col(?:onel)?|coronel|cnel|crnl|cnl|tcnl|colonnello|oberst"
    r"|oberstleutnant|gen(?:eral|erale)?|gral|grl|général|gal|general(?:major|leutnant|oberst)|brigadegeneral|adm(?:iral)?|almirante|amiral"
    r"|ammiraglio|capt(?:ain)?|cpt|capitán|capitaine|capitano|hauptmann|sgt|sergeant|sargento|sergent|marshal|mariscal|maréchal"
    r"|maresciallo|marschall|commodore|comodoro|cmdr|cmdte|cdte|albay|yarbay|binbaşı|yüzbaşı|(?:or|kor|tüm|tuğ)general|tümamiral|mayor(?=\sgeneral))"
)
_RANK = re.compile(
    rf"(?i:{_WORD_OF_RANK}\.?(?:[\s-]{{1,2}}{_WORD_OF_RANK}\.?){{0,3}}"
    r"(?:\s(?:de|di|d['’]|der|of|du)\s?(?:divisi[oó]n|divisione|brigad[ae]|brigata|corps\sd['’]armée|cuerpo|ejército|armée|police|policía"
    r"|carabinieri|justicia|justice|escuadra|fragata|navío|corpo\sd['’]armata))?)"
    r"(?:\s[A-Z]{2,5}(?=\s[(A-ZÀ-Ý]))?(?i:\s?\((?:r|ret|retd|rtd|retired|e\.r|a\.d|en\sretiro|sp|res|em)\.?\))?\s{1,2}(?=\S)"
)
_CYRILLIC_RANK = re.compile(
    r"(?:(?:старш|государственн|действительн)\w{2,3}\s|(?:ст|гос)\.\s?|полный\s)?"
    r"(?:генерал(?:[ау]|ом)?(?:-(?:майор|лейтенант|полковник)\w{0,2})?|(?:под)?полковник\w{0,2}|майор\w{0,2}|капитан\w{0,2}"
    r"|(?:старш\w{2,3}\s)?лейтенант\w{0,2}|советник\w{0,2}(?=\s(?:юстиции|государственной|МВД))|адмирал\w{0,2})"
    r"(?:\s(?:юстиции|полиции|милиции|внутренней\sслужбы|таможенной\sслужбы|государственной\s\w{5,12}\sслужбы|МВД))?"
    r"(?:\s(?:\d|I{1,3})(?:-го)?\sкласса)?\s{1,2}(?=[А-ЯЁ])",
    re.IGNORECASE,
)
_INITIALS = re.compile(r"M\.\s?[A-Z]\.")
"""Of a name: this "M." is no Monsieur."""

_SMALL = frozenset(
    ("don", "doña", "dña", "dott", "dott.ssa", "sayın", "señor", "señora", "signor", "signora", "господин",
     "госпожа", "господину", "госпоже", "herr", "herrn", "frau", "monsieur", "madame", "maître")
)  # fmt: skip
"""Honorifics that sentences print in small letters."""

_TO_THE = re.compile(
    r"(?:(?:Monsieur|Madame|Mme|M\.|Mr)\s(?:le|la|l['’])\s?|(?:Signor[ae]?|Sig\.(?:ra)?)\s(?:il|la)\s)(?=\w)"
)
"""What French and Italian courtesy puts before an office: "Monsieur le Ministre"."""


def without_honorific(text: str, vocabulary: Vocabulary) -> tuple[list[str], str, bool | None, str]:
    """Honorifics, the rest, whether they are a man's or a woman's, and the title to greet with."""
    found: list[str] = []
    masculine: bool | None = None
    titled = ""
    rest = _TO_THE.sub("", text.strip(), count=1)
    while rest:
        word = grand_of(rest, vocabulary)
        kind = "" if word else honorific_kind(rest.split(" ", 1)[0], vocabulary)
        if not word and (not kind or " " not in rest or (kind == "titles" and _goes_on(rest, vocabulary))):
            break
        word = word or rest.split(" ", 1)[0]
        if _INITIALS.match(rest):
            break
        if len(word) >= len(rest):
            break
        found.append(word.strip().rstrip(".").strip())
        masculine = kind == "masculine" if kind in ("masculine", "feminine") else masculine
        titled = found[-1] if kind == "titles" and len(found) == 1 else titled
        rest = rest[len(word) :].lstrip()
    return found, rest, masculine, titled


def grand_of(text: str, vocabulary: Vocabulary) -> str:
    """The excellency or the rank that a text begins with, or nothing; "General Director" is an office."""
    grand = _GRAND.match(text)
    if grand is not None:
        return grand.group()
    rank = _RANK.match(text) or _CYRILLIC_RANK.match(text)
    if rank is None or not text[rank.end() : rank.end() + 1].isupper():
        return ""
    office = vocabulary.offices.match(text, rank.end())
    is_post = office is not None and text[rank.end() :].casefold() not in ALSO_NAMES
    return "" if is_post else rank.group()


def only_honorifics(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a line is nothing but what stands before a name: "THE HONORABLE", "His Excellency"."""
    rest = f"{text.strip(' ,')} "
    while rest.strip():
        grand = _GRAND.match(rest) or _RANK.match(f"{rest}X")
        word = rest.split(" ", 1)[0]
        if grand is None and honorific_kind(word, vocabulary) not in ("masculine", "feminine", "plain"):
            return False
        rest = rest[min(len(rest), grand.end()) :] if grand is not None else rest[len(word) :].lstrip()
    return bool(text.strip(" ,"))


def honorific_kind(word: str, vocabulary: Vocabulary) -> str:
    """Which honorific a word is ("masculine", "feminine", "plain", "titles"), or nothing."""
    bare = word.rstrip(".").casefold()
    small = word.endswith(".") or bare in _SMALL
    if not word[:1].isupper() and "-" not in word and not small:
        return ""
    return next((kind for kind, words in vocabulary.honorifics.items() if bare in words), "")


def _goes_on(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a title is the beginning of an office: "Minister of Justice", "Botschafter der ..."."""
    following = text.split()[1:2]
    word = following[0] if following else ""
    if word[:1].islower():
        return word not in PARTICLES - {"de", "del", "du", "der", "di", "da"}
    return len(text.split()) > 2 and vocabulary.offices.fullmatch(word) is not None
