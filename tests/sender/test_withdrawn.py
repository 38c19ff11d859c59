"""What was leased and has not left yet, when there is no longer any reason for it to leave."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from alertbot.domain.delivery import DeliveryState
from alertbot.ports import Claimed

from .judge import Judge
from .ledger import Ledger, Stage, stage
from .virtual import now, simulate

PEOPLE = 400
LANDED = 0.2
"""Seconds after which everything that had left is answered."""


def under_way(rate: int) -> tuple[Stage, Judge]:
    """A broadcast at full pace."""
    played, judge = stage(rate), Judge(rate)

    async def answer(to: object) -> None:
        await judge.message(str(to), room=False)

    played.platform.answer = answer
    for number in range(PEOPLE):
        played.ledger.add(str(number), broadcast=1)
    played.begin()
    return played, judge


@pytest.mark.parametrize("rate", [30, 1000])
@pytest.mark.parametrize("after", [0.0, 0.0137, 0.1, 0.211])
def test_once_it_is_known_that_a_date_moved_no_leased_row_leaves(rate: int, after: float) -> None:
    async def scene() -> tuple[int, int, int]:
        played, judge = under_way(rate)
        await asyncio.sleep(after)
        played.ledger.withdrawn.add(1)
        played.sender.wake()
        known = now()
        await asyncio.sleep(5)
        left = sum(arrived - known > 0.026 for arrived in judge.arrivals)  # 25 ms are the way there
        return left, played.ledger.count(DeliveryState.SENDING), played.ledger.count(DeliveryState.SENT)

    left, open_rows, sent = simulate(scene)
    assert left == 0
    assert open_rows == 0, "what did not leave is not in doubt"
    assert sent < PEOPLE


@pytest.mark.parametrize("rate", [30, 1000])
@pytest.mark.parametrize("after", [0.0, 0.0137, 0.1, 0.211])
def test_once_a_broadcast_is_reworded_nothing_leaves_in_its_old_words_and_nobody_is_left_out(
    rate: int, after: float
) -> None:
    async def scene() -> tuple[int, int]:
        played, _ = under_way(rate)
        await asyncio.sleep(after)
        played.ledger.edition = 1
        played.sender.wake()
        known = now()
        await played.settled()
        shown = zip(played.platform.shown, played.platform.times, strict=True)
        old = [at for (_, said), at in shown if "reworded" not in said]
        return sum(at - known > LANDED for at in old), len({to for to, _ in played.platform.shown})

    assert simulate(scene) == (0, PEOPLE)


def test_while_the_ledger_cannot_be_asked_nothing_leaves() -> None:
    async def scene() -> tuple[int, int]:
        played, judge = under_way(30)
        await asyncio.sleep(1)
        played.ledger.withdrawn.add(1)
        played.ledger.broken = 3
        played.sender.wake()
        known = now()
        await asyncio.sleep(10)
        return sum(arrived - known > 0.026 for arrived in judge.arrivals), played.ledger.broken

    assert simulate(scene) == (0, 0)


def test_answers_and_other_broadcasts_leave_as_before() -> None:
    async def scene() -> list[DeliveryState]:
        played, _ = under_way(30)
        others = [played.ledger.add(f"other {number}", broadcast=2) for number in range(5)]
        await asyncio.sleep(0.2)
        played.ledger.withdrawn.add(1)
        answer = played.ledger.add("somebody")
        played.sender.wake()
        await asyncio.sleep(5)
        return [row.state for row in (answer, *others)]

    assert set(simulate(scene)) == {DeliveryState.SENT}


def test_many_commits_a_second_hold_the_pace_up_by_little() -> None:
    async def scene() -> float:
        played, judge = under_way(100)
        while played.ledger.count(DeliveryState.QUEUED):
            played.sender.wake()
            await asyncio.sleep(0.02)
        return judge.arrivals[-1] - judge.arrivals[0]

    assert simulate(scene) < PEOPLE / 100 * 1.15


@pytest.mark.parametrize("after", [milliseconds / 1000 for milliseconds in range(0, 60, 4)])
def test_a_chat_whose_message_stood_in_line_is_not_leased_again_before_its_second(after: float) -> None:
    async def scene() -> list[DeliveryState]:
        played = stage(25)
        for chat in ("b", "a"):
            played.ledger.add(chat)
        played.begin()
        await asyncio.sleep(after)
        played.sender.wake()
        await asyncio.sleep(0.2)
        second = played.ledger.add("a")
        played.sender.wake()
        await asyncio.sleep(3)
        return second.history

    assert simulate(scene) == [DeliveryState.SENT], "it was not put back"


def test_a_leased_message_is_not_looked_for_again_before_it_had_a_turn() -> None:
    """A store that has nothing to write answers without a pause: looking on and on would stop everything."""

    async def scene() -> int:
        played = stage(25)
        looks, claim = 0, played.ledger.claim

        @asynccontextmanager
        async def at_once(*, first: bool = False) -> AsyncGenerator[Ledger, None]:
            yield played.ledger

        async def counted(*asked: Any) -> list[Claimed]:
            """Somebody commits something during the first look."""
            nonlocal looks
            looks += 1
            if looks == 1:
                played.sender.wake()
            if looks > 1000:
                raise asyncio.CancelledError
            return await claim(*asked)

        vars(played.ledger).update(claim=counted, transaction=at_once)
        for chat in ("a", "b"):
            played.ledger.add(chat)
        played.begin()
        await asyncio.sleep(2)
        return looks

    assert simulate(scene) < 20
