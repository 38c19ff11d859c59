"""The sender: what leaves when, and what becomes of it."""

import asyncio
import logging
import math
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from alertbot.domain.delivery import MOST_REFUSED_TRIES, DeliveryState, Priority
from alertbot.domain.subscriber import Address, ChatKind
from alertbot.errors import (
    InDoubt,
    NothingToAmend,
    NotSent,
    RecipientGone,
    RecipientMoved,
    Rejected,
    TryLater,
)
from alertbot.ports import Offer
from alertbot.sender.loop import LEAST_SLOTS, SLOT_SECONDS

from .judge import Judge, steady
from .ledger import FakePlatform, Stage, stage, utterance
from .virtual import now, simulate

SENT, QUEUED, IN_DOUBT = DeliveryState.SENT, DeliveryState.QUEUED, DeliveryState.IN_DOUBT
Answer = Callable[[Address], Awaitable[None]]


def raising(*failures: Exception | None) -> Answer:
    """One after the other, then nothing goes wrong any more."""
    left = list(failures)

    async def answer(to: Address) -> None:
        if left and (failure := left.pop(0)):
            raise failure

    return answer


def late(seconds: float) -> Answer:
    async def answer(to: Address) -> None:
        await asyncio.sleep(seconds)

    return answer


def judged(judge: Judge) -> Answer:
    async def answer(to: Address) -> None:
        if not await judge.message(to.chat, room=to.chat.startswith("-")):
            raise TryLater(5)

    return answer


def one(*failures: Exception | None, **row: object) -> tuple[Stage, list[DeliveryState]]:
    """What becomes of a single row when its sends fail so."""

    async def scene() -> tuple[Stage, list[DeliveryState]]:
        played = stage()
        played.platform.answer = raising(*failures)
        kept = played.ledger.add("a", **row)  # type: ignore[arg-type]
        played.begin()
        await played.settled(3600)
        return played, kept.history

    return simulate(scene)


# --- sending ------------------------------------------------------------------------------------------------


def test_a_row_is_leased_before_it_leaves_and_recorded_after() -> None:
    async def scene() -> None:
        played = stage()
        row = played.ledger.add("a")
        states: list[DeliveryState] = []

        async def answer(to: Address) -> None:
            states.append(row.state)

        played.platform.answer = answer
        played.begin()
        await played.settled()
        assert states == [DeliveryState.SENDING]
        assert (row.state, row.message) == (SENT, "1")

    simulate(scene)


def test_an_answer_leaves_at_once_when_it_wakes_the_sender() -> None:
    async def scene() -> float:
        played = stage()
        played.begin()
        await asyncio.sleep(3.3)
        played.ledger.add("a")
        played.sender.wake()
        return await played.settled()

    assert simulate(scene) < 0.05


def test_a_row_nobody_told_of_leaves_within_a_second() -> None:
    async def scene() -> float:
        played = stage()
        played.begin()
        await asyncio.sleep(3.3)
        played.ledger.add("a")
        return await played.settled()

    assert simulate(scene) < 1.1


@pytest.mark.parametrize(
    ("rate", "messages", "trip"),
    [(25, 500, 0.05), (25, 500, 0.12), (30, 600, 0.05), (1000, 3000, 0.05)],
)
def test_an_alert_uses_the_rate_and_never_exceeds_it(rate: int, messages: int, trip: float) -> None:
    slots = max(LEAST_SLOTS, int(rate * SLOT_SECONDS))

    async def scene() -> tuple[int, float, int, int]:
        played = stage(rate)
        judge = Judge(rate, steady(trip / 2), steady(trip / 2))
        asked, left, unsettled = judged(judge), 0, 0

        async def answer(to: Address) -> None:
            nonlocal left, unsettled
            left += 1
            unsettled = max(unsettled, left - played.ledger.count(SENT))
            await asked(to)

        played.platform.answer = answer
        for number in range(messages):
            played.ledger.add(str(number), broadcast=1)
        played.begin()
        took = await played.settled()
        assert played.ledger.count(SENT) == messages
        assert played.ledger.most_unsettled <= slots + math.ceil(rate * 0.04) + 1
        return judge.refused, messages / took / rate, unsettled, played.ledger.commits

    refused, share, unsettled, commits = simulate(scene)
    assert refused == 0
    assert share > 0.95  # the first seconds, while the round trip is not known yet, are a twentieth of it
    assert unsettled <= slots, "what left and is not written is all that a crash leaves in doubt"
    assert commits < messages * 2.1


def test_answers_are_sent_within_a_tenth_of_a_second_during_an_alert() -> None:
    async def scene() -> list[float]:
        played = stage(25)
        judge = Judge(25)
        played.platform.answer = judged(judge)
        for number in range(1000):
            played.ledger.add(str(number), broadcast=1)
        played.begin()
        waits: list[float] = []
        for number in range(25):
            await asyncio.sleep(0.437)
            row = played.ledger.add(f"person {number}")
            asked = now()
            played.sender.wake()
            await played.until(lambda row=row: row.state.is_final)
            waits.append(now() - asked)
        assert judge.refused == 0
        return sorted(waits)

    waits = simulate(scene)
    assert waits[12] < 0.17  # 50 ms of them are the round trip
    assert waits[-1] < 0.3


def test_a_busy_group_holds_nobody_up_and_keeps_its_order() -> None:
    async def scene() -> None:
        played = stage(25)
        judge = Judge(25)
        played.platform.answer = judged(judge)
        for number in range(25):
            played.ledger.add("-5", utterance(f"line {number}"), kind=ChatKind.GROUP)
        for number in range(100):
            played.ledger.add(str(number), broadcast=1)
        played.begin()
        others = [row for row in played.ledger.rows.values() if row.claimed.broadcast]
        assert await played.until(lambda: all(row.state is SENT for row in others)) < 6.5
        await played.settled()
        said = [payload for to, payload in played.platform.shown if to.chat == "-5"]
        assert said == [f"line {number}" for number in range(25)]
        assert judge.refused == 0

    simulate(scene)


def test_two_topics_of_a_group_share_its_pace() -> None:
    async def scene() -> int:
        played = stage(25)
        judge = Judge(25)
        played.platform.answer = judged(judge)
        for thread in ("1", "2", "3"):
            row = played.ledger.add("-5", kind=ChatKind.GROUP)
            here = Address("fake", "-5", thread)
            row.claimed = type(row.claimed)(
                row.claimed.id, here, ChatKind.GROUP, thread.encode(), 0, Priority.ANSWER,
                utterance=utterance("x"),
            )  # fmt: skip
        played.begin()
        await played.settled()
        return judge.refused

    assert simulate(scene) == 0


def test_a_broadcast_is_worded_and_encoded_once_per_language() -> None:
    async def scene() -> Stage:
        played = stage(1000)
        for number in range(300):
            played.ledger.add(str(number), broadcast=1, locale=("en", "ru")[number % 2])
        played.ledger.add("-1", broadcast=1, kind=ChatKind.GROUP)
        played.begin()
        await played.settled()
        return played

    played = simulate(scene)
    assert played.platform.encoded == 3
    assert played.ledger.asked_for_screens == 1
    assert {payload for _, payload in played.platform.shown} == {
        "alert 1 in en",
        "alert 1 in ru",
        "room 1 in en",
    }


def test_where_there_are_no_buttons_the_choices_are_kept_with_the_row() -> None:
    async def scene() -> Stage:
        played = stage(25, FakePlatform("paper", buttons=False), FakePlatform())
        played.ledger.add("a", platform="paper", broadcast=1)
        played.ledger.add("b", platform="paper")
        played.ledger.add("c", broadcast=1)
        played.begin()
        await played.settled()
        return played

    assert simulate(scene).ledger.offered == {Address("paper", "a"): [Offer("Sign", "tap-Sign")]}


# --- failures -----------------------------------------------------------------------------------------------


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


# --- amending -----------------------------------------------------------------------------------------------


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


# --- beginning and ending -----------------------------------------------------------------------------------


def test_rows_a_crash_left_behind_are_sorted_before_anything_is_sent() -> None:
    async def scene() -> DeliveryState:
        played = stage()
        row = played.ledger.add("a")
        row.state = DeliveryState.SENDING
        played.begin()
        await played.settled()
        return row.state

    assert simulate(scene) is SENT


def test_a_ledger_that_cannot_be_written_loses_no_result_and_repeats_no_message(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def scene() -> Stage:
        played = stage()
        played.ledger.broken = 3
        for number in range(20):
            played.ledger.add(str(number))

        async def answer(to: Address) -> None:
            if to.chat == "5":
                played.ledger.broken = 4

        played.platform.answer = answer
        played.begin()
        await played.settled()
        return played

    caplog.set_level(logging.ERROR)
    played = simulate(scene)
    assert len(played.platform.shown) == 20
    assert "OSError" in caplog.text
    assert "disk full" not in caplog.text


def test_draining_lets_what_left_arrive_and_nothing_more_leave() -> None:
    async def scene() -> Stage:
        played = stage()
        played.platform.answer = late(0.4)
        for number in range(100):
            played.ledger.add(str(number))
        played.begin()
        await played.until(lambda: played.platform.on_the_way == 4)
        left = len(played.platform.shown) + 4
        await played.sender.drain()
        assert played.running is not None
        await played.running
        assert len(played.platform.shown) == left
        assert played.ledger.count(SENT) == left
        assert played.ledger.count(DeliveryState.SENDING) == 0
        return played

    simulate(scene)


def test_draining_gives_up_on_what_does_not_come_back() -> None:
    async def scene() -> None:
        played = stage()
        played.platform.answer = late(1000)
        row = played.ledger.add("a")
        played.begin()
        await played.until(lambda: played.platform.on_the_way == 1)
        begun = now()
        await played.sender.drain(30)
        assert played.running is not None
        await played.running
        assert 29 < now() - begun < 31
        assert row.state is DeliveryState.SENDING

    simulate(scene)


def test_draining_a_sender_that_never_ran_is_done_at_once() -> None:
    async def scene() -> float:
        played, begun = stage(), now()
        await played.sender.drain()
        return now() - begun

    assert simulate(scene) == 0.0


def test_a_cancelled_sender_leaves_no_task_behind() -> None:
    async def scene() -> int:
        played = stage()
        played.platform.answer = late(5)
        played.ledger.add("a")
        played.begin()
        await played.until(lambda: played.platform.on_the_way == 1)
        assert played.running is not None
        played.running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await played.running
        await asyncio.sleep(0)
        return played.platform.on_the_way

    assert simulate(scene) == 0


def test_what_a_crash_left_behind_keeps_the_second_of_the_process_before() -> None:
    async def scene() -> float:
        played = stage()
        played.ledger.add("a").state = DeliveryState.SENDING
        begun = now()
        played.begin()
        await played.settled(60)
        return now() - begun

    assert simulate(scene) >= 1.0
