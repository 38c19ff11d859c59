"""Cases: the page of one with all its texts, the search for people, and who of a draft is known already."""

import asyncio
from dataclasses import replace
from datetime import datetime
from itertools import islice

from alertbot.dialogue import namesakes
from alertbot.dialogue.case_page import CaseFile, CaseFileOf, CasesAbout
from alertbot.dialogue.draft_orders import Understood
from alertbot.domain.case import Case
from alertbot.domain.namesakes import Namesake, Register, tells_of
from alertbot.domain.publication import Published
from alertbot.journeys.desk import Journey, Who
from alertbot.ports import Store, Tx

FOUND = 20
"""Cases that one search shows: a phone's screen or two."""


class Cases:
    """Names are compared in a thread: there may be thousands."""

    @property
    def journey(self) -> Journey:
        return Journey(finds={CaseFileOf: self._file}, fetches={CasesAbout: self._about})

    async def _file(self, tx: Tx, want: CaseFileOf, who: Who) -> CaseFile | None:
        published = await tx.appeals.get(want.appeal)
        if published is None:
            return None
        texts = tuple(p for p in await tx.appeals.of_case(published.case_id) if not p.withdrawn)
        if not texts:
            return None
        return CaseFile(texts[0].case, texts, tuple(await tx.hearings.of_case(published.case_id)))

    async def _about(self, store: Store, want: CasesAbout, who: Who) -> tuple[Published, ...]:
        everything = who.organizer is not None
        async with store.snapshot() as tx:
            latest = await tx.appeals.latest(open_only=not everything)
        return await asyncio.to_thread(_found, want.searched, latest, everything)


async def with_known_people(store: Store, read: Understood, now: datetime) -> Understood:
    """What a text was read as, and whom of its people another case was published about before."""
    if read.case is None:
        return read
    async with store.snapshot() as tx:
        latest = await tx.appeals.latest()
    found = await asyncio.to_thread(_namesakes, latest, read.case, now)
    return replace(read, doubts=(*read.doubts, *namesakes.doubts(found)))


def _namesakes(latest: list[Published], case: Case, now: datetime) -> tuple[Namesake, ...]:
    return Register.of(latest).namesakes(case, now)


def _found(searched: str, latest: list[Published], all_names: bool) -> tuple[Published, ...]:
    found = (p for p in latest if tells_of(searched, p.case, p.appeal, all_names=all_names))
    return tuple(islice(found, FOUND))
