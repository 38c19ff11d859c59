"""The sender: what leaves when, and how it begins and ends."""

import asyncio
import logging
import math

import pytest

from alertbot.domain.delivery import DeliveryState, Priority
from alertbot.domain.subscriber import Address, ChatKind
from alertbot.ports import Offer
from alertbot.sender.loop import LEAST_SLOTS, SLOT_SECONDS

from .answers import SENT, judged, late
from .judge import Judge, steady
from .ledger import FakePlatform, Stage, stage, utterance
from .virtual import now, simulate


def test_a_row_is_leased_before_it_leaves_and_recorded_after() -> None:
    async def scene() -> None:
        played = stage()
        row = played.ledger.add("a")
        states: list[DeliveryState] = []

        async def answer(to: Address) -> None:
            states.append(row.state)

        played.platform.answer = answer
        played.begin()
        await played.settled()
        assert states == [DeliveryState.SENDING]
        assert (row.state, row.message) == (SENT, "1")

    simulate(scene)


def test_an_answer_leaves_at_once_when_it_wakes_the_sender() -> None:
    async def scene() -> float:
        played = stage()
        played.begin()
        await asyncio.sleep(3.3)
        played.ledger.add("a")
        played.sender.wake()
        return await played.settled()

    assert simulate(scene) < 0.05


def test_a_row_nobody_told_of_leaves_within_a_second() -> None:
    async def scene() -> float:
        played = stage()
        played.begin()
        await asyncio.sleep(3.3)
        played.ledger.add("a")
        return await played.settled()

    assert simulate(scene) < 1.1


@pytest.mark.parametrize(
    ("rate", "messages", "trip"),
    [(25, 500, 0.05), (25, 500, 0.12), (30, 600, 0.05), (1000, 3000, 0.05)],
)
def test_an_alert_uses_the_rate_and_never_exceeds_it(rate: int, messages: int, trip: float) -> None:
    slots = max(LEAST_SLOTS, int(rate * SLOT_SECONDS))

    async def scene() -> tuple[int, float, int, int]:
        played = stage(rate)
        judge = Judge(rate, steady(trip / 2), steady(trip / 2))
        asked, left, unsettled = judged(judge), 0, 0

        async def answer(to: Address) -> None:
            nonlocal left, unsettled
            left += 1
            unsettled = max(unsettled, left - played.ledger.count(SENT))
            await asked(to)

        played.platform.answer = answer
        for number in range(messages):
            played.ledger.add(str(number), broadcast=1)
        played.begin()
        took = await played.settled()
        assert played.ledger.count(SENT) == messages
        assert played.ledger.most_unsettled <= slots + math.ceil(rate * 0.04) + 1
        return judge.refused, messages / took / rate, unsettled, played.ledger.commits

    refused, share, unsettled, commits = simulate(scene)
    assert refused == 0
    assert share > 0.95  # the first seconds, while the round trip is not known yet, are a twentieth of it
    assert unsettled <= slots, "what left and is not written is all that a crash leaves in doubt"
    assert commits < messages * 2.1


def test_answers_are_sent_within_a_tenth_of_a_second_during_an_alert() -> None:
    async def scene() -> list[float]:
        played = stage(25)
        judge = Judge(25)
        played.platform.answer = judged(judge)
        for number in range(1000):
            played.ledger.add(str(number), broadcast=1)
        played.begin()
        waits: list[float] = []
        for number in range(25):
            await asyncio.sleep(0.437)
            row = played.ledger.add(f"person {number}")
            asked = now()
            played.sender.wake()
            await played.until(lambda row=row: row.state.is_final)
            waits.append(now() - asked)
        assert judge.refused == 0
        return sorted(waits)

    waits = simulate(scene)
    assert waits[12] < 0.17  # 50 ms of them are the round trip
    assert waits[-1] < 0.3


def test_a_busy_group_holds_nobody_up_and_keeps_its_order() -> None:
    async def scene() -> None:
        played = stage(25)
        judge = Judge(25)
        played.platform.answer = judged(judge)
        for number in range(25):
            played.ledger.add("-5", utterance(f"line {number}"), kind=ChatKind.GROUP)
        for number in range(100):
            played.ledger.add(str(number), broadcast=1)
        played.begin()
        others = [row for row in played.ledger.rows.values() if row.claimed.broadcast]
        assert await played.until(lambda: all(row.state is SENT for row in others)) < 6.5
        await played.settled()
        said = [payload for to, payload in played.platform.shown if to.chat == "-5"]
        assert said == [f"line {number}" for number in range(25)]
        assert judge.refused == 0

    simulate(scene)


def test_two_topics_of_a_group_share_its_pace() -> None:
    async def scene() -> int:
        played = stage(25)
        judge = Judge(25)
        played.platform.answer = judged(judge)
        for thread in ("1", "2", "3"):
            row = played.ledger.add("-5", kind=ChatKind.GROUP)
            here = Address("fake", "-5", thread)
            row.claimed = type(row.claimed)(
                row.claimed.id, here, ChatKind.GROUP, thread.encode(), 0, Priority.ANSWER,
                utterance=utterance("x"),
            )  # fmt: skip
        played.begin()
        await played.settled()
        return judge.refused

    assert simulate(scene) == 0


def test_a_broadcast_is_worded_and_encoded_once_per_language() -> None:
    async def scene() -> Stage:
        played = stage(1000)
        for number in range(300):
            played.ledger.add(str(number), broadcast=1, locale=("en", "ru")[number % 2])
        played.ledger.add("-1", broadcast=1, kind=ChatKind.GROUP)
        played.begin()
        await played.settled()
        return played

    played = simulate(scene)
    assert played.platform.encoded == 3
    assert played.ledger.asked_for_screens == 1
    assert {payload for _, payload in played.platform.shown} == {
        "alert 1 in en",
        "alert 1 in ru",
        "room 1 in en",
    }


def test_where_there_are_no_buttons_the_choices_are_kept_with_the_row() -> None:
    async def scene() -> Stage:
        played = stage(25, FakePlatform("paper", buttons=False), FakePlatform())
        played.ledger.add("a", platform="paper", broadcast=1)
        played.ledger.add("b", platform="paper")
        played.ledger.add("c", broadcast=1)
        played.begin()
        await played.settled()
        return played

    assert simulate(scene).ledger.offered == {Address("paper", "a"): [Offer("Sign", "tap-Sign")]}


def test_rows_a_crash_left_behind_are_sorted_before_anything_is_sent() -> None:
    async def scene() -> DeliveryState:
        played = stage()
        row = played.ledger.add("a")
        row.state = DeliveryState.SENDING
        played.begin()
        await played.settled()
        return row.state

    assert simulate(scene) is SENT


def test_a_ledger_that_cannot_be_written_loses_no_result_and_repeats_no_message(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def scene() -> Stage:
        played = stage()
        played.ledger.broken = 3
        for number in range(20):
            played.ledger.add(str(number))

        async def answer(to: Address) -> None:
            if to.chat == "5":
                played.ledger.broken = 4

        played.platform.answer = answer
        played.begin()
        await played.settled()
        return played

    caplog.set_level(logging.ERROR)
    played = simulate(scene)
    assert len(played.platform.shown) == 20
    assert "OSError" in caplog.text
    assert "disk full" not in caplog.text


def test_draining_lets_what_left_arrive_and_nothing_more_leave() -> None:
    async def scene() -> Stage:
        played = stage()
        played.platform.answer = late(0.4)
        for number in range(100):
            played.ledger.add(str(number))
        played.begin()
        await played.until(lambda: played.platform.on_the_way == 4)
        left = len(played.platform.shown) + 4
        await played.sender.drain()
        assert played.running is not None
        await played.running
        assert len(played.platform.shown) == left
        assert played.ledger.count(SENT) == left
        assert played.ledger.count(DeliveryState.SENDING) == 0
        return played

    simulate(scene)


def test_draining_gives_up_on_what_does_not_come_back() -> None:
    async def scene() -> None:
        played = stage()
        played.platform.answer = late(1000)
        row = played.ledger.add("a")
        played.begin()
        await played.until(lambda: played.platform.on_the_way == 1)
        begun = now()
        await played.sender.drain(30)
        assert played.running is not None
        await played.running
        assert 29 < now() - begun < 31
        assert row.state is DeliveryState.SENDING

    simulate(scene)


def test_draining_a_sender_that_never_ran_is_done_at_once() -> None:
    async def scene() -> float:
        played, begun = stage(), now()
        await played.sender.drain()
        return now() - begun

    assert simulate(scene) == 0.0


def test_a_cancelled_sender_leaves_no_task_behind() -> None:
    async def scene() -> int:
        played = stage()
        played.platform.answer = late(5)
        played.ledger.add("a")
        played.begin()
        await played.until(lambda: played.platform.on_the_way == 1)
        assert played.running is not None
        played.running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await played.running
        await asyncio.sleep(0)
        return played.platform.on_the_way

    assert simulate(scene) == 0


def test_what_a_crash_left_behind_keeps_the_second_of_the_process_before() -> None:
    async def scene() -> float:
        played = stage()
        played.ledger.add("a").state = DeliveryState.SENDING
        begun = now()
        played.begin()
        await played.settled(60)
        return now() - begun

    assert simulate(scene) >= 1.0
