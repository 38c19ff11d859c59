"""An alert is one message; what would not fit never gets as far as an approver."""

from alertbot.domain.publication import DraftStage
from tests.support.stage import Stage

LONG = """kind: appeal
issuer: An Example Union
title: {en: Free}
summary: {en: %s}
actions:
  - kind: call
    text: {en: Call the court}
case:
  key: long
  title: {en: Free}
  summary: {en: Free}
  country: KZ
"""


async def test_an_alert_that_does_not_fit_one_message_is_not_submitted(stage: Stage) -> None:
    await stage.olga.sends("appeal.yaml", (LONG % ("Facts about the case. " * 250)).encode())
    await stage.olga.taps("review.submit")

    stage.olga.sees_one("submit.too_long")
    (draft,) = await stage.asked(lambda tx: tx.drafts.open_ones())
    assert draft.stage is DraftStage.OPEN
