"""The dead-man's switch: when nobody looks any more at what is due, the organizers are told.

It runs on its own, beside the clockwork and without its scheduler, and counts seconds that no clock setting
changes. What it says goes through the outbox like everything else; when the store is what is stuck, it is
logged.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable

import structlog

from alertbot.dialogue.screen import Screen, Span, item, say, text
from alertbot.errors import StoreUnavailable
from alertbot.journeys.desk import Desk
from alertbot.ports import Store

log = structlog.get_logger(__name__)

SILENCE = 300.0
"""Seconds without a look at what is due after which the organizers are told."""

LOOK = 15.0
"""Seconds between two looks at the clockwork."""

PATIENCE = 10.0
"""Seconds the store has to take the message."""

Ticked = Callable[[], float | None]
"""When everything due was last looked at, on the same clock as ``now``; ``None`` for not yet."""


class Watch:
    """``now``: a monotonic clock in seconds; ``wake`` tells the sender that rows came due."""

    def __init__(
        self,
        store: Store,
        desk: Desk,
        ticked: Ticked,
        wake: Callable[[], None],
        *,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._store = store
        self._desk = desk
        self._ticked = ticked
        self._wake = wake
        self._now = now
        self._sleep = sleep
        self._since = now()
        self._noticed = False
        self._told = False

    async def run(self) -> None:
        """For ever."""
        while True:
            await self.look()
            await self._sleep(LOOK)

    async def look(self) -> None:
        """Tell every organizer, once for each time the sweeps stop and once when they go on."""
        ticked = self._ticked()
        silent = self._now() - (self._since if ticked is None else max(ticked, self._since))
        stopped = silent >= SILENCE
        if stopped and not self._noticed:
            log.critical("sweeps_stopped", seconds=round(silent))
        elif self._noticed and not stopped:
            log.info("sweeps_go_on")
        self._noticed = stopped
        if stopped is not self._told and await self._tell(_stopped(silent) if stopped else _going_on()):
            self._told = stopped

    async def _tell(self, screen: Screen) -> bool:
        """Whether the outbox took it; if not, the next look tries again."""
        try:
            async with asyncio.timeout(PATIENCE), self._store.transaction(first=True) as tx:
                await self._desk.tell_organizers(tx, screen, only=lambda organizer: True)
        except (TimeoutError, StoreUnavailable):
            log.critical("nobody_could_be_told", hint="the database does not answer")
            return False
        self._wake()
        return True


def _stopped(silent: float) -> Screen:
    return Screen(
        (
            text(say("watch.stopped", silent=Span(silent))),
            item(say("watch.stopped.means")),
            item(say("watch.stopped.do")),
        )
    )


def _going_on() -> Screen:
    return Screen((text(say("watch.going_on")),))
