"""The page of a case, the search for people in any spelling, and who of a new draft is known already."""

from dataclasses import replace

from alertbot.dialogue.doors import FullCase
from alertbot.domain.appeal import AppealKind
from alertbot.domain.case import Case
from alertbot.domain.language import Localised
from alertbot.domain.publication import Published
from tests.support.stage import Stage

PASTE = """Moldova: Valentyna Semenyuk arrested again

1 November 2017

Ms. Valentyna Semenyuk, a trade unionist, was arrested in Glodeni on 30 October 2017.

Please write to the authorities urging them to:
1. Release Ms. Valentyna Semenyuk.

Addresses:
Mr. Pavel Filip, Prime Minister of Moldova, Fax: +373 22 242 696, Email: petitii@gov.md
"""


async def update_of(stage: Stage, published: Published, title: str) -> Published:
    """A second text about the same case."""
    later = replace(published.appeal, key="later", kind=AppealKind.UPDATE, title=Localised({"en": title}))
    async with stage.store.transaction() as tx:
        return await tx.appeals.publish(published.case, later, stage.clock.now())


async def hide_everybody(stage: Stage, published: Published) -> Case:
    case = published.case
    hidden = replace(case, persons=tuple(replace(p, public=False) for p in case.persons))
    async with stage.store.transaction() as tx:
        await tx.appeals.publish(hidden, published.appeal, stage.clock.now())
    return hidden


async def test_the_page_of_a_case_holds_all_its_texts_and_its_story(stage: Stage) -> None:
    published = await stage.publish("glodeni")
    await update_of(stage, published, "They are free")
    await stage.ann.follows(FullCase(published.id).pack())
    await stage.ann.taps("casepage.door")

    stage.ann.sees("casepage.story", "They are free", "Valentina Semeniuc")
    await stage.ann.taps("They are free")
    stage.ann.sees("They are free")


async def test_the_list_of_appeals_leads_to_the_page_of_a_case_with_several(stage: Stage) -> None:
    published = await stage.publish("glodeni")
    await stage.publish("kurmanov")
    await update_of(stage, published, "They are free")
    await stage.ann.says("/appeals")
    pages = [label for label in stage.ann.buttons if label.startswith("🗂")]

    assert len(pages) == 1
    await stage.ann.taps(pages[0])
    stage.ann.sees("casepage.story")


async def test_a_case_that_is_gone_has_no_page(stage: Stage) -> None:
    await stage.ann.follows("casepage-99")
    stage.ann.sees("appeal.gone")


async def test_a_name_is_found_in_another_spelling(stage: Stage) -> None:
    await stage.publish("glodeni")
    for searched in ("Semenyuk", "Семенюк", "valentina semeniuc"):
        await stage.ann.says(f"/appeals {searched}")
        stage.ann.sees("casepage.found")
    await stage.ann.says("/appeals Nobody")
    stage.ann.sees("casepage.nothing")


async def test_a_name_that_is_not_public_is_found_by_organizers_alone(stage: Stage) -> None:
    published = await stage.publish("glodeni")
    await hide_everybody(stage, published)
    await stage.ann.says("/appeals Semenyuk")
    stage.ann.sees("casepage.nothing")
    await stage.olga.says("/appeals Semenyuk")
    stage.olga.sees("casepage.found")


async def test_an_appeal_that_is_closed_is_found_by_organizers_alone(stage: Stage) -> None:
    published = await stage.publish("glodeni")
    async with stage.store.transaction() as tx:
        await tx.appeals.close(published.id, stage.clock.now())
    await stage.ann.says("/appeals Semenyuk")
    stage.ann.sees("casepage.nothing")
    await stage.olga.says("/appeals Semenyuk")
    stage.olga.sees("casepage.found")


async def test_a_new_draft_tells_that_its_person_is_known(stage: Stage) -> None:
    await stage.publish("glodeni")
    await stage.pass_time(days=60)
    await stage.olga.says("/newappeal")
    await stage.olga.says(PASTE)

    stage.olga.sees("doubt.known_person", "Valentyna Semenyuk")


async def test_a_draft_about_somebody_new_tells_nothing(stage: Stage) -> None:
    await stage.publish("kurmanov")
    await stage.olga.says("/newappeal")
    await stage.olga.says(PASTE)

    stage.olga.sees_not("doubt.known_person")


async def test_somebody_known_is_asked_about_until_the_author_says_it_is_right(stage: Stage) -> None:
    await stage.publish("glodeni")
    await stage.olga.says("/newappeal")
    await stage.olga.sends("appeal.txt", PASTE.encode())
    stage.olga.sees("doubt.known_person")
    await stage.olga.taps("line.persons.label")
    await stage.olga.taps("review.right")

    stage.olga.sees("review.title")
    stage.olga.sees_not("doubt.known_person")
