"""The lawyer's link: made and revoked by organizers, used by whoever has it; only proposals come through.

Nothing here keeps or tells an account: the audit and the organizers read "the lawyer".
"""

import secrets
from dataclasses import replace

from alertbot.dialogue import lawyer_desk
from alertbot.dialogue.hearing_words import is_open, may_be_answered
from alertbot.dialogue.lawyer import Propose, Seat, SeatBehind, SeatOf
from alertbot.dialogue.lawyer_desk import (
    ChangeLink,
    Decide,
    EndLink,
    FreshCode,
    KeepLink,
    LinksOf,
    ProposalAt,
    ProposalSeen,
)
from alertbot.domain.hearing import Hearing, HearingState, StoredHearing
from alertbot.domain.proposal import LawyersLink, ProposalKind, StoredProposal, is_small_move
from alertbot.journeys.desk import Desk, Journey, Who
from alertbot.journeys.hearings import BY_LAWYER, CourtDates, unused_key
from alertbot.journeys.outcomes import Outcomes
from alertbot.ports import Tx

CODE_BYTES = 20
"""160 bits: nobody finds a link by trying."""

THE_LAWYER = "the lawyer"
"""Whom the audit names."""


class LawyersDates:
    def __init__(self, desk: Desk, dates: CourtDates, outcomes: Outcomes) -> None:
        self._desk = desk
        self._dates = dates
        self._outcomes = outcomes

    @property
    def journey(self) -> Journey:
        return Journey(
            finds={
                SeatBehind: self._behind,
                SeatOf: self._seat_of,
                FreshCode: self._fresh_code,
                LinksOf: self._links_of,
                ProposalAt: self._proposal_at,
            },
            does={
                KeepLink: self._keep,
                EndLink: self._end,
                ChangeLink: self._change,
                Propose: self._propose,
                Decide: self._decide,
            },
        )

    # --- the lawyer's side --------------------------------------------------------------------------------

    async def _behind(self, tx: Tx, want: SeatBehind, who: Who) -> Seat | None:
        link = await tx.lawyers_links.behind(want.code, self._desk.clock.now())
        return await self._seat(tx, link, who) if link else None

    async def _seat_of(self, tx: Tx, want: SeatOf, who: Who) -> Seat | None:
        link = await tx.lawyers_links.get(want.link, self._desk.clock.now())
        return await self._seat(tx, link, who) if link else None

    async def _seat(self, tx: Tx, link: LawyersLink, who: Who) -> Seat | None:
        appeals = await tx.appeals.of_case(link.case_id)
        if not appeals:
            return None
        chain = tuple(await tx.hearings.of_case(link.case_id))
        left = await tx.lawyers_links.left_today(link.id, self._desk.clock.now())
        reply = (who.chat.platform, who.chat.chat, who.locale)
        return Seat(link, appeals[0].case.title, chain, left, reply)

    async def _propose(self, tx: Tx, order: Propose, who: Who) -> None:
        now = self._desk.clock.now()
        link = await tx.lawyers_links.get(order.link, now)
        stored = await tx.lawyers_links.propose(link, order.proposal, now) if link else None
        seen = await self._seen(tx, stored) if stored else None
        if link is None or stored is None or seen is None:
            return
        await tx.audit.write(THE_LAWYER, "propose", f"proposal {stored.id}", now)
        at_once = link.at_once and _is_small(seen)
        if at_once:
            await self._carry_out(tx, seen, THE_LAWYER)
        screen = lawyer_desk.proposed(seen, accepted=at_once)
        await self._desk.tell_organizers(tx, screen, only=lambda o: True, key=f"proposal:{stored.id}")

    # --- the organizers' side -----------------------------------------------------------------------------

    async def _fresh_code(self, tx: Tx, want: FreshCode, who: Who) -> str:
        return secrets.token_hex(CODE_BYTES)

    async def _links_of(self, tx: Tx, want: LinksOf, who: Who) -> tuple[LawyersLink, ...]:
        return tuple(await tx.lawyers_links.of_case(want.case, self._desk.clock.now()))

    async def _keep(self, tx: Tx, order: KeepLink, who: Who) -> None:
        link = await tx.lawyers_links.make(
            order.case_id, order.code, who.organizer or "", self._desk.clock.now()
        )
        await self._note(tx, who, "link", link.id)

    async def _end(self, tx: Tx, order: EndLink, who: Who) -> None:
        if await tx.lawyers_links.revoke(order.link):
            await self._note(tx, who, "revoke", order.link)

    async def _change(self, tx: Tx, order: ChangeLink, who: Who) -> None:
        await tx.lawyers_links.allow_at_once(order.link, order.at_once)
        await self._note(tx, who, "at once" if order.at_once else "not at once", order.link)

    async def _note(self, tx: Tx, who: Who, what: str, link: int) -> None:
        await tx.audit.write(who.organizer or "", what, f"lawyer's link {link}", self._desk.clock.now())

    async def _proposal_at(self, tx: Tx, want: ProposalAt, who: Who) -> ProposalSeen | None:
        stored = await tx.lawyers_links.proposal(want.proposal)
        return await self._seen(tx, stored) if stored else None

    async def _seen(self, tx: Tx, stored: StoredProposal) -> ProposalSeen | None:
        about = stored.proposal.hearing
        old = await tx.hearings.get(about) if about else None
        appeals = await tx.appeals.of_case(stored.case_id)
        if not appeals:
            return None
        return ProposalSeen(stored, appeals[0].case, old, self._is_possible(stored, old))

    def _is_possible(self, stored: StoredProposal, old: StoredHearing | None) -> bool:
        proposal, now = stored.proposal, self._desk.clock.now()
        if proposal.kind is ProposalKind.DATE:
            fits = proposal.hearing is None or is_open(old)
            return fits and proposal.new is not None and proposal.new.starts > now
        return is_open(old) if proposal.kind is ProposalKind.ADJOURN else may_be_answered(old)

    async def _decide(self, tx: Tx, order: Decide, who: Who) -> None:
        stored = await tx.lawyers_links.proposal(order.proposal)
        seen = await self._seen(tx, stored) if stored else None
        if seen is None or who.organizer is None:
            return
        if order.accepted:
            await self._carry_out(tx, seen, who.organizer)
        elif await tx.lawyers_links.settle(order.proposal, accepted=False):
            now = self._desk.clock.now()
            await tx.audit.write(who.organizer, "decline", f"proposal {order.proposal}", now)

    async def _carry_out(self, tx: Tx, seen: ProposalSeen, by: str) -> None:
        """Do what was proposed, once, unless something has overtaken it."""
        stored, proposal = seen.stored, seen.stored.proposal
        if not seen.possible or not await tx.lawyers_links.settle(stored.id, accepted=True):
            return
        await tx.audit.write(by, "accept", f"proposal {stored.id}", self._desk.clock.now())
        if proposal.new is not None:
            hearing = await self._in_place(tx, stored.case_id, proposal.new, seen.old)
            await self._dates.set_date(tx, stored.case_id, hearing, BY_LAWYER)
        elif proposal.kind is ProposalKind.ADJOURN and seen.old:
            await self._dates.end(tx, seen.old, HearingState.ADJOURNED_WITHOUT_DATE, BY_LAWYER)
        elif seen.old:
            await self._outcomes.settle(tx, seen.old.id)

    async def _in_place(self, tx: Tx, case_id: int, new: Hearing, old: StoredHearing | None) -> Hearing:
        taken = {stored.hearing.key for stored in await tx.hearings.of_case(case_id)}
        return replace(new, key=unused_key(taken), supersedes=old.hearing.key if old else None)


def _is_small(seen: ProposalSeen) -> bool:
    new, old = seen.stored.proposal.new, seen.old
    return new is not None and old is not None and seen.possible and is_small_move(old.hearing, new)
