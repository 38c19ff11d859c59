"""A homeserver that asks for patience gets it, and no more of it than it asks for."""

import asyncio
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot.domain.subscriber import Address
from alertbot.errors import TryLater
from alertbot.platforms.matrix.client import library
from alertbot.platforms.matrix.pace import Pace
from alertbot.ports import current_delivery
from alertbot.wording.tree import Block, Run, Utterance
from tests.support.synapse import Synapse, missing

from .world import World, met


class Bucket:
    """A homeserver's limit as Synapse keeps it: so many at once, then ``rate`` a second."""

    def __init__(self, rate: float, burst: int) -> None:
        self.now = 0.0
        self.taken = 0
        self.asked: list[float] = []
        self.early = 0
        self._rate, self._burst = rate, burst
        self._level = self._at = self._closed = 0.0

    def ask(self) -> float:
        """Seconds to wait; 0 for a message that was taken."""
        self.asked.append(self.now)
        self.early += self.now < self._closed - 1e-6
        self._level = max(0.0, self._level - (self.now - self._at) * self._rate)
        self._at = self.now
        if self._level > self._burst - 1 + 1e-9:
            wait = (self._level - self._burst + 1) / self._rate
            self._closed = self.now + wait
            return wait
        self._level += 1
        self.taken += 1
        return 0.0


def send(pace: Pace, server: Bucket, until: float) -> None:
    """As fast as the pace allows, until that time."""
    while server.now < until:
        try:
            leave = pace.leave()
        except TryLater as wait:
            server.now += wait.after
            continue
        if wait := server.ask():
            pace.refused(leave, wait)
        else:
            pace.accepted(leave)
            server.now += 0.001


@given(rate=st.floats(0.05, 20), burst=st.integers(1, 30))
def test_nearly_all_that_is_allowed_is_used_and_no_request_comes_too_early(rate: float, burst: int) -> None:
    server = Bucket(rate, burst)
    send(Pace(lambda: server.now), server, 200 / rate)

    assert server.early == 0
    assert server.taken >= 0.95 * (burst + 200 / rate * rate)


def test_few_requests_are_refused_once_the_pace_is_learnt() -> None:
    server = Bucket(0.2, 10)
    send(Pace(lambda: server.now), server, 1000)

    assert len(server.asked) - server.taken < 1.05 * server.taken


def test_a_limit_that_was_lifted_is_noticed() -> None:
    server = Bucket(0.2, 10)
    pace = Pace(lambda: server.now)
    send(pace, server, 200)
    server._rate = 1000  # pyright: ignore[reportPrivateUsage] - the administrator was asked
    before = server.taken
    send(pace, server, 600)

    assert server.taken - before > 1000


@pytest.mark.skipif(bool(missing()), reason=missing())
async def test_a_homeserver_with_the_usual_limits_is_never_asked_before_its_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Synapse(tmp_path / "synapse", strict=True) as homeserver:
        world = World(homeserver, tmp_path)
        async with world.opened() as platform, met(world, encrypted=False) as (ann, room):
            client: Any = platform._session.client  # pyright: ignore[reportPrivateUsage]
            send, closed_until = client._send, 0.0
            asked = Counter[str]()

            async def watched(kind: type, method: str, path: str, *rest: Any, **more: Any) -> Any:
                nonlocal closed_until
                if "/send/" in path:
                    asked["early"] += time.monotonic() < closed_until
                    asked["all"] += 1
                got = await send(kind, method, path, *rest, **more)
                if "/send/" in path and isinstance(got, library.ErrorResponse):
                    asked["refused"] += 1
                    closed_until = time.monotonic() + got.retry_after_ms / 1000 - 0.05
                return got

            monkeypatch.setattr(client, "_send", watched)
            words = [f"message {n}" for n in range(12)]
            listening = asyncio.create_task(world.listen())
            for n, word in enumerate(words):
                current_delivery.set(n)
                await _insist(world, Address("matrix", ann.user), word)
            await ann.until(lambda: len(ann.texts(room)) >= len(words))
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)

            assert ann.texts(room) == words
            assert asked["refused"]
            assert not asked["early"]


async def _insist(world: World, to: Address, words: str) -> None:
    """As the sender does, one row after the other."""
    payload = world.platform.encode(Utterance((Block("paragraph", (Run(words),)),)))
    while True:
        try:
            await world.platform.show(to, payload)
        except TryLater as wait:
            await asyncio.sleep(wait.after)
        else:
            return
