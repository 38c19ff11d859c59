"""The one entry for every event: stale and forged taps, malformed updates, restarts in mid-sentence."""

from typing import Any

import pytest

from alertbot.domain.publication import DraftStage
from alertbot.domain.subscriber import Address
from alertbot.playground.world import Query
from tests.support.cast import ANN
from tests.support.paste import APPEAL
from tests.support.telegram import TelegramActor, TelegramStage


async def forge(stage: TelegramStage, packed: str) -> None:
    """Ann's client sends a tap that no button of hers carries."""
    stage.ann.looks_away()
    world, message = stage.playground.world, stage.playground.history(ANN)[-1]
    id = f"forged{len(world.queries)}"
    world.queries[id] = Query(ANN, ANN, message.id)
    sender = world.user_wire(ANN)
    query = {"id": id, "from": sender, "message": message.wire, "chat_instance": "1", "data": packed}
    stage.playground.malformed({"callback_query": query})
    await stage.calm()


async def submitted(stage: TelegramStage) -> tuple[int, str]:
    """A draft that waits for approval, and the button that approves it."""
    await stage.submit_prepared("Free Ainur")
    draft = (await stage.asked(lambda tx: tx.drafts.open_ones()))[0]
    return draft.id, f"approve-{draft.id}-{draft.digest[:16]}"


async def test_a_strangers_forged_approval_does_nothing(stage: TelegramStage) -> None:
    await stage.ann.start()
    _, approve = await submitted(stage)
    await forge(stage, approve)

    assert (await stage.asked(lambda tx: tx.drafts.open_ones()))[0].stage is DraftStage.SUBMITTED
    stage.ann.sees_not("hold.title", "Free Ainur")


ORGANIZERS_TAPS = (
    "lookover-{id}", "preview-{id}-en", "review-{id}", "edit-{id}-title-en", "submit-{id}", "drop-{id}",
    "sendback-{id}", "cancel-{id}", "thatsall-0", "prepared-kurmanov-solidarity", "forcase-1",
    "savehearing-1-", "hearing-1-x", "nextday-1-x", "movehearing-1-x", "offhearing-1-x-1", "steer-1-halted",
)  # fmt: skip


async def test_no_tap_of_the_organizers_works_for_a_stranger(stage: TelegramStage) -> None:
    await stage.ann.start()
    draft, _ = await submitted(stage)
    before = await stage.asked(lambda tx: tx.drafts.open_ones())
    for tap in ORGANIZERS_TAPS:
        await forge(stage, tap.format(id=draft))
        assert len(stage.ann.news()) == 1, tap
        stage.ann.sees_not("Free Ainur", "review.title", "preview.head")

    assert await stage.asked(lambda tx: tx.drafts.open_ones()) == before


async def test_a_tap_that_means_nothing_gets_one_clear_sentence(stage: TelegramStage) -> None:
    await stage.ann.start()
    for tap in ("sing-1-1", "-", "sign-1", "sign-x-1", "approve", "sign-1-1-1", "agree-" + "e" * 60):
        await forge(stage, tap)
        stage.ann.sees_one("tap.lapsed")
        stage.ann.is_offered("subscribed.appeals")


async def test_a_tap_for_an_appeal_that_is_gone_says_so(stage: TelegramStage) -> None:
    await stage.ann.start()
    for tap in ("sign-99-1", "count-99-1", "write-99-1", "case-99", "remind-99-1", "share-99"):
        await forge(stage, tap)
        stage.ann.sees_one("appeal.gone")


async def test_every_tap_is_answered(stage: TelegramStage) -> None:
    await stage.ann.start()
    await stage.ann.taps("welcome.agree")
    await stage.ann.taps("subscribed.choose")
    await stage.ann.taps("interests.ready")

    await stage.ann.notices()  # waits for the third answer


async def test_a_malformed_update_is_put_aside_and_the_next_is_handled(stage: TelegramStage) -> None:
    misshapen: list[dict[str, Any]] = [
        {"message": 7},
        {"message": {"chat": None}},
        {"callback_query": {"id": 1}},
        {"my_chat_member": []},
        {"message": {"message_id": "x", "chat": {"id": {}}, "date": "never"}},
    ]
    for raw in misshapen:
        stage.playground.malformed(raw)
    await stage.ann.start()

    stage.ann.sees("welcome.title")


async def test_an_update_of_an_unknown_kind_is_ignored(stage: TelegramStage) -> None:
    stage.playground.malformed({"brand_new_kind": {"id": 1}})
    await stage.ann.start()

    stage.ann.sees("welcome.title")


async def test_a_failure_says_sorry_once_and_the_next_event_is_handled(
    stage: TelegramStage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("Canaryname must not be logged")

    with monkeypatch.context() as patched:
        patched.setattr("alertbot.dialogue.guide._help", broken)
        await stage.ann.says("/help")
        stage.ann.sees_one("message.failed")
    await stage.ann.says("/help")

    stage.ann.sees("help.title")


async def test_a_photo_or_sticker_is_answered(stage: TelegramStage) -> None:
    await stage.ann.sends("letter.pdf", b"%PDF-")

    stage.ann.sees_one("message.unreadable")


async def test_whatever_is_typed_gets_an_answer(stage: TelegramStage) -> None:
    longest = "x" * 60
    for bother in (
        f"/start {longest}",
        "/start@alert_bot",
        "/",
        "/sign",
        "\u202e\u202e",
        "#" * 4000,
        "👩‍👧" * 300,
    ):
        await stage.ann.says(bother)
        assert stage.ann.news(), bother


async def test_a_name_being_added_survives_a_restart(stage: TelegramStage) -> None:
    published = await stage.publish("kurmanov")
    await stage.ann.says("/appeals")
    await stage.ann.taps("Free Ainur")
    await stage.ann.taps("card.sign")
    await stage.restart()
    await stage.ann.taps("sign.add_name")
    await stage.restart()
    await stage.ann.says("Rosa Example")
    await stage.restart()
    await stage.ann.taps("sign.name.yes")

    held = await stage.asked(lambda tx: tx.signatures.held_about(Address("telegram", str(ANN))))
    assert [(appeal, name) for appeal, _, name in held] == [(published.id, "Rosa Example")]


async def test_a_letter_being_written_survives_a_restart(stage: TelegramStage) -> None:
    await stage.publish("kurmanov")
    await stage.ann.says("/letter")
    await stage.ann.taps("Kurmanov")
    await stage.ann.taps("letter.none_of_them")
    await stage.restart()
    await stage.ann.taps("Esimov")
    await stage.ann.taps("letter.continue")
    await stage.ann.taps("letter.own_sentence")
    await stage.restart()
    await stage.ann.says("With hope.")
    await stage.restart()
    await stage.ann.taps("letter.take")

    stage.ann.sees("With hope.", "Mr. Esimov:")
    stage.ann.sees_not("Mr. Seidumanov:")


async def test_a_draft_survives_a_restart_at_every_step(stage: TelegramStage) -> None:
    await stage.ann.subscribe()
    await stage.olga.says("/newappeal")
    await stage.restart()
    half = APPEAL.index("\n\n", len(APPEAL) // 2)
    await stage.olga.says(APPEAL[:half])
    await stage.restart()
    await stage.olga.says(APPEAL[half:])
    await stage.restart()
    await stage.olga.taps("review.code")
    await stage.restart()
    await stage.olga.says("KAZ 3")
    await stage.restart()
    await stage.olga.taps("Preview: English")
    await stage.restart()
    await stage.olga.taps("review.submit")
    await stage.restart()
    await stage.omar.taps("approve.yes")
    await stage.restart()
    await stage.pass_time(minutes=2)

    stage.ann.sees("Free Rosa Example", "KAZ 3")


async def test_what_came_while_the_bot_was_away_is_answered_in_order(stage: TelegramStage) -> None:
    await stage.end()
    assert isinstance(stage.ann, TelegramActor)
    stage.playground.say(ANN, ANN, "/start")
    stage.playground.say(ANN, ANN, "/help")
    await stage.begin()

    assert [m.fits("welcome.title") for m in stage.ann.news()] == [True, False]
    stage.ann.sees("help.title")


async def test_an_unfinished_conversation_ends_with_the_day(stage: TelegramStage) -> None:
    """What is typed a day later is not taken for the name that was asked for."""
    await stage.publish("kurmanov")
    await stage.ann.says("/appeals")
    await stage.ann.taps("Free Ainur")
    await stage.ann.taps("card.sign")
    await stage.ann.taps("sign.add_name")
    await stage.pass_time(hours=25)
    await stage.store.sweep(stage.clock.now())
    await stage.ann.says("Rosa Example")

    stage.ann.sees_not("sign.name.exactly")
