"""Writing letters: to whom, in which language, with what of one's own."""

from datetime import date

from tests.support.actor import Actor
from tests.support.stage import Stage


async def begin(stage: Stage, who: str = "ann") -> None:
    """Somebody has the four offices before them."""
    await stage.publish("kurmanov")
    actor = getattr(stage, who)
    await actor.says("/letter")
    await actor.taps("Kurmanov" if who == "ann" else "Курманов")


def handed_over(actor: Actor) -> int:
    """Letters with their text to copy."""
    return sum(message.fits("letter.body", "en") for message in actor.news())


async def test_without_letters_in_any_appeal_it_says_so(stage: Stage) -> None:
    await stage.publish("tikkurila")
    await stage.ann.says("/letter")

    stage.ann.sees("letter.none")


async def test_letters_to_all_offices_come_ready_to_send(stage: Stage) -> None:
    await begin(stage)
    stage.ann.sees("letter.to_whom")
    await stage.ann.taps("letter.continue")
    stage.ann.sees("4 letters are ready")
    await stage.ann.taps("letter.take")

    stage.ann.sees("Mr. Esimov:", "Mr. Seidumanov:", "Mr. Prosecutor General:", "letter.done")
    assert handed_over(stage.ann) == 4
    assert stage.ann.files == {}, "files are made when they are asked for"


async def test_letters_to_some_offices(stage: Stage) -> None:
    await begin(stage)
    await stage.ann.taps("letter.none_of_them")
    await stage.ann.taps("Esimov")
    await stage.ann.taps("letter.continue")
    await stage.ann.taps("letter.take")

    stage.ann.sees("Mr. Esimov:")
    stage.ann.sees_not("Mr. Seidumanov:")
    assert handed_over(stage.ann) == 1


async def test_without_an_office_there_is_no_letter(stage: Stage) -> None:
    await begin(stage)
    await stage.ann.taps("letter.none_of_them")
    await stage.ann.taps("letter.continue")

    stage.ann.sees_not("letter.take")
    stage.ann.is_not_offered("letter.take")


async def test_a_language_can_be_chosen(stage: Stage) -> None:
    await begin(stage)
    await stage.ann.taps("letter.continue")
    await stage.ann.taps("Russian")
    await stage.ann.taps("letter.take")

    stage.ann.sees("Уважаемый господин Есимов!")
    stage.ann.sees("letter.translation")


async def test_one_sentence_of_ones_own_goes_into_every_letter(stage: Stage) -> None:
    await begin(stage)
    await stage.ann.taps("letter.continue")
    await stage.ann.taps("letter.own_sentence")
    await stage.ann.says("x" * 401)
    stage.ann.sees("letter.sentence.long")
    await stage.ann.says("My own union once needed such letters. {{ 7*7 }}")
    await stage.ann.taps("letter.take")

    bodies = [
        m.text for m in stage.ann.news() if "My own union once needed such letters. {{ 7*7 }}" in m.text
    ]
    assert len(bodies) == 4


async def test_a_name_goes_under_the_letters_and_can_be_cleared(stage: Stage) -> None:
    await begin(stage)
    await stage.ann.taps("letter.continue")
    await stage.ann.taps("letter.own_name")
    await stage.ann.says("@rosa")
    stage.ann.sees("letter.signer.unusable")
    await stage.ann.says("Rosa Example")
    stage.ann.sees("letter.signer.is", "Rosa Example")
    await stage.ann.taps("letter.own_name")
    await stage.ann.says("-")
    stage.ann.sees("letter.signer.none")
    await stage.ann.taps("letter.own_name")
    await stage.ann.says("Rosa Example")
    await stage.ann.taps("letter.take")

    assert sum("Rosa Example" in m.text for m in stage.ann.news()) == 4


async def test_letters_leave_a_mark_and_no_text(stage: Stage) -> None:
    await begin(stage)
    await stage.ann.taps("letter.continue")
    await stage.ann.taps("letter.own_sentence")
    await stage.ann.says("A sentence nobody keeps.")
    await stage.ann.taps("letter.take")
    stage.ann.sees("letter.kept")
    await stage.ann.taps("letter.forget_mine")
    stage.ann.sees("letter.forgotten")

    appeals = await stage.asked(lambda tx: tx.appeals.newest(1))
    assert await stage.asked(lambda tx: tx.signatures.marked(appeals[0].id, "letter.*")) >= 1


async def test_letters_are_over_after_the_last_day(stage: Stage) -> None:
    await stage.publish("kurmanov", sign_by=date(2017, 10, 5))
    await stage.ann.says("/letter")
    await stage.pass_time(days=3)
    await stage.ann.taps("Kurmanov")

    stage.ann.sees("letter.closed")


async def test_an_office_without_an_address_says_so(stage: Stage) -> None:
    await stage.publish("glodeni")
    await stage.ann.says("/letter")
    await stage.ann.taps("Glodeni")
    await stage.ann.taps("letter.continue")
    await stage.ann.taps("letter.take")

    stage.ann.sees("way.none")
    stage.ann.is_not_offered("form.eml", "form.fax", "trouble.tell")
    stage.ann.is_offered("form.post")
