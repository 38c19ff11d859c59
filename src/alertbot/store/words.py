"""States that only the store knows."""

from enum import StrEnum


class EventState(StrEnum):
    """Where a raw event stands."""

    WAITING = "waiting"
    DONE = "done"
    QUARANTINED = "quarantined"


class ReminderState(StrEnum):
    """``void``: its hearing moved or ended. ``too_late``: nobody could have used it any more."""

    OPEN = "open"
    FIRED = "fired"
    VOID = "void"
    TOO_LATE = "too_late"
