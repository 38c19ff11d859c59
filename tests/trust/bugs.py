"""Bugs on purpose: a harness that finds nothing has to show that it would."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import update

from alertbot.domain.delivery import DeliveryState
from alertbot.ports import Claimed, Result
from alertbot.store.outbox import SqlOutbox
from alertbot.store.schema import delivery

from .points import put

_answer = SqlOutbox.answer
_claim = SqlOutbox.claim


async def _forgets_what_it_sent(self: SqlOutbox, results: Sequence[Result], now: datetime) -> None:
    """Results are never written: each start sends again what is on no record."""


async def _marks_before_sending(
    self: Any, limit: int, now: datetime, busy: Collection[bytes]
) -> list[Claimed]:
    """A row counts as sent once it is taken: the shortest way to lose what a crash interrupts."""
    rows = await _claim(self, limit, now, busy)
    taken = delivery.c.id.in_([row.id for row in rows])
    await self._work.run(update(delivery).where(taken).values(state=DeliveryState.SENT, finished=now))
    return rows


async def _never_looks_back(
    self: SqlOutbox, now: datetime, *, everything: bool = False
) -> Mapping[DeliveryState, int]:
    """What a former life left half done stays half done."""
    return {}


async def _repeats_letters(self: SqlOutbox, *about: Any, **how: Any) -> None:
    """What may come only once is repeated like an alert."""
    await _answer(self, *about, **{**how, "once": False})


BUGS: Mapping[str, tuple[str, object]] = {
    "forgets what it sent": ("record", _forgets_what_it_sent),
    "marks before sending": ("claim", _marks_before_sending),
    "never looks back": ("recover", _never_looks_back),
    "repeats letters": ("answer", _repeats_letters),
}


def infect(bug: str) -> None:
    """Put a bug into this process; an empty name is a healthy bot."""
    if bug:
        put(SqlOutbox, *BUGS[bug])
