""" "I sent it" and "it did not get through": what counts, what three reports change, and who hears of it."""

from tests.support.actor import Actor
from tests.support.stage import Stage

WRITERS = ("ann", "boris", "carla", "olga")


async def ways_to(actor: Actor, office: str, case: str = "Kurmanov") -> None:
    """The letters are taken, and one office's ways stand below them."""
    await actor.says("/letter")
    await actor.taps(case)
    await actor.taps("letter.continue")
    await actor.taps("letter.take")
    await actor.taps(office)


async def report(actor: Actor, office: str, value: str, case: str = "Kurmanov") -> None:
    await ways_to(actor, office, case)
    await actor.taps("trouble.tell")
    await actor.taps(value)


async def marked(stage: Stage, what: str) -> int:
    appeals = await stage.asked(lambda tx: tx.appeals.newest(1))
    return await stage.asked(lambda tx: tx.signatures.marked(appeals[0].id, what))


async def test_a_sent_letter_counts_once_for_each_office_and_way(stage: Stage) -> None:
    await stage.publish("kurmanov")
    await ways_to(stage.ann, "Esimov")
    await stage.ann.taps("sent.email")
    stage.ann.sees("sent.thanks", "sent.counted")
    await stage.ann.taps("letter.ways_back")
    await stage.ann.taps("sent.email")
    stage.ann.sees("sent.already")
    await stage.ann.taps("letter.ways_back")
    await stage.ann.taps("sent.fax")
    stage.ann.sees("sent.thanks")

    assert await marked(stage, "sent.*") == 2
    assert await marked(stage, "letter.*") == 4


async def test_two_reports_are_not_enough_and_nobody_is_told(stage: Stage) -> None:
    await stage.publish("kurmanov")
    await report(stage.ann, "Esimov", "press_center")
    stage.ann.sees("trouble.thanks", "failed.bounced", "trouble.try_other")
    await report(stage.carla, "Esimov", "press_center")

    stage.olga.sees_nothing()
    await ways_to(stage.ann, "Esimov")
    stage.ann.sees_not("why.suspect")


async def test_one_person_reports_once_however_often_they_tap(stage: Stage) -> None:
    await stage.publish("kurmanov")
    for _ in range(3):
        await report(stage.ann, "Esimov", "press_center")
    stage.ann.sees("trouble.already")

    assert await marked(stage, "failed.*") == 1
    stage.olga.sees_nothing()


async def test_the_third_report_puts_the_address_in_doubt_and_tells_every_organizer_once(
    stage: Stage,
) -> None:
    await stage.publish("kurmanov")
    for actor in (stage.ann, stage.carla, stage.omar):
        stage.olga.looks_away()
        await report(actor, "Esimov", "press_center")
    stage.olga.sees_one("doubt.title")
    stage.olga.sees("press_center@a-a.kz", "Esimov")
    stage.olga.sees_not("Canaryname")
    stage.omar.sees("doubt.title")

    await report(stage.olga, "Esimov", "press_center")
    stage.omar.looks_away()
    await ways_to(stage.ann, "Esimov")
    stage.ann.sees("why.suspect")
    assert stage.ann.text.index("1. Fax") < stage.ann.text.index("press_center")


async def test_an_alternative_takes_the_place_of_an_address_that_fails(stage: Stage) -> None:
    await stage.publish("kurmanov")
    for actor in (stage.ann, stage.carla, stage.omar):
        await report(actor, "Prosecutor General", "procuror@")
    await stage.ann.says("/letter")
    await stage.ann.taps("Kurmanov")
    await stage.ann.taps("letter.continue")
    await stage.ann.taps("letter.take")
    await stage.ann.taps("Prosecutor General")

    stage.ann.sees("why.stands_in")
    await stage.ann.taps("form.eml")
    draft = next(iter(stage.ann.files.values()))
    assert b"To: akparat@prokuror.kz" in draft
    assert b"procuror@nursat.kz" not in draft


async def test_an_organizer_clears_the_doubt_and_three_others_may_raise_it_again(stage: Stage) -> None:
    await stage.publish("kurmanov")
    for actor in (stage.ann, stage.carla, stage.boris):
        if actor is not stage.boris:
            await report(actor, "Esimov", "press_center")
    await report(stage.omar, "Esimov", "press_center")
    await stage.olga.taps("doubt.clear")
    stage.olga.sees("doubt.cleared")

    await ways_to(stage.ann, "Esimov")
    stage.ann.sees_not("why.suspect")
    await report(stage.ann, "Esimov", "press_center")
    stage.ann.sees("trouble.already")


async def test_who_is_no_organizer_clears_nothing(stage: Stage) -> None:
    await stage.publish("kurmanov")
    for actor in (stage.ann, stage.carla, stage.omar):
        await report(actor, "Esimov", "press_center")
    appeals = await stage.asked(lambda tx: tx.appeals.newest(1))
    (about,) = await stage.asked(lambda tx: tx.channel_reports.suspects(appeals[0].id))
    await stage.ann.follows(f"sound-{appeals[0].id}-{about.trace}")

    assert await stage.asked(lambda tx: tx.channel_reports.suspects(appeals[0].id)) == {about}


async def test_organizers_see_opened_and_said_sent_as_two_numbers(stage: Stage) -> None:
    await stage.publish("kurmanov")
    await ways_to(stage.ann, "Esimov")
    await stage.ann.taps("sent.fax")
    for actor in (stage.ann, stage.carla, stage.omar):
        await report(actor, "Esimov", "press_center")
    await stage.olga.says("/stats")
    await stage.olga.taps("Kurmanov")
    await stage.olga.taps("numbers.show")

    stage.olga.sees("at least 10 letters opened", "numbers.sent_few", "numbers.differ", "doubt.list")
    stage.olga.sees("The mail came back: 3")
    await stage.olga.taps("doubt.clear_one")
    stage.olga.sees("doubt.cleared")
    await stage.olga.taps("numbers.show")
    stage.olga.sees_not("doubt.list")


async def test_readers_are_shown_no_numbers_of_letters(stage: Stage) -> None:
    await stage.publish("kurmanov")
    await stage.ann.says("/stats")

    stage.ann.sees("command.organizers_only")


async def test_reports_go_with_the_account_that_made_them(stage: Stage) -> None:
    await stage.publish("kurmanov")
    await report(stage.ann, "Esimov", "press_center")
    await stage.ann.says("/panic")

    assert await marked(stage, "failed.*") == 0
