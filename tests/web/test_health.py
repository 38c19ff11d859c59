"""Whether the process lives and can do its work: each part named, with what is wrong."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from aiohttp.test_utils import make_mocked_request

from alertbot.domain.standing import Standing, Vitals
from alertbot.web.glance import FRESH, Glance
from alertbot.web.health import MOST_LAG, OLDEST_POLL, OLDEST_TICK, TRIED_EVERY, Health

from .operators import NOW, WELL, FixedClock, FixedPulse, Time, ToldStore


class Asked:
    """A health page over made-up parts."""

    def __init__(self, vitals: Vitals = WELL, store: ToldStore | None = None) -> None:
        self.time = Time()
        self.store = store or ToldStore()
        glance = Glance(self.store.port, FixedClock(), self.time)
        about = {"version": "1.2.3", "database": "abc"}
        self.health = Health(self.store.port, glance, FixedPulse(vitals), about, self.time)

    async def ready(self) -> tuple[int, dict[str, Any]]:
        answer = await self.health.readyz(make_mocked_request("GET", "/readyz"))
        return answer.status, json.loads(answer.text or "")

    async def alive(self) -> int:
        return (await self.health.livez(make_mocked_request("GET", "/livez"))).status


async def test_a_bot_that_works_is_ready_and_says_which_it_is() -> None:
    status, told = await Asked().ready()
    assert status == 200
    assert told["ok"]
    assert all(check == {"ok": True, "why": ""} for check in told["checks"].values())
    assert (told["version"], told["database"], told["messages_per_second"]) == ("1.2.3", "abc", 24)


@pytest.mark.parametrize(
    ("vitals", "part"),
    [
        (replace(WELL, lag=MOST_LAG), "loop"),
        (replace(WELL, polls={"telegram": OLDEST_POLL}), "poll.telegram"),
        (replace(WELL, polls={"telegram": None}), "poll.telegram"),
        (replace(WELL, polls={}), "poll"),
        (replace(WELL, tick=OLDEST_TICK), "scheduler"),
        (replace(WELL, tick=None), "scheduler"),
        (replace(WELL, stepped=-3600.0), "clock"),
    ],
)
async def test_what_does_not_work_is_named_with_why(vitals: Vitals, part: str) -> None:
    status, told = await Asked(vitals).ready()
    assert status == 503
    assert not told["ok"]
    assert [name for name, check in told["checks"].items() if not check["ok"]] == [part]
    assert told["checks"][part]["why"]


async def test_one_deaf_platform_of_two_is_enough_not_to_be_ready() -> None:
    status, told = await Asked(replace(WELL, polls={"telegram": 1.0, "matrix": 500.0})).ready()
    assert status == 503
    assert told["checks"]["poll.telegram"]["ok"]


async def test_a_clock_behind_what_was_written_is_named() -> None:
    status, told = await Asked(store=ToldStore(Standing(NOW, newest=NOW + timedelta(hours=1)))).ready()
    assert status == 503
    assert told["checks"]["clock"]["why"] == "it is behind"


async def test_a_database_that_takes_no_writing_is_named() -> None:
    asked = Asked(store=ToldStore(broken=True))
    status, told = await asked.ready()
    assert status == 503
    assert not told["checks"]["database"]["ok"]
    assert "full" in told["checks"]["database"]["why"]


async def test_the_database_is_tried_now_and_then_however_often_it_is_asked() -> None:
    asked = Asked()
    for _ in range(10):
        await asked.ready()
    assert (asked.store.writes, asked.store.looks) == (1, 1)
    asked.time.seconds += TRIED_EVERY
    await asked.ready()
    assert (asked.store.writes, asked.store.looks) == (2, 1)
    asked.time.seconds += FRESH
    await asked.ready()
    assert (asked.store.writes, asked.store.looks) == (3, 2)


async def test_it_lives_while_the_loop_turns_whatever_else_is_wrong() -> None:
    assert await Asked(Vitals(), ToldStore(broken=True)).alive() == 200
    assert await Asked(replace(WELL, lag=MOST_LAG)).alive() == 503


async def test_nothing_of_it_is_kept_on_the_way() -> None:
    answer = await Asked().health.livez(make_mocked_request("GET", "/livez"))
    assert answer.headers["Cache-Control"] == "no-store"
