"""The plan question: it changes the advice that is shown, and leaves no trace of the answer anywhere."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from alertbot.ports import POSITION
from alertbot.store.schema import delivery, drawer, inbox, metadata
from tests.support.stage import Stage

from .test_court_moves import follows, set_one

REMINDED = datetime(2017, 10, 13, 12, tzinfo=UTC)


async def everything(stage: Stage) -> dict[str, list[tuple[object, ...]]]:
    """All that is kept, but for what any message passes through: the tables, and the place up to which the
    platform has been heard."""
    kept: dict[str, list[tuple[object, ...]]] = {}
    async with stage.store.transaction() as tx:
        for table in metadata.sorted_tables:
            if table.name not in ("inbox", "delivery", "talk"):
                asked = select(table)
                if table is drawer:
                    asked = asked.where(drawer.c.name != POSITION)
                kept[table.name] = [tuple(row) for row in await tx.work.rows(asked)]
    return kept


async def reminded(stage: Stage) -> None:
    await set_one(stage)
    await follows(stage, stage.ann)
    await stage.until(REMINDED)


@pytest.mark.parametrize("how", ["going", "not", "remote"])
async def test_an_answer_changes_the_advice_and_nothing_that_is_kept(stage: Stage, how: str) -> None:
    await reminded(stage)
    stage.ann.is_offered("plan.going", "plan.not", "plan.remote")
    before = await everything(stage)
    await stage.ann.taps(f"plan.{how}")

    stage.ann.sees(f"plan.{how}.title", "plan.not_kept")
    assert await everything(stage) == before


async def test_what_passes_through_is_one_emptied_answer_row_whatever_was_answered(stage: Stage) -> None:
    await reminded(stage)
    left: list[object] = []
    for how in ("going", "not", "remote"):
        async with stage.store.transaction() as tx:
            known = {row.id for row in await tx.work.rows(select(delivery.c.id))}
        await stage.ann.taps(f"plan.{how}")
        async with stage.store.transaction() as tx:
            rows = await tx.work.rows(select(delivery).where(delivery.c.id.not_in(known)))
            raw = await tx.work.rows(select(inbox.c.raw))
        assert len(rows) == 1
        left.append((rows[0].payload, rows[0].address, rows[0].key, rows[0].state, rows[0].priority))
        assert [row.raw for row in raw] == [None] * len(raw)

    assert left[0] == left[1] == left[2]
    assert left[0][0] is None  # type: ignore[index]


async def test_the_choices_offered_afterwards_do_not_tell_which_one_was_taken(stage: Stage) -> None:
    await reminded(stage)
    offered: list[list[str]] = []
    for how in ("going", "not", "remote"):
        await stage.ann.taps(f"plan.{how}")
        offered.append(stage.ann.buttons)

    assert offered[0] == offered[1] == offered[2]
