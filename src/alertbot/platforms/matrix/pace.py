"""How often a homeserver lets the bot speak, learnt from its refusals.

Homeservers limit an account, not a room (Synapse, ``rc_message``: ten at once and one every five seconds
unless set otherwise), and say for how long to wait. Until then nothing is asked; afterwards messages leave as
far apart as was learnt, and a little closer each time, so that a limit that was lifted is noticed.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

from alertbot.errors import TryLater

CLOSER = 0.98
"""By how much the distance shrinks with each message that was let through."""

NO_DISTANCE = 0.01
"""Seconds; messages so close to each other need not be kept apart."""


@dataclass(slots=True)
class Leave:
    """To send one message; ``apart``: it kept its distance from the one before."""

    apart: bool


class Pace:
    """``now`` is a monotonic clock in seconds."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._from = self._closed = 0.0
        self._distance = 0.0

    def leave(self) -> Leave:
        """:class:`TryLater` while the homeserver would refuse a message."""
        now = self._now()
        if now < self._from:
            raise TryLater(self._from - now, everybody=True)
        if self._distance:
            self._from = now + self._distance
        return Leave(bool(self._distance))

    def accepted(self, leave: Leave) -> None:
        """The message of this leave was taken."""
        if leave.apart:
            closer = self._distance * CLOSER
            self._distance = closer if closer > NO_DISTANCE else 0.0

    def refused(self, leave: Leave, seconds: float) -> None:
        """The homeserver asked to wait so long. What it refused although it kept its distance was so much
        too early; what left before anything was known tells how long the whole distance is."""
        self._closed = max(self._closed, self._now() + seconds)
        # What was refused keeps nobody at a distance.
        self._from = self._closed if leave.apart else max(self._from, self._closed)
        self._distance = self._distance + seconds if leave.apart else max(self._distance, seconds)
