"""Court cities: from a name as somebody types it to its country and its IANA time zone.

The cities are data in ``places.tsv``. A name that is not there is never guessed from another one further
away than a slip of the pen: whoever asks must then ask the person.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from zoneinfo import available_timezones

SLIP_OF_THE_PEN = 90
"""Out of 100 (rapidfuzz ratio): one letter in a name of five or more, two in a name of twenty."""

LONGEST_NAME = 4
"""Words in the longest names ("Ho Chi Minh City", "Bandar Seri Begawan")."""

_WORD = re.compile(r"[^\s,;()]+")


@dataclass(frozen=True, slots=True)
class Place:
    """``zone`` is an IANA name. ``city`` and ``country`` are empty when only a zone was named."""

    city: str
    country: str
    zone: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a text, from ``start`` to ``end``."""

    place: Place
    start: int
    end: int


def plain(name: str) -> str:
    """A name without case, accents, full stops and hyphens, to compare by."""
    decomposed = unicodedata.normalize("NFKD", name[:100].casefold().replace("ё", "е").replace("ı", "i"))
    kept = "".join(c for c in decomposed if not unicodedata.combining(c) and c not in ".'’")
    return " ".join(re.split(r"[\s\-_]+", kept)).strip()


def stem(key: str) -> str:
    """A plain Cyrillic name without its case ending ("москве", "москвы": "москв"); others stay whole."""
    cut = key.rstrip("аеиоуыэюяьй")
    return cut if len(cut) >= 3 and "а" <= key[0] <= "я" else key


@dataclass(frozen=True)
class Places:
    """The gazetteer: plain names, and stems of Cyrillic names, to places."""

    by_name: Mapping[str, Place]
    by_stem: Mapping[str, Place]

    def named(self, name: str) -> Place | None:
        """The place with this name, or a slip of the pen away; an IANA name is its own place."""
        return self._exactly(name.strip().capitalize()) or _zone(name.strip()) or self._nearly(name)

    def mention(self, text: str) -> Mention | None:
        """The first place named in a text; exact names win over slips of the pen."""
        words = list(_WORD.finditer(text[:2000]))[:60]
        return _mention(text, words, self._exactly) or _mention(text, words, self._nearly)

    def _exactly(self, typed: str) -> Place | None:
        """Names of two or three letters count only when they are written as names ("Van", "Osh")."""
        key = plain(typed)
        if len(key) < 2 or (len(key) <= 3 and not typed[0].isupper()):
            return None
        return self.by_name.get(key) or self.by_stem.get(stem(key)) or _zone(typed)

    def _nearly(self, typed: str) -> Place | None:
        """Short names are too alike to allow a slip."""
        from rapidfuzz import fuzz, process

        key = plain(typed)
        if len(key) < 5 or not key.replace(" ", "").isalpha():
            return None
        found = process.extractOne(key, self.by_name.keys(), scorer=fuzz.ratio, score_cutoff=SLIP_OF_THE_PEN)
        return self.by_name[found[0]] if found else None


def _mention(text: str, words: list[re.Match[str]], find: Callable[[str], Place | None]) -> Mention | None:
    for first in range(len(words)):
        for last in range(min(len(words), first + LONGEST_NAME) - 1, first - 1, -1):
            start, end = words[first].start(), words[last].end()
            end -= len(text[start:end]) - len(text[start:end].rstrip(".:!?\"'»”’"))
            place = find(text[start:end]) if start < end else None
            if place is not None:
                return Mention(place, start, end)
    return None


@cache
def _zones() -> Mapping[str, str]:
    return {zone.casefold(): zone for zone in available_timezones() if "/" in zone or zone == "UTC"}


def _zone(typed: str) -> Place | None:
    zone = _zones().get(typed.casefold())
    return Place("", "", zone) if zone else None


@cache
def known_places() -> Places:
    """The gazetteer that comes with alertbot."""
    by_name: dict[str, Place] = {}
    by_stem: dict[str, Place] = {}
    for line in files("alertbot.intake").joinpath("places.tsv").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        city, country, zone, others = line.split("\t")
        place = Place(city, country, zone)
        for key in filter(None, map(plain, (city, *others.split(";")))):
            by_name.setdefault(key, place)
            by_stem.setdefault(stem(key), place)
    return Places(by_name, by_stem)
