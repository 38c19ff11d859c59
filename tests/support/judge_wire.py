"""The JSON that the judge speaks, and what it makes of requests and keyboards."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web

from .judge_markup import length

BOT_ID = 424242
BOT = {"id": BOT_ID, "is_bot": True, "first_name": "Judged", "username": "judged_bot"}


@dataclass
class Message:
    id: int
    chat: int
    text: str
    keyboard: str = ""
    edits: int = 0
    sent: float = 0.0
    """When, in seconds since 1970."""

    @property
    def buttons(self) -> list[str]:
        """The callback data of its buttons."""
        rows: list[list[dict[str, Any]]] = (
            json.loads(self.keyboard)["inline_keyboard"] if self.keyboard else []
        )
        return [button["callback_data"] for row in rows for button in row if "callback_data" in button]


@dataclass
class Tap:
    """When somebody tapped, when the tap was answered and when something was next shown in the chat."""

    chat: int
    at: float
    answered: float = 0.0
    shown: float = 0.0


def whole(value: Any) -> int:
    try:
        return int(value)
    except (TypeError, ValueError):
        return 0


def chat(id: int, kind: str = "supergroup") -> dict[str, object]:
    if id < 0:
        return {"id": id, "type": kind, "title": "A room"}
    return {"id": id, "type": "private", "first_name": "Somebody"}


def user(id: int) -> dict[str, object]:
    return {"id": id, "is_bot": False, "first_name": "Somebody", "language_code": "en"}


def message(id: int, place: int, text: str) -> dict[str, object]:
    return {"message_id": id, "date": int(time.time()), "chat": chat(place), "from": BOT, "text": text}


def upgrade(old: int, new: int, by: int, number: int) -> list[dict[str, Any]]:
    """The updates of a group that became a supergroup, the bot's own arrival first."""
    joined = {
        "old_chat_member": {"user": BOT, "status": "left"},
        "new_chat_member": {"user": BOT, "status": "member"},
    }
    about = {"from": user(by), "date": int(time.time())}
    service = {"message_id": number, **about}
    return [
        {"my_chat_member": {"chat": chat(new), **about, **joined}},
        {"message": {**service, "chat": chat(old, "group"), "migrate_to_chat_id": new}},
        {"message": {**service, "chat": chat(new), "migrate_from_chat_id": old}},
    ]


async def read(request: web.Request) -> tuple[dict[str, Any], frozenset[str]]:
    """Parameters from wherever the Bot API takes them, and the names of uploaded parts."""
    parameters: dict[str, Any] = dict(request.query)
    files: set[str] = set()
    if request.content_type == "application/json":
        body = await request.read()
        parameters |= json.loads(body) if body else {}
    elif request.method == "POST":
        for name, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                files.add(name)
            else:
                parameters[name] = value
    return parameters, frozenset(files)


def command_fault(commands: Any) -> str:
    """What Telegram would not take in a command menu."""
    for command in json.loads(commands) if isinstance(commands, str) else commands:
        word, said = command["command"], command["description"]
        if not (word.islower() and word.isidentifier() and len(word) <= 32 and 1 <= len(said) <= 256):
            return f"the command {word}"
    return ""


def keyboard_faults(keyboard: Mapping[str, Any]) -> list[str]:
    """What Telegram would not take in an inline keyboard."""
    buttons = [button for row in keyboard["inline_keyboard"] for button in row]
    faults = ["too many buttons"] if len(buttons) > 100 else []
    for button in buttons:
        does = button.keys() - {"text", "style", "icon_custom_emoji_id"}
        data, url = button.get("callback_data"), button.get("url")
        copy = button.get("copy_text", {}).get("text")
        faults += ["a button without words"] if not button.get("text", "").strip() else []
        faults += [f"a button does {len(does)} things"] if len(does) != 1 else []
        faults += ["data of a wrong length"] if data is not None and not 1 <= len(data.encode()) <= 64 else []
        faults += ["a link of a wrong kind"] if url is not None and not _is_link(url) else []
        faults += ["copied text too long"] if copy is not None and not 1 <= length(copy) <= 256 else []
    return faults


def _is_link(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme == "tg" or (parts.scheme in ("http", "https") and "." in (parts.hostname or ""))
