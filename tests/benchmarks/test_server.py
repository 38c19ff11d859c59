"""The server that everybody is measured against does what it is told, however requests come."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from benchmarks.server import book
from benchmarks.server.desk import Desk
from benchmarks.server.wire import Line

JSON = b'{"chat_id":%d,"text":"hello","reply_markup":{"inline_keyboard":[]}}'
FORM = b"text=hello&chat_id=%d"
PARTS = b'--x\r\nContent-Disposition: form-data; name="chat_id"\r\n\r\n%d\r\n--x--\r\n'


class Client:
    """One connection to the server."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self.writer = reader, writer

    def call(self, method: str, body: bytes = b"") -> None:
        head = f"POST /bot1:a/{method} HTTP/1.1\r\nHost: here\r\nContent-Length: {len(body)}\r\n\r\n"
        self.writer.write(head.encode() + body)

    async def answer(self) -> tuple[int, bytes]:
        head = await self._reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
        return int(head.split(b" ")[1]), await self._reader.readexactly(length)

    async def ask(self, method: str, body: bytes = b"") -> Any:
        self.call(method, body)
        return json.loads((await self.answer())[1])

    async def control(self, name: str) -> bytes:
        self.writer.write(f"GET /control/{name} HTTP/1.1\r\n\r\n".encode())
        return (await self.answer())[1]

    async def log(self) -> tuple[list[int], list[float]]:
        return book.read(await self.control("log"))


@pytest.fixture
async def client() -> AsyncIterator[Client]:
    desk = Desk()
    server = await asyncio.get_running_loop().create_server(lambda: Line(desk), "127.0.0.1", 0)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    yield Client(reader, writer)
    writer.close()
    await writer.wait_closed()
    server.close()


@pytest.mark.parametrize("body", [JSON, FORM, PARTS])
async def test_a_message_is_counted_for_its_chat_however_it_is_written(client: Client, body: bytes) -> None:
    answer = await client.ask("sendMessage", body % 4711)
    assert answer["result"]["chat"]["id"] == 4711
    assert (await client.log())[0] == [4711]


async def test_requests_that_come_at_once_are_all_answered_in_order(client: Client) -> None:
    for chat in range(1, 6):
        client.call("sendMessage", JSON % chat)
    answers = [json.loads((await client.answer())[1]) for _ in range(5)]
    assert [answer["result"]["chat"]["id"] for answer in answers] == [1, 2, 3, 4, 5]


async def test_a_request_in_pieces_is_one_request(client: Client) -> None:
    body = JSON % 7
    for piece in (
        b"POST /bot1:a/sendMessage HTTP/1.1\r\ncontent-le",
        b"ngth: %d\r\n\r\n" % len(body),
        body[:5],
    ):
        client.writer.write(piece)
        await client.writer.drain()
    client.writer.write(body[5:])
    assert json.loads((await client.answer())[1])["ok"]


async def test_a_message_beyond_the_limit_is_refused_and_not_counted(client: Client) -> None:
    await client.control("setup?latency=0&limit=2")
    answers = [await client.ask("sendMessage", JSON % chat) for chat in (1, 2, 3)]
    assert [answer["ok"] for answer in answers] == [True, True, False]
    assert answers[2]["error_code"] == 429
    assert answers[2]["parameters"]["retry_after"] == 1
    assert (await client.log())[0] == [1, 2]
    assert json.loads(await client.control("standing"))["refused"] == 1


async def test_a_tap_is_handed_to_a_poll_and_its_answer_and_reply_are_noted(client: Client) -> None:
    await client.control("tap?first=9001&many=1&data=sign&rate=1000&seed=1")
    (update,) = (await client.ask("getUpdates", b'{"timeout":5}'))["result"]
    query = update["callback_query"]
    await client.ask("answerCallbackQuery", json.dumps({"callback_query_id": query["id"]}).encode())
    await client.ask("sendMessage", JSON % query["from"]["id"])
    (touch,) = json.loads(await client.control("touches"))
    assert touch["pushed"] <= touch["answered"] <= touch["replied"]


async def test_an_update_comes_again_until_it_is_confirmed(client: Client) -> None:
    await client.control("say?chat=9001&text=/start")
    first = (await client.ask("getUpdates", b"timeout=0"))["result"]
    again = (await client.ask("getUpdates", b"timeout=0"))["result"]
    after = (await client.ask("getUpdates", b"offset=2&timeout=0"))["result"]
    assert first == again
    assert first[0]["message"]["text"] == "/start"
    assert after == []


async def test_a_poll_that_waits_is_answered_when_something_happens(client: Client) -> None:
    client.call("getUpdates", b"timeout=30")
    client.writer.write(b"GET /control/say?chat=1&text=hello HTTP/1.1\r\n\r\n")
    answers = [(await client.answer())[1] for _ in range(2)]
    assert any(b'"hello"' in answer for answer in answers)


async def test_a_body_of_unknown_length_is_refused_rather_than_misread(client: Client) -> None:
    client.writer.write(b"POST /bot1:a/sendMessage HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n")
    assert (await client.answer())[0] == 411
