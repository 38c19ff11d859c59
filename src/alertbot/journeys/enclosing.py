"""Enclosing: files that organizers send are cleaned in a thread and kept with their draft or appeal."""

import asyncio
from collections.abc import Callable, Mapping

from alertbot.dialogue.enclosure_file import Cleaned, CleanFile, Enclose, PreparedFiles, Unenclose
from alertbot.dialogue.enclosures import EnclosedIn, EnclosedWith
from alertbot.domain.enclosure import Enclosure
from alertbot.domain.publication import DraftStage
from alertbot.errors import Unenclosable
from alertbot.intake.campaign_enclosures import EnclosureFile
from alertbot.journeys.desk import Journey, Who
from alertbot.journeys.drafting import at_hand
from alertbot.ports import Store, Tx

Files = Callable[[str, str], tuple[EnclosureFile, ...]]
"""The files of a prepared appeal, by the keys of its case and its own."""


class Enclosing:
    def __init__(self, files: Files) -> None:
        self._files = files

    @property
    def journey(self) -> Journey:
        return Journey(
            finds={EnclosedIn: self._in_draft, EnclosedWith: self._with_appeal},
            fetches={Cleaned: self._cleaned, PreparedFiles: self._prepared},
            does={Enclose: self._enclose, Unenclose: self._unenclose},
        )

    async def _cleaned(self, store: Store, want: Cleaned, who: Who) -> CleanFile:
        return await asyncio.to_thread(_clean_file, want.content)

    async def _prepared(
        self, store: Store, want: PreparedFiles, who: Who
    ) -> tuple[tuple[Enclosure, bytes] | None, ...]:
        files = self._files(want.case, want.appeal) if who.organizer else ()
        return tuple([await asyncio.to_thread(_prepared_file, one) for one in files])

    async def _in_draft(self, tx: Tx, want: EnclosedIn, who: Who) -> Mapping[str, bytes]:
        draft = await at_hand(tx, want.draft, who.organizer)
        if draft is None or draft.appeal is None:
            return {}
        return await tx.enclosures.contents([one.digest for one in draft.appeal.enclosures])

    async def _with_appeal(self, tx: Tx, want: EnclosedWith, who: Who) -> Mapping[str, bytes]:
        published = await tx.appeals.get(want.appeal)
        if published is None or published.closed or published.withdrawn:
            return {}
        return await tx.enclosures.contents([one.digest for one in published.appeal.enclosures])

    async def _enclose(self, tx: Tx, order: Enclose, who: Who) -> None:
        if await _may_change(tx, order.draft, who):
            await tx.enclosures.keep(order.draft, order.digest, order.content)

    async def _unenclose(self, tx: Tx, order: Unenclose, who: Who) -> None:
        if await _may_change(tx, order.draft, who):
            await tx.enclosures.drop(order.draft, order.digest)


async def _may_change(tx: Tx, id: int, who: Who) -> bool:
    draft = await at_hand(tx, id, who.organizer)
    return draft is not None and draft.stage is DraftStage.OPEN and draft.author == who.organizer


def _prepared_file(one: EnclosureFile) -> tuple[Enclosure, bytes] | None:
    try:
        return one.cleaned()
    except Unenclosable:
        return None


def _clean_file(content: bytes) -> CleanFile:
    # Two libraries that only this needs: a bot to whom nobody sends a picture does without their memory.
    from alertbot.intake.enclosure import cleaned

    try:
        return CleanFile(*cleaned(content))
    except Unenclosable as refused:
        return CleanFile(fault=refused.why)
