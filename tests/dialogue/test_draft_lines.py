"""The lines of a checklist: their states, their order, and what "it is right" settles."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

from alertbot.dialogue import new_appeal
from alertbot.dialogue.draft_lines import Line, LineState, lines
from alertbot.dialogue.draft_orders import FillDraft, SubmitDraft
from alertbot.dialogue.draft_taps import Settle, Submit, SubmitOn, stamp
from alertbot.dialogue.engine import Facts, Step, Tapped, Want
from alertbot.dialogue.preview import DraftAtHand, Forecast, ForecastOf, TooLong
from alertbot.dialogue.screen import Say
from alertbot.dialogue.tap import Tap
from alertbot.domain.appeal import ConsentBasis
from alertbot.domain.hearing import Hearing
from alertbot.domain.publication import Doubt, Draft, DraftStage
from alertbot.domain.subscriber import ChatKind
from tests.domain.lint.appeals import CASE, SOUND

NOW = datetime(2017, 10, 4, 8, tzinfo=UTC)
TODAY = NOW.date()
AHEAD = Hearing("h1", "Shymkent", "Asia/Almaty", date(2017, 10, 12), time(10))
PAST = replace(AHEAD, key="h0", day=date(2017, 9, 27))
DRAFT = Draft(
    5,
    "olga",
    DraftStage.OPEN,
    NOW,
    case=replace(CASE, hearings=(PAST, AHEAD)),
    appeal=replace(SOUND, consent=ConsentBasis.PUBLISHED),
)


def line(draft: Draft, key: str) -> Line:
    return next(line for line in lines(draft, TODAY) if line.key == key)


def tapped(draft: Draft, tap: Tap) -> Step:
    found: dict[Want[Any], Any] = {
        DraftAtHand(5): draft,
        ForecastOf(5): Forecast(1, 0, 1.0, 1),
        TooLong(5): None,
    }
    return new_appeal.step(None, Tapped(tap), Facts(NOW, "en", ChatKind.PERSON, None, "olga", found=found))


def after(draft: Draft, tap: Tap) -> Draft:
    (order,) = (order for order in tapped(draft, tap).orders if isinstance(order, FillDraft))
    return replace(draft, case=order.case, appeal=order.appeal, settled=order.settled or ())


def test_what_needs_its_author_stands_before_what_is_done() -> None:
    states = [line.state for line in lines(DRAFT, TODAY)]
    assert states == sorted(states)
    assert LineState.DOUBTFUL in states


def test_a_court_date_ahead_is_doubtful_until_it_is_called_right_and_one_gone_by_is_not() -> None:
    ahead, past = line(DRAFT, "hearing1"), line(DRAFT, "hearing0")
    assert (ahead.state, past.state, past.sign) == (LineState.DOUBTFUL, LineState.DONE, "⌛")
    settled = after(DRAFT, Settle(5, "hearing1", ahead.mark))
    assert line(settled, "hearing1").state is LineState.DONE


def test_another_date_in_its_place_is_doubtful_again() -> None:
    assert DRAFT.case
    settled = after(DRAFT, Settle(5, "hearing1", line(DRAFT, "hearing1").mark))
    moved = replace(AHEAD, day=date(2017, 10, 13))
    changed = replace(settled, case=replace(DRAFT.case, hearings=(PAST, moved)))
    assert line(changed, "hearing1").state is LineState.DOUBTFUL


def test_submitting_says_of_every_question_at_once_that_it_is_right() -> None:
    doubted = replace(DRAFT, doubts=(Doubt("year_missing", "7 November", 3),))
    submitted = tapped(doubted, Submit(5, stamp(doubted)))
    assert submitted.orders[-1] == SubmitDraft(5)
    open_questions = [
        q for one in lines(after(doubted, Submit(5, stamp(doubted))), TODAY) for q in one.questions
    ]
    assert open_questions == []


def test_a_question_is_settled_only_as_it_was_shown() -> None:
    step = tapped(DRAFT, Settle(5, "hearing1", "00000000"))
    assert step.orders == ()
    assert step.screens[0].parts[0].words == Say("submit.changed")


def test_nobody_submits_what_would_be_closed_at_once() -> None:
    assert DRAFT.appeal
    gone = replace(DRAFT, appeal=replace(DRAFT.appeal, expires=date(2017, 10, 3)))
    assert line(gone, "expires").state is LineState.WRONG
    assert tapped(gone, Submit(5, stamp(gone))).orders == ()


def test_the_answer_who_agreed_submits_and_an_answer_nobody_offered_does_not() -> None:
    assert DRAFT.appeal
    unknown = replace(DRAFT, appeal=replace(DRAFT.appeal, consent=ConsentBasis.UNKNOWN))
    asked = tapped(unknown, Submit(5, stamp(unknown)))
    assert asked.orders == ()
    assert asked.screens[0].parts[0].words == Say("consent.ask")
    assert tapped(unknown, SubmitOn(5, stamp(unknown), "somebody")).orders == ()
    family = SubmitOn(5, stamp(unknown), "family")
    assert tapped(unknown, family).orders[-1] == SubmitDraft(5)
    assert after(unknown, family).appeal == replace(DRAFT.appeal, consent=ConsentBasis.FAMILY)


def test_a_field_that_is_empty_is_missing_and_keeps_nobody_back() -> None:
    assert DRAFT.appeal
    bare = replace(DRAFT, appeal=replace(DRAFT.appeal, issuer="", code="", demands=()))
    assert {line(bare, key).state for key in ("issuer", "code", "demands")} == {LineState.MISSING}
    assert tapped(bare, Submit(5, stamp(bare))).orders[-1] == SubmitDraft(5)
