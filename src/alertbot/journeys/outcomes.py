"""After a hearing: organizers are asked once, silence is noted, and what came out reaches who acted."""

from dataclasses import replace
from datetime import timedelta

import structlog

from alertbot.dialogue import cards, lawyer, outcomes
from alertbot.dialogue.court_cards import headline
from alertbot.dialogue.hearing_words import stands
from alertbot.dialogue.outcomes import AnnounceOutcome, HearingAt, HearingSeen, OutcomeReach, SettleHearing
from alertbot.dialogue.screen import Screen
from alertbot.domain.delivery import BroadcastKind, Priority
from alertbot.domain.hearing import HearingState, StoredHearing
from alertbot.domain.subscriber import Address
from alertbot.errors import StoreUnavailable
from alertbot.faultlines import where
from alertbot.journeys.desk import Desk, Journey, Who
from alertbot.journeys.reminding import concerned
from alertbot.ports import Audience, BroadcastScreens, Store, Tx

log = structlog.get_logger(__name__)

SWEPT = 50
"""Questions asked, and given up, in one sweep."""


LAST_WORD = timedelta(hours=24)
"""How long a lawyer's conversation is known: as long as any other."""


class Outcomes:
    """A question is a row of its hearing: asked in the transaction that notes it, so once."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @property
    def journey(self) -> Journey:
        return Journey(
            finds={HearingAt: self._seen_at},
            fetches={OutcomeReach: self._reach},
            does={SettleHearing: self._settle, AnnounceOutcome: self._announce},
        )

    # --- asking -------------------------------------------------------------------------------------------

    async def look(self, store: Store) -> None:
        """Ask about every hearing that is over, and give up what nobody answered for a day."""
        now = self._desk.clock.now()
        async with store.transaction() as tx:
            due = await tx.questions.due(now, SWEPT)
            unanswered = await tx.questions.unanswered(now, SWEPT)
        for stored in due:
            await self._surely(store, stored, asks=True)
        for stored in unanswered:
            await self._surely(store, stored, asks=False)

    async def _surely(self, store: Store, stored: StoredHearing, *, asks: bool) -> None:
        """A question that cannot be put is set aside; the others still are."""
        try:
            async with store.transaction() as tx:
                await (self._ask(tx, stored.id) if asks else self._give_up(tx, stored.id))
        except StoreUnavailable:
            raise
        except Exception as error:  # noqa: BLE001 - one question must not hold up the others
            log.error("question_failed", hearing=stored.id, **where(error))  # noqa: TRY400 - values stay out
            async with store.transaction() as tx:
                await tx.questions.close(stored.id)

    async def _ask(self, tx: Tx, hearing: int) -> None:
        seen = await self._seen(tx, hearing)
        if seen is None or not stands(seen.stored):
            await tx.questions.close(hearing)
            return
        now = self._desk.clock.now()
        await tx.questions.asked(hearing, now)
        await self._tell(tx, outcomes.question(seen), f"asked:{hearing}")
        await self._ask_lawyers(tx, seen)
        log.info("outcome_asked", hearing=hearing)

    async def _ask_lawyers(self, tx: Tx, seen: HearingSeen) -> None:
        """Whoever used a link of the case within the last day, as their own conversation still knows."""
        now = self._desk.clock.now()
        links = {link.id for link in await tx.lawyers_links.of_case(seen.stored.case_id, now)}
        if not links:
            return
        screen = lawyer.question(seen.case.title, headline(seen.case, seen.stored.hearing), seen.stored.id)
        for state in await tx.talks.standing(lawyer.NAME, now - LAST_WORD):
            platform, chat, locale = state.data["reply"]
            if state.data["link"] in links and platform in self._desk.platforms:
                await self._desk.show(tx, Address(platform, chat), screen, locale)

    async def _give_up(self, tx: Tx, hearing: int) -> None:
        seen = await self._seen(tx, hearing)
        await tx.questions.close(hearing)
        if seen is None or not stands(seen.stored):
            return
        await tx.hearings.set_state(hearing, HearingState.OUTCOME_UNKNOWN)
        await self._tell(tx, outcomes.unanswered(seen), f"unanswered:{hearing}")

    async def _tell(self, tx: Tx, screen: Screen, key: str) -> None:
        await self._desk.tell_organizers(tx, screen, only=lambda organizer: True, key=key)

    # --- answers ------------------------------------------------------------------------------------------

    async def _seen_at(self, tx: Tx, want: HearingAt, who: Who) -> HearingSeen | None:
        return await self._seen(tx, want.hearing)

    async def _seen(self, tx: Tx, hearing: int) -> HearingSeen | None:
        stored = await tx.hearings.get(hearing)
        appeals = await tx.appeals.of_case(stored.case_id) if stored else []
        if not stored or not appeals:
            return None
        return HearingSeen(appeals[0].case, stored, await tx.reminders.last_missed(hearing))

    async def _settle(self, tx: Tx, order: SettleHearing, who: Who) -> None:
        await self.settle(tx, order.hearing)
        await tx.audit.write(
            who.organizer or "", order.answer.value, f"hearing {order.hearing}", self._desk.clock.now()
        )

    async def settle(self, tx: Tx, hearing: int) -> None:
        """It took place; nobody is asked any more."""
        await tx.hearings.set_state(hearing, HearingState.HELD)
        await tx.questions.close(hearing)

    async def _reach(self, store: Store, want: OutcomeReach, who: Who) -> int:
        async with store.snapshot() as tx:
            stored = await tx.hearings.get(want.hearing)
            if stored is None:
                return 0
            audience, _ = await self._audience(tx, stored)
            return (await tx.people.reach(audience)).total

    async def _audience(self, tx: Tx, stored: StoredHearing) -> tuple[Audience, int | None]:
        _, audience, appeal = await concerned(tx, stored.case_id)
        return replace(audience, acted=True), appeal

    async def _announce(self, tx: Tx, order: AnnounceOutcome, who: Who) -> None:
        seen = await self._seen(tx, order.hearing)
        if seen is None:
            return
        now, stored = self._desk.clock.now(), seen.stored
        audience, appeal = await self._audience(tx, stored)
        card = cards.outcome(seen.case, stored.hearing, appeal, outcomes.HEADS[order.answer], order.words)
        key = f"outcome:{stored.id}:{outcomes.mark(order.answer, order.words)}"
        await tx.outbox.broadcast(
            BroadcastKind.ENDING,
            BroadcastScreens(card, card),
            audience,
            Priority.REMINDER,
            now,
            key=key,
            appeal=appeal,
            hearing=stored.id,
        )
        await tx.audit.write(who.organizer or "", "outcome", f"hearing {stored.id}", now)
