"""The playground starts, stops, waits and grows."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from telegram import Bot

from alertbot.errors import AlertbotError
from alertbot.playground import Limits, Playground, PlaygroundError, PortBusy, VirtualClock

from .conftest import ANN, CHATS, NOON, PEOPLE


async def test_a_busy_port_is_told_in_one_sentence(playground: Playground) -> None:
    port = int(playground.url.rpartition(":")[2])
    with pytest.raises(PortBusy) as refusal:
        await Playground().start(port=port)

    assert refusal.value.port == port
    assert isinstance(refusal.value, AlertbotError)
    assert str(refusal.value).startswith(f"Port {port} on 127.0.0.1 is already in use")


async def test_it_stops_at_once_while_a_bot_is_polling() -> None:
    playground = Playground(PEOPLE)
    await playground.start()
    async with Bot(playground.token, base_url=playground.base_url) as bot:
        poll = asyncio.create_task(bot.get_updates(timeout=50))
        await playground.wait_until(lambda: playground.world.updates.waiting)
        await playground.stop()

        assert await poll == ()


async def test_waiting_ends_with_the_event_that_was_waited_for(playground: Playground, bot: Bot) -> None:
    playground.press_start(ANN)
    waiting = asyncio.create_task(playground.wait_for_text(ANN, "second"))
    await bot.send_message(ANN, "first")
    await bot.send_message(ANN, "second")

    assert (await waiting).text == "second"


async def test_waiting_in_vain_ends_with_a_timeout(playground: Playground) -> None:
    with pytest.raises(TimeoutError):
        await playground.wait_until(lambda: False, timeout=0.01)


async def test_twenty_thousand_people_can_be_reached() -> None:
    async with Playground(PEOPLE, CHATS, limits=Limits(enabled=False)) as playground:
        ids = playground.populate(20_000)
        async with Bot(playground.token, base_url=playground.base_url) as bot:
            await bot.send_message(ids[-1], "hello")

        assert playground.last(ids[-1]).text == "hello"
        assert len(set(ids)) == 20_000
        with pytest.raises(PlaygroundError, match="Nothing has been said"):
            playground.last(ids[0])


def test_a_clock_runs_on_from_where_it_was_set() -> None:
    seconds = [100.0]
    clock = VirtualClock(NOON, monotonic=lambda: seconds[0])
    seconds[0] += 5
    clock.advance(timedelta(hours=1))
    seconds[0] += 5

    assert clock.now() == NOON + timedelta(hours=1, seconds=10)
    clock.jump(datetime(2018, 1, 1, tzinfo=UTC))
    assert clock.now() == datetime(2018, 1, 1, tzinfo=UTC)


def test_a_clock_takes_no_time_without_a_zone() -> None:
    with pytest.raises(ValueError, match="aware"):
        VirtualClock(NOON.replace(tzinfo=None))
