"""Correcting: every copy that can be found becomes the right one; who took a wrong letter is written to.

A copy is redrawn by a row of the ledger of its own, so that a crash loses none. Rows of an earlier correction
end before those of a later one begin: no copy goes back to an older text. Alerts that are still going out are
stopped and begin anew; reminders and notices about dates go on in the right words.
"""

from dataclasses import replace

from alertbot.dialogue import cards
from alertbot.dialogue.correct import to_letter_takers
from alertbot.dialogue.preview import Forecast
from alertbot.domain.delivery import BroadcastKind, Priority
from alertbot.domain.publication import Draft, Published
from alertbot.journeys.desk import Desk
from alertbot.journeys.following import Announce, alike, pursue, stands
from alertbot.journeys.renaming import outdated, reword
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
        copies = await tx.recall.copies(await self._wrong(tx, draft))
        takers = await tx.people.reach(Audience(took=draft.about, below=draft.since + 1))
        seconds = (copies.there + takers.total) / self._rate
        shown = Forecast(takers.total, 0, seconds, approvers, draft.since + 1)
        return replace(shown, purpose=draft.purpose, copies=copies)

    async def _wrong(self, tx: Tx, draft: Draft) -> set[int]:
        """The broadcasts whose copies a draft would change."""
        alerts = await tx.recall.broadcasts(draft.about or 0)
        about = await tx.appeals.get(draft.about or 0)
        if about is None or draft.case is None or draft.appeal is None:
            return set(alerts)
        case, known = draft.case, about.case
        # What a draft leaves empty stays as it was published.
        kept = replace(case, title=case.title or known.title, persons=case.persons or known.persons)
        right = replace(about, case=kept, appeal=draft.appeal)
        return {*alerts, *await outdated(tx, about, right)}

    async def begin(self, tx: Tx, draft: Draft, published: Published) -> int | None:
        now = self._desk.clock.now()
        await tx.recall.correct(published.id, published.version)
        corrected = replace(published, material=published.version)
        before = await tx.appeals.version(corrected.id, draft.since)
        changed = await outdated(tx, before, corrected)
        dated = {message.broadcast for message in await tx.recall.dated(corrected.case_id)}
        alerts = [alert for alert in await tx.recall.broadcasts(corrected.id) if alert not in dated]
        await tx.recall.stop(await tx.recall.pursuits([*alerts, *changed]), now)
        short = await tx.recall.stop(alerts, now)
        copies = alike(alerts, cards.alert(corrected)) | await reword(tx, changed, now)
        pursuits = await pursue(tx, BroadcastKind.CORRECTION, copies, corrected, now)
        for pursuit in pursuits[:1]:
            await self._announce(tx, pursuit)
        await self._tell_takers(tx, before, corrected)
        return await self._alert_the_rest(tx, corrected) if short else None

    async def _tell_takers(self, tx: Tx, before: Published | None, corrected: Published) -> None:
        """Marks name nobody; whose they are is found out subscriber by subscriber."""
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
