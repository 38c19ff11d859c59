"""People of published cases, to be found again: in a new draft, and by a search."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from alertbot.domain import likeness
from alertbot.domain.appeal import Appeal
from alertbot.domain.case import Case, Person, PersonRole
from alertbot.domain.publication import Published

NOT_THE_STORY = frozenset({PersonRole.COMPANY, PersonRole.OFFICIAL, PersonRole.MONITOR, PersonRole.WITNESS})
"""Whoever stands in many cases without their being about them."""


def spellings(person: Person) -> tuple[str, ...]:
    """Every name a case gives somebody, each once."""
    names = (person.name, *person.aliases, *person.names.texts.values())
    return tuple(dict.fromkeys(name for name in names if name))


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody a published case is about; ``latest`` is its newest appeal."""

    person: Person
    latest: Published


@dataclass(frozen=True, slots=True)
class Namesake:
    """Somebody of a draft who seems to be somebody known; ``days`` since that case's newest appeal."""

    name: str
    known: Known
    days: int


@dataclass(frozen=True, slots=True)
class Register:
    """All people of published cases, by how their names sound."""

    people: tuple[Known, ...] = ()
    _by_sound: Mapping[str, tuple[int, ...]] = field(default_factory=dict[str, tuple[int, ...]], repr=False)

    @classmethod
    def of(cls, latest: Iterable[Published]) -> "Register":
        """From the newest appeal of each case."""
        people = tuple(Known(person, published) for published in latest for person in published.case.persons)
        by_sound: dict[str, list[int]] = defaultdict(list)
        for number, known in enumerate(people):
            for sound in _sounds(spellings(known.person)):
                by_sound[sound].append(number)
        return cls(people, {sound: tuple(numbers) for sound, numbers in by_sound.items()})

    def namesakes(self, case: Case, now: datetime) -> tuple[Namesake, ...]:
        """Who of a draft's people stands in another published case; once per person and case, newest first.

        Companies, officials and others who are in many cases by their work are left out.
        """
        found: dict[tuple[str, str], Namesake] = {}
        for person in case.persons:
            for known in self._like(person):
                if known.latest.case.key == case.key:
                    continue
                days = max(0, (now - known.latest.at).days)
                found.setdefault((person.key, known.latest.case.key), Namesake(person.name, known, days))
        return tuple(sorted(found.values(), key=lambda namesake: namesake.days))

    def _like(self, person: Person) -> list[Known]:
        if person.role in NOT_THE_STORY:
            return []
        names = spellings(person)
        numbers = {number for sound in _sounds(names) for number in self._by_sound.get(sound, ())}
        candidates = (self.people[number] for number in sorted(numbers))
        return [
            known
            for known in candidates
            if known.person.role not in NOT_THE_STORY and _same(names, spellings(known.person))
        ]


def _sounds(names: Iterable[str]) -> set[str]:
    return {
        sound
        for name in names
        for word in likeness.words(name)
        if len(word) > 1
        for sound in likeness.sounds(word)
    }


def _same(names: Iterable[str], others: Iterable[str]) -> bool:
    return any(likeness.same_name(name, other) for name in names for other in others)


def tells_of(searched: str, case: Case, appeal: Appeal, *, all_names: bool) -> bool:
    """Whether an appeal is about what somebody searches for: a person in any spelling, the title or the code.

    ``all_names`` looks at those too that are not public.
    """
    names = [name for p in case.persons if p.public or all_names for name in spellings(p)]
    texts = (*names, *case.title.texts.values(), *appeal.title.texts.values())
    coded = bool(searched.strip()) and searched.strip().casefold() in appeal.code.casefold()
    return coded or any(likeness.found_in(searched, text) for text in texts)
