"""A new appeal, from a paste, a file or a prepared case; corrected, dropped, or sent for approval."""

from datetime import date

import pytest

from alertbot.dialogue.review import stamp
from alertbot.domain.publication import Draft, DraftStage
from tests.support.paste import APPEAL
from tests.support.stage import Stage


async def drafts(stage: Stage) -> list[Draft]:
    return await stage.asked(lambda tx: tx.drafts.open_ones())


async def filled(stage: Stage) -> Draft:
    return next(draft for draft in await drafts(stage) if draft.appeal is not None)


async def test_a_paste_in_pieces_becomes_one_draft(stage: Stage) -> None:
    await stage.olga.says("/newappeal")
    stage.olga.sees("newappeal.how")
    half = APPEAL.index("\n\n", len(APPEAL) // 2)
    await stage.olga.says(APPEAL[:half])
    await stage.olga.says(APPEAL[half:])

    stage.olga.sees("review.title", "newappeal.read_from", "Free Rosa Example", "Kazakhstan")
    draft = await filled(stage)
    assert draft.appeal is not None
    assert draft.case is not None
    assert (draft.author, draft.case.country) == ("olga", "KZ")
    assert len(draft.appeal.addressees) == 2


async def test_pieces_as_a_messenger_cuts_them_are_answered_once_and_read_at_the_last(stage: Stage) -> None:
    long = APPEAL + "\n\n" + "Nothing more is known about this. " * 300
    await stage.olga.says("/newappeal")
    await stage.olga.says(long[:4096])
    stage.olga.sees_one("newappeal.got")
    await stage.olga.says(long[4096:8192])
    stage.olga.sees_nothing()
    await stage.olga.says(long[8192:])

    stage.olga.sees("review.title", "Free Rosa Example")
    assert len((await filled(stage)).pasted) == 3


async def test_a_last_piece_that_is_full_ends_with_a_tap(stage: Stage) -> None:
    await stage.olga.says("/newappeal")
    await stage.olga.says((APPEAL + "\n\n" + "Nothing more is known about this. " * 300)[:4096])
    await stage.olga.taps("newappeal.thats_all")

    stage.olga.sees("review.title", "Free Rosa Example")


async def test_an_appeal_that_is_forwarded_needs_no_command_before_it(stage: Stage) -> None:
    await stage.olga.says(APPEAL)
    stage.olga.sees("review.title", "Free Rosa Example")
    await stage.ann.says(APPEAL)

    stage.ann.sees_not("review.title", "newappeal.got")
    assert [draft.author for draft in await drafts(stage)] == ["olga"]


async def test_a_few_words_are_not_taken_for_an_appeal(stage: Stage) -> None:
    await stage.olga.says("/newappeal")
    await stage.olga.says("Hello, is anybody there?")

    stage.olga.sees_one("newappeal.got")


async def test_thats_all_about_no_draft_says_so(stage: Stage) -> None:
    await stage.olga.says("/newappeal")
    await stage.olga.follows("thatsall-1")

    stage.olga.sees_one("draft.gone")


async def test_two_drafts_of_one_author_never_mix(stage: Stage) -> None:
    await stage.submit_prepared("Glodeni")
    await stage.olga.says("/newappeal")
    half = APPEAL.index("\n\n", len(APPEAL) // 2)
    await stage.olga.says(APPEAL[:half])
    await stage.omar.says("/approve")
    await stage.omar.taps("Glodeni")
    await stage.omar.taps("approve.no")
    await stage.olga.says(APPEAL[half:])

    stage.olga.sees("review.title", "Free Rosa Example")
    first, second = sorted(await drafts(stage), key=lambda draft: draft.id)
    assert first.pasted == ()
    assert first.appeal
    assert first.appeal.case == "glodeni"
    assert [piece.strip() for piece in second.pasted] == [APPEAL[:half].strip(), APPEAL[half:].strip()]


async def test_thats_all_pressed_again_keeps_what_was_corrected(stage: Stage) -> None:
    await stage.olga.says("/newappeal")
    await stage.olga.says(APPEAL)
    await stage.olga.taps("review.code")
    await stage.olga.says("KAZ 7")
    await stage.olga.follows(f"thatsall-{(await filled(stage)).id}")

    stage.olga.sees("review.title", "KAZ 7")
    appeal = (await filled(stage)).appeal
    assert appeal
    assert appeal.code == "KAZ 7"


async def test_nobody_else_ends_a_paste(stage: Stage) -> None:
    await stage.olga.says("/newappeal")
    await stage.olga.says(APPEAL)
    await stage.omar.follows(f"thatsall-{(await drafts(stage))[0].id}")

    stage.omar.sees_one("draft.not_yours")
    assert [draft.author for draft in await drafts(stage)] == ["olga"]


async def test_a_file_after_a_finished_draft_begins_another(stage: Stage) -> None:
    await stage.olga.says("/newappeal")
    await stage.olga.taps("Free Ainur")
    await stage.olga.sends("appeal.txt", APPEAL.encode())

    titles = [draft.appeal.title.pick("en") for draft in await drafts(stage) if draft.appeal]
    assert sorted(titles) == ["Free Ainur Kurmanov!", "Free Rosa Example!"]


async def test_a_file_in_the_middle_of_a_paste_leaves_the_paste_alone(stage: Stage) -> None:
    await stage.olga.says("/newappeal")
    half = APPEAL.index("\n\n", len(APPEAL) // 2)
    await stage.olga.says(APPEAL[:half])
    await stage.olga.sends("appeal.txt", APPEAL.encode())
    await stage.olga.says(APPEAL[half:])

    assert sorted(len(draft.pasted) for draft in await drafts(stage) if draft.appeal) == [0, 2]


async def test_a_draft_that_changed_after_it_was_shown_is_shown_again_not_submitted(stage: Stage) -> None:
    await stage.olga.says("/newappeal")
    await stage.olga.taps("Free Ainur")
    draft = await filled(stage)
    await stage.olga.taps("review.code")
    await stage.olga.says("KAZ 7")
    await stage.olga.follows(f"submit-{draft.id}-{stamp(draft)}")

    stage.olga.sees("submit.changed", "review.title", "KAZ 7")
    stage.olga.sees_not("submit.done")
    assert (await filled(stage)).stage is DraftStage.OPEN


async def test_a_prepared_case_is_one_tap(stage: Stage) -> None:
    await stage.olga.says("/newappeal")
    await stage.olga.taps("Free Ainur")

    stage.olga.sees("review.title", "Free Ainur Kurmanov!")
    draft = await filled(stage)
    assert draft.appeal is not None
    assert (draft.appeal.case, draft.appeal.key) == ("kurmanov", "solidarity")


async def test_a_text_file_is_read_like_a_paste(stage: Stage) -> None:
    await stage.olga.says("/newappeal")
    await stage.olga.sends("appeal.txt", APPEAL.encode())

    stage.olga.sees("review.title", "Free Rosa Example")


async def test_a_file_needs_no_command_before_it(stage: Stage) -> None:
    await stage.olga.sends("appeal.txt", APPEAL.encode())

    stage.olga.sees("review.title")
    assert (await filled(stage)).author == "olga"


async def test_a_draft_that_began_with_a_file_is_previewed_like_any_other(stage: Stage) -> None:
    await stage.olga.sends("appeal.txt", APPEAL.encode())
    await stage.olga.taps("Preview: English")

    stage.olga.sees("preview.head", "Free Rosa Example", "preview.letter", "preview.end")


async def test_a_draft_that_began_with_a_file_is_submitted_like_any_other(stage: Stage) -> None:
    await stage.olga.sends("appeal.txt", APPEAL.encode())
    await stage.olga.taps("review.submit")

    stage.olga.sees("submit.done")
    assert (await filled(stage)).stage is DraftStage.SUBMITTED


async def test_a_mebibyte_of_text_is_read_as_a_file(stage: Stage) -> None:
    padding = "Nothing more is known about this. " * 31_000
    await stage.olga.sends("appeal.txt", (APPEAL + "\n\n" + padding).encode()[: 1 << 20])

    stage.olga.sees("review.title", "Free Rosa Example")


async def test_a_broken_campaign_file_shows_its_faults_and_loses_nothing(stage: Stage) -> None:
    await stage.olga.says("/newappeal")
    await stage.olga.says(APPEAL)
    await stage.olga.sends(
        "appeal.yaml", b"kind: appeal\ntitle: {en: Free them}\nactions:\n  - kind: dance\n"
    )
    stage.olga.sees("newappeal.faults", "appeal.yaml:", "newappeal.nothing_changed")
    await stage.olga.says("One more sentence.")

    stage.olga.sees("review.title", "Free Rosa Example")


async def test_a_file_that_is_no_text_is_answered(stage: Stage) -> None:
    for content in (b"\xff\xfe\x00", b"", b"\x00" * 100):
        await stage.olga.sends("appeal.yaml", content)
        assert len(stage.olga.news()) == 1, content


async def test_a_paste_beyond_the_limit_is_refused_in_one_sentence(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("alertbot.dialogue.new_appeal.LONGEST_PASTE", 300)
    await stage.olga.says("/newappeal")
    await stage.olga.says("a" * 200)
    await stage.olga.says("b" * 200)

    stage.olga.sees_one("newappeal.too_long")
    assert sum(map(len, (await drafts(stage))[0].pasted)) == 200


async def test_fields_are_corrected_one_by_one(stage: Stage) -> None:
    await stage.olga.says("/newappeal")
    await stage.olga.taps("Free Ainur")
    await stage.olga.taps("Title: English")
    await stage.olga.says("Free   Ainur now")
    await stage.olga.taps("review.code")
    await stage.olga.says("KAZ 1")
    await stage.olga.taps("review.sign_by")
    await stage.olga.says("no day at all")
    stage.olga.sees("edit.no_day")
    await stage.olga.says("1 November 2017")
    await stage.olga.taps("review.issuer")
    await stage.olga.says("A committee")
    await stage.olga.taps("Summary: English")
    await stage.olga.says("x" * 1201)
    stage.olga.sees("edit.too_long")
    await stage.olga.says("In short.")

    stage.olga.sees("review.title", "Free Ainur now", "KAZ 1", "1 November 2017", "A committee")
    appeal = (await filled(stage)).appeal
    assert appeal is not None
    assert appeal.title.texts["en"] == "Free Ainur now"
    assert appeal.title.texts["ru"] == "Свободу Айнуру Курманову!"
    assert appeal.summary.texts["en"] == "In short."
    assert (appeal.code, appeal.issuer, appeal.sign_by) == ("KAZ 1", "A committee", date(2017, 11, 1))


async def test_a_dropped_draft_is_gone(stage: Stage) -> None:
    await stage.olga.says("/newappeal")
    await stage.olga.taps("Free Ainur")
    await stage.olga.taps("review.drop")
    stage.olga.sees_one("review.drop_ask")
    await stage.olga.taps("review.drop_sure")
    stage.olga.sees("draft.dropped")
    await stage.olga.says("/drafts")

    stage.olga.sees("drafts.none")


async def test_a_preview_shows_card_case_offices_and_a_letter_in_each_language(stage: Stage) -> None:
    await stage.olga.says("/newappeal")
    await stage.olga.taps("Free Ainur")
    await stage.olga.taps("Preview: Russian")

    stage.olga.sees("preview.head", "Свободу Айнуру Курманову!", "case.addressees")
    stage.olga.sees("preview.letter", "Уважаемый господин Есимов!", "preview.end", "reach.line")


async def test_organizers_commands_are_refused_to_others(stage: Stage) -> None:
    for command in ("/newappeal", "/drafts", "/approve", "/hearing", "/halt", "/status"):
        await stage.ann.says(command)
        stage.ann.sees_one("command.organizers_only")
    assert await drafts(stage) == []


async def test_a_strangers_file_is_not_read(stage: Stage) -> None:
    await stage.ann.sends("appeal.txt", APPEAL.encode())

    stage.ann.sees_one("message.unreadable")
    assert await drafts(stage) == []


async def test_court_dates_are_seen_before_anybody_approves_them(stage: Stage) -> None:
    await stage.olga.says("/newappeal")
    await stage.olga.taps("Kharkova")
    stage.olga.sees("Wednesday, 27 September 2017", "Shymkent")
    await stage.olga.taps("Preview: English")
    stage.olga.sees("case.hearings", "27 September 2017")
    await stage.olga.taps("review.submit")

    stage.omar.sees("approve.asked", "27 September 2017")


async def test_a_day_that_cannot_be_meant_is_refused_in_one_sentence(stage: Stage) -> None:
    await stage.olga.says("/newappeal")
    await stage.olga.taps("Free Ainur")
    await stage.olga.taps("review.sign_by")
    for typed in ("9999-12-31", "1850-01-02"):
        await stage.olga.says(typed)
        assert len(stage.olga.news()) == 1, typed
        stage.olga.sees_not("review.title")
    await stage.olga.says("20 October 2017")

    stage.olga.sees("review.title", "20 October 2017")


@pytest.mark.parametrize("day", ["9999-12-31", "1899-12-31"])
async def test_a_file_with_a_day_that_cannot_be_meant_is_refused(stage: Stage, day: str) -> None:
    content = f"kind: appeal\ntitle: {{en: Free}}\nsummary: {{en: Free}}\nsign_by: {day}\n"
    await stage.olga.sends("appeal.yaml", content.encode())

    stage.olga.sees("newappeal.faults", "appeal.yaml:4", "between 1900 and")


async def test_a_corrected_title_is_the_letters_subject_too(stage: Stage) -> None:
    await stage.olga.sends("appeal.txt", APPEAL.encode())
    await stage.olga.taps("Title: English")
    await stage.olga.says("Let Rosa go")

    appeal = (await filled(stage)).appeal
    assert appeal
    assert appeal.letter
    assert appeal.letter.subject.texts["en"] == "Let Rosa go"


async def test_a_missing_country_is_pointed_out_and_does_not_stop_anybody(stage: Stage) -> None:
    nowhere = (
        APPEAL.replace("Kazakhstan", "the country")
        .replace("Fax: +7 7172 50 64 02", "")
        .replace("Aktau", "jail")
    )
    await stage.olga.sends("appeal.txt", nowhere.encode())
    stage.olga.sees("review.title", "check.no_country")
    await stage.olga.taps("review.submit")

    stage.olga.sees("submit.done", "submit.wait")


async def test_a_last_day_that_has_passed_is_changed_or_left_out(stage: Stage) -> None:
    await stage.olga.says("/newappeal")
    await stage.olga.taps("Free Ainur")
    await stage.olga.taps("review.sign_by")
    await stage.olga.says("2 October 2017")
    await stage.olga.taps("review.submit")
    stage.olga.sees_one("submit.day_passed")
    await stage.olga.taps("submit.without_day")

    stage.olga.sees("submit.done")
    draft = await filled(stage)
    assert draft.appeal
    assert (draft.stage, draft.appeal.sign_by) == (DraftStage.SUBMITTED, None)
