"""Who a printed line names: an honorific, a person, an office, or a place where post is brought.

"President Ilham Aliyev", "Zokirzhon ALMATOV,", "Mr. Askar Shakirov, Human Rights Commissioner": letterheads
and lists mix the three in every order; what is none of them is part of the postal address.
"""

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from alertbot.intake.paste.countries import is_country
from alertbot.intake.paste.people import restored
from alertbot.intake.paste.vocabulary import Vocabulary
from alertbot.intake.places import known_places, plain

LONGEST_PERSON = 60
MOST_NAMES = 6
LONGEST_ACRONYM = 3
"""Letters; "PA DOC" is a department, no person."""


_ENDS = ' .,;:–—-*()"“”«»'
_WORD = re.compile(r"[^\s,;/]+")
_SEAM = re.compile(
    r"(?<=[a-zа-я]{3})\.\s(?=(?:Mr|Ms|Mrs|Dr|Sra?|Mme|Herr|Frau)\b)|\s?[,;]\s?|\s[–—-]\s|\s?\(|\)\s?|:\s|\s(?=(?:His|Her)\sExcellenc)"
    r"|\s(?=[cC]/\s?[^\W\d_a-zа-я])"
)
_NAME_WORD = re.compile(
    r"[‘’'`]?(?:(?:(?:al|el|ad|an|ar|as|ash|at|az)-)?[^\W\d_a-zа-я][^\W\d_]*(?:[-’'`.][^\W\d_]*)*\.?|(?:[A-ZА-Я]\.-?){1,3})$"
)
_PARTICLES = frozenset(
    ("al", "el", "bin", "ibn", "ben", "bint", "de", "del", "la", "las", "los", "der", "den", "van", "von",
     "di", "da", "dos", "das", "du", "le", "ould", "oglu", "kyzy", "uulu", "abu", "y", "e")
)  # fmt: skip
_EXCELLENCY = re.compile(
    r"(?:H\.?\s?E\.?|HE|S\.?\s?E\.?\s?(?:M\.)?|I\.\s?E\.|(?:His|Her|Your)\sExcellency|Son\sExcellence|Su\sExcelencia"
    r"|Seine\sExzellenz|Sua\sEccellenza|Его\sПревосходительство|The\sHon(?:ou?rable|\.)?|(?:The\s)?(?:Rt\.?|Right)\sHon(?:ou?rable|\.)?"
    r"|(?:Lt|Maj|Brig|Gen|Lieutenant|Major|Brigadier)\.?-?\s?(?:Gen(?:eral)?|Col(?:onel)?)\.?|General\sde\s\w+"
    r"|Gen\.|Gral\.|Col\.|Colonel|General|Ayatollah|Sheikh|Shaikh|Sayyid|Excmo?a?\.|(?:HRH|(?:His|Her)\s(?:Royal\sHighness|Majesty))(?:\s(?:Prince|King|Princess|Queen))?|Prince|HH|HM"
    r"|Shri|Smt|Datuk(?:\sSeri)?|Dato['’]?(?:\sSeri|\sSri)?|Tan\sSri|Samdech|Brigadier|Commodore|Counsel(?:l)?or|Barrister|Hon)(?=[\s.])\.?\s{0,2}",
    re.IGNORECASE,
)


_EXCELLENCY_COMMA = re.compile(r"^((?:H\.\s?E\.|(?:His|Her)\sExcellency)),(?=\s)", re.IGNORECASE)
_OF_OFFICES = frozenset(
    ("derechos", "humanos", "república", "relaciones", "exteriores", "interior", "nación", "estado", "homme",
     "justicia", "république", "droits", "intérieur", "affaires", "étrangères", "sceaux", "repubblica",
     "diritti", "umani", "esteri", "interno", "interni", "rights", "relations", "industrial", "resources",
     "education")
)  # fmt: skip
"""What offices deal with; no word of a name, and no sign of an office by itself."""

_ALSO_NAMES = frozenset(
    ("sultan", "king", "emir", "amir", "judge", "prince", "khan", "malik", "union", "leader", "bank", "home",
     "justice", "chamber", "mayor", "major", "head", "chief")
)  # fmt: skip
"""Surnames that are words of offices."""

_ENDS_OPEN = re.compile(
    r"(?:^|\s)(?:of|for|the|and|in|to|at|en|à|zu|in|bei|с|в|de|del|la|las|los|du|des|le|les|et|y|für|von|der|die|das|und|di|dei|della|delle|e|по|и|ve)\s?$"
)
"""A word behind which an office goes on."""

_CHILD_OF = re.compile(r"(?<=\s)[ads]/[olp](?=\s)")
_ASIDE = re.compile(r"[a-zа-яà-ÿ]{3,20}(?:\s[a-zа-яà-ÿ]{2,20}){0,2}")
"""What a bracket behind an office says of it: "(caretaker)", "(ad interim)"."""

_NICKNAME = re.compile(r"[\"“”«][^\"“”«»\s]{2,20}[\"“”»]\s?")
_INSTITUTION_FIRST = re.compile(
    r"(?:([A-Z]{2,5}(?:\s[A-Z]{2,5})?),\s(?=[^,]{5,40},\s)|([^,:@]{3,50}),\sask\sfor\s)"
)
"""An institution before the person in it: "PA DOC, Ann Example, ...", "SCI Testwell, ask for Mr. Sample"."""

_STREET = re.compile(r"[cC]/\s?\w")
_ORDINAL = re.compile(r"№\s?\d{1,3}\b|(?<!\w)\d{1,3}(?:st|nd|rd|th|º|ª|°|er|e|ème|ste|te)\b")


@dataclass(frozen=True, slots=True)
class Named:
    """An addressee's lines taken apart: honorifics, person, office; ``rest`` is where post goes."""

    honorific: str = ""
    person: str = ""
    office: str = ""
    masculine: bool | None = None
    titled: str = ""
    rest: tuple[str, ...] = ()


def is_office(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a line names an office or an institution."""
    return vocabulary.offices.search(text) is not None


def is_place(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a line belongs to a postal address: figures, a street, a country."""
    if any(c.isdigit() for c in text):
        return True
    words = [word.strip(_ENDS).casefold() for word in _WORD.findall(text)]
    return any(word in vocabulary.places for word in words) or is_country(
        text.strip(_ENDS), vocabulary.language
    )


def is_town(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a line holds nothing but towns and countries: "Lima, Peru", "New York, NY"."""
    parts = [part.strip(_ENDS) for part in text.split(",") if part.strip(_ENDS)]
    known = [is_country(part, vocabulary.language) or _is_city(part) for part in parts]
    states = [part.isupper() and len(part) <= LONGEST_ACRONYM for part in parts]
    return any(known) and all(one or state for one, state in zip(known, states, strict=True))


def is_name(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a text can be nothing but a person's name: two to six capitalised words, none of an office."""
    text = _NICKNAME.sub("", text)
    words = [word for word in _WORD.findall(_CHILD_OF.sub("bin", text.strip(" ,;:"))) if word]
    proper = [word for word in words if word.casefold() not in _PARTICLES]
    if (
        _STREET.match(text)
        or not 2 <= len(words) <= MOST_NAMES
        or len(proper) < 2
        or len(text) > LONGEST_PERSON
    ):
        return False
    if not all(_NAME_WORD.match(word) and word.casefold() not in _OF_OFFICES for word in proper):
        return False
    if is_office(text, vocabulary) or is_place(text, vocabulary) or _is_city(text):
        return False
    if all(word.isupper() and len(word) <= LONGEST_ACRONYM and word.isalpha() for word in proper):
        return False
    return not any(is_country(word, vocabulary.language) for word in proper)


def _is_city(text: str) -> bool:
    return plain(text.strip(_ENDS)) in known_places().by_name


def without_honorific(text: str, vocabulary: Vocabulary) -> tuple[list[str], str, bool | None, str]:
    """Honorifics, the rest, whether they are a man's or a woman's, and the title to greet with."""
    found: list[str] = []
    masculine: bool | None = None
    titled = ""
    rest = text.strip()
    while rest:
        grand = _EXCELLENCY.match(rest)
        word = rest.split(" ", 1)[0]
        kind = honorific_kind(word, vocabulary)
        if grand is not None and grand.end() < len(rest):
            word = grand.group()
        elif not kind or len(rest) == len(word) or (kind == "titles" and _goes_on(rest[len(word) :])):
            break
        found.append(word.strip().rstrip(".").strip())
        masculine = kind == "masculine" if kind in ("masculine", "feminine") else masculine
        titled = found[-1] if kind == "titles" and len(found) == 1 else titled
        rest = rest[len(word) :].lstrip()
    return found, rest, masculine, titled


def _goes_on(rest: str) -> bool:
    """Whether a title is the beginning of an office: "Minister of Justice", "Botschafter der ..."."""
    following = rest.split()[0] if rest.split() else ""
    return following[:1].islower() and following not in _PARTICLES - {"de", "del", "du", "der", "di", "da"}


def honorific_kind(word: str, vocabulary: Vocabulary) -> str:
    """Which honorific a word is ("masculine", "feminine", "plain", "titles"), or nothing."""
    bare = word.rstrip(".").casefold()
    if not word[:1].isupper() and "-" not in word:
        return ""
    return next((kind for kind, words in vocabulary.honorifics.items() if bare in words), "")


def named_of(lines: list[str], vocabulary: Vocabulary) -> Named:
    """Person, office and postal address of an addressee's lines."""
    named = Named()
    rest: list[str] = []
    for number, line in enumerate(lines):
        if number < 3 and not (named.person and named.office) and not rest:
            named, left = _taken(line, named, vocabulary)
            rest += [left] if left else []
        elif number < 4 and not named.person and _is_titled_name(line, vocabulary):
            named = _taken(line, named, vocabulary)[0]
        elif number == 2 and not rest and _goes_on_below(line, named, vocabulary):
            named = replace(named, office=f"{named.office} {line.strip(' ,;')}")
        else:
            rest.append(line.strip(" ,;"))
    return replace(named, rest=tuple(rest))


def _is_titled_name(line: str, vocabulary: Vocabulary) -> bool:
    """ "Mr Selim AKGUN": on a line of its own, nobody else's."""
    honorifics, bare, _, _ = without_honorific(line.strip(" ,;"), vocabulary)
    return bool(honorifics) and is_name(bare, vocabulary)


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
    seams = [*((m.start(), m.end()) for m in _SEAM.finditer(text)), (len(text), len(text))]
    for start, end in seams:
        part = text[at:start].strip(_ENDS)
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
    words = list(_WORD.finditer(text))
    for number, word in enumerate(words[2:], 2):
        if any(c.isdigit() for c in word.group()) or word.group().strip(".").casefold() in vocabulary.streets:
            prefix = text[: words[number].start()].strip(_ENDS)
            if is_office(prefix, vocabulary):
                return _with_part(prefix, named, vocabulary), words[number].start()
            break
    return None, 0


def _before_address(text: str, vocabulary: Vocabulary) -> str:
    """ "Amos Testwell Example Palace City": the name, where a flattened letterhead goes on in the address."""
    words = [match.group() for match in _WORD.finditer(text)]
    for at, word in enumerate(words[: MOST_NAMES + 1]):
        if is_office(word, vocabulary) or word.casefold() in vocabulary.places:
            kept = words[:at] if is_office(word, vocabulary) else words[: at - 1]
            return " ".join(kept) if is_name(" ".join(kept), vocabulary) else ""
    return ""


def _or_office(text: str, named: Named, vocabulary: Vocabulary) -> tuple[Named, str]:
    """What follows a person on the same line is the office, unless it is where they sit."""
    left = text.strip(" ,;")
    if named.person and not named.office and not is_place(left, vocabulary) and not is_town(left, vocabulary):
        return replace(named, office=left.strip(_ENDS)), ""
    return named, left


def _with_part(part: str, named: Named, vocabulary: Vocabulary) -> Named | None:
    honorifics, bare, masculine, titled = without_honorific(part, vocabulary)
    if not named.person:
        greeted = honorifics and (_is_surname(bare, vocabulary) or _is_mister(bare, masculine, vocabulary))
        person = bare if is_name(bare, vocabulary) or greeted else ""
        before = ""
        if not person:
            before, person = _trailing_name(bare, vocabulary)
        if not person and honorifics and len(bare) > LONGEST_PERSON:
            person = _before_address(bare, vocabulary)
            if person:
                return replace(
                    named, person=person, honorific=" ".join(honorifics), titled=titled, masculine=masculine
                )
        if person:
            inner, person, inner_masculine, _ = without_honorific(person, vocabulary)
            return replace(
                named, person=restored(person.strip(_ENDS.replace(".", ""))), office=named.office or before,
                honorific=" ".join((*honorifics, *inner)), titled=titled,
                masculine=masculine if masculine is not None else inner_masculine,
            )  # fmt: skip
    if is_office(part, vocabulary) and not any(c.isdigit() for c in _ORDINAL.sub("", part)):
        return _with_office(part, named, vocabulary)
    return None


def _with_office(part: str, named: Named, vocabulary: Vocabulary) -> Named | None:
    if not named.office:
        return replace(named, office=_unshouted(part))
    if is_place(part, vocabulary) or len(named.office) + len(part) > 150:
        return None
    joined = not named.person or named.office.endswith(part)
    return replace(named, office=f"{named.office}, {part}") if joined else None


def _unshouted(office: str) -> str:
    return (
        " ".join(restored(word) if len(word) > 4 else word for word in office.split())
        if office.isupper()
        else office
    )


def _is_surname(text: str, vocabulary: Vocabulary) -> bool:
    return _NAME_WORD.match(text) is not None and len(text) > 2 and not is_office(text, vocabulary)


def _is_mister(text: str, masculine: bool | None, vocabulary: Vocabulary) -> bool:
    """ "Mr. Aftab Sultan": behind "Mr" a name may end in a word that is also an office's."""
    words = text.split()
    if masculine is None or not 2 <= len(words) <= MOST_NAMES or vocabulary.offices.match(text):
        return False
    return all(_NAME_WORD.match(word) for word in words) and words[-1].casefold() in _ALSO_NAMES


def _trailing_name(text: str, vocabulary: Vocabulary) -> tuple[str, str]:
    """ "Minister of Justice Bekir Bozdağ": an office, and behind its last word a person."""
    last = max((match.end() for match in vocabulary.offices.finditer(text)), default=0)
    if not last or len(text) > 150:
        return "", ""
    words = list(_WORD.finditer(text, last))
    while words and _is_of_office(words[0].group(), vocabulary):
        words = words[1:]
    if not words:
        return "", ""
    person = text[words[0].start() :].strip(_ENDS.replace(".", ""))
    bare = without_honorific(person, vocabulary)[1]
    if _is_greeted(text, words, person, vocabulary):
        return text[: words[0].start()].strip(_ENDS), person
    if is_name(bare, vocabulary) and not _ENDS_OPEN.search(text[: words[0].start()]):
        return text[: words[0].start()].strip(_ENDS), person
    return _last_name(text, words, vocabulary)


def _is_greeted(text: str, words: list[re.Match[str]], person: str, vocabulary: Vocabulary) -> bool:
    """ "President Karimov": a title and a surname, no more."""
    title = text[: words[0].start()].strip(_ENDS)
    if len(words) > 1 or vocabulary.titles.fullmatch(title) is None or not person[:1].isupper():
        return False
    return _is_surname(person, vocabulary) and not is_place(person, vocabulary) and not _is_city(person)


def _last_name(text: str, words: list[re.Match[str]], vocabulary: Vocabulary) -> tuple[str, str]:
    """ "прокурор Краснодарского края Леонид Пробный": the name behind the last word of the office."""
    for before, word in pairwise(words):
        closes = before.group()[0].islower() or before.group()[-1] in '»”"'
        person = text[word.start() :].strip(_ENDS.replace(".", ""))
        small = before.group() in _PARTICLES or _ENDS_OPEN.search(text[: word.start()])
        if (
            person[:1].isupper()
            and closes
            and not small
            and "," not in person
            and is_name(person, vocabulary)
        ):
            return text[: word.start()].strip(_ENDS), person
    return "", ""


def _is_of_office(word: str, vocabulary: Vocabulary) -> bool:
    """Whether a word between an office and a name goes with the office."""
    if honorific_kind(word, vocabulary):
        return False
    return word[:1].islower() or word.casefold() in _OF_OFFICES or is_country(word, vocabulary.language)
