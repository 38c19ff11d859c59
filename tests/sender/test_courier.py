"""One message: what becomes of it when it fails, and when it redraws another."""

import asyncio
from datetime import timedelta

import pytest

from alertbot.domain.delivery import MOST_REFUSED_TRIES, DeliveryState
from alertbot.domain.subscriber import Address
from alertbot.errors import (
    InDoubt,
    NothingToAmend,
    NotSent,
    RecipientGone,
    RecipientMoved,
    Rejected,
    TryLater,
)

from .answers import IN_DOUBT, QUEUED, SENT, one, raising
from .ledger import FakePlatform, Stage, stage, utterance
from .virtual import now, simulate


def test_what_surely_did_not_leave_is_sent_again_and_no_try_is_counted() -> None:
    played, history = one(NotSent("x"), NotSent("x"))
    assert history == [QUEUED, QUEUED, SENT]
    assert played.ledger.rows[1].claimed.tries == 1


def test_a_row_at_fault_again_and_again_fails_in_the_end() -> None:
    async def scene() -> list[DeliveryState]:
        played = stage()

        async def answer(to: Address) -> None:
            if to.chat == "bad":
                raise NotSent("x")

        played.platform.answer = answer
        bad = played.ledger.add("bad")
        played.begin()
        for number in range(1200):
            played.ledger.add(str(number))
            played.sender.wake()
            await asyncio.sleep(0.5)
            if bad.state.is_final:
                break
        return bad.history

    history = simulate(scene)
    assert history[-1] is DeliveryState.FAILED
    assert MOST_REFUSED_TRIES <= len(history) < 2 * MOST_REFUSED_TRIES


def test_an_outage_uses_up_no_row_however_long_it_lasts() -> None:
    async def scene() -> Stage:
        played = stage()
        back = now() + 3600

        async def answer(to: Address) -> None:
            if now() < back:
                raise NotSent("x")

        played.platform.answer = answer
        for number in range(50):
            played.ledger.add(str(number))
        played.begin()
        assert await played.settled(3700) < 3600 + 40
        return played

    played = simulate(scene)
    assert played.ledger.count(SENT) == 50
    assert played.ledger.commits < 2500


def test_a_server_that_stops_answering_puts_few_rows_in_doubt() -> None:
    async def scene() -> Stage:
        played = stage()
        back = now() + 600

        async def answer(to: Address) -> None:
            if now() < back:
                raise InDoubt("502")

        played.platform.answer = answer
        for number in range(500):
            played.ledger.add(str(number), broadcast=1)
        played.begin()
        await played.settled(1000)
        return played

    played = simulate(scene)
    assert played.ledger.count(IN_DOUBT) < 60
    assert played.ledger.count(SENT) > 440


def test_one_platform_out_does_not_stop_the_other() -> None:
    async def scene() -> Stage:
        played = stage(25, FakePlatform(), FakePlatform("other"))

        async def out(to: Address) -> None:
            raise NotSent("x")

        played.platform.answer = out
        for number in range(20):
            played.ledger.add(f"out {number}")
            played.ledger.add(f"in {number}", platform="other")
        played.begin()
        other = played.platforms["other"]
        assert await played.until(lambda: len(other.shown) == 20) < 10
        return played

    simulate(scene)


def test_an_alert_in_doubt_is_repeated_once_and_then_listed() -> None:
    assert one(InDoubt("x"), broadcast=1)[1] == [QUEUED, SENT]
    assert one(InDoubt("x"), InDoubt("x"), broadcast=1)[1] == [QUEUED, IN_DOUBT]


def test_a_letter_in_doubt_is_never_repeated() -> None:
    assert one(InDoubt("x"), once=True)[1] == [IN_DOUBT]


def test_a_row_a_crash_left_behind_once_already_is_not_repeated_twice() -> None:
    assert one(InDoubt("x"), tries=1)[1] == [IN_DOUBT]


def test_an_unexpected_error_of_a_platform_leaves_the_row_in_doubt(caplog: pytest.LogCaptureFixture) -> None:
    assert one(KeyError("PRIVATE"), once=True)[1] == [IN_DOUBT]
    assert "KeyError" in caplog.text
    assert "PRIVATE" not in caplog.text


def test_whoever_left_is_gone() -> None:
    assert one(RecipientGone("x"))[1] == [DeliveryState.GONE]


def test_a_refusal_is_kept_with_its_code() -> None:
    played, history = one(Rejected("no-rights"))
    assert history == [DeliveryState.FAILED]
    assert played.ledger.rows[1].reason == "no-rights"


def test_a_chat_that_moved_gets_its_message_at_its_new_place() -> None:
    played, history = one(RecipientMoved("-100"))
    assert history == [QUEUED, SENT]
    assert played.ledger.moves == [(Address("fake", "a"), "-100")]
    assert played.platform.shown[0][0] == Address("fake", "-100")


def test_a_chat_that_keeps_moving_is_given_up() -> None:
    assert one(*[RecipientMoved("a")] * 20)[1][-1] is DeliveryState.FAILED


def test_a_refused_chat_waits_alone_as_long_as_it_was_asked_to() -> None:
    async def scene() -> tuple[list[DeliveryState], float]:
        played = stage()
        failing = raising(TryLater(8))

        async def answer(to: Address) -> None:
            if to.chat == "busy":
                await failing(to)

        played.platform.answer = answer
        busy = played.ledger.add("busy")
        others = [played.ledger.add(str(number)) for number in range(20)]
        played.begin()
        assert await played.until(lambda: all(row.state is SENT for row in others)) < 1.5
        return busy.history, await played.settled()

    history, took = simulate(scene)
    assert history == [DeliveryState.PARKED, SENT]
    assert 6.0 < took < 8.5


def test_a_chat_that_was_to_be_left_alone_is_left_alone_after_a_restart_too() -> None:
    async def scene() -> tuple[float, float]:
        played = stage()
        parked = played.ledger.add("busy")
        parked.state, parked.due = DeliveryState.PARKED, played.ledger.clock.now() + timedelta(seconds=600)
        later = played.ledger.add("busy")
        other = played.ledger.add("free")
        played.begin()
        freed = await played.until(lambda: other.state is SENT)
        return freed, await played.until(lambda: later.state is SENT, 700)

    freed, took = simulate(scene)
    assert freed < 0.1
    assert took > 598


def test_words_that_cannot_be_found_stop_one_row_only(caplog: pytest.LogCaptureFixture) -> None:
    async def scene() -> Stage:
        played = stage()
        played.ledger.add("a", utterance("unspeakable"))
        played.ledger.add("b")
        played.begin()
        await played.settled()
        return played

    played = simulate(scene)
    assert [row.state for row in played.ledger.rows.values()] == [DeliveryState.FAILED, SENT]
    assert played.ledger.rows[1].reason == "unworded"
    assert "private words" not in caplog.text


def test_a_broadcast_that_cannot_be_read_stops_its_own_rows_only(caplog: pytest.LogCaptureFixture) -> None:
    async def scene() -> tuple[DeliveryState, DeliveryState]:
        played = stage()
        played.ledger.unreadable.add(7)
        strange, other = played.ledger.add("a", broadcast=7), played.ledger.add("b", broadcast=8)
        played.begin()
        await played.settled()
        return strange.state, other.state

    assert simulate(scene) == (DeliveryState.FAILED, SENT)
    assert "cannot be read" in caplog.text


def test_a_row_for_a_platform_that_is_switched_off_waits() -> None:
    async def scene() -> list[DeliveryState]:
        played = stage()
        row = played.ledger.add("a", platform="matrix")
        played.begin()
        await asyncio.sleep(400)
        return row.history

    history = simulate(scene)
    assert set(history) == {QUEUED}
    assert len(history) <= 3


def test_an_answer_that_replaces_a_message_redraws_it() -> None:
    async def scene() -> Stage:
        played = stage()
        played.ledger.add("a", amends="7")
        played.begin()
        await played.settled()
        return played

    played = simulate(scene)
    assert played.platform.amended == [(Address("fake", "a"), "7", "to a")]
    assert played.platform.shown == []
    assert played.ledger.rows[1].message == "7"


def test_what_cannot_be_redrawn_is_sent_anew_at_once() -> None:
    async def scene() -> tuple[Stage, float]:
        played = stage()
        played.platform.edit = raising(NothingToAmend("x"))
        played.ledger.add("a", amends="7")
        played.begin()
        return played, await played.settled()

    played, took = simulate(scene)
    assert played.ledger.rows[1].message == "1"
    assert took < 0.5


def test_redrawing_may_be_repeated_although_sending_may_not() -> None:
    async def scene() -> list[DeliveryState]:
        played = stage()
        played.platform.edit = raising(InDoubt("x"), InDoubt("x"), InDoubt("x"))
        row = played.ledger.add("a", amends="7", once=True)
        played.begin()
        await played.settled()
        return row.history

    assert simulate(scene) == [QUEUED, QUEUED, QUEUED, SENT]


def test_progress_is_redrawn_within_the_same_pace_and_fails_quietly() -> None:
    async def scene() -> None:
        played = stage()
        here = Address("fake", "a")
        assert await played.sender.redraw(here, "7", utterance("half"))
        assert played.platform.amended == [(here, "7", "half")]
        begun = now()
        assert await played.sender.redraw(here, "7", utterance("all"))
        assert now() - begun > 0.9
        for failure in (
            NotSent("x"),
            InDoubt("x"),
            Rejected("x"),
            NothingToAmend("x"),
            KeyError("x"),
            TryLater(30),
        ):
            played.platform.edit = raising(failure)
            assert not await played.sender.redraw(here, "7", utterance("x"))
        assert not await played.sender.redraw(here, "7", utterance("too late for this chat"))
        assert not await played.sender.redraw(Address("matrix", "a"), "7", utterance("x"))

    simulate(scene)
