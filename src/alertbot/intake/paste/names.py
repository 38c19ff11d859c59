"""Whether a printed text is a person's name, an office, a place or a town."""

import re

from alertbot.intake.paste.countries import is_country
from alertbot.intake.paste.honorifics import NAMESAKES, PARTICLES
from alertbot.intake.paste.vocabulary import Vocabulary
from alertbot.intake.places import known_places, plain

_FIRST_NAMES = frozenset(("Ben",))
"""First names that are also words within names, where they are in small letters."""

LONGEST_PERSON = 60
MOST_NAMES = 6
LONGEST_ACRONYM = 3
"""Letters; "PA DOC" is a department, no person."""

ENDS = ' .,;:–—-*()"“”«»/'
"""What a part of a line is stripped of."""

WORD = re.compile(r"[^\s,;/]+")
NAME_WORD = re.compile(
    r"[‘’'`]?(?:(?:(?:al|el|ad|an|ar|as|ash|at|az)-)?[^\W\d_a-zа-я][^\W\d_]*(?:[-’'`.][^\W\d_]*)*\.?|(?:[A-ZА-Я]\.-?){1,3})$"
)
OF_OFFICES = frozenset(
    ("derechos", "humanos", "república", "relaciones", "exteriores", "interior", "nación", "estado", "homme",
     "justicia", "république", "droits", "intérieur", "affaires", "étrangères", "sceaux", "repubblica",
     "diritti", "umani", "esteri", "interno", "interni", "rights", "relations", "industrial", "resources",
     "education", "departamental", "provincial", "nacional", "regional", "estatal", "federal", "laboral",
     "judicial", "superior", "constitucional", "militar", "nationale", "régional", "régionale",
     "départemental", "départementale", "centrale", "nazionale", "regionale", "provinciale", "statale",
     "région", "región", "regione", "provincia", "distrital", "cantonal", "cantonale", "territorial",
     "territoriale")
)  # fmt: skip
"""What offices deal with; no word of a name, and no sign of an office by itself."""

FIRM = re.compile(
    r"(?i:\b(?:plc|gmbh|ltd|llc|inc|corp|tbk|bhd|o?jsc|cjsc|pvt|pty|llp|sarl|srl|holdings?|group|groupe|grupo|gruppo)\b\.?$|\bs\.\s?a\.|\bs\.\s?p\.\s?a|\bb\.v\."
    r"|\ba\.ş|\bs\.a\.s|\bs\.r\.l)|\bCo\b\.?$|\bAG\b|\bKG\b|\bNV\b|\bООО\b|\bОАО\b|\bЗАО\b|\bПАО\b|\bАО\b"
    r"|(?<![\w.])(?:Zrt|Kft|Nyrt|E?OOD|E?AD|[Dd]\.?\s?[Oo]\.?\s?[Oo]|d\.\s?d|[Aa]\.\s?[Ss]|s\.\s?r\.\s?o|Oyj?|AB|A/S|ApS|ASA|BV|S\.?[Pp]\.?A"
    r"|[Ss]p\.\s?z\s?o\.\s?o|S\.?\s?L\.?(?:\s?U)?|S\.?A\.?U|SA|SAS|SAL|Ltda|Lda|UAB|OÜ|SIA|Berhad)\.?$"
)
"""What says that a part is a firm's name: it goes with the post held there."""

_CHILD_OF = re.compile(r"(?<=\s)[ads]/[olp](?=\s)")
_NICKNAME = re.compile(r"[\"“”«][^\"“”«»\s]{2,20}[\"“”»]\s?")
_INITIAL = re.compile(r"(?<!\w)[^\W\d_a-zа-я](?:\.\s?|$)")
_STREET = re.compile(r"[cC]/\s?\w")


_NO_FIRST = frozenset(
    ("in", "at", "for", "from", "and", "or", "the", "with", "by", "por", "para", "con", "für", "mit", "und",
     "pour", "avec", "et", "les", "per", "в", "на", "для", "от", "dear", "our", "your", "my", "please", "we",
     "исп", "тел",
     "this", "that", "these", "all", "not", "since", "when", "if", "as", "estimado", "estimada", "cher",
     "chère", "caro", "cara", "liebe", "lieber", "sehr", "уважаемый", "уважаемая", "sevgili", "değerli",
     "new", "free", "save", "stop", "contact", "call", "write", "fax", "phone", "send")
)  # fmt: skip
"""Words that begin no name."""

_ALSO_FIRST = frozenset(
    ("park", "hill", "lane", "house", "way", "drive", "close", "block", "tower", "ring", "sok", "mah", "cad",
     "kat", "pl", "per", "str", "col", "no")
)  # fmt: skip
"""Words of places that stand last in them: at the beginning they are names ("Park Geun-hye")."""

LONGEST_SHORTENED = 5
"""Characters of a shortened word within a name ("Wm.", "Maj."): behind a longer one a sentence ends."""


def is_office(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a line names an office or an institution."""
    return vocabulary.offices.search(text) is not None


def is_place(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a line belongs to a postal address: figures, a street, a country."""
    if any(c.isdigit() for c in text):
        return True
    words = [word.strip(ENDS).casefold() for word in WORD.findall(text)]
    return any(word in vocabulary.places for word in words) or is_country(
        text.strip(ENDS), vocabulary.language
    )


def is_town(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a line holds nothing but towns and countries: "Lima, Peru", "New York, NY"."""
    parts = [part.strip(ENDS) for part in text.split(",") if part.strip(ENDS)]
    known = [is_country(part, vocabulary.language) or is_city(part) for part in parts]
    states = [part.isupper() and len(part) <= LONGEST_ACRONYM for part in parts]
    return any(known) and all(one or state for one, state in zip(known, states, strict=True))


def is_name(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a text can be nothing but a person's name: two to six capitalised words, none of an office."""
    text = _NICKNAME.sub("", text)
    words = [word for word in WORD.findall(_CHILD_OF.sub("bin", text.strip(" ,;:"))) if word]
    if len(text) > LONGEST_PERSON or not 2 <= len(words) <= MOST_NAMES or _begins_otherwise(text, words):
        return False
    proper = [word for word in words if word.casefold() not in PARTICLES or word in _FIRST_NAMES]
    if len(proper) < 2 and len(words) > 2 and all(word[0].isupper() for word in words):
        proper = words
    if len(proper) < 2 or not all(_is_proper(word) for word in proper):
        return False
    bare = _INITIAL.sub("", " ".join(words[words[0].casefold() in _ALSO_FIRST :])).strip()
    if vocabulary.civil.search(text) or is_office(text, vocabulary) or is_place(bare, vocabulary):
        return False
    if all(word.isupper() and len(word) <= LONGEST_ACRONYM and word.isalpha() for word in proper):
        return False
    return not _is_of_places(text, proper, vocabulary)


def is_namesake(text: str, vocabulary: Vocabulary) -> bool:
    """ "Ambassador Mauricio Prueba": behind an honorific a first name may be a country's, too."""
    words = text.split()
    named = 2 <= len(words) <= MOST_NAMES and words[0].casefold() in NAMESAKES
    return named and all(NAME_WORD.match(word) for word in words) and vocabulary.offices.search(text) is None


def _begins_otherwise(text: str, words: list[str]) -> bool:
    """Whether a text is a firm, a street, or begins as a sentence does."""
    if words[0].rstrip(".").casefold() in _NO_FIRST or FIRM.search(text) or _STREET.match(text):
        return True
    if any("/" in word for word in text.split() if not _CHILD_OF.search(f" {word} ")):
        return True
    return any(word.endswith(".") and len(word) > LONGEST_SHORTENED for word in words[:-1])


def _is_proper(word: str) -> bool:
    first = next((c for c in word if c.isalpha()), "")
    shaped = NAME_WORD.match(word) is not None and word.casefold() not in OF_OFFICES
    return shaped and (first.isupper() or "-" in word or not first.islower())


def _is_of_places(text: str, proper: list[str], vocabulary: Vocabulary) -> bool:
    """Whether towns and countries make up a text; a longer name may hold what is also a country's."""
    countries = [word for word in proper if is_country(word, vocabulary.language)]
    if is_city(text) or (countries and len(proper) < MOST_NAMES // 2):
        return True
    return countries == proper[-1:] and is_city(" ".join(proper[:-1]))


def is_city(text: str) -> bool:
    return plain(text.strip(ENDS)) in known_places().by_name
