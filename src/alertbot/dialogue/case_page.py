"""The page of a case: its story from first to last, its people, its texts; and the search for it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from alertbot.dialogue import court_cards
from alertbot.dialogue.cards import calendar_row, next_hearings, short
from alertbot.dialogue.demand_cards import demand_line
from alertbot.dialogue.doors import RemindMe, ShowAppeals
from alertbot.dialogue.draft_words import KIND
from alertbot.dialogue.engine import KEEP, Conversation, Event, Facts, State, Step, Tapped, Want
from alertbot.dialogue.screen import Choice, Country, Part, Screen, item, note, say, text, title
from alertbot.dialogue.tap import Tap
from alertbot.domain.appeal import Demand
from alertbot.domain.case import Case, TimelineEvent
from alertbot.domain.chronicle import Entry, chronicle
from alertbot.domain.hearing import StoredHearing
from alertbot.domain.publication import Published

MOST_TEXTS = 10
"""Buttons for the texts of one case; the story above names them all."""

LONGEST_SEARCH = 100
"""Characters; a name with all its patronymics is shorter."""


@dataclass(frozen=True, slots=True)
class CasePage(Tap):
    """The page of the case that an appeal belongs to."""

    word: ClassVar[str] = "casepage"
    appeal: int


@dataclass(frozen=True, slots=True)
class CaseFile:
    """Everything published about one case: ``appeals`` newest first, ``chain`` its court dates."""

    case: Case
    appeals: tuple[Published, ...]
    chain: tuple[StoredHearing, ...]


@dataclass(frozen=True, slots=True)
class CaseFileOf(Want[CaseFile | None]):
    """By one of its appeals; ``None`` when that is gone."""

    appeal: int


@dataclass(frozen=True, slots=True)
class CasesAbout(Want[tuple[Published, ...]]):
    """The newest appeal of every case that the words are about, newest first.

    Organizers find closed cases too, and people whose names are not public.
    """

    searched: str


def wants(state: State | None, event: Event) -> tuple[Want[Any], ...]:
    match event:
        case Tapped(CasePage(appeal=id)):
            return (CaseFileOf(id),)
        case _:
            return ()


def step(state: State | None, event: Event, facts: Facts) -> Step:
    match event:
        case Tapped(CasePage(appeal=id)) if file := facts[CaseFileOf(id)]:
            return Step((page(file),), KEEP)
        case _:
            return Step((Screen((text(say("appeal.gone")),)),), KEEP)


def page(file: CaseFile) -> Screen:
    """A case in the order things happened; long, so platforms show it in pages."""
    case = file.case
    parts = [
        title(case.title),
        *([note(say("casepage.country", country=Country(case.country)))] if case.country else []),
        *([text(case.summary)] if case.summary else []),
        *_people(case),
        title(say("casepage.story")),
        *(part for entry in chronicle(case, file.appeals, file.chain) for part in _entry(entry, file.chain)),
    ]
    texts = tuple((short(published),) for published in file.appeals[:MOST_TEXTS])
    return Screen(tuple(parts), (*texts, *_dates_rows(file)))


def _people(case: Case) -> list[Part]:
    shown = [person for person in case.persons if person.public]
    return [title(say("case.people")), *(item(p.names or p.name) for p in shown)] if shown else []


def _entry(entry: Entry, chain: tuple[StoredHearing, ...]) -> list[Part]:
    match entry.what:
        case TimelineEvent() as event:
            return [item(say("case.event", when=event.when, what=event.text))]
        case StoredHearing() as stored:
            return [
                item(court_cards.hearing_line(stored.hearing), "⚖️"),
                *court_cards.history_of(stored, chain),
            ]
        case Demand() as demand:
            return [demand_line(demand)]
        case Published(appeal=appeal):
            kind = KIND[appeal.kind]
            return [item(say("casepage.text", when=entry.when, kind=kind, title=appeal.title), "📄")]


def _dates_rows(file: CaseFile) -> tuple[tuple[Choice, ...], ...]:
    if not file.appeals or not file.chain:
        return ()
    newest = file.appeals[0].id
    remind = Choice(say("card.remind"), tap=RemindMe(newest, 1), private=True)
    ahead = ((remind,),) if next_hearings(file.chain) else ()
    return (*ahead, *calendar_row(newest))


# --- ways to a page -------------------------------------------------------------------------------------


def door(appeal: int) -> Choice:
    """From an appeal to the page of its case."""
    return Choice(say("casepage.door"), tap=CasePage(appeal), private=True)


def cases_of(listed: Iterable[Published]) -> tuple[Choice, ...]:
    """From a list of appeals to the page of each case that has several of them."""
    appeals = tuple(listed)
    several = Counter(published.case_id for published in appeals)
    newest = {published.case_id: published for published in reversed(appeals)}
    return tuple(_to_page(newest[case]) for case, count in several.items() if count > 1)


def _to_page(published: Published) -> Choice:
    return Choice(say("casepage.of", title=published.case.title), tap=CasePage(published.id))


def searched_for(typed: str) -> str:
    """What somebody typed behind ``/appeals``, as a search; empty for none."""
    return " ".join(typed.split())[:LONGEST_SEARCH]


def results(searched: str, found: tuple[Published, ...]) -> Screen:
    """The cases that a search found."""
    everything = (Choice(say("casepage.everything"), tap=ShowAppeals()),)
    if not found:
        return Screen((text(say("casepage.nothing", words=searched)),), (everything,))
    parts = (title(say("casepage.found", words=searched)), note(say("casepage.spellings")))
    return Screen(parts, (*((_to_page(published),) for published in found), everything))


CONVERSATION = Conversation("case_page", step, wants, taps=(CasePage,))
