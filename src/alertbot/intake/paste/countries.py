"""Which country a text is about: the one it names most, its title counting for more."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import chain
from typing import cast

from alertbot.intake.paste.peoples import country_of_people
from alertbot.intake.paste.vocabulary import LANGUAGES, Vocabulary
from alertbot.intake.paste.vocabulary import vocabulary as vocabulary_of
from alertbot.intake.places import known_places, plain

MENTION = 10
"""Votes for a country that is named once in a sentence."""

TITLE_WEIGHT = 3 * MENTION
MOST_WORDS = 40_000
SHORTEST_PLAIN = 4
"""Letters of a country's name that is known without its accents; "Cad." is a street in Turkish."""

HOMES = {"de": "DE", "it": "IT", "tr": "TR", "fr": "FR", "ru": "RU"}
"""Where a text of a language is mostly written and read; Spanish and English have no such country."""

FOOT_LINES = 6
FOOT_WEIGHT = 3
"""Of a country in an address at a text's foot: the issuer's own stands there as often."""

LEAD_LINES = 40
LONGEST_BEFORE = 60
MOST_DIALLED = 2
MOST_NUMBERS = 60
CLOSEST = MENTION // 2
"""Votes; what lies nearer together is a tie."""

_LEAD = re.compile(r"\W{0,4}([^\W\d_][^:.–—]{2,40}?)\s?(?::|\s[–—-]\s)(?=\s?\S)")

_POSTAL = re.compile(
    r"@|\b(?:[Ff]ax|FAX|[Tt][ée]l|TEL|[Pp]hone)\b|\b[A-Z]{1,2}-\d{4,5}\b|\b\d{4,5}\s[^\W\d_]"
)
_DIALLED = re.compile(r"(?<![\w+])\(?(?:\+|00\s?|011[\s-])\s?\(?([1-9][\d\s()./–-]{6,22}\d)(?!\w)")
_BRACKETED = re.compile(r"\(([1-9]\d{0,2}[\s-]\d{1,4}\)[\s-]?\d[\d\s-]{4,10}\d)(?!\w)")
"""A country's code in the area code's bracket: "(595-21) 000-000"."""

_MAIL_HEADER = re.compile(
    r"(?:from|subject|von|betreff|de|objet|asunto|da|oggetto|от|тема|kimden|konu)\s?:", re.IGNORECASE
)
FEWEST_AT_HOME = 2
_DOMESTIC = re.compile(r"(?<![\w+.-])\(?0[1-9]\d{1,3}\)?[\s/-]{1,3}\d{3}[\s-]\d{2}[\s-]?\d{2}(?!\d)")
_FAMILIES = {"GN": ("GQ", "GW"), "CG": ("CD",), "KR": ("KP",), "SD": ("SS",)}
_ORGANISATION = re.compile(
    r"(?<![^\W_])(?:international|internacional|internazionale|internationale|amnesty|amnistía|pen|watch|front|network"
    r"|netzwerk|réseau|rete|red|union|sindicato|syndicat|gewerkschaft|federation|confederation|committee|comité|komitee"
    r"|comitato|association|asociación|associazione|verein|club|campaign|solidarity|solidarität|solidaridad|solidarité"
    r"|solidarietà|group|gruppe|grupo|gruppo|workers|press|rights|defenders|lawyers|caritas|survival|oxfam|greenpeace|acat"
    r"|abc|centre|center|institute|foundation|stiftung|fondation|fundación|coalition|alliance|forum|initiative|ai"
    r"|section|sektion|sección|sezione|zentrum|centro|centrum|foodfirst|frontiers|frontières|fronteras|grenzen|frontiere)[\s-]{1,2}$",
    re.IGNORECASE,
)
_SECTION = re.compile(r"(?:section|sektion|sección|sezione|branch|chapter|şubesi|seksiyonu)", re.IGNORECASE)
_STATE_OF = re.compile(
    r"\b(?:republic|government|state|kingdom|embassy|president|consul\w{0,6}|république|gouvernement|état|royaume|ambassade"
    r"|república|gobierno|estado|reino|embajada|repubblica|governo|stato|regno|ambasciata|republik|regierung|botschaft)"
    r"\s(?:of|du|de|d[’']|des|della|dello|dell[’']|di|del|der|des|von)(?:\s(?:the|la|l[’']))?\s?$",
    re.IGNORECASE,
)
"""What stands before the name of the state that is written to."""

HEAD_LINES = 6
LONGEST_HEAD = 120
"""Characters of a heading; a sentence in a text's head counts as any other."""

LONGEST_SEARCHED = 150_000

_SHORT = {
    "usa": "US", "uk": "GB", "england": "GB", "scotland": "GB", "d c": "US", "uae": "AE", "drc": "CD",
    "viet nam": "VN", "burma": "MM", "ivory coast": "CI", "swaziland": "SZ", "holland": "NL",
    "wales": "GB", "britain": "GB", "great britain": "GB",
    "east timor": "TL", "cape verde": "CV", "turkiye": "TR", "türkiye": "TR", "turkey": "TR",
}  # fmt: skip
_SHOUTED = {"UK": "GB", "USA": "US", "DRC": "CD", "UAE": "AE", "RDC": "CD"}
"""Countries' initials, which tell in a title and may be an organisation's elsewhere ("Amnesty UK")."""

_CONGOS = (
    (
        "CD",
        re.compile(
            r"(?:Democratic Republic of (?:the )?|[Rr]épublique démocratique du )Congo|\bDRC\b|Kinshasa"
        ),
    ),
    ("CG", re.compile(r"(?<!Democratic )Republic of (?:the )?Congo|République du Congo|Brazzaville")),
)
HOST_LINES = 5
LONGEST_ADDRESS_LINE = 90
_GOVERNMENT = re.compile(r"@(?:[\w-]{1,60}\.){0,4}(?:gov|gob|gouv|govt|go|gub|mil)\.([a-z]{2})(?![\w.-]*\w)")
POSTCODES = (
    ("GB", re.compile(r"(?<!\w)[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}(?!\w)")),
    ("US", re.compile(r"(?<!\w)(?:[A-Z]{2}|D\.C\.)\s\d{5}(?:-\d{4})?(?!\w)")),
    ("CA", re.compile(r"(?<!\w)[ABCEGHJ-NPRSTVXY]\d[A-Z]\s?\d[A-Z]\d(?!\w)")),
)
"""Shapes that no other country's postcodes have; the state's letters go with the American one."""

_WORD = re.compile(r"[^\W\d_]+")
_UNHYPHENED = re.compile(r"(?<![\w-])[^\W\d_]+|(?<=[\w-])(?<![A-Za-z]-)[^\W\d_]+")


@cache
def _names(language: str) -> Mapping[str, str]:
    """Territory names of a language in lower case (Unicode CLDR) to ISO 3166-1 alpha-2 codes."""
    from babel import Locale

    territories = cast("Mapping[str, str]", Locale.parse(language).territories)
    names = {
        _ending_cut(" ".join(_WORD.findall(name.casefold())), language): code
        for code, name in territories.items()
        if len(code) == 2 and code.isalpha() and code not in ("EU", "UN", "EZ", "ZZ", "XA", "XB")
    }
    accented = (name for name in names if not name.isascii() and len(name) >= SHORTEST_PLAIN)
    return {plain(name): names[name] for name in accented} | names


@cache
def _elsewhere() -> Mapping[str, str]:
    """Names of countries in the other languages that appeals come in ("México", "Türkiye")."""
    return {
        name: code for language in LANGUAGES if language != "ru" for name, code in _names(language).items()
    }


def _ending_cut(name: str, language: str) -> str:
    """Russian names without their case endings; two words in a row only as they are."""
    return name.rstrip("аеиоуыэюяйь") if language == "ru" and " " not in name and len(name) > 4 else name


def is_country(name: str, language: str) -> bool:
    """Whether a text is a country's name in the language or in English."""
    low = " ".join(_WORD.findall(name.casefold()))
    return any(_ending_cut(low, spoken) in _names(spoken) for spoken in (language, "en"))


def region_named(texts: list[str], vocabulary: Vocabulary) -> str | None:
    """The country in which the lines of an address end: the last city or country they name."""
    for code, shape in POSTCODES:
        if any(shape.search(text) for text in texts):
            return code
    words = [word for text in texts for word in _words_outside_streets(text, vocabulary)][-40:]
    places = known_places().by_name
    for i in range(len(words) - 1, -1, -1):
        for taken in (words[i : i + 2], words[i : i + 1]):
            name = " ".join(taken).casefold()
            if not taken[0][:1].isupper():
                continue
            code = _names(vocabulary.language).get(name) or _names("en").get(name) or _SHORT.get(name)
            place = places.get(plain(name)) if code is None and len(name) > 3 else None
            if code or place:
                return code or (place.country if place else None)
    return None


def _words_outside_streets(text: str, vocabulary: Vocabulary) -> Iterator[str]:
    """The words of a line; "piazza Ungheria" and "rue de Bruxelles" say nothing of where they are."""
    before, end = "", 0
    for word in _WORD.finditer(text):
        if text[end : word.start()].strip():
            before = ""
        street = before.casefold() in vocabulary.streets
        yield "" if street and word.group()[0].isupper() else word.group()
        before = before if street and word.group().islower() else word.group()
        end = word.end()


def country_named(typed: str, languages: tuple[str, ...]) -> str | None:
    """The country somebody typed, by its name in one of the languages or by its two-letter code."""
    words = " ".join(_WORD.findall(typed.casefold()))
    for language in languages:
        code = _names(language).get(_ending_cut(words, language))
        if code or words.upper() in _names(language).values():
            return code or words.upper()
    return None


def country_of(title: str, text: str, vocabulary: Vocabulary) -> str:
    """The ISO 3166-1 alpha-2 code, or an empty string when no country or two are named equally often.

    A country in an organisation's name ("PEN Exampleland") is the issuer's, and tells when no other is named.
    """
    text = without_hosts(text, vocabulary)
    votes, issuers = _votes(title, text, vocabulary)
    governments = _by_government(text)
    if len(governments) == 1 and not _counted(title, vocabulary)[0]:
        return next(iter(governments))
    dialled = dialled_abroad(text)
    for code in votes:
        votes[code] += min(dialled[code], MOST_DIALLED) * MENTION
    home = HOMES.get(vocabulary.language, "")
    if _is_at_home(text, votes, home):
        return home
    if len(dialled) == 1 and max(votes.values(), default=0) <= MENTION < max(dialled.values()) * MENTION:
        return next(iter(dialled))
    found = votes or governments or _clear(dialled) or issuers or _by_other_names(text)
    return _of_family(_first(found, governments, home), dialled)


def _votes(title: str, text: str, vocabulary: Vocabulary) -> tuple[Counter[str], Counter[str]]:
    """How often countries are named, and how often in the names of organisations and in their letterheads."""
    letterhead, text = _parted(text)
    counts, issuers = _counted(text, vocabulary)
    votes = Counter({code: count * MENTION for code, count in counts.items()})
    issuers += _counted(letterhead, vocabulary)[0]
    filled = [line for line in text.split("\n") if line]
    for code, count in _counted("\n".join(filled[-FOOT_LINES:]), vocabulary, only=_POSTAL)[0].items():
        votes[code] -= count * (MENTION - FOOT_WEIGHT)
    title = "" if title and letterhead.startswith(title) else title
    head = [line for line in filled[:HEAD_LINES] if len(line) <= LONGEST_HEAD]
    for code, count in _counted("\n".join((title, *head)), vocabulary)[0].items():
        votes[code] += count * TITLE_WEIGHT
    votes.update(_led(title, filled, vocabulary))
    votes.update(_shouted(title, text))
    return +votes, issuers


def _parted(text: str) -> tuple[str, str]:
    """The letterhead (the first lines with an address or a number, no mail's header) and the rest."""
    head, blank, rest = text.lstrip("\n").partition("\n\n")
    lines = head.split("\n")
    own = 1 < len(lines) <= HEAD_LINES and any(_POSTAL.search(line) for line in lines)
    own = own and not any(_MAIL_HEADER.match(line) for line in lines)
    return (head, rest) if blank and own else ("", text)


def _led(title: str, filled: list[str], vocabulary: Vocabulary) -> Counter[str]:
    """Votes for what stands before a heading's colon: "Exampleland: Strikers held"."""
    votes: Counter[str] = Counter()
    for line in (title, *filled[:LEAD_LINES]):
        lead = _LEAD.match(line)
        alone = lead is not None and is_country(lead[1], vocabulary.language)
        code = country_named(lead[1], (vocabulary.language, "en")) if lead and alone else None
        votes.update({code: TITLE_WEIGHT} if code else {})
    return votes


def _shouted(title: str, text: str) -> Counter[str]:
    """Votes for a country whose initials a title prints ("USA"), unless they end an organisation's name."""
    votes: Counter[str] = Counter()
    for word in _WORD.findall(title):
        if word in _SHOUTED and not re.search(rf"[^\W\d_]\s{word}$", title.strip()):
            votes[_SHOUTED[word]] += TITLE_WEIGHT * 2 + MENTION * len(re.findall(rf"\b{word}\b", text))
    return votes


def _is_at_home(text: str, votes: Counter[str], home: str) -> bool:
    """Whether a text that hardly names a country prints several addresses or numbers of its language's own.

    Turkish texts that name another country once or twice are mostly about a firm of theirs in Turkey.
    """
    if not home or (votes and (home != "TR" or max(votes.values()) > 2 * MENTION)):
        return False
    ends = set(re.findall(rf"[@.]([\w-]{{2,40}})(?:\.[a-z]{{2,3}})?\.{home.lower()}(?![\w.-]*\w)", text))
    return len(ends) + len(set(_DOMESTIC.findall(text))) >= FEWEST_AT_HOME


def _first(found: Counter[str], governments: Counter[str], home: str) -> str:
    """The country with most votes; of several the one whose authorities are written to, else one abroad."""
    if not found:
        return ""
    most = max(found.values())
    tied = [code for code, count in found.items() if most - count < CLOSEST]
    if len(tied) == 1:
        return tied[0]
    governed = [code for code, _ in governments.most_common(1) if code in tied]
    abroad = [code for code in tied if code != home]
    return governed[0] if governed else abroad[0] if len(abroad) == 1 and home in tied else ""


def _clear(dialled: Counter[str]) -> Counter[str]:
    """Where the numbers with a country code ring, when that is one country alone."""
    return dialled if len(dialled) == 1 else Counter()


def _of_family(code: str, dialled: Counter[str]) -> str:
    """Of countries that share a name the one whose numbers are printed."""
    others = [other for other in _FAMILIES.get(code, ()) if dialled[other]]
    return others[0] if len(others) == 1 and not dialled[code] else code


def dialled_abroad(text: str) -> Counter[str]:
    """The countries of the numbers that print their code, those of embassies abroad left out."""
    import phonenumbers

    codes: Counter[str] = Counter()
    seen: set[str] = set()
    text = text[:LONGEST_SEARCHED]
    for match in chain(_DIALLED.finditer(text), _BRACKETED.finditer(text)):
        figures = re.sub(r"\D", "", match[1])
        if figures in seen or len(seen) > MOST_NUMBERS:
            continue
        seen.add(figures)
        try:
            number = phonenumbers.parse(f"+{figures}")
        except phonenumbers.NumberParseException:
            continue
        region = phonenumbers.region_code_for_number(number)
        regions = phonenumbers.COUNTRY_CODE_TO_REGION_CODE.get(number.country_code or 0, ())
        region = region or (regions[0] if len(regions) == 1 else None)
        if region is not None and len(region) == 2:
            codes[region] += 1
    return codes


def is_governments(address: str) -> bool:
    """Whether an email address is an authority's ("@adalet.gov.tr", "@president.gov.by")."""
    return _GOVERNMENT.search(address) is not None


def without_hosts(text: str, vocabulary: Vocabulary) -> str:
    """A text without the lines that say where an embassy stands: they name its host's country."""
    kept: list[str] = []
    below = 0
    for line in text.split("\n"):
        short = len(line) <= LONGEST_ADDRESS_LINE
        below = HOST_LINES if short and vocabulary.phrases["embassy"].search(line) else max(0, below - 1)
        words = line.split()
        host = 0 < below < HOST_LINES and short and bool(words) and is_country(words[-1], vocabulary.language)
        kept.append(" ".join(words[:-1]) if host else line)
    return "\n".join(kept)


def _by_government(text: str) -> Counter[str]:
    """For a text that names no country at all: whose authorities' addresses it prints ("@adalet.gov.tr")."""
    codes = _names("en").values()
    found = (match.group(1).upper() for match in _GOVERNMENT.finditer(text[:LONGEST_SEARCHED]))
    return Counter(code for code in found if code in codes)


def _by_other_names(text: str) -> Counter[str]:
    """For a text that names no country in its own language: other languages' names, then cities."""
    names, places = _elsewhere(), known_places().by_name
    found = [match.group() for match, _ in zip(_WORD.finditer(text), range(MOST_WORDS), strict=False)]
    words = [word for word in found if word[0].isupper() and len(word) > 3]
    codes = Counter(code for word in words if (code := names.get(word.casefold())) and not word.isascii())
    cities = (places.get(plain(word)) for word in words)
    return codes or Counter(place.country for place in cities if place is not None and place.country)


def _counted(
    text: str, vocabulary: Vocabulary, only: re.Pattern[str] | None = None
) -> tuple[Counter[str], Counter[str]]:
    """How often each country is named, and how often as a part of an organisation's name.

    ``only`` leaves out every line without that shape.
    """
    if only is not None:
        text = "\n".join(line for line in text.split("\n") if only.search(line))
    found = [match for match, _ in zip(_UNHYPHENED.finditer(text), range(MOST_WORDS), strict=False)]
    counts: Counter[str] = Counter()
    issuers: Counter[str] = Counter()
    for i, match in enumerate(found):
        following = found[i + 1].group() if i + 1 < len(found) else ""
        code = _named(match.group(), following, vocabulary)
        if code is None:
            continue
        before = text[max(0, match.start() - LONGEST_BEFORE) : match.start()]
        if _ORGANISATION.search(before) or _SECTION.fullmatch(following):
            issuers[code] += 1
            continue
        counts[code] += 2 if _STATE_OF.search(before) else 1
    for code, name in _CONGOS:
        counts.update({code: len(name.findall(text))})
    return +counts, issuers


def _named(word: str, following: str, vocabulary: Vocabulary) -> str | None:
    """The country that a word or it and the next one name, or whose people or adjective the word is."""
    language, low = vocabulary.language, word.casefold()
    demonyms, names = _demonyms(language), _names(language)
    code = demonyms.get(low) or next(
        (c for stem, c in demonyms.items() if language == "ru" and low.startswith(stem)), None
    )
    code = code or country_of_people(word, following, language)
    if code is not None or not word[0].isupper():
        return code
    both = f"{word} {following}".casefold()
    code = names.get(_ending_cut(low, language)) or names.get(both)
    if code is None and language == "en" and word not in _SHOUTED:
        return _SHORT.get(low) or _SHORT.get(both)
    return code


@cache
def _demonyms(language: str) -> Mapping[str, str]:
    return {word.casefold(): code for word, code in vocabulary_of(language).demonyms.items()}
