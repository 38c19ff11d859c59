"""Timekeeping: the organizers are told when the system's clock jumped, and when it is believed again."""

from collections.abc import Callable
from datetime import timedelta

import structlog

from alertbot.dialogue.screen import Moment, Screen, item, say, text
from alertbot.journeys.desk import Desk
from alertbot.ports import Store

log = structlog.get_logger(__name__)

Jump = Callable[[], timedelta]
"""How far ahead of the time the bot goes by the system's clock is; zero while it is believed."""


class Timekeeping:
    def __init__(self, desk: Desk, jump: Jump) -> None:
        self._desk = desk
        self._jump = jump
        self._told = False

    async def look(self, store: Store) -> None:
        """Tell every organizer, once for each time the clock jumped and once when that is over."""
        jump = self._jump()
        if bool(jump) is self._told:
            return
        if jump:
            log.error("clock_jumped", seconds=round(jump.total_seconds()))
        else:
            log.info("clock_believed")
        screen = self._doubted(jump) if jump else Screen((text(say("clock.believed")),))
        async with store.transaction() as tx:
            await self._desk.tell_organizers(tx, screen, only=lambda organizer: True)
        self._told = bool(jump)

    def _doubted(self, jump: timedelta) -> Screen:
        now = self._desk.clock.now()
        return Screen(
            (
                text(say("clock.jumped", shown=Moment(now + jump, "UTC"), kept=Moment(now, "UTC"))),
                item(say("clock.jumped.wrong")),
                item(say("clock.jumped.right")),
            )
        )
