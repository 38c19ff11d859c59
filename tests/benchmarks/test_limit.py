from hypothesis import given
from hypothesis import strategies as st

from benchmarks.figures import most_in_any
from benchmarks.server.limit import Window

TICK = 1 / 16

attempts = st.lists(st.integers(0, 100)).map(lambda ticks: [tick * TICK for tick in sorted(ticks)])


@given(attempts, st.integers(1, 8))
def test_no_second_that_slides_ever_holds_more_than_the_limit(times: list[float], limit: int) -> None:
    window = Window(limit)
    taken = [now for now in times if not window.take(now)]
    assert most_in_any(taken) <= limit


@given(attempts, st.integers(1, 8))
def test_nobody_is_refused_who_would_have_fitted(times: list[float], limit: int) -> None:
    window = Window(limit)
    taken: list[float] = []
    for now in times:
        if window.take(now):
            assert sum(now - before < 1 for before in taken) == limit
        else:
            taken.append(now)


def test_whoever_waits_as_long_as_told_is_let_through() -> None:
    window = Window(2)
    assert [window.take(now) for now in (0.0, 0.25, 0.5)] == [0.0, 0.0, 0.5]
    assert window.take(1.0) == 0


def test_without_a_limit_everything_passes() -> None:
    window = Window(0)
    assert not any(window.take(0.0) for _ in range(10_000))
