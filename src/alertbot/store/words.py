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


class QuestionState(StrEnum):
    """``waiting`` until the hearing is over, ``asked`` until somebody answers or too much time has passed."""

    WAITING = "waiting"
    ASKED = "asked"
    CLOSED = "closed"


class ProposalState(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class RoomQuestionState(StrEnum):
    """``waiting`` until its administrators are asked; ``lapsed`` when none of them answered in time."""

    WAITING = "waiting"
    ASKED = "asked"
    POSTED = "posted"
    DECLINED = "declined"
    LAPSED = "lapsed"
