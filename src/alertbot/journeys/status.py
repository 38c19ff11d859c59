"""The operator's view: what is found for it, and what is done at an organizer's word."""

from dataclasses import replace

from alertbot.dialogue.status import HeldNow, Overview, OverviewNow
from alertbot.dialogue.stuck import MissedNow, Repeatable, RepeatRows, StuckNow, WriteToMissed, missed_screen
from alertbot.domain.language import Localised
from alertbot.domain.publication import DraftStage
from alertbot.domain.standing import Matter, Stuck
from alertbot.journeys.desk import Desk, Journey, Who
from alertbot.ports import Pulse, Store, Tx


class Status:
    """``version`` of this release."""

    def __init__(self, desk: Desk, pulse: Pulse, version: str) -> None:
        self._desk = desk
        self._pulse = pulse
        self._version = version

    @property
    def journey(self) -> Journey:
        return Journey(
            finds={HeldNow: self._held, Repeatable: self._repeatable, MissedNow: self._missed},
            fetches={OverviewNow: self._overview, StuckNow: self._stuck},
            does={RepeatRows: self._repeat, WriteToMissed: self._write},
        )

    async def _overview(self, store: Store, want: OverviewNow, who: Who) -> Overview:
        async with store.snapshot() as tx:
            standing = await tx.oversight.standing(self._desk.clock.now())
            trail = await tx.audit.trail()
        # Whoever asks is being answered now, and no sign of a backlog.
        waiting = max(0, standing.inbox.waiting - 1)
        standing = replace(standing, inbox=replace(standing.inbox, waiting=waiting))
        return Overview(standing, self._pulse.vitals(), self._version, trail.intact)

    async def _stuck(self, store: Store, want: StuckNow, who: Who) -> tuple[Stuck, ...]:
        async with store.snapshot() as tx:
            return tuple(await tx.oversight.stuck(want.state))

    async def _held(self, tx: Tx, want: HeldNow, who: Who) -> tuple[Localised, ...]:
        return tuple(
            draft.appeal.title
            for draft in await tx.drafts.open_ones()
            if draft.stage is DraftStage.HOLD and draft.appeal
        )

    async def _repeatable(self, tx: Tx, want: Repeatable, who: Who) -> tuple[Matter, int]:
        return await tx.oversight.repeatable(want.state, want.broadcast, want.until)

    async def _missed(self, tx: Tx, want: MissedNow, who: Who) -> int:
        return len(await tx.oversight.missed(want.state, want.until))

    async def _repeat(self, tx: Tx, order: RepeatRows, who: Who) -> None:
        now = self._desk.clock.now()
        many = await tx.oversight.repeat(order.state, order.broadcast, order.until, now)
        about = f"broadcast {order.broadcast}: {many} {order.state.value}"
        await tx.audit.write(who.organizer or "", "again", about, now)

    async def _write(self, tx: Tx, order: WriteToMissed, who: Who) -> None:
        """Once for each row, however often it is asked for: the key is the row's."""
        for missed in await tx.oversight.missed(order.state, order.until):
            key = f"missed:{missed.row}"
            await self._desk.show(tx, missed.to, missed_screen(), missed.locale, key=key)
        about = f"{order.state.value} messages"
        await tx.audit.write(who.organizer or "", "tell", about, self._desk.clock.now())
