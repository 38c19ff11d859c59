"""Sends are counted over sliding windows, as strictly as Telegram's published limits can be read."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Bot
from telegram.error import RetryAfter

from alertbot.playground import Limits, Playground
from alertbot.playground.failures import ApiError
from alertbot.playground.limits import Throttle, Window

from .conftest import ANN, CHATS, GROUP, PEOPLE


class Stopwatch:
    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


def refused(send: Callable[[], None]) -> int:
    """The seconds a refused send is told to wait; 0 for an accepted one."""
    try:
        send()
    except ApiError as error:
        return error.parameters["retry_after"]
    return 0


@given(st.lists(st.floats(min_value=0.0, max_value=0.4), max_size=150))
def test_no_sliding_second_ever_holds_more_than_the_limit(gaps: list[float]) -> None:
    window, now = Window(5, 1.0), 0.0
    accepted: list[float] = []
    for gap in gaps:
        now += gap
        if window.wait(now) <= 0:
            window.take(now)
            accepted.append(now)

    for start in accepted:
        assert sum(start <= moment < start + 1.0 - 1e-9 for moment in accepted) <= 5


def test_the_thirty_first_send_in_a_second_is_refused() -> None:
    throttle = Throttle(Limits(), Stopwatch())

    assert [refused(lambda chat=chat: throttle.send(chat, group=False)) for chat in range(31)] == [0] * 30 + [
        1
    ]


def test_a_second_later_there_is_room_again() -> None:
    watch = Stopwatch()
    throttle = Throttle(Limits(), watch)
    for chat in range(30):
        throttle.send(chat, group=False)
    watch.seconds += 1.0

    assert refused(lambda: throttle.send(99, group=False)) == 0


def test_one_chat_takes_one_message_a_second() -> None:
    watch = Stopwatch()
    throttle = Throttle(Limits(), watch)
    throttle.send(1, group=False)
    watch.seconds += 0.5

    assert refused(lambda: throttle.send(1, group=False)) == 1
    assert refused(lambda: throttle.send(2, group=False)) == 0


def test_a_burst_may_be_tolerated_in_one_chat() -> None:
    throttle = Throttle(Limits(chat_burst=3), Stopwatch())

    assert [refused(lambda: throttle.send(1, group=False)) for _ in range(4)] == [0, 0, 0, 3]


def test_a_group_takes_twenty_messages_a_minute_and_says_how_long_to_wait() -> None:
    watch = Stopwatch()
    throttle = Throttle(Limits(), watch)
    for _ in range(20):
        throttle.send(GROUP, group=True)
        watch.seconds += 1.0

    assert refused(lambda: throttle.send(GROUP, group=True)) == 40


def test_edits_count_in_groups_only() -> None:
    throttle = Throttle(Limits(), Stopwatch())

    assert [refused(lambda: throttle.edit(1, group=False)) for _ in range(50)] == [0] * 50
    assert [refused(lambda: throttle.edit(GROUP, group=True)) for _ in range(21)] == [0] * 20 + [60]


def test_what_is_refused_does_not_count() -> None:
    watch = Stopwatch()
    throttle = Throttle(Limits(), watch)
    throttle.send(1, group=False)
    for _ in range(10):
        watch.seconds += 0.09
        assert refused(lambda: throttle.send(1, group=False)) == 1
    watch.seconds += 0.2

    assert refused(lambda: throttle.send(1, group=False)) == 0


async def test_a_bot_that_sends_too_fast_is_told_when_to_come_back() -> None:
    async with Playground(PEOPLE, CHATS, monotonic=Stopwatch()) as playground:
        playground.press_start(ANN)
        async with Bot(playground.token, base_url=playground.base_url) as bot:
            await bot.send_message(ANN, "first")
            with pytest.raises(RetryAfter):
                await bot.send_message(ANN, "second")

        assert [message.text for message in playground.history(ANN)] == ["/start", "first"]
        assert [request.status for request in playground.violations] == [429]
