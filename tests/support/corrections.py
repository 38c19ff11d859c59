"""A published appeal is corrected: approved already, its hold over, without the taps that lead there."""

from dataclasses import replace
from typing import Any

from alertbot.domain.language import Localised
from alertbot.domain.publication import DraftStage, Published, Purpose
from alertbot.ports import Tx

from .stage import Stage

WRONG, RIGHT = "Ainur Kurmanov", "Aynur Kurmanbek"
TITLE = "A trade unionist before the court"


def said(words: str) -> Localised:
    return Localised({"en": words, "ru": words, "ro": words})


def renamed(now: Published, *, name: str = RIGHT, **changes: Any) -> Published:
    """With another name for the first person of the case, and another title of it."""
    first, *others = now.case.persons
    persons = (replace(first, name=name, names=Localised()), *others)
    return replace(now, case=replace(now.case, title=said(TITLE), persons=persons, **changes))


async def newest(tx: Tx) -> Published:
    return (await tx.appeals.newest(1))[0]


async def drafted(stage: Stage, now: Published, right: Published) -> int:
    """Olga's draft of a correction."""
    async with stage.store.transaction() as tx:
        draft = await tx.drafts.begin("olga", stage.clock.now())
        filled = replace(draft, case=right.case, appeal=right.appeal, purpose=Purpose.CORRECTION)
        await tx.drafts.save(replace(filled, about=now.id, since=now.version))
    return draft.id


async def released(stage: Stage, now: Published, right: Published) -> None:
    """A correction, approved, after its hold."""
    id = await drafted(stage, now, right)
    async with stage.store.transaction() as tx:
        draft = await tx.drafts.get(id)
        assert draft is not None
        held = replace(draft, stage=DraftStage.HOLD, approved_by="omar", hold_until=stage.clock.now())
        await tx.drafts.save(replace(held, digest="0" * 64))
    await stage.look()
    await stage.look()


async def corrected(stage: Stage) -> None:
    """The name of the newest appeal's person, and the title of its case."""
    now = await stage.asked(newest)
    await released(stage, now, renamed(now))
