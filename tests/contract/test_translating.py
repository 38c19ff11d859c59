"""Translators: words in another language for somebody else's draft, and nothing else of it."""

from alertbot.dialogue.draft_taps import Edit, Submit
from alertbot.domain.authority import Role
from alertbot.domain.publication import Draft, DraftStage
from tests.support.stage import HOLD, Stage

from .test_roles import appoint

TITLE = "Свободу Айнуру Курманову, немедленно!"
LETTER = "Прошу Вас освободить Айнура Курманова."


async def draft(stage: Stage) -> Draft:
    return (await stage.asked(lambda tx: tx.drafts.open_ones()))[0]


async def title_in(stage: Stage, language: str) -> str:
    found = (await draft(stage)).appeal
    assert found
    return found.title.texts.get(language, "")


async def with_a_translator(stage: Stage, *, submitted: bool = False) -> None:
    """Olga has a draft; Omar is made a translator."""
    roles = {"omar": Role.TRANSLATOR}
    await stage.olga.says("/newappeal")
    await stage.olga.taps("Free Ainur")
    if submitted:
        await stage.olga.taps("review.submit")
    await appoint(stage, **roles)


async def opened(stage: Stage) -> None:
    await stage.omar.says("/drafts")
    await stage.omar.taps("Free Ainur")
    await stage.omar.taps("translate.open")


async def test_a_translator_mends_a_title_and_its_author_is_told(stage: Stage) -> None:
    await with_a_translator(stage)
    stage.olga.looks_away()
    await opened(stage)
    stage.omar.sees("translate.title", "translate.how")
    await stage.omar.taps("Title: Russian")
    await stage.omar.says(TITLE)

    stage.omar.sees("language.saved")
    stage.olga.sees("translate.told_look")
    assert await title_in(stage, "ru") == TITLE
    assert await title_in(stage, "en") == "Free Ainur Kurmanov!"
    await stage.olga.says("/audit")
    stage.olga.sees("audit.translate")


async def test_a_language_is_added_piece_by_piece(stage: Stage) -> None:
    await with_a_translator(stage)
    await opened(stage)
    await stage.omar.taps("Romanian")
    for words in ("Libertate pentru Ainur!", "A fost arestat.", "Vă rog să îl eliberați."):
        await stage.omar.says(words)
    stage.omar.sees("edit.ask_demands")
    before = (await draft(stage)).appeal
    assert before
    await stage.omar.says("Una singură")
    stage.omar.sees("edit.demands_differ")
    await stage.omar.says("\n".join(f"{n}. Cererea {n}" for n, _ in enumerate(before.demands, 1)))

    found = (await draft(stage)).appeal
    assert found
    assert found.letter
    assert found.title.texts["ro"] == "Libertate pentru Ainur!"
    assert found.summary.texts["ro"] == "A fost arestat."
    assert "Vă rog să îl eliberați." in found.letter.body.texts["ro"]
    assert found.demands[0].text.texts["ro"] == "Cererea 1"
    assert [one.text.texts["en"] for one in found.demands] == [one.text.texts["en"] for one in before.demands]
    stage.omar.sees("translate.title")


async def test_the_text_in_its_own_language_is_the_authors_alone(stage: Stage) -> None:
    await with_a_translator(stage)
    before = await draft(stage)
    await opened(stage)
    stage.omar.is_not_offered("Title: English", "review.submit", "approve.yes", "approve.no", "review.drop")
    for forged in (f"translatepart-{before.id}-title-en", f"translatepart-{before.id}-code-ru"):
        await stage.omar.follows(forged)
        await stage.omar.says("Something else")
    for tap in (Edit(before.id, "code", ""), Submit(before.id, "0" * 16)):
        await stage.omar.follows(tap.pack())

    stage.omar.sees_not("translate.title", "review.title")
    assert await draft(stage) == before


async def test_no_language_is_taken_out_and_a_long_title_is_asked_for_again(stage: Stage) -> None:
    await with_a_translator(stage)
    before = await title_in(stage, "ru")
    await opened(stage)
    await stage.omar.taps("Title: Russian")
    await stage.omar.says("-")
    stage.omar.sees("translate.no_words")
    await stage.omar.says("Я" * 200)
    stage.omar.sees("edit.too_long")
    assert await title_in(stage, "ru") == before
    await stage.omar.says(TITLE)
    assert await title_in(stage, "ru") == TITLE


async def test_words_for_a_submitted_draft_void_the_request(stage: Stage) -> None:
    await with_a_translator(stage, submitted=True)
    stage.olga.looks_away()
    await opened(stage)
    stage.omar.sees("translate.voids")
    await stage.omar.taps("Letter: Russian")
    await stage.omar.says(LETTER)

    stage.omar.sees("translate.voided")
    stage.olga.sees("draft.reopened", "translate.told_look")
    now = await draft(stage)
    assert (now.stage, now.digest) == (DraftStage.OPEN, "")


async def test_words_for_an_approved_draft_void_its_approval(stage: Stage) -> None:
    await stage.subscribe("ann")
    await stage.submit_prepared("Free Ainur")
    await stage.omar.taps("approve.yes")
    await appoint(stage, olga=Role.ORGANIZER, omar=Role.TRANSLATOR)
    await opened(stage)
    await stage.omar.taps("Title: Russian")
    await stage.omar.says(TITLE)
    await stage.pass_time(seconds=HOLD + 1)

    stage.ann.sees_nothing()
    now = await draft(stage)
    assert (now.stage, now.approved_by, now.hold_until) == (DraftStage.OPEN, None, None)


async def test_whoever_may_approve_puts_no_words_into_somebody_elses_draft(stage: Stage) -> None:
    await stage.olga.says("/newappeal")
    await stage.olga.taps("Free Ainur")
    before = await draft(stage)
    await stage.omar.says("/drafts")
    await stage.omar.taps("Free Ainur")
    stage.omar.is_not_offered("translate.open")
    await stage.omar.follows(f"translatepart-{before.id}-title-ru")

    stage.omar.sees_not("translate.title", "review.title")
    assert await draft(stage) == before


async def test_nothing_typed_is_lost_when_the_bot_restarts_while_a_language_is_filled(stage: Stage) -> None:
    await with_a_translator(stage)
    await opened(stage)
    await stage.omar.taps("Romanian")
    await stage.omar.says("Libertate pentru Ainur!")
    await stage.restart()
    await stage.omar.says("A fost arestat.")

    found = (await draft(stage)).appeal
    assert found
    assert (found.title.texts["ro"], found.summary.texts["ro"]) == (
        "Libertate pentru Ainur!",
        "A fost arestat.",
    )
