"""How a platform answers in these tests, and what then becomes of a row."""

import asyncio
from collections.abc import Awaitable, Callable

from alertbot.domain.delivery import DeliveryState
from alertbot.domain.subscriber import Address
from alertbot.errors import (
    TryLater,
)

from .judge import Judge
from .ledger import Stage, stage
from .virtual import simulate

SENT, QUEUED, IN_DOUBT = DeliveryState.SENT, DeliveryState.QUEUED, DeliveryState.IN_DOUBT
Answer = Callable[[Address], Awaitable[None]]


def raising(*failures: Exception | None) -> Answer:
    """One after the other, then nothing goes wrong any more."""
    left = list(failures)

    async def answer(to: Address) -> None:
        if left and (failure := left.pop(0)):
            raise failure

    return answer


def late(seconds: float) -> Answer:
    async def answer(to: Address) -> None:
        await asyncio.sleep(seconds)

    return answer


def judged(judge: Judge) -> Answer:
    async def answer(to: Address) -> None:
        if not await judge.message(to.chat, room=to.chat.startswith("-")):
            raise TryLater(5)

    return answer


def one(*failures: Exception | None, **row: object) -> tuple[Stage, list[DeliveryState]]:
    """What becomes of a single row when its sends fail so."""

    async def scene() -> tuple[Stage, list[DeliveryState]]:
        played = stage()
        played.platform.answer = raising(*failures)
        kept = played.ledger.add("a", **row)  # type: ignore[arg-type]
        played.begin()
        await played.settled(3600)
        return played, kept.history

    return simulate(scene)
