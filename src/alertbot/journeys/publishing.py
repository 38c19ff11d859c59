"""Publishing: submitted by one, approved by another, held, then out. Every step is bound to a hash."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType

from alertbot.dialogue import cards, enclosures
from alertbot.dialogue.approve import (
    ApproveDraft,
    HoldSeconds,
    OpenDrafts,
    ReopenDraft,
    VersionOut,
    alone,
    canary,
    held,
    request,
)
from alertbot.dialogue.break_glass import MayGoAlone, PublishAlone
from alertbot.dialogue.new_appeal import SubmitDraft
from alertbot.dialogue.preview import Forecast, ForecastOf, TooLong, as_published, message, reach_line
from alertbot.dialogue.screen import Screen, say, text
from alertbot.domain.appeal import Appeal
from alertbot.domain.authority import Deed, may
from alertbot.domain.break_glass import ALONE
from alertbot.domain.case import Case
from alertbot.domain.delivery import BroadcastKind, Priority
from alertbot.domain.expiry import with_an_end
from alertbot.domain.publication import Draft, DraftStage, Published, Purpose
from alertbot.journeys.desk import Desk, Journey, Who
from alertbot.journeys.drafting import at_hand
from alertbot.journeys.following import Sequel
from alertbot.journeys.hearings import CourtDates
from alertbot.journeys.reminding import Reminding
from alertbot.journeys.security import Security
from alertbot.ports import Audience, BroadcastScreens, Store, Tx
from alertbot.wording.fitting import overflow

Digest = Callable[[Case, Appeal], str]


def audience_of(case: Case) -> Audience:
    """Everyone whose interests match a case."""
    return Audience(country=case.country, topics=case.topics)


async def _out_now(tx: Tx, case: Case, appeal: Appeal) -> Published | None:
    """The version of this appeal that is out."""
    case_id = await tx.appeals.find_case(case.key)
    before = await tx.appeals.of_case(case_id) if case_id is not None else []
    return next((p for p in before if p.appeal.key == appeal.key), None)


class Publishing:
    """``hold``: seconds between approval and sending; ``canary``: seconds that organizers have it before
    everybody else, no more than the hold; ``rate``: messages per second, for forecasts; ``sequels``: how
    drafts go out that are about a published appeal.
    """

    def __init__(
        self,
        desk: Desk,
        digest: Digest,
        dates: CourtDates,
        reminding: Reminding,
        security: Security,
        *,
        hold: float,
        canary: float,
        alone: bool,
        rate: float,
        sequels: Mapping[Purpose, Sequel] = MappingProxyType({}),
    ) -> None:
        self._desk = desk
        self._digest = digest
        self._dates = dates
        self._reminding = reminding
        self._security = security
        self._hold = hold
        self._canary = canary
        self._alone = alone
        self._rate = rate
        self._sequels = sequels

    @property
    def journey(self) -> Journey:
        return Journey(
            fetches={ForecastOf: self._foreseen},
            finds={
                TooLong: self._too_long,
                OpenDrafts: self._open,
                HoldSeconds: self._seconds,
                VersionOut: self._version_out,
                MayGoAlone: self._may_go_alone,
            },
            does={
                SubmitDraft: self._submit,
                ApproveDraft: self._approve,
                PublishAlone: self._publish_alone,
                ReopenDraft: self._reopen,
            },
        )

    async def _foreseen(self, store: Store, want: ForecastOf, who: Who) -> Forecast:
        async with store.snapshot() as tx:
            return await self._forecast(tx, want, who)

    async def _forecast(self, tx: Tx, want: ForecastOf, who: Who) -> Forecast:
        draft = await at_hand(tx, want.draft, who.organizer)
        others = sum(o.key != who.organizer and may(o.role, Deed.APPROVE) for o in self._desk.organizers)
        if draft is None or draft.case is None or draft.appeal is None:
            return Forecast(0, 0, 0, others)
        if (sequel := self._sequels.get(draft.purpose)) is not None:
            return await sequel.forecast(tx, draft, others)
        reach = await tx.people.reach(audience_of(draft.case), await tx.appeals.find_case(draft.case.key))
        persons, rooms = sum(reach.persons.values()), sum(reach.rooms.values())
        version = await self._next_version(tx, draft.case, draft.appeal)
        seconds, left = reach.total / self._rate, rooms - reach.muted - reach.asking
        return Forecast(persons, left, seconds, others, version, muted=reach.muted, asking=reach.asking)

    async def _next_version(self, tx: Tx, case: Case, appeal: Appeal) -> int:
        before = await _out_now(tx, case, appeal)
        return 1 + before.version if before else 1

    async def _version_out(self, tx: Tx, want: VersionOut, who: Who) -> Published | None:
        draft = await at_hand(tx, want.draft, who.organizer)
        if draft is None or draft.case is None or draft.appeal is None:
            return None
        return await _out_now(tx, draft.case, draft.appeal)

    async def _too_long(self, tx: Tx, want: TooLong, who: Who) -> tuple[str, int] | None:
        draft = await at_hand(tx, want.draft, who.organizer)
        published = as_published(draft) if draft else None
        if draft is None or published is None:
            return None
        longest = min(platform.can.longest for platform in self._desk.platforms.values())
        return overflow(self._desk.wording, message(draft, published), longest)

    async def _open(self, tx: Tx, want: OpenDrafts, who: Who) -> tuple[Draft, ...]:
        return tuple(await tx.drafts.open_ones())

    async def _seconds(self, tx: Tx, want: HoldSeconds, who: Who) -> float:
        return self._hold

    async def _submit(self, tx: Tx, order: SubmitDraft, who: Who) -> None:
        draft = await tx.drafts.get(order.draft)
        if draft is None or draft.case is None or draft.appeal is None or draft.stage is not DraftStage.OPEN:
            return
        now = self._desk.clock.now()
        appeal = with_an_end(draft.appeal, now.date()) if draft.purpose.asks else draft.appeal
        digest = self._digest(draft.case, appeal)
        submitted = replace(draft, stage=DraftStage.SUBMITTED, appeal=appeal, digest=digest, changed=now)
        await tx.drafts.save(submitted)
        await tx.audit.write(draft.author, "submit", f"draft {draft.id}", now)
        reach = reach_line(await self._forecast(tx, ForecastOf(draft.id), who))
        before = await _out_now(tx, draft.case, appeal)
        asked = request(submitted, own=False, reach=reach, before=before)
        for screen in (*await self._enclosed(tx, submitted), asked):
            await self._desk.tell_organizers(
                tx, screen, only=lambda o: o.key != draft.author, deed=Deed.APPROVE
            )

    async def _enclosed(self, tx: Tx, draft: Draft) -> tuple[Screen, ...]:
        """Its pictures and documents, which nobody should approve unseen."""
        digests = [one.digest for one in draft.appeal.enclosures] if draft.appeal else []
        return enclosures.of_draft(draft, await tx.enclosures.contents(digests)) if digests else ()

    async def _approve(self, tx: Tx, order: ApproveDraft, who: Who) -> None:
        """Everything that makes an approval valid is read again here, whatever the button said."""
        draft = await tx.drafts.get(order.draft)
        if draft is None or draft.stage is not DraftStage.SUBMITTED or draft.digest != order.digest:
            return
        if not who.organizer or who.organizer == draft.author or not may(who.role, Deed.APPROVE):
            return
        if not await self._security.passes(tx, who.organizer, order.code):
            return
        now = self._desk.clock.now()
        waiting = replace(
            draft,
            stage=DraftStage.HOLD,
            approved_by=who.organizer,
            hold_until=now + timedelta(seconds=self._hold),
            changed=now,
        )
        await tx.drafts.save(waiting)
        await tx.audit.write(who.organizer, "approve", f"draft {draft.id}", now)
        screen = held(waiting, self._hold)
        await self._desk.tell_organizers(tx, screen, only=lambda o: o.key != who.organizer, deed=Deed.VETO)

    async def _may_go_alone(self, tx: Tx, want: MayGoAlone, who: Who) -> bool:
        return self._alone

    async def _publish_alone(self, tx: Tx, order: PublishAlone, who: Who) -> None:
        """A hold of its own length, under the author's name: everybody else is told at once."""
        draft = await tx.drafts.get(order.draft)
        if draft is None or draft.stage is not DraftStage.SUBMITTED or draft.digest != order.digest:
            return
        own = who.organizer == draft.author and may(who.role, Deed.APPROVE)
        if not self._alone or not own or not await self._security.passes(tx, draft.author, order.code):
            return
        now = self._desk.clock.now()
        until = now + max(ALONE, timedelta(seconds=self._hold))
        held = replace(draft, stage=DraftStage.HOLD, approved_by=draft.author, hold_until=until, changed=now)
        await tx.drafts.save(held)
        await tx.audit.write(draft.author, "publish alone", f"draft {draft.id}", now)
        told = alone(held, draft.author, (until - now).total_seconds())
        await self._desk.tell_organizers(tx, told, only=lambda o: True, deed=Deed.VETO)

    async def _reopen(self, tx: Tx, order: ReopenDraft, who: Who) -> None:
        draft = await tx.drafts.get(order.draft)
        if draft is None or draft.stage not in (DraftStage.SUBMITTED, DraftStage.HOLD):
            return
        await self.reopen(tx, draft, who.organizer or "")

    async def reopen(self, tx: Tx, draft: Draft, by: str) -> None:
        """Give a draft back to its author and tell everyone else involved."""
        now = self._desk.clock.now()
        opened = replace(
            draft, stage=DraftStage.OPEN, digest="", approved_by=None, hold_until=None, changed=now
        )
        await tx.drafts.save(opened)
        await tx.audit.write(by, "reopen", f"draft {draft.id}", now)
        involved = {draft.author, draft.approved_by} - {by, None}
        told = Screen((text(say("draft.reopened", title=draft.appeal.title if draft.appeal else "")),))
        await self._desk.tell_organizers(tx, told, only=lambda o: o.key in involved, deed=Deed.LOOK)

    async def due(self, tx: Tx) -> list[int]:
        """Drafts that have been held long enough."""
        return [draft.id for draft in await tx.drafts.held_until(self._desk.clock.now())]

    async def release(self, tx: Tx, id: int) -> int | None:
        """Publish a draft whose hold is over; the broadcast that began, ``None`` if it was stopped.

        Whoever is no organizer any more, or has another role by now, has approved nothing; and what has
        expired meanwhile goes back to its author, too.
        """
        now = self._desk.clock.now()
        held = next((d for d in await tx.drafts.held_until(now) if d.id == id), None)
        if held is None:
            return None
        expired = held.appeal and held.purpose.asks and not held.appeal.is_open(now)
        if not self._stands(held) or expired:
            await self.reopen(tx, held, "")
            return None
        return await self._publish(tx, held)

    def _stands(self, held: Draft) -> bool:
        """Whether its approval is still that of somebody who may approve; of its author only where that is
        allowed."""
        approver = self._desk.role_of(held.approved_by)
        return may(approver, Deed.APPROVE) and (self._alone or held.approved_by != held.author)

    async def give_back(self, tx: Tx, id: int) -> None:
        """A held draft could not be published: its author has it again, and both involved are told."""
        draft = await tx.drafts.get(id)
        if draft and draft.stage is DraftStage.HOLD:
            await self.reopen(tx, draft, "")

    async def _publish(self, tx: Tx, draft: Draft) -> int | None:
        if draft.case is None or draft.appeal is None:
            raise ValueError("a held draft has no content")
        sequel = self._sequels.get(draft.purpose)
        if sequel is not None and not await sequel.fits(tx, draft):
            await self.reopen(tx, draft, "")
            return None
        now = self._desk.clock.now()
        before = [case.hearings for _, case in await tx.appeals.cases() if case.key == draft.case.key]
        published = await tx.appeals.publish(draft.case, draft.appeal, now)
        kept = [one.digest for one in draft.appeal.enclosures]
        await tx.enclosures.publish(draft.id, published.id, kept)
        await self._dates.arrive(tx, published.case_id, draft.case.hearings, *before)
        await self._reminding.keep_days(tx, published.case_id, announced=True)
        begun = sequel.begin(tx, draft, published) if sequel else self._begin(tx, published)
        broadcast = await begun
        await tx.drafts.save(replace(draft, stage=DraftStage.PUBLISHED, published=published.id, changed=now))
        await tx.audit.write(draft.approved_by or "", "publish", f"appeal {published.id}", now)
        return broadcast

    async def _begin(self, tx: Tx, published: Published) -> int:
        """Organizers see it first, as everybody will; rooms and persons follow when they have had a look."""
        card, now = cards.alert(published), self._desk.clock.now()
        first = timedelta(seconds=min(self._canary, self._hold))
        broadcast = await tx.outbox.broadcast(
            BroadcastKind.ALERT,
            BroadcastScreens(card, card),
            audience_of(published.case),
            Priority.ALERT,
            now,
            key=f"alert:{published.id}:{published.version}",
            appeal=published.id,
            not_before=now + first if first else None,
        )
        if first:
            screen = canary(card, broadcast, first.total_seconds())
            await self._desk.tell_organizers(tx, screen, only=lambda o: True, deed=Deed.VETO)
        return broadcast
