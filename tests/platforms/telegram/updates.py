"""Raw updates as Telegram sends them, and what the bot reads in them."""

from typing import Any

import orjson

from alertbot.platforms.telegram.events import Reader
from alertbot.ports import Admitted, Arrived, Incoming

READER = Reader("telegram", 42, "alert_bot")
ANN = {"id": 1001, "is_bot": False, "first_name": "Ann", "language_code": "kk"}
BOT = {"id": 42, "is_bot": True, "first_name": "Alertbot", "username": "alert_bot"}
PRIVATE = {"id": 1001, "type": "private", "first_name": "Ann"}
GROUP = {"id": -100500, "type": "supergroup", "title": "Strike committee"}
CHANNEL = {"id": -100600, "type": "channel", "title": "News"}
ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
FORWARD = {"type": "hidden_user", "date": 1, "sender_user_name": "Somebody"}


def read(kind: str, value: dict[str, Any]) -> Incoming | None:
    return READER.read(orjson.dumps({"update_id": 7, kind: value}))


def message(chat: dict[str, Any] = PRIVATE, **fields: Any) -> dict[str, Any]:
    return {"message_id": 5, "date": 1_500_000_000, "chat": chat, "from": ANN, **fields}


def heard(chat: dict[str, Any] = PRIVATE, **fields: Any) -> Arrived:
    incoming = read("message", message(chat, **fields))
    assert isinstance(incoming, Arrived)
    return incoming


def ignored(chat: dict[str, Any] = PRIVATE, **fields: Any) -> bool:
    return read("message", message(chat, **fields)) is None


def tapped(**fields: Any) -> Incoming | None:
    query = {"id": "q1", "from": ANN, "chat_instance": "c", "data": "sign-7-1", "message": message(text="x")}
    return read("callback_query", {**query, **fields})


def member(chat: dict[str, Any], status: str, **fields: Any) -> Admitted:
    new = {"user": BOT, "status": status, **fields}
    old = {"user": BOT, "status": "left"}
    change = {"chat": chat, "from": ANN, "date": 1, "old_chat_member": old, "new_chat_member": new}
    incoming = read("my_chat_member", change)
    assert isinstance(incoming, Admitted)
    return incoming


RIGHTS = dict.fromkeys(
    (
        "can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats",
        "can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users",
        "can_post_stories", "can_edit_stories", "can_delete_stories",
    ),
    False,
)  # fmt: skip
LIMITS = dict.fromkeys(
    (
        "is_member", "can_change_info", "can_invite_users", "can_pin_messages", "can_manage_topics",
        "can_send_audios", "can_send_documents", "can_send_photos", "can_send_videos", "can_send_video_notes",
        "can_send_voice_notes", "can_send_polls", "can_send_other_messages", "can_add_web_page_previews",
        "can_edit_tag", "can_react_to_messages",
    ),
    True,
)  # fmt: skip
