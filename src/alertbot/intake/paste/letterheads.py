"""Who the lines of a letterhead name: honorifics, a person, an office, and where post is brought.

"President Ilham Aliyev", "Zokirzhon ALMATOV,", "Mr. Askar Shakirov, Human Rights Commissioner": letterheads
and lists mix the three in every order; what is none of them is part of the postal address.
"""

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from alertbot.intake.paste.countries import is_country
from alertbot.intake.paste.honorifics import (
    ALSO_NAMES,
    PARTICLES,
    grand_of,
    honorific_kind,
    only_honorifics,
    without_honorific,
)
from alertbot.intake.paste.leads import office_bare
from alertbot.intake.paste.names import (
    ENDS,
    FIRM,
    LONGEST_PERSON,
    MOST_NAMES,
    NAME_WORD,
    OF_OFFICES,
    WORD,
    is_city,
    is_name,
    is_namesake,
    is_office,
    is_place,
    is_town,
)
from alertbot.intake.paste.people import restored
from alertbot.intake.paste.vocabulary import Vocabulary

LONGEST_SURE = 30
"""Characters behind an office; more are a name and the address that a flattened letterhead goes on with."""

LONGEST_SHORT_ACRONYM = 5
"""Letters of a word in capitals that is an authority's and no surname."""

_SEAM = re.compile(
    r"(?<=[a-zа-я]{3})(?<!xcm[oa])(?<!Ilm[oa])\.\s(?=(?:Mr|Ms|Mrs|Dr|Sra?|Mme|Herr|Frau)\b)|\s?[,;]\s?(?!(?:Inc|Ltd|LLC|Corp|GmbH|plc|S\.\s?[AL]|S\.\s?[pr]\.|[ds]\.\s?[or]\.|a\.\s?s\.|A/S|Lda|Ltda|Kft|Zrt)\b)|\s[–—-]\s|\s?\(|\)\s?|:\s|\s(?=(?:His|Her)\sExcellenc)"
    r"|\s?/\s|\s/(?=[^\W\d_])|\s(?=[cC]/\s?[^\W\d_a-zа-я])"
)
_EXCELLENCY_COMMA = re.compile(r"^((?:H\.\s?E\.|(?:His|Her)\sExcellency)),(?=\s)", re.IGNORECASE)
_ENDS_OPEN = re.compile(
    r"(?:^|\s)(?:of|for|the|and|in|to|at|en|à|zu|in|bei|с|в|de|del|la|las|los|du|des|le|les|et|y|für|von|der|die|das|und|di|dei|della|delle|e|по|и|ve)\s?$"
)
"""A word behind which an office goes on."""
_ASIDE = re.compile(r"[a-zа-яà-ÿ]{3,20}(?:\s[a-zа-яà-ÿ]{2,20}){0,2}")
"""What a bracket behind an office says of it: "(caretaker)", "(ad interim)"."""
_WITHIN = re.compile(
    r"\s\([^()@\d]{2,50}\)(?=\s(?:in|von|of|for|de|du|des|del|della|dell[’']|di|en|à|der|für|zu|im|am|в|во|по|г\.)\s)"
)
"""A bracket within the name of an office: "Landrat (Kaymakam) von ..."."""

_INSTITUTION_FIRST = re.compile(
    r"(?:([A-Z]{2,5}(?:\s[A-Z]{2,5})?),\s(?=[^,]{5,40},\s)|([^,:@]{3,50}),\sask\sfor\s)"
)
"""An institution before the person in it: "PA DOC, Ann Example, ...", "SCI Testwell, ask for Mr. Sample"."""
_ORDINAL = re.compile(
    r"(?:№|\b[Nn][ro]?[.º°]|\bNo|\bNr)\s?\d{1,3}\b|\b[^\W\d_]{2,4}-\d{1,3}\b"
    r"|(?<!\w)\d{1,3}(?:st|nd|rd|th|º|ª|°|er|e|ème|ste|te)\b"
)
_RETIRED = re.compile(
    r"\s?\((?:r|ret|retd|rtd|retired|e\.r|a\.d|en\sretiro|res|em)\.?\)|(?<=[a-z])\s(?-i:MP|MLA|MNA|MEP|MdB|QC|KC|PhD|OBE|CBE)(?=\s?(?:$|[,:;]))",
    re.IGNORECASE,
)
_SURNAME = re.compile(r"(?<!\w)[А-ЯЁ][а-яё]{2,14}(?:ову|еву|ёву|ину|ыну|скому|цкому|овой|евой|иной|ской)$")
"""A Russian surname in the dative of an envelope: "начальнику СИЗО Пробину"."""
_ANY_SURNAME = re.compile(r"[А-ЯЁ][а-яё]{3,20}(?:-[А-ЯЁ][а-яё]{3,20})?")
_SAINT = re.compile(
    r"(?:Santa|Santo|San|Sankt|Saint|Sainte|St|Ste|Sant[’']|Villa|Puerto|Ciudad|Nueva|Nuevo|Cerro|Port|Porto|Fort|Bad|New)[\s.]"
)
"""What towns and districts begin with, and hardly a name behind an office."""
_TOWN_OF = re.compile(
    r"(?<!\w)(?:город[аеу]?|г\.|посёлк[аеу]|посел[ок]к?[аеу]?|сел[аеоу]|city\sof|town\sof|ville\sde|ciudad\sde|città\sdi|stadt)\s$",
    re.IGNORECASE,
)
"""What leads to the name of a town, and to nobody."""
_PATRONYMIC = re.compile(r"(?:ич|ича|ичу|ичем|вна|вны|вне|вну|вной|глы|кызы|улы)$")
"""Of the third word of a Russian name: then a surname was the first, and no town."""
_HOUSE = re.compile(
    r"\b(?:hospital|hôpital|ospedale|krankenhaus|больница|hastanesi|universi\w+|université|университет\w*|prison|cárcel|carcere|penal|school"
    r"|colegio|instituto|institute|clinic\w*|camp|barracks|cuartel|stadium|airport|port|maison\sd['’]arrêt|centro\spenitenciario)\s$",
    re.IGNORECASE,
)
"""Houses that bear names: what follows is theirs, and nobody who sits there."""
_VERBS = re.compile(r"['’](?:[yn]?[aeıiuü]|[ntd]?[ıiuü]n|[dt][ae]n?|y?l[ae])(?:\s[a-zçğıöşü]{2,14}){0,3}$")
"""A Turkish ending behind a name, and the verb behind it: "Örnek'e yazın"."""
_GENERALS = re.compile(
    r"\b(?:consul|attorney|inspector|secretary|prosecutor|solicitor|director|commissioner|auditor|governor|comptroller|controller"
    r"|procurator|counsel|surgeon|postmaster|fiscal|procurador|procuradora|procureure?|directeur|directrice|secrétaire|secretari[ao]"
    r"|procuratore|segretari[oa]|direttore|console|cónsul|contralora?|directora?|inspectora?|commissaire|administrateur)\s$",
    re.IGNORECASE,
)
"""Offices behind which "General" is no rank."""


@dataclass(frozen=True, slots=True)
class Named:
    """An addressee's lines taken apart: honorifics, person, office; ``rest`` is where post goes."""

    honorific: str = ""
    person: str = ""
    office: str = ""
    masculine: bool | None = None
    titled: str = ""
    rest: tuple[str, ...] = ()


def named_of(lines: list[str], vocabulary: Vocabulary) -> Named:
    """Person, office and postal address of an addressee's lines."""
    named = Named()
    rest: list[str] = []
    for number, line in enumerate(_with_their_honorifics(lines, vocabulary)):
        if number < 3 and not (named.person and named.office) and not rest:
            named, left = _taken(line, named, vocabulary)
            rest += [left] if left and not (tells(left) and named != Named()) else []
        elif number < 4 and not named.person and _is_whole_name(line, named, rest, vocabulary):
            named = _taken(line, named, vocabulary)[0]
        elif number == 2 and not rest and _goes_on_below(line, named, vocabulary):
            named = replace(named, office=f"{named.office} {line.strip(' ,;')}")
        else:
            rest.append(line.strip(" ,;"))
    return replace(named, rest=tuple(rest))


def _with_their_honorifics(lines: list[str], vocabulary: Vocabulary) -> list[str]:
    """The lines; one that holds nothing but honorifics leads the next ("His Excellency" / "A. Testov")."""
    kept: list[str] = []
    lead = ""
    for line in lines:
        if len(kept) < 2 and only_honorifics(line, vocabulary):
            lead += f"{line.strip(' ,')} "
            continue
        kept.append(lead + _RETIRED.sub("", line))
        lead = ""
    return [*kept, lead.strip()] if lead else kept


def _is_whole_name(line: str, named: Named, rest: list[str], vocabulary: Vocabulary) -> bool:
    """ "Mr Selim AKGUN": on a line of its own, nobody else's; without an honorific above any address."""
    honorifics, bare, _, _ = without_honorific(line.strip(" ,;"), vocabulary)
    above = bool(named.office) and all(is_office(text, vocabulary) for text in rest)
    return (bool(honorifics) or above) and is_name(bare, vocabulary)


def _goes_on_below(line: str, named: Named, vocabulary: Vocabulary) -> bool:
    """Whether an office of one word was torn from the next line: "Secretario" / "General de Gobierno"."""
    torn = bool(named.office) and " " not in named.office
    return torn and is_office(line, vocabulary) and not any(c.isdigit() for c in line)


def _taken(line: str, named: Named, vocabulary: Vocabulary) -> tuple[Named, str]:
    """Reads one line's parts in order until one is neither a person nor an office; returns what is left."""
    at = 0
    text = _EXCELLENCY_COMMA.sub(r"\1", line.strip())
    before = _INSTITUTION_FIRST.match(text)
    following = without_honorific(text[before.end() :].split(",", 1)[0], vocabulary)[1] if before else ""
    if before is not None and (before[2] or is_name(following, vocabulary)):
        named, left = _taken(text[before.end() :], named, vocabulary)
        return replace(named, office=", ".join(filter(None, (named.office, before[1] or before[2])))), left
    aside = _WITHIN.search(text)
    aside = aside if aside is not None and vocabulary.offices.search(text, 0, aside.start()) else None
    seams = [
        (m.start(), m.end())
        for m in _SEAM.finditer(text)
        if aside is None or not aside.start() <= m.start() <= aside.end()
    ]
    seams.append((len(text), len(text)))
    for start, end in seams:
        part = text[at:start].strip(ENDS)
        if named.office and part.isupper() and part.isalpha() and len(part) <= 8 and text[:start].count("("):
            at = end
            continue
        if named.office and _ASIDE.fullmatch(part) and text[:start].count("(") > text[:start].count(")"):
            at = end
            continue
        more = _with_part(part, named, vocabulary) if part else named
        if more is None and not named.office and not named.person:
            more, end = _before_place(text[at:], named, vocabulary)
            if more is not None:
                return more, text[at + end :].strip(" ,;")
        if more is None:
            return _or_office(text[at:], named, vocabulary)
        named, at = more, end
    return named, ""


def _before_place(text: str, named: Named, vocabulary: Vocabulary) -> tuple[Named | None, int]:
    """ "Minister of Justice Bekir Bozdağ Test Street 22": the office and person before a street begins."""
    words = list(WORD.finditer(text))
    for number, word in enumerate(words[2:], 2):
        if any(c.isdigit() for c in word.group()) or word.group().strip(".").casefold() in vocabulary.streets:
            prefix = text[: words[number].start()].strip(ENDS)
            if is_office(prefix, vocabulary):
                return _with_part(prefix, named, vocabulary), words[number].start()
            break
    return None, 0


def _before_address(text: str, vocabulary: Vocabulary) -> str:
    """ "Amos Testwell Example Palace City": the name, where a flattened letterhead goes on in the address."""
    words = [match.group() for match in WORD.finditer(text)]
    for at, word in enumerate(words[: MOST_NAMES + 1]):
        if is_office(word, vocabulary) or word.casefold() in vocabulary.places:
            kept = words[:at] if is_office(word, vocabulary) else words[: at - 1]
            return " ".join(kept) if is_name(" ".join(kept), vocabulary) else ""
    return ""


def _or_office(text: str, named: Named, vocabulary: Vocabulary) -> tuple[Named, str]:
    """What follows a person on the same line is the office, unless it is where they sit."""
    left = text.strip(" ,;")
    if not named.person or not left or is_place(left, vocabulary) or is_town(left, vocabulary):
        return named, left
    if not named.office and not tells(left):
        return replace(named, office=left.strip(ENDS)), ""
    if FIRM.search(named.office) and len(left) <= LONGEST_PERSON and not tells(left):
        return replace(named, office=f"{left.strip(ENDS)}, {named.office}"), ""
    return named, left


def tells(text: str) -> bool:
    """Whether words are a remark and no office: "her secretary says she is on leave"."""
    words = [word for word in text.split() if word[:1].isalpha()]
    lower = [word for word in words if word[0].islower() and word not in PARTICLES and len(word) > 3]
    return len(lower) > 3 and len(lower) * 2 >= len(words)


def _with_part(part: str, named: Named, vocabulary: Vocabulary) -> Named | None:
    honorifics, bare, masculine, titled = without_honorific(part, vocabulary)
    found = None if named.person else _with_person(part, named, vocabulary)
    if found is not None:
        return found
    is_post = is_office(part, vocabulary) or FIRM.search(part) is not None
    if is_post and not any(c.isdigit() for c in _ORDINAL.sub("", part)):
        courtesy = bool(bare) and not titled and (bool(honorifics) or bare != part) and masculine is None
        return _with_office(office_bare(bare if courtesy else part, vocabulary), named, vocabulary)
    return None


def _with_person(part: str, named: Named, vocabulary: Vocabulary) -> Named | None:
    part = _VERBS.sub("", part) if vocabulary.language == "tr" else part
    honorifics, bare, masculine, titled = without_honorific(part, vocabulary)
    known = _is_surname(bare, vocabulary) or _is_mister(bare, masculine, vocabulary)
    greeted = honorifics and (known or is_namesake(bare, vocabulary))
    person = bare if greeted or is_name(bare, vocabulary) else ""
    before = ""
    if not person:
        before, person = _trailing_name(bare, vocabulary)
    if not person and len(bare) > (
        LONGEST_SURE if named.office else LONGEST_PERSON if honorifics else len(bare)
    ):
        person = _before_address(bare, vocabulary)
        return _held(named, person, "", honorifics, masculine, titled) if person else None
    if not person:
        return None
    inner, person, inner_masculine, _ = without_honorific(person, vocabulary)
    masculine = masculine if masculine is not None else inner_masculine
    office = office_bare(before, vocabulary) if before else ""
    return _held(named, person, office, [*honorifics, *inner], masculine, titled)


def _held(
    named: Named, person: str, office: str, honorifics: list[str], masculine: bool | None, titled: str
) -> Named:
    """The person in an office: a firm or an institution printed before is where they hold it."""
    twice = office.casefold() in named.office.casefold()
    where = f"{office}, {named.office}" if office and named.office and not twice else named.office or office
    return replace(
        named, person=restored(person.strip(ENDS.replace(".", ""))), office=where,
        honorific=" ".join(honorifics), titled=titled, masculine=masculine,
    )  # fmt: skip


def _with_office(part: str, named: Named, vocabulary: Vocabulary) -> Named | None:
    if not named.office:
        return replace(named, office=_unshouted(part))
    if is_place(_ORDINAL.sub("", part), vocabulary) or len(named.office) + len(part) > 150:
        return None
    if named.person and FIRM.search(named.office):
        return replace(named, office=f"{part}, {named.office}")
    joined = not named.person or named.office.endswith(part) or FIRM.search(part) is not None
    return replace(named, office=f"{named.office}, {part}") if joined else None


def _unshouted(office: str) -> str:
    """An office out of ALL CAPS; short words that are none of its small ones may be acronyms."""
    if not office.isupper():
        return office
    words = (word.lower() if _ENDS_OPEN.fullmatch(word.lower()) else word for word in office.split())
    return " ".join(restored(word) if len(word) > 3 else word for word in words)


def _is_surname(text: str, vocabulary: Vocabulary) -> bool:
    shouted = text.isupper() and len(text) <= LONGEST_SHORT_ACRONYM
    return (
        NAME_WORD.match(text) is not None and len(text) > 2 and not (shouted or is_office(text, vocabulary))
    )


def _is_mister(text: str, masculine: bool | None, vocabulary: Vocabulary) -> bool:
    """ "Mr. Aftab Sultan": behind "Mr" a name may end in a word that is also an office's."""
    words = text.split()
    if masculine is None or not 2 <= len(words) <= MOST_NAMES or vocabulary.offices.match(text):
        return False
    return all(NAME_WORD.match(word) for word in words) and words[-1].casefold() in ALSO_NAMES


def _trailing_name(text: str, vocabulary: Vocabulary) -> tuple[str, str]:
    """ "Minister of Justice Bekir Bozdağ": an office, and behind its last word a person."""
    last = max((match.end() for match in vocabulary.offices.finditer(text)), default=0)
    if not last or len(text) > 150:
        return "", ""
    greeted = _honoured_name(text, vocabulary)
    if greeted:
        return text[:greeted].strip(ENDS), text[greeted:].strip(ENDS.replace(".", ""))
    words = [word for word in WORD.finditer(text, last) if word.group().strip(ENDS)]
    while words and _is_of_office(words[0].group(), vocabulary):
        words = words[1:]
    if _TOWN_OF.search(text[: words[0].start()] if words else "") and _is_town_and_name(words):
        words = words[1:]
    if not words or _SAINT.match(text, words[0].start()) or _HOUSE.search(text[: words[0].start()]):
        return "", ""
    person = text[words[0].start() :].strip(ENDS.replace(".", ""))
    bare = without_honorific(person, vocabulary)[1]
    if _is_greeted(text, words, person, vocabulary):
        return text[: words[0].start()].strip(ENDS), person
    if is_name(bare, vocabulary) and not _ENDS_OPEN.search(text[: words[0].start()]):
        return text[: words[0].start()].strip(ENDS), person
    return _last_name(text, words, vocabulary)


def _is_town_and_name(words: list[re.Match[str]]) -> bool:
    """Whether a town stands before a name: a surname, a first name and a patronymic are three words."""
    return len(words) > 3 or (len(words) == 3 and not _PATRONYMIC.search(words[2].group()))


def _honoured_name(text: str, vocabulary: Vocabulary) -> int:
    """ "Min of Health Hon. Ann Example": where the honorific of a name behind an office begins, or 0."""
    for word in list(WORD.finditer(text))[1:]:
        behind = text[word.start() :]
        honoured = grand_of(behind, vocabulary) or (
            honorific_kind(word.group(), vocabulary) in ("masculine", "feminine", "plain")
        )
        if word.group().casefold().startswith("g") and _GENERALS.search(text, 0, word.start()):
            continue
        bare = without_honorific(behind, vocabulary)[1] if honoured else ""
        bare = bare.strip(ENDS.replace(".", ""))
        surname = bool(bare) and honoured and _ANY_SURNAME.fullmatch(bare) is not None
        if bare and bare != behind and (surname or is_name(bare, vocabulary)):
            return word.start()
    return 0


def _is_greeted(text: str, words: list[re.Match[str]], person: str, vocabulary: Vocabulary) -> bool:
    """ "President Karimov": a title and a surname, no more."""
    title = text[: words[0].start()].strip(ENDS)
    if len(words) > 1 or vocabulary.titles.fullmatch(title) is None or not person[:1].isupper():
        return False
    return _is_surname(person, vocabulary) and not is_place(person, vocabulary) and not is_city(person)


def _last_name(text: str, words: list[re.Match[str]], vocabulary: Vocabulary) -> tuple[str, str]:
    """ "прокурор Краснодарского края Леонид Пробный": the name behind the last word of the office."""
    for before, word in pairwise(words):
        closes = before.group()[0].islower() or before.group().isdigit() or before.group()[-1] in '»”"'
        person = text[word.start() :].strip(ENDS.replace(".", ""))
        small = before.group() in PARTICLES or _ENDS_OPEN.search(text[: word.start()])
        if (
            person[:1].isupper()
            and closes
            and not small
            and "," not in person
            and is_name(person, vocabulary)
        ):
            return text[: word.start()].strip(ENDS), person
    surname = _SURNAME.search(text, words[-1].start())
    alone = len(words) == 1 or words[-2].group()[0].islower()
    return (text[: surname.start()].strip(ENDS), surname.group()) if surname and alone else ("", "")


def _is_of_office(word: str, vocabulary: Vocabulary) -> bool:
    """Whether a word between an office and a name goes with the office."""
    if honorific_kind(word, vocabulary):
        return False
    small = word[:1].islower() or (word.isupper() and _ENDS_OPEN.fullmatch(word.casefold()) is not None)
    return small or word.casefold() in OF_OFFICES or is_country(word, vocabulary.language)
