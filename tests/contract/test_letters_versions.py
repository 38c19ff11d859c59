"""A button of an older version gives that version's letter, says what changed, and leads to the newest."""

from dataclasses import replace
from datetime import date
from typing import Any

from alertbot.domain.language import Localised
from tests.support.cast import START
from tests.support.stage import Stage, library


async def before_and_after(stage: Stage, **changes: Any) -> None:
    """Ann has the options of version 1 before her when version 2 comes out."""
    first = await stage.publish("kurmanov")
    await stage.ann.says("/letter")
    await stage.ann.taps("Kurmanov")
    await stage.ann.taps("letter.continue")
    await stage.publish("kurmanov", **changes)
    assert first.version == 1


def body_with(words: str) -> Any:
    """The prepared letter with one more sentence at its end."""
    prepared = next(p for p in library(START.date()).cases if p.case.key == "kurmanov")
    plan = prepared.appeals[0].letter
    assert plan is not None
    return replace(
        plan, body=Localised({code: f"{text}\n\n{words}" for code, text in plan.body.texts.items()})
    )


async def test_an_older_button_yields_its_own_letter_and_says_what_changed(stage: Stage) -> None:
    await before_and_after(
        stage,
        code="UA 7",
        title=Localised({"en": "Free Kurmanov now"}),
        sign_by=date(2017, 12, 1),
        letter=body_with("A fact that was added."),
    )
    await stage.ann.taps("letter.take")

    stage.ann.sees(
        "letter.outdated", "letter.changed.title", "letter.changed.letter", "letter.changed.last_day"
    )
    stage.ann.sees("Free Kurmanov now", "Mr. Esimov:")
    stage.ann.sees_not("A fact that was added.")
    stage.ann.sees_not("letter.changed.facts")


async def test_the_newest_version_is_one_choice_away(stage: Stage) -> None:
    await before_and_after(stage, letter=body_with("A fact that was added."))
    await stage.ann.taps("letter.take")
    await stage.ann.taps("letter.newest")
    await stage.ann.taps("letter.continue")
    stage.ann.sees_not("letter.outdated")
    await stage.ann.taps("letter.take")

    stage.ann.sees("A fact that was added.")


async def test_an_old_alert_begins_with_its_own_version_and_says_so(stage: Stage) -> None:
    first = await stage.publish("kurmanov")
    await stage.publish("kurmanov", summary=Localised({"en": "Another summary"}))
    await stage.ann.follows(f"write-{first.id}-1")

    stage.ann.sees("letter.to_whom", "letter.outdated", "letter.changed.facts")
    stage.ann.is_offered("letter.newest")


async def test_a_file_of_an_older_letter_is_that_letter_and_says_what_changed(stage: Stage) -> None:
    await stage.publish("kurmanov")
    await stage.ann.says("/letter")
    await stage.ann.taps("Kurmanov")
    await stage.ann.taps("letter.continue")
    await stage.ann.taps("letter.take")
    await stage.ann.taps("Esimov")
    await stage.publish("kurmanov", letter=body_with("A fact that was added."))
    await stage.ann.taps("form.eml")

    stage.ann.sees("letter.outdated", "letter.changed.letter")
    assert b"A fact that was added." not in next(iter(stage.ann.files.values()))


async def test_a_version_there_never_was_shows_the_appeal_as_it_is(stage: Stage) -> None:
    first = await stage.publish("kurmanov")
    await stage.ann.follows(f"write-{first.id}-9")

    stage.ann.sees("appeal.changed")


async def test_a_letter_of_a_new_version_may_be_sent_and_counted_again(stage: Stage) -> None:
    await stage.publish("kurmanov")
    for version in (1, 2):
        await stage.ann.says("/letter")
        await stage.ann.taps("Kurmanov")
        await stage.ann.taps("letter.continue")
        await stage.ann.taps("letter.take")
        await stage.ann.taps("Esimov")
        await stage.ann.taps("sent.fax")
        stage.ann.sees("sent.thanks")
        if version == 1:
            await stage.publish("kurmanov", code="UA 7")
    appeals = await stage.asked(lambda tx: tx.appeals.newest(1))
    assert await stage.asked(lambda tx: tx.signatures.marked(appeals[0].id, "sent.fax.*")) == 2
