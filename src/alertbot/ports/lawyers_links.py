"""The lawyer's links, and what is proposed through them. Nothing here knows an account."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from alertbot.domain.proposal import LawyersLink, Proposal, StoredProposal


class LawyersLinks(Protocol):
    async def make(self, case_id: int, code: str, by: str, now: datetime) -> LawyersLink:
        """Keep a new link under a keyed hash of its ``code``; it lasts for sixty days."""
        ...

    async def behind(self, code: str, now: datetime) -> LawyersLink | None:
        """The link with this code, unless it was revoked or is over."""
        ...

    async def get(self, id: int, now: datetime) -> LawyersLink | None:
        """A link that still works."""
        ...

    async def of_case(self, case_id: int, now: datetime) -> Sequence[LawyersLink]:
        """The links that still work, oldest first."""
        ...

    async def revoke(self, id: int) -> bool:
        """End a link; what waits of its proposals is dropped with it. Whether there was one."""
        ...

    async def allow_at_once(self, id: int, allowed: bool) -> None: ...

    async def left_today(self, id: int, now: datetime) -> int:
        """How many proposals a link may still make today (UTC)."""
        ...

    async def propose(self, link: LawyersLink, made: Proposal, now: datetime) -> StoredProposal | None:
        """Keep a proposal; ``None`` when the link has made as many today as it may."""
        ...

    async def proposal(self, id: int) -> StoredProposal | None: ...

    async def settle(self, id: int, *, accepted: bool) -> bool:
        """Decide about a proposal that waits; ``False`` when somebody has done so before."""
        ...
