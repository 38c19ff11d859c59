"""How far an appeal has come: a picture for the phone, and the same figures as text."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from alertbot.dialogue.board import Board, as_parts
from alertbot.dialogue.doors import ExportOf, PrintPetition, ShowStats
from alertbot.dialogue.engine import KEEP, Conversation, Event, Facts, Order, State, Step, Tapped, Want
from alertbot.dialogue.letter_numbers import ShowNumbers
from alertbot.dialogue.screen import Choice, File, Screen, note, say, text, title
from alertbot.dialogue.tap import Tap
from alertbot.domain.authority import Deed, may
from alertbot.domain.language import Localised

MOST = 8
"""Appeals on one page: more buttons do not fit a phone."""


@dataclass(frozen=True, slots=True)
class ListStats(Tap):
    """Appeals to choose from, ``page`` from 0."""

    word: ClassVar[str] = "statslist"
    page: int


@dataclass(frozen=True, slots=True)
class Countable:
    """An appeal to look at."""

    appeal: int
    title: Localised


@dataclass(frozen=True, slots=True)
class AppealsToCount(Want[tuple[Countable, ...]]):
    """All published appeals, closed ones too, newest first."""


@dataclass(frozen=True, slots=True)
class Stats:
    """``picture`` is a PNG of the board in the reader's language."""

    board: Board
    picture: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class StatsOf(Want[Stats | None]):
    appeal: int


@dataclass(frozen=True, slots=True)
class PetitionOf(Want[bytes | None]):
    """The petition on paper (PDF), with counts and without names, in the reader's language."""

    appeal: int


@dataclass(frozen=True, slots=True)
class NotePetition(Order):
    """Somebody took the petition to print."""

    appeal: int


def wants(state: State | None, event: Event) -> tuple[Want[Any], ...]:
    match event:
        case Tapped(ShowStats(appeal=id)):
            return (StatsOf(id),)
        case Tapped(PrintPetition(appeal=id)):
            return (PetitionOf(id),)
        case _:
            return (AppealsToCount(),)


def step(state: State | None, event: Event, facts: Facts) -> Step:
    match event:
        case Tapped(ShowStats(appeal=id)):
            found = facts[StatsOf(id)]
            return Step((_shown(id, found, facts),), KEEP) if found else _gone()
        case Tapped(PrintPetition(appeal=id)):
            petition = facts[PetitionOf(id)]
            return Step((_petition(petition),), KEEP, (NotePetition(id),)) if petition else _gone()
        case Tapped(ListStats(page=page)):
            return Step((_list(facts[AppealsToCount()], page, redraws=True),), KEEP)
        case _:
            return Step((_list(facts[AppealsToCount()], 0),), KEEP)


def _gone() -> Step:
    return Step((Screen((text(say("stats.gone")),)),), KEEP)


def _list(appeals: tuple[Countable, ...], page: int, *, redraws: bool = False) -> Screen:
    if not appeals:
        return Screen((text(say("stats.none")),), replaces=redraws)
    first = min(page, (len(appeals) - 1) // MOST) * MOST
    rows = [(Choice(one.title, tap=ShowStats(one.appeal)),) for one in appeals[first : first + MOST]]
    turns: list[Choice] = []
    if first:
        turns.append(Choice(say("pages.newer"), tap=ListStats(first // MOST - 1)))
    if first + MOST < len(appeals):
        turns.append(Choice(say("pages.older"), tap=ListStats(first // MOST + 1)))
    return Screen((title(say("stats.which")),), (*rows, tuple(turns)), replaces=redraws)


def _shown(id: int, found: Stats, facts: Facts) -> Screen:
    rows = [(Choice(say("stats.petition"), tap=PrintPetition(id)),)]
    if may(facts.role, Deed.EXPORT):
        rows.append((Choice(say("stats.export"), tap=ExportOf(id)),))
    if may(facts.role, Deed.WORK):
        rows.append((Choice(say("numbers.show"), tap=ShowNumbers(id)),))
    rows.append((Choice(say("stats.others"), tap=ListStats(0)),))
    picture = File("figures.png", "image/png", found.picture)
    return Screen(as_parts(found.board), tuple(rows), file=picture)


def _petition(content: bytes) -> Screen:
    parts = (text(say("petition.here")), note(say("petition.names_later")))
    return Screen(parts, file=File("petition.pdf", "application/pdf", content))


CONVERSATION = Conversation(
    "stats",
    step,
    wants,
    commands=frozenset({"stats"}),
    taps=(ShowStats, ListStats, PrintPetition),
    organizers=True,
)
