"""The pacer against a strict server, in virtual time."""

import asyncio

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from alertbot.sender.pacer import Pacer

from .judge import Delay, Judge, jittery, steady
from .traffic import WEATHER, places, send, send_all
from .virtual import now, simulate


@pytest.mark.parametrize("weather", WEATHER.values(), ids=WEATHER.keys())
@pytest.mark.parametrize("rate", [25, 30])
def test_a_strict_server_never_refuses_and_is_used_well(rate: int, weather: tuple[Delay, Delay]) -> None:
    async def scene() -> tuple[int, float]:
        judge = Judge(rate, *weather)
        begun = now()
        await send_all(Pacer(rate, now), judge, rate * 30, at_once=16)
        return judge.refused, len(judge.arrivals) / (judge.arrivals[-1] - begun) / rate

    refused, share = simulate(scene)
    assert refused == 0
    assert share > (0.85 if weather in (WEATHER["storm"], WEATHER["uneven"]) else 0.94)


@pytest.mark.parametrize("weather", ["near", "far", "jitter"])
def test_a_thousand_a_second_are_as_strictly_kept(weather: str) -> None:
    async def scene() -> tuple[int, float]:
        judge = Judge(1000, *WEATHER[weather])
        begun = now()
        await send_all(Pacer(1000, now), judge, 4000, at_once=150)
        return judge.refused, len(judge.arrivals) / (judge.arrivals[-1] - begun) / 1000

    refused, share = simulate(scene)
    assert refused == 0
    assert share > 0.94


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 40), st.floats(0.0, 0.2), st.floats(0.0, 0.2), st.integers(0, 10_000), st.booleans())
@example(10, 0.14137528606941044, 0.008699636390188071, 431, False)  # few trips known, all of them slow
def test_no_weather_makes_it_too_fast(rate: int, least: float, spread: float, seed: int, early: bool) -> None:
    async def scene() -> int:
        judge = Judge(rate, jittery(least, spread), jittery(least, spread), seed)
        await send_all(Pacer(rate, now), judge, rate * 20, at_once=8, early=early)
        return judge.refused

    assert simulate(scene) == 0


def test_at_the_usual_rate_a_way_that_becomes_much_shorter_is_no_harm() -> None:
    async def scene() -> int:
        judge = Judge(30, steady(0.1), steady(0.1))
        pacer = Pacer(25, now)
        await send_all(pacer, judge, 300, at_once=16)
        judge.way_in = judge.way_back = steady(0.02)
        await send_all(pacer, judge, 300, at_once=16)
        return judge.refused

    assert simulate(scene) == 0


def test_a_chat_gets_one_message_a_second_and_holds_nobody_up() -> None:
    async def scene() -> tuple[int, float, float]:
        judge, pacer, begun = Judge(30), Pacer(30, now), now()
        busy = asyncio.create_task(_talk(pacer, judge, "busy", 5))
        await asyncio.gather(*(send(pacer, judge, str(n)) for n in range(60)))
        others = now() - begun
        await busy
        return judge.refused, others, now() - begun

    refused, others, busy = simulate(scene)
    assert refused == 0
    assert others < 2.5
    assert 4.0 < busy < 5.5


async def _talk(pacer: Pacer, judge: Judge, chat: str, messages: int, *, room: bool = False) -> None:
    for _ in range(messages):
        await send(pacer, judge, chat, room=room)


def test_a_room_gets_twenty_a_minute() -> None:
    async def scene() -> tuple[int, float]:
        judge, begun = Judge(30), now()
        await _talk(Pacer(30, now), judge, "room", 45, room=True)
        return judge.refused, now() - begun

    refused, took = simulate(scene)
    assert refused == 0
    assert 120 < took < 135


def test_an_answer_waits_for_one_place_and_not_for_the_whole_window() -> None:
    async def scene() -> list[float]:
        judge, pacer = Judge(25), Pacer(25, now)
        alert = asyncio.create_task(send_all(pacer, judge, 500, at_once=4))
        waits: list[float] = []
        for number in range(20):
            await asyncio.sleep(0.37)
            asked = now()
            place = await pacer.wait(f"answer {number}", room=False, server="s")
            waits.append(now() - asked)
            pacer.done(place)
        alert.cancel()
        return waits

    assert max(simulate(scene)) < 0.25


def test_a_lower_lane_goes_first_whenever_it_came() -> None:
    async def scene() -> list[str]:
        pacer, order = Pacer(10, now), list[str]()

        async def line_up(chat: str, lane: int) -> None:
            await pacer.wait(chat, room=False, server="s", lane=lane)
            order.append(chat)

        alerts = [asyncio.create_task(line_up(f"alert {n}", 20)) for n in range(3)]
        await asyncio.sleep(0.01)
        await asyncio.gather(line_up("answer", 0), *alerts)
        return order

    assert simulate(scene) == ["alert 0", "answer", "alert 1", "alert 2"]


def test_whoever_gives_up_in_line_holds_up_nobody() -> None:
    async def scene() -> float:
        pacer, begun = Pacer(1, now), now()
        first = await pacer.wait("a", room=False, server="s")
        waiting = [asyncio.create_task(pacer.wait(chat, room=False, server="s")) for chat in "bc"]
        await asyncio.sleep(0.1)
        waiting[0].cancel()
        pacer.done(first)
        await waiting[1]
        return now() - begun

    assert simulate(scene) < 2.5


def test_a_refused_chat_waits_alone() -> None:
    async def scene() -> tuple[float, float]:
        pacer = Pacer(30, now)
        (place,) = places(pacer, ["a"])
        pacer.refused("a", 8.0)  # also when it is still on its way
        pacer.done(place)
        return pacer.ready_in("a"), pacer.ready_in("b")

    parked, other = simulate(scene)
    assert parked == pytest.approx(8.0)  # pyright: ignore[reportUnknownMemberType]
    assert other == 0.0


def test_three_refused_chats_within_ten_seconds_hold_everything() -> None:
    async def scene() -> list[int]:
        pacer = Pacer(30, now)
        rooms: list[int] = []
        for chat in ("a", "a", "b"):
            pacer.refused(chat, 5.0)
        await asyncio.sleep(1.0)
        rooms.append(pacer.room())
        pacer.refused("c", 5.0)
        rooms.append(pacer.room())
        await asyncio.sleep(5.1)
        rooms.append(pacer.room())
        await asyncio.sleep(11)
        for chat in ("d", "e"):
            pacer.refused(chat, 5.0)
        rooms.append(pacer.room())
        return rooms

    before, held, after, later = simulate(scene)
    assert before > 0
    assert held == 0
    assert after > 0
    assert later > 0


def test_a_message_nobody_answered_holds_its_place_a_whole_second_more() -> None:
    async def scene() -> tuple[int, int]:
        pacer = Pacer(1, now)
        (place,) = places(pacer, ["a"])
        await asyncio.sleep(10)
        held = pacer.room()
        pacer.done(place, answered=False)
        await asyncio.sleep(0.99)
        return held, pacer.room()

    assert simulate(scene) == (0, 0)


def test_an_edit_that_surely_did_not_count_lets_the_next_message_follow() -> None:
    async def scene() -> float:
        pacer = Pacer(30, now)
        (place,) = places(pacer, ["a"])
        pacer.done(place, counted=False)
        return pacer.ready_in("a")

    assert simulate(scene) == 0.0


def test_no_chat_has_two_messages_on_their_way() -> None:
    async def scene() -> int:
        pacer = Pacer(30, now)
        await asyncio.sleep(1)
        return len(places(pacer, ["a", "a", "b"]))

    assert simulate(scene) == 2


def test_at_a_high_rate_a_pause_is_caught_up_by_a_few_messages() -> None:
    async def scene() -> int:
        pacer = Pacer(1000, now)
        await asyncio.sleep(3600)
        return len(places(pacer, map(str, range(1000))))

    assert simulate(scene) in (30, 31)


def test_how_late_we_look_at_an_answer_costs_no_pace() -> None:
    async def scene() -> float:
        pacer, free = Pacer(1, now), 0.0
        for number in range(40):
            (place,) = places(pacer, [str(number)])
            await asyncio.sleep(0.05)
            place.trip.arrive()
            await asyncio.sleep(0.02)  # something else keeps the loop busy
            pacer.done(place)
            free = pacer.room_in(1, 0)
            await asyncio.sleep(free)
        return free

    assert abs(simulate(scene) - 0.93) < 0.01


def test_a_pause_is_caught_up_only_a_little() -> None:
    async def scene() -> tuple[int, int]:
        pacer = Pacer(40, now)
        await asyncio.sleep(3600)
        return pacer.room(), len(places(pacer, map(str, range(100))))

    room, taken = simulate(scene)
    assert room == taken == 11


def test_a_million_chats_are_forgotten_once_they_are_free() -> None:
    async def scene() -> int:
        pacer = Pacer(2000, now)
        for number in range(10_000):
            (place,) = places(pacer, [str(number)])
            pacer.done(place)
            await asyncio.sleep(0.001)
        return len(pacer)

    assert simulate(scene) < 3000


def test_a_chat_waits_its_second_from_the_answer_however_short_the_way_was_until_then() -> None:
    """The way back may be slow for once: what is known of the usual way proves nothing about this message."""

    async def scene() -> float:
        pacer = Pacer(1000, now)
        for number in range(1000):
            place = pacer.take(str(number), room=False, server="s")
            await asyncio.sleep(0.02)
            if place is not None:
                pacer.done(place)
        place = await pacer.wait("one", room=False, server="s")
        pacer.done(place)
        return pacer.ready_in("one")

    assert simulate(scene) >= 1.0


def test_where_the_real_limit_is_lower_it_finds_the_pace_that_is_taken() -> None:
    async def scene() -> tuple[int, float]:
        judge, pacer = Judge(20, steady(0.02), steady(0.02)), Pacer(30, now)
        waiting = iter(range(2400))

        async def worker() -> None:
            for number in waiting:
                while not await send(pacer, judge, str(number)):
                    pacer.refused(str(number), 3.0)

        begun = now()
        await asyncio.gather(*(worker() for _ in range(8)))
        return judge.refused, len(judge.arrivals) / (now() - begun) / 20

    refused, share = simulate(scene)
    assert refused < 2400 * 0.03
    assert share > 0.75


def test_after_a_flood_the_full_pace_comes_back() -> None:
    async def scene() -> list[int]:
        pacer, rates = Pacer(30, now), list[int]()
        for chat in ("a", "b", "c", "d"):
            pacer.refused(chat, 5.0)
        for _ in range(6):
            pacer.room()
            rates.append(pacer.rate)
            await asyncio.sleep(36)
        return rates

    assert simulate(scene) == [24, 25, 26, 27, 28, 29]


def test_rooms_alone_hold_up_nobody_however_many_refuse() -> None:
    async def scene() -> int:
        pacer = Pacer(30, now)
        for room in ("a", "b", "c", "d"):
            pacer.refused(room, 600.0, room=True)
        await asyncio.sleep(1.0)
        return pacer.room()

    assert simulate(scene) > 0


def test_a_slow_while_that_ends_at_once_makes_it_no_faster_than_allowed() -> None:
    """A server that was busy for some seconds counts late, and the first message it counts in time follows
    one that it counted late by less than a second."""

    async def scene() -> int:
        slow = False
        judge = Judge(30, lambda _: 0.04 if slow else 0.001, steady(0.05))
        pacer, waiting = Pacer(30, now), iter(range(30 * 40))

        async def worker() -> None:
            for number in waiting:
                await send(pacer, judge, str(number))

        async def weather() -> None:
            nonlocal slow
            for slow in (False, True, False, True, False):  # noqa: B007 - read by the judge's delays
                await asyncio.sleep(11.3)

        await asyncio.gather(weather(), *(worker() for _ in range(8)))
        return judge.refused

    assert simulate(scene) == 0
