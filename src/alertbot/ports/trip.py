"""One request's way to a platform and back, so that the pacer knows how far away the platform really is."""

from collections.abc import Callable
from contextvars import ContextVar


class Trip:
    """When a request left and when its answer came, in seconds of ``now``, a monotonic clock.

    A busy event loop leaves a while between asking for a request and its being written, and between the
    answer's arrival and whoever waits for it. A platform that knows better than the sender says so; without
    a word from it, a trip lasts from its beginning until somebody asks.
    """

    __slots__ = ("_arrived", "_now", "left", "opens", "timed")

    def __init__(self, now: Callable[[], float], opens: float = 0.0) -> None:
        """``opens``: when the request may be written, which a platform that ``holds_back`` sees to."""
        self._now = now
        self.opens = opens
        self.left = now()
        self._arrived: float | None = None
        self.timed = False

    @property
    def wait(self) -> float:
        """Seconds until the request may be written."""
        return max(0.0, self.opens - self._now()) if self.opens else 0.0

    def leave(self) -> None:
        """The request is being written: what a server counts, it counts after this. Connecting is over."""
        self.timed = True
        self.left = self._now()
        self._arrived = None

    def arrive(self) -> None:
        """The first of the answer has come."""
        if self._arrived is None:
            self._arrived = self._now()

    @property
    def arrived(self) -> float:
        return self._now() if self._arrived is None else self._arrived


current_trip: ContextVar[Trip | None] = ContextVar("current_trip", default=None)
"""The trip of the request that this task makes. The library between the sender and the wire hands nothing
through."""
