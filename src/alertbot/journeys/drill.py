"""Drill: which steps of an exercise are done, as the store tells. Nothing is ticked because it was said."""

from collections.abc import Callable

from alertbot.domain.appeal import Appeal
from alertbot.domain.case import Case
from alertbot.domain.delivery import BroadcastKind, BroadcastState, DeliveryState, Progress
from alertbot.domain.drill import DrillStep
from alertbot.domain.publication import Draft, DraftStage, Published
from alertbot.ports import Tx

Digest = Callable[[Case, Appeal], str]

WATCHED = 10
"""Messages that have to be out before a broadcast counts as watched."""


class Practice:
    """What is seen of one exercise, in a store of its own. Drafts that are out are not among the open ones
    any more, so they are remembered; broadcasts are found by their numbers, which follow one another, because
    one may begin and be stopped between two looks."""

    def __init__(self, digest: Digest) -> None:
        self._digest = digest
        self._drafts: dict[int, str] = {}
        """The content of each draft as it was first read."""
        self._broadcasts: set[int] = set()
        self._newest = 0

    async def look(self, tx: Tx) -> frozenset[DrillStep]:
        """The steps that are done by now; what was done once may be missing later."""
        found: set[DrillStep] = set()
        for draft in await self._seen_drafts(tx):
            found |= self._of_draft(draft)
        for progress in await self._seen_broadcasts(tx):
            found |= _of_broadcast(progress)
        for case_id, _ in await tx.appeals.cases():
            for published in await tx.appeals.of_case(case_id):
                found |= _of_published(published)
            hearings = [stored.hearing for stored in await tx.hearings.of_case(case_id)]
            found |= {DrillStep.HEARING} if hearings else set()
            found |= {DrillStep.MOVE} if any(hearing.supersedes for hearing in hearings) else set()
        return frozenset(found)

    async def _seen_drafts(self, tx: Tx) -> list[Draft]:
        for draft in await tx.drafts.open_ones():
            if draft.case and draft.appeal:
                self._drafts.setdefault(draft.id, self._digest(draft.case, draft.appeal))
        found = [await tx.drafts.get(id) for id in self._drafts]
        return [draft for draft in found if draft is not None]

    async def _seen_broadcasts(self, tx: Tx) -> list[Progress]:
        while (progress := await tx.outbox.progress(self._newest + 1)) is not None:
            self._newest += 1
            if progress.kind is BroadcastKind.ALERT:
                self._broadcasts.add(progress.id)
        found = [await tx.outbox.progress(id) for id in self._broadcasts]
        return [progress for progress in found if progress is not None]

    def _of_draft(self, draft: Draft) -> set[DrillStep]:
        found = {DrillStep.PASTE}
        if draft.case and draft.appeal and self._digest(draft.case, draft.appeal) != self._drafts[draft.id]:
            found.add(DrillStep.FIX)
        if draft.stage in (DraftStage.SUBMITTED, DraftStage.HOLD, DraftStage.PUBLISHED):
            found.add(DrillStep.SUBMIT)
        if draft.approved_by:
            found.add(DrillStep.APPROVE)
        if draft.stage is DraftStage.PUBLISHED:
            found.add(DrillStep.HOLD)
        return found


def _of_broadcast(progress: Progress) -> set[DrillStep]:
    found: set[DrillStep] = set()
    if progress.counts.get(DeliveryState.SENT, 0) >= WATCHED:
        found.add(DrillStep.WATCH)
    if progress.state is BroadcastState.HALTED:
        found.add(DrillStep.HALT)
    return found


def _of_published(published: Published) -> set[DrillStep]:
    found: set[DrillStep] = set()
    if published.version > 1:
        found.add(DrillStep.CORRECT)
    if published.closed:
        found.add(DrillStep.CLOSE)
    if published.withdrawn:
        found.add(DrillStep.RETRACT)
    return found
