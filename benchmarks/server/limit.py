"""The strict limit: at most so many messages in any second that slides."""

from collections import deque


class Window:
    """``limit`` 0 lets everything through."""

    def __init__(self, limit: int, seconds: float = 1.0) -> None:
        self._limit = limit
        self._seconds = seconds
        self._taken: deque[float] = deque()

    def take(self, now: float) -> float:
        """0 when one more was let through at ``now``, else the seconds until one would be."""
        if not self._limit:
            return 0.0
        taken = self._taken
        while taken and now - taken[0] >= self._seconds:
            taken.popleft()
        if len(taken) < self._limit:
            taken.append(now)
            return 0.0
        return taken[0] + self._seconds - now
