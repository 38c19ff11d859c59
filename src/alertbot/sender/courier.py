"""One message's way: put into words, given a place, handed to its platform, and what became of it."""

import asyncio
import logging
from collections.abc import Awaitable, Iterable, Mapping
from typing import TypeVar

from alertbot.domain.delivery import Handling
from alertbot.domain.subscriber import Address, ChatKind
from alertbot.errors import InDoubt, NothingToAmend, NotSent, RecipientMoved, SendFailure, TryLater
from alertbot.ports import (
    Claimed,
    Clock,
    Offer,
    Payload,
    Platform,
    current_again,
    current_delivery,
    current_trip,
)
from alertbot.sender import outcomes
from alertbot.sender.copies import copy_of, deletes
from alertbot.sender.outages import Outages
from alertbot.sender.outcomes import Outcome
from alertbot.sender.pacer import Dismissed, Pacer, Place
from alertbot.sender.texts import Texts
from alertbot.sender.threads import place_of
from alertbot.sender.wanted import Wanted
from alertbot.wording.tree import Utterance

log = logging.getLogger(__name__)
T = TypeVar("T")

REDRAW_SECONDS = 5.0
_REDRAWS = 99
_AT_ONCE = -1


class Courier:
    def __init__(
        self,
        platforms: Mapping[str, Platform],
        texts: Texts,
        pacer: Pacer,
        outages: Outages,
        wanted: Wanted,
        clock: Clock,
    ) -> None:
        self._platforms = platforms
        self._texts = texts
        self._pacer = pacer
        self._outages = outages
        self._wanted = wanted
        self._clock = clock
        self._refused: dict[int, int] = {}

    async def redraw(self, to: Address, message: str, utterance: Utterance, *, kind: ChatKind) -> bool:
        """See :meth:`alertbot.sender.Sender.redraw`."""
        platform = self._platforms.get(to.platform)
        if platform is None or not platform.can.edit:
            return False
        try:
            async with asyncio.timeout(REDRAW_SECONDS):
                place = await self._place(to, kind, _REDRAWS)
        except (TimeoutError, Dismissed):
            return False
        try:
            await self._asked(place, platform.amend(to, message, platform.encode(utterance)))
        except TryLater as failure:
            self._wait(to, failure, room=kind.is_room)
        except (NotSent, InDoubt) as failure:
            self._outages.failed(to.platform, certain=isinstance(failure, NotSent))
        except SendFailure:
            return False
        else:
            return True
        return False

    def forget(self, told: Iterable[Outcome]) -> None:
        """These are written: what is final needs no count of refusals any more."""
        for outcome in told:
            if outcome.result.state.is_final:
                self._refused.pop(outcome.row.id, None)

    async def deliver(self, row: Claimed) -> Outcome:
        if (late := outcomes.too_late(row, self._clock.now())) is not None:
            return late
        current_delivery.set(row.id)
        current_again.set(row.tries > 0)
        platform = self._platforms[row.to.platform]
        try:
            payload = self._texts.payload(row, platform)
            offers = self._texts.offers(row, platform)
        except Exception as error:  # noqa: BLE001 - one row that cannot be worded must not stop the others
            log.error("a message could not be put into words: %s", type(error).__name__)  # noqa: TRY400
            return outcomes.failed(row, "unworded")
        if row.handling is not Handling.SHOW:
            return await self._followed(row, platform, payload)
        return await self._shown(row, platform, payload, offers)

    async def _shown(
        self, row: Claimed, platform: Platform, payload: Payload, offers: tuple[Offer, ...]
    ) -> Outcome:
        editing = row.amends
        try:
            if editing is not None and await self._amended(row, platform, payload, editing):
                message = editing
            else:
                editing = None
                place = await self._leave(row)
                message = await self._asked(place, platform.show(place_of(row), payload))
        except Dismissed:
            return outcomes.put_back(row, self._clock.now())
        except SendFailure as failure:
            return self._unsent(row, failure, repeatable=editing is not None)
        return outcomes.sent(row, message, offers)

    async def _followed(self, row: Claimed, platform: Platform, payload: Payload) -> Outcome:
        """Redraw or take back a copy. Doing either twice does no harm, and nothing is sent in its place."""
        try:
            if deletes(row, platform, self._clock.now()) and await self._deleted(row, platform):
                return outcomes.taken_back(row)
            message = copy_of(row)
            await self._asked(await self._leave(row), platform.amend(row.to, message, payload))
        except Dismissed:
            return outcomes.put_back(row, self._clock.now())
        except SendFailure as failure:
            return self._unsent(row, failure, repeatable=True)
        return outcomes.sent(row, message)

    async def _deleted(self, row: Claimed, platform: Platform) -> bool:
        try:
            await self._asked(await self._leave(row), platform.delete(row.to, copy_of(row)))
        except NothingToAmend:
            return False
        return True

    async def _amended(self, row: Claimed, platform: Platform, payload: Payload, message: str) -> bool:
        """Whether the message was redrawn; when it is gone, the row is sent as a new one."""
        place = await self._leave(row)
        try:
            await self._asked(place, platform.amend(row.to, message, payload))
        except NothingToAmend:
            return False
        return True

    def _unsent(self, row: Claimed, failure: SendFailure, *, repeatable: bool) -> Outcome:
        own_fault = isinstance(failure, RecipientMoved)
        if isinstance(failure, TryLater):
            self._wait(row.to, failure, room=row.kind.is_room)
        if isinstance(failure, NotSent | InDoubt):
            own_fault = self._outages.failed(row.to.platform, certain=isinstance(failure, NotSent))
        if own_fault:
            self._refused[row.id] = self._refused.get(row.id, 0) + 1
        refused = self._refused.get(row.id, 0)
        return outcomes.unsent(row, failure, self._clock.now(), refused=refused, repeatable=repeatable)

    def _wait(self, to: Address, asked: TryLater, *, room: bool) -> None:
        """For one chat, or for a whole platform: the others go on."""
        if asked.everybody:
            self._outages.pause(to.platform, asked.after)
        else:
            self._pacer.refused((to.platform, to.chat), asked.after, room=room)

    async def _leave(self, row: Claimed) -> Place:
        """A place for a row that is still wanted; :class:`Dismissed` for another."""
        while True:
            place = await self._place(row.to, row.kind, _lane(row))
            if not self._wanted.unseen and not self._wanted.dismisses(row):
                return place
            self._pacer.give_back(place)
            if not self._wanted.unseen:
                raise Dismissed

    async def _place(self, to: Address, kind: ChatKind, lane: int) -> Place:
        chat, early = (to.platform, to.chat), self._platforms[to.platform].can.holds_back
        return await self._pacer.wait(chat, room=kind.is_room, server=to.platform, lane=lane, early=early)

    async def _asked(self, place: Place, answer: Awaitable[T]) -> T:
        """What the platform answered, and the place given back whatever it was."""
        answered, counted = False, True
        trip = current_trip.set(place.trip)
        try:
            got = await answer
            answered = True
        except (NotSent, InDoubt):
            raise
        except SendFailure as failure:
            answered, counted = True, not isinstance(failure, NothingToAmend)
            raise
        except Exception as error:  # noqa: BLE001 - whatever it was, the message may have left
            log.error("a platform failed in a way it should not: %s", type(error).__name__)  # noqa: TRY400
            raise InDoubt("unexpected") from None
        else:
            return got
        finally:
            current_trip.reset(trip)
            self._pacer.done(place, answered=answered, counted=counted)
            if answered:
                self._outages.reached(place.server)


def _lane(row: Claimed) -> int:
    """Lower lanes leave first. A row that may have been sent already is not kept waiting once it is leased:
    another crash would put it beyond another try."""
    return _AT_ONCE if row.tries else row.priority
