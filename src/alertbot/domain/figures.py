"""What an appeal has come to, in figures: counted exactly, and as they may be shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from alertbot.domain.disclosure import Shown, disclosed, shown

MOST_BARS = 31
"""Days in one picture; a longer time is told by weeks, which a phone can still show."""


class Counted(StrEnum):
    """What is counted by the day. A letter is ``taken`` when it is handed over, and ``sent`` when its writer
    says so."""

    TAKEN = "taken"
    SENT = "sent"


@dataclass(frozen=True, slots=True)
class Tally:
    """How often something was done, in two tables of the same whole."""

    by_day: Mapping[date, int] = field(default_factory=dict[date, int])
    by_kind: Mapping[str, int] = field(default_factory=dict[str, int])
    """By the writer's language (``taken``), or by the channel it left through (``sent``)."""

    @property
    def total(self) -> int:
        return sum(self.by_day.values())


@dataclass(frozen=True, slots=True)
class Counts:
    """Exact counts of one appeal: for this program alone, never to be shown.

    ``persons`` by language and ``rooms``: whoever would get the next alert about its case. ``delivered``: how
    many chats the appeal reached. ``signatures`` by day; when their key is destroyed only ``signed`` is left.
    """

    persons: Mapping[str, int] = field(default_factory=dict[str, int])
    rooms: int = 0
    delivered: int = 0
    signed: int = 0
    signatures: Mapping[date, int] = field(default_factory=dict[date, int])
    taken: Tally = field(default_factory=Tally)
    sent: Tally = field(default_factory=Tally)


@dataclass(frozen=True, slots=True)
class Table:
    """A total and the parts that may be shown beside it; ``None``: fewer than ten, or held back."""

    total: int | None = None
    by_day: Shown[date] = field(default_factory=dict[date, int | None])
    by_kind: Shown[str] = field(default_factory=dict[str, int | None])


@dataclass(frozen=True, slots=True)
class Figures:
    """What may be shown of :class:`Counts`. ``weeks`` tells that days are Mondays of whole weeks."""

    on: date
    persons: Table = field(default_factory=Table)
    rooms: int | None = None
    delivered: int | None = None
    signatures: Table = field(default_factory=Table)
    taken: Table = field(default_factory=Table)
    sent: Table = field(default_factory=Table)
    weeks: bool = False


def figures(counts: Counts, on: date) -> Figures:
    """What may be shown of an appeal's counts on a day (UTC)."""
    every_day = [*counts.signatures, *counts.taken.by_day, *counts.sent.by_day]
    weeks = bool(every_day) and (max(every_day) - min(every_day)).days >= MOST_BARS
    persons, (by_language,) = disclosed(sum(counts.persons.values()), [dict(counts.persons)])
    signed, (by_day,) = disclosed(counts.signed, [_days(counts.signatures, weeks=weeks)])
    return Figures(
        on=on,
        persons=Table(persons, by_kind=by_language),
        rooms=shown(counts.rooms),
        delivered=shown(counts.delivered),
        signatures=Table(signed, by_day),
        taken=_table(counts.taken, weeks=weeks),
        sent=_table(counts.sent, weeks=weeks),
        weeks=weeks,
    )


def _table(tally: Tally, *, weeks: bool) -> Table:
    days: dict[date | str, int] = {**_days(tally.by_day, weeks=weeks)}
    kinds: dict[date | str, int] = {**tally.by_kind}
    total, (by_day, by_kind) = disclosed(tally.total, [days, kinds])
    return Table(
        total,
        {day: value for day, value in by_day.items() if isinstance(day, date)},
        {kind: value for kind, value in by_kind.items() if isinstance(kind, str)},
    )


def _days(counted: Mapping[date, int], *, weeks: bool) -> dict[date, int]:
    """Every day (or week, by its Monday) from the first to the last, also those on which nothing happened."""
    if not counted:
        return {}
    step = timedelta(days=7 if weeks else 1)
    found: dict[date, int] = {}
    day = _begin(min(counted), weeks=weeks)
    while day <= max(counted):
        found[day] = 0
        day += step
    for day, many in counted.items():
        found[_begin(day, weeks=weeks)] += many
    return found


def _begin(day: date, *, weeks: bool) -> date:
    return day - timedelta(days=day.weekday()) if weeks else day
