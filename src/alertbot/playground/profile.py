"""Methods about the bot itself: who it is, its commands, its descriptions."""

from __future__ import annotations

import re

from . import wire
from .api import Api, Method
from .failures import bad_request
from .parameters import Call, Param
from .utf16 import units
from .wire import Json
from .world import World

MAX_COMMANDS = 100
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_DEFAULT = "default"
_PLAIN_SCOPES = frozenset({_DEFAULT, "all_private_chats", "all_group_chats", "all_chat_administrators"})
_CHAT_SCOPES = frozenset({"chat", "chat_administrators", "chat_member"})
_LANGUAGE = Param("language_code", "String")
_WHOSE = (Param("scope", "BotCommandScope"), _LANGUAGE)


def get_me(api: Api, call: Call) -> Json:
    del call
    return wire.me(api.world.bot)


def set_my_commands(api: Api, call: Call) -> bool:
    commands = [_command(command) for command in call.array("commands") or []]
    if len(commands) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    api.world.commands[_scope(api, call), call.text("language_code")] = commands
    api.world.announce("commands", 0, {})
    return True


def delete_my_commands(api: Api, call: Call) -> bool:
    api.world.commands.pop((_scope(api, call), call.text("language_code")), None)
    api.world.announce("commands", 0, {})
    return True


def get_my_commands(api: Api, call: Call) -> list[Json]:
    return api.world.commands.get((_scope(api, call), call.text("language_code")), [])


def set_my_description(api: Api, call: Call) -> bool:
    return _describe(api, call, "description", 512)


def set_my_short_description(api: Api, call: Call) -> bool:
    return _describe(api, call, "short_description", 120)


def close(api: Api, call: Call) -> bool:
    del api, call
    return True


def commands_for(world: World, person: int, chat: int) -> list[Json]:
    """The menu this person sees in this chat: the narrowest scope wins, the person's language first."""
    language = world.person(person).language.split("-")[0]
    for scope in _scopes(world, person, chat):
        for code in (language, ""):
            if commands := world.commands.get((scope, code)):
                return commands
    return []


def description_for(world: World, person: int) -> str:
    language = world.person(person).language.split("-")[0]
    return world.about.get(("description", language)) or world.about.get(("description", ""), "")


def _scopes(world: World, person: int, chat: int) -> list[str]:
    if chat in world.people:
        return [f"chat:{chat}", "all_private_chats", _DEFAULT]
    if world.room(chat).kind == "channel":
        return []
    narrow = [f"chat_member:{chat}:{person}"]
    if world.room(chat).is_administrator(person):
        return [*narrow, f"chat_administrators:{chat}", f"chat:{chat}", "all_chat_administrators",
                "all_group_chats", _DEFAULT]  # fmt: skip
    return [*narrow, f"chat:{chat}", "all_group_chats", _DEFAULT]


def _scope(api: Api, call: Call) -> str:
    scope = call.object("scope") or {"type": _DEFAULT}
    kind = scope.get("type")
    if kind in _PLAIN_SCOPES:
        return str(kind)
    if kind not in _CHAT_SCOPES:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    chat = api.chat(Call(call.method, scope, {}))
    return f"{kind}:{chat}:{scope.get('user_id')}" if kind == "chat_member" else f"{kind}:{chat}"


def _command(value: Json) -> Json:
    name, description = value.get("command"), value.get("description")
    if not isinstance(name, str) or not _COMMAND.fullmatch(name.removeprefix("/")):
        raise bad_request("BOT_COMMAND_INVALID")
    if not isinstance(description, str) or not 1 <= units(description) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name.removeprefix("/"), "description": description}


def _describe(api: Api, call: Call, name: str, limit: int) -> bool:
    if units(call.text(name)) > limit:
        raise bad_request(f"{name} is too long")
    api.world.about[name, call.text("language_code")] = call.text(name)
    api.world.announce("commands", 0, {})
    return True


METHODS = (
    Method("getMe", get_me),
    Method(
        "setMyCommands",
        set_my_commands,
        (Param("commands", "Array of BotCommand", required=True), *_WHOSE),
    ),
    Method("deleteMyCommands", delete_my_commands, _WHOSE),
    Method("getMyCommands", get_my_commands, _WHOSE),
    Method("setMyDescription", set_my_description, (Param("description", "String"), _LANGUAGE)),
    Method(
        "setMyShortDescription", set_my_short_description, (Param("short_description", "String"), _LANGUAGE)
    ),
    Method("close", close),
    Method("logOut", close),
)
