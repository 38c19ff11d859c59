"""Every button of a draft's screens, pressed: each answers, fits a phone and a message, and comes back."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alertbot.dialogue import draft_typing, new_appeal
from alertbot.dialogue.conversations import TAPS
from alertbot.dialogue.draft_orders import Contacts, ContactsTyped, CountryNamed, DayNamed, FillDraft
from alertbot.dialogue.draft_taps import DropDraft, Review
from alertbot.dialogue.engine import Facts, Keep, Line, State, Step, Tapped, Want
from alertbot.dialogue.hearing_words import HearingRead, HearingWords
from alertbot.dialogue.preview import DraftAtHand, Forecast, ForecastOf, TooLong
from alertbot.dialogue.review import PAGE, review
from alertbot.dialogue.screen import Screen
from alertbot.dialogue.tap import Tap
from alertbot.dialogue.wants import Choices, ChoicesNow
from alertbot.domain.addressee import Channel, ChannelKind
from alertbot.domain.publication import Doubt, Draft, DraftStage
from alertbot.domain.subscriber import ChatKind
from alertbot.wording.pages import TELEGRAM_LIMIT, units
from alertbot.wording.speech import Wording
from tests.support.phrases import catalogues
from tests.support.stage import library

NOW = datetime(2017, 10, 4, 8, tzinfo=UTC)
WORDING = Wording(catalogues())
DRAFTS = tuple(
    Draft(
        1, "olga", DraftStage.OPEN, NOW, case=prepared.case, appeal=appeal, doubts=(Doubt("other", "x", 3),)
    )
    for prepared in library(NOW.date()).cases
    for appeal in prepared.appeals
)
TYPED = ("Rosa Example", "-", "12 October 10:00 Shymkent", "{{ code }} {% if", "x" * 700, "\u202e", "a\nb")


class Desk:
    """One draft, changed by what the steps order."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft

    def step(self, state: State | None, event: Tapped | Line) -> Step:
        wanted = new_appeal.wants(state, event)
        found = {want: self._answer(want) for want in wanted}
        facts = Facts(NOW, "en", ChatKind.PERSON, None, "olga", found=found)
        step = new_appeal.step(state, event, facts)
        for order in step.orders:
            if isinstance(order, FillDraft):
                doubts = self.draft.doubts if order.doubts is None else order.doubts
                settled = self.draft.settled if order.settled is None else order.settled
                content = {"case": order.case, "appeal": order.appeal, "doubts": doubts, "settled": settled}
                self.draft = replace(self.draft, **content)
        return step

    def _answer(self, want: Want[Any]) -> Any:
        match want:
            case DraftAtHand():
                return self.draft
            case ForecastOf():
                return Forecast(1, 1, 1.0, 1)
            case TooLong():
                return None
            case ChoicesNow():
                return Choices((), (), {"en": "English", "ru": "Русский", "ro": "Română"})
            case ContactsTyped():
                return Contacts((Channel(ChannelKind.FAX, "+77172740548"),), person="Ann Example")
            case DayNamed():
                return date(2017, 11, 1)
            case CountryNamed():
                return "MD"
            case HearingRead():
                return HearingWords(date(2017, 10, 12), time(10), "Shymkent", "Asia/Almaty", "room 3")
            case _:
                raise AssertionError(want)


def taps(screen: Screen) -> Iterator[Tap]:
    return (choice.tap for row in screen.rows for choice in row if choice.tap)


def check(screen: Screen) -> None:
    for locale in WORDING.supported:
        said = WORDING.say(screen, locale)
        assert said.blocks
        assert units(said.plain()) <= TELEGRAM_LIMIT, said.plain()[:200]
        labels = [button.label for row in said.rows for button in row]
        assert all(label.strip() for label in labels)
        assert len(labels) <= 60
        assert all(len(row) <= 6 for row in said.rows)
        assert all(TAPS.unpack(b.tap).pack() == b.tap for row in said.rows for b in row if b.tap)


@pytest.mark.parametrize("draft", DRAFTS, ids=lambda draft: f"{draft.appeal.case}-{draft.appeal.key}")
def test_every_button_within_three_taps_answers_with_screens_that_fit(draft: Draft) -> None:
    seen: set[str] = set()
    waiting = [(Review(1), 0)]
    while waiting:
        tap, depth = waiting.pop()
        if tap.pack() in seen or tap.word not in OWN:
            continue
        seen.add(tap.pack())
        step = Desk(draft).step(None, Tapped(tap))
        assert step.screens, tap
        for screen in step.screens:
            check(screen)
            if depth < 2:
                waiting += [(one, depth + 1) for one in taps(screen)]
    assert len(seen) > 20


OWN = {kind.word for kind in new_appeal.CONVERSATION.taps}


@settings(max_examples=10, deadline=None)
@given(st.data(), st.sampled_from(DRAFTS))
def test_any_walk_of_taps_and_lines_keeps_a_draft_that_can_be_shown(
    data: st.DataObject, draft: Draft
) -> None:
    desk, state = Desk(draft), None
    offered: list[Tap] = [Review(1)]
    for _ in range(6):
        types = state is not None and state.step in draft_typing.TYPING and data.draw(st.booleans())
        event = (
            Line(data.draw(st.sampled_from(TYPED))) if types else Tapped(data.draw(st.sampled_from(offered)))
        )
        step = desk.step(state, event)
        assert step.screens, event
        for screen in step.screens:
            check(screen)
        state = state if isinstance(step.state, Keep) else step.state
        found = [tap for tap in taps(step.screens[-1]) if tap.word in OWN and not isinstance(tap, DropDraft)]
        offered = found or [Review(1)]
        check(review(desk.draft, Facts(NOW, "en", ChatKind.PERSON, None, "olga")))


def test_what_needs_its_author_stands_on_the_first_page_before_the_button_that_submits() -> None:
    for draft in DRAFTS:
        facts = Facts(NOW, "en", ChatKind.PERSON, None, "olga")
        for page in (1, 2, 3):
            said = WORDING.say(review(draft, facts, page), "en")
            if any(button.tap.startswith("submit-") for row in said.rows for button in row):
                break
        assert page == 1 or len(draft.case.persons if draft.case else ()) > PAGE
