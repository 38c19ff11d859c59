"""Signing with buttons that have stood in the chat for a while."""

from alertbot.dialogue.doors import Sign
from alertbot.domain.publication import Published
from alertbot.domain.signature import Support
from alertbot.domain.subscriber import Address
from tests.support.actor import Seen
from tests.support.cast import ANN
from tests.support.telegram import TelegramStage, message_of


async def support(stage: TelegramStage, published: Published) -> Support:
    ann = Address("telegram", str(ANN))
    return await stage.asked(lambda tx: tx.signatures.support(published.id, ann))


def offered(stage: TelegramStage, what: str) -> tuple[Seen, str]:
    """Ann's newest message with that choice, and the choice's label."""
    return next((m, label) for m in reversed(stage.ann.messages()) if (label := m.label(what)))


async def presses(stage: TelegramStage, button: tuple[Seen, str]) -> None:
    """Ann goes back to an older message."""
    stage.ann.looks_away()
    message, label = button
    stage.playground.press(ANN, message_of(stage.playground, ANN, message), label)
    await stage.calm()


async def test_an_older_yes_never_stores_a_name_typed_later(stage: TelegramStage) -> None:
    published = await stage.publish("kurmanov")
    await stage.ann.follows(Sign(published.id, published.version).pack())
    await stage.ann.taps("sign.add_name")
    await stage.ann.says("Pseudonym A.")
    older = offered(stage, "sign.name.yes")
    await stage.ann.says("Ann Example")
    await presses(stage, older)

    stage.ann.sees("sign.name.exactly", "Ann Example")
    assert await support(stage, published) == Support(None, 0)
    await stage.ann.taps("sign.name.yes")
    await stage.ann.says("/mydata")
    stage.ann.sees("Ann Example")
    stage.ann.sees_not("Pseudonym")
