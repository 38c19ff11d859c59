"""Words for a last day in one language: what stands before and behind it (data in ``words/terms.toml``)."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from alertbot.intake.paste.days import month_names
from alertbot.intake.paste.vocabulary import pattern
from alertbot.intake.places import plain

LONGEST_GAP = 60
MOST_SMALL = 9
"""Characters and words that may stand between a word for a last day and the day."""

_TOKEN = re.compile(r"[^\s,()'’*_:–-]+|[:-]")
_CLOCK = re.compile(
    r"\d{1,2}(?:[:.h]\d{2})?\s?(?:h|hs|hrs|uhr|am|pm|a\.m\.?|p\.m\.?|ore|час\w{0,2}|ч)?\.?", re.IGNORECASE
)
_ENDINGS = {"tr": 5, "ru": 2}
"""Letters that a weekday's name may end in beyond its stem."""

SHORTEST_SUFFIXED = 4


@dataclass(frozen=True)
class Terms:
    """Compiled words of a language; the keys of the data say what each is."""

    language: str
    acting: re.Pattern[str]
    cues: re.Pattern[str]
    behind: re.Pattern[str]
    nouns: re.Pattern[str]
    days: re.Pattern[str]
    events: re.Pattern[str]
    that_day: re.Pattern[str]
    end_of: re.Pattern[str]
    today: re.Pattern[str]
    tomorrow: re.Pattern[str]
    alone: re.Pattern[str]
    next: re.Pattern[str]
    moved: re.Pattern[str]
    small: frozenset[str]
    ranges: frozenset[str]
    to: frozenset[str]
    weekdays: Mapping[str, int]
    months: Mapping[str, int]

    def weekday(self, word: str) -> int | None:
        """The weekday (Monday is 0) that a word names, in any case of its language."""
        low = plain(word)
        longest = _ENDINGS.get(self.language, 0)
        for length in range(len(low), max(SHORTEST_SUFFIXED, len(low) - longest) - 1, -1):
            day = self.weekdays.get(low[:length])
            if day is not None:
                return day
        return self.weekdays.get(low)

    def is_small(self, gap: str) -> bool:
        """Whether a gap holds only small words, weekdays and clock times, or tells of an event."""
        if len(gap) > LONGEST_GAP:
            return False
        tokens = _TOKEN.findall(gap.casefold())
        if len(tokens) > MOST_SMALL:
            return False
        if self.events.search(gap) and not re.search(r"[.;:,]", gap):
            return True
        return all(self._may_stand(word) for word in tokens)

    def _may_stand(self, word: str) -> bool:
        known = word in self.small or word in (":", "-") or self.weekday(word) is not None
        return known or _CLOCK.fullmatch(word) is not None

    def tokens(self, text: str) -> list[str]:
        """The words of a text in small letters, marks left out."""
        return _TOKEN.findall(text.casefold())


@cache
def terms(language: str) -> Terms:
    """The words of a language that the paste reader knows."""
    source = files("alertbot.intake.paste").joinpath("words/terms.toml").read_text("utf-8")
    raw: dict[str, Any] = tomllib.loads(source)[language]
    patterns = {name: pattern(raw[name]) for name in raw if name not in ("small", "ranges", "to")}
    return Terms(
        language=language,
        **patterns,
        small=frozenset(raw["small"].casefold().split()),
        ranges=frozenset(raw["ranges"]),
        to=frozenset(raw["to"]),
        weekdays=_weekdays(language),
        months=month_names(language),
    )


def _weekdays(language: str) -> dict[str, int]:
    from babel import Locale

    days = Locale.parse(language).days
    names = {
        plain(name): number
        for context in ("stand-alone", "format")
        for number, name in days[context]["wide"].items()
    }
    if language == "ru":
        names = {name.rstrip("аьй"): number for name, number in names.items()}
    if language == "de":
        names["sonnabend"] = 5
    return names
