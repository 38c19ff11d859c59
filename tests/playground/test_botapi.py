"""The server speaks HTTP as the Bot API does, and breaks where a test wants it to break."""

import re
from collections.abc import AsyncIterator, Mapping
from typing import Any

import httpx
import pytest
from telegram import Bot
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter

from alertbot.playground import Fault, Playground

from .conftest import ANN


@pytest.fixture
async def http(playground: Playground) -> AsyncIterator[httpx.AsyncClient]:
    playground.press_start(ANN)
    async with httpx.AsyncClient(base_url=f"{playground.url}/bot{playground.token}/") as client:
        yield client


def once(method: str, fault: Fault) -> Any:
    """The first call of a method goes wrong, all others go well."""
    left = [fault]

    def faults(name: str, params: Mapping[str, Any]) -> Fault | None:
        return left.pop() if left and name == method else None

    return faults


async def test_a_wrong_token_opens_nothing(playground: Playground) -> None:
    with pytest.raises(InvalidToken):
        async with Bot("1:wrong", base_url=playground.base_url):
            pass
    async with httpx.AsyncClient() as client:
        assert (await client.get(f"{playground.base_file_url}1:wrong/documents/x")).status_code == 401


async def test_an_unknown_method_is_refused_by_name(http: httpx.AsyncClient) -> None:
    answer = await http.get("setWebhook")

    assert answer.status_code == 404
    assert answer.json()["description"] == "Not Found: the playground does not know the method setWebhook"


async def test_an_unknown_parameter_is_refused_by_name(http: httpx.AsyncClient) -> None:
    answer = await http.post("sendMessage", json={"chat_id": ANN, "text": "x", "message_effect_id": "5"})

    assert answer.json()["description"] == (
        "Bad Request: the playground does not know the parameter message_effect_id of sendMessage"
    )


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ({"chat_id": ANN}, "message text is empty"),
        ({"text": "x"}, "chat_id is empty"),
        ({"chat_id": ANN, "text": 5}, 'parameter "text" must be of type String'),
        ({"chat_id": 1.5, "text": "x"}, 'parameter "chat_id" must be of type Integer or String'),
        (
            {"chat_id": ANN, "text": "x", "protect_content": "maybe"},
            'parameter "protect_content" must be of type Boolean',
        ),
        (
            {"chat_id": ANN, "text": "x", "entities": "[1]"},
            'parameter "entities" must be of type Array of MessageEntity',
        ),
        (
            {"chat_id": ANN, "text": "x", "link_preview_options": "{"},
            'parameter "link_preview_options" must be .*',
        ),
        (
            {"chat_id": ANN, "text": "x", "message_thread_id": True},
            'parameter "message_thread_id" must be of type Integer',
        ),
    ],
)
async def test_a_missing_or_wrong_parameter_is_refused(
    http: httpx.AsyncClient, body: Any, reason: str
) -> None:
    answer = await http.post("sendMessage", json=body)

    assert answer.status_code == 400
    assert re.fullmatch(f"Bad Request: {reason}", answer.json()["description"])


@pytest.mark.parametrize(
    "request_form",
    [
        {"params": {"chat_id": ANN, "text": "hi"}},
        {"data": {"chat_id": ANN, "text": "hi"}},
        {"json": {"chat_id": ANN, "text": "hi", "reply_markup": None}},
        {"files": {"chat_id": (None, str(ANN)), "text": (None, "hi")}},
    ],
)
async def test_parameters_come_in_every_encoding(
    playground: Playground, http: httpx.AsyncClient, request_form: dict[str, Any]
) -> None:
    answer = await http.post("SENDMESSAGE", **request_form)

    assert answer.json()["ok"] is True
    assert playground.last(ANN).text == "hi"


@pytest.mark.parametrize("body", [b"{", b"[]"])
async def test_a_body_that_is_no_object_is_refused(http: httpx.AsyncClient, body: bytes) -> None:
    answer = await http.post("getMe", content=body, headers={"Content-Type": "application/json"})

    assert answer.status_code == 400


async def test_a_file_may_be_attached_under_another_name(
    playground: Playground, http: httpx.AsyncClient
) -> None:
    form = {"chat_id": str(ANN), "document": "attach://letter"}
    await http.post("sendDocument", data=form, files={"letter": ("letter.txt", b"Dear Sir")})

    assert playground.file(playground.last(ANN)) == b"Dear Sir"
    stray = await http.post("sendMessage", data={"chat_id": str(ANN), "text": "x"}, files={"y": ("y", b"y")})
    assert "does not know the parameter y" in stray.json()["description"]


async def test_every_request_is_logged_and_the_wrong_ones_apart(playground: Playground, bot: Bot) -> None:
    with pytest.raises(BadRequest):
        await bot.send_message(424242, "x")

    assert [request.method for request in playground.requests] == ["getMe", "sendMessage"]
    assert playground.calls("sendMessage")[0].params == {"chat_id": 424242, "text": "x"}
    assert [(request.method, request.status) for request in playground.violations] == [("sendMessage", 400)]


async def test_a_connection_can_break_before_anything_happened(playground: Playground, bot: Bot) -> None:
    playground.press_start(ANN)
    playground.faults = once("sendMessage", Fault("drop_before"))
    with pytest.raises(NetworkError):
        await bot.send_message(ANN, "x")

    assert playground.last(ANN).text == "/start"
    assert playground.violations == ()


async def test_a_connection_can_break_after_the_message_was_taken(playground: Playground, bot: Bot) -> None:
    playground.press_start(ANN)
    playground.faults = once("sendMessage", Fault("drop_after"))
    with pytest.raises(NetworkError):
        await bot.send_message(ANN, "x")

    assert playground.last(ANN).text == "x"


async def test_the_server_can_be_out_of_order(playground: Playground, bot: Bot) -> None:
    playground.press_start(ANN)
    playground.faults = once("sendMessage", Fault("refuse", 502))
    with pytest.raises(NetworkError, match="Bad Gateway"):
        await bot.send_message(ANN, "x")
    playground.faults = once(
        "sendMessage", Fault("refuse", 429, "Too Many Requests: retry after 7", retry_after=7)
    )
    with pytest.raises(RetryAfter, match="7"):
        await bot.send_message(ANN, "x")

    assert await bot.send_message(ANN, "x")
    assert playground.violations == ()


async def test_an_answer_can_be_late(playground: Playground, bot: Bot) -> None:
    playground.press_start(ANN)
    playground.faults = once("sendMessage", Fault("delay", seconds=0.01))

    assert (await bot.send_message(ANN, "x")).text == "x"
