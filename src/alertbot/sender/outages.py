"""Which platforms cannot be reached just now or asked for a pause, so that their rows wait, not used up."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from alertbot.domain.delivery import backoff

LONGEST_REST = 30.0
"""Seconds: how late at most a platform that is back is noticed."""


@dataclass(slots=True)
class _Trouble:
    failures: int = 0
    until: float = 0.0


class Outages:
    """``now`` is a monotonic clock in seconds."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._troubles: dict[str, _Trouble] = {}
        self._pauses: dict[str, float] = {}

    def reached(self, platform: str) -> None:
        """It answered, whatever it said."""
        self._troubles.pop(platform, None)

    def pause(self, platform: str, seconds: float) -> None:
        """It asked to be left alone for so long, whomever we write to."""
        self._pauses[platform] = max(self._pauses.get(platform, 0.0), self._now() + seconds)

    def failed(self, platform: str, *, certain: bool) -> bool:
        """A request did not get through (``certain``) or was not answered. Whether this may be the row's own
        fault rather than the platform's: the platform worked just before."""
        trouble = self._troubles.setdefault(platform, _Trouble())
        if self._now() < trouble.until:
            return False
        trouble.failures += 1
        # One request that was not answered is no outage yet; a connection refused is.
        waves = trouble.failures if certain else trouble.failures - 1
        if waves:
            trouble.until = self._now() + min(LONGEST_REST, backoff(waves).total_seconds())
        return trouble.failures == 1

    def rest(self, platform: str) -> float:
        """Seconds until it is worth trying again."""
        trouble = self._troubles.get(platform)
        until = max(trouble.until if trouble else 0.0, self._pauses.get(platform, 0.0))
        return max(0.0, until - self._now())

    def rest_of_all(self, platforms: Iterable[str]) -> float:
        """Seconds until any of them is worth trying again."""
        return min((self.rest(platform) for platform in platforms), default=0.0)
