"""Clocks: the system's, and one that follows a file."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from alertbot.errors import ConfigurationError


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


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
