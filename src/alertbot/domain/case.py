"""A case: what happened to whom. Many appeals may belong to one case."""

from dataclasses import dataclass
from enum import StrEnum

from alertbot.domain.hearing import Hearing
from alertbot.domain.language import Localised, When
from alertbot.domain.milestone import Milestone


class PersonRole(StrEnum):
    PRISONER = "prisoner"
    DEFENDANT = "defendant"
    WITNESS = "witness"
    VICTIM = "victim"
    MONITOR = "monitor"
    UNIONIST = "unionist"
    RELATIVE = "relative"
    COMPANY = "company"
    OFFICIAL = "official"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in a case. ``public`` false keeps the name out of every text the bot writes itself."""

    key: str
    name: str
    role: PersonRole
    aliases: tuple[str, ...] = ()
    names: Localised = Localised()
    note: Localised = Localised()
    public: bool = True


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    when: When
    text: Localised
    source: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    title: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """``country`` is ISO 3166-1 alpha-2; ``topics`` are interest keys such as ``unions``."""

    key: str
    title: Localised
    summary: Localised
    country: str
    topics: tuple[str, ...] = ()
    persons: tuple[Person, ...] = ()
    timeline: tuple[TimelineEvent, ...] = ()
    hearings: tuple[Hearing, ...] = ()
    sources: tuple[Source, ...] = ()
    milestones: tuple[Milestone, ...] = ()
