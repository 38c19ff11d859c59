"""Methods that change what stands in a chat already, and the answer to a pressed button."""

from __future__ import annotations

from typing import Any

from . import standing
from .api import CHAT, Api, Method, formatted, require_length
from .failures import bad_request
from .keyboards import Rows, keyboard
from .links import deep_link
from .message import Message
from .parameters import Call, Param
from .utf16 import units
from .wire import Json

DELETABLE_SECONDS = 48 * 3600
MAX_DELETED = 100
MAX_ANSWER = 200
_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
_WHICH = (Param("chat_id", "Integer or String"), Param("message_id", "Integer"))
_MARKUP = Param("reply_markup", "InlineKeyboardMarkup")


def edit_message_text(api: Api, call: Call) -> Json:
    message = _editable(api, call)
    text = formatted(call, "text", "entities")
    if not text.text:
        raise bad_request("message text is empty")
    require_length(text.text)
    if "text" not in message.wire:
        raise bad_request("there is no text in the message to edit")
    content: Json = {"text": text.text}
    if text.entities:
        content["entities"] = text.entities
    if preview := call.object("link_preview_options"):
        content["link_preview_options"] = preview
    return _edit(api, message, content, keyboard(call.object("reply_markup")))


def edit_message_reply_markup(api: Api, call: Call) -> Json:
    message = _editable(api, call)
    kept = {name: message.wire[name] for name in ("text", "entities") if name in message.wire}
    return _edit(api, message, kept, keyboard(call.object("reply_markup")))


def delete_message(api: Api, call: Call) -> bool:
    chat = api.chat(call)
    message = api.world.message(chat, call.integer("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    if not _may_delete(api, message):
        raise bad_request("message can't be deleted for everyone")
    api.world.remove(chat, message.id)
    return True


def delete_messages(api: Api, call: Call) -> bool:
    """Leaves out, as Telegram does, what is gone or may not be deleted."""
    chat, numbers = api.chat(call), call.array("message_ids") or []
    if not 1 <= len(numbers) <= MAX_DELETED:
        raise bad_request("there must be 1-100 identifiers of messages to delete")
    for number in numbers:
        message = api.world.message(chat, number)
        if message is not None and _may_delete(api, message):
            api.world.remove(chat, number)
    return True


def answer_callback_query(api: Api, call: Call) -> bool:
    query = api.world.queries.get(call.text("callback_query_id"))
    if query is None or query.answered:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    if units(call.text("text")) > MAX_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    _check_answer_link(api, call.text("url"))
    query.answered = True
    answer: dict[str, Any] = {
        "query": call.text("callback_query_id"),
        "person": query.person,
        "text": call.text("text"),
        "alert": call.flag("show_alert"),
        "url": call.text("url"),
    }
    api.world.announce("answer", query.chat, answer)
    return True


def _check_answer_link(api: Api, url: str) -> None:
    link = deep_link(url) if url else None
    if url and (link is None or link.username.lower() != api.world.bot.username.lower()):
        raise bad_request("URL_INVALID")


def _editable(api: Api, call: Call) -> Message:
    if "message_id" not in call.values:
        raise bad_request("message identifier is not specified")
    return api.own_message(api.chat(call), call.integer("message_id"), purpose="edit")


def _edit(api: Api, message: Message, content: Json, rows: Rows) -> Json:
    if (content.get("text"), content.get("entities"), rows) == (
        message.wire.get("text"),
        message.wire.get("entities"),
        message.rows,
    ):
        raise bad_request(_NOT_MODIFIED)
    api.throttle.edit(message.chat, group=api.is_group(message.chat))
    standing.require_write(api.world, message.chat)
    replaced = ("text", "entities", "link_preview_options", "reply_markup")
    changed = {name: value for name, value in message.wire.items() if name not in replaced}
    changed |= content | {"edit_date": api.world.timestamp()}
    if rows:
        changed["reply_markup"] = {"inline_keyboard": rows}
    return api.world.replace(message, changed).wire


def _may_delete(api: Api, message: Message) -> bool:
    """Within 48 hours: its own messages anywhere, everything in a private chat or as an administrator."""
    if api.world.timestamp() - message.date > DELETABLE_SECONDS:
        return False
    room = api.world.rooms.get(message.chat)
    return room is None or room.bot == "administrator" or message.sender == api.world.bot.id


METHODS = (
    Method(
        "editMessageText",
        edit_message_text,
        (
            *_WHICH,
            Param("text", "String"),
            Param("parse_mode", "String"),
            Param("entities", "Array of MessageEntity"),
            Param("link_preview_options", "LinkPreviewOptions"),
            _MARKUP,
        ),
    ),
    Method("editMessageReplyMarkup", edit_message_reply_markup, (*_WHICH, _MARKUP)),
    Method("deleteMessage", delete_message, (CHAT, Param("message_id", "Integer", required=True))),
    Method(
        "deleteMessages", delete_messages, (CHAT, Param("message_ids", "Array of Integer", required=True))
    ),
    Method(
        "answerCallbackQuery",
        answer_callback_query,
        (
            Param("callback_query_id", "String", required=True),
            Param("text", "String"),
            Param("show_alert", "Boolean"),
            Param("url", "String"),
            Param("cache_time", "Integer"),
        ),
    ),
)
