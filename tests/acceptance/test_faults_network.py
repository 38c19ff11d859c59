"""A server that breaks off, lies, stalls or answers with pages, to messages and to polls alike."""

import random
from pathlib import Path

from tests.support.judge import Fault
from tests.support.judge_faults import UNTOLD, Kind
from tests.support.judge_limits import Limits

from .stage import ANN, OMAR, staged

LOST: tuple[Kind, ...] = ("unheard", "reset", "broken")
KINDS: tuple[Kind, ...] = (*LOST, "unanswered", "garbage", "half", "page", "no", "later")
CROWD: dict[int, Kind] = {10_000 + n: KINDS[n % len(KINDS)] for n in range(5 * len(KINDS))}
"""Who is struck once, and how."""

STALLED = (20_001, 20_002)
"""Whose message is taken and never answered: the connection stays open."""


async def test_whatever_befalls_messages_and_polls_everybody_is_reached_and_repeats_have_a_reason(
    tmp_path: Path,
) -> None:
    async with staged(tmp_path, limits=Limits(rate=100), RATE="100") as stage:
        judge = stage.judge
        await stage.seat([*STALLED, *CROWD])
        await stage.bot.start()
        await stage.submit()
        await judge.offered(OMAR, "approve-")
        chance = random.Random(7)  # noqa: S311 - weather, not a secret
        struck: set[int] = set()

        def weather(method: str, chat: int) -> Fault | None:
            if method == "getupdates":
                kind: Kind = chance.choice(KINDS)
                return Fault(kind) if chance.random() < 0.2 else None
            if chat in struck or chat not in {*CROWD, *STALLED}:
                return None
            struck.add(chat)
            return Fault("silent" if chat in STALLED else CROWD[chat])

        judge.weather = weather
        await stage.approve()
        judge.say(ANN, "/start")
        await judge.until(lambda: len(judge.copies("", [*CROWD, *STALLED])) == len(CROWD) + len(STALLED), 90)
        await judge.offered(ANN, "agree-en")
        judge.weather = None
        assert struck == {*CROWD, *STALLED}
        assert await stage.bot.stop() == 0
        for person, kind in CROWD.items():
            copies = judge.sent[person]
            assert 1 <= copies <= (2 if kind in UNTOLD else 1), kind
        assert {judge.sent[person] for person in STALLED} == {1}
        assert judge.sent[ANN] == 1
        stage.clean()
