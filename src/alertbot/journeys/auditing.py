"""The audit trail, read beside the writers."""

from alertbot.dialogue.audit import Sheet, SheetBefore
from alertbot.journeys.desk import Journey, Who
from alertbot.ports import Store


class Auditing:
    @property
    def journey(self) -> Journey:
        return Journey(fetches={SheetBefore: self._sheet})

    async def _sheet(self, store: Store, want: SheetBefore, who: Who) -> Sheet:
        """One entry more is read than is shown, to know whether older ones follow."""
        async with store.snapshot() as tx:
            found = await tx.audit.page(want.limit + 1, want.before or None)
            trail = await tx.audit.trail()
        return Sheet(tuple(found[: want.limit]), len(found) > want.limit, trail)
