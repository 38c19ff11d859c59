"""What is published about a case, in its order: events, texts, court dates, what became of demands."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from alertbot.domain.appeal import Demand, DemandOutcome
from alertbot.domain.case import Case, TimelineEvent
from alertbot.domain.hearing import StoredHearing
from alertbot.domain.language import When
from alertbot.domain.publication import Published

Told = TimelineEvent | Published | StoredHearing | Demand


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing of a case's story, and when it was; what has no date at all comes first."""

    when: When
    what: Told


def chronicle(case: Case, appeals: Iterable[Published], chain: Iterable[StoredHearing]) -> tuple[Entry, ...]:
    """By date; of a hearing that moved only the last date, and of a demand only what became of it."""
    appeals = tuple(appeals)
    entries = (*_events(case), *_hearings(chain), *map(_text, reversed(appeals)), *_outcomes(appeals))
    return tuple(sorted(entries, key=_moment))


def _moment(entry: Entry) -> tuple[int, int, int]:
    when = entry.when
    return (when.year or 0, when.month or 0, when.day or 0)


def _on(day: date) -> When:
    return When(day.year, day.month, day.day)


def _events(case: Case) -> Iterator[Entry]:
    for event in case.timeline:
        yield Entry(event.when, event)


def _hearings(chain: Iterable[StoredHearing]) -> Iterator[Entry]:
    for stored in chain:
        if not stored.superseded:
            yield Entry(_on(stored.hearing.day), stored)


def _text(published: Published) -> Entry:
    """As its issuer dates it, or else the day it went out here."""
    issued = published.appeal.issued_on
    return Entry(issued if issued.year else _on(published.at.date()), published)


def _outcomes(appeals: Iterable[Published]) -> Iterator[Entry]:
    """Each outcome once: an update repeats the demands of its appeal."""
    seen: set[tuple[str, DemandOutcome]] = set()
    for demand in (demand for published in appeals for demand in published.appeal.demands):
        if demand.outcome is DemandOutcome.OPEN or demand.outcome_on is None:
            continue
        if (demand.key, demand.outcome) not in seen:
            seen.add((demand.key, demand.outcome))
            yield Entry(demand.outcome_on, demand)
