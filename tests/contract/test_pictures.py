"""Pictures and documents of an appeal: cleaned, put into words, approved, read, and gone with it."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from alertbot.domain.appeal import Appeal
from alertbot.domain.language import Localised
from alertbot.domain.publication import Draft, DraftStage
from alertbot.intake import Library
from alertbot.intake.campaign_enclosures import EnclosureFile
from alertbot.store.schema import enclosure
from tests.support.cast import START
from tests.support.enclosures import HIDDEN, document, photograph, size_of
from tests.support.stage import HOLD, Stage, library

WORDS = "Rosa Example before the court in Almaty"
TITLE = "Free Ainur"


async def draft(stage: Stage) -> Draft:
    return (await stage.asked(lambda tx: tx.drafts.open_ones()))[0]


async def appeal(stage: Stage) -> Appeal:
    found = (await draft(stage)).appeal
    assert found
    return found


async def kept(stage: Stage) -> int:
    """Files that the store holds."""
    async with stage.store.transaction() as tx:
        return await tx.work.value(select(func.count(enclosure.c.id)))


async def opened(stage: Stage) -> None:
    await stage.olga.says("/newappeal")
    await stage.olga.taps(TITLE)
    await stage.olga.taps("line.enclosures.label")
    stage.olga.sees("enclosures.how", "enclosures.cleaned")


async def with_a_picture(stage: Stage) -> None:
    await opened(stage)
    await stage.olga.sends("IMG_20170928_Rosa.jpg", photograph(), WORDS)


async def announced(stage: Stage) -> None:
    await with_a_picture(stage)
    await stage.olga.taps("preview.back")
    await stage.olga.taps("review.submit")
    await stage.omar.taps("approve.yes")
    await stage.pass_time(seconds=HOLD + 1)


# --- prepared -------------------------------------------------------------------------------------------


async def prepared_with(stage: Stage, monkeypatch: pytest.MonkeyPatch, *files: Path) -> None:
    """The bot starts anew with files beside the prepared appeal."""
    whole = library(START.date())
    named = tuple(EnclosureFile(file, Localised({"en": WORDS}), 1) for file in files)
    cases = tuple(replace(one, files={appeal.key: named for appeal in one.appeals}) for one in whole.cases)

    def changed(day: date) -> Library:
        return replace(whole, cases=cases)

    monkeypatch.setattr("tests.support.stage.library", changed)
    await stage.restart()
    await stage.olga.says("/newappeal")
    await stage.olga.taps(TITLE)


async def test_a_prepared_case_brings_the_pictures_beside_its_file_cleaned(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "rosa.jpg"
    file.write_bytes(photograph())
    await prepared_with(stage, monkeypatch, file)
    (one,) = (await appeal(stage)).enclosures
    assert one.caption.pick("en") == WORDS
    assert await kept(stage) == 1
    await stage.omar.subscribe()
    await stage.olga.taps("review.submit")
    (content,) = stage.omar.files.values()
    assert HIDDEN.encode() not in content


async def test_a_prepared_picture_that_is_gone_meanwhile_is_told_and_stops_nobody(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    await prepared_with(stage, monkeypatch, tmp_path / "gone.jpg")

    stage.olga.sees("newappeal.files_left", "review.title")
    assert (await appeal(stage)).enclosures == ()


# --- adding ---------------------------------------------------------------------------------------------


async def test_a_picture_with_a_caption_is_added_in_one_message(stage: Stage) -> None:
    await with_a_picture(stage)

    stage.olga.sees("enclosures.as_readers", "enclosures.line", WORDS)
    (one,) = (await appeal(stage)).enclosures
    assert one.caption.pick("en") == WORDS
    (file,) = stage.olga.files.values()
    assert HIDDEN.encode() not in file
    assert size_of(file) == (48, 64), "the camera was turned"


async def test_the_name_of_a_file_is_never_kept(stage: Stage) -> None:
    await opened(stage)
    await stage.olga.sends("Rosas list of members.pdf", document(), WORDS)

    assert list(stage.olga.files) == ["kurmanov-1.pdf"]
    assert "members" not in repr(await draft(stage))


async def test_a_picture_without_words_asks_for_them_and_stays_open_until_then(stage: Stage) -> None:
    await opened(stage)
    await stage.olga.sends("a.jpg", photograph())
    stage.olga.sees("enclosures.ask_words")
    await stage.olga.taps("preview.back")
    stage.olga.sees("state.wrong", "line.enclosure_wordless")
    await stage.olga.taps("review.submit")
    stage.olga.sees("submit.faults")
    await stage.olga.taps("line.enclosures.label")
    await stage.olga.taps("enclosures.reword")
    await stage.olga.says(WORDS)

    stage.olga.sees("enclosures.line", WORDS)
    assert (await appeal(stage)).enclosures[0].caption.pick("en") == WORDS


async def test_a_restart_between_picture_and_words_forgets_neither(stage: Stage) -> None:
    await opened(stage)
    await stage.olga.sends("a.jpg", photograph())
    await stage.restart()
    await stage.olga.says(WORDS)

    stage.olga.sees("enclosures.line", WORDS)
    assert await kept(stage) == 1


async def test_several_at_once_are_each_asked_about(stage: Stage) -> None:
    await opened(stage)
    await stage.olga.sends("a.jpg", photograph())
    await stage.olga.sends("b.jpg", photograph(colour="blue"))
    await stage.olga.says("The second one")
    stage.olga.sees("enclosures.ask_words")
    await stage.olga.says("The first one")

    words = [one.caption.pick("en") for one in (await appeal(stage)).enclosures]
    assert words == ["The first one", "The second one"]


async def test_one_is_removed_in_one_tap(stage: Stage) -> None:
    await with_a_picture(stage)
    await stage.olga.taps("enclosures.remove")

    stage.olga.sees_not(WORDS)
    assert (await appeal(stage)).enclosures == ()
    assert await kept(stage) == 0


async def test_the_same_picture_is_there_once(stage: Stage) -> None:
    await with_a_picture(stage)
    await stage.olga.sends("another name.jpg", photograph(), "Somebody else")

    stage.olga.sees("enclosures.already", "enclosures.nothing_changed")
    assert len((await appeal(stage)).enclosures) == 1


async def test_there_are_five_at_most(stage: Stage) -> None:
    await opened(stage)
    for size in range(10, 16):
        await stage.olga.sends("a.jpg", photograph((size, size)), WORDS)

    stage.olga.sees("enclosures.most")
    assert len((await appeal(stage)).enclosures) == 5


async def test_what_cannot_be_cleaned_is_refused_and_changes_nothing(stage: Stage) -> None:
    await opened(stage)
    before = await draft(stage)
    refused = {
        "enclosures.fault.format": b"PK\x03\x04 a text document",
        "enclosures.fault.broken": photograph()[:200],
        "enclosures.fault.locked": document(password="open sesame"),
        "enclosures.fault.pages": document(61),
    }
    for told, content in refused.items():
        await stage.olga.sends("a.file", content, WORDS)
        stage.olga.sees(told, "enclosures.nothing_changed")
    assert await draft(stage) == before
    await stage.olga.sends("a.jpg", photograph(), WORDS)
    assert len((await appeal(stage)).enclosures) == 1, "a file is awaited still"


async def test_a_picture_nobody_asked_for_is_told_its_way(stage: Stage) -> None:
    await stage.olga.sends("a.jpg", photograph())
    stage.olga.sees_one("enclosures.where")
    await stage.ann.sends("a.jpg", photograph())
    stage.ann.sees_one("message.unreadable")


# --- approving ------------------------------------------------------------------------------------------


async def test_an_approver_gets_the_pictures_with_the_request(stage: Stage) -> None:
    await with_a_picture(stage)
    await stage.olga.taps("preview.back")
    stage.omar.looks_away()
    await stage.olga.taps("review.submit")

    stage.omar.sees("enclosures.preview", "approve.asked", WORDS)
    assert len(stage.omar.files) == 1
    await stage.omar.taps("review.preview")
    assert len(stage.omar.files) == 1


async def test_another_picture_voids_an_approval(stage: Stage) -> None:
    await with_a_picture(stage)
    await stage.olga.taps("preview.back")
    await stage.olga.taps("review.submit")
    old = await draft(stage)
    await stage.olga.says("/drafts")
    await stage.olga.taps(TITLE)
    await stage.olga.taps("approve.take_back")
    await stage.olga.says("/drafts")
    await stage.olga.taps(TITLE)
    await stage.olga.taps("line.enclosures.label")
    await stage.olga.taps("enclosures.remove")
    await stage.olga.sends("b.jpg", photograph(colour="blue"), WORDS)
    await stage.olga.taps("preview.back")
    await stage.olga.taps("review.submit")
    await stage.omar.follows(f"approve-{old.id}-{old.digest[:16]}")

    stage.omar.sees("approve.changed")
    assert (await draft(stage)).stage is DraftStage.SUBMITTED
    assert (await draft(stage)).digest != old.digest


# --- reading --------------------------------------------------------------------------------------------


async def test_readers_get_the_pictures_from_the_card(stage: Stage) -> None:
    await stage.ann.subscribe()
    await announced(stage)
    stage.ann.is_offered("enclosures.pictures")
    stage.ann.is_not_offered("enclosures.documents")
    await stage.ann.taps("enclosures.pictures")

    stage.ann.sees(WORDS)
    (file,) = stage.ann.files.values()
    assert size_of(file) == (48, 64)


async def test_a_card_without_pictures_has_no_button_for_them(stage: Stage) -> None:
    await stage.ann.subscribe()
    await stage.announce(TITLE)

    stage.ann.is_not_offered("enclosures.pictures", "enclosures.documents")


async def test_a_correction_names_the_picture_that_is_gone(stage: Stage) -> None:
    await stage.ann.subscribe()
    await announced(stage)
    await stage.olga.says("/correct")
    await stage.olga.taps(TITLE)
    await stage.olga.taps("line.enclosures.label")
    await stage.olga.taps("enclosures.remove")
    await stage.olga.sends("b.pdf", document(), "The verdict")
    await stage.olga.taps("preview.back")
    stage.omar.looks_away()
    await stage.olga.taps("review.submit")
    stage.omar.sees("sheet.field.enclosure", WORDS, "The verdict")
    await stage.omar.taps("approve.yes")
    await stage.pass_time(seconds=HOLD + 1)
    await stage.ann.follows("enclosures-1-document")

    stage.ann.sees("The verdict")
    await stage.ann.follows("enclosures-1-picture")
    stage.ann.sees("enclosures.gone")
    assert await kept(stage) == 1


# --- the end --------------------------------------------------------------------------------------------


async def test_a_draft_thrown_away_takes_its_pictures_along(stage: Stage) -> None:
    await with_a_picture(stage)
    await stage.olga.taps("preview.back")
    await stage.olga.taps("review.drop")
    await stage.olga.taps("review.drop_sure")

    assert await kept(stage) == 0


async def test_a_closed_appeal_has_no_pictures(stage: Stage) -> None:
    await stage.ann.subscribe()
    await announced(stage)
    await stage.pass_time(days=120)
    await stage.store.sweep(stage.clock.now())
    await stage.ann.follows("enclosures-1-picture")

    stage.ann.sees("enclosures.gone")
    assert await kept(stage) == 0
