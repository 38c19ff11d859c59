"""The arithmetic of the benchmarks: what a log of arrivals says, and what a few runs say together.

Chats and times come as two sequences of equal length, in the order of arrival; times are monotonic seconds.
"""

import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

SECOND = 1.0


@dataclass(frozen=True, slots=True)
class Spread:
    """Several runs of the same thing."""

    median: float
    least: float
    most: float

    @classmethod
    def of(cls, values: Iterable[float]) -> "Spread | None":
        """``None`` for no values."""
        ordered = sorted(values)
        if not ordered:
            return None
        return cls(statistics.median(ordered), ordered[0], ordered[-1])


@dataclass(frozen=True, slots=True)
class Tally:
    """An audience against what arrived: chats that got nothing, and copies beyond the first."""

    missing: int
    repeated: int


def most_in_any(times: Sequence[float], seconds: float = SECOND) -> int:
    """The most arrivals in any window of that length; two that lie a whole window apart share none."""
    most = first = 0
    for last, time in enumerate(times):
        while time - times[first] >= seconds:
            first += 1
        most = max(most, last - first + 1)
    return most


def most_in_one_chat(chats: Sequence[int], times: Sequence[float], seconds: float = SECOND) -> int:
    """The most that any one chat got in any window of that length."""
    per_chat: defaultdict[int, list[float]] = defaultdict(list)
    for chat, time in zip(chats, times, strict=True):
        per_chat[chat].append(time)
    return max((most_in_any(arrived, seconds) for arrived in per_chat.values()), default=0)


def rate(times: Sequence[float], latency: float = 0.0) -> float:
    """Messages a second from the first arrival until the last was answered, ``latency`` seconds after it
    came; 0 for fewer than two. Without that last answer whoever sends in large waves would gain one."""
    if len(times) < 2 or times[-1] <= times[0]:
        return 0.0
    return len(times) / (times[-1] - times[0] + latency)


def share(times: Sequence[float], limit: int, seconds: float) -> float:
    """How much of ``limit`` a second was used within ``seconds`` of the first arrival; 1 is all of it."""
    if not times:
        return 0.0
    return sum(time - times[0] < seconds for time in times) / (limit * seconds)


def tally(chats: Iterable[int], audience: Iterable[int]) -> Tally:
    """Arrivals at chats beyond the audience count for nothing."""
    copies = Counter(chats)
    got = [copies[chat] for chat in audience]
    return Tally(sum(count == 0 for count in got), sum(max(0, count - 1) for count in got))


def percentile(values: Iterable[float], hundredths: float) -> float | None:
    """The nearest-rank percentile: the smallest value that so many in a hundred do not exceed. ``None`` for
    no values."""
    ordered = sorted(values)
    if not ordered:
        return None
    rank = -(-len(ordered) * hundredths // 100)
    return ordered[max(0, int(rank) - 1)]
