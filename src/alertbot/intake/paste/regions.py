"""In which country the numbers of a text are dialled that print no country code."""

import re
from collections import Counter
from functools import cache

from alertbot.intake.paste.countries import HOMES, POSTCODES, region_named
from alertbot.intake.paste.states import american_home
from alertbot.intake.paste.vocabulary import Vocabulary
from alertbot.intake.places import known_places, plain, stem

LONGEST_SEARCHED = 150_000
MOST_WORDS = 20_000

_TLD = re.compile(
    r"(?:@|//|\bwww\.|[\[(]at[\])]\s?)(?:[\w-]{1,60}\.){1,5}([a-z]{2})(?![\w.-]*\w)", re.IGNORECASE
)
_AMERICAN = re.compile(r"[@.](?:gov|mil|edu)(?![\w.-]*\w)")
_CODE = re.compile(r"(?<![\w+])(?:\+|00)\s?\(?([1-9]\d{0,2})(?=[\s()./-])")
_NAME = re.compile(r"(?<![^\W\d_])[^\W\d_a-zа-я][^\W\d_]{3,24}")
_SEVERAL = {
    "en": ("GB", "US", "CA"),
    "es": ("ES", "MX", "AR", "CL", "PE", "VE", "EC", "UY", "BO", "PY", "CR", "GT", "HN", "SV", "NI", "PA",
           "DO", "CU", "CO"),
}  # fmt: skip
"""Homes of the languages that have several, those that are tried first in front."""

_NO_COUNTRIES = frozenset(("EU", "IO", "TV", "ME", "CO", "FM", "TO", "CC", "WS", "AI", "NU"))
"""Two-letter endings that anybody takes."""


def regions_of(text: str, country: str, language: str) -> tuple[str, ...]:
    """The countries to try for a domestic number, the likeliest first; the case's own is always one of them.

    A German text about Italy prints the fax of a German ministry as one dials it in Germany: its addresses'
    endings and other numbers tell, and when the numbers in Italy are printed with their code the others
    are not there.
    """
    seen = evidence(text[:LONGEST_SEARCHED])
    home = HOMES.get(language) or _home_seen(seen, country, language)
    if not country:
        likeliest = seen.most_common(1)
        return tuple(dict.fromkeys(code for code in (likeliest[0][0] if likeliest else "", home) if code))
    abroad = country != home and _is_dialled_abroad(text[:LONGEST_SEARCHED], country)
    first = home if home and seen[home] > (0 if abroad else seen[country]) else country
    return tuple(dict.fromkeys(code for code in (first, country, home) if code))


def regions_at(
    texts: list[str], country: str, regions: tuple[str, ...], vocabulary: Vocabulary
) -> tuple[str, ...]:
    """The countries whose numbers an address may print: the one that its lines name, then those of the text.

    An embassy's is never the country it speaks for.
    """
    here = region_named(texts, vocabulary)
    here = "US" if here == "GE" and country == "US" else here
    if not any(vocabulary.phrases["embassy"].search(text) for text in texts[:3]):
        return tuple(dict.fromkeys((here, *regions))) if here else regions
    foreign = tuple(region for region in regions if region != country)
    return (here,) if here and here != country else foreign


def _home_seen(seen: Counter[str], country: str, language: str) -> str:
    """Where a text was written whose language has several homes: its addresses and numbers tell.

    A text about one of these countries in its own language may have been written there.
    """
    homes = _SEVERAL.get(language, _SEVERAL["en"])
    if language != "en" and country in homes:
        return ""
    return next((code for code in homes if seen[code]), "")


def _is_dialled_abroad(text: str, country: str) -> bool:
    """Whether a text prints the code before a country's numbers: those without one are the writer's own."""
    import phonenumbers

    return str(phonenumbers.country_code_for_region(country)) in _CODE.findall(text)


def evidence(text: str) -> Counter[str]:
    """How often a text points to each country: endings of addresses, codes of numbers, postcodes."""
    import phonenumbers

    seen = Counter(code for code in map(str.upper, _TLD.findall(text)) if code not in _NO_COUNTRIES)
    seen["GB"] += seen.pop("UK", 0)
    seen["US"] += len(_AMERICAN.findall(text))
    for code in _CODE.findall(text):
        regions = phonenumbers.COUNTRY_CODE_TO_REGION_CODE.get(int(code), ())
        seen.update(regions[:1] if len(code) > 1 else ())
    seen.update(code for code, shape in POSTCODES if shape.search(text))
    seen.update(filter(None, (american_home(text),)))
    return +seen


def country_settled(named: str, text: str, language: str) -> str:
    """The country a text is about: the one it names, else the one its addresses and numbers point to.

    Georgia is an American state where numbers are printed as one dials them there.
    """
    american = american_home(text)
    if named == "GE" and american and not evidence(text[:LONGEST_SEARCHED])[named]:
        return american
    return named or home_named(text, language) or american or only_country(text)


def only_country(text: str) -> str:
    """The one country that the addresses and numbers of a text point to."""
    seen = evidence(text[:LONGEST_SEARCHED])
    return next(iter(seen)) if len(seen) == 1 else ""


def home_named(text: str, language: str) -> str:
    """The country of the text's language, when its addresses, numbers or cities are there."""
    home = HOMES.get(language, "")
    if not home:
        return ""
    if evidence(text[:LONGEST_SEARCHED])[home]:
        return home
    words = zip(_NAME.finditer(text), range(MOST_WORDS), strict=False)
    return home if any(_country_of(match.group()) == home for match, _ in words) else ""


@cache
def _country_of(word: str) -> str:
    places = known_places()
    name = plain(word)
    place = places.by_name.get(name) or places.by_stem.get(stem(name))
    return place.country if place else ""
