"""Inline keyboards, checked as strictly as Telegram checks them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from .failures import bad_request
from .links import WrongLink, checked
from .utf16 import units

MAX_BUTTONS = 100
MAX_DATA_BYTES = 64
MAX_COPY_UNITS = 256

Button = dict[str, Any]
Rows = list[list[Button]]


def keyboard(markup: dict[str, Any] | None) -> Rows:
    """The rows of an inline keyboard; an empty list is no keyboard."""
    if markup is None:
        return []
    for name in markup:
        if name != "inline_keyboard":
            raise bad_request(f"the playground does not know the field {name} of reply_markup")
    rows = [_row(row) for row in _list(markup.get("inline_keyboard"), "inline_keyboard")]
    if sum(map(len, rows)) > MAX_BUTTONS:
        raise bad_request("reply markup is too long")
    return [row for row in rows if row]


def _row(row: object) -> list[Button]:
    return [_button(button) for button in _list(row, "inline keyboard row")]


def _list(value: object, name: str) -> list[Any]:
    if not isinstance(value, list):
        raise bad_request(f"field {name} must be of type Array")
    return cast("list[Any]", value)


def _button(value: object) -> Button:
    if not isinstance(value, dict):
        raise bad_request("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    button = cast("Button", value)
    text = button.get("text")
    if not isinstance(text, str) or not text.strip():
        raise bad_request('can\'t parse inline keyboard button: Field "text" must be a non-empty String')
    actions = [name for name in button if name != "text"]
    for name in actions:
        if name not in _ACTIONS:
            raise bad_request(f"the playground does not know the field {name} of an inline keyboard button")
    if not actions:
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if len(actions) > 1:
        raise bad_request(
            "can't parse inline keyboard button: exactly one of the optional fields must be used"
        )
    return {"text": text, actions[0]: _ACTIONS[actions[0]](button[actions[0]])}


def _callback_data(value: object) -> str:
    if not isinstance(value, str) or not 1 <= len(value.encode("utf-8", "surrogatepass")) <= MAX_DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    return value


def _url(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise bad_request("BUTTON_URL_INVALID")
    try:
        return checked(value)
    except WrongLink as error:
        raise bad_request(f"inline keyboard button URL '{value}' is invalid: {error}") from error


def _copy_text(value: object) -> dict[str, str]:
    text = cast("dict[str, Any]", value).get("text") if isinstance(value, dict) else None
    if not isinstance(text, str) or not 1 <= units(text) <= MAX_COPY_UNITS:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    return {"text": text}


_ACTIONS: dict[str, Callable[[object], object]] = {
    "callback_data": _callback_data,
    "url": _url,
    "copy_text": _copy_text,
}
