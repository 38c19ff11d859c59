"""Organizers before the strict Bot API server: edits, a second account, a wrong name that is out, kills."""

from pathlib import Path

from alertbot.domain.publication import DraftStage
from tests.support.judge import Judge
from tests.support.judge_limits import Limits
from tests.support.judge_wire import message, user

from .ledger import drafts
from .stage import ALERT, ANN, APPEAL, CASE, OLGA, OMAR, Stage, staged
from .test_drafting import OLGAS_OTHER, Organizer, drafting, stored

BORIS = 102
CODE = "KAZ 2"
WRONG, RIGHT = "Free Ainur Kurmanov", "Freedom for Ainur Kurmanov now"
TWO_ACCOUNTS = f"olga=telegram:{OLGA}+telegram:{OLGAS_OTHER}, omar=telegram:{OMAR}"
MISTAKE = "A letter you opened had a mistake"
LOOKS = 3
"""Seconds in which the bot would have sent what it holds: it looks every second."""

PASTE = (
    "Free Rosa Example\n\nA trade unionist was arrested in Almaty on 27 September 2017 and is held there.",
    "We demand that the charges are dropped.\n\nWrite to the Prosecutor General: gp@example.org",
)


def presses(judge: Judge, person: int, data: str) -> str:
    """A tap with any data, as somebody with an altered app would send it, or with an old button; its id."""
    query = f"forged{data}{person}"
    judge.update(
        callback_query={
            "id": query,
            "from": user(person),
            "chat_instance": str(person),
            "data": data,
            "message": message(judge.messages(person)[-1].id, person, "Look"),
        }
    )
    return query


async def answered(stage: Stage, person: int, data: str) -> str:
    """What somebody reads who pressed a button that may mean nothing any more."""
    before, heard = stage.judge.sent[person], stage.judge.calls["answercallbackquery"]
    presses(stage.judge, person, data)
    await stage.judge.until(lambda: stage.judge.calls["answercallbackquery"] > heard)
    await stage.judge.until(lambda: stage.judge.sent[person] > before)
    return stage.judge.messages(person)[-1].text


async def nobody_is_alerted(stage: Stage, *people: int) -> None:
    """Though time passes in which it would have gone out."""
    heard = [stage.judge.sent[person] for person in people]
    polls = stage.judge.calls["getupdates"]
    for n in range(LOOKS):
        stage.set_clock(f"2017-10-04T09:00:{10 * n:02}Z")
        stage.judge.say(ANN, "/help")
        await stage.judge.until(lambda before=polls + n: stage.judge.calls["getupdates"] > before)
    assert [stage.judge.sent[person] for person in people if person != ANN] == heard[1:]
    assert not stage.judge.find_button(ANN, ALERT)


async def waits_and_then_goes_out(stage: Stage) -> None:
    """The draft was approved by nobody until now, and its other organizer's tap publishes it."""
    assert await stage.bot.stop() == 0
    (waiting,) = await drafts(stage.bot.data)
    assert (waiting.stage, waiting.approved_by) == (DraftStage.SUBMITTED, None)
    await stage.bot.start()
    stage.judge.tap(OMAR, "approve-1-")
    await stage.judge.offered(ANN, ALERT)
    assert await stage.bot.stop() == 0
    stage.clean()


async def test_an_approval_of_what_was_edited_since_counts_for_nothing_and_the_new_one_does(
    tmp_path: Path,
) -> None:
    async with staged(tmp_path, limits=Limits(chat=20)) as stage:
        await stage.bot.start()
        for person in (ANN, OLGA, OMAR):
            await stage.subscribe(person)
        await stage.submit()
        await stage.judge.offered(OMAR, "approve-1-")
        _, old = stage.judge.button(OMAR, "approve-1-")
        await _takes_back_and_edits(Organizer(stage))
        await stage.judge.until(lambda: stage.judge.button(OMAR, "approve-1-")[1] != old)
        await answered(stage, OMAR, old)
        await nobody_is_alerted(stage, ANN, OLGA)
        await waits_and_then_goes_out(stage)


async def _takes_back_and_edits(olga: Organizer) -> None:
    await olga.says("/drafts", "lookover-1")
    await olga.taps("lookover-1", "sendback-1")
    await olga.taps("sendback-1")
    await olga.says("/drafts", "review-1")
    await olga.taps("review-1", "edit-1-code-")
    await olga.taps("edit-1-code-", "review-1")
    await olga.says(CODE, "submit-1-")
    await olga.taps("submit-1-")


async def test_nobody_approves_their_own_draft_from_a_second_account(tmp_path: Path) -> None:
    async with staged(tmp_path, limits=Limits(chat=20), ORGANIZERS=TWO_ACCOUNTS) as stage:
        await stage.bot.start()
        for person in (ANN, OLGA, OLGAS_OTHER, OMAR):
            await stage.subscribe(person)
        await stage.submit()
        await stage.judge.offered(OMAR, "approve-1-")
        _, yes = stage.judge.button(OMAR, "approve-1-")
        assert not stage.judge.find_button(OLGAS_OTHER, "approve-")
        for said in ("/approve", f"/start {yes}"):
            before = stage.judge.sent[OLGAS_OTHER]
            stage.judge.say(OLGAS_OTHER, said)
            await stage.judge.until(lambda before=before: stage.judge.sent[OLGAS_OTHER] > before)
        assert "Nobody publishes alone" in await answered(stage, OLGAS_OTHER, yes)
        await nobody_is_alerted(stage, ANN, OMAR)
        await waits_and_then_goes_out(stage)


async def test_a_wrong_name_is_corrected_in_every_copy_and_only_who_took_a_letter_is_written_to(
    tmp_path: Path,
) -> None:
    async with staged(tmp_path, limits=Limits(chat=20)) as stage:
        await stage.bot.start()
        for person in (ANN, BORIS, OLGA, OMAR):
            await stage.subscribe(person)
        await stage.publish()
        for person in (ANN, BORIS):
            await stage.judge.offered(person, "sign-1-1")
        await _takes_a_letter(stage)
        heard = stage.judge.sent[BORIS]
        await _corrects_the_title(Organizer(stage))
        await stage.approve()
        for person in (ANN, BORIS):
            await stage.judge.until(lambda person=person: stage.judge.copies(RIGHT, [person]))
            await stage.judge.until(lambda person=person: not stage.judge.find_button(person, "sign-1-1"))
        await stage.judge.offered(ANN, "write-1-2")
        await stage.judge.until(lambda: stage.judge.copies(MISTAKE, [ANN]))
        assert stage.judge.copies(MISTAKE, [ANN, BORIS]) == {ANN: 1}
        assert stage.judge.sent[BORIS] == heard
        assert RIGHT in await answered(stage, BORIS, "sign-1-1")
        assert await stage.bot.stop() == 0
        stage.clean()


async def _takes_a_letter(stage: Stage) -> None:
    for begins in ("write-", "prepare-", "take-"):
        await stage.judge.offered(ANN, begins)
        before, heard = stage.judge.sent[ANN], stage.judge.calls["answercallbackquery"]
        stage.judge.tap(ANN, begins)
        await stage.judge.until(lambda heard=heard: stage.judge.calls["answercallbackquery"] > heard)
    await stage.judge.until(lambda before=before: stage.judge.sent[ANN] > before)


async def _corrects_the_title(olga: Organizer) -> None:
    await olga.says("/correct", "correct-1")
    await olga.taps("correct-1", "submit-2-")
    await olga.taps("edit-2-title-en", "review-2")
    await olga.says(RIGHT, "submit-2-")
    await olga.taps("submit-2-")


async def test_a_kill_behind_every_step_from_a_prepared_case_to_its_readers_loses_nothing(
    tmp_path: Path,
) -> None:
    async with drafting(tmp_path) as (stage, olga):
        await stage.subscribe(ANN)
        omar = Organizer(stage)
        omar.account = OMAR
        olga.killed = omar.killed = True
        await olga.taps(f"prepared-{CASE}-{APPEAL}", "submit-1-")
        await olga.taps("preview-1-en", "submit-1-")
        await olga.taps("submit-1-")
        await stage.judge.offered(OMAR, "approve-1-")
        await omar.taps("preview-1-en", "approve-1-")
        await omar.taps("approve-1-")
        await stage.judge.offered(ANN, ALERT)
        assert await stage.bot.stop() == 0
        assert stage.judge.copies(WRONG, [ANN]) == {ANN: 1}
        stage.clean()


async def test_a_kill_in_the_middle_of_every_kind_of_edit_loses_none(tmp_path: Path) -> None:
    async with drafting(tmp_path) as (stage, olga):
        await olga.says(PASTE[0], "thatsall-1")
        await olga.says(PASTE[1])
        await _killed_behind(olga, "thatsall-1", "submit-1-")
        await _killed_behind(olga, "edit-1-consent-", "pick-1-consent-family")
        await olga.taps("pick-1-consent-family", "submit-1-")
        await _killed_behind(olga, "edit-1-persons-", "review-1")
        await olga.says("Anna Example", "submit-1-")
        await olga.taps("edit-1-languages-", "pick-1-language-ru")
        await _killed_behind(olga, "pick-1-language-ru", "review-1")
        await olga.says("Свободу Розе", "edit-1-languages-")
        await olga.says("Она арестована.", "edit-1-languages-")
        await olga.taps("edit-1-languages-", "review-1")
        await _killed_behind(olga, "edit-1-addressee-", "review-1")
        await olga.says("Minister of Justice, minister@example.org", "change-1-addressee-")
        await olga.taps("review-1", "submit-1-")
        await olga.taps("submit-1-")
        await stage.judge.offered(OMAR, "approve-1-")
        draft = await stored(stage)
        assert draft.case
        assert draft.appeal
        assert (draft.stage, draft.appeal.consent) == (DraftStage.SUBMITTED, "family")
        assert "Anna Example" in [person.name for person in draft.case.persons]
        assert draft.appeal.title.texts["ru"] == "Свободу Розе"
        assert draft.appeal.summary.texts["ru"] == "Она арестована."
        assert "minister@example.org" in [one for a in draft.appeal.addressees for one in a.emails]
        stage.clean()


async def _killed_behind(olga: Organizer, begins: str, then: str) -> None:
    """The bot dies when it has asked, and before it is told."""
    olga.killed = True
    await olga.taps(begins, then)
    olga.killed = False
