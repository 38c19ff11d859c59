"""Messages through a pacer, as the sender and a platform send them."""

import asyncio
from collections.abc import Iterable

from alertbot.sender.pacer import Pacer, Place

from .judge import Judge, heavy, jittery, steady

WEATHER = {
    "near": (steady(0.0005), steady(0.0005)),
    "far": (steady(0.025), steady(0.025)),
    "jitter": (jittery(0.015, 0.02), jittery(0.015, 0.02)),
    "uneven": (jittery(0.005, 0.1), steady(0.02)),
    "storm": (heavy(0.02, 0.04), heavy(0.02, 0.04)),
}


async def send(
    pacer: Pacer, judge: Judge, chat: str, *, room: bool = False, early: bool = False, writing: float = 0.0
) -> bool:
    """``writing``: seconds between leave to send and the first byte."""
    place = await pacer.wait(chat, room=room, server="s", early=early)
    if writing or early:
        await asyncio.sleep(max(writing, place.trip.wait))
        place.trip.leave()
    taken = await judge.message(chat, room=room)
    pacer.done(place)
    return taken


async def send_all(
    pacer: Pacer, judge: Judge, messages: int, at_once: int, *, early: bool = False, writing: float = 0.0
) -> None:
    """Everybody gets one message; ``at_once`` of them are on their way."""
    waiting = iter(range(messages))

    async def worker() -> None:
        for number in waiting:
            await send(pacer, judge, str(number), early=early, writing=writing)

    await asyncio.gather(*(worker() for _ in range(at_once)))


def places(pacer: Pacer, chats: Iterable[str]) -> list[Place]:
    taken = (pacer.take(chat, room=False, server="s") for chat in chats)
    return [place for place in taken if place is not None]
