"""What a request that failed on a homeserver means, sorted in one place."""

from alertbot.errors import InDoubt, NotSent, RecipientGone, Rejected, SendFailure, TryLater

USUAL_WAIT = 5.0
"""Seconds to wait when a homeserver asks for patience without saying how much."""

LONGEST_WAIT = 3600.0

_TOKENS = frozenset({"M_UNKNOWN_TOKEN", "M_MISSING_TOKEN"})
_CODES = {
    "M_TOO_LARGE": "too-large",
    "M_FORBIDDEN": "no-rights",
    "M_GUEST_ACCESS_FORBIDDEN": "no-rights",
    "M_RESOURCE_LIMIT_EXCEEDED": "server-full",
    "M_USER_DEACTIVATED": "deactivated",
    "M_USER_SUSPENDED": "suspended",
    "M_USER_LOCKED": "suspended",
}
_UNSURE = 500
_TOO_MANY = 429


def refused_token(status: int, code: str) -> bool:
    """Whether a homeserver no longer takes our access token."""
    return (status == 401 and code in _TOKENS) or code == "M_UNKNOWN_TOKEN"


def failure(status: int, code: str, wait_ms: object = None) -> SendFailure:
    """The one meaning of an answer that is no success: its HTTP status, ``errcode`` and
    ``retry_after_ms``."""
    if status == _TOO_MANY or code == "M_LIMIT_EXCEEDED":
        return TryLater(_seconds(wait_ms))
    if refused_token(status, code):
        return NotSent("the token was refused")
    if code == "M_NOT_FOUND":
        return RecipientGone("not found")
    if status >= _UNSURE or not status:
        return InDoubt("unanswered")
    return Rejected(_CODES.get(code, "bad-request"))


def _seconds(wait_ms: object) -> float:
    if not isinstance(wait_ms, int | float) or isinstance(wait_ms, bool) or wait_ms <= 0:
        return USUAL_WAIT
    return min(wait_ms / 1000, LONGEST_WAIT)
