"""What a failed request to Telegram means, sorted in one place.

Telegram's texts are matched against tdlib/telegram-bot-api's ``Client.cpp``, in lower case and by a part
that has been stable; an unknown refusal is still a refusal.
"""

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

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
from alertbot.platforms.telegram.request import Throttled, Unreached

_UNCHANGED = "message is not modified"
_DELETED = "message to delete not found"

_GONE = (
    "chat not found",
    "user not found",
    "peer_id_invalid",
    "input_user_deactivated",
    "user_is_blocked",
    "chat was deleted",
    "chat was deactivated",
    "channel_private",
    "blocked by the user",
    "user is deactivated",
    "bot was kicked",
    "bot is not a member",
    "can't initiate conversation",
    "can't send messages to",
)
"""Nobody is there any more, or nobody who wants us. A group that only forbids us to write is still there."""

_UNEDITABLE = (
    "message to edit not found",
    "message can't be edited",
    "message can't be deleted",
    "message_id_invalid",
    "message identifier is not specified",
    "there is no text in the message",
    "no caption in the message",
)

_CODES = (
    ("message thread not found", "thread-gone"),
    ("topic_closed", "thread-gone"),
    ("topic_deleted", "thread-gone"),
    ("not enough rights", "no-rights"),
    ("have no rights", "no-rights"),
    ("need administrator rights", "no-rights"),
    ("chat_write_forbidden", "no-rights"),
    ("chat_admin_required", "no-rights"),
    ("chat_restricted", "no-rights"),
    ("chat_send_", "no-rights"),
    ("user_banned_in_channel", "no-rights"),
    ("can't parse entities", "markup"),
    ("too long", "too-long"),
    ("too large", "too-large"),
    ("too big", "too-large"),
    ("text is empty", "empty"),
    ("button", "button"),
    ("reply markup", "button"),
    ("file", "file"),
)


def means_unchanged(error: TelegramError) -> bool:
    """Whether an edit was refused only because the message already says so."""
    return isinstance(error, BadRequest) and _UNCHANGED in error.message.lower()


def means_deleted(error: TelegramError) -> bool:
    """Whether there was nothing to delete any more: what was wanted is so."""
    return isinstance(error, BadRequest) and _DELETED in error.message.lower()


def failure(error: TelegramError) -> SendFailure:
    """The one meaning of an error of python-telegram-bot.

    Everything that is neither an answer of Telegram's nor a connection that was never made is in doubt.
    """
    match error:
        case Throttled():
            return TryLater(error.after)
        case RetryAfter():
            return TryLater(_seconds(error))
        case ChatMigrated():
            return RecipientMoved(str(error.new_chat_id))
        case BadRequest():  # a NetworkError in python-telegram-bot, and yet a plain refusal
            return _refused(error.message.lower(), "bad-request")
        case Forbidden():
            return _refused(error.message.lower(), "forbidden")
        case Conflict():
            return Rejected("conflict")
        case InvalidToken() | EndPointNotFound():
            return NotSent("the token was refused")
        case _:
            return NotSent("unreached") if isinstance(error.__cause__, Unreached) else InDoubt("unanswered")


def _refused(text: str, otherwise: str) -> SendFailure:
    if any(part in text for part in _GONE):
        return RecipientGone("not found")
    if any(part in text for part in _UNEDITABLE):
        return NothingToAmend("not editable")
    if "upgraded to a supergroup" in text:
        # Without the new id, which an update will bring: the same row goes there then.
        return NotSent("the chat is moving")
    return Rejected(next((code for part, code in _CODES if part in text), otherwise))


def _seconds(error: RetryAfter) -> float:
    """Read from the message: the attribute warns about its own type."""
    digits = "".join(c if c.isdigit() else " " for c in error.message).split()
    return float(digits[0]) if digits else 1.0
