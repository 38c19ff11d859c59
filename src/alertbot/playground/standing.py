"""The bot's standing in a chat: what it becomes, what the bot is told, what it may do."""

from __future__ import annotations

from . import wire
from .failures import bad_request, forbidden, migrated
from .seats import BotStatus
from .world import Room, World


def change(world: World, chat: int, status: BotStatus, by: int, *, may_post: bool = True) -> None:
    """Gives the bot a new standing in a room and sends the update about it."""
    room = world.room(chat)
    seat = wire.bot(world.bot)
    old = wire.member(seat, room.bot, kind=room.kind, post=room.may_post)
    room.bot, room.may_post = status, may_post
    new = wire.member(seat, status, kind=room.kind, post=may_post)
    _tell(world, chat, by, old, new)
    world.announce("room", chat, {"bot": status})


def block(world: World, person: int, *, blocked: bool) -> None:
    """A person blocks or unblocks the bot in the private chat."""
    (world.blocked.add if blocked else world.blocked.discard)(person)
    seat = wire.bot(world.bot)
    before, after = ("member", "kicked") if blocked else ("kicked", "member")
    _tell(world, person, person, wire.member(seat, before), wire.member(seat, after))
    world.announce("person", person, {"blocked": blocked, "started": person in world.started})


def join(world: World, chat: int, by: int) -> None:
    """Tells the bot that it is in a supergroup, as if somebody had just added it there."""
    room, seat = world.room(chat), wire.bot(world.bot)
    before = wire.member(seat, "left", kind=room.kind)
    _tell(world, chat, by, before, wire.member(seat, room.bot, kind=room.kind))


def _tell(world: World, chat: int, by: int, old: wire.Json, new: wire.Json) -> None:
    world.updates.push(
        "my_chat_member",
        {
            "chat": world.chat_wire(chat),
            "from": world.user_wire(by),
            "date": world.timestamp(),
            "old_chat_member": old,
            "new_chat_member": new,
        },
    )


def require_write(world: World, chat: int) -> None:
    """Raises what Telegram answers when the bot may not write here."""
    if chat in world.people:
        _require_conversation(world, chat)
        return
    room = require_membership(world, chat)
    if room.kind == "channel" and not (room.bot == "administrator" and room.may_post):
        raise bad_request("need administrator rights in the channel chat")


def _require_conversation(world: World, person: int) -> None:
    if person in world.blocked:
        raise forbidden("bot was blocked by the user")
    if person not in world.started:
        raise forbidden("bot can't initiate conversation with a user")


def require_membership(world: World, chat: int) -> Room:
    room = world.rooms[chat]
    if room.moved_to:
        raise migrated(room.moved_to)
    if room.bot == "kicked":
        raise forbidden(f"bot was kicked from the {room.kind} chat")
    if room.bot == "left":
        raise forbidden(f"bot is not a member of the {room.kind} chat")
    return room
