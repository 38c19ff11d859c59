"""What is seen through an exercise's window: the only place from which an exercise reaches a real chat.

It posts to those who sat down in this exercise, who must be organizers still at that moment, and to nobody
else; every message gets the mark on top.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from alertbot.dialogue.drill_board import DrillTap, colleague, taken_away
from alertbot.dialogue.screen import Screen, say
from alertbot.domain.authority import Deed, may
from alertbot.domain.subscriber import Address
from alertbot.errors import NotSent, StoreUnavailable
from alertbot.journeys.desk import Desk
from alertbot.ports import Store
from alertbot.wording.tree import Block, Run, Utterance

from .drill_window import WRITER

CALM = 2.0
"""Seconds between two looks of the same message: an exercise leaves the pace to what is real."""


@dataclass(frozen=True, slots=True)
class Sitter:
    """Somebody who practises: the person, and the chat they do it in."""

    organizer: str
    address: Address
    locale: str


class ChatPane:
    """Fulfils :class:`alertbot.app.drill_window.Pane`. ``sitters`` by seat."""

    def __init__(self, store: Store, desk: Desk, wake: Callable[[], None]) -> None:
        self._store = store
        self._desk = desk
        self._wake = wake
        self._late: dict[str, tuple[str, Utterance]] = {}
        self._drawn: dict[str, float] = {}
        self._newest: dict[str, str | None] = {}
        """By seat: what the last message there is known by."""
        self.sitters: dict[str, Sitter] = {}

    async def show(self, seat: str, utterance: Utterance, key: str | None = None) -> None:
        """:class:`NotSent` when it could not be queued."""
        sitter = self._sitter(seat)
        if sitter is None:
            return
        try:
            async with self._store.transaction() as tx:
                await self._desk.post(tx, sitter.address, self._marked(utterance, sitter), key=key)
        except StoreUnavailable:
            raise NotSent("the store is busy") from None
        self._newest[seat] = key
        self._wake()

    async def tell(self, seat: str, screen: Screen) -> None:
        """What the exercise itself has to say; nothing, where nobody sits."""
        if sitter := self._sitter(seat):
            await self.show(seat, self._desk.wording.say(screen, sitter.locale))

    async def comment(self, seat: str, screen: Screen) -> None:
        """What may be left unsaid: where choices are numbered, those of the newest message are what a number
        answers, and a remark in between would take them away."""
        sitter = self._sitter(seat)
        if sitter is not None and self._desk.platforms[sitter.address.platform].can.buttons:
            await self.tell(seat, screen)

    async def redraw(self, seat: str, utterance: Utterance | None, key: str) -> None:
        """Best effort, at once or with one of the next calls of :meth:`refresh`."""
        sitter = self._sitter(seat)
        if sitter is not None:
            gone = self._desk.wording.say(taken_away(), sitter.locale)
            self._late[key] = (seat, utterance or gone)
            await self.refresh()

    async def ask_colleague(self, tap: DrillTap) -> None:
        await self.tell(WRITER, colleague(tap))

    async def refresh(self) -> None:
        """Redraw what has waited long enough and has been sent."""
        for key, (seat, utterance) in list(self._late.items()):
            if time.monotonic() - self._drawn.get(key, -CALM) >= CALM and await self._redrawn(
                seat, utterance, key
            ):
                self._drawn[key] = time.monotonic()
                if self._late.get(key) == (seat, utterance):
                    del self._late[key]

    async def _redrawn(self, seat: str, utterance: Utterance, key: str) -> bool:
        sitter = self._sitter(seat)
        if sitter is None:
            return True
        try:
            async with self._store.transaction() as tx:
                message = await tx.outbox.message_of(key)
                if message is None:
                    return False
                marked, newest = self._marked(utterance, sitter), self._newest.get(seat) == key
                await self._desk.post(tx, sitter.address, marked, amends=message, newest=newest)
        except StoreUnavailable:
            return False
        self._wake()
        return True

    def _sitter(self, seat: str) -> Sitter | None:
        """Whoever sits there, as long as they may practise: asked again every time."""
        sitter = self.sitters.get(seat)
        if sitter is None or self._desk.organizer(sitter.address) != sitter.organizer:
            return None
        return sitter if may(self._desk.role_of(sitter.organizer), Deed.DRILL) else None

    def _marked(self, utterance: Utterance, sitter: Sitter) -> Utterance:
        mark = self._desk.wording.phrase(say("drill.mark"), sitter.locale)
        return replace(utterance, blocks=(Block("paragraph", (Run(mark, "bold"),)), *utterance.blocks))
