"""When a request is written and when its answer comes, told by aiohttp as early as it can."""

import asyncio
from functools import partial
from typing import Any

import aiohttp
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


class TimedResponse(aiohttp.ClientResponse):
    """Tells when its request is written."""

    async def start(self, connection: Connection) -> aiohttp.ClientResponse:
        trip, handler = current_trip.get(), connection.protocol
        if trip is not None:
            # The body is written by a task of its own, which is next in the loop.
            asyncio.get_running_loop().call_soon(trip.leave)
        if isinstance(handler, _TimedHandler):
            handler.trip = trip
        return await super().start(connection)
