"""When a request is written and when its answer comes, told by aiohttp as early as it can."""

import asyncio
from functools import partial
from typing import Any

import aiohttp
from aiohttp.abc import AbstractStreamWriter
from aiohttp.client_proto import ResponseHandler
from aiohttp.connector import Connection

from alertbot.ports import Trip, current_trip


class TimedConnector(aiohttp.TCPConnector):
    """Connections that tell when an answer's first bytes come, however late the loop gets round to the task
    that waits for them."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)  # pyright: ignore[reportUnknownMemberType]
        self._factory = partial(_TimedHandler, loop=self._loop)


class _TimedHandler(ResponseHandler):
    trip: Trip | None = None

    def data_received(self, data: bytes) -> None:
        if self.trip is not None:
            self.trip.arrive()
        super().data_received(data)


class TimedRequest(aiohttp.ClientRequest):
    """Waits until it may leave, and tells when its body is about to be written. Afterwards would be too late:
    the thread that commits may have the interpreter for some milliseconds then, and a trip that seems shorter
    than it was is believed."""

    async def write_bytes(
        self, writer: AbstractStreamWriter, conn: Connection, content_length: int | None = None
    ) -> None:
        if (trip := current_trip.get()) is not None:
            while wait := trip.wait:  # noqa: ASYNC110 - a moment is waited for, and timers may be early
                await asyncio.sleep(wait)
            trip.leave()
        await super().write_bytes(writer, conn, content_length)


class TimedResponse(aiohttp.ClientResponse):
    """Listens for its own first bytes."""

    async def start(self, connection: Connection) -> aiohttp.ClientResponse:
        handler = connection.protocol
        if isinstance(handler, _TimedHandler):
            handler.trip = current_trip.get()
        return await super().start(connection)
