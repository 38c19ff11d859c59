"""After a hearing: organizers are asked once, and what came out reaches those who acted."""

from datetime import UTC, datetime, timedelta

from alertbot.domain.hearing import Hearing, HearingState
from tests.support.actor import Actor
from tests.support.stage import Stage

from .test_court_moves import chain, count, follows, set_one

SITS = datetime(2017, 10, 20, 4, tzinfo=UTC)
"""20 October, 10:00 in Shymkent."""

ASKED = SITS + timedelta(hours=3)


async def hearing(stage: Stage) -> Hearing:
    return (await chain(stage))[-1].hearing


async def asked(stage: Stage) -> None:
    await set_one(stage)
    await stage.until(ASKED)


async def test_organizers_are_asked_three_hours_after_the_court_was_to_sit_and_once(stage: Stage) -> None:
    await set_one(stage)
    await stage.until(ASKED - timedelta(minutes=1))
    stage.olga.sees_not("outcome.ask")
    await stage.until(ASKED)
    stage.omar.sees("outcome.ask", "Friday, 20 October 2017, 10:00")
    await stage.restart()
    await stage.pass_time(hours=1)

    assert [count(organizer, "outcome.ask") for organizer in (stage.olga, stage.omar)] == [1, 1]


async def test_a_question_that_came_due_while_the_bot_was_away_is_asked_when_it_is_back(stage: Stage) -> None:
    await set_one(stage)
    await stage.end()
    stage.clock.jump(ASKED + timedelta(hours=30))
    await stage.begin()
    await stage.look()

    assert count(stage.olga, "outcome.ask") == 1
    assert count(stage.olga, "outcome.unknown") == 0


async def test_of_a_hearing_that_moved_or_was_called_off_nobody_is_asked(stage: Stage) -> None:
    await set_one(stage)
    await stage.olga.taps("hearing.cancel")
    await stage.olga.taps("hearing.cancel_yes")
    await stage.until(ASKED)

    stage.olga.sees_nothing()


async def test_a_day_of_silence_makes_the_outcome_unknown_and_organizers_are_told_once(stage: Stage) -> None:
    await asked(stage)
    await stage.until(ASKED + timedelta(hours=23, minutes=59))
    assert (await hearing(stage)).state is HearingState.SCHEDULED
    await stage.until(ASKED + timedelta(hours=24))
    assert (await hearing(stage)).state is HearingState.OUTCOME_UNKNOWN
    stage.olga.sees_one("outcome.unknown")
    await stage.restart()
    await stage.pass_time(hours=25)

    assert count(stage.olga, "outcome.unknown") == 1


async def test_an_answer_is_still_taken_after_the_outcome_was_given_up(stage: Stage) -> None:
    await asked(stage)
    await stage.until(ASKED + timedelta(hours=24))
    await stage.olga.taps("outcome.answer.decided")

    assert (await hearing(stage)).state is HearingState.HELD


async def test_what_came_out_is_confirmed_with_its_recipients_and_reaches_whoever_acted_or_follows(
    stage: Stage,
) -> None:
    """Ann signed, Boris follows, Carla only subscribed."""
    await stage.subscribe("ann", "boris", "carla")
    await set_one(stage)
    await stage.ann.says("/appeals")
    await stage.ann.taps("Free Ainur")
    await stage.ann.taps("card.sign")
    await stage.ann.taps("sign.count_me")
    await stage.boris.says("/appeals")
    await stage.boris.taps("Свободу Айнуру")
    await stage.boris.taps("card.remind")
    await stage.until(ASKED)
    await stage.olga.taps("outcome.answer.decided")
    stage.olga.sees("outcome.decided", "outcome.what")
    assert (await hearing(stage)).state is HearingState.HELD
    await stage.olga.says("The sentence was upheld. An appeal will follow.")
    stage.olga.sees("outcome.confirm", "The sentence was upheld", "2 chats")
    for actor in (stage.ann, stage.boris, stage.carla):
        actor.looks_away()
    await stage.olga.taps("outcome.send")
    await stage.look()

    for actor in (stage.ann, stage.boris):
        actor.sees_one("outcome.decided")
        actor.sees("The sentence was upheld. An appeal will follow.", "outcome.thanks")
    stage.carla.sees_nothing()


async def test_whoever_wrote_a_letter_acted(stage: Stage) -> None:
    await stage.subscribe("ann")
    await set_one(stage)
    appeal = (await stage.asked(lambda tx: tx.appeals.newest(1)))[0]
    async with stage.store.transaction() as tx:
        address = await tx.people.address(1)
        assert address is not None
        await tx.signatures.mark(appeal.id, address, "letter.president.1")
    await stage.until(ASKED)
    await stage.olga.taps("outcome.answer.held")
    await stage.olga.taps("outcome.wordless")
    stage.ann.looks_away()
    await stage.olga.taps("outcome.send")
    await stage.look()

    stage.ann.sees_one("outcome.held")


async def test_organizers_may_keep_an_outcome_to_themselves(stage: Stage) -> None:
    await stage.subscribe("ann")
    await set_one(stage)
    await follows(stage, stage.ann)
    await stage.until(ASKED)
    await stage.olga.taps("outcome.answer.held")
    await stage.olga.taps("outcome.tell_nobody")
    await stage.look()

    stage.olga.sees("outcome.nobody")
    stage.ann.sees_nothing()


async def test_an_outcome_with_a_link_or_too_many_words_is_not_sent(stage: Stage) -> None:
    await asked(stage)
    await stage.olga.taps("outcome.answer.held")
    for words in ("Read more: https://example.org", "write to @somebody", "x" * 601):
        await stage.olga.says(words)
        stage.olga.sees_one("outcome.refused")


async def test_the_same_words_go_out_once_whoever_else_taps(stage: Stage) -> None:
    await stage.subscribe("ann")
    await set_one(stage)
    await follows(stage, stage.ann)
    await stage.until(ASKED)
    for organizer in (stage.olga, stage.omar):
        await organizer.taps("outcome.answer.held")
        if organizer is stage.omar:
            organizer.sees("outcome.already")
            await organizer.taps("outcome.write")
        await organizer.says("It took an hour.")
        await organizer.taps("outcome.send")
    await stage.look()

    assert count(stage.ann, "It took an hour.") == 1


async def test_an_adjournment_leads_to_its_new_date_or_to_none(stage: Stage) -> None:
    await asked(stage)
    await stage.olga.taps("outcome.answer.adjourned")
    stage.olga.sees_one("outcome.new_date")
    await stage.olga.taps("outcome.date_known")
    await stage.olga.says("25 October 10:00")
    await stage.olga.taps("hearing.move_yes")
    assert [s.hearing.state for s in await chain(stage)] == [HearingState.ADJOURNED, HearingState.SCHEDULED]
    await stage.until(datetime(2017, 10, 25, 7, tzinfo=UTC))
    await stage.omar.taps("outcome.answer.adjourned")
    await stage.omar.taps("outcome.date_unknown")

    assert (await hearing(stage)).state is HearingState.ADJOURNED_WITHOUT_DATE


async def test_before_the_court_sits_nobody_can_say_how_it_went(stage: Stage) -> None:
    await set_one(stage)
    id = (await chain(stage))[0].id
    await stage.olga.follows(f"went-{id}-held")

    stage.olga.sees_one("outcome.too_early")
    assert (await hearing(stage)).state is HearingState.SCHEDULED


async def test_a_stranger_cannot_answer(stage: Stage) -> None:
    await asked(stage)
    id = (await chain(stage))[0].id
    await refused(stage.ann, f"went-{id}-held")

    assert (await hearing(stage)).state is HearingState.SCHEDULED


async def refused(actor: Actor, packed: str) -> None:
    await actor.follows(packed)
    actor.sees_not("outcome.what")
