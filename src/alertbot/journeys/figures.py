"""Figures: counted beside the writers, reduced to what may be shown, and drawn in a thread."""

import asyncio

from alertbot.dialogue.board import FEW, HIDDEN, Board, Line, Section, board
from alertbot.dialogue.screen import Words, say
from alertbot.dialogue.stats import (
    AppealsToCount,
    Countable,
    NotePetition,
    PetitionOf,
    Stats,
    StatsOf,
)
from alertbot.domain.figures import Figures, figures
from alertbot.domain.publication import Published
from alertbot.errors import UndeliverableLetter
from alertbot.journeys.desk import Desk, Journey, Who
from alertbot.journeys.petitions import petition_of
from alertbot.letters.chart import Bar, Chart, Panel, as_png
from alertbot.letters.petition import as_pdf
from alertbot.ports import Store, Tx
from alertbot.wording.speech import Wording


class Statistics:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @property
    def journey(self) -> Journey:
        return Journey(
            fetches={
                AppealsToCount: self._appeals,
                StatsOf: self._stats,
                PetitionOf: self._petition,
            },
            does={NotePetition: self._note},
        )

    async def _appeals(self, store: Store, want: AppealsToCount, who: Who) -> tuple[Countable, ...]:
        async with store.snapshot() as tx:
            found = [one for id, _ in await tx.appeals.cases() for one in await tx.appeals.of_case(id)]
        newest = sorted(found, key=lambda one: (one.at, one.id), reverse=True)
        return tuple(Countable(one.id, one.appeal.title) for one in newest)

    async def _stats(self, store: Store, want: StatsOf, who: Who) -> Stats | None:
        found = await counted(store, want.appeal, self._desk)
        if found is None:
            return None
        shown = board(*found)
        picture = await asyncio.to_thread(as_png, chart(shown, self._desk.wording, who.locale))
        return Stats(shown, picture)

    async def _petition(self, store: Store, want: PetitionOf, who: Who) -> bytes | None:
        found = await counted(store, want.appeal, self._desk)
        if found is None:
            return None
        petition = petition_of(*found, self._desk.wording, who.locale)
        try:
            return await asyncio.to_thread(as_pdf, petition)
        except UndeliverableLetter:
            return None

    async def _note(self, tx: Tx, order: NotePetition, who: Who) -> None:
        now = self._desk.clock.now()
        await tx.audit.write(who.organizer or "", "petition", f"appeal {order.appeal}", now)


async def counted(store: Store, appeal: int, desk: Desk) -> tuple[Published, Figures] | None:
    """An appeal with what may be shown of its figures today."""
    async with store.snapshot() as tx:
        of, counts = await tx.appeals.get(appeal), await tx.figures.counts(appeal)
    if of is None or counts is None:
        return None
    return of, figures(counts, desk.clock.now().date())


def chart(shown: Board, wording: Wording, locale: str) -> Chart:
    """The board as it is drawn: the same lines, the same numbers."""

    def words(phrase: Words) -> str:
        return wording.phrase(phrase, locale)

    def printed(line: Line, hidden: Words) -> str:
        return words(hidden if line.value is None else say("stats.number", number=line.value))

    def panel(section: Section) -> Panel:
        bars = tuple(
            Bar(line.short or words(line.label), line.value, printed(line, HIDDEN)) for line in section.lines
        )
        return Panel(words(section.title), bars, section.days, words(_stretch(section)))

    large = tuple((printed(line, FEW), words(line.label)) for line in shown.large)
    panels = tuple(panel(section) for section in shown.sections)
    return Chart(locale, words(shown.title), words(shown.subtitle), large, panels, words(shown.note))


def _stretch(section: Section) -> Words:
    """The first and the last day, below columns that only have room for a number."""
    if not section.days or len(section.lines) < 2:
        return ""
    return say("stats.stretch", first=section.lines[0].label, last=section.lines[-1].label)
