"""What each failure of a request means."""

import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    TelegramError,
    TimedOut,
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
from alertbot.platforms.telegram.failures import failure, means_unchanged
from alertbot.platforms.telegram.request import Throttled, Unanswered, Unreached


def caused(error: TelegramError, cause: Exception) -> TelegramError:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (caused(NetworkError("x"), Unreached()), NotSent),
        (caused(TimedOut(), Unreached()), NotSent),
        (caused(NetworkError("x"), Unanswered()), InDoubt),
        (caused(TimedOut(), Unanswered()), InDoubt),
        (NetworkError("Bad Gateway"), InDoubt),
        (TimedOut(), InDoubt),
        (TelegramError("Invalid server response"), InDoubt),
        (InvalidToken(), NotSent),
        (EndPointNotFound("x"), NotSent),
        (Forbidden("Forbidden: bot was blocked by the user"), RecipientGone),
        (Forbidden("Forbidden: user is deactivated"), RecipientGone),
        (Forbidden("Forbidden: bot was kicked from the supergroup chat"), RecipientGone),
        (Forbidden("Forbidden: bot is not a member of the channel chat"), RecipientGone),
        (Forbidden("Forbidden: bot can't initiate conversation with a user"), RecipientGone),
        (Forbidden("Forbidden: bot can't send messages to bots"), RecipientGone),
        (Forbidden("Forbidden: the group chat was deleted"), RecipientGone),
        (Forbidden("Forbidden: not enough rights to send text messages"), Rejected),
        (Forbidden("Forbidden: whatever comes next year"), Rejected),
        (BadRequest("Bad Request: group chat was deactivated"), RecipientGone),
        (BadRequest("Bad Request: chat not found"), RecipientGone),
        (BadRequest("Bad Request: PEER_ID_INVALID"), RecipientGone),
        (BadRequest("Bad Request: group chat was upgraded to a supergroup chat"), NotSent),
        (BadRequest("Bad Request: message to edit not found"), NothingToAmend),
        (BadRequest("Bad Request: message can't be edited"), NothingToAmend),
        (BadRequest("Bad Request: there is no text in the message to edit"), NothingToAmend),
        (BadRequest("Bad Request: MESSAGE_ID_INVALID"), NothingToAmend),
        (BadRequest("Bad Request: whatever comes next year"), Rejected),
    ],
    ids=lambda value: str(value)[:60],
)
def test_every_failure_has_one_meaning(error: TelegramError, kind: type[SendFailure]) -> None:
    assert type(failure(error)) is kind


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Bad Request: message thread not found", "thread-gone"),
        ("Bad Request: TOPIC_CLOSED", "thread-gone"),
        ("Bad Request: not enough rights to send text messages to the chat", "no-rights"),
        ("Bad Request: need administrator rights in the channel chat", "no-rights"),
        ("Bad Request: CHAT_WRITE_FORBIDDEN", "no-rights"),
        ("Bad Request: CHAT_SEND_PLAIN_FORBIDDEN", "no-rights"),
        ("Bad Request: CHAT_RESTRICTED", "no-rights"),
        ("Bad Request: TOPIC_DELETED", "thread-gone"),
        ("Bad Request: wrong file identifier/HTTP URL specified", "file"),
        ('Bad Request: can\'t parse entities: Unsupported start tag "x" at byte offset 3', "markup"),
        ("Bad Request: message is too long", "too-long"),
        ("Bad Request: message text is empty", "empty"),
        ("Bad Request: BUTTON_URL_INVALID", "button"),
        ("Bad Request: inline keyboard button URL 'mailto:a@b.c' is invalid: Unsupported URL", "button"),
        ("Bad Request: file must be non-empty", "file"),
        ("too large", "too-large"),
        ("Bad Request: Anna Petrova is angry", "bad-request"),
    ],
)
def test_a_refusal_keeps_a_slug_and_never_telegrams_text(text: str, code: str) -> None:
    refused = failure(BadRequest(text))
    assert isinstance(refused, Rejected)
    assert refused.code == code
    assert str(refused) == f"refused: {code}"


def test_a_wait_is_as_long_as_telegram_says() -> None:
    wait = failure(Throttled(8.0))
    assert isinstance(wait, TryLater)
    assert wait.after == 8.0


def test_a_moved_group_tells_its_new_id() -> None:
    moved = failure(ChatMigrated(-1001234))
    assert isinstance(moved, RecipientMoved)
    assert moved.chat == "-1001234"


def test_a_second_poller_is_told_apart() -> None:
    conflict = failure(Conflict("Conflict: terminated by other getUpdates request"))
    assert isinstance(conflict, Rejected)
    assert conflict.code == "conflict"


def test_unchanged_content_is_known_as_such() -> None:
    assert means_unchanged(BadRequest("Bad Request: message is not modified: specified new message content"))
    assert not means_unchanged(BadRequest("Bad Request: message to edit not found"))
    assert not means_unchanged(TelegramError("message is not modified"))
