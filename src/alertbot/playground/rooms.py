"""Methods that ask about a chat, its members and its files, or leave it."""

from __future__ import annotations

from . import standing, wire
from .api import CHAT, Api, Method
from .failures import bad_request
from .files import MAX_DOWNLOAD
from .parameters import Call, Param
from .wire import Json


def get_chat(api: Api, call: Call) -> Json:
    chat = api.chat(call)
    if chat in api.world.rooms:
        standing.require_membership(api.world, chat)
    elif chat not in api.world.started:
        raise bad_request("chat not found")
    return wire.full_chat(api.world.chat_wire(chat))


def get_chat_member(api: Api, call: Call) -> Json:
    room, user = api.room(call), call.integer("user_id")
    if user == api.world.bot.id:
        return wire.member(wire.bot(api.world.bot), room.bot, kind=room.kind, post=room.may_post)
    if user not in api.world.people:
        raise bad_request("PARTICIPANT_ID_INVALID")
    return wire.member(api.world.user_wire(user), room.statuses.get(user, "left"), kind=room.kind)


def get_chat_administrators(api: Api, call: Call) -> list[Json]:
    """Bots are left out unless asked for; the bot itself is always named, as Telegram does."""
    room = api.room(call)
    found = [
        wire.member(api.world.user_wire(person), status, kind=room.kind)
        for person, status in room.statuses.items()
        if room.is_administrator(person)
    ]
    if room.bot == "administrator":
        found.append(wire.member(wire.bot(api.world.bot), room.bot, kind=room.kind, post=room.may_post))
    return found


def get_chat_member_count(api: Api, call: Call) -> int:
    chat = api.chat(call)
    if chat in api.world.people:
        return 2
    room = standing.require_membership(api.world, chat)
    return len(room.statuses) + 1


def leave_chat(api: Api, call: Call) -> bool:
    chat = api.chat(call)
    api.room(call)
    standing.change(api.world, chat, "left", api.world.bot.id)
    return True


def get_file(api: Api, call: Call) -> Json:
    stored = api.world.files.get(call.text("file_id"))
    if len(stored.data) > MAX_DOWNLOAD:
        raise bad_request("file is too big")
    return {
        "file_id": stored.id,
        "file_unique_id": stored.unique_id,
        "file_size": len(stored.data),
        "file_path": stored.path,
    }


METHODS = (
    Method("getChat", get_chat, (CHAT,)),
    Method("getChatMember", get_chat_member, (CHAT, Param("user_id", "Integer", required=True))),
    Method("getChatAdministrators", get_chat_administrators, (CHAT,)),
    Method("getChatMemberCount", get_chat_member_count, (CHAT,)),
    Method("leaveChat", leave_chat, (CHAT,)),
    Method("getFile", get_file, (Param("file_id", "String", required=True),)),
)
