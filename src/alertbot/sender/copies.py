"""What a row does to a message that is in its chat already."""

from datetime import datetime

from alertbot.domain.delivery import Handling
from alertbot.errors import Rejected
from alertbot.ports import Claimed, Platform


def copy_of(row: Claimed) -> str:
    """The message that a row is about; :class:`Rejected` ``moved`` where it is not found any more, because
    the chat goes on under another id."""
    if row.amends is None:
        raise Rejected("moved")
    return row.amends


def deletes(row: Claimed, platform: Platform, now: datetime) -> bool:
    """Whether the platform still deletes the message."""
    if row.handling is not Handling.TAKE_BACK or row.shown_at is None:
        return False
    return (now - row.shown_at).total_seconds() < platform.can.delete_within
