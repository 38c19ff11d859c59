"""The people and the demands of a draft: numbered lists, a member changed by its number and one message."""

import re
from dataclasses import replace

from alertbot.dialogue import draft_words as words
from alertbot.dialogue.draft_taps import Change, Open, Remove, Review, mark
from alertbot.dialogue.edits import Changed
from alertbot.dialogue.screen import Choice, Part, Screen, Words, item, note, say, text, title
from alertbot.domain.appeal import Appeal, Demand
from alertbot.domain.case import Case, Person, PersonRole
from alertbot.domain.language import Localised
from alertbot.domain.letter import plain_source

Rows = tuple[tuple[Choice, ...], ...]

LONGEST = {"demand": 600, "person": 80}
"""Characters."""

MOST = 40
"""Members of a list; an appeal with more asks nobody."""

NUMBERS_IN_A_ROW = 6
_NUMBERED = re.compile(r"^\s*(?:\d{1,2}|[ivx]{1,5})[.)]\s*", re.IGNORECASE)


def demands_screen(id: int, appeal: Appeal) -> Screen:
    """The demands by number; a message typed here adds one a line."""
    lines = [item(demand.text, f"{n}.") for n, demand in enumerate(appeal.demands, 1)]
    taps = [Open(id, "demand", at, mark(demand)) for at, demand in enumerate(appeal.demands)]
    parts = (title(say("line.demands.label")), *lines, note(say("demands.how")))
    return Screen(parts, _rows(id, taps), asks=True)


def persons_screen(id: int, case: Case) -> Screen:
    """The people by number; a message typed here adds one a line."""
    lines = [item(_person(person), f"{n}.") for n, person in enumerate(case.persons, 1)]
    taps = [Open(id, "person", at, mark(person)) for at, person in enumerate(case.persons)]
    parts = (title(say("line.persons.label")), *lines, note(say("persons.how")))
    return Screen(parts, _rows(id, taps), asks=True)


def _person(person: Person) -> Words:
    line = say("persons.line", name=person.name, role=words.ROLE[person.role])
    return line if person.public else say("persons.hidden", line=line)


def _rows(id: int, taps: list[Open]) -> Rows:
    numbers = [Choice(str(n), tap=tap) for n, tap in enumerate(taps, 1)]
    rows = [tuple(numbers[at : at + NUMBERS_IN_A_ROW]) for at in range(0, len(numbers), NUMBERS_IN_A_ROW)]
    return (*rows, (Choice(say("preview.back"), tap=Review(id)),))


def demand_screen(id: int, appeal: Appeal, at: int) -> Screen:
    """One demand; a message typed here takes its place."""
    demand = appeal.demands[at]
    remove = Choice(say("list.remove"), tap=Remove(id, "demand", at, mark(demand), ""))
    parts = (text(say("demands.one", number=at + 1)), Part("copy", demand.text), note(say("demands.change")))
    return Screen(parts, ((remove, Choice(say("preview.back"), tap=Review(id))),), asks=True)


def person_screen(id: int, case: Case, at: int) -> Screen:
    """One person: name, role, and whether the bot's own texts may name them."""
    person = case.persons[at]
    seen = mark(person)
    roles = [
        Choice(label, tap=Change(id, "person", at, seen, role.value), on=role is person.role)
        for role, label in words.ROLE.items()
    ]
    named = Choice(say("persons.public"), tap=Change(id, "person", at, seen, "public"), on=person.public)
    remove = Choice(say("list.remove"), tap=Remove(id, "person", at, seen, ""))
    rows = tuple(tuple(roles[n : n + 2]) for n in range(0, len(roles), 2))
    last = (remove, Choice(say("preview.back"), tap=Review(id)))
    return Screen((title(person.name), note(say("persons.change"))), (*rows, (named,), last), asks=True)


# --- changes --------------------------------------------------------------------------------------------


def is_meant(case: Case, appeal: Appeal, part: str, at: int, seen: str) -> bool:
    """Whether a button's demand or person still stands where it stood."""
    things = appeal.demands if part == "demand" else case.persons
    return at < len(things) and mark(things[at]) == seen


def typed_lines(part: str, typed: str) -> list[str]:
    """A message as members of a list, numbers and blanks before them left out."""
    lines = (" ".join(_NUMBERED.sub("", line).split()) for line in typed.splitlines())
    return [line.strip("•·- ") for line in lines if line.strip("•·- ")]


def added(case: Case, appeal: Appeal, part: str, lines: list[str]) -> Changed:
    if part == "person":
        taken = {person.key for person in case.persons}
        new = tuple(
            Person(_fresh("person", taken), line, PersonRole.VICTIM)
            for line in lines
            if line not in {person.name for person in case.persons}
        )
        return Changed(replace(case, persons=(*case.persons, *new)[:MOST]), appeal)
    language = next(iter(appeal.title), "en")
    taken = {demand.key for demand in appeal.demands}
    asked = tuple(Demand(_fresh("demand", taken), Localised({language: line})) for line in lines)
    return Changed(case, _asking(appeal, (*appeal.demands, *asked)[:MOST]))


def _fresh(prefix: str, taken: set[str]) -> str:
    key = next(key for n in range(1, len(taken) + 2) if (key := f"{prefix}_{n}") not in taken)
    taken.add(key)
    return key


def worded(case: Case, appeal: Appeal, part: str, at: int, line: str) -> Changed:
    """One member in other words; a demand's other languages said the old ones, and are asked for anew."""
    if part == "person":
        person = replace(case.persons[at], name=line, names=Localised())
        return _with_person(case, appeal, at, person)
    language = next(iter(appeal.title), "en")
    demand = replace(appeal.demands[at], text=Localised({language: line}))
    return Changed(case, _asking(appeal, (*appeal.demands[:at], demand, *appeal.demands[at + 1 :])))


def translated(case: Case, appeal: Appeal, language: str, typed: str) -> Changed | None:
    """All demands in one language, one a line in their order; ``None`` where lines and demands differ in
    number, or a line is too long."""
    lines = typed_lines("demand", typed)
    if len(lines) != len(appeal.demands) or any(len(line) > LONGEST["demand"] for line in lines):
        return None
    demands = (
        replace(demand, text=Localised({**demand.text.texts, language: line}))
        for demand, line in zip(appeal.demands, lines, strict=True)
    )
    return Changed(case, _asking(appeal, tuple(demands)))


def about_person(case: Case, appeal: Appeal, at: int, what: str) -> Changed:
    """Another role, or named where they were not."""
    person = case.persons[at]
    if what == "public":
        return _with_person(case, appeal, at, replace(person, public=not person.public))
    role = PersonRole(what) if what in set(PersonRole) else person.role
    return _with_person(case, appeal, at, replace(person, role=role))


def _with_person(case: Case, appeal: Appeal, at: int, person: Person) -> Changed:
    return Changed(replace(case, persons=(*case.persons[:at], person, *case.persons[at + 1 :])), appeal)


def removed(case: Case, appeal: Appeal, part: str, at: int) -> Changed:
    if part == "person":
        return Changed(replace(case, persons=(*case.persons[:at], *case.persons[at + 1 :])), appeal)
    return Changed(case, _asking(appeal, (*appeal.demands[:at], *appeal.demands[at + 1 :])))


def _asking(appeal: Appeal, demands: tuple[Demand, ...]) -> Appeal:
    """The appeal with other demands; a letter that lists them word for word lists the new ones."""
    letter = appeal.letter
    if letter is None:
        return replace(appeal, demands=demands)
    bodies = {
        language: _listing(source, _list(appeal.demands, language), _list(demands, language))
        for language, source in letter.body.texts.items()
    }
    return replace(appeal, demands=demands, letter=replace(letter, body=Localised(bodies)))


_EMPTY_LIST = "\n\n\n\n"
"""What stands in a pasted appeal's letter where its text asked for nothing that could be read."""


def _listing(source: str, before: str, after: str) -> str:
    if before:
        return source.replace(before, after, 1)
    return source.replace(_EMPTY_LIST, f"\n\n{after}\n\n", 1) if after else source


def _list(demands: tuple[Demand, ...], language: str) -> str:
    lines = [f"{n}. {demand.text.texts.get(language, '')}." for n, demand in enumerate(demands, 1)]
    return plain_source("\n".join(lines)) if all(language in demand.text.texts for demand in demands) else ""
