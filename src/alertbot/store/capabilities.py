"""The lawyer's links: found by a keyed hash of their code, with what was proposed through them.

Neither table has room for whoever used a link. A proposal keeps its day, which the limit needs, and no hour.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, false, func, insert, select, update

from alertbot.domain.hearing import Hearing
from alertbot.domain.proposal import LASTS, MOST_A_DAY, LawyersLink, Proposal, StoredProposal
from alertbot.store.documents import dump, load
from alertbot.store.schema import capability, proposal
from alertbot.store.words import ProposalState
from alertbot.store.work import Work


class SqlLawyersLinks:
    """See :class:`alertbot.ports.LawyersLinks`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def make(self, case_id: int, code: str, by: str, now: datetime) -> LawyersLink:
        hidden = self._work.vault.code(code)
        row = insert(capability).values(case_id=case_id, code=hidden, made_by=by, expires=now + LASTS)
        await self._work.run(row)
        return (await self._read(capability.c.code == hidden, now))[0]

    async def behind(self, code: str, now: datetime) -> LawyersLink | None:
        found = await self._read(capability.c.code == self._work.vault.code(code), now)
        return found[0] if found else None

    async def get(self, id: int, now: datetime) -> LawyersLink | None:
        found = await self._read(capability.c.id == id, now)
        return found[0] if found else None

    async def of_case(self, case_id: int, now: datetime) -> list[LawyersLink]:
        return await self._read(capability.c.case_id == case_id, now)

    async def revoke(self, id: int) -> bool:
        standing = update(capability).where(capability.c.id == id, capability.c.revoked == false())
        waits = (proposal.c.capability == id) & (proposal.c.state == ProposalState.OPEN)
        await self._work.run(update(proposal).where(waits).values(state=ProposalState.DECLINED))
        return await self._work.changed(standing.values(revoked=True)) > 0

    async def allow_at_once(self, id: int, allowed: bool) -> None:
        await self._work.run(update(capability).where(capability.c.id == id).values(at_once=allowed))

    async def left_today(self, id: int, now: datetime) -> int:
        today = (proposal.c.capability == id) & (proposal.c.day == now.astimezone(UTC).date())
        made: int = await self._work.value(select(func.count()).where(today))
        return max(0, MOST_A_DAY - made)

    async def propose(self, link: LawyersLink, made: Proposal, now: datetime) -> StoredProposal | None:
        if not await self.left_today(link.id, now):
            return None
        row = insert(proposal).values(
            capability=link.id,
            kind=made.kind,
            hearing=made.hearing,
            document=None if made.new is None else dump(made.new),
            day=now.astimezone(UTC).date(),
            state=ProposalState.OPEN,
        )
        id = await self._work.value(row.returning(proposal.c.id))
        return await self.proposal(id)

    async def proposal(self, id: int) -> StoredProposal | None:
        row = await self._work.row(
            select(proposal, capability.c.case_id).join_from(proposal, capability).where(proposal.c.id == id)
        )
        return None if row is None else _proposal(row)

    async def settle(self, id: int, *, accepted: bool) -> bool:
        state = ProposalState.ACCEPTED if accepted else ProposalState.DECLINED
        waits = (proposal.c.id == id) & (proposal.c.state == ProposalState.OPEN)
        return await self._work.changed(update(proposal).where(waits).values(state=state)) > 0

    async def _read(self, which: ColumnElement[bool], now: datetime) -> list[LawyersLink]:
        works = (capability.c.revoked == false()) & (capability.c.expires > now)
        rows = await self._work.rows(select(capability).where(which, works).order_by(capability.c.id))
        return [LawyersLink(row.id, row.case_id, row.made_by, row.expires, row.at_once) for row in rows]


def _proposal(row: Row[Any]) -> StoredProposal:
    new = None if row.document is None else load(Hearing, row.document)
    waits = row.state is ProposalState.OPEN
    return StoredProposal(row.id, row.case_id, Proposal(row.kind, row.hearing, new), waits)
