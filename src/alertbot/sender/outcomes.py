"""What becomes of a row, sorted in one place."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from alertbot.domain.delivery import MOST_REFUSED_TRIES, MOST_TRIES_IN_DOUBT, DeliveryState, backoff
from alertbot.errors import (
    InDoubt,
    NothingToAmend,
    NotSent,
    RecipientGone,
    RecipientMoved,
    Rejected,
    SendFailure,
    TryLater,
)
from alertbot.ports import Claimed, Offer, Result


@dataclass(frozen=True, slots=True)
class Outcome:
    """A result and what is to be written with it: the chat's new id, or the choices it was shown."""

    row: Claimed
    result: Result
    moved: str | None = None
    offers: tuple[Offer, ...] = ()


def sent(row: Claimed, message: str, offers: tuple[Offer, ...] = ()) -> Outcome:
    result = Result(row.id, DeliveryState.SENT, message=message, tries=row.tries + 1)
    return Outcome(row, result, offers=offers)


def taken_back(row: Claimed) -> Outcome:
    """The message that it was about is gone for everybody."""
    return Outcome(row, Result(row.id, DeliveryState.RETRACTED, tries=row.tries + 1))


def put_back(row: Claimed, not_before: datetime) -> Outcome:
    """It was not its turn after all; no try is counted."""
    return Outcome(row, Result(row.id, DeliveryState.QUEUED, not_before=not_before, tries=row.tries))


def failed(row: Claimed, reason: str) -> Outcome:
    return Outcome(row, Result(row.id, DeliveryState.FAILED, reason=reason, tries=row.tries))


def unsent(row: Claimed, failure: SendFailure, now: datetime, *, refused: int, repeatable: bool) -> Outcome:
    """What a failure makes of a row. ``refused``: how often it was surely not sent through its own fault.
    ``repeatable``: doing it twice does no harm (an edit)."""
    match failure:
        case NotSent():
            if refused >= MOST_REFUSED_TRIES:
                return failed(row, "unreached")
            return put_back(row, now + backoff(refused))
        case TryLater():
            wait = now + timedelta(seconds=failure.after)
            result = Result(row.id, DeliveryState.PARKED, reason="later", not_before=wait, tries=row.tries)
        case RecipientGone():
            result = Result(row.id, DeliveryState.GONE, reason="gone", tries=row.tries)
        case RecipientMoved():
            if refused >= MOST_REFUSED_TRIES:
                return failed(row, "moves-on")
            result = Result(row.id, DeliveryState.QUEUED, reason="moved", not_before=now, tries=row.tries)
            return Outcome(row, result, moved=failure.chat)
        case Rejected():
            return failed(row, failure.code)
        case NothingToAmend():
            return failed(row, "nothing-to-amend")
        case InDoubt() | SendFailure():
            result = _in_doubt(row, now, repeatable=repeatable)
    return Outcome(row, result)


def too_late(row: Claimed, now: datetime) -> Outcome | None:
    """A row that may have been sent, and whose repeat its platform would no longer recognise; ``None`` for
    others."""
    if not row.tries or row.absorbed_until is None or row.amends is not None or now < row.absorbed_until:
        return None
    return Outcome(row, Result(row.id, DeliveryState.IN_DOUBT, reason="unanswered", tries=row.tries))


def _in_doubt(row: Claimed, now: datetime, *, repeatable: bool) -> Result:
    tries = row.tries + 1
    recognised = row.absorbed_until is not None and not repeatable
    most = MOST_REFUSED_TRIES if repeatable else 1 if row.once else MOST_TRIES_IN_DOUBT
    spent = now >= row.absorbed_until if recognised and row.absorbed_until else tries >= most
    if spent:
        return Result(row.id, DeliveryState.IN_DOUBT, reason="unanswered", tries=tries)
    return Result(
        row.id, DeliveryState.QUEUED, reason="unanswered", not_before=now + backoff(tries), tries=tries
    )
