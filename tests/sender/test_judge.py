"""The model of a strict server is strict."""

import asyncio

from .judge import Judge, steady
from .virtual import simulate


def test_it_refuses_the_message_too_many_in_a_second() -> None:
    async def scene() -> int:
        judge = Judge(30, steady(0.0), steady(0.0))
        await asyncio.gather(*(judge.message(str(n), room=False) for n in range(31)))
        await asyncio.sleep(1.0)
        assert await judge.message("late", room=False)
        return judge.refused

    assert simulate(scene) == 1


def test_it_refuses_a_second_message_to_a_chat_within_a_second() -> None:
    async def scene() -> list[bool]:
        judge = Judge(30, steady(0.0), steady(0.0))
        first = [await judge.message("a", room=False) for _ in range(2)]
        await asyncio.sleep(1.0)
        return [*first, await judge.message("a", room=False)]

    assert simulate(scene) == [True, False, True]


def test_it_refuses_the_twenty_first_message_to_a_room_within_a_minute() -> None:
    async def scene() -> list[bool]:
        judge = Judge(30, steady(0.0), steady(0.0))
        taken: list[bool] = []
        for _ in range(22):
            taken.append(await judge.message("room", room=True))
            await asyncio.sleep(1.5)
        await asyncio.sleep(60.0)
        return [*taken, await judge.message("room", room=True)]

    assert simulate(scene) == [True] * 20 + [False] * 2 + [True]
