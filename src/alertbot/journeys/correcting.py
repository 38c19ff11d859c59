"""Correcting: every copy that can be found becomes the right one; who took a wrong letter is written to.

A copy is redrawn by a row of the ledger of its own, so that a crash loses none. Rows of an earlier correction
end before those of a later one begin: no copy goes back to an older text.
"""

from dataclasses import replace

from alertbot.dialogue import cards
from alertbot.dialogue.correct import to_letter_takers
from alertbot.dialogue.preview import Forecast
from alertbot.domain.delivery import BroadcastKind, Priority
from alertbot.domain.publication import Draft, Published
from alertbot.journeys.desk import Desk
from alertbot.journeys.following import Announce, pursue, stands
from alertbot.ports import Audience, BroadcastScreens, Tx


class Correcting:
    """See :class:`alertbot.journeys.following.Sequel`. ``rate``: messages per second, for forecasts."""

    def __init__(self, desk: Desk, announce: Announce, *, rate: float) -> None:
        self._desk = desk
        self._announce = announce
        self._rate = rate

    async def fits(self, tx: Tx, draft: Draft) -> bool:
        return await stands(tx, draft)

    async def forecast(self, tx: Tx, draft: Draft, approvers: int) -> Forecast:
        copies = await tx.recall.copies(await tx.recall.broadcasts(draft.about or 0))
        takers = await tx.people.reach(Audience(took=draft.about, below=draft.since + 1))
        seconds = (copies.there + takers.total) / self._rate
        shown = Forecast(takers.total, 0, seconds, approvers, draft.since + 1)
        return replace(shown, purpose=draft.purpose, copies=copies)

    async def begin(self, tx: Tx, draft: Draft, published: Published) -> int | None:
        now = self._desk.clock.now()
        await tx.recall.correct(published.id, published.version)
        corrected = replace(published, material=published.version)
        copies = await tx.recall.broadcasts(published.id)
        await tx.recall.stop(await tx.recall.pursuits(copies), now)
        short = await tx.recall.stop(copies, now)
        card = cards.alert(corrected)
        pursuits = await pursue(tx, self._desk, BroadcastKind.CORRECTION, copies, card, corrected)
        for pursuit in pursuits:
            await self._announce(tx, pursuit)
        await self._tell_takers(tx, draft, corrected)
        return await self._alert_the_rest(tx, corrected) if short else None

    async def _tell_takers(self, tx: Tx, draft: Draft, corrected: Published) -> None:
        """Marks name nobody; whose they are is found out subscriber by subscriber."""
        before = await tx.appeals.version(corrected.id, draft.since)
        if before is None or before.appeal.letter is None:
            return
        screen = to_letter_takers(before, corrected)
        await tx.outbox.broadcast(
            BroadcastKind.NOTICE,
            BroadcastScreens(screen, screen),
            Audience(took=corrected.id, below=corrected.version),
            Priority.REMINDER,
            self._desk.clock.now(),
            key=f"letters:{corrected.id}:{corrected.version}",
            appeal=corrected.id,
        )

    async def _alert_the_rest(self, tx: Tx, corrected: Published) -> int:
        """The alert had not reached everybody: the others get the right one at once."""
        card, case = cards.alert(corrected), corrected.case
        return await tx.outbox.broadcast(
            BroadcastKind.ALERT,
            BroadcastScreens(card, card),
            Audience(case.country, case.topics, rest_of=corrected.id),
            Priority.ALERT,
            self._desk.clock.now(),
            key=f"alert:{corrected.id}:{corrected.version}",
            appeal=corrected.id,
        )
