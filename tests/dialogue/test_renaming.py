"""Renaming: a message that is out reads as if made with the right name, and nothing else moves."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time

from hypothesis import given
from hypothesis import strategies as st

from alertbot.dialogue import cards, day_cards, demand_cards, renaming
from alertbot.dialogue.correct import to_letter_takers
from alertbot.dialogue.outcomes import HEADS
from alertbot.dialogue.screen import Screen, say
from alertbot.dialogue.tap import TapBook
from alertbot.domain.appeal import Demand, DemandOutcome
from alertbot.domain.case import Case, Person, PersonRole
from alertbot.domain.hearing import Hearing
from alertbot.domain.language import Localised
from alertbot.domain.milestone import Milestone, MilestoneKind
from alertbot.domain.occasion import Occasion, OccasionKind
from alertbot.domain.outcome import Answer
from alertbot.wording.codec import screen_from_json, screen_to_json

from .court_facts import hearings
from .test_cards import prepared

words = st.text(min_size=1, max_size=12)
localised = st.dictionaries(st.sampled_from(["en", "ru", "ro"]), words, max_size=3).map(Localised)
persons = st.builds(
    Person,
    words,
    words,
    st.sampled_from(PersonRole),
    names=localised,
    public=st.booleans(),
)
cases = st.builds(
    Case, st.just("k"), localised, localised, st.just("KZ"), persons=st.lists(persons, max_size=2).map(tuple)
)
courts = st.builds(replace, hearings, court=localised, stage=localised, note=localised, address=localised)
BY = say("court.by.organizer")
Card = Callable[[Case, Hearing, Hearing], Screen]
CARDS: dict[str, Card] = {
    **{
        f"reminder {offset}": lambda case, h, _, offset=offset: cards.reminder(case, h, offset, 1, 2)
        for offset in cards.BEFORE
    },
    "set": lambda case, h, _: cards.hearing_set(case, h, None, 2),
    "moved": lambda case, h, old: cards.hearing_moved(case, old, h, 1, BY, 2),
    "elsewhere": lambda case, h, old: cards.hearing_elsewhere(case, old, h, 1, BY),
    "cancelled": lambda case, h, _: cards.hearing_cancelled(case, h, 1, BY),
    "adjourned": lambda case, h, _: cards.hearing_adjourned(case, h, 1),
    "outcome": lambda case, h, _: cards.outcome(case, h, 1, HEADS[Answer.HELD], "Ten days for Ainur"),
}


@given(st.sampled_from(sorted(CARDS)), cases, cases, courts, courts)
def test_a_renamed_card_is_the_card_that_the_right_name_makes(
    which: str, wrong: Case, right: Case, hearing: Hearing, old: Hearing
) -> None:
    made = CARDS[which]
    assert renaming.of_hearing(made(wrong, hearing, old), right) == made(right, hearing, old)


@given(st.sampled_from(sorted(CARDS)), cases, courts, courts)
def test_what_has_the_right_name_already_stays_as_it_is(
    which: str, case: Case, hearing: Hearing, old: Hearing
) -> None:
    card = CARDS[which](case, hearing, old)
    assert renaming.of_hearing(card, case) == card


@given(cases, courts, courts)
def test_another_date_or_court_known_by_now_is_no_reason_to_change_what_was_sent(
    case: Case, sent: Hearing, now: Hearing
) -> None:
    card = cards.reminder(replace(case, hearings=(sent,)), sent, "1d", 1, 2)
    assert renaming.of_hearing(card, replace(case, hearings=(now,))) == card


def test_a_card_that_waited_in_the_ledger_is_renamed_alike() -> None:
    hearing = Hearing("trial", "Almaty", "Asia/Almaty", date(2017, 10, 20), time(10))
    published = prepared("kurmanov", "solidarity")
    right = replace(published.case, title=Localised({"en": "Right"}), persons=())
    card = cards.outcome(published.case, hearing, None, HEADS[Answer.HELD], "Right it is")
    stored = screen_from_json(screen_to_json(replace(card, rows=())), TapBook(()))
    made = cards.outcome(right, hearing, None, HEADS[Answer.HELD], "Right it is")

    assert renaming.of_hearing(stored, right) == made


KINDS = st.sampled_from([OccasionKind.RELEASE, OccasionKind.SENTENCE_END, OccasionKind.ANNIVERSARY])


@given(cases, cases, localised, localised, KINDS)
def test_a_milestone_is_told_as_the_case_has_it_now_on_the_day_it_was_told_for(
    wrong: Case, right: Case, before: Localised, now: Localised, kind: OccasionKind
) -> None:
    day, zone = date(2017, 11, 2), "Asia/Almaty"
    told = Occasion("milestone.out", kind, day, zone, before)
    moved = Milestone("out", MilestoneKind(kind), date(2018, 1, 1), zone, now)
    made = day_cards.milestone(wrong, told, 1)

    renamed = renaming.of_milestone(made, replace(right, milestones=(moved,)), told)
    assert renamed == day_cards.milestone(right, replace(told, text=now), 1)
    assert renaming.of_milestone(made, right, told) == day_cards.milestone(right, told, 1)


def test_a_notice_of_demands_gets_the_right_title_and_wording_and_keeps_what_was_told() -> None:
    published = prepared("kurmanov", "solidarity")
    demand = Demand("free", Localised({"en": "Free Ainur"}), outcome=DemandOutcome.PARTLY)
    before = replace(published.appeal, demands=(demand,))
    met = replace(demand, text=Localised({"en": "Free Aynur"}), outcome=DemandOutcome.MET)
    now = replace(before, title=Localised({"en": "Free Aynur!"}), demands=(met,))
    told = demand_cards.outcome(replace(published, appeal=before))
    right = replace(before, title=now.title, demands=(replace(demand, text=met.text),))

    assert renaming.of_appeal(told, before, now) == demand_cards.outcome(replace(published, appeal=right))
    assert renaming.of_appeal(told, before, before) == told


def test_a_word_about_a_wrong_letter_names_the_appeal_as_it_is_called_now() -> None:
    published = prepared("kurmanov", "solidarity")
    now = replace(published.appeal, title=Localised({"en": "Free Aynur!"}))
    told = to_letter_takers(published, published)
    renamed = renaming.of_appeal(told, published.appeal, now)

    assert renamed.parts[0].words == say("correct.letter", title=now.title)
    assert renamed.parts[1:] == told.parts[1:]
