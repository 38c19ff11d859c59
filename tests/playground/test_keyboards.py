"""Keyboards are refused exactly where Telegram refuses them."""

from typing import Any

import pytest

from alertbot.playground.failures import ApiError
from alertbot.playground.keyboards import keyboard


def with_button(**button: object) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "Go", **button}]]}


ACCEPTED = [
    {"callback_data": "x" * 64},
    {"callback_data": "я" * 32},
    {"url": "https://example.org/a?b=c"},
    {"url": "tg://resolve?domain=alert_bot"},
    {"copy_text": {"text": "x" * 256}},
]

REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"callback_data": ""}, "BUTTON_DATA_INVALID"),
    ({"callback_data": "x" * 65}, "BUTTON_DATA_INVALID"),
    ({"callback_data": "я" * 33}, "BUTTON_DATA_INVALID"),
    (
        {"url": "mailto:a@example.org"},
        "inline keyboard button URL 'mailto:a@example.org' is invalid: Unsupported URL protocol",
    ),
    (
        {"url": "http://localhost:8088/x"},
        "inline keyboard button URL 'http://localhost:8088/x' is invalid: Wrong HTTP URL",
    ),
    ({"url": "http://"}, "inline keyboard button URL 'http://' is invalid: URL host is empty"),
    ({"copy_text": {"text": "x" * 257}}, "BUTTON_COPY_TEXT_INVALID"),
    (
        {"web_app": {"url": "https://example.org"}},
        "the playground does not know the field web_app of an inline keyboard button",
    ),
    (
        {"callback_data": "x", "url": "https://example.org"},
        "can't parse inline keyboard button: exactly one of the optional fields must be used",
    ),
    ({}, "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
]


@pytest.mark.parametrize("button", ACCEPTED)
def test_a_button_within_the_limits_is_kept_as_it_is(button: dict[str, Any]) -> None:
    assert keyboard(with_button(**button)) == [[{"text": "Go", **button}]]


@pytest.mark.parametrize(("button", "reason"), REFUSED)
def test_a_button_beyond_the_limits_is_refused_with_a_reason(button: dict[str, Any], reason: str) -> None:
    with pytest.raises(ApiError) as refusal:
        keyboard(with_button(**button))

    assert refusal.value.description == f"Bad Request: {reason}"


def test_a_hundred_buttons_are_enough() -> None:
    rows = [[{"text": "x", "callback_data": "x"}] * 5] * 20
    assert len(keyboard({"inline_keyboard": rows})) == 20

    with pytest.raises(ApiError, match="reply markup is too long"):
        keyboard({"inline_keyboard": [*rows, [{"text": "x", "callback_data": "x"}]]})


@pytest.mark.parametrize("markup", [{"keyboard": []}, {"inline_keyboard": "x"}, {"inline_keyboard": [["x"]]}])
def test_other_shapes_of_reply_markup_are_refused(markup: dict[str, Any]) -> None:
    with pytest.raises(ApiError):
        keyboard(markup)


def test_an_empty_keyboard_is_no_keyboard() -> None:
    assert keyboard({"inline_keyboard": [[]]}) == keyboard(None) == []
