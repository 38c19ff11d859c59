"""How early a request's way there and back is told, over a real connection."""

from collections.abc import Generator
from contextlib import contextmanager
from itertools import count

from aiohttp import web
from aiohttp.test_utils import TestServer

from alertbot.platforms.telegram.bot import DiscreetBot
from alertbot.ports import Trip, current_trip

from .breaking import broken, connected, http

GOOD = b'{"ok":true,"result":{"message_id":1}}'


@contextmanager
def travelling(opens: float = 0.0) -> Generator[Trip]:
    """A trip over a clock that is a millisecond on whenever somebody looks at it."""
    milliseconds = count()
    trip = Trip(lambda: next(milliseconds) / 1000, opens)
    before = current_trip.set(trip)
    try:
        yield trip
    finally:
        current_trip.reset(before)


async def send(bot: DiscreetBot) -> None:
    await bot.call("sendMessage", {"chat_id": 7, "text": "x"})


async def test_a_trip_begins_when_the_request_is_written_and_ends_when_its_answer_comes() -> None:
    async with broken(http("200 OK", GOOD)) as server, connected(server.url) as bot:
        with travelling() as trip:
            await send(bot)
            assert (trip.left, trip.arrived) == (0.001, 0.002)


async def test_however_late_somebody_asks_the_answer_came_when_it_came() -> None:
    async with broken(http("200 OK", GOOD)) as server, connected(server.url) as bot:
        with travelling() as trip:
            await send(bot)
            assert trip.arrived == trip.arrived


async def answer(request: web.Request) -> web.Response:
    return web.json_response(body=GOOD)


async def test_two_requests_over_one_connection_have_a_trip_each() -> None:
    app = web.Application()
    app.router.add_post("/{path:.*}", answer)
    async with TestServer(app) as server, connected(str(server.make_url(""))) as bot:
        with travelling() as first:
            await send(bot)
        with travelling() as second:
            await send(bot)
        assert (first.left, first.arrived) == (second.left, second.arrived) == (0.001, 0.002)


async def test_a_request_nobody_times_is_answered_as_well() -> None:
    async with broken(http("200 OK", GOOD)) as server, connected(server.url) as bot:
        await send(bot)
        assert server.seen == 1


async def test_nothing_is_written_before_the_trip_opens() -> None:
    async with broken(http("200 OK", GOOD)) as server, connected(server.url) as bot:
        with travelling(opens=0.005) as trip:
            await send(bot)
            assert trip.left > 0.005
