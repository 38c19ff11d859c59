"""Translating: words for somebody else's draft. An approval of it is void, and its author is told."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from alertbot.dialogue.edits import Changed
from alertbot.dialogue.translate import PutIntoWords, is_theirs, told_to_author, translated
from alertbot.domain.authority import Deed, may
from alertbot.domain.publication import Draft, DraftStage
from alertbot.journeys.desk import Desk, Journey, Who
from alertbot.journeys.drafting import at_hand
from alertbot.ports import Tx

Reopen = Callable[[Tx, Draft, str], Awaitable[None]]
"""Gives a submitted or approved draft back to its author and tells whoever is involved."""


class Translating:
    def __init__(self, desk: Desk, reopen: Reopen) -> None:
        self._desk = desk
        self._reopen = reopen

    @property
    def journey(self) -> Journey:
        return Journey(does={PutIntoWords: self._put})

    async def _put(self, tx: Tx, order: PutIntoWords, who: Who) -> None:
        """Everything that limits a translator is read again here, whatever the conversation saw."""
        draft = await at_hand(tx, order.draft, who.organizer)
        if draft is None or not is_theirs(draft, who.organizer) or not may(who.role, Deed.TRANSLATE):
            return
        if draft.case is None or draft.appeal is None:
            return
        changed = translated(Changed(draft.case, draft.appeal), order.part, order.language, order.typed)
        if changed is None:
            return
        by, now = who.organizer or "", self._desk.clock.now()
        if draft.stage is not DraftStage.OPEN:
            await self._reopen(tx, draft, by)
        words = replace(
            draft,
            stage=DraftStage.OPEN,
            digest="",
            approved_by=None,
            hold_until=None,
            case=changed.case,
            appeal=changed.appeal,
            changed=now,
        )
        await tx.drafts.save(words)
        await tx.audit.write(by, "translate", f"draft {draft.id}", now)
        told = told_to_author(words, by, order)
        await self._desk.tell_organizers(tx, told, only=lambda o: o.key == draft.author, deed=Deed.LOOK)
