"""What python-telegram-bot's network side tells about requests that fail, and what it keeps to itself."""

import logging
import socket
import traceback

import aiohttp
import pytest
from telegram.error import BadRequest, NetworkError, TelegramError

from alertbot.errors import ConfigurationError, InDoubt, NotSent, TryLater
from alertbot.platforms.telegram.bot import DiscreetBot
from alertbot.platforms.telegram.failures import failure
from alertbot.platforms.telegram.request import AiohttpRequest, upload

from .breaking import TOKEN, broken, connected, http

GOOD = b'{"ok":true,"result":{"message_id":1}}'


async def failing(url: str, seconds: float = 5.0) -> TelegramError:
    async with connected(url) as bot:
        with pytest.raises(TelegramError) as caught:
            await bot.call("sendMessage", {"chat_id": 7, "text": "x"}, seconds=seconds)
    return caught.value


async def test_the_breaking_server_reads_before_it_breaks() -> None:
    async with broken(http("200 OK", GOOD)) as server, aiohttp.ClientSession() as http_client:
        async with http_client.post(server.url, data=b"x") as answer:
            assert await answer.read() == GOOD
        assert server.seen == 1


async def test_a_refused_connection_is_surely_not_sent() -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))  # bound and not listening: nobody else gets it, everybody is refused
        error = await failing(f"http://127.0.0.1:{held.getsockname()[1]}")
    assert isinstance(failure(error), NotSent)


async def test_an_unknown_host_is_surely_not_sent() -> None:
    assert isinstance(failure(await failing("http://nowhere.invalid")), NotSent)


async def test_a_closed_bot_sends_nothing() -> None:
    bot = DiscreetBot(TOKEN)
    with pytest.raises(NetworkError) as caught:
        await bot.call("sendMessage", {"chat_id": 7, "text": "x"})
    assert isinstance(failure(caught.value), NotSent)


@pytest.mark.parametrize(
    ("answer", "reads"),
    [
        (b"", False),
        (b"", True),
        (http("502 Bad Gateway", b"<html>"), True),
        (http("500 Internal Server Error", b'{"ok":false,"error_code":500,"description":"x"}'), True),
        (http("200 OK", b"not json"), True),
        (http("200 OK", b"[" * 100_000), True),
        (http("200 OK", b'{"ok":true', length=300), True),
        (http("302 Found", b""), True),
        (b"nonsense\r\n\r\n", True),
    ],
    ids=["hangs-up", "reads-hangs-up", "502", "500", "no-json", "deep", "half", "redirect", "no-http"],
)
async def test_a_request_that_may_have_arrived_is_in_doubt(answer: bytes, *, reads: bool) -> None:
    async with broken(answer, reads=reads) as server:
        assert isinstance(failure(await failing(server.url)), InDoubt)


async def test_a_server_that_does_not_answer_leaves_us_in_doubt() -> None:
    async with broken(None) as server:
        assert isinstance(failure(await failing(server.url, seconds=0.05)), InDoubt)
        assert server.seen == 1


@pytest.mark.parametrize(
    ("said", "after"),
    [
        (b'{"ok":false,"parameters":{"retry_after":8}}', 8.0),
        (b'{"ok":false,"parameters":{"retry_after":0}}', 1.0),
        (b'{"ok":false,"parameters":{"retry_after":-1}}', 1.0),
        (b'{"ok":false,"parameters":{"retry_after":1000000}}', 3600.0),
        (b'{"ok":false,"parameters":{"retry_after":"soon"}}', 1.0),
        (b'{"ok":false}', 1.0),
        (b"[]", 1.0),
        (b"slow down", 1.0),
    ],
)
async def test_being_too_fast_means_a_wait_of_a_second_to_an_hour(said: bytes, after: float) -> None:
    async with broken(http("429 Too Many Requests", said)) as server:
        wait = failure(await failing(server.url))
    assert isinstance(wait, TryLater)
    assert wait.after == after


@pytest.mark.parametrize("status", ["413 Request Entity Too Large", "405 Method Not Allowed", "418 Teapot"])
async def test_every_other_refusal_is_a_refusal_and_not_a_broken_network(status: str) -> None:
    async with broken(http(status, b"{}")) as server:
        assert isinstance(await failing(server.url), BadRequest)


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"nonsense\r\n\r\n",
        http("502 Bad Gateway", b"x"),
        http("200 OK", b"x"),
        http("401 Unauthorized", b"{}"),
    ],
    ids=["hangs-up", "no-http", "502", "no-json", "401"],
)
async def test_no_error_or_log_line_tells_the_token(answer: bytes, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with broken(answer) as server:
        error = await failing(server.url)
    told = "".join(traceback.format_exception(error)) + repr(error.__cause__) + repr(error.__context__)
    assert "SECRET" not in told + caplog.text


async def test_a_timeout_does_not_tell_the_token() -> None:
    async with broken(None) as server:
        error = await failing(server.url, seconds=0.05)
    assert "SECRET" not in "".join(traceback.format_exception(error)) + repr(error.__context__)


async def test_an_answer_nobody_can_read_is_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with broken(http("200 OK", b'{"text": "PRIVATE WORDS')) as server:
        await failing(server.url)
    assert "PRIVATE" not in caplog.text


async def test_a_refused_token_is_for_the_operator_and_not_told() -> None:
    async with broken(http("401 Unauthorized", b'{"ok":false,"description":"Unauthorized"}')) as server:
        bot = DiscreetBot(TOKEN, server.url)
        with pytest.raises(ConfigurationError, match="BotFather") as caught:
            await bot.initialize()
        await bot.shutdown()
    assert "SECRET" not in "".join(traceback.format_exception(caught.value)) + repr(caught.value.__context__)


def test_a_bot_does_not_tell_its_token() -> None:
    bot = DiscreetBot(TOKEN)
    assert "SECRET" not in f"{bot!r} {bot!s} {bot}"


@pytest.mark.parametrize("token", ["", "x", "123456", "123456:", "12 3:abc", "1:a/../b", "1:a\n", "١:abc"])
def test_what_is_no_token_is_not_even_tried(token: str) -> None:
    with pytest.raises(ConfigurationError, match="ALERTBOT_TELEGRAM_TOKEN"):
        DiscreetBot(token)


@pytest.mark.parametrize(
    "url", ["", "api.telegram.org", "ftp://x.org", "http://", "http://x:99999", "http://[a"]
)
def test_what_is_no_address_is_not_even_tried(url: str) -> None:
    with pytest.raises(ConfigurationError, match="ALERTBOT_TELEGRAM_API_URL"):
        DiscreetBot(TOKEN, url)


async def test_opening_and_closing_twice_does_no_harm() -> None:
    request = AiohttpRequest(1)
    await request.initialize()
    await request.initialize()
    await request.shutdown()
    await request.shutdown()


def test_a_file_goes_out_under_its_own_media_type() -> None:
    assert upload("a.bin", "application/pdf", b"x").field_tuple == ("a.bin", b"x", "application/pdf")
