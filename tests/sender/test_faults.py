"""What a bad network and an impatient server make of rows: who is sent to again, and how often at most."""

import asyncio
import itertools
import random

import pytest

from alertbot.domain.delivery import DeliveryState, Priority
from alertbot.domain.subscriber import Address
from alertbot.errors import InDoubt, NotSent, RecipientGone, Rejected, SendFailure, TryLater

from .ledger import Stage, stage
from .virtual import now, simulate

SENT, IN_DOUBT, GONE, FAILED = (
    DeliveryState.SENT,
    DeliveryState.IN_DOUBT,
    DeliveryState.GONE,
    DeliveryState.FAILED,
)
ALERT = {"broadcast": 1, "priority": Priority.ALERT}
REMINDER = {"broadcast": 2, "priority": Priority.REMINDER}
ANSWER = {"priority": Priority.ANSWER}
LETTER = {"priority": Priority.ANSWER, "once": True}
CLASSES = {"alert": ALERT, "reminder": REMINDER, "answer": ANSWER, "letter": LETTER}

NO, PERHAPS = NotSent("x"), InDoubt("x")
OUTCOMES: list[tuple[tuple[SendFailure, ...], dict[str, tuple[DeliveryState, int]]]] = [
    ((), dict.fromkeys(CLASSES, (SENT, 1))),
    ((NO,), dict.fromkeys(CLASSES, (SENT, 1))),
    ((NO, NO, NO), dict.fromkeys(CLASSES, (SENT, 1))),
    ((TryLater(3), TryLater(600)), dict.fromkeys(CLASSES, (SENT, 1))),
    ((PERHAPS,), {**dict.fromkeys(CLASSES, (SENT, 2)), "letter": (IN_DOUBT, 1)}),
    ((NO, PERHAPS), {**dict.fromkeys(CLASSES, (SENT, 2)), "letter": (IN_DOUBT, 1)}),
    ((TryLater(3), PERHAPS), {**dict.fromkeys(CLASSES, (SENT, 2)), "letter": (IN_DOUBT, 1)}),
    ((PERHAPS, NO), {**dict.fromkeys(CLASSES, (SENT, 2)), "letter": (IN_DOUBT, 1)}),
    ((PERHAPS, TryLater(3)), {**dict.fromkeys(CLASSES, (SENT, 2)), "letter": (IN_DOUBT, 1)}),
    ((PERHAPS, PERHAPS), {**dict.fromkeys(CLASSES, (IN_DOUBT, 2)), "letter": (IN_DOUBT, 1)}),
    ((PERHAPS, RecipientGone("x")), {**dict.fromkeys(CLASSES, (GONE, 1)), "letter": (IN_DOUBT, 1)}),
    ((NO, Rejected("markup")), dict.fromkeys(CLASSES, (FAILED, 0))),
]
"""What a row's sends meet one after the other; for each class its end, and how many copies there may be."""


@pytest.mark.parametrize("kind", CLASSES)
@pytest.mark.parametrize(("failures", "ends"), OUTCOMES, ids=lambda value: _told(value))
def test_a_row_ends_as_its_class_may_and_never_with_a_third_copy(
    kind: str, failures: tuple[SendFailure, ...], ends: dict[str, tuple[DeliveryState, int]]
) -> None:
    async def scene() -> tuple[DeliveryState, int]:
        played, left, copies = stage(), list(failures), 0

        async def answer(to: Address) -> None:
            nonlocal copies
            failure = left.pop(0) if left else None
            copies += failure is None or isinstance(failure, InDoubt)
            if failure is not None:
                raise failure

        played.platform.answer = answer
        row = played.ledger.add("a", **CLASSES[kind])  # type: ignore[arg-type]
        played.begin()
        await played.settled(3600)
        return row.state, copies

    assert simulate(scene) == ends[kind]


def _told(value: object) -> str | None:
    """An id made of the names of the failures."""
    if not isinstance(value, tuple):
        return ""
    return "-".join(type(one).__name__ for one in value) or "nothing"  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]


CROWD = 120


class Impatient:
    """A server that asks chats to wait, and notices who does not."""

    def __init__(self, share: float, longest: int, seed: int, until: float) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - weather, not a secret
        self.early: list[str] = []
        self.refusals = 0
        self._share, self._longest, self._until = share, longest, until
        self._waits: dict[str, float] = {}

    async def answer(self, to: Address) -> None:
        await asyncio.sleep(0.02 + self.chance.random() * 0.05)
        if now() < self._waits.get(to.chat, 0.0):
            self.early.append(to.chat)
        if now() < self._until and self.chance.random() < self._share:
            wait = self.chance.randint(1, self._longest)
            self._waits[to.chat] = now() + wait
            self.refusals += 1
            await asyncio.sleep(0.02)
            raise TryLater(wait)


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize(("share", "longest"), [(0.02, 60), (0.3, 8), (1.0, 3)])
def test_a_storm_of_refusals_loses_nobody_repeats_nothing_and_is_waited_out(
    seed: int, share: float, longest: int
) -> None:
    async def scene() -> tuple[Stage, Impatient]:
        played = stage(30)
        server = Impatient(share, longest, seed, until=now() + 60)
        played.platform.answer = server.answer
        for number in range(CROWD):
            played.ledger.add(str(number), broadcast=1)
        played.begin()
        for number in range(20):
            await asyncio.sleep(3)
            played.ledger.add(f"{number}")  # an answer to somebody the alert may be parked for
            played.sender.wake()
        await played.settled(1800)
        return played, server

    played, server = simulate(scene)
    assert server.refusals
    assert not server.early
    assert played.ledger.count(SENT) == CROWD + 20
    assert len(played.platform.shown) == CROWD + 20


def test_a_group_that_is_to_be_left_alone_for_ten_minutes_delays_nobody_else() -> None:
    async def scene() -> tuple[float, float, Stage]:
        played, begun = stage(30), now()

        async def answer(to: Address) -> None:
            await asyncio.sleep(0.05)
            if to.chat == "group" and now() < begun + 600:
                raise TryLater(begun + 600 - now())

        played.platform.answer = answer
        group = played.ledger.add("group", broadcast=1)
        for number in range(CROWD):
            played.ledger.add(str(number), broadcast=1)
        played.begin()
        others = [row for row in played.ledger.rows.values() if row is not group]
        took = await played.until(lambda: all(row.state is SENT for row in others))
        played.ledger.add("0")
        played.sender.wake()
        answered = await played.until(lambda: played.ledger.rows[CROWD + 2].state is SENT, 5)
        await played.settled(1800)
        return took, answered, played

    took, answered, played = simulate(scene)
    assert took < CROWD / 30 + 1
    assert answered < 1.2
    assert len(played.platform.shown) == CROWD + 2


def test_three_chats_refused_at_once_make_one_pause_for_all_and_not_one_each() -> None:
    async def scene() -> list[float]:
        played, begun = stage(30), now()
        refused: set[str] = set()

        async def answer(to: Address) -> None:
            await asyncio.sleep(0.05)
            if to.chat in ("5", "6", "7") and to.chat not in refused:
                refused.add(to.chat)
                raise TryLater(5)

        played.platform.answer = answer
        for number in range(CROWD):
            played.ledger.add(str(number), broadcast=1)
        played.begin()
        await played.settled()
        return [at - begun for at in played.platform.times]

    times = simulate(scene)
    gaps = [after - before for before, after in itertools.pairwise(times) if after - before > 1]
    assert len(gaps) == 1
    assert 4.5 < gaps[0] < 6
    assert times[-1] < CROWD / 30 + 5 + 2
