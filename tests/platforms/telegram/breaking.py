"""A server on loopback that breaks off where a test wants it to, and counts the requests it read."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from alertbot.platforms.telegram.bot import DiscreetBot

TOKEN = "123456:SECRET-token"  # opens nothing


@dataclass
class Broken:
    """``answer`` is what it says to every request; empty: it hangs up, ``None``: it says nothing."""

    answer: bytes | None = b""
    reads: bool = True
    seen: int = 0
    url: str = ""
    serving: list[asyncio.Task[None]] = field(default_factory=list[asyncio.Task[None]])

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        me = asyncio.current_task()
        assert me is not None
        self.serving.append(me)
        if self.reads:
            await reader.readuntil(b"\r\n\r\n")
            self.seen += 1
        if self.answer is None:
            await reader.read()
        else:
            writer.write(self.answer)
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()


def http(status: str, body: bytes, length: int | None = None) -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Length: {len(body) if length is None else length}\r\n\r\n"
    return head.encode() + body


@asynccontextmanager
async def broken(answer: bytes | None, *, reads: bool = True) -> AsyncGenerator[Broken, None]:
    server = Broken(answer, reads)
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0)
    server.url = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
    async with listening:
        yield server
        await asyncio.gather(*server.serving)


@asynccontextmanager
async def connected(url: str) -> AsyncGenerator[DiscreetBot, None]:
    """A bot whose network side is open, without asking the server who it is."""
    bot = DiscreetBot(TOKEN, url)
    await bot.request.initialize()
    try:
        yield bot
    finally:
        await bot.request.shutdown()
