"""At which point a connection breaks decides whether a message surely did not leave."""

import asyncio
import socket
import struct
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

import pytest
from telegram.error import TelegramError

from alertbot.errors import InDoubt, NotSent, SendFailure
from alertbot.platforms.telegram.bot import DiscreetBot
from alertbot.platforms.telegram.failures import failure
from alertbot.platforms.telegram.request import upload

from .breaking import TOKEN, connected, http

MESSAGE = {"chat_id": 7, "text": "x" * 50_000}
HEADERS = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 200\r\n\r\n"
GOOD = http("200 OK", b'{"ok":true,"result":{"message_id":1}}')
QUICK = 0.3
"""Seconds: the longest wait for an answer in these tests."""

Play = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def playing(play: Play) -> AsyncGenerator[str, None]:
    """A server that does with every connection what it is told; its address."""
    tasks: list[asyncio.Task[None]] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        me = asyncio.current_task()
        assert me is not None
        tasks.append(me)
        try:
            with suppress(OSError, asyncio.IncompleteReadError):
                await play(reader, writer)
                writer.close()
                await writer.wait_closed()
        finally:
            writer.transport.abort()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def reset(writer: asyncio.StreamWriter) -> None:
    """Not closed but broken off: the other side gets an error where it would read an end."""
    handle: socket.socket = writer.get_extra_info("socket")
    handle.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


async def sent(url: str, bot: DiscreetBot | None = None) -> SendFailure | None:
    """What became of a message."""
    async with connected(url) as fresh:
        try:
            await (bot or fresh).call("sendMessage", MESSAGE, seconds=QUICK)
        except TelegramError as error:
            return failure(error)
    return None


async def whole_request(reader: asyncio.StreamReader) -> None:
    head = await reader.readuntil(b"\r\n\r\n")
    length = next(line for line in head.split(b"\r\n") if line.lower().startswith(b"content-length"))
    await reader.readexactly(int(length.partition(b":")[2]))


async def _at_once(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    reset(writer)


async def _within_the_headers(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readexactly(10)
    reset(writer)


async def _within_the_body(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    await reader.readexactly(1000)
    reset(writer)


async def _after_the_body(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await whole_request(reader)
    reset(writer)


async def _after_the_answers_headers(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await whole_request(reader)
    writer.write(HEADERS)
    await writer.drain()
    reset(writer)


async def _within_the_answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await whole_request(reader)
    writer.write(HEADERS + b'{"ok":true,"result":{"mess')
    await writer.drain()


async def _never_answered(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await whole_request(reader)
    await asyncio.Event().wait()


async def _never_ended(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await whole_request(reader)
    writer.write(HEADERS + b"{")
    await asyncio.Event().wait()


@pytest.mark.parametrize(
    "play",
    [
        _at_once,
        _within_the_headers,
        _within_the_body,
        _after_the_body,
        _after_the_answers_headers,
        _within_the_answer,
        _never_answered,
        _never_ended,
    ],
    ids=lambda play: play.__name__.strip("_"),
)
async def test_from_the_moment_a_connection_stands_a_message_may_have_arrived(play: Play) -> None:
    async with playing(play) as url:
        assert type(await sent(url)) is InDoubt


async def test_a_server_that_takes_no_connection_surely_got_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("alertbot.platforms.telegram.request.CONNECT_SECONDS", QUICK)
    with socket.socket() as server, socket.socket() as first, socket.socket() as second:
        server.bind(("127.0.0.1", 0))
        server.listen(0)
        for waiting in (first, second):  # they fill its queue, and nobody ever takes them from there
            waiting.setblocking(False)
            waiting.connect_ex(server.getsockname())
        assert type(await sent(f"http://127.0.0.1:{server.getsockname()[1]}")) is NotSent


async def test_a_server_that_does_not_speak_tls_surely_got_nothing() -> None:
    async def rude(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readexactly(1)
        writer.write(GOOD)

    async with playing(rude) as url:
        assert type(await sent(url.replace("http:", "https:"))) is NotSent


async def test_no_connection_left_is_surely_not_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    """All connections are taken by requests that nobody answers: the next one never gets its own."""
    monkeypatch.setattr("alertbot.platforms.telegram.request.CONNECT_SECONDS", QUICK)
    async with playing(_never_answered) as url:
        bot = DiscreetBot(TOKEN, url, connections=1)
        await bot.request.initialize()
        first = asyncio.create_task(bot.call("sendMessage", MESSAGE, seconds=5))
        await asyncio.sleep(0)
        assert type(await sent(url, bot)) is NotSent
        first.cancel()
        await asyncio.gather(first, return_exceptions=True)
        await bot.request.shutdown()


async def test_a_connection_that_was_closed_while_idle_makes_no_message_go_out_twice() -> None:
    """The library asks again by itself only where asking twice does no harm, and a message is not that."""
    requests = 0

    async def once(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal requests
        await whole_request(reader)
        requests += 1
        writer.write(GOOD)
        await whole_request(reader)
        requests += 1
        reset(writer)

    async with playing(once) as url, connected(url) as bot:
        assert await sent(url, bot) is None
        assert type(await sent(url, bot)) is InDoubt
        assert requests == 2


async def test_a_server_that_stops_reading_a_file_holds_us_up_for_so_long_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("alertbot.platforms.telegram.request.CONNECT_SECONDS", QUICK)

    async def deaf(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readexactly(100)
        await asyncio.Event().wait()

    async with playing(deaf) as url, connected(url) as bot, asyncio.timeout(5):
        document = upload("letter.pdf", "application/pdf", bytes(20_000_000))
        with pytest.raises(TelegramError) as caught:
            await bot.call("sendDocument", {"chat_id": 7, "document": document}, seconds=QUICK)
        assert type(failure(caught.value)) is InDoubt
