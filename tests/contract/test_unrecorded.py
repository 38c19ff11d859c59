"""A bot that dies between sending a message and writing that down: whoever answers it is not misread."""

from typing import Any

from alertbot.domain.subscriber import Address
from alertbot.platforms.transcript import TranscriptPlatform
from tests.support.actor import Actor
from tests.support.stage import HOLD, Stage

KURMANOV = "Free Ainur Kurmanov"


def forget_what_hides(platform: Any) -> None:
    """The platform as it is without the gate: the new bot hears what it is told."""
    if "show" in vars(platform):
        del platform.show


async def alerted(stage: Stage, actor: Actor) -> None:
    """They have an old list of choices before them, and below it an alert of which no result was written."""
    await stage.submit_prepared(KURMANOV)
    await stage.omar.taps("approve.yes")
    await actor.says("/settings")
    stage.leave_unwritten(actor)
    await stage.pass_time(seconds=HOLD + 1)
    actor.sees(KURMANOV)
    await stage.die()
    forget_what_hides(stage.platform)


async def follows(stage: Stage, actor: Actor) -> int:
    async with stage.store.transaction() as tx:
        ann = await tx.people.find(Address(stage.platform.name, actor.chat))
        assert ann
        return len(await tx.follows.followed(ann.id))


async def test_a_choice_below_an_alert_of_which_no_result_was_written_is_the_alerts(stage: Stage) -> None:
    await stage.subscribe("ann")
    await alerted(stage, stage.ann)
    stage.ann.taps_unheard("card.remind")
    await stage.begin()

    assert await follows(stage, stage.ann) == 1


async def test_a_number_below_an_alert_of_which_no_result_was_written_is_the_alerts(stage: Stage) -> None:
    await stage.subscribe("ann")
    await alerted(stage, stage.ann)
    if stage.platform.can.buttons:
        stage.ann.taps_unheard("card.remind")
    else:
        card = stage.ann.messages()[-1]
        stage.ann.says_unheard(str(card.labels.index(card.label("card.remind") or "") + 1))
    await stage.begin()

    assert await follows(stage, stage.ann) == 1


async def test_a_number_written_before_the_answer_to_another_was_seen_means_the_same_list(
    stage: Stage,
) -> None:
    """Somebody types the same number twice, faster than the bot answers."""
    if not isinstance(stage.platform, TranscriptPlatform):
        return
    await stage.publish("kurmanov")
    await stage.ann.subscribe()
    await stage.ann.says("/appeals")
    await stage.ann.taps(KURMANOV)
    await stage.end()
    card = stage.ann.messages()[-1]
    number = str(card.labels.index(card.label("card.remind") or "") + 1)
    stage.ann.says_unheard(number)
    stage.ann.says_unheard(number)
    await stage.begin()

    stage.ann.sees("remind.already")
    assert await follows(stage, stage.ann) == 1


async def test_an_organizers_number_counts_only_for_the_list_that_was_noted_last(stage: Stage) -> None:
    """A server that hides a message from the bot must not choose what an organizer said."""
    if not isinstance(stage.platform, TranscriptPlatform):
        return
    await stage.olga.subscribe()
    await stage.publish("kurmanov")
    await stage.olga.says("/appeals")
    await stage.olga.taps(KURMANOV)
    await stage.end()
    card = stage.olga.messages()[-1]
    number = str(card.labels.index(card.label("card.remind") or "") + 1)
    stage.olga.says_unheard(number)
    stage.olga.says_unheard(number)
    await stage.begin()

    stage.olga.sees("tap.lapsed")
    assert await follows(stage, stage.olga) == 1
