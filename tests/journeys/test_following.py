"""What goes after the copies of one appeal is watched as one."""

import pytest

from alertbot.domain.delivery import BroadcastKind, BroadcastState, DeliveryState, Progress
from alertbot.journeys.following import as_one

RUNNING, PAUSED, HALTED, DONE = (
    BroadcastState.RUNNING,
    BroadcastState.PAUSED,
    BroadcastState.HALTED,
    BroadcastState.DONE,
)


def part(id: int, state: BroadcastState = DONE, *, complete: bool = True, **counts: int) -> Progress:
    known = {DeliveryState(name): number for name, number in counts.items()}
    return Progress(id, BroadcastKind.CORRECTION, state, known, complete, 1)


@pytest.mark.parametrize(
    ("states", "seen"),
    [
        ((DONE, RUNNING, PAUSED), RUNNING),
        ((DONE, PAUSED, HALTED), PAUSED),
        ((DONE, HALTED), HALTED),
        ((DONE, DONE), DONE),
    ],
)
def test_it_goes_on_as_long_as_any_part_of_it_does(
    states: tuple[BroadcastState, ...], seen: BroadcastState
) -> None:
    assert as_one([part(id, state) for id, state in enumerate(states, 1)]).state is seen


def test_its_numbers_are_those_of_all_parts_under_the_number_of_the_first() -> None:
    whole = as_one([part(4, sent=2, queued=1), part(5, sent=3), part(6, complete=False)])

    assert (whole.id, whole.total, whole.finished, whole.complete) == (4, 6, 5, False)
    assert whole.counts[DeliveryState.SENT] == 5
