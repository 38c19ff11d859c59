"""The virtual loop keeps time as a real one would."""

import asyncio

import pytest

from .virtual import Stuck, now, simulate


def test_an_hour_passes_at_once_and_in_order() -> None:
    async def scene() -> list[float]:
        begun = now()
        seen: list[float] = []

        async def after(seconds: float) -> None:
            await asyncio.sleep(seconds)
            seen.append(round(now() - begun, 3))

        await asyncio.gather(after(3600), after(0.5), after(60))
        return seen

    assert simulate(scene) == [0.5, 60.0, 3600.0]


def test_waiting_for_nothing_is_noticed() -> None:
    async def scene() -> None:
        await asyncio.Event().wait()

    with pytest.raises(Stuck):
        simulate(scene)
