"""Text in several languages, and dates as their sources print them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Localised:
    """One text in several languages: ISO 639-1 code to text."""

    texts: Mapping[str, str] = field(default_factory=dict[str, str])

    def pick(self, *languages: str) -> str:
        """The text in the first language that exists, then English, then any; empty if there is none."""
        for language in (*languages, "en"):
            if language in self.texts:
                return self.texts[language]
        return next(iter(self.texts.values()), "")

    def language_of(self, *languages: str) -> str:
        """The language that :meth:`pick` would answer in."""
        for language in (*languages, "en"):
            if language in self.texts:
                return language
        return next(iter(self.texts), "")

    def __iter__(self) -> Iterator[str]:
        return iter(self.texts)

    def __bool__(self) -> bool:
        return bool(self.texts)


@dataclass(frozen=True, slots=True)
class When:
    """A date as precise as its source: any of year, month and day may be unknown (``None``)."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    printed: str = ""

    def as_date(self) -> date | None:
        """The calendar day, or ``None`` when a part of it is unknown."""
        if self.year is None or self.month is None or self.day is None:
            return None
        return date(self.year, self.month, self.day)
