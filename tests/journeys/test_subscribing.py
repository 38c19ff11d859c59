"""Subscribing as the people involved see it, over the playground's Telegram."""

from tests.support.telegram import TelegramStage


async def test_a_first_word_is_answered_with_consent_and_stores_nobody(stage: TelegramStage) -> None:
    await stage.ann.start()

    stage.ann.sees("welcome.consent", locale="en")
    stage.ann.is_offered("welcome.agree", "welcome.decline")


async def test_two_taps_subscribe(stage: TelegramStage) -> None:
    await stage.ann.start()
    await stage.ann.taps("welcome.agree")

    stage.ann.sees("subscribed.title")
