"""The heart: how late the loop is, whether the clock jumped, how fast messages leave; and the port it has."""

import asyncio
import socket
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import aiohttp
import pytest

from alertbot.app import health
from alertbot.app.database import database_tag
from alertbot.app.health import BEAT, MINUTE, REMEMBERED, STEP_SHOWS, Heart, measured
from alertbot.app.served import served
from alertbot.clocks import SystemClock
from alertbot.domain.standing import BOUNDS
from alertbot.domain.subscriber import Address
from alertbot.errors import ConfigurationError, InDoubt, RecipientGone, TryLater
from alertbot.ports import Platform
from alertbot.store.store import SqlStore
from tests.support.telegram import TelegramStage

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)


class Time:
    """A monotonic clock and a wall clock that a test turns, and a sleep that takes as long as it is told."""

    def __init__(self) -> None:
        self.seconds = 1000.0
        self.wall = NOW
        self.over = 0.0
        self.step = 0.0

    def __call__(self) -> float:
        return self.seconds

    async def sleep(self, seconds: float) -> None:
        self.seconds += seconds + self.over
        self.wall += timedelta(seconds=seconds + self.over + self.step)
        self.over = self.step = 0.0

    async def beats(self, heart: Heart, many: int, monkeypatch: pytest.MonkeyPatch) -> None:
        left = iter(range(many))

        async def sleep(seconds: float) -> None:
            if next(left, None) is None:
                raise asyncio.CancelledError
            await self.sleep(seconds)

        monkeypatch.setattr(health.asyncio, "sleep", sleep)
        with pytest.raises(asyncio.CancelledError):
            await heart.beat()
        monkeypatch.undo()


class TurnedClock(SystemClock):
    def __init__(self, time: Time) -> None:
        self._time = time

    def now(self) -> datetime:
        return self._time.wall


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def heart(time: Time) -> Heart:
    return Heart(TurnedClock(time), time)


async def test_a_stall_shows_for_some_seconds_and_then_is_over(
    heart: Heart, time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    time.over = 6.0
    await time.beats(heart, 1, monkeypatch)
    assert heart.vitals().lag == pytest.approx(6.0)
    await time.beats(heart, int(REMEMBERED / BEAT) + 1, monkeypatch)
    assert heart.vitals().lag == pytest.approx(0.0)


async def test_a_loop_that_is_stuck_right_now_shows_before_the_next_beat(heart: Heart, time: Time) -> None:
    beating = asyncio.create_task(heart.beat())
    await asyncio.sleep(0)
    time.seconds += BEAT + 7
    assert heart.vitals().lag == pytest.approx(7.0)
    beating.cancel()


async def test_a_clock_that_is_set_shows_for_a_while(
    heart: Heart, time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    time.step = -3600.0
    await time.beats(heart, 1, monkeypatch)
    assert heart.vitals().stepped == pytest.approx(-3600)
    time.seconds += STEP_SHOWS
    assert heart.vitals().stepped == 0


async def test_a_busy_machine_is_no_jump_of_the_clock(
    heart: Heart, time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    time.over = 30.0
    await time.beats(heart, 3, monkeypatch)
    assert heart.vitals().stepped == 0


def test_the_rate_is_of_accepted_messages_over_the_last_minute(heart: Heart, time: Time) -> None:
    for _ in range(MINUTE):
        for _ in range(24):
            heart.sent("sent", 0.1)
        heart.sent("gone", 0.1)
        time.seconds += 1
    assert heart.vitals().rate == pytest.approx(24, rel=0.05)
    time.seconds += MINUTE / 2
    assert heart.vitals().rate == pytest.approx(12, rel=0.1)
    time.seconds += 10 * MINUTE
    assert heart.vitals().rate == 0


def test_requests_to_send_are_counted_by_result_and_by_how_long_they_took(heart: Heart) -> None:
    for result, seconds in (("sent", 0.05), ("sent", 0.2), ("gone", 99.0)):
        heart.sent(result, seconds)
    sends = heart.sends()
    assert sends.results == {"sent": 2, "gone": 1}
    assert [BOUNDS[n] for n, many in enumerate(sends.within[:-1]) if many] == [0.05, 0.25]
    assert (sends.within[-1], sends.seconds) == (1, pytest.approx(99.25))


def test_parts_are_told_by_how_long_ago_they_last_worked(heart: Heart, time: Time) -> None:
    assert (heart.vitals().polls, heart.vitals().tick) == ({}, None)
    heart.attend(lambda: {"telegram": 990.0, "matrix": None}, lambda: 999.0)
    assert heart.vitals().polls == {"telegram": 10, "matrix": None}
    assert heart.vitals().tick == 1


class Odd:
    """A platform that answers as it is told."""

    name = "odd"

    def __init__(self, failure: Exception | None) -> None:
        self._failure = failure

    async def show(self, to: Any, payload: Any) -> str:
        if self._failure:
            raise self._failure
        return "m1"

    async def amend(self, to: Any, message: str, payload: Any) -> None:
        await self.show(to, payload)


@pytest.mark.parametrize(
    ("failure", "result"),
    [
        (None, "sent"),
        (TryLater(3), "later"),
        (InDoubt("x"), "in_doubt"),
        (RecipientGone("x"), "gone"),
        (RuntimeError("x"), "failed"),
    ],
)
async def test_every_request_to_send_is_timed_and_sorted(failure: Exception | None, result: str) -> None:
    told: list[str] = []
    platform = measured(cast("Platform", Odd(failure)), lambda word, seconds: told.append(word))
    raised = pytest.raises(type(failure)) if failure else nullcontext()
    with raised:
        await platform.show(Address("odd", "1"), None)
    with raised:
        await platform.amend(Address("odd", "1"), "m1", None)
    assert told == [result] * 2
    assert platform.name == "odd"


async def test_a_running_bot_is_ready_and_counts_what_it_sends(stage: TelegramStage) -> None:
    heart = stage.bot.heart
    await stage.subscribe("ann")
    async with (
        served("127.0.0.1:0", stage.store, stage.clock, heart, database=Path("a.sqlite")) as url,
        aiohttp.ClientSession() as client,
    ):
        await stage.boris.start()
        for path in ("livez", "readyz"):
            async with client.get(f"{url}/{path}") as answer:
                assert answer.status == 200, await answer.text()
        async with client.get(f"{url}/metrics") as answer:
            page = await answer.text()
        assert f'alertbot_sends_total{{result="sent"}} {sum(heart.sends().results.values())}.0' in page
        assert 'alertbot_poll_age_seconds{platform="telegram"}' in page
        async with client.get(f"{url}/letter") as answer:
            assert answer.status == 404, "there is no letter page without a public address"


async def test_a_taken_port_keeps_no_bot_from_its_work_unless_readers_need_it(stage: TelegramStage) -> None:
    heart = Heart(stage.clock)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        listen = f"127.0.0.1:{taken.getsockname()[1]}"
        async with served(listen, stage.store, stage.clock, heart, database=Path("a")) as url:
            assert url == ""
        with pytest.raises(ConfigurationError, match="ALERTBOT_LISTEN"):
            async with served(listen, stage.store, stage.clock, heart, database=Path("a"), public=True):
                pass


async def test_the_letter_page_is_served_with_a_public_address(folder: Path) -> None:
    clock = SystemClock()
    store = SqlStore(folder / "nothing", cast("Any", None), cast("Any", None))
    heart = Heart(clock)
    async with (
        served("127.0.0.1:0", store, clock, heart, database=Path("a"), public=True) as url,
        aiohttp.ClientSession() as client,
        client.get(f"{url}/letter", headers={"X-Forwarded-For": "192.0.2.1"}) as answer,
    ):
        assert answer.status == 200


def test_two_databases_have_two_tags() -> None:
    assert database_tag(Path("a")) != database_tag(Path("b"))
    assert database_tag(Path("a")) != "a"
