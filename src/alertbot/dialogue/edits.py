"""Edits: one field of a draft at a time, by a button and a line of text."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from alertbot.dialogue.engine import Facts, Want
from alertbot.dialogue.screen import Say, say
from alertbot.domain.appeal import Appeal
from alertbot.domain.case import Case
from alertbot.domain.language import Localised

FIRST_YEAR = 1900
YEARS_AHEAD = 20
"""A last day outside of these is a slip of the hand."""

FIELD = {
    "title": say("edit.title"),
    "summary": say("edit.summary"),
    "code": say("edit.code"),
    "sign_by": say("edit.sign_by"),
    "issuer": say("edit.issuer"),
    "country": say("edit.country"),
}
LONGEST_FIELD = {"title": 160, "summary": 1200, "code": 60, "sign_by": 60, "issuer": 120, "country": 60}
"""Characters; a title and a summary of these lengths still make one message with everything else."""


@dataclass(frozen=True, slots=True)
class DayNamed(Want[date | None]):
    """The day somebody typed."""

    typed: str


@dataclass(frozen=True, slots=True)
class CountryNamed(Want[str | None]):
    """The ISO 3166-1 alpha-2 code of the country somebody typed."""

    typed: str


def to_read(part: str, typed: str) -> tuple[Want[Any], ...]:
    """What a typed line has to be read as before a field can take it."""
    match part:
        case "sign_by":
            return (DayNamed(typed.strip()),)
        case "country":
            return (CountryNamed(typed.strip()),)
        case _:
            return ()


def changed(
    case: Case, appeal: Appeal, part: str, language: str, typed: str, facts: Facts
) -> tuple[Case, Appeal] | None:
    """The draft with one field changed; ``None`` when a day or a country cannot be read."""
    line = " ".join(typed.split())
    match part:
        case "title":
            return _retitled(case, appeal, language, line)
        case "summary":
            summary = Localised({**appeal.summary.texts, language: typed})
            return case, replace(appeal, summary=summary)
        case "code":
            return case, replace(appeal, code="" if line == "-" else line)
        case "issuer":
            return case, replace(appeal, issuer="" if line == "-" else line)
        case "country":
            country = facts[CountryNamed(typed)]
            return (replace(case, country=country), appeal) if country else None
        case _:
            day = facts[DayNamed(typed)]
            return (case, replace(appeal, sign_by=day)) if day and _likely(day, facts.now) else None


def _likely(day: date, now: datetime) -> bool:
    return FIRST_YEAR <= day.year <= now.year + YEARS_AHEAD


def no_day(day: date | None) -> Say:
    return say("edit.no_day") if day is None else say("edit.far_day", day=day)


def _retitled(case: Case, appeal: Appeal, language: str, line: str) -> tuple[Case, Appeal]:
    """A pasted appeal gave its case and its letter the same title: they follow; own ones stay."""
    old, new = appeal.title, Localised({**appeal.title.texts, language: line})
    letter = appeal.letter
    if letter and letter.subject.texts.get(language) == old.texts.get(language):
        letter = replace(letter, subject=Localised({**letter.subject.texts, language: line}))
    titled = replace(appeal, title=new, letter=letter)
    return replace(case, title=new) if case.title == old else case, titled
