import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.figures import Spread, Tally, most_in_any, most_in_one_chat, percentile, rate, share, tally

TICK = 1 / 16
"""Times in sixteenths of a second are exact in binary: whether two lie a whole second apart is no question
of rounding."""

times = st.lists(st.integers(0, 200)).map(lambda ticks: [tick * TICK for tick in sorted(ticks)])


@given(times)
def test_the_most_in_any_second_is_what_counting_from_every_arrival_finds(arrived: list[float]) -> None:
    counted = [sum(first <= time < first + 1 for time in arrived) for first in arrived]
    assert most_in_any(arrived) == max(counted, default=0)


def test_two_messages_a_whole_second_apart_share_no_second() -> None:
    assert most_in_any([0.0, 1.0]) == 1
    assert most_in_any([0.0, 0.999]) == 2


def test_a_burst_across_two_seconds_of_the_clock_is_seen() -> None:
    assert most_in_any([0.9, 0.95, 1.0, 1.05]) == 4


def test_the_most_to_one_chat_does_not_add_up_chats() -> None:
    assert most_in_one_chat([1, 2, 1, 3, 1], [0.0, 0.1, 0.2, 0.3, 1.5]) == 2
    assert most_in_one_chat([], []) == 0


def test_the_rate_runs_until_the_last_answer() -> None:
    assert rate([10.0, 10.5, 11.0]) == pytest.approx(3.0)
    assert rate([10.0, 10.5, 11.0], latency=0.5) == pytest.approx(2.0)


def test_one_wave_is_no_faster_than_its_round_trip() -> None:
    wave = [0.0, 0.0001, 0.0002, 0.0003]
    assert rate(wave, latency=0.05) == pytest.approx(4 / 0.0503)


@pytest.mark.parametrize("arrived", [[], [1.0], [1.0, 1.0]])
def test_too_few_arrivals_have_no_rate(arrived: list[float]) -> None:
    assert rate(arrived) == 0


def test_the_share_counts_from_the_first_arrival_and_nothing_after_the_time() -> None:
    arrived = [5.0 + n / 30 for n in range(120)]
    assert share(arrived, 30, 2.0) == pytest.approx(1.0)
    assert share(arrived[::2], 30, 2.0) == pytest.approx(0.5)
    assert share([], 30, 2.0) == 0


@given(st.lists(st.integers(0, 20)))
def test_missing_and_repeated_account_for_everything_that_came_to_the_audience(chats: list[int]) -> None:
    audience = range(5, 15)
    found = tally(chats, audience)
    came = sum(chat in audience for chat in chats)
    assert came == len(audience) - found.missing + found.repeated
    assert found.missing == len(set(audience) - set(chats))


def test_a_message_to_somebody_else_makes_up_for_nothing() -> None:
    assert tally([1, 1, 1, 99], range(1, 4)) == Tally(missing=2, repeated=2)


@given(st.lists(st.integers(), min_size=1), st.floats(1, 100))
def test_so_many_in_a_hundred_do_not_exceed_the_percentile(values: list[int], hundredths: float) -> None:
    found = percentile(values, hundredths)
    assert found in values
    within = sum(value <= found for value in values)
    below = sum(value < found for value in values)
    assert within >= len(values) * hundredths / 100 > below


def test_percentiles_are_of_the_values_themselves() -> None:
    assert percentile(range(1, 101), 99) == 99
    assert percentile(range(1, 101), 50) == 50
    assert percentile([7.0], 99) == 7
    assert percentile([], 50) is None


def test_a_spread_tells_the_median_and_both_ends() -> None:
    assert Spread.of([3, 1, 2]) == Spread(2, 1, 3)
    assert Spread.of([4, 1, 2, 3]) == Spread(2.5, 1, 4)
    assert Spread.of([]) is None
