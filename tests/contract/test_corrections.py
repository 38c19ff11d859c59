"""A mistake is corrected everywhere: every copy, old buttons, and whoever took a wrong letter."""

from tests.support.stage import HOLD, Stage

RIGHT = "Free Ainur Kurmanov and Zhanna Baitelova!"


async def test_a_correction_replaces_every_copy_and_alerts_nobody_again(stage: Stage) -> None:
    await stage.subscribe("ann", "boris")
    await stage.announce("Free Ainur")
    before = {actor.name: len(actor.messages()) for actor in (stage.ann, stage.boris)}
    await corrected(stage)

    for actor in (stage.ann, stage.boris):
        assert len(actor.messages()) == before[actor.name]
        assert any(m.fits(RIGHT) and m.fits("card.corrected") for m in actor.messages())
        assert not any(m.fits("Free Ainur Kurmanov!", "en") for m in actor.messages())


async def test_organizers_see_how_many_copies_were_corrected(stage: Stage) -> None:
    await stage.subscribe("ann", "boris")
    await stage.announce("Free Ainur")
    await corrected(stage)

    assert any(m.fits("progress.correcting") and m.fits("Corrected: 2 of 2") for m in stage.olga.messages())


async def test_who_approves_a_correction_reads_what_it_does(stage: Stage) -> None:
    await stage.subscribe("ann", "boris")
    await stage.announce("Free Ainur")
    await submitted(stage)

    stage.omar.sees("reach.correction")


async def test_a_stale_button_answers_with_the_corrected_card(stage: Stage) -> None:
    await stage.ann.subscribe()
    await stage.announce("Free Ainur")
    await corrected(stage)
    await stage.ann.follows("sign-1-1")

    stage.ann.sees("appeal.changed", RIGHT)
    stage.ann.sees_not("sign.means")
    await stage.ann.follows("write-1-1")
    stage.ann.sees("appeal.changed", RIGHT)
    await stage.ann.follows("sign-1-2")
    stage.ann.sees("sign.means")


async def test_only_who_took_a_wrong_letter_is_written_to(stage: Stage) -> None:
    await stage.subscribe("ann", "boris")
    await stage.announce("Free Ainur")
    await stage.ann.follows("write-1-1")
    await stage.ann.taps("letter.continue")
    await stage.ann.taps("letter.take")
    await corrected(stage)

    stage.ann.sees("correct.letter", "letter.changed.title")
    stage.ann.is_offered("letter.newest")
    stage.boris.sees_not("correct.letter")


async def test_an_alert_that_was_halted_goes_on_corrected_to_those_who_lack_it(stage: Stage) -> None:
    await stage.subscribe("ann", "boris")
    stage.hold_back(stage.boris)
    await stage.announce("Free Ainur")
    await stage.carla.subscribe()
    await stage.olga.says("/halt")
    await stage.let_through()
    await corrected(stage)

    for actor in (stage.ann, stage.boris, stage.carla):
        assert sum(m.fits(RIGHT) for m in actor.messages()) == 1


async def test_a_second_correction_follows_the_first(stage: Stage) -> None:
    await stage.subscribe("ann", "boris")
    await stage.announce("Free Ainur")
    await corrected(stage)
    await corrected(stage, "Free them both!")

    for actor in (stage.ann, stage.boris):
        assert sum(m.fits("Free them both!") for m in actor.messages()) == 1
        assert not any(m.fits(RIGHT) for m in actor.messages())


async def test_a_correction_survives_a_restart_before_it_is_released(stage: Stage) -> None:
    await stage.subscribe("ann", "boris")
    await stage.announce("Free Ainur")
    await submitted(stage)
    await stage.restart()
    await stage.omar.taps("approve.yes")
    await stage.restart()
    await stage.pass_time(seconds=HOLD + 1)
    await stage.look()

    assert sum(m.fits(RIGHT) for m in stage.ann.messages()) == 1


async def test_of_two_corrections_begun_from_the_same_text_only_the_first_goes_out(stage: Stage) -> None:
    await stage.ann.subscribe()
    await stage.announce("Free Ainur")
    await submitted(stage)
    await stage.omar.taps("approve.yes")
    await stage.omar.says("/correct")
    await stage.omar.taps("Free Ainur")
    await stage.pass_time(seconds=HOLD + 1)
    await stage.omar.says("/drafts")
    await stage.omar.taps("Free Ainur Kurmanov!")
    await stage.omar.taps("review.submit")
    await stage.olga.taps("approve.yes")
    await stage.pass_time(seconds=HOLD + 1)

    stage.omar.sees("draft.reopened")
    assert any(m.fits(RIGHT) for m in stage.ann.messages())


async def submitted(stage: Stage, title: str = RIGHT) -> None:
    """Olga corrects the title in every language and asks for approval."""
    await stage.olga.says("/correct")
    await stage.olga.taps("Free")
    for language in ("en", "ru"):
        draft = (await stage.asked(lambda tx: tx.drafts.open_ones()))[0]
        await stage.olga.follows(f"edit-{draft.id}-title-{language}")
        await stage.olga.says(title)
    await stage.olga.taps("review.submit")


async def corrected(stage: Stage, title: str = RIGHT) -> None:
    """A correction all the way out."""
    await submitted(stage, title)
    await stage.omar.taps("approve.yes")
    await stage.pass_time(seconds=HOLD + 1)
    await stage.look()
