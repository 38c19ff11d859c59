"""Methods that bring something new into a chat."""

from __future__ import annotations

from . import standing
from .api import CAPTION_LIMIT, CHAT, Api, Method, formatted, require_length
from .failures import ApiError, bad_request
from .files import MAX_PHOTO, MAX_UPLOAD, StoredFile, image_size
from .keyboards import keyboard
from .parameters import Call, Param, Upload
from .wire import Json

_PLACE = (CHAT, Param("message_thread_id", "Integer"))
_MANNER = (
    Param("disable_notification", "Boolean"),
    Param("protect_content", "Boolean"),
    Param("allow_paid_broadcast", "Boolean"),
    Param("reply_parameters", "ReplyParameters"),
    Param(
        "reply_markup",
        "InlineKeyboardMarkup or ReplyKeyboardMarkup or ReplyKeyboardRemove or ForceReply",
    ),
)
_CAPTION = (
    Param("caption", "String"),
    Param("parse_mode", "String"),
    Param("caption_entities", "Array of MessageEntity"),
)
_ACTIONS = frozenset(
    {
        "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
        "upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note",
    }
)  # fmt: skip
_REPLY_FIELDS = frozenset({"message_id", "chat_id", "allow_sending_without_reply"})


def send_message(api: Api, call: Call) -> Json:
    text = formatted(call, "text", "entities")
    if not text.text:
        raise bad_request("message text is empty")
    require_length(text.text)
    content: Json = {"text": text.text}
    if text.entities:
        content["entities"] = text.entities
    if preview := call.object("link_preview_options"):
        content["link_preview_options"] = preview
    return _send(api, call, content)


def send_document(api: Api, call: Call) -> Json:
    stored = _stored(api, call, "document", MAX_UPLOAD)
    document = {
        "file_id": stored.id,
        "file_unique_id": stored.unique_id,
        "file_name": stored.name,
        "mime_type": stored.mime,
        "file_size": len(stored.data),
    }
    return _send(api, call, {"document": document} | _caption(call))


def send_photo(api: Api, call: Call) -> Json:
    stored = _stored(api, call, "photo", MAX_PHOTO)
    width, height = image_size(stored.data)
    size = {
        "file_id": stored.id,
        "file_unique_id": stored.unique_id,
        "width": width,
        "height": height,
        "file_size": len(stored.data),
    }
    return _send(api, call, {"photo": [size]} | _caption(call))


def send_chat_action(api: Api, call: Call) -> bool:
    chat = api.chat(call)
    if call.text("action") not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    standing.require_write(api.world, chat)
    api.world.announce("typing", chat, {"action": call.text("action")})
    return True


def _send(api: Api, call: Call, content: Json) -> Json:
    """What is malformed is refused first, then what is too fast, then what nobody allowed."""
    chat = api.chat(call)
    rows = keyboard(call.object("reply_markup"))
    extra = _thread(api, call, chat) | _reply(api, call, chat)
    if rows:
        extra["reply_markup"] = {"inline_keyboard": rows}
    if call.flag("protect_content"):
        extra["has_protected_content"] = True
    api.throttle.send(chat, group=api.is_group(chat))
    standing.require_write(api.world, chat)
    return api.world.post(chat, api.world.bot.id, content | extra).wire


def _thread(api: Api, call: Call, chat: int) -> Json:
    thread = call.integer("message_thread_id")
    if not thread:
        return {}
    if chat not in api.world.rooms or api.world.rooms[chat].kind != "supergroup":
        raise bad_request("message thread not found")
    return {"message_thread_id": thread, "is_topic_message": True}


def _reply(api: Api, call: Call, chat: int) -> Json:
    reply = call.object("reply_parameters")
    if reply is None:
        return {}
    for name in reply:
        if name not in _REPLY_FIELDS:
            raise bad_request(f"the playground does not know the field {name} of reply_parameters")
    number = reply.get("message_id")
    replied = api.world.message(chat, number) if isinstance(number, int) else None
    if replied is not None:
        return {"reply_to_message": {k: v for k, v in replied.wire.items() if k != "reply_to_message"}}
    if reply.get("allow_sending_without_reply"):
        return {}
    raise bad_request("message to be replied not found")


def _caption(call: Call) -> Json:
    text = formatted(call, "caption", "caption_entities")
    require_length(text.text, limit=CAPTION_LIMIT)
    if not text.text:
        return {}
    entities: Json = {"caption_entities": text.entities} if text.entities else {}
    return {"caption": text.text} | entities


def _stored(api: Api, call: Call, name: str, limit: int) -> StoredFile:
    given = call.file(name)
    if isinstance(given, str):
        return api.world.files.get(given)
    _check_size(given, limit)
    folder = "photos" if name == "photo" else "documents"
    return api.world.files.keep(given.name, given.data, folder=folder, mime=given.mime)


def _check_size(upload: Upload, limit: int) -> None:
    if not upload.data:
        raise bad_request("file must be non-empty")
    if len(upload.data) > limit:
        raise ApiError(413, "Request Entity Too Large")


METHODS = (
    Method(
        "sendMessage",
        send_message,
        (
            *_PLACE,
            Param("text", "String", required=True),
            Param("parse_mode", "String"),
            Param("entities", "Array of MessageEntity"),
            Param("link_preview_options", "LinkPreviewOptions"),
            *_MANNER,
        ),
    ),
    Method(
        "sendDocument",
        send_document,
        (
            *_PLACE,
            Param("document", "InputFile or String", required=True),
            *_CAPTION,
            Param("disable_content_type_detection", "Boolean"),
            *_MANNER,
        ),
    ),
    Method(
        "sendPhoto",
        send_photo,
        (*_PLACE, Param("photo", "InputFile or String", required=True), *_CAPTION, *_MANNER),
    ),
    Method("sendChatAction", send_chat_action, (*_PLACE, Param("action", "String", required=True))),
)
