"""What cannot be published holds up nobody else."""

import pytest

from alertbot.domain.publication import DraftStage
from alertbot.journeys.publishing import Publishing
from tests.support.stage import HOLD, Stage


async def test_a_draft_that_cannot_be_published_goes_back_to_its_author(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object) -> int:
        raise RuntimeError("nobody expected this")

    await stage.subscribe("ann")
    await stage.submit_prepared("Glodeni")
    await stage.omar.taps("approve.yes")
    stage.ann.looks_away()
    monkeypatch.setattr(Publishing, "_publish", fail)
    await stage.pass_time(seconds=HOLD + 1)

    (draft,) = await stage.asked(lambda tx: tx.drafts.open_ones())
    assert draft.stage is DraftStage.OPEN
    assert stage.ann.news() == []
    stage.olga.sees("draft.reopened")


async def test_what_is_due_beside_it_still_goes_out(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Publishing._publish  # pyright: ignore[reportPrivateUsage]

    async def fail_first(self: Publishing, tx: object, draft: object) -> int | None:
        if getattr(draft, "id", 0) == 1:
            raise RuntimeError("nobody expected this")
        return await whole(self, tx, draft)  # pyright: ignore[reportArgumentType]

    await stage.subscribe("ann")
    for case in ("Glodeni", "Free Ainur"):
        await stage.submit_prepared(case)
        await stage.omar.taps("approve.yes")
    stage.ann.looks_away()
    monkeypatch.setattr(Publishing, "_publish", fail_first)
    await stage.pass_time(seconds=HOLD + 1)

    (alert,) = stage.ann.news()
    assert alert.fits("Free Ainur")


async def test_both_organizers_are_told_when_an_appeal_went_out_before(stage: Stage) -> None:
    await stage.submit_prepared("Glodeni")
    stage.omar.sees("reach.line")
    await stage.omar.taps("approve.yes")
    await stage.pass_time(seconds=HOLD + 1)
    await stage.submit_prepared("Glodeni")

    stage.omar.sees("reach.again")
