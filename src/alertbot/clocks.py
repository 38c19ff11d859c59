"""Clocks: the system's, guarded against jumps, and one that follows a file."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from alertbot.errors import ConfigurationError
from alertbot.ports import Clock

TOLERANCE = timedelta(minutes=5)
"""By how much the system's clock may be set at once; more is no correction (trust research, T29)."""


def _system() -> datetime:
    return datetime.now(UTC)


def _steady() -> float:
    """Seconds that run on whatever the time of day is set to, and while the machine sleeps."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


class SystemClock:
    """The system's time of day; after a jump the time from before it runs on, until the two agree again.

    A clock that is set a day ahead would send every reminder of that day at once, and delete what was to be
    kept. So nothing comes due by a jump: either somebody sets the clock right, or the bot is started again,
    which takes the new time for true.
    """

    _jump = timedelta()

    def __init__(
        self, system: Callable[[], datetime] = _system, steady: Callable[[], float] = _steady
    ) -> None:
        self._system = system
        self._steady = steady
        self._trusted, self._since = system(), steady()

    @property
    def jump(self) -> timedelta:
        """How far ahead of the time told here the system's clock is; zero while it is believed."""
        self.now()
        return self._jump

    def now(self) -> datetime:
        said, steady = self._system(), self._steady()
        expected = self._trusted + timedelta(seconds=steady - self._since)
        off = said - expected
        if abs(off) > TOLERANCE:
            self._jump = off
            return expected
        self._jump, self._trusted, self._since = timedelta(), said, steady
        return said


def jump_of(clock: Clock) -> timedelta:
    """How far the system's clock is off what ``clock`` tells; a driven clock jumps as it likes."""
    return clock.jump if isinstance(clock, SystemClock) else timedelta()


class FileClock:
    """Follows a file that holds an ISO 8601 instant: runs on from it, jumps when it is rewritten.

    A file that cannot be read for a moment, because it is just being written, changes nothing.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen = self._stamp()
        start = self._read()
        if start is None:
            raise ConfigurationError(
                "ALERTBOT_CLOCK_FILE must hold an ISO instant such as 2017-10-04T08:00:00Z"
            )
        self._start, self._since = start, time.monotonic()

    def now(self) -> datetime:
        stamp = self._stamp()
        if stamp != self._seen:
            written = self._read()
            if written is not None:
                self._seen = stamp
                self._start, self._since = written, time.monotonic()
        return self._start + timedelta(seconds=time.monotonic() - self._since)

    def _stamp(self) -> tuple[int, int, int]:
        try:
            found = self._path.stat()
        except OSError:
            return (0, 0, 0)
        return (found.st_ino, found.st_mtime_ns, found.st_size)

    def _read(self) -> datetime | None:
        try:
            return instant(self._path.read_text("utf-8"))
        except (OSError, UnicodeDecodeError, ValueError):
            return None


def instant(text: str) -> datetime:
    """An ISO 8601 instant; without an offset it is UTC. ``ValueError`` when it is none."""
    read = datetime.fromisoformat(text.strip())
    return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)
