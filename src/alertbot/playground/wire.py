"""The JSON of users, chats and members as the Bot API writes it."""

from __future__ import annotations

from typing import Any

from .seats import BotSeat, Chat, Person

Json = dict[str, Any]

_BOT_RIGHTS = (
    "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members",
    "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories",
    "can_edit_stories", "can_delete_stories",
)  # fmt: skip
_CHANNEL_RIGHTS = ("can_post_messages", "can_edit_messages")
_GROUP_RIGHTS = ("can_pin_messages",)
_OWNER_ONLY = frozenset({"can_promote_members"})


def user(person: Person) -> Json:
    name = {"username": person.username} if person.username else {}
    return {
        "id": person.id,
        "is_bot": False,
        "first_name": person.name,
        **name,
        "language_code": person.language,
    }


def bot(seat: BotSeat) -> Json:
    return {"id": seat.id, "is_bot": True, "first_name": seat.name, "username": seat.username}


def me(seat: BotSeat) -> Json:
    return bot(seat) | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def private_chat(person: Person) -> Json:
    name = {"username": person.username} if person.username else {}
    return {"id": person.id, "type": "private", "first_name": person.name, **name}


def room_chat(chat: Chat) -> Json:
    name = {"username": chat.username} if chat.username else {}
    return {"id": chat.id, "type": chat.kind, "title": chat.title, **name}


def full_chat(chat: Json) -> Json:
    gifts = (
        "unlimited_gifts",
        "limited_gifts",
        "unique_gifts",
        "premium_subscription",
        "gifts_from_channels",
    )
    return chat | {
        "accent_color_id": abs(chat["id"]) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(gifts, False),
    }


def member(who: Json, status: str, *, kind: str = "supergroup", post: bool = True) -> Json:
    """A ChatMember; `post` matters for administrators of channels only."""
    base: Json = {"status": status, "user": who}
    if status == "creator":
        return base | {"is_anonymous": False}
    if status == "kicked":
        return base | {"until_date": 0}
    if status != "administrator":
        return base
    rights = dict.fromkeys(_BOT_RIGHTS, True) | dict.fromkeys(_OWNER_ONLY, False)
    extra = dict.fromkeys(_CHANNEL_RIGHTS, post) if kind == "channel" else dict.fromkeys(_GROUP_RIGHTS, True)
    return base | {"can_be_edited": False, "is_anonymous": False} | rights | extra
